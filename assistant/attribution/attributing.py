"""Attribute a readout: learn its people, then give every sentence its speakers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.attribution.narrative import attribute_prose
from assistant.attribution.people import learn_people, tidy_name
from assistant.attribution.resolving import Resolver
from assistant.attribution.vocabulary import vocabulary
from assistant.domain.readout import Person, Readout, Sentence
from assistant.issuers import home_of
from assistant.text import fold
from assistant.wordlists import read_words

ROLES = read_words("assistant.data", "roles.txt")


def attribute(readout: Readout) -> Readout:
    """Return the readout with its people and with the speakers of every sentence."""
    home = home_of(readout.issuer)
    people = learn_people(readout)
    host = _host(people, readout, home)
    if host and home and not host.side:
        settled = replace(host, side=home)
        people = tuple(settled if person == host else person for person in people)
        host = settled
    resolver = Resolver(people, host, _principals(people, readout), home, _lead_titles(readout))
    if readout.kind != "transcript":
        return replace(readout, people=people, sentences=attribute_prose(readout, resolver))
    names = _label_names(readout, resolver)
    known = {person.name for person in people}
    labelled = {name: Person(name) for label, name in names.items() if name not in known and not _is_role(label)}
    return replace(readout, people=(*people, *labelled.values()), sentences=attribute_turns(readout, names))


def attribute_turns(readout: Readout, names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Give each sentence of a transcript the speaker of its running label; before the first label, nobody."""
    out: list[Sentence] = []
    remaining = list(readout.sentences)
    speakers: tuple[str, ...] = ()
    for paragraph in readout.paragraphs:
        if paragraph.label:
            speakers = (names[paragraph.label],)
        while remaining and remaining[0].start < paragraph.end:
            out.append(replace(remaining.pop(0), speakers=speakers))
    return tuple(out)


def _label_names(readout: Readout, resolver: Resolver) -> Mapping[str, str]:
    """Name whom each label stands for; of two labels that seem one person's, "DR. X" keeps to itself."""
    labels = list(dict.fromkeys(p.label for p in readout.paragraphs if p.label))
    names = {label: _label_name(label, resolver) for label in labels}
    by_office = {name for label, name in names.items() if not _is_honorific(label)}
    return {label: label.title() if _is_honorific(label) and name in by_office else name for label, name in names.items()}


def _label_name(label: str, resolver: Resolver) -> str:
    person = resolver.by_label(label)
    if person:
        return person.name
    # The label itself is all the readout gives.
    printed = label if len(label) < 4 else label.title()
    return printed if _is_role(label) else tidy_name(printed) or printed


def _is_honorific(label: str) -> bool:
    return fold(label).split()[0].strip(".") in ("mr", "mrs", "ms", "miss", "dr", "madam", "sir", "lady")


def _is_role(label: str) -> bool:
    return (len(label) < 4 and label[0] in "QA") or fold(label).split()[0] in ROLES


def _host(people: Sequence[Person], readout: Readout, home: str) -> Person | None:
    """Return the person of the issuer's own side, whom its house style calls by bare title."""
    principals = _principals(people, readout)
    own = [p for p in principals if home and p.side == home] or [p for p in principals if not p.side]
    return own[0] if own else None


def _principals(people: Sequence[Person], readout: Readout) -> tuple[Person, ...]:
    """Return the people whom title or first sentence of prose name: the sides of the event."""
    opening = fold(readout.title + " " + readout.sentences[0].text)
    # A spokesperson relays; the event is not hers.
    return tuple(p for p in people if fold(p.name.split()[-1]) in opening and "spokes" not in fold(p.title))


def _lead_titles(readout: Readout) -> frozenset[str]:
    """Return the bare title that the first sentence opens with: "The Prime Minister spoke to ..."."""
    match = re.match(rf"The (?P<title>{vocabulary().title})\b(?! [A-Z])", readout.sentences[0].text)
    return frozenset({fold(match["title"])}) if match else frozenset()
