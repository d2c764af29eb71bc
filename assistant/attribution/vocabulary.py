"""The words the rules walk, read from data once: titles, places, verbs, joint subjects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from assistant.attribution.tokens import Token, keys
from assistant.gazetteer import Country, countries
from assistant.wordlists import read_rows, read_words

DATA = "assistant.attribution.data"
VOWELS = "aeiou"

# Parts of a verb.
BASE, THIRD, PAST, PARTICIPLE, ING = "base", "third", "past", "participle", "ing"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a verb form may be: the class of its verb, and which part of it the form is."""

    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb that attributes only with more behind it.

    `words` directly, or one of `nouns` close by.
    """

    kind: str
    words: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verb forms by key: single verbs, and for each form the bases it may belong to and the phrases of each base."""

    senses: Mapping[str, tuple[Sense, ...]]
    forms: Mapping[str, tuple[tuple[str, str], ...]]
    phrases: Mapping[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class Trie:
    """Phrases by their tokens; `longest` finds the one that reaches furthest."""

    root: dict[str, Any] = field(default_factory=dict)

    def put(self, words: Sequence[str], value: Any) -> None:
        """Add a phrase."""
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        node[""] = value

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[Any, int] | None:
        """Return the value of the longest phrase that begins at a token, and where it ends.

        None if there is none.
        """
        # A mark without a letter folds to nothing, which is how the end of a phrase is kept.
        node = self.root.get(tokens[at].key) if at < len(tokens) and tokens[at].key else None
        found = None
        while node is not None:
            at += 1
            if "" in node:
                found = node[""], at
            node = node.get(tokens[at].key) if at < len(tokens) and tokens[at].key else None
        return found

    def begins(self, key: str) -> bool:
        """Tell whether a phrase begins with this token."""
        return key in self.root

    def __contains__(self, word: str) -> bool:
        """Tell whether one token is a phrase by itself."""
        return "" in self.root.get(word, {})


@lru_cache(maxsize=1)
def titles() -> tuple[str, ...]:
    """Return offices and forms of address as printed, longest first."""
    return tuple(sorted(read_rows("assistant.data", "titles.txt"), key=len, reverse=True))


@lru_cache(maxsize=1)
def title_trie() -> Trie:
    """Return the titles by their tokens."""
    return _trie((title, title) for title in reversed(titles()))


@lru_cache(maxsize=1)
def place_trie() -> Trie:
    """Return countries and organisations by the tokens of their names."""
    trie = Trie()
    for country in countries():
        for name in country.names:
            trie.put(keys(name.removeprefix("The ")), country)
    for row in read_rows(DATA, "bodies.txt"):
        name, *aliases = row.split("|")
        for printed in (name, *aliases):
            trie.put(keys(printed), Country(name, (), tuple(aliases)))
    return trie


@lru_cache(maxsize=1)
def adverbs() -> frozenset[str]:
    """Return the adverbs that may stand between subject and verb, besides those in -ly."""
    return read_words(DATA, "adverbs.txt")


@lru_cache(maxsize=1)
def portfolios() -> frozenset[str]:
    """Return the words of which the names of ministries are made."""
    return read_words(DATA, "portfolios.txt")


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Return capitalised words that are no part of a name."""
    return read_words(DATA, "not_names.txt")


@lru_cache(maxsize=1)
def _address() -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(word.replace("_", " ") for word in words)
        for name, words in _sections("address.txt").items()
    }


def is_class(name: str, title: str) -> bool:
    """Tell whether a title is of a class.

    Such as "address", "royal", "highest", "head_of_state", "she", "he", "kept".
    """
    return title.casefold() in _address()[name]


def is_address(title: str) -> bool:
    """Tell whether a title is a form of address and no office: "Mr.", "H.E."."""
    return is_class("address", title)


@lru_cache(maxsize=1)
def _verb_sets() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in _sections("verb_sets.txt").items()}


def is_verb_of(name: str, form: str) -> bool:
    """Tell whether a form is in a set: "side_acts", "doing", "scheduled", "purposes", "nominal"."""
    return form in _verb_sets()[name]


@lru_cache(maxsize=1)
def person_nouns() -> frozenset[str]:
    """Return the nouns for a person, in the singular."""
    return read_words(DATA, "person_nouns.txt")


@lru_cache(maxsize=1)
def _strangers() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in _sections("strangers.txt").items()}


def is_of_strangers(name: str, key: str) -> bool:
    """Tell whether a word is in a set of strangers.txt: "many", "signs", "media", "tagging"."""
    return key in _strangers()[name]


@lru_cache(maxsize=1)
def _surnames() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in _sections("surnames.txt").items()}


def is_of_surnames(name: str, key: str) -> bool:
    """Tell whether a word that may be a surname is of a kind: "months", "offices", "words"."""
    return key in _surnames()[name]


@lru_cache(maxsize=1)
def _house_styles() -> Mapping[str, list[str]]:
    return _sections("house_styles.txt")


def is_running_home(home: str) -> bool:
    """Tell whether a country's readouts are known to run a paragraph on under the name that opened it."""
    return home in _house_styles()["running"]


# Offices that houses write by their initials.
INITIALS = {
    "PM": "Prime Minister",
    "DPM": "Deputy Prime Minister",
    "FM": "Foreign Minister",
    "EAM": "External Affairs Minister",
    "Deputy PM": "Deputy Prime Minister",
    "Deputy FM": "Deputy Foreign Minister",
}


def whole_title(title: str) -> str:
    """Return an office in full where it is printed by its initials: "PM"."""
    return INITIALS.get(title, title)


def ranks() -> frozenset[str]:
    """Return the words of rank: "vice", "deputy", "prime"."""
    return _address()["rank"]


def _sections(name: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in read_rows(DATA, name):
        if row.startswith("["):
            section = found.setdefault(row.strip("[]"), [])
        else:
            section.extend(row.split())
    return found


@lru_cache(maxsize=1)
def nouns() -> Mapping[str, Trie]:
    """Return the nouns that speak as one, by class "sides", "groups", "bodies" and "of_a_side".

    Such as "-" stands between their words.
    """
    found: dict[str, Trie] = {}
    for section, words in _sections("joint.txt").items():
        found[section] = Trie()
        for word in words:
            found[section].put(keys(word), word)
            found[section].put(keys(word.replace("-", " ")), word)
    return found


@lru_cache(maxsize=1)
def verbs() -> Verbs:
    """Read the verbs and inflect them."""
    irregular, doubling = _irregular()
    senses: dict[str, set[Sense]] = {}
    phrases: dict[str, list[Phrase]] = {}
    bases: set[str] = set()
    section = ""
    for row in read_rows(DATA, "verbs.txt"):
        if row.startswith("["):
            section = row.strip("[]")
        elif section == "phrases":
            kind, listed = row.split(":", 1)
            for phrase in listed.split(";"):
                base, *rest = keys(phrase)
                phrases.setdefault(base, []).append(Phrase(kind, words=tuple(rest)))
        elif section == "light":
            kind, base, listed = row.split(":")
            phrases.setdefault(base.strip(), []).append(
                Phrase(kind, nouns=frozenset(listed.split()))
            )
        else:
            for base in row.split():
                bases.add(base)
                for form, part in _inflect(base, irregular, doubling):
                    senses.setdefault(form, set()).add(Sense(section, part))
    forms: dict[str, set[tuple[str, str]]] = {}
    for base in phrases:
        for form, part in _inflect(base, irregular, doubling):
            forms.setdefault(form, set()).add((base, part))
    for rows in phrases.values():
        rows.sort(key=lambda phrase: -len(phrase.words))
    return Verbs(
        {form: tuple(sorted(found, key=str)) for form, found in senses.items()},
        {form: tuple(sorted(found)) for form, found in forms.items()},
        {base: tuple(found) for base, found in phrases.items()},
    )


def _irregular() -> tuple[Mapping[str, tuple[tuple[str, str], ...]], frozenset[str]]:
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    doubling: set[str] = set()
    for row in read_rows(DATA, "irregular.txt"):
        if "+" in row:
            doubling.update(word.rstrip("+") for word in row.split())
            continue
        forms = row.split()
        known = table.get(forms[0], ())
        table[forms[0]] = (*known, *zip(forms, (BASE, THIRD, PAST, PARTICIPLE, ING), strict=True))
    return table, frozenset(doubling)


@lru_cache(maxsize=1)
def irregular_pasts() -> Mapping[str, str]:
    """Return the past tense of irregular verbs, by their base form and their third person."""
    rows = (row.split() for row in read_rows(DATA, "irregular.txt") if "+" not in row)
    return {form: forms[2] for forms in rows for form in forms[:2]}


@lru_cache(maxsize=1)
def irregular_participles() -> frozenset[str]:
    """Return the participles of irregular verbs."""
    rows = (row.split() for row in read_rows(DATA, "irregular.txt") if "+" not in row)
    return frozenset(forms[3] for forms in rows)


def _inflect(
    base: str, irregular: Mapping[str, tuple[tuple[str, str], ...]], doubling: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """Return the forms of a verb with their parts."""
    if base in irregular:
        return irregular[base]
    stem = base + base[-1] if base in doubling else base.removesuffix("e")
    if base.endswith("y") and base[-2] not in VOWELS:
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    else:
        third, past = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s"), stem + "ed"
    ing = (base if base.endswith("ee") else stem) + "ing"
    return (base, BASE), (third, THIRD), (past, PAST), (past, PARTICIPLE), (ing, ING)


def _trie(phrases: Iterable[tuple[str, Any]]) -> Trie:
    trie = Trie()
    for phrase, value in phrases:
        trie.put(keys(phrase), value)
    return trie


def find_place(tokens: Sequence[Token], at: int) -> tuple[Country, int] | None:
    """Return the country that the tokens name at a place, and where its name ends."""
    if at >= len(tokens) or not tokens[at].is_capital:
        return None
    return place_trie().longest(tokens, at)
