"""Tell a question that is not in English, by its script and its small words.

A statistical classifier judges so few words by the names among them; small words do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.text import STOPWORDS, fold
from assistant.wordlists import read_rows, read_words

# A hyphen joins a name ("Tae-hyo"), and what else is in small letters is several words
# ("dit-elle").
TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SPANISH = re.compile(r"(?:^|\s)[¿¡]\w")
# What a script is read as, by the first word of its letters' Unicode names; the first row whose
# letters stand in the text decides within a script.
SCRIPTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "CYRILLIC": (
        ("іїєґ", "Ukrainian"),
        ("ђћљњџј", "Serbian"),
        ("ў", "Belarusian"),
        ("", "Russian"),
    ),
    "ARABIC": (("ٹڈڑے", "Urdu"), ("پچژگیک", "Persian"), ("", "Arabic")),
    "HIRAGANA": (("", "Japanese"),),
    "KATAKANA": (("", "Japanese"),),
    "HANGUL": (("", "Korean"),),
    "CJK": (("", "Chinese"),),
    "GREEK": (("", "Greek"),),
    "HEBREW": (("", "Hebrew"),),
    "DEVANAGARI": (("", "Hindi"),),
    "BENGALI": (("", "Bengali"),),
    "THAI": (("", "Thai"),),
    "GEORGIAN": (("", "Georgian"),),
    "ARMENIAN": (("", "Armenian"),),
    "TAMIL": (("", "Tamil"),),
}
SURE_ENGLISH = 2  # English small words beside which letters of another script are a name
HALF = 0.5  # what a word counts that English has too
# Small words that begin names: they tell a language only where no capital follows.
PARTICLES = frozenset(
    "de del della di da do dos das du van von der den ter la le los las les el al bin ibn degli".split()
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """The small words of one language: its own, and those that English or a name may have too."""

    name: str
    own: frozenset[str]
    shared: frozenset[str]


def language_of(text: str) -> str | None:
    """Return the name of the language that a question seems to be in; None for English, or no sign.

    Names, headings and single words give no sign.
    """
    tokens = _tokens(text)
    english = [token for token in tokens if token in _english()]
    if (script := _script(text)) and len(english) < SURE_ENGLISH:
        return script
    if SPANISH.search(text):
        return "Spanish"
    signs = {tongue.name: _sign(tongue, tokens, english) for tongue in tongues()}
    best = max(signs, key=lambda name: signs[name])
    return best if signs[best] > 0 else None


def _sign(tongue: Tongue, tokens: Sequence[str], english: Sequence[str]) -> float:
    """Return by how much the small words of a language outweigh the English ones; 0 for too few."""
    weights = [
        1.0 if token in tongue.own else HALF if token in tongue.shared else 0.0 for token in tokens
    ]
    against = sum(token not in tongue.own and token not in tongue.shared for token in english)
    # Words that English or a name may have tell nothing by themselves, beside English ones.
    telling = any(token in tongue.own for token in tokens) or (
        not english and len(tongue.shared & set(tokens) - PARTICLES) > 1
    )
    return sum(weights) - against if telling and sum(weights) >= 1 else 0.0


@lru_cache(maxsize=1)
def tongues() -> tuple[Tongue, ...]:
    """Read the small words of other languages."""
    found = []
    for row in read_rows("assistant.data", "foreign_words.txt"):
        name, _, rest = row.partition(":")
        own, _, shared = rest.partition("| also:")
        listed = frozenset(own.split())
        weak = {word for word in listed if len(word) == 1} | (listed & _english())
        found.append(Tongue(name, listed - weak, frozenset(shared.split()) | weak))
    return tuple(found)


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return STOPWORDS | read_words("assistant.data", "question_words.txt")


def _tokens(text: str) -> list[str]:
    """Return the folded words that are no names: those in small letters, and the first."""
    printed = [
        part
        for word in TOKEN.findall(unicodedata.normalize("NFC", text))
        for part in (word.split("-") if word[0].islower() else [word])
    ]
    if text.isupper():
        return [fold(word) for word in printed]
    kept: list[str] = []
    before_name = False
    for place in range(len(printed) - 1, -1, -1):
        word = printed[place]
        is_name = place > 0 and word[0].isupper()
        before_name = is_name or (before_name and fold(word) in PARTICLES)
        if not before_name:
            kept.append(fold(word))
    return kept[::-1]


def _script(text: str) -> str | None:
    """Return the language of the script that most letters have; None where that is the Latin."""
    letters = [char for char in text if char.isalpha()]
    scripts = [unicodedata.name(char, "").split(" ")[0].split("-")[0] for char in letters]
    others = [script for script in scripts if script in SCRIPTS]
    if not others or 2 * len(others) <= len(letters):
        return None
    kana = next((script for script in others if SCRIPTS[script][0][1] == "Japanese"), None)
    rows = SCRIPTS[kana or max(set(others), key=others.count)]
    return next(name for signs, name in rows if not signs or any(s in text.lower() for s in signs))
