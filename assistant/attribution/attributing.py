"""Attribute a readout: learn its people, then give every sentence its speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.attribution.narrative import attribute_prose
from assistant.attribution.people import learn_people, tidy_name
from assistant.attribution.resolving import Resolver
from assistant.domain.readout import Person, Readout, Sentence
from assistant.gazetteer import find_country
from assistant.text import fold


def attribute(readout: Readout) -> Readout:
    """Return the readout with its people and with the speakers of every sentence."""
    people = learn_people(readout)
    resolver = Resolver(people, _host(people, readout), _principals(people, readout))
    sentences = attribute_turns(readout, resolver) if readout.kind == "transcript" else attribute_prose(readout, resolver)
    return replace(readout, people=people, sentences=sentences)


def attribute_turns(readout: Readout, resolver: Resolver) -> tuple[Sentence, ...]:
    """Give each sentence of a transcript the speaker of its running label; before the first label, nobody."""
    out: list[Sentence] = []
    remaining = list(readout.sentences)
    speakers: tuple[str, ...] = ()
    for paragraph in readout.paragraphs:
        if paragraph.label:
            speakers = (_label_name(paragraph.label, resolver),)
        while remaining and remaining[0].start < paragraph.end:
            out.append(replace(remaining.pop(0), speakers=speakers))
    return tuple(out)


def _label_name(label: str, resolver: Resolver) -> str:
    person = resolver.by_label(label)
    if person:
        return person.name
    # Nobody else in the text bears the name: the label itself is all the readout gives.
    return label if len(label) == 1 else tidy_name(label.title()) or label.title()


def _host(people: Sequence[Person], readout: Readout) -> Person | None:
    """Return the person of the issuer's own side, whom its house style calls by bare title."""
    side = next((c for word in (readout.issuer or "").split(" of ")[1:] if (c := find_country(word))), None)
    if side:
        return next((p for p in people if p.side == side.name), None)
    return next((p for p in people if not p.side), None)


def _principals(people: Sequence[Person], readout: Readout) -> tuple[Person, ...]:
    """Return the people whom title or first sentence of prose name: the sides of the event."""
    opening = fold(readout.title + " " + readout.sentences[0].text)
    # A spokesperson relays; the event is not hers.
    return tuple(p for p in people if fold(p.name.split()[-1]) in opening and "spokes" not in fold(p.title))
