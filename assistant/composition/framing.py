"""Who a piece of prose names as the speaker, and how.

Such as "Imran Khan said that", "according to Xi", "he added".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.composition.naming import past_speakers
from assistant.composition.premises import Premise
from assistant.composition.units import PERSON, Unit, is_side, read_units
from assistant.composition.vocabulary import find_phrase, reporting_class, words_of
from assistant.domain.readout import BOTH_SIDES
from assistant.issuers import home_of
from assistant.text import long_date

# "say": what follows is told as said; "do": what follows is the speaker's own predicate; "fact":
# nobody is named.
Mode = Literal["say", "do", "fact"]

EVENTS = {
    "call": {"call", "conversation", "phone", "telephone"},
    "meeting": {"meeting", "talks", "summit"},
    "visit": {"meeting", "talks"},
}
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """What a piece says of the speaker: its own words are units [start, end).

    `is_past` tells that they stand behind a verb of saying in the past, where other tenses and
    persons are told.
    """

    mode: Mode
    start: int
    end: int
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Misframed:
    """Why no frame fits: somebody else is named or nobody, or the day is another."""

    verdict: Literal["wrong speaker", "unsupported date"]
    detail: str


def frames(
    units: Sequence[Unit],
    premise: Premise,
    quoted: Sequence[bool],
    before: Premise | None,
    inherits: bool,
) -> list[Frame] | Misframed:
    """Return the ways to read who speaks in a piece, given whose words it cites.

    `quoted` tells of each unit whether it stands in quotes; `before` is what a pronoun points to,
    and `inherits` tells that a piece of the same sentence already named this one's.
    """
    at = _past_connectors(units, 0)
    according = _according(units, at, premise)
    if according is not None:
        return [Frame("say", according, len(units))]
    found = _past_adjuncts(units, at, premise)
    if isinstance(found, Misframed):
        return found
    at = found
    if not premise.speakers:
        return _unspoken(units, at)
    end = (
        past_speakers(units, at, premise.speakers, premise.names, alone=True)
        if at < len(units)
        else None
    )
    if end is None and at < len(units) and before and _is_pronoun(units[at], premise, before):
        end = at + 1
    if end is not None:
        found = _past_details(units, end, premise)
        return (
            found
            if isinstance(found, Misframed)
            else _behind_subject(units, found, quoted, premise)
        )
    trailing = _trailing(units, at, quoted, premise)
    if trailing:
        return [trailing]
    if inherits and at < len(units) and quoted[at]:
        return [Frame("say", at, len(units))]
    names = [unit.key[1:] for unit in units[at:] if unit.key[0] == PERSON]
    whose = " and ".join(premise.speakers)
    return Misframed(
        "wrong speaker",
        f"names {names[0]} first; the words are {whose}'s"
        if names
        else f"does not name {whose} as the speaker",
    )


def _past_connectors(units: Sequence[Unit], at: int) -> int:
    end = find_phrase("connector", [unit.key for unit in units], at)
    return at if end is None else end


def _past_adjuncts(units: Sequence[Unit], at: int, premise: Premise) -> int | Misframed:
    """Go past "In a call with Xi Jinping on 26 October 2021," or "According to the readout,", where they are the readout's own.

    The grammar is closed, and what an account tells in its own voice need not have happened during
    the event or on its day.
    """
    place = _past_account(units, at, premise)
    if premise.speakers and place == at:
        place = _past_event(units, at, premise)
        dated = _past_day(units, place, premise, ("on",) if place > at else ("on", "in"))
        if isinstance(dated, Misframed):
            return dated
        place = dated
    return place if place > at and units[place - 1].stop == "," else at


def _past_account(units: Sequence[Unit], at: int, premise: Premise) -> int:
    """Go past "According to the Chinese readout"."""
    keys = [unit.key for unit in units[at : at + 5]]
    if keys[:3] != ["according", "to", "the"]:
        return at
    place = (
        4
        if is_side(
            home_of(premise.readout.issuer, premise.readout.url), keys[3] if len(keys) > 3 else "@"
        )
        else 3
    )
    return at + place + 1 if keys[place : place + 1] in (["readout"], ["account"]) else at


def _past_event(units: Sequence[Unit], at: int, premise: Premise) -> int:
    """Go past "in a phone call with Xi Jinping".

    An event of the readout's kind, with another of its people.
    """
    keys = [unit.key for unit in units]
    if keys[at : at + 1] not in (["in"], ["during"], ["at"]):
        return at
    begin = place = (
        at + 2 if keys[at + 1 : at + 2] in (["a"], ["the"], ["their"], ["his"], ["her"]) else at + 1
    )
    while place < len(keys) and keys[place] in EVENTS.get(premise.readout.kind, ()):
        place += 1
    if place == begin:
        return at
    others = {PERSON + name for name in premise.present if name not in premise.speakers}
    return (
        place + 2
        if keys[place : place + 1] == ["with"] and others.intersection(keys[place + 1 : place + 2])
        else place
    )


def _past_day(
    units: Sequence[Unit], at: int, premise: Premise, words: tuple[str, ...]
) -> int | Misframed:
    """Go past "on 26 October 2021" or "in October 2021", which must be of the readout's day."""
    if at >= len(units) or units[at].key not in words:
        return at
    end = at + 1
    while end < len(units) and _is_of_date(units[end]):
        end += 1
    if end == at + 1:
        return at
    day = {unit.key for unit in _units_of(long_date(premise.readout.date), premise)}
    if any(unit.key not in day for unit in units[at + 1 : end]):
        return Misframed(
            "unsupported date",
            f"its readout is of {long_date(premise.readout.date) or 'no known day'}",
        )
    return end


def _units_of(text: str | None, premise: Premise) -> tuple[Unit, ...]:
    return read_units(text, premise.names) if text else ()


def _is_of_date(unit: Unit) -> bool:
    return (unit.key in MONTHS and unit.is_capital) or re.fullmatch(
        r"\d{1,4}(?:st|nd|rd|th)?", unit.key
    ) is not None


def _according(units: Sequence[Unit], at: int, premise: Premise) -> int | None:
    if tuple(unit.key for unit in units[at : at + 2]) != ("according", "to") or at + 2 >= len(
        units
    ):
        return None
    end = past_speakers(units, at + 2, premise.speakers, premise.names, alone=True)
    return end if end is not None and units[end - 1].stop == "," else None


def _unspoken(units: Sequence[Unit], at: int) -> list[Frame]:
    """Read narration: nobody is named, or the readout is ("the readout says that")."""
    if tuple(unit.key for unit in units[at : at + 2]) == ("the", "readout") and at + 2 < len(units):
        verb = at + 2
        if reporting_class(units[verb].key) in (0, reporting_class("notes")):
            return [Frame("fact", verb + 1, len(units))]
        if units[at + 1].stop == ":":
            return [Frame("fact", at + 2, len(units))]
    return [Frame("fact", at, len(units))]


def _is_pronoun(unit: Unit, premise: Premise, before: Premise) -> bool:
    """Tell whether a pronoun means the speakers, who are those before in the same readout, and are called that in it."""
    if before.speakers != premise.speakers or before.readout.id != premise.readout.id:
        return False
    if len(premise.speakers) > 1 or premise.speakers == (BOTH_SIDES,):
        return unit.key == "they"
    return unit.key == premise.pronoun


def _past_details(units: Sequence[Unit], at: int, premise: Premise) -> int | Misframed:
    """Go past "(26 October 2021, in the account of the Foreign Ministry)" behind a name."""
    if units[at - 1].stop != "(":
        return at
    end = next((i + 1 for i in range(at, len(units)) if units[i].stop in (")", ":")), None)
    if end is None:
        return at
    readout, place = premise.readout, at
    day = {unit.key for unit in _units_of(long_date(readout.date), premise)}
    while place < end and units[place].key in day:
        place += 1
    rest = [unit.key for unit in units[place:end] if unit.key != "the"]
    if not rest or rest == [
        "in",
        "account",
        "of",
        *(unit.key for unit in _units_of(readout.issuer, premise) if unit.key != "the"),
    ]:
        return end
    strange = units[place]
    return Misframed(
        "unsupported date" if _is_of_date(strange) else "wrong speaker",
        f"“{strange.key.strip('@#~')}” is not of its readout",
    )


def _behind_subject(
    units: Sequence[Unit], at: int, quoted: Sequence[bool], premise: Premise
) -> list[Frame]:
    """Read what stands behind a speaker.

    A verb of saying and what it reports, or the speaker's own predicate.
    """
    found: list[Frame] = []
    # "Lindqvist, the dictator of Velmar, must go" is no word of hers.
    mark = units[at - 1].stop if at else ""
    named = mark in (":", ")") or (mark == "," and at < len(units) and quoted[at])
    if at < len(units) and units[at].key in words_of("adverb"):
        at += 1
    if at >= len(units):
        return found
    told = reporting_class(units[at].key)
    if (
        units[at].key in ("told", "tells")
        and units[at].stop != ":"
        and _past_addressee(units, at + 1, premise) == at + 1
    ):
        return found
    if told == 0 or (told is not None and told in premise.reported):
        is_past = units[at].key.endswith(("ed", "said", "told"))
        found.append(Frame("say", _past_addressee(units, at + 1, premise), len(units), is_past))
    elif named:
        found.append(Frame("say", at, len(units)))
    found.append(Frame("do", at, len(units)))
    return found


def _past_addressee(units: Sequence[Unit], at: int, premise: Premise) -> int:
    """Go past "out" and "that", and past the one other person that a conversation of two was with ("told Xi that")."""
    others = premise.present - set(premise.speakers)
    of_two = premise.readout.kind in EVENTS and len(premise.present) == 2 and len(others) == 1
    if (
        of_two
        and at < len(units)
        and units[at - 1].key in ("told", "tells")
        and units[at].key[1:] in others
    ):
        at += 1
    if at < len(units) and units[at].key == "out":
        at += 1
    return (
        at + 1 if at < len(units) and units[at].key == "that" and not units[at].is_capital else at
    )


def _trailing(
    units: Sequence[Unit], at: int, quoted: Sequence[bool], premise: Premise
) -> Frame | None:
    """Read a speaker named behind the quote.

    Such as "“...”, Khan said", "“...”, said Prime Minister Khan".
    """
    end = max((i + 1 for i, is_quoted in enumerate(quoted) if is_quoted), default=0)
    if not at < end < len(units):
        return None
    verb_first = reporting_class(units[end].key) == 0
    begin = end + 1 if verb_first else end
    behind = (
        past_speakers(units, begin, premise.speakers, premise.names, alone=True)
        if begin < len(units)
        else None
    )
    if behind is None:
        return None
    if not verb_first:
        if behind >= len(units) or reporting_class(units[behind].key) != 0:
            return None
        behind += 1
    return Frame("say", at, end) if behind == len(units) else None
