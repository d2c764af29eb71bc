"""Run gold questions through an assistant and sum up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.assistant import ReadoutAssistant
from assistant.errors import GoldError
from assistant.evaluation.gold import KINDS, GoldCase
from assistant.evaluation.metrics import Verdict, judge


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over some cases.

    Shares are 0..1 or None where no case defines them, times are milliseconds.
    """

    kind: str
    cases: int
    passed: int
    recall: float | None
    precision: float | None
    abstained_rightly: float | None
    abstained_wrongly: float | None
    misattributed: int
    verbatim: float | None
    p50: float
    p95: float


def run(
    assistant: ReadoutAssistant,
    cases: Sequence[GoldCase],
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Verdict, ...]:
    """Ask every case and judge its answer; GoldError if gold cites a readout the library lacks."""
    readouts = {readout.id: readout for readout in assistant.readouts()}
    names = {(readout.path or "").rsplit("/", 1)[-1] for readout in readouts.values()}
    for case in cases:
        for passage in case.gold:
            if passage.readout not in names:
                raise GoldError(
                    f"case {case.id}: its readout {passage.readout} is not among those given"
                )
    assistant.ask("What was discussed?")  # loads the model, which no user waits for twice
    verdicts = []
    for number, case in enumerate(cases, 1):
        start = time.perf_counter()
        answer = assistant.ask(case.question, history=case.history)
        verdicts.append(judge(case, answer, readouts, time.perf_counter() - start))
        if progress:
            progress(number, len(cases))
    return tuple(verdicts)


def summarize(verdicts: Sequence[Verdict]) -> tuple[Summary, ...]:
    """Return a summary per kind that occurs, and one of all, last."""
    kinds = [kind for kind in KINDS if any(v.case.kind == kind for v in verdicts)]
    return (
        *(_summary(kind, [v for v in verdicts if v.case.kind == kind]) for kind in kinds),
        _summary("all", verdicts),
    )


def _summary(kind: str, verdicts: Sequence[Verdict]) -> Summary:
    answerable = [v for v in verdicts if v.case.answerable]
    unanswerable = [v for v in verdicts if not v.case.answerable]
    milliseconds = [v.seconds * 1000 for v in verdicts]
    quotes = sum(v.quotes for v in verdicts)
    return Summary(
        kind=kind,
        cases=len(verdicts),
        passed=sum(v.passed for v in verdicts),
        recall=_mean([v.recall for v in verdicts]),
        precision=_mean([v.precision for v in verdicts]),
        abstained_rightly=_mean([float(not v.answered) for v in unanswerable]),
        abstained_wrongly=_mean([float(not v.answered) for v in answerable]),
        misattributed=sum(v.misattributed for v in verdicts),
        verbatim=sum(v.verbatim for v in verdicts) / quotes if quotes else None,
        p50=float(np.percentile(milliseconds, 50)),
        p95=float(np.percentile(milliseconds, 95)),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None
