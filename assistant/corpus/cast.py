"""Whom a page names, as far as capitals and offices tell: a person's label or a topic's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.gazetteer import find_country
from assistant.names import name_words
from assistant.text import CAPITALS, fold
from assistant.wordlists import read_rows, read_words

FIELD_HEADS = read_words("assistant.data", "field_heads.txt")
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
LETTER = rf"[{CAPITALS}ʿʾ‘]"
SMALL = "of|the|and|for|to|bin|ibn|al|el|de|del|da|dos|van|von|der|den|la|le|di"
# A run of capitalised words, with what may stand small among them: "President of Norden Ana Lee,
# Minister Roe".
RUN = re.compile(
    rf"{LETTER}[\w.’'\-]*(?:,?\s(?:(?:{SMALL})\b|(?:al|el|ash|as|ad|an|ar)-\w+"
    rf"|{LETTER}[\w.’'\-]*)){{0,14}}"
)
NAMED = rf"{LETTER}[\w’'\-]+(?:\s(?:bin|ibn|al|el|de|da|van|von|der)\b)?"
# Somebody named in full who does something: "Ana Ruiz held talks with".
DOES = re.compile(
    rf"\b(?P<name>{NAMED}\s{NAMED}(?:\s{NAMED}){{0,2}})\s"
    r"(?:said|says|told|held|holds|met|meets|spoke|speaks|had|visited|received|receives"
    r"|welcomed|thanked|stressed|noted|added"
    r"|answered|answers|replied|opened|hosted|called|asked|gave|gives|delivered|addressed|took)\b"
)
JOINS = frozenset({"of", "for", "to"})
# Offices that are also plain words at the head of a topic: "General remarks", "Chief concerns",
# "Justice reform".
PLAIN = frozenset({"general", "justice", "chief", "head", "assistant"})
ALSO_NAMES = frozenset({"king", "bishop", "judge", "prince", "pope", "duke", "general", "mayor"})
LONGEST_PLACE = 4  # words


@dataclass(frozen=True, slots=True)
class Called:
    """An office as printed and what stands behind it: the words of a name, or none."""

    title: str
    name: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """The people a page names: of each, the words of the name."""

    people: tuple[frozenset[str], ...] = ()

    def knows(self, label: str) -> bool:
        """Tell whether a label, offices aside, is the name of one of them, or a part of it."""
        called = read_called(label)
        words = name_words(" ".join(called[-1].name if called else (label,)))
        return bool(words) and any(words <= person for person in self.people)


def read_cast(texts: Iterable[str]) -> Cast:
    """Return the people whom texts name beside an office, or in full as doing something."""
    people: dict[frozenset[str], None] = {}
    for text in texts:
        for name in (*_beside_offices(text), *_doing(text)):
            words = name_words(name)
            if words and find_country(name) is None:
                people[words] = None
    return Cast(tuple(people))


def read_called(label: str) -> list[Called]:
    """Return every office in a run of words, each with the name behind it."""
    words = fold(label).replace(",", " , ").replace("/", " / ").split()
    spans = list(_titles_in(words))
    found = []
    for number, (start, end) in enumerate(spans):
        next_start = spans[number + 1][0] if number + 1 < len(spans) else len(words)
        place = _past_place(words, end, next_start)
        name = words[place:next_start]
        stop = next((i for i, w in enumerate(name) if w in (",", "/", "and", *JOINS)), len(name))
        found.append(Called(" ".join(words[start:end]), tuple(name[:stop])))
    return found


def has_title(label: str) -> bool:
    """Tell whether a label holds an office or an address; "General" is none by itself."""
    return any(c.title not in PLAIN or len(c.name) > 1 for c in read_called(label))


def has_bearer(label: str) -> bool:
    """Tell whether a label names somebody beside an office: "Minister Holt"."""
    called = read_called(label)
    if any(c.name and not set(c.name) <= FIELD_HEADS for c in called):
        return True
    first = label.split(",")[0]
    return "," in label and bool(called) and not read_called(first) and " " in first.strip()


def _beside_offices(text: str) -> Iterator[str]:
    """Yield names behind offices, and before one with a comma: "Ana Lee, Minister"."""
    for run in RUN.finditer(text):
        for called in read_called(run.group()):
            if called.name and (called.title not in PLAIN or len(called.name) > 1):
                yield " ".join(called.name).strip(".")
        before, comma, behind = run.group().partition(", ")
        if comma and not read_called(before) and _begins_with_title(behind):
            yield before


def _doing(text: str) -> Iterator[str]:
    for match in DOES.finditer(text):
        words = fold(match["name"]).split()
        if not read_called(match["name"]) and not {words[0], words[-1]} & (FIELD_HEADS - MONTHS):
            yield match["name"]


def _begins_with_title(text: str) -> bool:
    return _title_at(fold(text).replace(",", " ").split(), 0) > 0


def _titles_in(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of offices, the longest at each place."""
    at = 0
    while at < len(words):
        length = _title_at(words, at)
        is_name = at and words[at] in ALSO_NAMES and at + 1 == len(words)
        if length and not (is_name and words[at - 1] not in (",", "the", *JOINS)):
            yield at, at + length
        at += length or 1


def _title_at(words: Sequence[str], at: int) -> int:
    """Return how many words of an office stand at a place; 0 for none."""
    if at >= len(words):
        return 0
    return next(
        (
            len(title)
            for title in _titles().get(words[at], ())
            if tuple(words[at : at + len(title)]) == title
        ),
        0,
    )


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, list[tuple[str, ...]]]:
    """Return the words of every office under its first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in read_rows("assistant.data", "titles.txt"):
        words = tuple(fold(row).split())
        found.setdefault(words[0], []).append(words)
    return {first: sorted(rows, key=len, reverse=True) for first, rows in found.items()}


def _past_place(words: Sequence[str], at: int, end: int) -> int:
    """Return the place behind "of the Republic of Norden" or "for Trade and Industry"."""
    while at + 1 < end and words[at] in JOINS:
        at += 1 + (words[at + 1] == "the")
        at += next(
            (
                size
                for size in range(LONGEST_PLACE, 1, -1)
                if at + size <= end and find_country(" ".join(words[at : at + size]))
            ),
            1,
        )
        while at + 1 < end and words[at] in ("and", "affairs"):
            at += 1 + (words[at] == "and")
    return min(at, end)
