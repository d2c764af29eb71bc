"""Offices as questions and readouts call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.text import STOPWORDS, fold
from assistant.wordlists import read_rows

# Forms of address that stand before a name and say nothing of an office.
ADDRESS = frozenset({"mr", "mrs", "ms", "dr", "sir", "lady", "lord", "secretary", "minister"})
# What a question calls those of a country without naming an office: "the Lao guest", "the Danish
# side".
GROUP_WORDS = (
    "counterparts?|visitors?|guests?|hosts?|sides?|delegations?|government|officials?|leaders?|team"
    "|authorities|representatives?|diplomats?"
)


@lru_cache(maxsize=1)
def _rows() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(fold(word.strip()) for word in row.split("|"))
        for row in read_rows("assistant.data", "offices.txt")
    )


@lru_cache(maxsize=1)
def _by_first() -> Mapping[str, frozenset[str]]:
    """Map what heads a line to the whole line."""
    return {
        fold(row.split("|")[0].strip()): words
        for row, words in zip(read_rows("assistant.data", "offices.txt"), _rows(), strict=True)
    }


@lru_cache(maxsize=512)
def titles_meant(office: str) -> frozenset[str]:
    """Return the folded titles that an office called so may have in a readout.

    Such as "premier" is a prime minister's too.
    """
    word = fold(office)
    head = _by_first().get(word)
    if head:
        return head
    return frozenset().union({word}, *(row for row in _rows() if word in row))


@lru_cache(maxsize=1)
def office_pattern() -> str:
    """Return an alternation of all words for offices, longest first, without groups."""
    words = sorted(frozenset().union(*_rows()), key=len, reverse=True)
    return (
        "(?:"
        + "|".join(re.escape(word).replace(r"\ ", r"[ -]").replace(r"\-", "[ -]") for word in words)
        + ")"
    )


@lru_cache(maxsize=1)
def _honorifics() -> tuple[frozenset[str], frozenset[str]]:
    """Read what stands before a name, with spaces, and the letters behind it."""
    rows = read_rows("assistant.data", "honorifics.txt")
    behind = rows.index("[after]")
    before = (word.replace("_", " ") for row in rows[1:behind] for word in row.split())
    return frozenset(map(fold, before)), frozenset(
        w for row in rows[behind + 1 :] for w in row.split()
    )


@lru_cache(maxsize=1)
def honorific_pattern() -> str:
    """Return an alternation of all honorifics before a name, longest first, without groups."""
    forms = sorted(_honorifics()[0], key=len, reverse=True)
    spaced = (re.escape(form.strip(".'")).replace(r"\ ", "['’]? ") for form in forms)
    return rf"(?:{'|'.join(spaced)})['’]?\.?"


@lru_cache(maxsize=1)
def honorific_words() -> frozenset[str]:
    """Return every single word of an honorific or title before a name, without marks."""
    titles = (fold(row) for row in read_rows("assistant.data", "titles.txt"))
    return frozenset(
        part
        for form in (*_honorifics()[0], *titles)
        for word in form.split()
        for part in word.replace(".", "").strip("'").split("-")
        if part not in STOPWORDS
    )


def is_postnominal(word: str) -> bool:
    """Tell whether a word is letters behind a name: "KBE"."""
    return word.isupper() and fold(word) in _honorifics()[1]


@lru_cache(maxsize=1)
def title_words() -> frozenset[str]:
    """Return every single word that stands in an office's name or a form of address."""
    return ADDRESS | frozenset(
        part
        for row in _rows()
        for word in row
        for part in re.split(r"[ /-]", word)
        if part not in STOPWORDS
    )
