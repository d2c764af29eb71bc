"""Read gold questions: JSON lines, one case each, checked field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import GoldError
from assistant.evaluation.json_lines import read_rows

KINDS = ("said", "wrong_speaker", "not_said", "fact", "both", "followup", "cross")


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage that answers.

    The readout's file name, its words with white space folded, and who speaks.
    """

    readout: str
    quote: str
    speaker: str


@dataclass(frozen=True, slots=True)
class GoldCase:
    """A question with what a right answer cites; `speakers` are those whose words are asked for."""

    id: str
    kind: str
    question: str
    history: tuple[dict[str, str], ...]
    answerable: bool
    speakers: tuple[str, ...]
    gold: tuple[GoldPassage, ...]


def read_gold(path: str) -> tuple[GoldCase, ...]:
    """Return the cases of a gold file; GoldError names file, line and field of what is wrong."""
    return tuple(_case(row, place) for row, place in read_rows(path, "case"))


def read_paraphrases(path: str, cases: Sequence[GoldCase]) -> tuple[GoldCase, ...]:
    """Return the cases asked in other words.

    A JSON-lines file of `of` (a case's id) and `question`.
    """
    known = {case.id: case for case in cases}
    found: list[GoldCase] = []
    for number, (row, place) in enumerate(read_rows(path, "paraphrase"), 1):
        of = _field(row, "of", str, place)
        if of not in known:
            raise GoldError(f"{place}: field of names no case of the gold: {of!r}")
        found.append(
            replace(known[of], id=f"{of}/{number}", question=_field(row, "question", str, place))
        )
    return tuple(found)


def _case(row: dict[str, Any], place: str) -> GoldCase:
    kind = _field(row, "kind", str, place)
    if kind not in KINDS:
        raise GoldError(f"{place}: kind {kind!r} is unknown; kinds are {', '.join(KINDS)}")
    return GoldCase(
        id=_field(row, "id", str, place),
        kind=kind,
        question=_field(row, "question", str, place),
        history=tuple(_field(row, "history", list, place)),
        answerable=_field(row, "answerable", bool, place),
        speakers=tuple(_field(row, "speakers", list, place)),
        gold=tuple(_passage(item, place) for item in _field(row, "gold", list, place)),
    )


def _passage(item: Any, place: str) -> GoldPassage:
    if not isinstance(item, dict):
        raise GoldError(f"{place}: field gold must hold objects")
    quote = _field(item, "quote", str, place)
    return GoldPassage(
        _field(item, "readout", str, place), quote, _field(item, "speaker", str, place)
    )


def _field(row: dict[str, Any], name: str, kind: type, place: str) -> Any:
    if not isinstance(row.get(name), kind):
        raise GoldError(f"{place}: field {name} is missing or not {kind.__name__}")
    return row[name]
