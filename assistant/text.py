"""Text folding and terms: the few string operations that several rooms share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

QUOTE_MARKS = str.maketrans({c: '"' for c in "“”„‟«»"} | {c: "'" for c in "‘’‚‛`´"})
WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*", re.UNICODE)

# Function words, and the words that questions and readouts are made of whatever their topic.
STOPWORDS = frozenset(
    """a about above after again against all also although am among an and any are as at be because been before being
    below between both but by can could did do does doing down during each either few for from further had has have
    having he her here hers herself him himself his how however i if in into is it its itself just let may me might
    more most must my no nor not of off on once only or other our ours out over own per regarding same shall she
    should so some such than that the their theirs them themselves then there these they this those through to too
    toward towards under until up upon us very was we were what when where whether which while who whom whose why will
    with within without would you your yours 's""".split()
)


def fold(text: str) -> str:
    """Fold case and accents: "Erdoğan" and "ERDOGAN" become "erdogan". Lengths may change."""
    decomposed = unicodedata.normalize("NFKD", text.translate(QUOTE_MARKS))
    stripped = "".join(c for c in decomposed if not unicodedata.combining(c))
    # The dotless i is the one common letter of names that NFKD leaves alone and casefold does not reach.
    return stripped.casefold().replace("ı", "i").replace("ł", "l").replace("ø", "o")


def fold_quotes(text: str) -> tuple[str, list[int]]:
    """Fold white space and quotation marks only, for strict comparison.

    Returns the folded text and, for each of its characters, the offset in `text` it came from, with
    `len(text)` appended, so that a match [i, j) stands at `text[offsets[i]:offsets[j]]`.
    """
    out: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if char.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                offsets.append(offset)
            continue
        out.append(char.translate(QUOTE_MARKS))
        offsets.append(offset)
    if out and out[-1] == " ":
        out.pop()
        offsets.pop()
    offsets.append(len(text))
    return "".join(out), offsets


def words(text: str) -> list[str]:
    """Split into folded words; "U.S." is "us", "Japan's" is "japan", "counter-terrorism" two words."""
    found = []
    for match in WORD.finditer(fold(text)):
        word = re.sub(r"'s?$|'s(?=\W|$)", "", match.group())
        word = word.replace(".", "").replace("'", "")
        if word:
            found.append(word)
    return found


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Stem one folded word (Snowball English)."""
    if word[:-1].isdigit() and word.endswith("s"):
        return word[:-1]  # "16s", "1990s"
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


def stems(text: str) -> list[str]:
    """The stems of all words, in order, function words kept."""
    return [stem(word) for word in words(text)]


def terms(text: str) -> list[str]:
    """The stems of the words that carry a topic: function words are left out."""
    return [stem(word) for word in words(text) if word not in STOPWORDS]
