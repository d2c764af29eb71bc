"""Judge one answer against its gold case, by the strict rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.domain.answer import Answer, Citation
from assistant.domain.readout import BOTH_SIDES, Readout
from assistant.evaluation.gold import GoldCase, GoldPassage
from assistant.names import may_be_same

NARRATION = "narration"
# Share of an answer's citations that must answer; comparisons and lists may bring more beside the
# point.
MIN_PRECISION = {"both": 1 / 3, "cross": 1 / 3}
DEFAULT_PRECISION = 1 / 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case went. `recall` is over gold passages, `precision` over citations.

    Both None where not defined.
    """

    case: GoldCase
    answered: bool
    passed: bool
    reason: str
    recall: float | None
    precision: float | None
    misattributed: int
    quotes: int
    verbatim: int
    seconds: float


def judge(
    case: GoldCase, answer: Answer, readouts: Mapping[str, Readout], seconds: float
) -> Verdict:
    """Return the verdict on an answer.

    An answerable case passes if it is answered, an answering sentence is cited, nobody else's words
    are, every quote is verbatim and at least half the citations answer (a third for both and
    cross). An unanswerable one passes by abstention without misattribution in what it relates.
    """
    shown = (*answer.citations, *answer.related)
    right = [c for c in answer.citations if any(_answers(c, passage) for passage in case.gold)]
    found = [p for p in case.gold if any(_answers(c, p) for c in answer.citations)]
    wrong = sum(_is_misattributed(case, c) for c in answer.citations) + sum(
        _is_mislabelled(case, c) for c in shown
    )
    verbatim = sum(readouts[c.readout_id].text[c.start : c.end] == c.quote for c in shown)
    precision = len(right) / len(answer.citations) if answer.citations else None
    reason = _objection(case, answer, len(right), precision, wrong, verbatim == len(shown))
    return Verdict(
        case=case,
        answered=answer.answered,
        passed=not reason,
        reason=reason,
        recall=len(found) / len(case.gold) if case.answerable and case.gold else None,
        precision=precision if case.answerable else None,
        misattributed=wrong,
        quotes=len(shown),
        verbatim=verbatim,
        seconds=seconds,
    )


def _objection(
    case: GoldCase,
    answer: Answer,
    n_right: int,
    precision: float | None,
    wrong: int,
    verbatim: bool,
) -> str:
    if not verbatim:
        return "a quote is not verbatim"
    if wrong:
        return "somebody else's words"
    if not case.answerable:
        return "answered, though nothing is recorded" if answer.answered else ""
    if not answer.answered:
        return "abstained, though it is recorded"
    if not n_right:
        return "no answering sentence cited"
    if precision is not None and precision < MIN_PRECISION.get(case.kind, DEFAULT_PRECISION):
        return "too much beside the point"
    return ""


def _answers(citation: Citation, passage: GoldPassage) -> bool:
    """Tell whether a citation is (part of) a gold passage.

    Same file, and one text holds the other.
    """
    if PurePath(citation.path or "").name != passage.readout:
        return False
    cited, gold = " ".join(citation.quote.split()), " ".join(passage.quote.split())
    return cited in gold or gold in cited


def _is_misattributed(case: GoldCase, citation: Citation) -> bool:
    """Tell whether an answer to "what did X say" cites words of others alone."""
    if not case.speakers or not case.answerable or case.kind in ("fact",):
        return False
    if any(_answers(citation, passage) for passage in case.gold):
        return False
    return bool(citation.speakers) and not any(
        _same(s, asked) or s == BOTH_SIDES for s in citation.speakers for asked in case.speakers
    )


def _is_mislabelled(case: GoldCase, citation: Citation) -> bool:
    """Tell whether a cited gold sentence is shown under another name than gold gives it."""
    labels: Sequence[str] = [p.speaker for p in case.gold if _answers(citation, p)]
    if not labels or not citation.speakers or NARRATION in labels:
        return False
    return not any(_same(speaker, label) for speaker in citation.speakers for label in labels)


def _same(name: str, other: str) -> bool:
    return name == other or may_be_same(name.removeprefix("The "), other.removeprefix("The "))
