"""Learn who takes part from a readout's title, lead, body and labels; resolve how it names them later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.attribution.vocabulary import vocabulary
from assistant.domain.readout import Person, Readout
from assistant.gazetteer import find_country, names_pattern
from assistant.names import name_words
from assistant.text import fold

CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
PARTICLE = r"(?:bin|bint|ibn|al|el|de|del|della|di|da|das|dos|du|van|von|der|den|ter|la|le|Al|El|of the House of)"
# Headline capitals and titles stand between names, never in them: "Harris And President Marcos".
JOINER = (
    r"(?!(?:And|The|Of|With|In|On|At|For|To|By|Before|After|From|During|Ahead|Following|On|President|Prime|Vice|Minister"
    r"|Secretary|Chancellor|King|Queen|Senator|Ambassador|Governor|General|Foreign|Meeting|Call|Speaks?|Meets?)\b)"
)
# "President von der Leyen"
LEADING = r"(?:(?:von|van|de|der|den|al|el|bin) )*"
NAME_WORD = rf"{JOINER}(?:{CAPITAL}\.(?:\s?{CAPITAL}\.)?|{CAPITAL}[\w’'\-]+|(?:al|el|Al|El|O|D|d)[-’']{CAPITAL}[\w’'\-]+)"
NAME = rf"{NAME_WORD}(?: (?:{PARTICLE} )*{NAME_WORD}){{0,5}}"
SUFFIX = r"(?:,? (?:Jr\.|Sr\.|II|III|IV|VI|VII|XVI|XIV))"
INITIAL = re.compile(rf"^{CAPITAL}\.(?:{CAPITAL}\.)?$")
# Capitalised words that are not part of a name, though they stand where one may.
SENTENCE_END = frozenset('.!?”"’)—…')
ROYAL = frozenset({"king", "queen", "pope", "emperor", "sultan", "patriarch"})
ADDRESS_ONLY = frozenset({"mr.", "mrs.", "ms.", "miss", "dr.", "mr", "mrs", "ms", "dr", "rt hon", "rt hon.", "hon.", "shri", "smt",
                          "smt.", "h.e.", "he", "sir", "dame", "madam", "his majesty", "her majesty",
                          "his highness", "her highness", "his excellency", "her excellency"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """One way the text names someone: the title as printed, the name without it, the side if told."""

    title: str
    name: str
    side: str


def learn_people(readout: Readout) -> tuple[Person, ...]:
    """Return the people a readout names with a title or as the author of words, in order of appearance.

    Mentions are one person where one name's words all stand in the other's ("Xi", "Xi Jinping") and no
    second person's do. A name seen only as a surname keeps that surname.
    """
    prose = [readout.text[p.start : p.end] for p in readout.paragraphs]
    # List items are glued names and offices; only what ends as a sentence is read for names.
    found = list(_mentions("\n".join([readout.title, *(text for text in prose if text.rstrip("*_")[-1:] in SENTENCE_END)])))
    people: list[Person] = []
    # Longest names first, so that a surname finds its person and not the other way round.
    for mention in sorted(found, key=lambda m: -len(m.name.split())):
        if not name_words(mention.name):
            continue
        bearers = _bearers(people, mention)
        if not bearers:
            people.append(Person(mention.name, _office(mention.title), mention.side))
        elif len(bearers) == 1:  # two bearers of one surname: the mention is no third person, and tells of neither
            index = bearers[0]
            known = people[index]
            people[index] = Person(known.name, known.title or _office(mention.title), known.side or mention.side)
    text = fold(readout.title + "\n" + readout.text)
    return tuple(sorted(people, key=lambda person: _first_mention(person, text)))


def _first_mention(person: Person, text: str) -> int:
    at = text.find(fold(person.name.split()[-1]))
    return at if at >= 0 else len(text)


def _office(title: str) -> str:
    return "" if title.casefold() in ADDRESS_ONLY else title


def _bearers(people: list[Person], mention: Mention) -> list[int]:
    """Return which of the people a mention may name; its title decides between several."""
    words = name_words(mention.name)
    matches = [i for i, person in enumerate(people) if words and words <= name_words(person.name)]
    if len(matches) > 1 and mention.title:
        matches = [i for i in matches if people[i].title in ("", _office(mention.title))] or matches
    return matches


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    titles = vocabulary().title
    places = names_pattern()
    titled = re.compile(
        rf"(?:\b(?P<before>{places})(?:’s|'s)? )?\b(?P<title>{titles})(?: (?P<second>{titles}))? "
        rf"(?P<name>{LEADING}{NAME})(?P<suffix>{SUFFIX})?"
        rf"(?:,? of (?:the )?(?:(?:Republic|Kingdom|State|Commonwealth) of (?:the )?)?(?P<after>{places}\b|{CAPITAL}[\w’'\-]+))?"
    )
    speaking = re.compile(rf"(?m)(?:^|(?<=[.”\"]\s))(?P<name>{NAME})\s+(?:also\s+|further\s+)?(?P<cue>{vocabulary().cue})\b[,:]?")
    heading = re.compile(
        rf"(?m)\A(?:Remarks by )?(?P<name>{NAME})\s+(?:[Ss]peaks|[Mm]eets|[Hh]olds|[Tt]alks|[Hh]ad|[Rr]eceives|[Cc]alls|[Aa]ttends)\b"
    )
    return titled, speaking, heading


def _mentions(text: str) -> Iterable[Mention]:
    titled, speaking, heading = _patterns()
    for match in titled.finditer(text):
        place = match["after"] or match["before"] or ""
        country = find_country(place)
        title = _office(match["second"] or "") or match["title"]
        name = tidy_name(match["name"], title)
        if name:
            yield Mention(title, name, country.name if country else _unlisted_place(place))
    for pattern in (heading, speaking):
        for match in pattern.finditer(text):
            name = tidy_name(match["name"])
            if len(name.split()) >= 2:
                yield Mention("", name, "")


def _unlisted_place(word: str) -> str:
    """Return a place the gazetteer lacks, which is a side all the same; "" for the first word of something else."""
    bare = re.sub(r"[’']s?$", "", word)
    return "" if fold(bare) in vocabulary().not_names or bare in vocabulary().titles else bare


@lru_cache(maxsize=1)
def _leading_title() -> re.Pattern[str]:
    return re.compile(rf"(?P<title>{vocabulary().title})(?:\s+|$)")


def tidy_name(name: str, title: str = "") -> str:
    """Cut a run of capitalised words down to a person's name: no possessive, initials, titles or common words.

    Monarchs and popes keep their title. Returns "" where nothing of a name is left.
    """
    kept: list[str] = []
    while match := _leading_title().match(name):
        title, name = match["title"], name[match.end() :]
    for word in name.split():
        bare = re.sub(r"(?:’s|'s|’|')$", "", word)
        if fold(bare) in vocabulary().not_names or (find_country(bare) is not None and kept == []):
            break
        if not INITIAL.match(bare) and fold(bare).strip(".,") not in ("jr", "sr"):
            kept.append(bare.rstrip("."))
        if bare != word:
            break
    while kept and kept[-1].islower():
        kept.pop()
    if not kept or (len(kept) == 1 and len(kept[0]) < 2):
        return ""
    joined = " ".join(kept)
    if any(fold(joined) == fold(t) for t in vocabulary().titles):
        return ""
    return f"{title} {joined}" if title.casefold() in ROYAL else joined
