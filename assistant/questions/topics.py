"""The topic of a question: its words without people, dates and framing, each with what counts as the same."""

from __future__ import annotations

import re

from assistant.domain.question import Topic
from assistant.gazetteer import find_country, names_pattern
from assistant.questions.lexicon import Lexicon, glossary
from assistant.text import STOPWORDS, stem, stems, words
from assistant.wordlists import read_words

Form = tuple[str, ...]
# Two or more words in capitals are one name, met as a whole or not at all; a sentence's first capital tells nothing.
NAME = r"(?<=[a-z,;] )(?P<name>[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)+)\b"
FRAME_WORDS = read_words("assistant.data", "question_words.txt")


def find_topic(text: str, lexicon: Lexicon) -> Topic:
    """Return the topic of what is left of a question when people and dates are cut out.

    Places and glossary terms of several words are one group; every other word is a group by itself, joined by the
    full names it abbreviates in the library and, if the library has never seen it, by the word it is a slip of.
    """
    groups: list[tuple[Form, ...]] = []
    kept: list[str] = []
    for chunk, is_name in _split_names(text):
        if is_name:
            groups.append(_name_forms(chunk, lexicon))
            kept.append(chunk)
            continue
        tokens = words(chunk)
        while tokens:
            length, forms = _group(tokens, chunk, lexicon)
            if forms:
                groups.append(forms)
                kept.extend(tokens[:length])
            tokens = tokens[length:]
    return Topic(" ".join(kept), tuple(dict.fromkeys(groups)))


def _group(tokens: list[str], chunk: str, lexicon: Lexicon) -> tuple[int, tuple[Form, ...]]:
    """Return how many tokens the next group takes, and its forms; no forms for a word that frames the question."""
    term = _glossary_group(tokens)
    if term:
        return term
    word = tokens[0]
    if len(word) <= 2 and word not in STOPWORDS and len(tokens) > 1 and tokens[1][0].isdigit():
        return 2, ((stem(word), stem(tokens[1])),)  # "F-16"
    if word in STOPWORDS or word in FRAME_WORDS or len(word) < 2:
        return 1, ()
    return 1, _word_forms(word, chunk, lexicon)


def _split_names(text: str) -> list[tuple[str, bool]]:
    """Cut out the names of several words in capitals ("Black Sea"), and of places however they are written."""
    parts, position = [], 0
    for match in re.finditer(rf"{NAME}|\b(?i:{names_pattern()})\b", text):
        printed = match.group()
        if not match["name"] and (not find_country(printed) or (printed.islower() and len(printed) < 4)):
            continue
        parts.append((text[position : match.start()], False))
        parts.append((match.group(), True))
        position = match.end()
    parts.append((text[position:], False))
    return parts


def _name_forms(name: str, lexicon: Lexicon) -> tuple[Form, ...]:
    country = find_country(name)
    if country:
        return tuple(dict.fromkeys(tuple(stems(each)) for each in country.names))
    tokens = words(name)
    term = _glossary_group(tokens)
    if term and term[0] == len(tokens):
        return term[1]
    return _word_forms(tokens[0], name, lexicon) if len(tokens) == 1 else (tuple(stem(token) for token in tokens),)


def _glossary_group(tokens: list[str]) -> tuple[int, tuple[Form, ...]] | None:
    stemmed = tuple(stem(token) for token in tokens)
    best: tuple[int, tuple[Form, ...]] | None = None
    for forms in glossary():
        for form in forms:
            if stemmed[: len(form)] == form and (best is None or len(form) > best[0]):
                best = len(form), forms
    return best


def _word_forms(word: str, chunk: str, lexicon: Lexicon) -> tuple[Form, ...]:
    stemmed = stem(word)
    forms: list[Form] = [(stemmed,)]
    is_known = lexicon.frequency(stemmed) > 0
    if not is_known or re.search(rf"\b{re.escape(word.upper())}\b", chunk):
        forms.extend(tuple(stems(name)) for name in lexicon.expansions(word))
    # A capital tells a name, and a name nobody knows is no slip of another word.
    is_name = word not in chunk
    if not is_known and len(forms) == 1 and not is_name and (meant := lexicon.nearest(stemmed)):
        forms.append((meant,))
    return tuple(forms)
