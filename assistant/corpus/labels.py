"""Running labels of a transcript: "PRIME MINISTER KHAN:", "THE PRESIDENT:", "Q", "Ms. Baerbock:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.gazetteer import find_country
from assistant.text import CAPITALS, fold
from assistant.wordlists import read_rows, read_words

# Words in capitals (a "Mc" or a particle may stand among them), then a colon.
WORD = rf"(?:Mc|Mac|d’|d')?[{CAPITALS}0-9][{CAPITALS}0-9.’'\-/]*,?"
SMALL = r"(?:of|the|and|for|von|van|der|den|de|del|da|dos|bin|al|el|la|le)"
IN_CAPITALS = re.compile(
    rf"^[*\[(]{{0,3}}(?P<label>{WORD}(?:\s+(?:{WORD}|{SMALL})){{0,14}})(?:\s*\([^()]*\))?[*\])]{{0,3}}:[*\])]{{0,3}}\s+"
)
# Capitalised words, a title's stop or comma among them: "President of Türkiye Mehmet Şahin (retranslated):", "Ms. Baer:".
NAMED = rf"[{CAPITALS}][\w.’'\-/&]*,?"
MIXED = re.compile(
    rf"^[*\[(]{{0,3}}(?P<label>{NAMED}(?:\s+(?:{NAMED}|{SMALL}|al-\w+)){{0,11}})(?:\s*\([^()]*\))?[*\])]{{0,3}}:[*\])]{{0,3}}\s+"
)
QUESTION = re.compile(rf"^(?P<label>[QA]\d{{0,2}})[.:]?\s+(?=[{CAPITALS}“\"'(—–\-…])")
TITLES = tuple(fold(title) for title in read_rows("assistant.data", "titles.txt"))
ROLES = read_words("assistant.data", "roles.txt")
MIXED_WORDS = 6
MIN_WORDS = 2  # "Prime Minister" alone before a colon is an attendee list
SHORT = 4  # words of a label that nothing but its neighbours tells
MIN_LABELS = 2  # one label may be a heading; a transcript has turns


@dataclass(frozen=True, slots=True)
class Label:
    """The name at the head of a turn, and how many characters of the block it takes up."""

    name: str
    length: int


def find_labels(blocks: Sequence[str], is_remarks: bool) -> Mapping[int, Label]:
    """Return the label of each block that begins a turn, by the block's number; none where it is no transcript.

    A label in capitals names an office or a role, or recurs; "TAIWAN:" at the head of a paragraph is a heading.
    """
    capitals = {
        number: label
        for number, block in enumerate(blocks)
        if (label := _match(QUESTION, block) or _match(IN_CAPITALS, block))
    }
    count = Counter(label.name for label in capitals.values())
    turns = {
        number: label
        for number, label in capitals.items()
        if _is_somebody(label.name, count[label.name])
    }
    if len(turns) < (1 if is_remarks else MIN_LABELS):
        return _mixed(blocks, is_remarks)
    # In what is a transcript every other name in capitals ends a turn too.
    turns.update(
        (number, label)
        for number, label in capitals.items()
        if " " in label.name and find_country(label.name) is None
    )
    for number, block in enumerate(blocks):
        label = _match(MIXED, block)
        if number not in turns and label and _has_title(label.name):
            turns[number] = label
    return turns


def _mixed(blocks: Sequence[str], is_remarks: bool) -> Mapping[int, Label]:
    """Return the labels of a page that prints them in small letters: "Viktor Orlov:", "AFP:", "Minister Kovač:".

    A label recurs, or names an office with its bearer, or stands short beside one that recurs; else it is a heading.
    """
    found = {
        number: label for number, block in enumerate(blocks) if (label := _match(MIXED, block))
    }
    count = Counter(label.name for label in found.values())
    recurs = any(times > 1 and find_country(name) is None for name, times in count.items())
    turns = {
        number: label
        for number, label in found.items()
        if (count[label.name] > 1 and find_country(label.name) is None)
        or (_has_title(label.name) and (is_remarks or len(label.name.split()) > MIN_WORDS))
        or ROLES & set(fold(label.name).split())
        or (recurs and len(label.name.split()) <= SHORT)
    }
    titled = sum(_has_title(label.name) for label in turns.values())
    return (
        turns if len(turns) >= MIN_LABELS and (is_remarks or recurs or titled > MIN_LABELS) else {}
    )


def begins_turn(line: str) -> bool:
    """Tell whether a line opens with a label of an office or a role, so that it begins a block."""
    label = _match(QUESTION, line) or _match(IN_CAPITALS, line)
    if label is None:
        label = _match(MIXED, line)
        return (
            label is not None and _has_title(label.name) and len(label.name.split()) <= MIXED_WORDS
        )
    return _is_somebody(label.name, 1)


def _match(pattern: re.Pattern[str], block: str) -> Label | None:
    match = pattern.match(block)
    return Label(match["label"].strip(" ,"), match.end()) if match else None


def _is_somebody(name: str, times: int) -> bool:
    if (
        re.fullmatch(r"[QA]\d{0,2}", name)
        or _has_title(name)
        or ROLES & set(fold(name).replace("/", " ").split())
    ):
        return True
    return times > 1 and find_country(name) is None


def _has_title(name: str) -> bool:
    parts = [part.strip().removeprefix("the ") for part in fold(name).split(",")]
    return any(part == title or part.startswith(title + " ") for part in parts for title in TITLES)
