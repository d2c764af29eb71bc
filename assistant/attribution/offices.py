"""Read an office where it stands in a sentence: titles, portfolio, and the side it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.attribution.person_names import read_name
from assistant.attribution.tokens import Token
from assistant.attribution.vocabulary import (
    find_place,
    is_address,
    not_names,
    place_trie,
    portfolios,
    title_trie,
)
from assistant.gazetteer import find_country

LINKS = frozenset({"of", "for", "the", "and", ",", "&", "/"})
# Offices held beside a second one: "State Councilor and Foreign Minister", "Crown Prince and Prime
# Minister".
FIRST_OF_TWO = re.compile(
    r"^(?:First )?(?:Deputy|State Counc|Crown Prince|Vice Premier|Member|High Rep|Second|Senior)"
)
# "Assistant to the President for National Security Affairs", "Special Representative of the
# Secretary-General".
OF_WHOM = frozenset(
    "president prime minister vice premier secretary-general chancellor king queen chairman head cabinet joint chiefs staff".split()
)
STATE_WORDS = frozenset(
    "republic kingdom state states commonwealth federation socialist islamic democratic people arab hashemite federal plurinational "
    "bolivarian cooperative independent sultanate emirate union principality grand duchy".split()
)
PAST = frozenset({"former", "then", "late", "previous", "outgoing"})
LONGEST_PORTFOLIO = 12
LONGEST_BODY = 20
# The last word of an organisation's name, behind which its officer's begins.
BODIES = frozenset(
    "office service services department ministry council agency directorate bureau commission committee board bank fund "
    "institute authority secretariat administration division centre center chamber assembly parliament".split()
)


@dataclass(frozen=True, slots=True)
class Office:
    """A title with what it is of.

    Printed `titles` in order, the `side` it tells, `end` the token behind it.
    """

    titles: tuple[str, ...]
    side: str
    end: int


def may_begin_office(tokens: Sequence[Token], at: int) -> bool:
    """Tell cheaply where no office can begin; most words are such places."""
    token = tokens[at]
    if token.key in ("the", "former", "then"):
        step = at + 2 if tokens[at + 1 : at + 2] and tokens[at + 1].key in PAST else at + 1
        if step >= len(tokens):
            return False
        token = tokens[step]
    if title_trie().begins(token.key):
        return True
    return token.is_capital and (place_trie().begins(token.key) or token.key in portfolios())


def read_office(tokens: Sequence[Token], at: int, any_case: bool = False) -> Office | None:
    """Read an office at a place.

    Such as "Pakistani Prime Minister", "Minister for Trade of the Republic of X", "H.E. Mr.".

    `any_case` lets "the prime minister" pass, behind an article or a country.
    """
    token = tokens[at]
    if (
        not token.is_capital
        and token.key not in ("the", "former", "then")
        and not title_trie().longest(tokens, at)
    ):
        return None
    side, place = "", at
    if token.key in ("the", "former", "then") and place + 1 < len(tokens):
        place += 1
        if token.key == "the" and tokens[place].key in PAST and place + 1 < len(tokens):
            place += 1
    is_past = tokens[place - 1].key in PAST if place > at else False
    country = find_place(tokens, place)
    if country and country[1] < len(tokens):
        side, place = country[0].name, country[1]
    lower = (any_case and place > at) or not token.is_capital
    found: list[str] = []
    while place < len(tokens):
        country = find_place(tokens, place) if found and is_address(found[-1]) else None
        if country and title_trie().longest(tokens, country[1]):
            side, place = country[0].name, country[1]
        prefix = _prefix_end(tokens, place) if not found else place
        title = title_trie().longest(tokens, prefix)
        if (
            title is None
            or not (tokens[prefix].is_capital or lower)
            or tokens[title[1] - 1].is_possessive
        ):
            break
        found.append(" ".join([*(t.text for t in tokens[place:prefix]), title[0]]))
        place = _past_portfolio(tokens, title[1])
        told = of_place(tokens, place)
        if told:  # an envoy "for Yemen" is not of it
            side, place = (told[0] if tokens[place].key == "of" else side), told[1]
        place = _past_accreditation(tokens, place)
        if (
            place + 2 < len(tokens)
            and tokens[place].key == "("
            and tokens[place + 1].text.isupper()
        ):
            close = next(
                (i for i in range(place + 1, min(place + 5, len(tokens))) if tokens[i].key == ")"),
                None,
            )
            if close:
                found.append("".join(t.text for t in tokens[place + 1 : close]))
                place = close + 1
        place = _next_office(tokens, place, found[-1])
    if not found or (
        not tokens[at].is_capital and not any_case and not _is_lower_office(tokens, at, place)
    ):
        return None
    if is_past:  # who held the office once does not answer to its name today
        found = [title if is_address(title) else f"former {title}" for title in found]
    return Office(tuple(found), side, place)


def _past_accreditation(tokens: Sequence[Token], at: int) -> int:
    """Step over "to Malaysia" behind an ambassador, which tells no side of his."""
    place = at + 1 if at + 1 < len(tokens) and tokens[at].key == "to" else at
    place += place > at and tokens[place].key == "the"
    country = find_place(tokens, place) if at < place < len(tokens) else None
    return country[1] if country else at


def _is_lower_office(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether an office in small letters, or behind an article, is somebody's.

    Such as "spokesperson Baek", "the Foreign Minister".
    """
    return tokens[at].key in ("the", "former", "then") or len(read_name(tokens, end)[0].split()) > 1


def _is_portfolio(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "Minister for Defence" stands here, which without an article is one more office of the same person."""
    return [t.key for t in tokens[at : at + 2]] in (["minister", "for"], ["minister", "of"])


def _prefix_end(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind the words of a portfolio that stand before an office.

    Such as "Trade and Industry Minister".
    """
    place = at
    while place < min(at + 5, len(tokens) - 1) and (
        (tokens[place].is_capital and tokens[place].key in portfolios())
        or (place > at and tokens[place].key in ("and", "&"))
    ):
        place += 1
    heads = (
        "minister",
        "secretary",
        "adviser",
        "advisor",
        "commissioner",
        "director",
        "administrator",
        "coordinator",
        "envoy",
    )
    if (
        place > at
        and place < len(tokens)
        and tokens[place].key in heads
        and not title_trie().longest(tokens, at)
    ):
        return place
    return at


def _next_office(tokens: Sequence[Token], at: int, previous: str) -> int:
    """Step over what joins two offices of one person.

    Such as "the President and Prime Minister Ito" are two persons.
    """
    if at + 1 >= len(tokens):
        return at
    step = at + 1
    if tokens[at].key == "the" and tokens[step].key in ("hon", "rt", "honourable", "right"):
        return step
    if tokens[at].key == "the" and is_address(previous):
        country = find_place(tokens, step)
        if title_trie().longest(tokens, country[1] if country else step):
            return step  # "HRH the Crown Prince", "HE the Chadian President"
    title = (
        title_trie().longest(tokens, step)
        if tokens[step].is_capital or tokens[step].key == "the"
        else None
    )
    if tokens[step].key == "the" and step + 1 < len(tokens):
        title = (
            title_trie().longest(tokens, step + 1)
            if tokens[step + 1].key in ("hon", "rt", "right", "honourable")
            else None
        )
        step += 1
    if title is None:
        return at
    joins = is_address(title[0]) or title[0] in (
        "Ambassador",
        "Amb.",
        "Senator",
        "Sen.",
        "General",
        "Gen.",
        "Lt. Gen.",
        "Professor",
        "Prince",
        "Princess",
        "Sheikh",
    )
    if (
        (tokens[at].key == "," and joins and _is_apposition(tokens, step))
        or tokens[at].key == "/"
        or (
            tokens[at].key == "and"
            and (FIRST_OF_TWO.match(previous) or _is_portfolio(tokens, step))
        )
    ):
        return step
    return at


def _is_apposition(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether ", Dr. Lee," names the bearer of the office before it.

    In ", Mr. Lee and Ms. Berg" he is another.
    """
    place = at
    while place < len(tokens) and (title := title_trie().longest(tokens, place)):
        place = title[1]
    name, end = read_name(tokens, place)
    return bool(name) and (end >= len(tokens) or tokens[end].key in (",", ".", "(", ";"))


def _past_portfolio(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind "for Foreign Affairs and Trade" or "to the President".

    `at` where no portfolio follows.
    """
    if at + 1 >= len(tokens) or tokens[at].key not in ("of", "for", "in", "to", "and"):
        return at
    if tokens[at].key == "and" and (
        not tokens[at + 1].is_capital or title_trie().longest(tokens, at + 1)
    ):
        return (
            at  # "Minister of Foreign Affairs and Cooperation" goes on, "and Minister Lee" does not
        )
    place = end = at
    to_whom = (
        tokens[at].key in ("to", "of")
        and at + 1 < len(tokens)
        and tokens[at + 1].key in ("the", "his", "her")
    )
    while place < min(len(tokens), at + LONGEST_PORTFOLIO):
        token = tokens[place]
        if (
            token.is_capital
            and not token.is_possessive
            and all(part in portfolios() for part in token.key.split("-"))
        ) or (token.is_capital and not token.is_possessive and to_whom and token.key in OF_WHOM):
            end = place + 1
        elif token.key not in LINKS and token.key != "to":
            break
        place += 1
    if tokens[at].key == "and":
        return end
    end = max(end, _past_body(tokens, at))
    if end > at:
        return end
    told = of_place(tokens, at)  # "of the Kingdom of the Netherlands" is a side and no organisation
    return at if told and find_country(told[0]) else _past_organisation(tokens, at)


def _past_body(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind "of the Federal Security Service", whose last word tells it from its officer's name; else `at`."""
    place, last, bodies = at, at, 0
    while place < min(len(tokens), at + LONGEST_BODY) and (
        (tokens[place].is_capital and not tokens[place].is_possessive)
        or tokens[place].key in ("of", "the", "for")
    ):
        if tokens[place].key in BODIES:
            bodies += 1
            goes_on = place + 1 < len(tokens) and tokens[place + 1].key in ("of", "for", "on")
            last = at if goes_on else place + 1
        place += 1
    if last > at or not bodies:
        return last
    # "Head of the Policy Department of the Office of the Prime Minister of Denmark."
    is_whole = place >= len(tokens) or tokens[place].key in (",", ".", ";", ")")
    ends = tokens[place - 1].key in OF_WHOM or find_place(tokens, place - 1) is not None
    return place if is_whole and ends else at


def _past_organisation(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind "of the Intergovernmental Authority on Development (IGAD)".

    `at` unless a comma ends it.

    Without the comma nobody could tell the organisation from its officer's name.
    """
    place = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].key == "the")
    if place >= len(tokens) or not tokens[place].is_capital or find_place(tokens, place):
        return at
    while place < min(len(tokens), at + LONGEST_PORTFOLIO) and (
        tokens[place].is_capital or tokens[place].key in (*LINKS, "on", "to")
    ):
        if tokens[place].key == ",":
            return place
        place += 1
    if place + 2 < len(tokens) and tokens[place].key == "(" and tokens[place + 2].key == ")":
        return place + 3
    return at


def of_place(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Return the side that "of the Republic of X" tells, and the place behind it."""
    if at + 1 >= len(tokens) or tokens[at].key not in ("of", "for"):
        return None
    place = at + 1
    if tokens[place].key == "the":
        place += 1
    while place < len(tokens):
        country = find_place(tokens, place)
        if country:
            end = country[1]
            while end < len(tokens) and tokens[end].is_capital and tokens[end].key in STATE_WORDS:
                end += 1  # "the Hellenic Republic", "the Russian Federation"
            return country[0].name, end
        if tokens[place].key in STATE_WORDS or tokens[place].key in ("of", "the", "and"):
            place += 1
            continue
        break
    if (
        place < len(tokens)
        and tokens[place].is_capital
        and tokens[place].key not in not_names()
        and not title_trie().longest(tokens, place)
    ):
        return tokens[place].text.removesuffix("’s").removesuffix("'s"), place + 1
    return None
