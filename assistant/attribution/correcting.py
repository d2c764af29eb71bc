"""A user's corrections of speakers.

Kept apart from what the rules give, and carried over whenever those change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.readout import BOTH_SIDES, Correction, Person, Readout, Sentence
from assistant.errors import CorrectionError
from assistant.gazetteer import find_country
from assistant.names import name_words


def correct(readout: Readout, number: int, speakers: Sequence[str]) -> Readout:
    """Return the readout with a sentence, counted from 1, given to these speakers (none: narration).

    A name that one participant bears is taken in full. CorrectionError for a number out of range or
    a name of several.
    """
    sentence = _numbered(readout, number)
    names = tuple(dict.fromkeys(_in_full(readout, name) for name in speakers))
    others = tuple(c for c in readout.corrections if not _is_of(c, sentence))
    return carry(readout, (*others, Correction(sentence.text, sentence.start, names)))


def uncorrect(readout: Readout, number: int) -> Readout:
    """Return the readout with a sentence, counted from 1, as the rules have it.

    CorrectionError if it is not corrected.
    """
    sentence = _numbered(readout, number)
    if sentence.ruled is None:
        raise CorrectionError(readout.id, f"sentence {number} carries no correction")
    return carry(readout, tuple(c for c in readout.corrections if not _is_of(c, sentence)))


def carry(readout: Readout, corrections: Sequence[Correction]) -> Readout:
    """Apply corrections to a readout, found by their sentence's words, the nearest to its old place if there are several.

    One whose sentence is gone is kept, unapplied: the page may come back.
    """
    sentences = [_as_ruled(sentence) for sentence in readout.sentences]
    people = list(readout.people)
    kept: list[Correction] = []
    for correction in corrections:
        words = correction.text.split()
        places = [i for i, s in enumerate(sentences) if s.text.split() == words and s.ruled is None]
        if not places:
            kept.append(correction)
            continue
        at = min(places, key=lambda i: abs(sentences[i].start - correction.start))
        found = sentences[at]
        sentences[at] = replace(found, speakers=correction.speakers, ruled=found.speakers)
        kept.append(replace(correction, start=found.start))
        known = {person.name for person in people}
        people.extend(
            Person(name) for name in correction.speakers if name not in known and _is_person(name)
        )
    return replace(
        readout,
        sentences=tuple(sentences),
        people=tuple(people),
        corrections=tuple(sorted(kept, key=lambda c: c.start)),
    )


def _numbered(readout: Readout, number: int) -> Sentence:
    if not 1 <= number <= len(readout.sentences):
        raise CorrectionError(
            readout.id,
            f"there is no sentence {number}; they are numbered 1 to {len(readout.sentences)}",
        )
    return readout.sentences[number - 1]


def _in_full(readout: Readout, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise CorrectionError(readout.id, "the speaker's name is empty")
    bearers = [
        p for p in readout.participants if name_words(name) and name_words(name) <= name_words(p)
    ]
    exact = [p for p in bearers if p.casefold() == name.casefold()]
    if len(bearers) > 1 and not exact:
        raise CorrectionError(
            readout.id, f"{name!r} may be {' or '.join(bearers)}; give the name in full"
        )
    return (exact or bearers or [name])[0]


def _is_of(correction: Correction, sentence: Sentence) -> bool:
    return correction.start == sentence.start and correction.text.split() == sentence.text.split()


def _as_ruled(sentence: Sentence) -> Sentence:
    return (
        sentence
        if sentence.ruled is None
        else replace(sentence, speakers=sentence.ruled, ruled=None)
    )


def _is_person(name: str) -> bool:
    return name != BOTH_SIDES and find_country(name) is None
