"""Speakers as they are named: by name, office, country and office, or as both sides."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.composition.units import COUNTRY, PERSON, Names, Unit, is_side, read_units
from assistant.composition.vocabulary import words_of
from assistant.domain.readout import BOTH_SIDES


def past_speakers(
    units: Sequence[Unit], at: int, speakers: Sequence[str], names: Names, alone: bool = False
) -> int | None:
    """Return the place behind a mention of exactly these speakers, joined by "and" and commas.

    None where there is none.

    With `alone`, an office by itself must be one person's: prose has no sentence before it to tell
    which President is meant.
    """
    if tuple(speakers) == (BOTH_SIDES,):
        return _past_both(units, at, alone)
    missing = list(speakers)
    while missing:
        found = next(
            (
                end
                for name in missing
                if (end := _past_one(units, at, name, names, alone)) is not None
            ),
            None,
        )
        if found is None:
            return None
        missing.remove(
            next(name for name in missing if _past_one(units, at, name, names, alone) is not None)
        )
        at = found
        if missing and at < len(units) and units[at].key == "and":
            at += 1
    return at if speakers and not units[at - 1].is_possessive else None


def _past_both(units: Sequence[Unit], at: int, alone: bool) -> int | None:
    """Return the place behind "both sides", "the two foreign ministers" or, in an account, "they"."""
    keys = [unit.key for unit in units[at : at + 5]]
    if keys[:1] == ["they"]:
        return None if alone else at + 1
    place = 0
    while keys[place : place + 1] and keys[place] in ("the", "two", "both") and place < 3:
        place += 1
    if alone:  # in prose, no office: the two leaders need not be ministers
        return (
            at + place + 1
            if place and keys[place : place + 1] in (["sides"], ["leaders"])
            else None
        )
    qualified = (
        place + 1 if keys[place : place + 1] and keys[place] in words_of("qualifies") else place
    )
    is_joint = (
        place > 0 and keys[qualified : qualified + 1] and keys[qualified] in words_of("joint")
    )
    return at + qualified + 1 if is_joint else None


def _past_one(units: Sequence[Unit], at: int, name: str, names: Names, alone: bool) -> int | None:
    """Return the place behind a mention of one speaker.

    A person of the readout, or a side or group as it is called.
    """
    if at >= len(units):
        return None
    if units[at].key == "the" and at + 1 < len(units) and name not in names.sides:
        at += 1
    if units[at].key == PERSON + name:
        return at + 1
    if name in names.titles:
        place = at + 1 if units[at].key == "the" and at + 1 < len(units) else at
        told = units[place].key[0] == COUNTRY and is_side(names.sides[name], units[place].key)
        title = tuple(unit.key for unit in read_units(names.titles[name], names))
        begin = place + 1 if told else place
        is_clear = (
            not alone or names.titles[name] not in names.shared or (told and _is_only(name, names))
        )
        if is_clear and title == tuple(u.key for u in units[begin : begin + len(title)]):
            return begin + len(title)
    called = read_units(name.removeprefix("The "), names)
    if tuple(u.key for u in units[at : at + len(called)]) == tuple(u.key for u in called):
        return at + len(called)
    return None


def _is_only(name: str, names: Names) -> bool:
    """Tell whether one person alone bears an office for a side."""
    return (
        sum(
            (names.titles.get(other), side) == (names.titles[name], names.sides[name])
            for other, side in names.sides.items()
        )
        == 1
    )
