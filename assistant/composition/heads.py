"""Where words may be taken up in a sentence.

At its beginning, behind its speaker, and behind a verb of saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.attribution.vocabulary import PAST, verbs
from assistant.composition.naming import past_speakers
from assistant.composition.units import Names, Unit
from assistant.composition.vocabulary import find_phrase, reporting_class, words_of

OBJECTS = frozenset("that the a an his her its their this these".split())
DEPENDENT = frozenset({"that", "who", "whom", "whose", "which", "what", "how", "why", "where"})


@dataclass(frozen=True, slots=True)
class Head:
    """A unit at which words may be taken up.

    A predicate whose subject is the speaker, or what the speaker is said to have said.
    """

    at: int
    is_predicate: bool


def find_heads(
    speakers: Sequence[str],
    names: Names,
    units: Sequence[Unit],
    starts: Sequence[int],
    spoken: bool,
) -> Iterator[Head]:
    """Yield where words may be taken up.

    Where a sentence begins, and behind the speaker and behind what reports.
    """
    for start, end in zip(starts, [*starts[1:], len(units)], strict=True):
        yield Head(start, False)
        verb = _behind_subject(speakers, names, units[:end], start, spoken)
        if verb is None:
            continue
        yield Head(verb, True)
        if reporting_class(units[verb].key) is not None:
            yield from _reported(units[:end], verb)
        else:
            yield from _further(units[:end], verb)


def _reported(units: Sequence[Unit], verb: int) -> Iterator[Head]:
    """Yield where what a verb of saying reports begins: behind it, and behind "out" and "that"."""
    at = verb + 1
    while at < len(units) and units[at].key in ("out", "that") and at <= verb + 2:
        at += 1
    if at < len(units) and (at > verb + 1 or units[verb].stop):
        yield Head(at, False)


def _further(units: Sequence[Unit], verb: int) -> Iterator[Head]:
    """Yield a further verb of saying of one subject, and what it reports.

    Such as "thanked him for his help, and reiterated that ...".

    A comma must part the two, and nothing between may be told by somebody: "said the general took
    bribes, and told lies".
    """
    for at in range(verb + 2, len(units) - 2):
        if units[at].key in DEPENDENT or (is_past(units[at].key) and units[at - 1].key != "and"):
            return
        reports = reporting_class(units[at].key) is not None and units[at].key.endswith(
            ("ed", "said", "told")
        )
        takes = (
            units[at + 1].is_name or units[at + 1].key in OBJECTS
        )  # "and repeated attacks" are no act of the speaker's
        if reports and takes and units[at - 1].key == "and" and units[at - 2].stop == ",":
            yield Head(at, True)
            if units[at + 1].key == "that":
                yield Head(at + 2, False)
            return


def _behind_subject(
    speakers: Sequence[str], names: Names, units: Sequence[Unit], start: int, spoken: bool
) -> int | None:
    """Return the unit behind the speaker, where that is all of a sentence's subject.

    None where not.

    "He" is the speaker before a verb of saying in an account; in a transcript it is somebody spoken
    of, and "I" the speaker.
    """
    at = start
    lead = find_phrase("lead", [unit.key for unit in units], at)
    if lead is not None and lead < len(units) and units[lead - 1].stop == ",":
        at = lead
    end = past_speakers(units, at, speakers, names)
    if end is None and len(speakers) == 1 and at + 1 < len(units):
        subject, follows = units[at].key, units[at + 1].key
        if subject == "i" or (
            subject in ("he", "she") and not spoken and reporting_class(follows) is not None
        ):
            end = at + 1
    if end is None:
        return None
    while end < len(units) and units[end].key in words_of("adverb"):
        end += 1
    return end if end < len(units) else None


def is_past(word: str) -> bool:
    """Tell whether a word is the past tense of a verb that tells how something was said or done in a meeting."""
    return any(sense.part == PAST for sense in verbs().senses.get(word, ()))
