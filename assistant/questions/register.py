"""The people of a library: one identity for all the ways its readouts name a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from assistant.domain.readout import BOTH_SIDES, Person, Readout
from assistant.gazetteer import find_country
from assistant.issuers import home_of
from assistant.names import name_words
from assistant.questions.offices import title_words
from assistant.text import STOPWORDS, fold, nearest_slip

# A bare surname without office is the bearer's who has nearly all mentions of it; else it stays a
# person apart.
DOMINANT = 0.95

# Of several holders of an office, one named so much more seldom than another is hardly the holder
# of the office.
SELDOM = 0.05
UNNAMED = "The "  # begins what a readout calls a leader whom it never names
SHORT_NAME = 4  # letters; of a shorter one every slip is another name


@dataclass(slots=True)
class Identity:
    """One person: every name the readouts give, the offices and sides, and how often each name stands.

    `texts` are those of the readouts that give an office and no side, `homes` the countries whose
    readouts they are: an issuer seldom says that its own people are its own.
    """

    words: frozenset[str]
    names: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    homes: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The fullest name in common use."""
        return max(self.names, key=lambda name: (len(name_words(name)), self.names[name], name))


class Register:
    """Looks people up by any part of their name, or by office and side."""

    def __init__(self, readouts: Iterable[Readout]) -> None:
        self.identities: list[Identity] = []
        self._by_word: dict[str, list[Identity]] = {}
        self._unnamed: dict[tuple[str, str], Identity] = {}
        self.groups: set[str] = set()
        people: Counter[Person] = Counter()
        texts: dict[Person, list[str]] = {}
        homes: dict[Person, set[str]] = {}
        heard: set[str] = set()
        for readout in readouts:
            people.update(readout.people)
            for person in readout.people:
                if person.title and not person.side:
                    texts.setdefault(person, []).append(readout.text)
                    homes.setdefault(person, set()).add(home_of(readout.issuer, readout.url))
            named = {person.name for person in readout.people}
            speaking = {speaker for sentence in readout.sentences for speaker in sentence.speakers}
            heard |= speaking & named
            self.groups |= speaking - named
        self.groups.discard(BOTH_SIDES)
        self.sides = sorted(
            {person.side for person in people if person.side}, key=len, reverse=True
        )
        # Full names first: a bare surname then finds whose it is.
        # One of whom nothing is told, and who says nothing, is as likely a place: "New York".
        known = (person for person in people if person.title or person.side or person.name in heard)
        for person in sorted(
            known, key=lambda p: (-len(name_words(p.name)), p.name, p.title, p.side)
        ):
            self._admit(person, people[person], texts.get(person, []), homes.get(person, set()))
        self._by_initials: dict[str, list[Identity]] = {}
        for identity in self.identities:
            for initials in {_initials(name) for name in identity.names}:
                self._by_initials.setdefault(initials, []).append(identity)

    def by_words(self, words: frozenset[str]) -> list[Identity]:
        """Return everyone whose name holds all these folded words, the most often named first."""
        if not words:
            return []
        candidates = self._by_word.get(next(iter(words)), [])
        return sorted((i for i in candidates if words <= i.words), key=lambda i: -i.names.total())

    def by_initials(self, initials: str) -> list[Identity]:
        """Return everyone whose name has these initials, particles counted: "AMLO", "MBS"."""
        return self._by_initials.get(initials.lower(), [])

    def by_slip(self, name: str) -> list[Identity]:
        """Return the bearers of the name that this one is a slip of, each of its words being known or nearly so."""
        meant = set[str]()
        for word in name_words(name):
            near = word if word in self._by_word else nearest_slip(word, self._by_word, SHORT_NAME)
            if near is None:
                return []
            meant.add(near)
        return self.by_words(frozenset(meant))

    def by_office(self, titles: frozenset[str], side: str = "") -> list[Identity]:
        """Return everyone recorded with one of these offices, and with this side if one is given.

        Where nobody of the side is, those of no recorded side will do whose readouts name the
        country.
        """
        holders = [i for i in self.identities if not titles.isdisjoint(i.titles)]
        if not side:
            return holders
        of_side = [i for i in holders if side in i.sides or (not i.sides and side in i.homes)]
        if of_side:
            most = max(i.names.total() for i in of_side)
            return [i for i in of_side if i.names.total() >= SELDOM * most]
        unsided = [
            i for i in holders if not i.sides and any(_tells_of(side, text) for text in i.texts)
        ]
        most = max((i.names.total() for i in unsided), default=0)
        return [i for i in unsided if i.names.total() >= SELDOM * most]

    @cached_property
    def side_names(self) -> tuple[str, ...]:
        """Every way to write the sides and their people, longest first: "Castria", "Castrian"."""
        return tuple(sorted(self._sides_by_name, key=len, reverse=True))

    def side_called(self, name: str) -> str | None:
        """Return the side of the library that a text names, itself or its people, or None."""
        return self._sides_by_name.get(fold(name))

    @cached_property
    def _sides_by_name(self) -> dict[str, str]:
        found = {}
        for side in self.sides:
            if find_country(side) is None and side.isalpha():
                found.update(dict.fromkeys(_peoples(fold(side)), side))
        return found | {fold(side): side for side in self.sides}

    def of_side(self, side: str) -> list[Identity]:
        """Return everyone recorded as of a side."""
        return [i for i in self.identities if side in i.sides]

    def groups_of(self, country: str) -> frozenset[str]:
        """Return the speakers other than persons that stand for a country ("China", "Chinese")."""
        return frozenset(
            group for group in self.groups if (c := find_country(group)) and c.name == country
        )

    def _admit(self, person: Person, count: int, texts: list[str], homes: set[str]) -> None:
        words = name_words(person.name)
        # An office that stands for whoever holds it: "The President". Nobody is looked up by its
        # words.
        is_unnamed = words <= title_words() | STOPWORDS
        key = (person.name, person.side)
        identity = self._unnamed.get(key) if is_unnamed else self._owner(person, words)
        if is_unnamed and not person.name.startswith(UNNAMED):
            return
        if identity is None:
            identity = Identity(frozenset() if is_unnamed else words)
            self.identities.append(identity)
            if is_unnamed:
                self._unnamed[key] = identity
            else:
                for word in words:
                    self._by_word.setdefault(word, []).append(identity)
        identity.names[person.name] += count
        if person.title:
            identity.titles.add(fold(person.title))
        if person.side:
            identity.sides.add(person.side)
        identity.texts += texts
        identity.homes |= homes

    def _owner(self, person: Person, words: frozenset[str]) -> Identity | None:
        """Find whose name this is.

        The only bearer, or the only one with the same office and side.
        """
        bearers = self.by_words(words)
        if len(words) > 1 and len(bearers) == 1:
            return bearers[0]
        exact = [b for b in bearers if b.words == words]
        if len(words) > 1:
            return exact[0] if exact else None
        title, side = fold(person.title), person.side
        fitting = [
            b
            for b in bearers
            if b.words != words
            and title
            and title in b.titles
            and (not side or not b.sides or side in b.sides)
        ]
        if len(fitting) == 1:
            return fitting[0]
        if exact or title or not bearers:
            return exact[0] if exact else None
        total = sum(bearer.names.total() for bearer in bearers)
        return bearers[0] if bearers[0].names.total() >= DOMINANT * total else None


def _peoples(side: str) -> list[str]:
    """Return what the people of a country that no table has may be called.

    Such as "castrian" of "castria".
    """
    stem = side.rstrip("aeiou") if len(side) > SHORT_NAME else side
    ends = ("n", "an", "ian", "ese", "i", "ish", "er", "ic")
    return [base + end for base in dict.fromkeys((side, stem)) for end in ends]


def _initials(name: str) -> str:
    return "".join(word[0] for word in fold(name).replace("-", " ").split())


@lru_cache(maxsize=4096)
def _tells_of(country: str, text: str) -> bool:
    known = find_country(country)
    return any(
        re.search(rf"\b{re.escape(name)}\b", text)
        for name in (known.names if known else (country,))
    )
