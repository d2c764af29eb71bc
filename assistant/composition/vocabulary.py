"""The word lists of the verifier, read from data once."""

from __future__ import annotations

from collections.abc import Mapping
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
    """Return one list: "polarity", "modal", "condition", "droppable", "adverb", "after_quote", "connector"."""
    return _lists()[name]


@lru_cache(maxsize=1)
def connectors() -> tuple[tuple[str, ...], ...]:
    """Return what may open a sentence or join two clauses and says nothing, longest first."""
    return tuple(sorted((tuple(words.split("_")) for words in words_of("connector")), key=len, reverse=True))


@lru_cache(maxsize=1)
def _reporting() -> Mapping[str, int]:
    rows = read_rows(DATA, "reporting.txt")
    return {form: row for row, line in enumerate(rows) for verb in line.split("|") for form in verb.split()}


def reporting_class(word: str) -> int | None:
    """Return the number of the line of verbs of saying that a form stands on; 0 are those that add nothing; None: it is none."""
    return _reporting().get(word)
