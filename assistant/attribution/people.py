"""Learn who takes part from a readout's title, sentences and labels: names, every office they bear, their side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.attribution.tokens import Token, tokenize
from assistant.attribution.verb_groups import is_cue_form
from assistant.attribution.vocabulary import DATA, find_place, is_address, is_class, not_names, nouns, title_trie
from assistant.domain.readout import Person
from assistant.gazetteer import find_country
from assistant.names import name_words
from assistant.text import fold
from assistant.wordlists import read_words

PARTICLES = frozenset("bin bint ibn al el de del della di da das dos do du van von der den ter ten la le zu zum".split())
LINKS = frozenset({"of", "for", "the", "and", ",", "&", "/"})
SUFFIX = frozenset({"jr", "sr"})
POSTNOMINALS = frozenset({"MP", "MEP", "KC", "QC", "CBE", "OBE", "MBE", "AO", "AC", "AM", "SC", "MLA", "TD"})
# Offices held beside a second one: "State Councilor and Foreign Minister", "Crown Prince and Prime Minister".
FIRST_OF_TWO = re.compile(r"^(?:First )?(?:Deputy|State Counc|Crown Prince|Vice Premier|Member|High Rep|Second|Senior)")
# "Assistant to the President for National Security Affairs", "Special Representative of the Secretary-General".
OF_WHOM = frozenset(
    "president prime minister vice premier secretary-general chancellor king queen chairman head cabinet joint chiefs staff".split()
)
NUMERAL = re.compile(r"^[IVX]{2,4}$")
STATE_WORDS = frozenset(
    "republic kingdom state states commonwealth federation socialist islamic democratic people arab hashemite federal plurinational "
    "bolivarian cooperative independent sultanate emirate union principality grand duchy".split()
)
HEADLINE_VERBS = frozenset("speaks meets holds talks had receives calls attends met held visits hosts delivers chairs speak meet".split())
LONGEST_NAME = 6
LONGEST_PORTFOLIO = 12


@dataclass(frozen=True, slots=True)
class Office:
    """A title with what it is of: printed `titles` in order, the `side` it tells, `end` the token behind it."""

    titles: tuple[str, ...]
    side: str
    end: int


@dataclass(frozen=True, slots=True)
class NameMention:
    """One way the text names someone: offices as printed (`behind` those after the name), the bare name, the side if told."""

    titles: tuple[str, ...]
    name: str
    side: str
    behind: tuple[str, ...] = ()


@dataclass(slots=True)
class Member:
    """A person as learnt so far: the fullest name, every office printed for it, the side."""

    name: str
    titles: list[str] = field(default_factory=list)
    side: str = ""
    words: frozenset[str] = frozenset()
    addresses: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)

    def learn(self, mention: NameMention) -> None:
        """Take in another mention's offices and side; `called` are the titles printed before the name."""
        for title in mention.titles:
            if is_address(title):
                self.addresses.add(title.casefold())
                continue
            for office in (title, *(title.split("/") if "/" in title else ())):
                if office not in self.titles:
                    self.titles.append(office)
        self.called.update(title.casefold() for title in mention.titles if title not in mention.behind)
        self.side = self.side or mention.side

    @property
    def person(self) -> Person:
        """The person as the readout tells it, with the first office printed."""
        return Person(self.name, self.titles[0] if self.titles else "", self.side)


def learn_people(title: str, sentences: Sequence[Sequence[Token]]) -> tuple[Member, ...]:
    """Return the people a readout names with an office or as the author of words, in order of appearance.

    Mentions are one person where one name's words all stand in the other's ("Xi", "Xi Jinping") and no
    second person's do. A name seen only as a surname keeps that surname.
    """
    head = tokenize(title)
    found = [mention for tokens in (head, *sentences) for mention in _mentions(tokens)] + list(_headline(head))
    order = {id(mention): number for number, mention in enumerate(found)}
    members: list[tuple[int, Member]] = []
    # Longest names first, so that a surname finds its person and not the other way round.
    for mention in sorted(found, key=lambda m: -len(m.name.split())):
        words = name_words(mention.name)
        if not words:
            continue
        bearers = _bearers(members, mention, words)
        if not bearers:
            members.append((order[id(mention)], Member(mention.name, words=words)))
            bearers = [len(members) - 1]
        if len(bearers) == 1:  # two bearers of one surname: the mention is no third person, and tells of neither
            place, member = members[bearers[0]]
            member.learn(mention)
            members[bearers[0]] = (min(place, order[id(mention)]), member)
    return tuple(member for _, member in sorted(members, key=lambda pair: pair[0]))


def _bearers(members: Sequence[tuple[int, Member]], mention: NameMention, words: frozenset[str]) -> list[int]:
    """Return which of the people a mention may name; its office decides between several."""
    matches = [i for i, (_, member) in enumerate(members) if words <= member.words]
    offices = {t for t in mention.titles if not is_address(t)}
    if len(matches) > 1 and offices:
        matches = [i for i in matches if offices & set(members[i][1].titles)] or matches
    if len(matches) > 1 and mention.side:
        matches = [i for i in matches if members[i][1].side == mention.side] or matches
    if len(matches) == 1 and words != members[matches[0]][1].words and _holds_another(members[matches[0]][1], offices):
        return []
    return matches


def _holds_another(member: Member, offices: set[str]) -> bool:
    """Tell whether a surname with one of the highest offices is another's: "President Biden" is not First Lady Jill Biden."""
    highest = {title for title in offices if is_class("highest", title)}
    known = [title for title in member.titles if not is_address(title)]
    return bool(highest and known and not highest & set(known) and not any(is_class("highest", title) for title in known))


def _mentions(tokens: Sequence[Token]) -> Iterator[NameMention]:
    at = 0
    while at < len(tokens):
        office = read_office(tokens, at) if _may_begin_office(tokens, at) else None
        if office:
            name, end = read_name(tokens, office.end, office.titles)
            if not name:
                name, end = _apposition(tokens, office.end)
            if name:
                behind = _behind(tokens, end)
                later = behind.titles if behind else ()
                yield NameMention(
                    (*office.titles, *later), name, office.side or (behind.side if behind else "") or _side_of(tokens, end), later
                )
            at = max(end if name else office.end, at + 1)
            continue
        if tokens[at].is_capital and (at == 0 or not tokens[at - 1].is_capital):
            name, end = read_name(tokens, at)
            if len(name.split()) > 1:
                behind = _behind(tokens, end)
                if behind:
                    yield NameMention(behind.titles, name, behind.side, behind.titles)
                elif at == 0 and tokens[end - 1].key not in nouns()["groups"] and _speaks(tokens, end):
                    yield NameMention((), name, "")
                at = max(end, at + 1)
                continue
        at += 1


def _headline(tokens: Sequence[Token]) -> Iterable[NameMention]:
    """Yield whom a headline opens with: "Remarks by X", "X Meets with Y"."""
    at = 2 if len(tokens) > 2 and tokens[1].key == "by" else 0
    if tokens and tokens[min(at, len(tokens) - 1)].is_capital and not read_office(tokens, at):
        name, end = read_name(tokens, at)
        if len(name.split()) > 1 and end < len(tokens) and tokens[end].key in HEADLINE_VERBS:
            yield NameMention((), name, "")


def _may_begin_office(tokens: Sequence[Token], at: int) -> bool:
    """Tell cheaply where no office can begin; most words are such places."""
    token = tokens[at]
    if token.is_capital or token.key in ("the", "former", "then"):
        return at + 1 < len(tokens) and (token.is_capital or tokens[at + 1].is_capital)
    return title_trie().begins(token.key)


def read_office(tokens: Sequence[Token], at: int, any_case: bool = False) -> Office | None:
    """Read an office at a place: "Pakistani Prime Minister", "Minister for Trade of the Republic of X", "H.E. Mr.".

    `any_case` lets "the prime minister" pass, behind an article or a country.
    """
    token = tokens[at]
    if not token.is_capital and token.key not in ("the", "former", "then") and not title_trie().longest(tokens, at):
        return None
    side, place = "", at
    if token.key in ("the", "former", "then") and place + 1 < len(tokens):
        place += 1
    country = find_place(tokens, place)
    if country and country[1] < len(tokens):
        side, place = country[0].name, country[1]
    lower = (any_case and place > at) or not token.is_capital
    found: list[str] = []
    while place < len(tokens):
        prefix = _prefix_end(tokens, place) if not found else place
        title = title_trie().longest(tokens, prefix)
        if title is None or not (tokens[prefix].is_capital or lower) or tokens[title[1] - 1].is_possessive:
            break
        found.append(" ".join([*(t.text for t in tokens[place:prefix]), title[0]]))
        place = _past_portfolio(tokens, title[1])
        told = _of_place(tokens, place)
        if told:
            side, place = told
        if place + 2 < len(tokens) and tokens[place].key == "(" and tokens[place + 1].text.isupper():
            close = next((i for i in range(place + 1, min(place + 5, len(tokens))) if tokens[i].key == ")"), None)
            if close:
                found.append("".join(t.text for t in tokens[place + 1 : close]))
                place = close + 1
        place = _next_office(tokens, place, found[-1])
    if not found or (not tokens[at].is_capital and not any_case and not _is_lower_office(tokens, at, place)):
        return None
    return Office(tuple(found), side, place)


def _is_lower_office(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether an office in small letters, or behind an article, is somebody's: "spokesperson Baek", "the Foreign Minister"."""
    return tokens[at].key in ("the", "former", "then") or len(read_name(tokens, end)[0].split()) > 1


def _prefix_end(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind the words of a portfolio that stand before an office: "Trade and Industry Minister"."""
    place = at
    while place < min(at + 5, len(tokens) - 1) and (
        (tokens[place].is_capital and tokens[place].key in _portfolios()) or (place > at and tokens[place].key in ("and", "&"))
    ):
        place += 1
    heads = ("minister", "secretary", "adviser", "advisor", "commissioner", "director", "administrator", "coordinator", "envoy")
    if place > at and place < len(tokens) and tokens[place].key in heads and not title_trie().longest(tokens, at):
        return place
    return at


def _next_office(tokens: Sequence[Token], at: int, previous: str) -> int:
    """Step over what joins two offices of one person; "the President and Prime Minister Ito" are two persons."""
    if at + 1 >= len(tokens):
        return at
    step = at + 1
    if tokens[at].key == "the" and tokens[step].key in ("hon", "rt", "honourable"):
        return step
    title = title_trie().longest(tokens, step) if tokens[step].is_capital or tokens[step].key == "the" else None
    if tokens[step].key == "the" and step + 1 < len(tokens):
        title = title_trie().longest(tokens, step + 1) if tokens[step + 1].key in ("hon", "rt") else None
        step += 1
    if title is None:
        return at
    joins = is_address(title[0]) or title[0] in ("Ambassador", "Senator", "General", "Professor")
    if (tokens[at].key == "," and joins) or tokens[at].key == "/" or (tokens[at].key == "and" and FIRST_OF_TWO.match(previous)):
        return step
    return at


@lru_cache(maxsize=1)
def _portfolios() -> frozenset[str]:
    return read_words(DATA, "portfolios.txt")


def _past_portfolio(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind "for Foreign Affairs and Trade" or "to the President"; `at` where no portfolio follows."""
    if at >= len(tokens) or tokens[at].key not in ("of", "for", "in", "to"):
        return at
    place = end = at
    to_whom = tokens[at].key in ("to", "of") and at + 1 < len(tokens) and tokens[at + 1].key in ("the", "his", "her")
    while place < min(len(tokens), at + LONGEST_PORTFOLIO):
        token = tokens[place]
        if (token.is_capital and not token.is_possessive and all(part in _portfolios() for part in token.key.split("-"))) or (
            token.is_capital and not token.is_possessive and to_whom and token.key in OF_WHOM
        ):
            end = place + 1
        elif token.key not in LINKS and token.key != "to":
            break
        place += 1
    return end


def _of_place(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Return the side that "of the Republic of X" tells, and the place behind it."""
    if at + 1 >= len(tokens) or tokens[at].key not in ("of", "for"):
        return None
    place = at + 1
    if tokens[place].key == "the":
        place += 1
    while place < len(tokens):
        country = find_place(tokens, place)
        if country:
            return country[0].name, country[1]
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


def _side_of(tokens: Sequence[Token], at: int) -> str:
    told = _of_place(tokens, at) if at < len(tokens) and tokens[at].key == "of" else None
    return told[0] if told else ""


def _apposition(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Read the name behind an office and a comma: "The Prime Minister, Eleanor Whitcombe, spoke"."""
    if at + 1 >= len(tokens) or tokens[at].key != ",":
        return "", at
    name, end = read_name(tokens, at + 1)
    if len(name.split()) > 1 and (end >= len(tokens) or tokens[end].key in (",", ".", "(", ";", "and")):
        return name, end
    return "", at


def _behind(tokens: Sequence[Token], at: int) -> Office | None:
    """Return the office that follows a name and a comma: ", the Minister for Foreign Affairs of Japan"."""
    if at + 1 >= len(tokens) or tokens[at].key != ",":
        return None
    office = read_office(tokens, at + 1)
    if office is None or read_name(tokens, office.end)[0]:
        return None
    return office


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    while at < len(tokens) and (tokens[at].key in ("also", "further", "then") or tokens[at].key.endswith("ly")):
        at += 1
    return at < len(tokens) and is_cue_form(tokens[at].key)


def read_name(tokens: Sequence[Token], at: int, titles: Sequence[str] = ()) -> tuple[str, int]:
    """Read a person's name at a place: ("Imran Khan", place behind it), or ("", at).

    No initials, "Jr." or possessive; monarchs and popes keep their title and number.
    """
    kept: list[str] = []
    place = at
    while place < len(tokens) and len(kept) < LONGEST_NAME:
        token = tokens[place]
        if not _may_be_name(tokens, place, not kept):
            break
        place += 1
        word = token.text.removesuffix("’s").removesuffix("'s")
        if token.key in SUFFIX or word in POSTNOMINALS or re.fullmatch(r"(?:[^\W\d_]\.)+", word):
            continue
        kept.append(word.capitalize() if word.isupper() and len(word) > 2 and not NUMERAL.match(word) else word)
        if token.is_possessive:
            break
        if place + 1 < len(tokens) and tokens[place].text in "’'" and tokens[place].start == token.end and _is_name_word(tokens[place + 1]):
            place += 1
    while kept and kept[-1].islower():
        kept.pop()
        place -= 1
    royal = next((title for title in titles if is_class("royal", title)), None)
    if not royal:
        kept = [word for word in kept if not NUMERAL.match(word)]
    elif place < len(tokens) and NUMERAL.match(tokens[place].text):
        kept.append(tokens[place].text)
        place += 1
    if not kept or (len(kept) == 1 and (len(kept[0]) < 2 or NUMERAL.match(kept[0]))):
        return "", at
    if place + 1 < len(tokens) and tokens[place].key == "," and tokens[place + 1].key in SUFFIX:
        place += 2
        if place < len(tokens) and tokens[place].key == ",":
            place += 1
    return (f"{royal} {' '.join(kept)}" if royal else " ".join(kept)), place


def _may_be_name(tokens: Sequence[Token], place: int, is_first: bool) -> bool:
    token = tokens[place]
    if token.key in PARTICLES and token.text.islower():
        # "van der Heijden" also at the head, if a capital follows the particles.
        rest = next((t for t in tokens[place : place + 4] if t.key not in PARTICLES or not t.text.islower()), None)
        return rest is not None and _is_name_word(rest)
    if not _is_name_word(token) and token.key not in SUFFIX:
        return False
    if is_first and find_place(tokens, place) and not _bare_forename(tokens, place):
        return False
    title = title_trie().longest(tokens, place)
    return not title or token.key in SUFFIX or (not is_first and is_class("also_names", title[0]))


def _is_name_word(token: Token) -> bool:
    if not (token.text[0].isupper() or _has_article(token.text)):
        return False
    return token.key not in not_names() and not token.key[0].isdigit()


@lru_cache(maxsize=4096)
def _has_article(word: str) -> bool:
    """Tell whether a word in small letters is a name for all that: "al-Sudani", "d'Estaing"."""
    return re.match(r"(?:al|el|d|l|ash|ad|as|an|ar|at)[-’'](?=[^\W\d_])", word) is not None and any(c.isupper() for c in word)


def _bare_forename(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a country's name is a person's here: "Jordan Bardella", "Chad" with another name behind it."""
    country = find_place(tokens, place)
    if country is None or country[1] != place + 1 or fold(country[0].name) != tokens[place].key or place + 1 >= len(tokens):
        return False
    following = tokens[place + 1]
    return _is_name_word(following) and not tokens[place].is_possessive and find_country(following.text) is None
