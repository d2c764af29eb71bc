"""Attribute a readout: learn its people, then give every sentence its speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.attribution.narrative import attribute_prose
from assistant.attribution.people import Member, learn_people, read_name
from assistant.attribution.resolving import Event, Resolver
from assistant.attribution.subjects import read_subject
from assistant.attribution.tokens import Token, tokenize
from assistant.attribution.vocabulary import find_place
from assistant.domain.readout import Person, Readout, Sentence
from assistant.issuers import home_of
from assistant.text import fold
from assistant.wordlists import read_words

ROLES = read_words("assistant.data", "roles.txt")


def attribute(readout: Readout) -> Readout:
    """Return the readout with its people and with the speakers of every sentence."""
    tokens = [tokenize(sentence.text) for sentence in readout.sentences]
    members = learn_people(readout.title, tokens)
    event = _event(members, readout, tokens)
    resolver = Resolver(event)
    people = tuple(member.person for member in members)
    if readout.kind != "transcript":
        return replace(readout, people=people, sentences=attribute_prose(readout, resolver, tokens))
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
    if _is_role(label):
        return printed
    tokens = tokenize(printed)
    return next((name for at in range(len(tokens)) if (name := read_name(tokens, at)[0])), "") or printed


def _is_honorific(label: str) -> bool:
    return fold(label).split()[0].strip(".") in ("mr", "mrs", "ms", "miss", "dr", "madam", "sir", "lady")


def _is_role(label: str) -> bool:
    return (len(label) < 4 and label[0] in "QA") or fold(label).split()[0] in ROLES


def _event(members: Sequence[Member], readout: Readout, tokens: Sequence[Sequence[Token]]) -> Event:
    """Tell the sides of the event from title, first sentence and issuer."""
    home = home_of(readout.issuer)
    principals = _principals(members, readout)
    own = [m for m in principals if home and m.side == home] or [m for m in principals if not m.side]
    host = own[0] if own else None
    if host and home and not host.side:
        host.side = home
    opening = tokenize(readout.title)
    lead = [token for sentence in tokens[:2] for token in sentence]
    countries = {found[0].name for row in (opening, lead) for at in range(len(row)) if (found := find_place(row, at))}
    sides = {member.side for member in members if member.side} | countries
    return Event(
        members=members,
        host=host,
        principals=principals,
        home=home,
        lead_titles=_lead_titles(tokens, principals),
        sides=frozenset(sides),
        is_bilateral=bool({member.side for member in principals} - {"", home}) or len(countries - {home}) > 0,
        any_country=False,
    )


def _principals(members: Sequence[Member], readout: Readout) -> tuple[Member, ...]:
    """Return the people whom title or first sentence of prose name: the sides of the event."""
    opening = fold(readout.title + " " + readout.sentences[0].text)
    # A spokesperson relays; the event is not hers.
    return tuple(
        m for m in members if fold(m.name.split()[-1]) in opening and not any("spokes" in fold(title) for title in m.titles)
    )


def _lead_titles(tokens: Sequence[Sequence[Token]], principals: Sequence[Member]) -> Mapping[str, str]:
    """Return the bare title that the first sentence opens with and gives to nobody: "The Prime Minister spoke to ..."."""
    subject = read_subject(tokens[0], 0) if tokens[0] else None
    if subject and len(subject.parts) == 1 and subject.parts[0].kind == "office" and not subject.parts[0].side:
        title = subject.parts[0].text
        return {fold(title): f"The {title}"}
    return {}
