"""What a question is about, as terms that a sentence can meet."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from assistant.domain.question import Form, Term, Topic
from assistant.questions.dates import MONTHS
from assistant.questions.lexicon import Lexicon, glossary
from assistant.questions.offices import title_words
from assistant.questions.places import find_place, names_of, place_pattern
from assistant.questions.times import OCCASIONS
from assistant.text import CAPITALS, STOPWORDS, fold, stem, stems, words
from assistant.wordlists import read_rows, read_words

# Two or more words in capitals are one name, met as a whole or not at all; a sentence's first
# capital tells nothing.
CAPITAL_WORD = rf"(?![{CAPITALS}]+\b)[{CAPITALS}][^\W_]*(?:[-'’][^\W_]+)*"
NAME = rf"(?<=[a-z,;] )(?P<name>{CAPITAL_WORD}(?: (?:(?:of|el|al|de|da|du|la|bin)[ -])?{CAPITAL_WORD}| (?:el|al)-{CAPITAL_WORD})+)(?!\w)"
# Words of a cue where they are none: "the phone call", "flew back", "the press", "when asked
# whether".
NO_CUE = re.compile(
    r"\bcalls?\b(?! (?:for|on|upon)\b)|\bback\b|\bthe press\b|\bwhen asked\b|\basked (?:by|if|whether|about)\b",
    re.IGNORECASE,
)
DAY_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
QUOTED = re.compile(
    r"[\"“”]([^\"“”]*\w[^\"“”]*)[\"“”]"
)  # a phrase in quotation marks is met word for word
ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|on(?! the (?:line|phone)\b))\s+(?P<topic>(?!\s)[^,;:?.]+)",
    re.IGNORECASE,
)
NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
    trillion dozen""".split()
)
PERIODS = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years".split()
)
# What stands for any topic, or for those who spoke.
GENERAL = frozenset(
    """thing things anything something everything issue issues topic topics matter matters subject subjects point
    points detail details side sides leader leaders counterpart counterparts party parties person
    occasion occasions time times event events other others whom who what when where how""".split()
)
FRAME_WORDS = read_words("assistant.data", "question_words.txt")


def find_topic(text: str, lexicon: Lexicon, times: frozenset[str] = frozenset()) -> Topic:
    """Return the topic of what is left of a question when people and dates are cut out.

    `times` are the months and years that belong to it, as folded words.

    Places and glossary terms of several words are one term; every other word is a term by itself,
    joined by the full names it abbreviates in the library, by related words, and, if the library
    has never seen it, by the word it is a slip of.
    """
    text = ACCORDING.sub(" ", text)
    found: dict[Term, None] = {}
    kept: list[str] = []
    phrases = tuple(" ".join(quoted.split()) for quoted in QUOTED.findall(text))
    for quoted in phrases:
        found[Term(quoted, (tuple(stems(quoted)),), named=True)] = None
        kept.append(quoted)
    text = QUOTED.sub(" ", text)
    cues: set[str] = set()
    for chunk, is_name in _split_names(text):
        if is_name and not _is_office(words(chunk)):
            found[_name_term(chunk, lexicon)] = None
            kept.append(chunk)
            continue
        tokens = words(chunk)
        # In capitals a word is a name, whatever it is else: "the WHO".
        names = {fold(word) for word in re.findall(r"\b[A-Z]{3,}\b", chunk)} | times
        asking = words(NO_CUE.sub(" ", chunk))
        is_day = False  # "June 25" names a day
        while tokens:
            if tokens[0] in asking:
                cues |= _cue(stem(tokens[0]))
            length, term = (
                (1, None)
                if is_day and DAY_NUMBER.fullmatch(tokens[0])
                else _term(tokens, chunk, names, lexicon)
            )
            is_day = tokens[0] in MONTHS
            if term:
                found[term] = None
                kept.extend(tokens[:length])
            tokens = tokens[length:]
    if not found and (plain := _plain_terms(text)):
        found = dict.fromkeys(plain)
        kept = [term.text for term in plain]
    return Topic(" ".join(kept), tuple(found), frozenset(cues), phrases, times)


def _plain_terms(text: str) -> list[Term]:
    """Return what is asked about in words that else only frame a question: "about two weeks".

    A number and what it counts are one term, and none of the words has others that stand for it.
    """
    about = ABOUT.search(text)
    tokens = words(about["topic"]) if about else []
    found: list[Term] = []
    while tokens:
        length = 2 if tokens[0] in NUMBERS and len(tokens) > 1 else 1
        counted, tokens = tokens[:length], tokens[length:]
        if not _frames_only(counted[-1]) and counted != ["one"]:
            found.append(Term(" ".join(counted), (tuple(stem(word) for word in counted),)))
    return found


def _frames_only(word: str) -> bool:
    """Tell whether a word says nothing of a topic even behind "about": "the call", "things"."""
    return (
        word in STOPWORDS
        or word in OCCASIONS
        or word in GENERAL
        or word in MONTHS
        or word in title_words()
    )


def _term(
    tokens: list[str], chunk: str, names: set[str], lexicon: Lexicon
) -> tuple[int, Term | None]:
    """Return how many tokens the next term takes, and the term.

    None for a word that frames the question.
    """
    listed = _glossary_forms(tokens)
    if listed:
        length, forms = listed
        return length, _with_roots(" ".join(tokens[:length]), forms, lexicon)
    word = tokens[0]
    if len(word) <= 2 and word not in STOPWORDS and len(tokens) > 1 and tokens[1][0].isdigit():
        return 2, Term(" ".join(tokens[:2]), ((stem(word), stem(tokens[1])),), named=True)  # "F-16"
    if word in NUMBERS and len(tokens) > 1 and tokens[1] in PERIODS:
        return 2, Term(" ".join(tokens[:2]), ((stem(word), stem(tokens[1])),))
    if (word in STOPWORDS or word in FRAME_WORDS or len(word) < 2) and word not in names:
        return 1, None
    if word in NUMBERS:
        return 1, Term(word, ((stem(word),),))  # no other number stands for it
    return 1, _word_term(word, chunk, lexicon)


def _is_office(tokens: list[str]) -> bool:
    """Tell whether a name is an office and nobody's.

    Such as "Prime Minister", "National Security Advisor".
    """
    return (
        bool(tokens)
        and tokens[-1] in FRAME_WORDS
        and all(token in title_words() or token in FRAME_WORDS for token in tokens)
    )


def _split_names(text: str) -> list[tuple[str, bool]]:
    """Cut out the names of several words in capitals ("Black Sea"), and of places however they are written."""
    parts, position = [], 0
    for match in _name_pattern().finditer(text):
        printed = match.group()
        if not match["name"] and not find_place(printed):
            continue
        parts.append((text[position : match.start()], False))
        parts.append((match.group(), True))
        position = match.end()
    parts.append((text[position:], False))
    return parts


@lru_cache(maxsize=1)
def _name_pattern() -> re.Pattern[str]:
    return re.compile(rf"{NAME}|\b(?i:{place_pattern()})\b")


def _name_term(name: str, lexicon: Lexicon) -> Term:
    country = find_place(name)
    if country:
        return Term(
            name, tuple(dict.fromkeys(tuple(stems(each)) for each in names_of(country))), named=True
        )
    tokens = words(name)
    listed = _glossary_forms(tokens)
    if listed and listed[0] == len(tokens):
        return _with_roots(name, listed[1], lexicon)
    if len(tokens) == 1:
        return _word_term(tokens[0], name, lexicon)
    return Term(name, (tuple(stem(token) for token in tokens),), named=True)


def _glossary_forms(tokens: list[str]) -> tuple[int, tuple[Form, ...]] | None:
    stemmed = tuple(stem(token) for token in tokens)
    best: tuple[int, tuple[Form, ...]] | None = None
    for form, forms in _glossary_by_first().get(stemmed[0], ()) if stemmed else ():
        if stemmed[: len(form)] == form and (best is None or len(form) > best[0]):
            best = len(form), forms
    return best


@lru_cache(maxsize=1)
def _glossary_by_first() -> dict[str, list[tuple[Form, tuple[Form, ...]]]]:
    table: dict[str, list[tuple[Form, tuple[Form, ...]]]] = {}
    for forms in glossary():
        for form in forms:
            table.setdefault(form[0], []).append((form, forms))
    return table


def _word_term(word: str, chunk: str, lexicon: Lexicon) -> Term:
    stemmed = stem(word)
    forms: list[Form] = [(stemmed,)]
    is_known = lexicon.frequency(stemmed) > 0
    is_initialism = re.search(rf"\b{re.escape(word.upper())}\b", chunk) is not None
    if not is_known or is_initialism:
        forms.extend(tuple(stems(name)) for name in lexicon.expansions(word))
    # A capital tells a name, and a name nobody knows is no slip of another word.
    has_capital = word not in chunk
    is_abbreviation = len(forms) > 1
    if not (is_known or is_abbreviation or has_capital) and (meant := lexicon.nearest(word)):
        if find_place(meant):
            return _name_term(meant, lexicon)
        if lexicon.frequency(stem(meant)):
            # The word may be no slip, and only unknown here: what is near it counts as well.
            term = _word_term(meant, meant, lexicon)
            return replace(term, related=(*term.related, *lexicon.related(word)))
    if lexicon.is_name(word) if is_known else has_capital or is_abbreviation:
        return Term(word, tuple(forms), named=True)
    return _with_roots(word, tuple(forms), lexicon, lexicon.related(word))


def _with_roots(
    text: str,
    forms: tuple[Form, ...],
    lexicon: Lexicon,
    related: tuple[tuple[str, float], ...] = (),
) -> Term:
    """Return a term that words of one root meet too.

    Such as "safe" and "safety", "friend" and "friendship".
    """
    roots = [(other,) for form in forms if len(form) == 1 for other in lexicon.same_root(form[0])]
    return Term(text, tuple(dict.fromkeys([*forms, *roots])), related)


@lru_cache(maxsize=4096)
def _cue(stemmed: str) -> frozenset[str]:
    return _cues().get(stemmed, frozenset())


@lru_cache(maxsize=1)
def _cues() -> dict[str, frozenset[str]]:
    rows = [
        frozenset(stem(word) for word in row.split())
        for row in read_rows("assistant.data", "cues.txt")
    ]
    table: dict[str, frozenset[str]] = {}
    for row in rows:
        for word in row:
            table[word] = table.get(word, frozenset()) | row
    return table
