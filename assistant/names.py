"""When two names name one person."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.text import fold
from assistant.wordlists import read_rows

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
ARTICLES = frozenset(
    {"al", "el"}
)  # the Arabic article, written either way or left out: "Al Sisi", "El-Sisi"

PATRONYMICS = ("ovich", "evich", "ovna", "evna", "ichna")


@lru_cache(maxsize=1)
def _nicknames() -> Mapping[str, str]:
    return {
        word: row.split()[0]
        for row in read_rows("assistant.data", "nicknames.txt")
        for word in row.split()
    }


@lru_cache(maxsize=65536)
def name_words(name: str) -> frozenset[str]:
    """Return the words of a name that tell people apart.

    Folded, without initials, articles, "Jr." or short forms.
    """
    bare = fold(name).replace("-", " ").replace(",", " ").split()
    # An apostrophe inside a name is written or left out: "Sana'a", "Nu’u".
    words = (word.removesuffix("'s").strip(".'").replace("'", "") for word in bare)
    kept = frozenset(
        _nicknames().get(word, word) for word in words if len(word) > 1 and word not in SUFFIXES
    )
    return kept - ARTICLES or kept


def without_patronymic(name: str) -> str:
    """Return "Anton" for "Anton Yuryevich", as one is called by forename and patronymic.

    Else the name.
    """
    words = name.split()
    is_patronymic = len(words) == 2 and fold(words[1]).endswith(PATRONYMICS)
    return words[0] if is_patronymic else name


def may_be_same(one: str, other: str) -> bool:
    """Tell whether every word of the shorter name stands in the longer: "Xi" and "Xi Jinping"."""
    first, second = name_words(one), name_words(other)
    return bool(first and second) and (first <= second or second <= first)
