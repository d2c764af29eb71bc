"""People and sides a question mentions: by name, by office and side, or as a country."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.gazetteer import find_country
from assistant.names import ARTICLES, name_words
from assistant.questions.dates import MONTHS
from assistant.questions.offices import (
    GROUP_WORDS,
    honorific_pattern,
    honorific_words,
    is_postnominal,
    office_pattern,
    title_words,
    titles_meant,
)
from assistant.questions.places import find_place, place_pattern
from assistant.questions.register import Identity, Register
from assistant.text import CAPITALS, STOPWORDS, fold

# An apostrophe inside a word is a letter of a name, unless it shortens one: "Ka'ahumanu", but
# "what's".
PIECE = r"[^\W_]+(?:['’‘`](?!(?:s|t|d|m|re|ve|ll)\b)[^\W_]+)*"
TOKEN = re.compile(rf"{PIECE}(?:-{PIECE})*")
PART = re.compile(PIECE)
# "Dato' Seri" has a mark of its own.
POSSESSIVE = re.compile(r"(?:'s|’s|(?<=s)['’])(?=\W|$)")
FOLLOWING_NAME = re.compile(rf"(?: [{CAPITALS}][^\W\d_]+)+")
# Parts of the world, which are parts of organisations' names as well.
REGIONS = frozenset(
    "pacific atlantic gulf arctic caribbean africa african asia asian europe european america mediterranean balkan".split()
)
SPELT_OTHERWISE = 6  # letters; shorter names have too many neighbours
# Where a person stands: behind these, or at the head before those.
BEFORE_PERSON = re.compile(
    r"\b(?:did|does|has|had|can|told|tell|tells|asked|ask|thanked|thank|met|meet|urged|urge|warned|warn"
    r"|invited|promised|assured|with|by|and|or|versus|vs|was|were|according\s+to|what\s+about|how\s+about)\s+$",
    re.IGNORECASE,
)
SPEAKS = re.compile(
    r"\s+(?:say|said|tell|told|ask|think|promise|mean|want|call|warn|urge|offer|raise|mention|agree|stand)\b",
    re.IGNORECASE,
)
HEADING = re.compile(
    rf"\s+(?:on|about|regarding|re|to|and)\b|{SPEAKS.pattern}|['’]s\b|\W*$", re.IGNORECASE
)
RANK = "(?:new|newly elected|then|former|top|acting)"
Bearers = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch [start, end) of the question that names people.

    `bearers` holds each one's names in the library.

    More than one bearer is an ambiguity. `country` is set where a country itself, or somebody's
    country, is named; `is_side` where nobody of it is.
    """

    start: int
    end: int
    text: str
    bearers: Bearers = ()
    country: str | None = None
    is_side: bool = False


IsCommon = Callable[[str], bool]


def find_mentions(
    text: str, register: Register, is_common: IsCommon, is_known: IsCommon
) -> list[Mention]:
    """Return the mentions in a question in order, longest first where they overlap.

    `is_common` tells whether the library prints a lower-case word as a word: "will" and "an" are
    then no names; `is_known` whether it prints a word at all.
    """
    # Of "did King say" the bearer of the name comes before that of the office.
    found = [*_names(text, register, is_common, is_known), *_offices(text, register), *_sides(text)]
    taken: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, not m.bearers)):
        if all(mention.end <= other.start or mention.start >= other.end for other in taken):
            taken.append(mention)
    return sorted(taken, key=lambda m: m.start)


def is_introduced(text: str, start: int) -> bool:
    """Tell whether what stands before a word makes it a name: "did Brown", "President Black"."""
    before = text[:start].split()
    if not before:
        return False
    word = fold(before[-1]).strip(".'")
    return word in ("did", "does", "has", *title_words()) or (
        word in honorific_words() and before[-1][0].isupper()
    )


def _names(text: str, register: Register, is_common: IsCommon, is_known: IsCommon) -> list[Mention]:
    found = []
    tokens = [part for token in TOKEN.finditer(text) for part in _parts(text, token, register)]
    index = 0
    while index < len(tokens):
        best = None
        for last in range(index, min(index + 5, len(tokens))):
            stretch = text[tokens[index].start() : tokens[last].end()]
            bearers = register.by_words(name_words(stretch)) or (
                _by_other_form(stretch, register, is_common, is_known) if last == index else []
            )
            if not (bearers := _with_article(stretch, bearers)):
                break
            best = last, bearers, stretch
        if (
            best
            and _goes_on(text, tokens[best[0]].end())
            and not is_introduced(text, tokens[index].start())
        ):
            best = None  # "Yang Jiechi", where only another Yang is known
        if best and _has_other_forename(text, tokens[index].start(), best[1]):
            best = None  # "Harry Dunn", where only Anita is
        if best and not _is_plain(text, tokens[index : best[0] + 1], is_common, best[1]):
            last, bearers, stretch = best
            exact = (
                [b for b in bearers if b.words == name_words(stretch)]
                if len(bearers) > 1 and last > index
                else []
            )
            mention = _qualified(text, tokens[index].start(), tokens[last].end(), exact or bearers)
            found.append(_or_country(mention, register))
            index = last
        index += 1
    return found


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a name goes on in capitals, other than by letters behind it: "KBE"."""
    following = FOLLOWING_NAME.match(text, end)
    return following is not None and not all(map(is_postnominal, following.group().split()))


def _parts(text: str, token: re.Match[str], register: Register) -> list[re.Match[str]]:
    """Return a hyphenated token in its parts where each is somebody's name ("Xi-Khan call"), and else whole ("el-Sheikh")."""
    if "-" not in token.group() or register.by_words(name_words(token.group())):
        return [token]
    parts = list(PART.finditer(text, token.start(), token.end()))
    alike = token.group().islower() or all(part.group()[0].isupper() for part in parts)
    return (
        parts
        if alike and all(register.by_words(name_words(part.group())) for part in parts)
        else [token]
    )


def _by_other_form(
    word: str, register: Register, is_common: IsCommon, is_known: IsCommon
) -> list[Identity]:
    """Return whose initials a word is ("AMLO"), whose name with a genitive that lost its apostrophe ("xis"), or spelt otherwise."""
    if is_common(fold(word)) or find_country(word):
        return []
    # Three letters in lower case are many a person's initials, and many an abbreviation.
    if (3 if word.isupper() else 4) <= len(word) <= 5 and (bearers := register.by_initials(word)):
        return bearers
    if word.islower():
        return (
            register.by_words(name_words(word[:-1])) if len(word) > 2 and word.endswith("s") else []
        )
    # "Zelensky", where the readouts write "Zelenskyy": a name in capitals that no readout prints.
    if (
        len(word) < SPELT_OTHERWISE
        or not word[0].isupper()
        or is_known(fold(word))
        or register.by_words(name_words(word[:-1]))
    ):
        return []  # "the two Michaels" are not Michael
    return register.by_slip(word)


def _has_other_forename(text: str, start: int, bearers: list[Identity]) -> bool:
    """Tell whether a word in capitals stands before a name as a forename that none of its bearers has."""
    match = re.search(rf"[a-z,] (?P<word>[{CAPITALS}][^\W\d_]+) $", text[:start])
    if not match or not text[start].isupper():
        return False
    word = fold(match["word"])
    is_title = (
        word in title_words()
        or word in honorific_words()
        or word in STOPWORDS | ARTICLES
        or find_place(match["word"]) is not None
    )
    return not is_title and not any(b.words >= name_words(word) for b in bearers)


def _with_article(stretch: str, bearers: list[Identity]) -> list[Identity]:
    """Keep the bearers whose name has an article where the stretch has one.

    Such as "el-Sheikh" is no Sheikh Mohamud.
    """
    if ARTICLES.isdisjoint(PART.findall(fold(stretch))):
        return bearers
    return [
        b
        for b in bearers
        if any(not ARTICLES.isdisjoint(PART.findall(fold(name))) for name in b.names)
    ]


def _qualified(text: str, start: int, end: int, bearers: list[Identity]) -> Mention:
    """Return the mention of a name with the office and country that stand beside it, which tell bearers of one name apart."""
    name = text[start:end]
    before, after = _before_pattern().search(text[:start]), _after_pattern().match(text, end)
    for match in filter(None, (before, after)):
        country = find_place(match["place"]) if match["place"] else None
        if country:
            fitting = [b for b in bearers if country in b.sides]
            if not fitting and any(b.sides for b in bearers):
                continue
            bearers = fitting or bearers
        if match.groupdict().get("office"):
            titles = titles_meant(match["office"])
            bearers = [b for b in bearers if not titles.isdisjoint(b.titles)] or bearers
        start, end = min(start, match.start()), max(end, match.end())
    letters = FOLLOWING_NAME.match(text, end)
    if letters and not _goes_on(text, end):
        end = letters.end()
    return Mention(start, end, name, _bearers(bearers))


@lru_cache(maxsize=1)
def _before_pattern() -> re.Pattern[str]:
    place = rf"(?:(?P<place>{place_pattern()})\s+)?(?:{RANK}\s+)?"
    return re.compile(
        rf"(?<!\w){place}(?:(?P<office>{office_pattern()})\s+)?(?:{honorific_pattern()}\s+){{0,4}}(?:[ae]l[ -])?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _after_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s+of\s+(?:the\s+)?(?P<place>{place_pattern()})(?!\w)", re.IGNORECASE)


def _is_plain(
    text: str, tokens: Sequence[re.Match[str]], is_common: IsCommon, bearers: Sequence[Identity]
) -> bool:
    """Tell whether what may be a name is words of the language all the same.

    Such as "will", "the Task Force".
    """
    word = tokens[0].group()
    folded = fold(word)
    if len(tokens) == 1 and _is_surname(text, tokens[0], bearers):
        return False
    if len(folded) < 2:
        return True
    if len(tokens) == 1 and (find_place(word) or folded in REGIONS or folded in MONTHS):
        return True
    if is_introduced(text, tokens[0].start()):
        return folded in STOPWORDS and not (len(tokens) > 1 and word[0].isupper())
    if len(tokens) > 1 and word[0].isupper():
        return all(is_common(fold(token.group())) for token in tokens)
    return folded in STOPWORDS or folded in title_words() or is_common(folded)


def _is_surname(text: str, token: re.Match[str], bearers: Sequence[Identity]) -> bool:
    """Tell whether a word that is also a month, a country or an office is somebody's surname here.

    It stands where a person would: "did May say", "told Jordan", "Bishop on the port".
    """
    word = token.group()
    if not any(fold(name.split()[-1]) == fold(word) for b in bearers for name in b.names):
        return False
    before, after = text[: token.start()], text[token.end() :]
    if not word[0].isupper():
        # All in small letters: only "did may say" tells.
        return BEFORE_PERSON.search(before) is not None and SPEAKS.match(after) is not None
    if not before.strip():
        return HEADING.match(after) is not None
    return BEFORE_PERSON.search(before) is not None or is_introduced(text, token.start())


def _or_country(mention: Mention, register: Register) -> Mention:
    """Return a mention that may be of a country as well: a bare "Jordan", where both speak."""
    country = find_place(mention.text)
    if country is None or mention.end - mention.start > len(mention.text):
        return mention
    if not (register.groups_of(country) or register.of_side(country)):
        return mention
    return replace(mention, country=country, is_side=True)


def _offices(text: str, register: Register) -> list[Mention]:
    found = []
    for match in _alone_pattern().finditer(text):
        everyone = register.by_office(titles_meant(match["office"]))
        if everyone:
            found.append(
                Mention(
                    match.start("office"), match.end("office"), match["office"], _bearers(everyone)
                )
            )
    for match in _office_pattern(register.side_names).finditer(text):
        printed = match["before"] or match["after"]
        side = _place_of_office(printed) or register.side_called(printed)
        if side is None:
            continue
        other = _sharing_pattern().search(text[: match.start()])
        if match["group"]:
            found.append(Mention(match.start(), match.end(), match.group(), (), side, is_side=True))
            if other and (side := _place_of_office(other["place"])):
                found.append(
                    Mention(
                        other.start("place"),
                        other.end("place"),
                        f"{other['place']} {match['group']}",
                        (),
                        side,
                        is_side=True,
                    )
                )
            continue
        titles = titles_meant(match["office"] or match["office2"])
        found.append(
            Mention(
                match.start(),
                match.end(),
                match.group(),
                _bearers(register.by_office(titles, side)),
                side,
            )
        )
        if match["office"] and other:
            side = _place_of_office(other["place"])
            bearers = _bearers(register.by_office(titles, side)) if side else ()
            found.append(
                Mention(other.start("place"), other.end("place"), other["place"], bearers, side)
            )
    return found


def _place_of_office(text: str) -> str | None:
    """Return the country a text names before an office, where "us" and "uk" are no words."""
    return find_place(text.upper() if len(text) < 4 else text)


@lru_cache(maxsize=1)
def _alone_pattern() -> re.Pattern[str]:
    # Capitals after it would be the bearer's name, which says more.
    return re.compile(
        rf"\b(?:[Tt]he|did) (?P<office>(?i:{office_pattern()}))\b(?! of\b)(?! [{CAPITALS}])"
    )


@lru_cache(maxsize=4)
def _office_pattern(sides: tuple[str, ...]) -> re.Pattern[str]:
    place = f"(?:{place_pattern()}|{'|'.join(map(re.escape, sides)) or '(?!)'})"
    between = rf"(?:['’]s?)?\s+(?:{RANK}\s+)?"
    return re.compile(
        rf"\b(?P<before>{place}){between}(?:(?P<office>{office_pattern()})(?:(?<!leader)s)?|(?P<group>{GROUP_WORDS}))\b"
        rf"|\b(?P<office2>{office_pattern()})\s+(?:of|in)\s+(?:the\s+)?(?P<after>{place})\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _sharing_pattern() -> re.Pattern[str]:
    """Return what stands before an office's country where another shares the office.

    Such as "the US and French presidents".
    """
    return re.compile(
        rf"(?<!\w)(?P<place>{place_pattern()})\s+(?:and|or|versus|vs\.?)\s+(?:the\s+)?$",
        re.IGNORECASE,
    )


def _sides(text: str) -> list[Mention]:
    found = []
    for match in _side_pattern().finditer(text):
        country = find_place(match.group())
        if country:
            found.append(
                Mention(match.start(), match.end(), match.group(), (), country, is_side=True)
            )
    return found


@lru_cache(maxsize=1)
def _side_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{place_pattern()}\b", re.IGNORECASE)


def _bearers(identities: list[Identity]) -> Bearers:
    return tuple(tuple(sorted(identity.names)) for identity in identities)
