"""Look up whose name, title or label it is among the people of one readout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.attribution.event import Event
from assistant.attribution.members import Member
from assistant.attribution.mentions import Cast
from assistant.attribution.vocabulary import is_address, is_class
from assistant.gazetteer import find_country
from assistant.names import name_words, without_patronymic
from assistant.text import fold

KIN = {
    "wife": "First Lady",
    "spouse": "First Lady",
    "husband": "First Gentleman",
}


def _owners(text: str) -> list[str]:
    """Return the offices that own in "the President's wife"."""
    words = text.replace("’", "'").split()
    return [word.removesuffix("'s") for word in words if word.endswith("'s")]


class Bearers:
    """The members of one event, by name, by title and by label."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.names = {member.name: member for member in event.members}

    @property
    def cast(self) -> Cast:
        """Whom a sentence of this readout can name."""
        members = self.event.members
        sides = frozenset(m.side for m in members if m.side and find_country(m.side) is None)
        return Cast(frozenset(word for m in members for word in m.words), sides)

    def is_person(self, speaker: str) -> bool:
        """Tell whether a speaker is one of the people, and not a side or a group."""
        return speaker in self.names

    def titles(self, speaker: str) -> Sequence[str]:
        """Return every office printed for a person; none for a side or group."""
        return self.names[speaker].titles if speaker in self.names else ()

    def takes_part(self, speakers: Sequence[str]) -> bool:
        """Tell whether any of the speakers is one of those whom title or lead name."""
        return any(member.name in speakers for member in self.event.principals)

    def pronouns(self) -> Mapping[str, str]:
        """Return "he" or "she" for everyone whose form of address tells."""
        found = ((member.name, member.pronoun) for member in self.event.members)
        return {name: pronoun for name, pronoun in found if pronoun}

    def by_name(self, name: str, titles: Sequence[str] = (), side: str = "") -> list[Member]:
        """Return everyone whose name holds all the words of `name`.

        Office and side decide between several.
        """
        wanted = name_words(name)
        if not wanted:
            return []
        matches = [m for m in self.event.members if wanted <= m.words]
        if not matches:
            called = name_words(without_patronymic(name))
            matches = [m for m in self.event.members if called <= m.words]
        offices = [title for title in titles if not is_address(title)]
        if len(matches) > 1 and offices:
            matches = [m for m in matches if any(m.holds(title) for title in offices)] or matches
        if len(matches) > 1 and side:
            matches = [m for m in matches if m.side == side] or matches
        if len(matches) > 1:
            matches = [m for m in matches if wanted == m.words] or matches
        if len(matches) > 1 and len(wanted) == 1:
            # "Sheikh Suhail" is Suhail bin Rashid rather than Zayed bin Suhail.
            matches = [
                m for m in matches if {fold(m.name.split()[0]), fold(m.name.split()[-1])} & wanted
            ] or matches
        if len(matches) > 1 and not titles:
            matches = [m for m in matches if m in self.event.principals] or matches
        if len(matches) > 1 and titles and not offices:
            matches = [
                m for m in matches if {title.casefold() for title in titles} <= m.addresses
            ] or matches
        if len(matches) > 1 and titles and not offices:
            # "Mr. Kim" is whoever is not called by the higher office here.
            matches = [m for m in matches if m not in self.event.principals] or matches
        return matches

    def by_kin(self, text: str) -> list[Member]:
        """Return the First Lady for "the President's wife", and the First Gentleman for the husband."""
        last = fold(text).split()[-1:]
        title = KIN.get(last[0]) if last else None
        is_leaders = bool(title) and any(is_class("highest", word) for word in _owners(text))
        return [m for m in self.event.members if title and m.holds(title)] if is_leaders else []

    def by_title(self, title: str, side: str = "") -> list[Member]:
        """Return the bearers of a bare title.

        Of this side, or of any, or the host whose house calls him that.
        """
        bearers = [m for m in self.event.members if m.holds(title)] or [
            m for m in self.event.principals if m.may_hold(title)
        ]
        if side:
            return [m for m in bearers if self.side_of(m) == side] or [
                m for m in bearers if not m.side and side == self.event.home
            ]
        if len(bearers) > 1:
            # "the Minister": whose whole office it is, before him of whose office it is a part.
            bearers = [m for m in bearers if m.holds_whole(title)] or bearers
        if fold(title) in self.event.lead_titles:
            bearers = [
                m
                for m in bearers
                if m.side in ("", self.event.home)
                and (title.casefold() in m.called or m in self.event.principals)
            ]
        if len(bearers) > 1:
            bearers = [m for m in bearers if m in self.event.principals] or bearers
        if len(bearers) > 1 and self.event.host in bearers:
            return [self.event.host] if self.event.host else []
        return bearers

    def by_label(self, label: str) -> Member | None:
        """Return the person of a transcript's running label, such as "PRIME MINISTER KHAN" or "THE PRESIDENT"."""
        words = fold(label).replace("(", " ").replace(")", " ").split()
        bare = " ".join(words[1:] if words and words[0] == "the" else words)
        bearers = self.by_title(bare) if bare else []
        if len(bearers) == 1:
            return bearers[0]
        words = (
            fold(label.split(",")[0]).split() if "," in label else words
        )  # "ANA LEE, PRIME MINISTER"
        for cut in range(len(words)):
            bearers = self.by_name(" ".join(words[cut:]), (" ".join(words[:cut]),) if cut else ())
            if len(bearers) == 1:
                return bearers[0]
        return None

    def side_of(self, member: Member) -> str:
        """Return a person's side; the issuer's for its own leader, whom it need not place."""
        return member.side or (self.event.home if member is self.event.host else "")
