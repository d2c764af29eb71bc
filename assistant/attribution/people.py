"""Learn who takes part from a readout's title, sentences and labels: names, every office they bear, their side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.attribution.tokens import Token, tokenize
from assistant.attribution.verb_groups import is_cue_form
from assistant.attribution.vocabulary import DATA, find_place, not_names, title_trie
from assistant.domain.readout import Person
from assistant.gazetteer import find_country
from assistant.names import name_words
from assistant.text import fold
from assistant.wordlists import read_words

PARTICLES = frozenset("bin bint ibn al el de del della di da das dos do du van von der den ter ten la le zu zum of the and".split())
LINKS = frozenset({"of", "for", "the", "and", ",", "&", "/"})
ROYAL = frozenset({"king", "queen", "pope", "emperor", "sultan", "patriarch"})
FORMS_OF_ADDRESS = frozenset({
    "mr.", "mrs.", "ms.", "miss", "dr.", "mr", "mrs", "ms", "dr", "rt hon", "rt hon.", "hon.", "hon", "shri", "smt", "smt.", "h.e.", "he",
    "sir", "dame", "madam", "his majesty", "her majesty", "his highness", "her highness", "his excellency", "her excellency", "lord", "lady",
    "prof.", "professor", "his royal highness", "her royal highness",
})  # fmt: skip
SUFFIX = frozenset({"jr", "sr"})
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
    """One way the text names someone: offices as printed, the name without them, the side if told."""

    titles: tuple[str, ...]
    name: str
    side: str


@dataclass(slots=True)
class Member:
    """A person as learnt so far: the fullest name, every office printed for it, the side."""

    name: str
    titles: list[str] = field(default_factory=list)
    side: str = ""
    words: frozenset[str] = frozenset()

    def learn(self, mention: NameMention) -> None:
        """Take in another mention's offices and side."""
        for title in mention.titles:
            if title.casefold() not in FORMS_OF_ADDRESS and title not in self.titles:
                self.titles.append(title)
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
            member = Member(mention.name, words=words)
            members.append((order[id(mention)], member))
            bearers = [len(members) - 1]
        if len(bearers) == 1:  # two bearers of one surname: the mention is no third person, and tells of neither
            place, member = members[bearers[0]]
            member.learn(mention)
            members[bearers[0]] = (min(place, order[id(mention)]), member)
    return tuple(member for _, member in sorted(members, key=lambda pair: pair[0]))


def _bearers(members: Sequence[tuple[int, Member]], mention: NameMention, words: frozenset[str]) -> list[int]:
    """Return which of the people a mention may name; its office decides between several."""
    matches = [i for i, (_, member) in enumerate(members) if words <= member.words]
    offices = {t for t in mention.titles if t.casefold() not in FORMS_OF_ADDRESS}
    if len(matches) > 1 and offices:
        matches = [i for i in matches if offices & set(members[i][1].titles)] or matches
    if len(matches) > 1 and mention.side:
        matches = [i for i in matches if members[i][1].side == mention.side] or matches
    return matches


def _mentions(tokens: Sequence[Token]) -> Iterator[NameMention]:
    at = 0
    while at < len(tokens):
        office = read_office(tokens, at) if tokens[at].is_capital or tokens[at].key in ("the", "former") else None
        if office:
            name, end = read_name(tokens, office.end, office.titles)
            if name:
                behind = _behind(tokens, end)
                titles = (*office.titles, *(behind.titles if behind else ()))
                yield NameMention(titles, name, office.side or (behind.side if behind else "") or _side_of(tokens, end))
                at = end
                continue
            at = max(office.end, at + 1)
            continue
        if tokens[at].is_capital and (at == 0 or not tokens[at - 1].is_capital):
            name, end = read_name(tokens, at)
            if len(name.split()) > 1:
                behind = _behind(tokens, end)
                if behind:
                    yield NameMention(behind.titles, name, behind.side)
                elif at == 0 and _speaks(tokens, end):
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


def read_office(tokens: Sequence[Token], at: int, any_case: bool = False) -> Office | None:
    """Read an office at a place: "Pakistani Prime Minister", "Minister for Trade of the Republic of X", "H.E. Mr.".

    `any_case` lets "the prime minister" pass, behind an article or a country.
    """
    side, place = "", at
    if tokens[place].key in ("the", "former", "then") and place + 1 < len(tokens):
        place += 1
    country = find_place(tokens, place)
    if country and country[1] < len(tokens):
        side, place = country[0].name, country[1]
    lower = any_case and place > at
    found: list[str] = []
    while place < len(tokens):
        title = title_trie().longest(tokens, place)
        if title is None or not (tokens[place].is_capital or lower) or tokens[title[1] - 1].is_possessive:
            break
        found.append(title[0])
        place = title[1]
        place = _past_portfolio(tokens, place)
        told = _of_place(tokens, place)
        if told:
            side, place = told
        while place + 1 < len(tokens) and tokens[place].key in (",", "/", "and") and title_trie().longest(tokens, place + 1):
            if not tokens[place + 1].is_capital:
                break
            place += 1
    return Office(tuple(found), side, place) if found else None


@lru_cache(maxsize=1)
def _portfolios() -> frozenset[str]:
    return read_words(DATA, "portfolios.txt")


def _past_portfolio(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind "for Foreign Affairs and Trade"; `at` where no portfolio follows."""
    if at >= len(tokens) or tokens[at].key not in ("of", "for", "in"):
        return at
    place = end = at
    portfolios = _portfolios()
    while place < min(len(tokens), at + LONGEST_PORTFOLIO):
        token = tokens[place]
        if token.is_capital and not token.is_possessive and all(part in portfolios for part in token.key.split("-")):
            end = place + 1
        elif token.key not in LINKS:
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
    if place < len(tokens) and tokens[place].is_capital and tokens[place].key not in not_names() and not title_trie().longest(tokens, place):
        return tokens[place].text.removesuffix("’s").removesuffix("'s"), place + 1
    return None


def _side_of(tokens: Sequence[Token], at: int) -> str:
    told = _of_place(tokens, at) if at < len(tokens) and tokens[at].key == "of" else None
    return told[0] if told else ""


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
        if token.key in SUFFIX or re.fullmatch(r"(?:[^\W\d_]\.)+", word):
            continue
        kept.append(word.capitalize() if word.isupper() and len(word) > 2 and not NUMERAL.match(word) else word)
        if token.is_possessive:
            break
        if place + 1 < len(tokens) and tokens[place].text in "’'" and tokens[place].start == token.end and _is_name_word(tokens[place + 1]):
            place += 1
    while kept and kept[-1].islower():
        kept.pop()
        place -= 1
    royal = next((title for title in titles if title.casefold() in ROYAL), None)
    if not royal:
        kept = [word for word in kept if not NUMERAL.match(word)]
    elif place < len(tokens) and NUMERAL.match(tokens[place].text):
        kept.append(tokens[place].text)
        place += 1
    if not kept or (len(kept) == 1 and (len(kept[0]) < 2 or NUMERAL.match(kept[0]))):
        return "", at
    if place < len(tokens) and tokens[place].key == "," and place + 1 < len(tokens) and tokens[place + 1].key in SUFFIX:
        place += 2
    return (f"{royal} {' '.join(kept)}" if royal else " ".join(kept)), place


def _may_be_name(tokens: Sequence[Token], place: int, is_first: bool) -> bool:
    token = tokens[place]
    if token.key in PARTICLES and token.text.islower():
        # "of the House of" never; "van der Heijden" also at the head, if a capital follows the particles.
        rest = next((t for t in tokens[place : place + 4] if t.key not in PARTICLES or not t.text.islower()), None)
        return token.key not in ("of", "the", "and") and rest is not None and _is_name_word(rest)
    if not _is_name_word(token) and token.key not in SUFFIX:
        return False
    if is_first and find_place(tokens, place) and not _bare_forename(tokens, place):
        return False
    return not (title_trie().longest(tokens, place) and token.key not in SUFFIX and len(token.key) > 3)


def _is_name_word(token: Token) -> bool:
    first = token.text[0]
    if not (first.isupper() or (len(token.text) > 3 and re.match(r"(?:al|el|d|l)[-’']", token.text) and any(c.isupper() for c in token.text))):
        return False
    return token.key not in not_names() and not token.key[0].isdigit()


def _bare_forename(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a country's name is a person's here: "Jordan Bardella", "Chad" with another name behind it."""
    country = find_place(tokens, place)
    return bool(country and country[1] == place + 1 and fold(country[0].name) == tokens[place].key) and (
        place + 1 < len(tokens) and _is_name_word(tokens[place + 1]) and not tokens[place].is_possessive and find_country(tokens[place + 1].text) is None
    )
