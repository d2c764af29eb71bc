"""An evaluation as Markdown and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.evaluation.metrics import Verdict
from assistant.evaluation.running import Summary

HEAD = (
    "| kind | cases | passed | recall | precision | abstained rightly | abstained wrongly | misattributed | verbatim | p50 ms | p95 ms |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def table(summaries: Sequence[Summary]) -> str:
    """Return the summaries as a Markdown table."""
    return "\n".join([HEAD, *map(_row, summaries)])


def markdown(
    gold: str, n_readouts: int, summaries: Sequence[Summary], verdicts: Sequence[Verdict]
) -> str:
    """Return the whole report.

    What was measured, the table, and every case that failed with its reason.
    """
    failures = [
        f"- `{v.case.id}` ({v.case.kind}) {v.case.question} — {v.reason}"
        for v in verdicts
        if not v.passed
    ]
    parts = [
        "# Evaluation",
        f"{len(verdicts)} questions of `{gold}` over {n_readouts:,} readouts.",
        table(summaries),
        "## Failed cases",
        "\n".join(failures) or "None.",
    ]
    return "\n\n".join(parts) + "\n"


def fields(summaries: Sequence[Summary], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return summaries and failures as JSON-ready fields."""
    failed = [
        {"id": v.case.id, "kind": v.case.kind, "reason": v.reason} for v in verdicts if not v.passed
    ]
    return {"summaries": [asdict(summary) for summary in summaries], "failed": failed}


def _row(summary: Summary) -> str:
    cells = [
        summary.kind,
        str(summary.cases),
        f"{summary.passed} ({summary.passed / summary.cases:.0%})",
        _share(summary.recall),
        _share(summary.precision),
        _share(summary.abstained_rightly),
        _share(summary.abstained_wrongly),
        str(summary.misattributed),
        _share(summary.verbatim),
        f"{summary.p50:.0f}",
        f"{summary.p95:.0f}",
    ]
    return "| " + " | ".join(cells) + " |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"
