"""Resolve a mention ("the Prime Minister", "Mr. Khan", "Xi", "they") to the people and sides of the readout."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.attribution.event import Event
from assistant.attribution.members import Member
from assistant.attribution.mentions import Cast, Part, Subject
from assistant.attribution.vocabulary import is_address, is_class
from assistant.domain.readout import JOINT
from assistant.gazetteer import find_country
from assistant.names import name_words
from assistant.text import fold

# The issuer's own people in a domestic meeting, who need not stand in its first sentence.
OWN_OFFICIALS = re.compile(r"\b(?:administration|white house|government|federal|cabinet|agency)\b.*\bofficials$")
# Roles that are never the one spoken of last.
OTHERS = frozenset({"counterpart", "colleague", "interlocutor", "latter", "guest", "visitor"})
# Nouns that mean one camp only where the first sentence calls its guests so.
ONE_CAMP = frozenset(
    {"representatives", "officials", "members", "advisors", "advisers", "ambassadors", "partners", "allies", "participants"}
)
LEADING = frozenset({"leaders", "presidents", "ministers"})


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sentences leave for pronouns: the last single person, whether only narrated, and who "they" are.

    `side` is the country that alone spoke in the sentence before, which "it" may go on with.
    """

    single: str | None = None
    was_narrated: bool = False
    they: tuple[str, ...] = JOINT
    pronouns: Mapping[str, str] = field(default_factory=dict)
    we: tuple[str, ...] = ()
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The speakers a mention stands for; or none, and the reason where somebody was meant."""

    speakers: tuple[str, ...] = ()
    reason: str | None = None


class Resolver:
    """Looks mentions up in one event; nobody rather than a guess."""

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

    def resolve(self, subject: Subject, memory: Memory) -> Resolution:
        """Resolve everyone a subject names; one who cannot be resolved leaves the whole without speakers."""
        found: list[str] = []
        for part in subject.parts:
            resolution = self._part(part, memory)
            if not resolution.speakers:
                return resolution
            found.extend(name for name in resolution.speakers if name not in found)
        speakers = tuple(found)
        return Resolution(JOINT if JOINT[0] in speakers or self.is_every_side(speakers, len(subject.parts)) else speakers)

    def is_every_side(self, speakers: Sequence[str], mentioned: int = 2) -> bool:
        """Tell whether speakers named together stand for all sides of the event."""
        if mentioned < 2 or len(speakers) < 2:
            return False
        event = self.event
        sides = {self.names[name].side or event.home if name in self.names else _country(name) for name in speakers}
        wanted = {member.side or event.home for member in event.principals} - {""}
        if len(wanted) > 1 and wanted <= sides:
            return True
        if len(wanted) > 1 and not any(fold(name).split()[-1] == "participants" for name in speakers):
            return False
        if all(name not in self.names and find_country(name) for name in speakers):
            return len(event.lead_countries) > 1 and (event.lead_countries <= sides or (event.home in sides and len(sides) == 2))
        if any(fold(name).split()[-1] in ("participants", "attendees") for name in speakers):
            return True
        if all(name in self.names for name in speakers) and not {m.name for m in event.principals} <= set(speakers):
            return False
        if all(name in self.names for name in speakers) and len(event.principals) < 2:
            return False
        # Hosts alone are not all sides where they met with somebody.
        return " with " not in event.camps[1] or {self._camp(name) for name in speakers} >= {0, 1}

    def _camp(self, name: str) -> int | None:
        """Return 0 for one named before the verb of the first sentence, 1 for one behind it."""
        member = self.names.get(name)
        last = fold(name).split()[-1]
        if member is None and OWN_OFFICIALS.search(fold(name)):
            return 0
        if member and any(fold(title) in self.event.lead_titles for title in member.titles):
            return 0
        return next((camp for camp in (0, 1) if re.search(rf"\b{re.escape(last)}", self.event.camps[camp])), None)

    def by_name(self, name: str, titles: Sequence[str] = (), side: str = "") -> list[Member]:
        """Return everyone whose name holds all the words of `name`; office and side decide between several."""
        wanted = name_words(name)
        if not wanted:
            return []
        matches = [m for m in self.event.members if wanted <= m.words]
        offices = [title for title in titles if not is_address(title)]
        if len(matches) > 1 and offices:
            matches = [m for m in matches if any(m.holds(title) for title in offices)] or matches
        if len(matches) > 1 and side:
            matches = [m for m in matches if m.side == side] or matches
        if len(matches) > 1:
            matches = [m for m in matches if wanted == m.words] or matches
        if len(matches) > 1 and len(wanted) == 1:
            # "Sheikh Suhail" is Suhail bin Rashid rather than Zayed bin Suhail.
            matches = [m for m in matches if {fold(m.name.split()[0]), fold(m.name.split()[-1])} & wanted] or matches
        if len(matches) > 1 and not titles:
            matches = [m for m in matches if m in self.event.principals] or matches
        if len(matches) > 1 and titles and not offices:
            matches = [m for m in matches if {title.casefold() for title in titles} <= m.addresses] or matches
        if len(matches) > 1 and titles and not offices:
            # "Mr. Kim" is whoever is not called by the higher office here.
            matches = [m for m in matches if m not in self.event.principals] or matches
        return matches

    def by_title(self, title: str, side: str = "") -> list[Member]:
        """Return the bearers of a bare title: of this side, or of any, or the host whose house calls him that."""
        bearers = [m for m in self.event.members if m.holds(title)] or [m for m in self.event.principals if m.may_hold(title)]
        if side:
            return [m for m in bearers if self._side_of(m) == side] or [m for m in bearers if not m.side and side == self.event.home]
        if len(bearers) > 1:
            # "the Minister": whose whole office it is, before him of whose office it is a part.
            bearers = [m for m in bearers if any(fold(t) == fold(title) for t in m.titles)] or bearers
        if fold(title) in self.event.lead_titles:
            bearers = [
                m for m in bearers if m.side in ("", self.event.home) and (title.casefold() in m.called or m in self.event.principals)
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
        words = fold(label.split(",")[0]).split() if "," in label else words  # "ANA LEE, PRIME MINISTER"
        for cut in range(len(words)):
            bearers = self.by_name(" ".join(words[cut:]), (" ".join(words[:cut]),) if cut else ())
            if len(bearers) == 1:
                return bearers[0]
        return None

    def _part(self, part: Part, memory: Memory) -> Resolution:
        if part.kind == "joint":
            return self._joint(part)
        if part.kind == "pronoun":
            return self._pronoun(part, memory)
        if part.kind in ("we", "i"):
            return Resolution(memory.we)
        if part.kind == "it":
            return Resolution((memory.side,) if memory.side else ())
        if part.kind == "they":
            return Resolution(memory.they)
        if part.kind == "country":
            known = self.event.any_country or part.text in self.event.sides or part.text == self.event.home
            return Resolution((self.event.printed.get(part.text, part.text),)) if known else Resolution()
        if part.kind == "group":
            return Resolution((self.event.home,)) if _is_own_body(part.text) and self.event.home else Resolution((part.text,))
        if part.kind == "role":
            return self._role(part, memory)
        bearers = self.by_name(part.text, part.titles, part.side) if part.kind == "person" else self._office(part)
        if len(bearers) == 1:
            return Resolution((bearers[0].name,))
        if len(bearers) > 1:
            return Resolution(reason=f"“{part.text}” may be {' or '.join(m.name for m in bearers[:3])}")
        if part.kind == "office" and not part.side and self._is_unnamed_host(part.text):
            return Resolution((f"The {part.text}",))
        if part.kind == "office" and part.side and self.event.any_country and is_class("highest", part.text):
            return Resolution((f"The {part.text} of {self.event.printed.get(part.side, part.side)}",))
        return Resolution(reason=f"the readout does not tell who “{part.text}” is")

    def _is_unnamed_host(self, title: str) -> bool:
        """Tell whether a bare title is the issuer's own leader, whom the readout does not name."""
        return fold(title) in self.event.lead_titles or (bool(self.event.home) and is_class("highest", title))

    def _office(self, part: Part) -> list[Member]:
        if len(part.titles) == 1 and is_address(part.text):
            # "His Excellency" alone is one so called, else the issuer's own leader.
            called = [m for m in self.event.principals if part.text.casefold() in m.addresses]
            return called or ([self.event.host] if self.event.host else [])
        for title in part.titles:
            bearers = self.by_title(title, part.side)
            if bearers:
                return bearers
        # "The President of Russia" where the page names one leader without office or side.
        nameless = [m for m in self.event.principals if not m.titles and not m.side]
        taken = any(m.side == part.side for m in self.event.principals)
        return nameless if part.side and not taken and len(nameless) == 1 else []

    def _joint(self, part: Part) -> Resolution:
        """Resolve "the leaders" to all sides, but "the representatives" to those whom the first sentence calls so."""
        sides = {self._side_of(m) for m in self.event.principals} - {""}
        if part.side:
            return self._of_some_sides(part, sides)
        holders = [m for m in self.event.principals if part.titles and m.holds(part.titles[0])]
        if len(holders) == 2 and sides - {self._side_of(m) for m in holders}:
            return Resolution(tuple(m.name for m in holders))  # "the two prime ministers" of three parties
        guests = re.search(rf"\b{re.escape(part.text)}\b", self.event.camps[1]) is not None
        if part.text == "participants" and not self.event.is_bilateral:
            return Resolution((part.text,))
        return Resolution((part.text,) if guests and part.text in ONE_CAMP else JOINT)

    def _of_some_sides(self, part: Part, sides: set[str]) -> Resolution:
        """Resolve "the Kazakh and Azerbaijani sides" and "the two Nigerian ministers": all sides, or those countries or persons."""
        named = part.side.split("|")
        if len(named) > 1 and sides <= set(named):
            return Resolution(JOINT)
        people = [m for m in self.event.members if self._side_of(m) in named and part.titles and m.holds(part.titles[0])]
        if len(named) == 1:
            return (
                Resolution(tuple(m.name for m in people))
                if len(people) == 2
                else Resolution(reason=f"it is not certain who the {part.text} are")
            )
        leads = [m for m in self.event.principals if self._side_of(m) in named]
        if part.text in LEADING and len(leads) == len(named):
            return Resolution(tuple(m.name for m in leads))
        return Resolution(tuple(self.event.printed.get(country, country) for country in named))

    def _role(self, part: Part, memory: Memory) -> Resolution:
        """Resolve "the Lao guest", "his counterpart", "the host" to the one principal it can be."""
        principals, home = self.event.principals, self.event.home
        if part.side:
            unplaced = [m for m in principals if not self._side_of(m) and (m.name != memory.single or part.text not in OTHERS)]
            found = [m for m in principals if self._side_of(m) == part.side] or unplaced
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
        """Return the principals of another side than the one spoken of last; any other where only two take part."""
        principals = self.event.principals
        last = self.names.get(memory.single or "")
        if last is None:
            return []
        if len(principals) == 2:
            return [m for m in principals if m is not last]
        return [m for m in principals if self._side_of(m) and self._side_of(m) != self._side_of(last)]

    def _of_one_rank(self, found: Sequence[Member], part: Part, memory: Memory) -> list[Member]:
        """Keep the counterparts who bear an office of the one spoken of last; look beyond the principals if there is none."""
        last = self.names.get(memory.single or "")
        if last is None or not last.titles or part.text in ("guest", "visitor", "latter"):
            return list(found)
        equals = [m for m in found if not m.titles or any(m.holds(t) for t in last.titles) or (_leads(last) and _leads(m))]
        if equals or not part.side:
            return equals
        return [m for m in self.event.members if m is not last and m.side in ("", part.side) and any(m.holds(t) for t in last.titles)]

    def _side_of(self, member: Member) -> str:
        """Return a person's side; the issuer's for its own leader, whom it need not place."""
        return member.side or (self.event.home if member is self.event.host else "")

    def _pronoun(self, part: Part, memory: Memory) -> Resolution:
        """Resolve "he" or "she" to the one spoken of last, unless a form of address or an earlier pronoun forbids it."""
        candidate = memory.single
        if candidate and memory.pronouns.get(candidate, part.text) == part.text:
            return Resolution((candidate,))
        fitting = [m.name for m in self.event.principals if memory.pronouns.get(m.name) == part.text]
        possible = [m.name for m in self.event.principals if memory.pronouns.get(m.name, part.text) == part.text]
        if len(fitting) == 1 and (candidate or len(possible) == 1):
            return Resolution((fitting[0],))
        if candidate and len(possible) == 1:
            return Resolution((possible[0],))
        if candidate:
            return Resolution(reason=f"“{part.text}” does not fit {candidate}, who was spoken of last")
        return Resolution(reason=f"it is not certain who “{part.text}” is")


def _is_own_body(text: str) -> bool:
    """Tell whether a body is the issuer's own government: "the delegation", "the Federal Government"."""
    return fold(text) in ("delegation", "government", "administration", "federal government", "team")


def _leads(member: Member) -> bool:
    return any(is_class("highest", title) for title in member.titles)


def _country(name: str) -> str:
    country = find_country(name)
    return country.name if country else name
