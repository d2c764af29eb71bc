"""People and sides a question mentions: by name, by office and side, or as a country."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.gazetteer import find_country, names_pattern
from assistant.names import name_words
from assistant.questions.register import Identity, Register
from assistant.text import STOPWORDS, fold

TOKEN = re.compile(r"[^\W_]+", re.UNICODE)
POSSESSIVE = re.compile(r"(?:'s|’s|'|’)(?=\W|$)")
# How questions shorten offices. Readouts print the long form.
OFFICES = {
    "pm": "Prime Minister", "prime minister": "Prime Minister", "premier": "Prime Minister", "fm": "Foreign Minister",
    "foreign minister": "Foreign Minister", "president": "President", "vice president": "Vice President",
    "chancellor": "Chancellor", "nsa": "National Security Advisor", "king": "King", "crown prince": "Crown Prince",
    "national security advisor": "National Security Advisor", "national security adviser": "National Security Advisor",
    "secretary of state": "Secretary of State", "foreign secretary": "Foreign Secretary", "emir": "Emir",
    "secretary-general": "Secretary-General", "secretary general": "Secretary-General", "sultan": "Sultan",
    "defense minister": "Defense Minister", "defence minister": "Defense Minister", "queen": "Queen",
}  # fmt: skip
TITLE_WORDS = frozenset({"mr", "mrs", "ms", "dr", "sir", *(word for office in OFFICES for word in office.split())})
FOLLOWING_NAME = re.compile(r"(?: [^\W\d_a-z][^\W\d_]+)+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch [start, end) of the question that names people; `bearers` holds each one's names in the library.

    More than one bearer is an ambiguity. `country` is set where a country itself is named.
    """

    start: int
    end: int
    text: str
    bearers: tuple[tuple[str, ...], ...] = ()
    country: str | None = None


IsCommon = Callable[[str], bool]


def find_mentions(text: str, register: Register, is_common: IsCommon) -> list[Mention]:
    """Return the mentions in a question in order, longest first where they overlap.

    `is_common` tells whether the library prints a lower-case word as a word: "will" and "an" are then no names.
    """
    found = [*_offices(text, register), *_names(text, register, is_common), *_countries(text)]
    taken: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, not m.bearers)):
        if all(mention.end <= other.start or mention.start >= other.end for other in taken):
            taken.append(mention)
    return sorted(taken, key=lambda m: m.start)


def _names(text: str, register: Register, is_common: IsCommon) -> list[Mention]:
    found = []
    tokens = list(TOKEN.finditer(text))
    index = 0
    while index < len(tokens):
        best = None
        for last in range(index, min(index + 5, len(tokens))):
            stretch = text[tokens[index].start() : tokens[last].end()]
            bearers = register.by_words(name_words(stretch)) or (_by_initials(stretch, register) if last == index else [])
            if not bearers:
                break
            best = last, bearers, stretch
        if best and FOLLOWING_NAME.match(text, tokens[best[0]].end()) and not _introduced(text, tokens[index].start()):
            best = None  # "Yang Jiechi", where only another Yang is known
        if best and not _is_plain_word(text, tokens[index], best[0] > index, is_common):
            last, bearers, stretch = best
            exact = [b for b in bearers if b.words == name_words(stretch)] if len(bearers) > 1 and last > index else []
            names = tuple(tuple(sorted(bearer.names)) for bearer in (exact or bearers))
            found.append(Mention(tokens[index].start(), tokens[last].end(), stretch, names))
            index = last
        index += 1
    return found


def _by_initials(word: str, register: Register) -> list[Identity]:
    return register.by_initials(word) if word.isupper() and 3 <= len(word) <= 5 and not find_country(word) else []


def _is_plain_word(text: str, token: re.Match[str], has_more: bool, is_common: IsCommon) -> bool:
    word = token.group()
    folded = fold(word)
    if len(folded) < 2 or find_country(word):
        return True
    if has_more and word[0].isupper():
        return False
    if _introduced(text, token.start()):
        return folded in STOPWORDS
    return folded in STOPWORDS or folded in TITLE_WORDS or is_common(folded)


def _introduced(text: str, start: int) -> bool:
    """Tell whether what stands before a word makes it a name: "did Brown", "President Black"."""
    before = text[:start].split()
    return bool(before) and fold(before[-1]).strip(".") in ("did", "does", "has", *TITLE_WORDS)


def _offices(text: str, register: Register) -> list[Mention]:
    offices = "|".join(sorted(map(re.escape, OFFICES), key=len, reverse=True))
    place = f"(?:{names_pattern()}|{'|'.join(map(re.escape, register.sides)) or '(?!)'})"
    pattern = re.compile(
        rf"\b(?P<before>{place})(?:['’]s?)?\s+(?P<office>{offices})\b|\b(?P<office2>{offices})\s+of\s+(?:the\s+)?(?P<after>{place})\b",
        re.IGNORECASE,
    )
    found = []
    # Capitals after it would be the bearer's name, which says more.
    alone = re.compile(rf"\b[Tt]he (?P<office>(?i:{offices}))\b(?! of\b)(?! [A-Z])")
    for match in alone.finditer(text):
        everyone = register.by_office(OFFICES[match["office"].lower()])
        if everyone:
            names = tuple(tuple(sorted(bearer.names)) for bearer in everyone)
            found.append(Mention(match.start("office"), match.end(), match["office"], names))
    for match in pattern.finditer(text):
        printed = match["before"] or match["after"]
        country = find_country(printed)
        side = country.name if country else next(s for s in register.sides if fold(s) == fold(printed))
        title = OFFICES[(match["office"] or match["office2"]).lower()]
        bearers = tuple(tuple(sorted(bearer.names)) for bearer in register.by_office(title, side))
        found.append(Mention(match.start(), match.end(), match.group(), bearers, side))
    return found


def _countries(text: str) -> list[Mention]:
    pattern = re.compile(rf"\b(?P<place>{names_pattern()})(?:\s+(?:side|delegation|government|officials))?\b", re.IGNORECASE)
    found = []
    for match in pattern.finditer(text):
        printed = match["place"]
        country = find_country(printed)
        if country and not (printed == "us" or (printed.islower() and len(printed) < 4)):
            found.append(Mention(match.start(), match.end(), match.group(), (), country.name))
    return found
