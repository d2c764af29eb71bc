"""Names in another script printed with their reading, "村田 (Murata)".

Either form is the person's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.attribution.person_names import read_name
from assistant.attribution.tokens import Token

LONGEST = 4  # words of a name and of its reading


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings a page prints, by the words they stand for."""

    by_words: Mapping[tuple[str, ...], tuple[Token, ...]] = field(default_factory=dict)

    def mark(self, tokens: Sequence[Token]) -> list[Token]:
        """Return a sentence's tokens with every such name, and its reading behind it, as the reading."""
        if not self.by_words:
            return list(tokens)
        marked: list[Token] = []
        at = 0
        while at < len(tokens):
            end = _foreign_end(tokens, at)
            reading = self._of(tokens, at, end)
            if not reading:
                marked.append(tokens[at])
                at += 1
                continue
            if marked and marked[-1].key == "(" and end < len(tokens) and tokens[end].key == ")":
                marked.pop()  # "Murata (村田)": the name stands before it
                at = end + 1
                continue
            close = _reading_end(tokens, end)
            whole = close + 1 if close else end
            start, last = tokens[at].start, tokens[whole - 1].end
            owns = tokens[end - 1].is_possessive
            marked.extend(t._replace(start=start, end=last, is_possessive=owns) for t in reading)
            at = whole
        return marked

    def _of(self, tokens: Sequence[Token], at: int, end: int) -> tuple[Token, ...]:
        words = tuple(t.key for t in tokens[at:end])
        return self.by_words.get(words, ()) if words else ()


def learn_readings(rows: Iterable[Sequence[Token]]) -> Readings:
    """Return the readings that sentences print behind or before names in another script."""
    found: dict[tuple[str, ...], tuple[Token, ...]] = {}
    for tokens in rows:
        for words, reading in _pairs(tokens):
            found.setdefault(words, reading)
            if len(words) == len(reading):
                for word, part in zip(words, reading, strict=True):
                    found.setdefault((word,), (part,))
    return Readings(found)


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], tuple[Token, ...]]]:
    at = 0
    while at < len(tokens):
        end = _foreign_end(tokens, at)
        if end == at:
            at += 1
            continue
        words = tuple(t.key for t in tokens[at:end])
        close = _reading_end(tokens, end)
        if close:
            yield words, tuple(tokens[end + 1 : close])
        elif at and tokens[at - 1].key == "(" and end < len(tokens) and tokens[end].key == ")":
            start = _name_before(tokens, at - 1)
            if start < at - 1:
                yield words, tuple(tokens[start : at - 1])
        at = end


def _foreign_end(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind the words in another script that begin here."""
    end = at
    while end < min(at + LONGEST, len(tokens)) and _is_foreign(tokens[end].text):
        end += 1
    return end


def _reading_end(tokens: Sequence[Token], at: int) -> int:
    """Return the place of the bracket that closes "(Murata)"; 0 where no reading stands here."""
    if at >= len(tokens) or tokens[at].key != "(":
        return 0
    end = at + 1
    while end < min(at + 1 + LONGEST, len(tokens)) and tokens[end].text[0].isalpha():
        if _is_foreign(tokens[end].text):
            return 0
        end += 1
    closes = end < len(tokens) and tokens[end].key == ")" and end > at + 1
    return end if closes and tokens[at + 1].is_capital else 0


def _name_before(tokens: Sequence[Token], end: int) -> int:
    """Return where the name that ends at a place begins."""
    starts = range(max(0, end - LONGEST), end)
    return next((at for at in starts if read_name(tokens, at)[1] == end), end)


@lru_cache(maxsize=4096)
def _is_foreign(word: str) -> bool:
    """Tell whether a word is written in letters that are not Latin."""
    return (
        not word.isascii()
        and all(
            not unicodedata.name(char, "LATIN").startswith(("LATIN", "COMBINING", "MODIFIER"))
            for char in word
            if char.isalpha()
        )
        and word[0].isalpha()
    )
