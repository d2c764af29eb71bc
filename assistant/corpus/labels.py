"""Running labels of a transcript: "PRIME MINISTER KHAN:", "THE PRESIDENT:", "Q", "Ms. Baerbock:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.gazetteer import find_country
from assistant.text import fold
from assistant.wordlists import read_rows, read_words

# Words in capitals (a "Mc" or a particle may stand among them), then a colon.
WORD = r"(?:Mc|Mac|d’|d')?[A-ZÀ-ÖØ-Þ0-9][A-ZÀ-ÖØ-Þ0-9.’'\-/]*,?"
SMALL = r"(?:of|the|and|for|von|van|der|den|de|del|da|dos|bin|al|el|la|le)"
CAPITALS = re.compile(rf"^[*\[(]{{0,3}}(?P<label>{WORD}(?:\s+(?:{WORD}|{SMALL})){{0,14}})(?:\s*\([^()]*\))?[*\])]{{0,3}}:[*\])]{{0,3}}\s+")
MIXED = re.compile(r"^[*\[(]{0,3}(?P<label>[A-ZÀ-ÖØ-Þ][^:.!?]{0,60}?\.?[^:.!?]{0,40})(?:\s*\([^()]*\))?[*\])]{0,3}:[*\])]{0,3}\s+")
QUESTION = re.compile(r"^(?P<label>[QA]\d{0,2})[.:]?\s+(?=[A-ZÀ-Þ“\"'(—–\-…])")
TITLES = tuple(fold(title) for title in read_rows("assistant.data", "titles.txt"))
ROLES = read_words("assistant.data", "roles.txt")
MIXED_WORDS = 6
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
    capitals = {number: label for number, block in enumerate(blocks) if (label := _match(QUESTION, block) or _match(CAPITALS, block))}
    count = Counter(label.name for label in capitals.values())
    turns = {number: label for number, label in capitals.items() if _is_somebody(label.name, count[label.name])}
    if len(turns) < (1 if is_remarks else MIN_LABELS):
        mixed = {number: label for number, block in enumerate(blocks) if (label := _match(MIXED, block)) and _has_title(label.name)}
        return mixed if len(mixed) >= MIN_LABELS and is_remarks else {}
    for number, block in enumerate(blocks):
        label = _match(MIXED, block)
        if number not in turns and label and _has_title(label.name):
            turns[number] = label
    return turns


def begins_turn(line: str) -> bool:
    """Tell whether a line opens with a label of an office or a role, so that it begins a block."""
    label = _match(QUESTION, line) or _match(CAPITALS, line)
    if label is None:
        label = _match(MIXED, line)
        return label is not None and _has_title(label.name) and len(label.name.split()) <= MIXED_WORDS
    return _is_somebody(label.name, 1)


def _match(pattern: re.Pattern[str], block: str) -> Label | None:
    match = pattern.match(block)
    return Label(match["label"].strip(" ,"), match.end()) if match else None


def _is_somebody(name: str, times: int) -> bool:
    if re.fullmatch(r"[QA]\d{0,2}", name) or _has_title(name) or ROLES & set(fold(name).replace("/", " ").split()):
        return True
    return times > 1 and find_country(name) is None


def _has_title(name: str) -> bool:
    folded = fold(name).removeprefix("the ")
    return any(folded == title or folded.startswith(title + " ") for title in TITLES)
