"""The word lists of the verifier, read from data once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from assistant.wordlists import read_rows

DATA = "assistant.composition.data"


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    name = ""
    for row in read_rows(DATA, "words.txt"):
        if row.startswith("["):
            name = row.strip("[]")
            continue
        found.setdefault(name, set()).update(row.split())
    return {name: frozenset(words) for name, words in found.items()}


@cache
def words_of(name: str) -> frozenset[str]:
    """Return one list of `words.txt` by the name above it.

    A phrase is one entry, its words joined by "_".
    """
    return _lists()[name]


@cache
def phrases_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Return one list as sequences of words, longest first: "connector", "lead", "condition"."""
    return tuple(
        sorted((tuple(words.split("_")) for words in words_of(name)), key=len, reverse=True)
    )


def find_phrase(name: str, words: Sequence[str], at: int) -> int | None:
    """Return where a phrase of a list that begins at a word ends; None where none does."""
    return next(
        (at + len(p) for p in phrases_of(name) if tuple(words[at : at + len(p)]) == p), None
    )


@lru_cache(maxsize=1)
def _reporting() -> Mapping[str, int]:
    rows = read_rows(DATA, "reporting.txt")
    return {
        form: row
        for row, line in enumerate(rows)
        for verb in line.split("|")
        for form in verb.split()
    }


def reporting_class(word: str) -> int | None:
    """Return the number of the line of verbs of saying that a form stands on.

    0 are those that add nothing; None: it is none.
    """
    return _reporting().get(word)
