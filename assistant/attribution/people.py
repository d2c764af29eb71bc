"""Learn who takes part from a readout's title and sentences.

Names, every office they bear, their side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from assistant.attribution.members import Member, NameMention
from assistant.attribution.offices import BODIES, Office, may_begin_office, of_place, read_office
from assistant.attribution.person_names import read_name
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import is_cue_form
from assistant.attribution.vocabulary import (
    find_place,
    is_address,
    is_class,
    is_of_strangers,
    nouns,
    portfolios,
)
from assistant.names import name_words, without_patronymic
from assistant.text import fold
from assistant.wordlists import read_rows

HEADLINE_VERBS = frozenset(
    "speaks meets holds talks had receives calls attends met held visits hosts delivers chairs speak meet".split()
)

LONGEST_APPOSITION = 12  # tokens: ", the owner of the oldest mill in Arvik,"
LONGEST_TAG = 7  # tokens from the verb to the name: "said the retired union leader Thabo Nkosi"


def learn_people(head: Sequence[Token], sentences: Sequence[Sequence[Token]]) -> tuple[Member, ...]:
    """Return the people whom title and sentences name with an office or as authors of words, in order of appearance.

    Mentions are one person where one name's words all stand in the other's ("Xi", "Xi Jinping") and
    no second person's do. A name seen only as a surname keeps that surname.
    """
    printed = {token.key for row in sentences for token in row if token.is_capital}
    headline = [
        replace(m, name=_without_verb(m.name, printed))
        for m in (*_mentions(head), *_headline(head))
    ]
    found = [*headline, *(mention for tokens in sentences for mention in _mentions(tokens))]
    surnames = {fold(m.name.split()[-1]) for m in found if len(m.name.split()) > 1}
    found = [mention for mention in found if not _is_glued(fold(mention.name), surnames)]
    order = {id(mention): number for number, mention in enumerate(found)}
    members: list[tuple[int, Member]] = []
    # Longest names first, so that a surname finds its person and not the other way round.
    for mention in sorted(found, key=lambda m: -len(m.name.split())):
        words = name_words(mention.name)
        if not words:
            continue
        bearers = _bearers(members, mention, words) or _bearers(
            members, mention, name_words(without_patronymic(mention.name))
        )
        if not bearers:
            members.append((order[id(mention)], Member(mention.name, words=words)))
            bearers = [len(members) - 1]
        if (
            len(bearers) == 1
        ):  # two bearers of one surname: the mention is no third person, and tells of neither
            place, member = members[bearers[0]]
            member.learn(mention)
            members[bearers[0]] = (min(place, order[id(mention)]), member)
    for _, member in members:
        member.name = _in_full(member)
    return tuple(member for _, member in sorted(members, key=lambda pair: pair[0]))


def _in_full(member: Member) -> str:
    """Return a name with the form of address a single word of a name is known by.

    Such as "Lord Applegate".
    """
    if len(member.name.split()) > 1:
        return member.name
    kept = sorted(address for address in member.addresses if is_class("kept", address))
    return f"{kept[0].title()} {member.name}" if kept else member.name


def _without_verb(name: str, printed: Set[str]) -> str:
    """Cut a headline's "Lee Seeks Stronger Ties", "Lee Held Talks" before its verb, which is no name further down."""
    words = name.split()
    verb = next(
        (
            i
            for i, word in enumerate(words)
            if i and fold(word) not in printed and (word.endswith("s") or _is_verb(fold(word)))
        ),
        len(words),
    )
    return " ".join(words[:verb])


def _is_glued(name: str, surnames: Set[str]) -> bool:
    """Tell whether a name is somebody's surname and a verb whose space the page lost.

    Such as "Orrvoiced".
    """
    return any(
        name.startswith(surname) and name != surname and is_cue_form(name[len(surname) :])
        for surname in surnames
    )


def _is_verb(word: str) -> bool:
    return word in HEADLINE_VERBS or is_cue_form(word)


def _bearers(
    members: Sequence[tuple[int, Member]], mention: NameMention, words: frozenset[str]
) -> list[int]:
    """Return which of the people a mention may name; its office decides between several."""
    matches = [i for i, (_, member) in enumerate(members) if words <= member.words]
    offices = {t for t in mention.titles if not is_address(t)}
    if len(matches) > 1 and offices:
        matches = [i for i in matches if offices & set(members[i][1].titles)] or matches
    if len(matches) > 1 and mention.side:
        matches = [i for i in matches if members[i][1].side == mention.side] or matches
    if (
        len(matches) == 1
        and words != members[matches[0]][1].words
        and _holds_another(members[matches[0]][1], offices)
    ):
        return []
    return matches


def _holds_another(member: Member, offices: set[str]) -> bool:
    """Tell whether a surname with one of the highest offices is another's.

    Such as "President Biden" is not First Lady Jill Biden.
    """
    highest = {title for title in offices if is_class("highest", title)}
    known = [title for title in member.titles if not is_address(title)]
    held = any(
        is_class("highest", title) or any(h.casefold() in title.casefold() for h in highest)
        for title in known
    )
    return (
        bool(highest and known) and not held and not any(member.holds(title) for title in highest)
    )


def _mentions(tokens: Sequence[Token]) -> Iterator[NameMention]:
    at = 0
    while at < len(tokens):
        office = read_office(tokens, at, any_case=True) if may_begin_office(tokens, at) else None
        if office:
            name, end = read_name(tokens, office.end, office.titles)
            if not name:
                name, end = _apposition(tokens, office.end)
            elif _is_of_body(tokens, name, end):
                name, end = "", office.end
            name, end = _past_honorific(tokens, name, end)
            if name:
                behind = _behind(tokens, end)
                later = behind.titles if behind else ()
                yield NameMention(
                    (*office.titles, *later),
                    name,
                    office.side or (behind.side if behind else "") or _side_of(tokens, end),
                    later,
                )
            at = max(end if name else office.end, at + 1)
            continue
        listed = _listed(tokens, at)
        if listed:
            yield from listed[0]
            at = listed[1]
            continue
        if tokens[at].key == "counterpart":
            titles, name, end = _equal(tokens, at + 1)
            if name:
                yield NameMention(titles, name, _place_before(tokens, at) or _side_of(tokens, end))
                at = end
                continue
        if tokens[at].is_capital and (at == 0 or not tokens[at - 1].is_capital):
            name, end = read_name(tokens, at)
            if len(name.split()) > 1:
                behind = _behind(tokens, end)
                if behind:
                    yield NameMention(behind.titles, name, behind.side, behind.titles)
                elif tokens[end - 1].key not in nouns()["groups"] and (
                    (_opens_clause(tokens, at) and _speaks(tokens, end)) or _is_tagged(tokens, at)
                ):
                    yield NameMention((), name, "")
                at = max(end, at + 1)
                continue
        at += 1


def _past_honorific(tokens: Sequence[Token], name: str, end: int) -> tuple[str, int]:
    """Read on where one word and an honorific in brackets stand before a name.

    Such as "Ponlop (Dr.) Karma Tobgay".
    """
    if len(name.split()) != 1 or [t.text for t in tokens[end : end + 3 : 2]] != ["(", ")"]:
        return name, end
    later, behind = read_name(tokens, end + 3) if end + 3 < len(tokens) else ("", end)
    is_one = is_address(tokens[end + 1].text) and len(later.split()) > 1
    return (later, behind) if is_one else (name, end)


def _is_of_body(tokens: Sequence[Token], name: str, end: int) -> bool:
    """Tell whether what seems a surname begins a body's name.

    Such as "President Intergovernmental Commission".
    """
    return (
        len(name.split()) == 1
        and end < len(tokens)
        and tokens[end].is_capital
        and tokens[end].key in BODIES
    )


def _listed(tokens: Sequence[Token], at: int) -> tuple[tuple[NameMention, ...], int] | None:
    """Read who is listed behind an office in the plural: "senators Ada Orr, Lin Bao and Jan Roy".

    Two at least, named in full.
    """
    title = _singular(tokens[at].key)
    if not title or at + 1 >= len(tokens):
        return None
    found: list[NameMention] = []
    place = at + 1
    while place < len(tokens):
        name, end = read_name(tokens, place)
        if len(name.split()) < 2:
            break
        told = of_place(tokens, end)
        found.append(NameMention((title,), name, told[0] if told else ""))
        place = at_end = told[1] if told else end
        while place < len(tokens) and tokens[place].key in (",", "and"):
            place += 1
        if place == at_end:
            break
    return (tuple(found), place) if len(found) > 1 else None


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    """Return the office that a plural names: "senators" is "Senator"; "" where it is none."""
    return _offices().get(word[:-1], "") if word.endswith("s") else ""


@lru_cache(maxsize=1)
def _offices() -> Mapping[str, str]:
    return {
        fold(title): title
        for title in read_rows("assistant.data", "titles.txt")
        if " " not in title and not is_address(title)
    }


def _headline(tokens: Sequence[Token]) -> Iterable[NameMention]:
    """Yield whom a headline opens with: "Remarks by X", "X Meets with Y"."""
    at = 2 if len(tokens) > 2 and tokens[1].key == "by" else 0
    if tokens and tokens[min(at, len(tokens) - 1)].is_capital and not read_office(tokens, at):
        name, end = read_name(tokens, at)
        if len(name.split()) > 1 and end < len(tokens) and tokens[end].key in HEADLINE_VERBS:
            yield NameMention((), name, "")


def _side_of(tokens: Sequence[Token], at: int) -> str:
    told = of_place(tokens, at) if at < len(tokens) and tokens[at].key == "of" else None
    return told[0] if told else ""


def _equal(tokens: Sequence[Token], at: int) -> tuple[tuple[str, ...], str, int]:
    """Read who is behind "her Ugandan counterpart".

    Offices and a full name, with or without a comma.
    """
    place = at + (at < len(tokens) and tokens[at].key == ",")
    office = read_office(tokens, place) if place < len(tokens) else None
    name, end = read_name(tokens, office.end if office else at) if at < len(tokens) else ("", at)
    if len(name.split()) > 1:
        return (office.titles if office else ()), name, end
    return (), *_apposition(tokens, at)


def _place_before(tokens: Sequence[Token], at: int) -> str:
    """Return the country of the words directly before a place: "South African" counterpart."""
    found = (find_place(tokens, start) for start in range(max(0, at - 3), at))
    return next((country[0].name for country in found if country and country[1] == at), "")


def _apposition(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Read the name behind an office and a comma.

    Such as "The Prime Minister, Eleanor Whitcombe, spoke".
    """
    if at + 1 >= len(tokens) or tokens[at].key != ",":
        return "", at
    name, end = read_name(tokens, at + 1)
    if all(word in portfolios() for word in fold(name).split()):
        return "", at  # "Minister of Foreign Affairs, African Cooperation"
    ends = end >= len(tokens) or tokens[end].key in (",", ".", "(", ";", "and")
    if ends and (
        len(name.split()) > 1 or (name and tokens[end : end + 1] and tokens[end].key == ",")
    ):
        return name, end
    return "", at


def _behind(tokens: Sequence[Token], at: int) -> Office | None:
    """Return the office that follows a name and a comma.

    Such as ", the Minister for Foreign Affairs of Japan".
    """
    if at + 1 >= len(tokens) or tokens[at].key != ",":
        return None
    office = read_office(tokens, at + 1)
    if office is None or read_name(tokens, office.end)[0] or _apposition(tokens, office.end)[0]:
        return None
    # "in Cabo Delgado, the Mozambican minister reported": what goes on is no apposition.
    ends = (
        office.end >= len(tokens)
        or not tokens[office.end].text[0].isalpha()
        or tokens[office.end].key in ("and", "who", "of", "for")
    )
    return office if ends else None


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at - 1].key in (",", "”", '"', "»")


def _is_tagged(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name is a quotation's tag: "”, said union leader Thabo Nkosi"."""
    for place in range(at - 1, max(0, at - LONGEST_TAG) - 1, -1):
        if tokens[place].is_capital or not tokens[place].text[0].isalpha():
            return False
        if is_of_strangers("tagging", tokens[place].key):
            return place > 0 and tokens[place - 1].key in (",", "”", '"', "»", "’", "'")
    return False


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb of saying follows, also behind ", the owner,"."""
    if at < len(tokens) and tokens[at].key == ",":
        reach = range(at + 2, min(at + LONGEST_APPOSITION, len(tokens) - 1))
        close = next((i for i in reach if tokens[i].key == ","), 0)
        is_apposition = tokens[at + 1 : at + 2] and tokens[at + 1].key in ("the", "a", "an", "who")
        return bool(close and is_apposition) and is_cue_form(tokens[close + 1].key)
    while at < len(tokens) and (
        tokens[at].key in ("also", "further", "then") or tokens[at].key.endswith("ly")
    ):
        at += 1
    return at < len(tokens) and is_cue_form(tokens[at].key)
