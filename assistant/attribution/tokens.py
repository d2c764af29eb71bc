"""A sentence as tokens: words folded for look-up, with their place in the sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.text import AYIN, fold, spell_ayins

ACCENTS = "\u0300-\u036f"  # those that no letter is composed with
# The address of a Markdown link, dotted initials, abbreviations, words with inner marks, else one
# mark at a time.
TOKEN = re.compile(
    r"\]\([^()\s]*\)|(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s+[^\W\d_])"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Hon|Rt|Rev|Brig|Gen|Lt|Col|Maj|Adm|Sen|Rep|Gov|Amb|Jr|Sr|St|Smt|Capt|Msgr|Ven)\."
    rf"|(?:[^\W_]|[{ACCENTS}])+(?:[’'.\-&](?:[^\W_]|[{ACCENTS}])+)*|\S"
)
LETTERS = f"{AYIN}ʹʻʼʽʾˀˁ‘’'`"  # that stand before the first letter of a name
POSSESSIVE = re.compile(r"(?<=\w)[’']s$")


class Token(NamedTuple):
    """A word or mark; `key` is folded and without possessive ending, `start` and `end` index the sentence."""

    text: str
    key: str
    start: int
    end: int
    is_possessive: bool
    is_capital: bool


def tokenize(text: str) -> list[Token]:
    """Split into tokens; "Biden’s" and "leaders’" are possessives of "biden" and "leaders"."""
    found: list[Token] = []
    spelt = spell_ayins(text)
    for match in TOKEN.finditer(spelt):
        word = text[match.start() : match.end()]
        if word in "*_[" or word.startswith("]("):  # Markdown emphasis and links
            continue
        if (
            word in "’'"
            and found
            and found[-1].end == match.start()
            and found[-1].key.endswith(("s", "x", "z"))
        ):
            last = found[-1]
            found[-1] = last._replace(end=match.end(), is_possessive=True)
            continue
        key, is_possessive, is_capital = _key(match.group())
        found.append(Token(word, key, *match.span(), is_possessive, is_capital))
    return found


def keys(phrase: str) -> tuple[str, ...]:
    """Return the keys of a phrase of the vocabulary, as its tokens in a sentence would have them."""
    return tuple(token.key for token in tokenize(phrase))


@lru_cache(maxsize=65536)
def _key(word: str) -> tuple[str, bool, bool]:
    bare = POSSESSIVE.sub("", word)
    folded = bare.lower() if bare.isascii() else fold(bare)
    # Abbreviations lose their stop, initials keep theirs: "H.E." is not "he".
    key = (
        folded[:-1]
        if folded.endswith(".") and folded.count(".") == 1 and len(folded) > 2
        else folded
    )
    return key, bare != word, is_capital(word)


def is_capital(word: str) -> bool:
    """Tell whether a word begins with a capital; an ayin before it has none: "ʿAbd"."""
    return word.lstrip(LETTERS)[:1].isupper()
