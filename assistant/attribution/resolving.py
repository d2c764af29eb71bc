"""Resolve a mention ("the Prime Minister", "Mr. Khan", "Xi", "they") to the people and sides of the readout."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.attribution.bearers import Bearers
from assistant.attribution.event import Event
from assistant.attribution.members import Member
from assistant.attribution.memory import Memory, Resolution
from assistant.attribution.mentions import Part, Subject
from assistant.attribution.sides import is_every_side, resolve_joint
from assistant.attribution.strangers import Stranger
from assistant.attribution.vocabulary import is_address, is_class, whole_title
from assistant.domain.readout import JOINT
from assistant.text import fold

# Roles that are never the one spoken of last.
OTHERS = frozenset({"counterpart", "colleague", "interlocutor", "latter", "guest", "visitor"})

MAYBE_ANOTHER = "it is not certain whom the pronoun behind the words means"


class Resolver:
    """Looks mentions up in one event; nobody rather than a guess."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.bearers = Bearers(event)

    def resolve(self, subject: Subject, memory: Memory) -> Resolution:
        """Resolve everyone a subject names.

        One who cannot be resolved leaves the whole without speakers.
        """
        found: list[str] = []
        for part in subject.parts:
            resolution = self._part(part, memory)
            if not resolution.speakers:
                return resolution
            found.extend(name for name in resolution.speakers if name not in found)
        speakers = tuple(found)
        return Resolution(
            JOINT
            if JOINT[0] in speakers or is_every_side(self.bearers, speakers, len(subject.parts))
            else speakers
        )

    def _part(self, part: Part, memory: Memory) -> Resolution:
        if part.kind == "joint":
            return resolve_joint(self.bearers, part)
        if part.kind == "pronoun":
            return self._pronoun(part, memory)
        if part.kind in ("we", "i"):
            # One voice says "I", and never all sides.
            return Resolution(() if part.kind == "i" and memory.we == JOINT else memory.we)
        if part.kind == "it":
            return Resolution((memory.side,) if memory.side else ())
        if part.kind == "they":
            return self._they(memory)
        if part.kind == "country":
            known = (
                self.event.any_country
                or part.text in self.event.sides
                or part.text == self.event.home
            )
            return (
                Resolution((self.event.printed.get(part.text, part.text),))
                if known
                else Resolution()
            )
        if part.kind == "group":
            return (
                Resolution((self.event.home,))
                if _is_own_body(part.text) and self.event.home
                else Resolution((part.text,))
            )
        if part.kind == "role":
            return self._role(part, memory)
        found = (
            self.bearers.by_name(part.text, part.titles, part.side)
            if part.kind == "person"
            else self._office(part)
        )
        if len(found) == 1:
            return Resolution((found[0].name,))
        if len(found) > 1:
            return Resolution(
                reason=f"“{part.text}” may be {' or '.join(m.name for m in found[:3])}"
            )
        if part.kind == "office" and not part.side and self._is_unnamed_host(part.text):
            return Resolution((f"The {whole_title(part.text)}",))
        if (
            part.kind == "office"
            and part.side
            and self.event.any_country
            and is_class("highest", part.text)
        ):
            return Resolution(
                (f"The {part.text} of {self.event.printed.get(part.side, part.side)}",)
            )
        return Resolution(reason=f"the readout does not tell who “{part.text}” is")

    def last_of(self, subject: Subject, memory: Memory) -> tuple[str, ...]:
        """Return the one spoken of last where an office that several hold is his too.

        Such as ", the Minister said".
        """
        part = subject.parts[0]
        if len(subject.parts) > 1 or part.kind != "office" or memory.stranger:
            return ()
        found = [m.name for m in self._office(part)]
        return (memory.single,) if memory.single in found and memory.single else ()

    def _is_unnamed_host(self, title: str) -> bool:
        """Tell whether a bare title is the issuer's own leader, whom the readout does not name."""
        return fold(whole_title(title)) in self.event.lead_titles or (
            bool(self.event.home) and is_class("highest", title)
        )

    def _office(self, part: Part) -> list[Member]:
        if len(part.titles) == 1 and is_address(part.text):
            # "His Excellency" alone is one so called, else the issuer's own leader.
            called = [m for m in self.event.principals if part.text.casefold() in m.addresses]
            is_style = is_class("style", part.text)
            return called or ([self.event.host] if self.event.host and is_style else [])
        for title in part.titles:
            found = self.bearers.by_title(title, part.side)
            if found:
                return found
        # "The President of Russia" where the page names one leader without office or side.
        nameless = [m for m in self.event.principals if not m.titles and not m.side]
        taken = any(m.side == part.side for m in self.event.principals)
        return nameless if part.side and not taken and len(nameless) == 1 else []

    def _role(self, part: Part, memory: Memory) -> Resolution:
        """Resolve "the Lao guest", "his counterpart", "the host" to the one principal it can be."""
        principals, home = self.event.principals, self.event.home
        if part.side:
            unplaced = [
                m
                for m in principals
                if not self.bearers.side_of(m)
                and (m.name != memory.single or part.text not in OTHERS)
            ]
            found = [m for m in principals if self.bearers.side_of(m) == part.side] or unplaced
        elif part.text == "host":
            found = [self.event.host] if self.event.host else []
        elif part.text in ("guest", "visitor", "dignitary"):
            found = [m for m in principals if m is not self.event.host and (m.side or home) != home]
        else:
            found = self._others(memory)
        if part.text in OTHERS:
            found = self._of_one_rank(found, part, memory)
        if len(found) == 1:
            return Resolution((found[0].name,))
        return Resolution(reason=f"it is not certain who the “{part.text}” is")

    def _others(self, memory: Memory) -> list[Member]:
        """Return the principals of another side than the one spoken of last.

        Any other where only two take part.
        """
        principals = self.event.principals
        last = self.bearers.names.get(memory.single or "")
        if last is None:
            return []
        if len(principals) == 2:
            return [m for m in principals if m is not last]
        return [
            m
            for m in principals
            if self.bearers.side_of(m) and self.bearers.side_of(m) != self.bearers.side_of(last)
        ]

    def _of_one_rank(self, found: Sequence[Member], part: Part, memory: Memory) -> list[Member]:
        """Keep the counterparts who bear an office of the one spoken of last.

        Look beyond the principals if there is none.
        """
        last = self.bearers.names.get(memory.single or "")
        if last is None or not last.titles or part.text in ("guest", "visitor", "latter"):
            return list(found)
        equals = [
            m
            for m in found
            if not m.titles or any(m.holds(t) for t in last.titles) or (_leads(last) and _leads(m))
        ]
        if equals or not part.side:
            return equals
        return [
            m
            for m in self.event.members
            if m is not last and m.side in ("", part.side) and any(m.holds(t) for t in last.titles)
        ]

    def _they(self, memory: Memory) -> Resolution:
        if memory.stranger and not memory.stranger.is_beside:
            return _as_stranger(memory.stranger, "they")
        if memory.they:
            return Resolution(memory.they)
        return Resolution(reason="it is not certain who “they” are")

    def tagged(
        self, told: tuple[str, ...], pronoun: str, memory: Memory, is_asked: bool = False
    ) -> tuple[tuple[str, ...], str | None]:
        """Resolve the "she" of a tag behind words about somebody.

        That one, unless she may be another.

        `told` is whom the words are about; `is_asked` tells that they say what this one must do.
        """
        last = memory.single or ""

        def is_called(name: str) -> bool:
            known = memory.pronouns.get(name)
            return known == pronoun or (known is None and memory.hints.get(name) == {pronoun})

        others = [m.name for m in self.event.principals if m.name not in told]
        rival = any(map(is_called, others)) or (is_asked and last in others)
        may_be = any(memory.may_be(name, pronoun) for name in told)
        if len(told) == 1 and may_be and (is_called(told[0]) or not rival):
            return told, None
        is_last = last in others and memory.pronouns.get(last) == pronoun
        if is_last and not may_be and not memory.stranger:
            return (last,), None
        return (), MAYBE_ANOTHER

    def _pronoun(self, part: Part, memory: Memory) -> Resolution:
        """Resolve "he" or "she" to the one spoken of last, unless a form of address or an earlier pronoun forbids it."""
        if memory.stranger:
            return _as_stranger(memory.stranger, part.text)
        candidate = memory.single
        is_known = candidate in memory.pronouns
        if candidate and not is_known and memory.told == part.text:
            return Resolution(reason=f"“{part.text}” may be {candidate} or the one spoken to")
        if candidate and memory.pronouns.get(candidate, part.text) == part.text:
            return Resolution((candidate,))
        fitting = [
            m.name for m in self.event.principals if memory.pronouns.get(m.name) == part.text
        ]
        possible = [
            m.name
            for m in self.event.principals
            if memory.pronouns.get(m.name, part.text) == part.text
        ]
        if len(fitting) == 1 and (candidate or len(possible) == 1):
            return Resolution((fitting[0],))
        if candidate and len(possible) == 1:
            return Resolution((possible[0],))
        if candidate:
            return Resolution(
                reason=f"“{part.text}” does not fit {candidate}, who was spoken of last"
            )
        return Resolution(reason=f"it is not certain who “{part.text}” is")


def _as_stranger(stranger: Stranger, pronoun: str) -> Resolution:
    """Resolve a pronoun to the stranger spoken of last if it fits; never to somebody before him."""
    if stranger.may_be(pronoun) and not stranger.is_thing:
        return Resolution((stranger.text,))
    verb = "are" if pronoun == "they" else "is"
    return Resolution(reason=f"it is not certain who “{pronoun}” {verb}: somebody else was told of")


def _is_own_body(text: str) -> bool:
    """Tell whether a body is the issuer's own government.

    Such as "the delegation", "the Federal Government".
    """
    return fold(text) in (
        "delegation",
        "government",
        "administration",
        "federal government",
        "team",
    )


def _leads(member: Member) -> bool:
    return any(is_class("highest", title) for title in member.titles)
