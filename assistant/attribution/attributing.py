"""Attribute a readout: learn its people, then give every sentence its speakers."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.attribution.event import Event
from assistant.attribution.labelling import is_role, name_labels
from assistant.attribution.members import Member
from assistant.attribution.mentions import Cast
from assistant.attribution.narrative import attribute_prose
from assistant.attribution.offices import read_office
from assistant.attribution.people import HEADLINE_VERBS, learn_people
from assistant.attribution.person_names import read_name
from assistant.attribution.readings import learn_readings
from assistant.attribution.resolving import Resolver
from assistant.attribution.subjects import read_subject
from assistant.attribution.surnames import learn_surnames
from assistant.attribution.tokens import Token, tokenize
from assistant.attribution.turns import FEW, attribute_turns
from assistant.attribution.verb_groups import read_verb
from assistant.attribution.vocabulary import find_place, is_class, titles, whole_title
from assistant.domain.readout import Person, Readout, Sentence
from assistant.issuers import home_of
from assistant.names import name_words
from assistant.text import fold

SENTENCE_END = frozenset('.!?”"’)—…:;')
ATTENDANCE = frozenset({"present", "participants", "attendees", "speakers"})
LONGEST_HEADLINE = 40  # tokens
LONGEST = 400  # tokens; what is longer is a list, and is read no further
# Meetings of many, where each country may be told to have spoken.
GATHERING = re.compile(
    r"\b(?:chair\w*|communiqu\w*|declaration|ministerial|conference|summit|forum|council|assembly|G7|G20|ASEAN|BRICS"
    r"|joint statement|leaders. meeting)\b",
    re.IGNORECASE,
)


def attribute(readout: Readout) -> Readout:
    """Return the readout with its people and with the speakers of every sentence, whatever it carried before."""
    readout = replace(
        readout, sentences=tuple(Sentence(s.text, s.start, s.end) for s in readout.sentences)
    )
    tokens = _tokens(readout)
    title = tokenize(readout.title)
    # List items are glued names and offices; only what ends as a sentence is read for people.
    labels = [
        tokenize(label) for label in dict.fromkeys(p.label for p in readout.paragraphs if p.label)
    ]
    stated = [tokenize(f"{p.title} {p.name}") for p in readout.stated_people if p.title]
    # A name that is also a word shows itself in title, sentences, labels and stated people alike.
    surnames = learn_surnames([title, *tokens, *labels, *stated])
    readings = learn_readings([title, *tokens])
    title, tokens = readings.mark(title), [readings.mark(row) for row in tokens]
    title, tokens = surnames.mark(title), [surnames.mark(row) for row in tokens]
    told = [surnames.mark(row) for row in (*labels, *stated)]
    members = learn_people(title, [*told, *(row for row in tokens if row and _is_sentence(row))])
    event = _event(members, readout, title, tokens)
    resolver = Resolver(event)
    people = tuple(member.person for member in event.members)
    if all(p.label is None and p.standing != "aside" for p in readout.paragraphs):
        return replace(readout, people=people, sentences=attribute_prose(readout, resolver, tokens))
    names = name_labels(readout, resolver)
    known = {person.name for person in people}
    labelled = {
        name: Person(name)
        for label, name in names.items()
        if name not in known and not is_role(label)
    }
    sentences = attribute_turns(readout, names, resolver, tokens)
    return replace(readout, people=(*people, *labelled.values()), sentences=sentences)


def _is_sentence(row: Sequence[Token]) -> bool:
    """Tell whether a row is read for people.

    A sentence, a headline on its own line, or words with their author behind.
    """
    if row[-1].text in SENTENCE_END or (
        row[0].key in ATTENDANCE and row[1:2] and row[1].text == ":"
    ):
        return True
    if len(row) > LONGEST_HEADLINE:
        return False
    is_signed = any(
        mark.text in '”»"' and dash.text in "-–—" for mark, dash in itertools.pairwise(row)
    )
    return is_signed or any(token.key in HEADLINE_VERBS for token in row)


@lru_cache(maxsize=1)
def _office_word() -> re.Pattern[str]:
    """Compile the words one of which every office holds.

    Enough to pass over most sentences of a transcript unread.
    """
    return re.compile("|".join(sorted({re.escape(title.split()[-1]) for title in titles()})))


def _tokens(readout: Readout) -> list[list[Token]]:
    """Return the tokens of every sentence that is no aside.

    Of a transcript's turns only where an office may name somebody.
    """
    labels = [p.start for p in readout.paragraphs if p.label]
    first = labels[0] if len(labels) > FEW else len(readout.text)
    asides = [p for p in readout.paragraphs if p.standing == "aside"]
    starts = [p.start for p in asides]
    return [
        tokenize(s.text)[:LONGEST]
        if (s.start < first or _office_word().search(s.text))
        and not ((at := bisect_right(starts, s.start)) and s.start < asides[at - 1].end)
        else []
        for s in readout.sentences
    ]


def _event(
    members: Sequence[Member],
    readout: Readout,
    title: Sequence[Token],
    tokens: Sequence[Sequence[Token]],
) -> Event:
    """Tell the sides of the event from title, first sentence and issuer."""
    home = home_of(readout.issuer, readout.url)
    # What only announces the statement is not yet the event.
    lead = next(
        (i for i, sentence in enumerate(readout.sentences) if not sentence.text.endswith(":")), 0
    )
    principals = _principals(members, f"{readout.title} {readout.sentences[lead].text}")
    if lead + 1 < len(tokens) and (
        not principals or not _principals(members, readout.sentences[lead].text)
    ):
        later = _principals(members, readout.sentences[lead + 1].text)
        principals = (*principals, *(m for m in later if m not in principals))
    bare = _lead_titles(tokens[lead], members)
    host = (
        _host(principals, home, bare)
        or _host([m for m in members if _may_lead(m)], home, bare)
        or _unnamed(bare, home, principals, members)
    )
    members = members if host is None or host in members else (*members, host)
    if host and host not in principals:
        principals = (host, *principals)
    if host and home and not host.side:
        host.side = home
    if host and not host.titles:
        office = (
            next((o for at in range(len(words)) if (o := read_office(words, at))), None)
            if (words := tokenize(readout.issuer or ""))
            else None
        )
        host.titles.extend(office.titles if office else ())
    _learn_chairs(members, tokens)
    countries = {
        found[0].name
        for row in (title, tokens[lead])
        for at in range(len(row))
        if (found := find_place(row, at))
    }
    foreign = {member.side for member in principals} - {"", home}
    return Event(
        members=members,
        host=host,
        principals=principals,
        home=home,
        lead_titles=frozenset(fold(whole_title(title)) for title in bare),
        sides=frozenset({member.side for member in members if member.side} | countries),
        lead_countries=frozenset(countries),
        camps=_camps(title, tokens[lead]),
        printed=_printed((title, *tokens)),
        is_bilateral=bool(foreign) or bool(countries - {home}),
        any_country=GATHERING.search(readout.title) is not None
        or (not home and host is not None and not host.side),
    )


def _host(candidates: Sequence[Member], home: str, bare: Sequence[str]) -> Member | None:
    """Return the leader of the issuer's own side, whom its house style calls by bare title.

    Where the first sentence itself gives a `bare` title, he is somebody called by it elsewhere.
    """
    own = [m for m in candidates if home and m.side == home] or [
        m for m in candidates if not m.side
    ]
    if bare:
        own = [
            m
            for m in own
            if any(title.casefold() in m.called or (m.side and m.holds(title)) for title in bare)
        ]
    return own[0] if own else None


def _unnamed(
    bare: Sequence[str], home: str, others: Sequence[Member], members: Sequence[Member]
) -> Member | None:
    """Return "The Prime Minister" as somebody, where the issuer speaks of its own leader by the title alone.

    Where nothing tells whose page it is, the others must be named with offices or sides of their
    own.
    """
    if not bare or not (home or (others and all(m.titles or m.side for m in others))):
        return None
    title = whole_title(bare[0])
    if any(
        m.holds(title) and not m.side and (not home or title.casefold() not in m.called)
        for m in members
    ):
        return None
    called = {title.casefold(), bare[0].casefold()}
    return Member(f"The {title}", [title], home, name_words(f"The {title}"), called=called)


def _may_lead(member: Member) -> bool:
    """Tell whether someone named only later may be the issuer's leader.

    By no office, or by one of the highest.
    """
    return not member.titles or any(is_class("highest", title) for title in member.titles)


def _principals(members: Sequence[Member], opening: str) -> tuple[Member, ...]:
    """Return the people whom title or first sentence of prose name: the sides of the event."""
    folded = fold(opening)
    # A spokesperson relays; the event is not hers.
    return tuple(
        m
        for m in members
        if fold(m.name.split()[-1]) in folded
        and not any("spokes" in fold(title) for title in m.titles)
    )


def _learn_chairs(members: Sequence[Member], tokens: Sequence[Sequence[Token]]) -> None:
    """Learn who "the Chair" is from "was chaired by X"."""
    for row in tokens[:3]:
        for at, token in enumerate(row[:-2]):
            if token.key in ("chaired", "co-chaired") and row[at + 1].key == "by":
                office = read_office(row, at + 2)
                name, _ = read_name(row, office.end if office else at + 2)
                member = next((m for m in members if m.name == name), None)
                if member:
                    member.titles.append("Chair" if token.key == "chaired" else "Co-Chair")


def _lead_titles(lead: Sequence[Token], members: Sequence[Member]) -> tuple[str, ...]:
    """Return the bare titles the first sentence opens with and gives to nobody.

    Such as "The Prime Minister spoke to ...".
    """
    cast = Cast(frozenset(word for m in members for word in m.words))
    subject = next(
        (s for at in range(min(2, len(lead))) if (s := read_subject(lead, at, cast))), None
    )
    return (
        tuple(part.text for part in subject.parts if part.kind == "office" and not part.side)
        if subject
        else ()
    )


def _camps(title: Sequence[Token], lead: Sequence[Token]) -> tuple[str, str]:
    """Return the folded words before and behind the verb of the first sentence.

    Who called, and whom; so in the title.
    """
    at = next(
        (
            i
            for i in range(len(lead))
            if (verb := read_verb(lead, i)) and verb.kind != "act" and verb.is_past
        ),
        len(lead),
    )
    cut = next((i for i, t in enumerate(title) if t.key in ("with", "to", "and")), len(title))
    before, behind = (*lead[:at], *title[:cut]), (*lead[at:], *title[cut:])
    return fold(" ".join(t.text for t in before)), fold(" ".join(t.text for t in behind))


def _printed(rows: Sequence[Sequence[Token]]) -> Mapping[str, str]:
    """Return how the readout itself writes each country, where not by an abbreviation or an adjective."""
    found: dict[str, str] = {}
    for row in rows:
        for at, token in enumerate(row):
            place = find_place(row, at) if token.is_capital else None
            if place and place[0].name not in found:
                text = (
                    " ".join(t.text for t in row[at : place[1]])
                    .lstrip("‘'")
                    .removesuffix("’s")
                    .removesuffix("'s")
                    .lstrip("‘’'")
                )
                if text not in place[0].adjectives and not text.isupper() and "." not in text:
                    found[place[0].name] = text
    return found
