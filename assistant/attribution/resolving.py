"""Resolve a mention in a sentence ("the Prime Minister", "Mr. Khan", "Xi") to a person of the readout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.readout import Person
from assistant.gazetteer import find_country
from assistant.names import name_words
from assistant.text import fold


@dataclass(frozen=True, slots=True)
class Resolver:
    """Looks people up by name or bare title; None means nobody, or more than one, so nobody."""

    people: Sequence[Person]
    host: Person | None = None
    principals: tuple[Person, ...] = ()
    home: str = ""
    lead_titles: frozenset[str] = frozenset()

    @property
    def unlisted_sides(self) -> tuple[str, ...]:
        """The sides that no gazetteer knows, such as a region or a country of fiction."""
        return tuple(sorted({p.side for p in self.people if p.side and find_country(p.side) is None}))

    def is_person(self, speaker: str) -> bool:
        """Tell whether a speaker is one of the people, and not a side or a group."""
        return any(speaker == person.name for person in self.people)

    def is_every_side(self, people: Sequence[Person]) -> bool:
        """Tell whether these people stand for all sides of the event: its principals are those in title and lead."""
        sides = {person.side for person in self.principals}
        if len(sides) > 1:
            return len(people) > 1 and sides <= {person.side for person in people}
        return len(people) > 1 and set(self.principals) <= set(people)

    def by_name(self, name: str, title: str = "") -> Person | None:
        """Return the one person whose name holds all the words of `name`; a title decides between two."""
        wanted = name_words(name)
        if not wanted:
            return None
        matches = [p for p in self.people if wanted <= name_words(p.name)]
        if len(matches) > 1 and title:
            matches = [p for p in matches if fold(p.title) == fold(title)] or matches
        if len(matches) > 1:
            matches = [p for p in matches if wanted == name_words(p.name)] or matches
        return matches[0] if len(matches) == 1 else None

    def by_title(self, title: str, side: str = "") -> Person | None:
        """Return the bearer of a bare title: of this side, or the only one, or the host whose house calls him that.

        A title that the lead gives its own unnamed leader is no counterpart's.
        """
        wanted = fold(title)
        if not wanted:
            return None
        bearers = [p for p in self.people if fold(p.title) == wanted]
        if side:
            bearers = [p for p in bearers if p.side == side]
        elif wanted in self.lead_titles:
            bearers = [p for p in bearers if p.side in ("", self.home)]
        if len(bearers) > 1 and self.host in bearers:
            return self.host
        return bearers[0] if len(bearers) == 1 else None

    def by_label(self, label: str) -> Person | None:
        """Return the person of a transcript's running label, such as "PRIME MINISTER KHAN" or "THE PRESIDENT"."""
        words = fold(label).replace("(", " ").replace(")", " ").split()
        bare = " ".join(words[1:] if words and words[0] == "the" else words)
        person = self.by_title(bare)
        if person or not words:
            return person
        for cut in range(len(words)):
            rest = " ".join(words[cut:])
            title = " ".join(words[:cut])
            person = self.by_name(rest, title)
            if person:
                return person
        return None
