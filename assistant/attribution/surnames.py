"""Mark names that are also words: "Prime Minister May said", "Minister Jordan", "Ada King"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.attribution.strangers import is_finite
from assistant.attribution.tokens import Token, is_capital
from assistant.attribution.vocabulary import (
    is_address,
    is_of_surnames,
    not_names,
    place_trie,
    title_trie,
)

HEADLINE = frozenset(
    {"meets", "receives", "visits", "hosts", "welcomes", "calls", "speaks", "met", "spoke"}
)
ENDS = frozenset({",", ".", ";", ")", "”", '"', "of", "and", "to", "with", "who", "on", "at", ":"})
# Before a month, a day or a country these tell that it is one.
NO_PERSON = frozenset(
    "in on since until till by before after during of from to for into across within throughout last next this every early "
    "late mid between than with and".split()
)


@dataclass(frozen=True, slots=True)
class Surnames:
    """The words that are names in one readout, and those of them that are countries there too."""

    known: frozenset[str] = frozenset()
    also_places: frozenset[str] = frozenset()

    def mark(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens with a star behind the key of every name, so that no list of words holds it."""
        marked = list(tokens)
        for at, token in enumerate(tokens):
            if _may_be_surname(token) and (
                _is_named(marked, at) or (token.key in self.known and self._is_meant(marked, at))
            ):
                marked[at] = token._replace(key=token.key + "*")
        return marked

    def _is_meant(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a known surname stands for its bearer here."""
        token, before = tokens[at], tokens[at - 1] if at else None
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following and following.key[:1].isdigit():
            return False
        if before and (_ends_title(tokens, at) or _is_plain_name(before)):
            return True
        if following and _is_plain_name(following) and not token.is_possessive:
            return not before or before.key not in NO_PERSON
        if before and (before.key in NO_PERSON or before.key == "the" or before.key[0].isdigit()):
            return False
        if token.key in self.also_places:
            return False
        return token.is_possessive or (following is not None and is_finite(tokens, at + 1))


def learn_surnames(rows: Sequence[Sequence[Token]]) -> Surnames:
    """Learn which words of the vocabulary are names of people in these rows of tokens."""
    known: set[str] = set()
    places: set[str] = set()
    for row in rows:
        for at, token in enumerate(row):
            if not _may_be_surname(token):
                continue
            if _is_named(row, at):
                known.add(token.key)
            elif at and token.key in place_trie() and row[at - 1].key in NO_PERSON:
                places.add(token.key)
    return Surnames(frozenset(known), frozenset(places & known))


def _may_be_surname(token: Token) -> bool:
    if not is_capital(token.text) or token.text.endswith("."):
        return False
    key = token.key
    if any(is_of_surnames(name, key) for name in ("months", "offices")):
        return True
    return key in place_trie() or (is_of_surnames("words", key) and key in not_names())


def _is_named(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether office or forename show a word to be a name.

    Such as "Minister May said", "Ruth May met", "Minister May Berg".
    """
    if at == 0:
        return False
    follows = _follow(tokens, at)
    if _ends_title(tokens, at):
        return _is_behind_title(tokens, at, follows)
    before = tokens[at - 1]
    if not _is_plain_name(before) or before.is_possessive or follows == "other":
        return False
    start = _name_start(tokens, at - 1)
    is_titled = _ends_title(tokens, start)
    if is_of_surnames("months", tokens[at].key):
        is_told = follows in ("verb", "owner") or _is_introduced(tokens, at)
        return is_titled and is_told and not _is_day(tokens[at].key)
    if is_titled:
        return follows in ("verb", "owner") or (follows == "end" and not _is_place(tokens[at].key))
    opens = start == 0 or tokens[start - 1].key in (",", "”", '"', "said", "by")
    return opens and follows in ("verb", "owner") and not _is_place(tokens[at].key)


def _is_introduced(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an office stands behind a comma: "Ms. Ruth May, Prime Minister of Orlune"."""
    return (
        at + 2 < len(tokens)
        and tokens[at + 1].key == ","
        and tokens[at + 2].is_capital
        and title_trie().longest(tokens, at + 2) is not None
    )


def _is_behind_title(tokens: Sequence[Token], at: int, follows: str) -> bool:
    """Tell whether the word behind an office is its bearer's name."""
    start = next(i for i in _title_starts(tokens, at))
    title = " ".join(t.text for t in tokens[start:at])
    key = tokens[at].key
    if is_of_surnames("offices", key):
        if is_address(title):
            return title.lower().strip(".") in ("mr", "mrs", "ms", "miss") and follows != "name"
        longer = title_trie().longest(tokens, start)
        is_longer = longer is not None and longer[1] > at
        return not is_longer and follows in ("verb", "owner") and tokens[at - 1].key != "acting"
    if follows == "name":
        return True
    has_article = start > 0 and tokens[start - 1].key in ("the", "a")
    return follows in ("verb", "owner") and not has_article


def _follow(tokens: Sequence[Token], at: int) -> str:
    """Tell what stands behind a word.

    A verb, what it owns, another name, an end, or anything else.
    """
    if tokens[at].is_possessive:
        return "owner"
    if at + 1 >= len(tokens):
        return "end"
    following = tokens[at + 1]
    if is_finite(tokens, at + 1) or following.key in HEADLINE or following.key.endswith("ly"):
        return "verb"
    if _is_plain_name(following):
        return "name"
    return "end" if following.key in ENDS else "other"


def _is_plain_name(token: Token) -> bool:
    """Tell whether a word is a name, as far as the vocabulary tells."""
    return (
        token.is_capital
        and token.text[1:2].islower()
        and token.key not in not_names()
        and token.key not in place_trie()
        and not title_trie().begins(token.key)
    ) or token.key.endswith("*")


def _name_start(tokens: Sequence[Token], at: int) -> int:
    while at and _is_plain_name(tokens[at - 1]) and not tokens[at - 1].is_possessive:
        at -= 1
    return at


def _title_starts(tokens: Sequence[Token], end: int) -> Iterator[int]:
    """Yield where titles begin that end at a place, the longest first."""
    for start in range(max(0, end - 5), end):
        title = title_trie().longest(tokens, start)
        if (title and title[1] == end and tokens[start].is_capital) or (
            title and title[1] > end and " ".join(t.key for t in tokens[start:end]) in title_trie()
        ):
            yield start


def _ends_title(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an office ends directly before a place."""
    if at == 0:
        return False
    if tokens[at - 1].key in title_trie() and tokens[at - 1].is_capital:
        return True
    return any(True for _ in _title_starts(tokens, at))


def _is_day(key: str) -> bool:
    return key.endswith("day")


def _is_place(key: str) -> bool:
    return key in place_trie()
