"""A text as units to compare.

Words folded, countries and people under one name however they are written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.attribution.tokens import Token, keys, tokenize
from assistant.attribution.vocabulary import Trie, find_place
from assistant.domain.readout import Person
from assistant.gazetteer import find_country

COUNTRY, PERSON, ADJECTIVE = "@", "#", "~"
SEPARATORS = frozenset(",;:.!?()[]–—-…")
HARD_STOPS = frozenset(";:.!?…")
MARKS = frozenset("“”„‟«»\"'‘’‚‛`*_")
CONTRACTIONS = {"won't": "will", "can't": "can", "shan't": "shall", "cannot": "can"}
ENDINGS = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am"}
RANKS = frozenset(
    """prime vice deputy assistant under acting former first second chief associate lieutenant major brigadier special
    interim caretaker attorney solicitor surgeon director consul""".split()
)
INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
# A country in one text, two in another; and a continent that is more than its union.
DIVIDED = frozenset({"korea", "korean", "koreans", "congo", "congolese", "european", "europeans"})
IS = frozenset("it he she that there what who".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, symbol or name: [start, end) in its text.

    `stop` is the mark that follows it, if one does that parts clauses.
    """

    key: str
    start: int
    end: int
    stop: str = ""
    is_capital: bool = False
    is_possessive: bool = False

    @property
    def is_name(self) -> bool:
        """Tell whether it is a country or a person of the readout."""
        return self.key[0] in (COUNTRY, PERSON)


@dataclass(frozen=True, slots=True)
class Names:
    """The people of a readout by every way to write them, with title and side or without.

    `shared` are titles that several bear.
    """

    trie: Trie
    sides: Mapping[str, str]
    titles: Mapping[str, str]
    shared: frozenset[str]

    def read(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Return the person named at a token and where the name ends.

        Nobody where it may be several people's.
        """
        found = self.trie.longest(tokens, at)
        if not found or not any(token.is_capital for token in tokens[at : found[1]]):
            return None
        return (found[0], found[1]) if found[0] else None


@lru_cache(maxsize=256)
def names_of(people: tuple[Person, ...]) -> Names:
    """Collect how the people of a readout may be written.

    Whole name, first or last word of it, with an office.

    Not with "Mr." or "Mrs.", which may be another of the name.
    """
    written: dict[tuple[str, ...], set[str]] = {}
    for person in people:
        bare = keys(person.name)
        if not bare:
            continue
        # "The Prime Minister" is how a page calls one whom it does not name.
        forms = (
            {bare, bare[:1], bare[-1:], (bare[0], bare[-1])}
            if len(bare) > 1 and bare[0] != "the"
            else {bare}
        )
        offices = [keys(title) for title in _offices(person.title)]
        for form in forms:
            for words in (form, *((*office, *form) for office in offices)):
                written.setdefault(words, set()).add(person.name)
    # A whole name is nobody else's last word: beside Ned Lamont, a page may list one whom it calls
    # Lamont.
    written |= {keys(person.name): {person.name} for person in people if keys(person.name)}
    trie = Trie()
    for words, bearers in written.items():
        trie.put(words, next(iter(bearers)) if len(bearers) == 1 else "")
    bearing = Counter(person.title for person in people)
    shared = frozenset(title for title, count in bearing.items() if count > 1)
    return Names(
        trie, {p.name: p.side for p in people}, {p.name: p.title for p in people if p.title}, shared
    )


def _offices(title: str) -> tuple[str, ...]:
    """Return an office and what may stand for it before a name.

    Such as "Secretary" for "Secretary of State".

    A word of rank is never left out: the Vice President is not the President.
    """
    if not title:
        return ()
    head = re.split(r" (?:of|for|and) ", title)[0]
    last = head.rsplit(" ", 1)[-1]
    ranked = RANKS & {word.casefold() for word in re.findall(r"\w+", head)}
    return tuple(dict.fromkeys((title, head) if ranked else (title, head, last)))


def read_units(text: str, names: Names) -> tuple[Unit, ...]:
    """Return the units of a text in order.

    Quotation marks are none, and marks between clauses are kept on the unit before.
    """
    tokens = tokenize(text)
    found: list[Unit] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.text in MARKS:
            at += 1
            continue
        if _is_sign(tokens, at):
            found.append(Unit("-", token.start, token.end))
            at += 1
            continue
        if _is_thousands(tokens, at, found):
            last, digits = found[-1], tokens[at + 1]
            found[-1] = Unit(f"{last.key},{digits.key}", last.start, digits.end)
            at += 2
            continue
        if token.text in SEPARATORS:
            if found:
                found[-1] = _stopped(found[-1], token.text)
            at += 1
            continue
        named = _named(tokens, at, names)
        if named:
            key, end = named
            found.append(
                Unit(key, token.start, tokens[end - 1].end, "", True, tokens[end - 1].is_possessive)
            )
            at = end
            continue
        found += _plain(token)
        at += 1
    return tuple(found)


def _is_sign(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a dash is the sign of a number: "-5"."""
    glued = (
        at + 1 < len(tokens)
        and tokens[at + 1].start == tokens[at].end
        and tokens[at + 1].text[0].isdigit()
    )
    return tokens[at].text in "-–−" and glued and (at == 0 or tokens[at - 1].end < tokens[at].start)


def _is_thousands(tokens: Sequence[Token], at: int, found: Sequence[Unit]) -> bool:
    """Tell whether a comma stands within a number: "3,500"."""
    if tokens[at].text != "," or at + 1 == len(tokens) or not found:
        return False
    last, digits = found[-1], tokens[at + 1]
    together = last.end == tokens[at].start and digits.start == tokens[at].end
    return (
        together and last.key[-1].isdigit() and digits.text[:3].isdigit() and len(digits.text) == 3
    )


def _stopped(unit: Unit, mark: str) -> Unit:
    """Put a mark behind a unit.

    Of several the question or exclamation counts, then what ends a sentence.
    """
    stop = max(
        unit.stop,
        mark,
        key=lambda each: (bool(each) and each in "?!", each in HARD_STOPS, bool(each)),
    )
    return Unit(unit.key, unit.start, unit.end, stop, unit.is_capital, unit.is_possessive)


def _named(tokens: Sequence[Token], at: int, names: Names) -> tuple[str, int] | None:
    """Read a person with side and office about the name, or a country, "side" behind it included."""
    place = find_place(tokens, at) if tokens[at].is_capital else None
    if place:
        country, end = place
        person = names.read(tokens, end) if end < len(tokens) else None
        if (
            person
            and end + 1 < person[1]
            and is_side(names.sides.get(person[0], ""), COUNTRY + country.name)
        ):
            return PERSON + person[0], _past_side(tokens, person[1], names, person[0])
        name = tokens[at].key if end == at + 1 and tokens[at].key in DIVIDED else country.name
        printed = " ".join(token.key for token in tokens[at:end])
        if printed not in _adjectives(country.adjectives):
            return COUNTRY + name, end
        # "The Chinese side" is China; "Chinese" by itself are people.
        if (
            end < len(tokens)
            and tokens[end].text == "side"
            and not (end + 1 < len(tokens) and tokens[end + 1].text == "of")
        ):
            return COUNTRY + name, end + 1
        return COUNTRY + name + ADJECTIVE, end
    if INITIALS.fullmatch(tokens[at].text) and (abbreviated := find_country(tokens[at].text + ".")):
        return (
            COUNTRY + abbreviated.name,
            at + 1,
        )  # "the U.S" where the last stop was left to the sentence
    person = names.read(tokens, at)
    return (PERSON + person[0], _past_side(tokens, person[1], names, person[0])) if person else None


def _past_side(tokens: Sequence[Token], at: int, names: Names, person: str) -> int:
    """Return the end of "of Pakistan" behind a name, where that is the person's side.

    Else the place itself.
    """
    if at + 1 < len(tokens) and tokens[at].text == "of":
        place = find_place(tokens, at + 1)
        if place and is_side(names.sides.get(person, ""), COUNTRY + place[0].name):
            return place[1]
        side = keys(names.sides.get(person, ""))
        if side and tuple(token.key for token in tokens[at + 1 : at + 1 + len(side)]) == side:
            return at + 1 + len(side)
    return at


def is_side(side: str, key: str) -> bool:
    """Tell whether a person's side is the country of a unit's key, noun or adjective."""
    key = key.removesuffix(ADJECTIVE)
    known = find_country(side) if side else None
    return bool(side) and COUNTRY + (known.name if known else side) == key


@lru_cache(maxsize=512)
def _adjectives(printed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(keys(word + ending)) for word in printed for ending in ("", "s"))


@lru_cache(maxsize=65536)
def _parts(key: str) -> tuple[str, ...]:
    if key.endswith("n't") or key == "cannot":
        return CONTRACTIONS.get(key, key[:-3]), "not"
    for ending, word in ENDINGS.items():
        if key.endswith(ending):
            return key.removesuffix(ending), word
    return (key,)


def _plain(token: Token) -> list[Unit]:
    parts = _parts(token.key) if token.key else (token.text,)
    if token.is_possessive and token.key in IS:
        parts = (token.key, "is")
    return [
        Unit(part, token.start, token.end, "", token.is_capital, token.is_possessive)
        for part in parts
        if part
    ]
