"""An evaluation of attribution as Markdown and as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from assistant.evaluation.attribution import (
    LABEL_TYPES,
    SentenceVerdict,
    Tally,
    confusions,
    show,
    tally,
)

HEAD = (
    "| {} | sentences | right | wrong name | silent | of them refused |\n|---|--:|--:|--:|--:|--:|"
)
PAIRS = 15


def tallies(verdicts: Sequence[SentenceVerdict]) -> dict[str, list[Tally]]:
    """Return the counts by kind of text, by label type and by issuer, each list in reading order."""
    return {
        "kind of text": [
            *_by(verdicts, lambda v: "transcript" if v.kind == "transcript" else "prose"),
            tally("all", verdicts),
        ],
        "label": [
            t
            for name in LABEL_TYPES
            if (t := tally(name, (v for v in verdicts if v.label_type == name))).sentences
        ],
        "issuer": _by(verdicts, lambda v: v.issuer),
    }


def markdown(gold: str, verdicts: Sequence[SentenceVerdict]) -> str:
    """Return the whole report.

    Counts, confusion pairs, reasons of refusals, and every sentence that failed.
    """
    readouts = len({v.gold.readout for v in verdicts})
    parts = [
        "# Attribution",
        f"{len(verdicts)} labelled sentences of {readouts} readouts in `{gold}`.",
    ]
    for name, rows in tallies(verdicts).items():
        parts.append("\n".join([HEAD.format(name), *map(_row, rows)]))
    pairs = confusions(verdicts)[:PAIRS]
    parts.append(
        "## Confusions\n\n"
        + (
            "\n".join(f"- {times} × {wanted} → {found}" for wanted, found, times in pairs)
            or "None."
        )
    )
    reasons = Counter(v.reason for v in verdicts if v.reason and v.outcome == "silent")
    parts.append(
        "## Refusals\n\n"
        + ("\n".join(f"- {times} × {reason}" for reason, times in reasons.most_common()) or "None.")
    )
    failed = [v for v in verdicts if v.outcome != "right"]
    parts.append("## Failed sentences\n\n" + ("\n".join(map(_failure, failed)) or "None."))
    return "\n\n".join(parts) + "\n"


def fields(verdicts: Sequence[SentenceVerdict]) -> dict[str, Any]:
    """Return counts, confusions and failures as JSON-ready fields."""
    failed = [
        {**asdict(v.gold), "found": v.found, "outcome": v.outcome, "reason": v.reason}
        for v in verdicts
        if v.outcome != "right"
    ]
    return {
        "tallies": {
            name: [asdict(row) for row in rows] for name, rows in tallies(verdicts).items()
        },
        "confusions": [
            {"gold": gold, "found": found, "times": times}
            for gold, found, times in confusions(verdicts)
        ],
        "failed": failed,
    }


def _by(verdicts: Sequence[SentenceVerdict], key: Callable[[SentenceVerdict], str]) -> list[Tally]:
    names = sorted({key(v) for v in verdicts})
    return [tally(name, (v for v in verdicts if key(v) == name)) for name in names]


def _row(row: Tally) -> str:
    return (
        f"| {row.name} | {row.sentences} | {row.right} ({row.accuracy:.1%}) | {row.wrong} ({row.wrong_rate:.1%}) "
        f"| {row.silent} ({row.silent / row.sentences:.1%}) | {row.refused} |"
    )


def _failure(verdict: SentenceVerdict) -> str:
    found = "not cut so" if verdict.found is None else show(verdict.found)
    why = f" ({verdict.reason})" if verdict.reason else ""
    return f"- `{verdict.gold.readout}` {verdict.gold.sentence} — {show(verdict.gold.speakers)}, found {found}{why}"
