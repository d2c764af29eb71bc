"""Text folding and terms: the few string operations that several rooms share."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date as Date
from functools import lru_cache

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.wordlists import read_words

QUOTE_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛`´", "'"))
# Latin, Greek and Cyrillic capitals, for patterns: Python's own have no class for them.
CAPITALS = "".join(char for char in map(chr, range(0x1F00)) if char.isupper())
# Ayin, hamza, okina and their like, where they are typed as letters of their own; fold() leaves
# them out as it does accents.
AYINS = dict.fromkeys(map(ord, "ʹʺʻʼʽʾʿˀˁˮ"))
AYIN = "ʿ"
# A quotation mark that may be such a letter: before a capital, or opening one inside a word.
LEADING_AYIN = re.compile(rf"(?<![^\s(\[\-–])[‘’'`](?=[{CAPITALS}])")
INNER_AYIN = re.compile(r"(?<=[^\W_])[‘`](?=[^\W_])")
CLOSING = re.compile(r"(?<=\S)[’'](?![^\W_])")
NAMED_BEFORE = re.compile(rf"(?:^|[\s(])[{CAPITALS}][^\W\d_]*[.]?[\s\-]\Z")
LONGEST_WORD = 40
# Cyrillic and Greek letters that look like Latin ones; in a word of Latin letters they are slips of
# the keyboard.
LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXSIJaeopcyxsijABEZHIKMNOPTYXo"
)
LETTERS = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*", re.UNICODE)

GENITIVE = re.compile(r"'s?$|'s(?=\W|$)")
LONG = 8  # letters
STOPWORDS = read_words("assistant.data", "stopwords.txt")


def fold(text: str) -> str:
    """Fold case and accents: "Erdoğan" and "ERDOGAN" become "erdogan". Lengths may change."""
    if text.isascii():
        return text.replace("`", "'").casefold()
    if any("\u0370" <= char < "\u0530" for char in text):
        text = LETTERS.sub(_in_one_script, text)
    decomposed = unicodedata.normalize("NFKD", text.translate(QUOTE_MARKS))
    stripped = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(AYINS)
    # The dotless i is the one common letter of names that NFKD leaves alone and casefold does not
    # reach.
    return stripped.casefold().replace("ı", "i").replace("ł", "l").replace("ø", "o")


def _in_one_script(match: re.Match[str]) -> str:
    word = match.group()
    is_mixed = any(char < "\u0250" for char in word)
    return word.translate(LOOKALIKES) if is_mixed else word


def spell_ayins(text: str) -> str:
    """Return a text with every quotation mark that is a letter of a name ("‘Abd", "O‘zbek") as an ayin, of the same length.

    Before a word it is one where nothing closes a quotation behind it in the line; behind a word
    with a capital, as an office has it, the apostrophe of a plural's possessive closes none.
    """
    if not any(mark in text for mark in "‘’'`"):
        return text
    places = [match.start() for match in INNER_AYIN.finditer(text)]
    closing: list[int] | None = None
    for match in LEADING_AYIN.finditer(text):
        if closing is None:
            closing = [each.start() for each in CLOSING.finditer(text)]
        at = match.start()
        end = text.find("\n", at)
        is_named = NAMED_BEFORE.search(text[max(0, at - LONGEST_WORD) : at]) is not None
        first, last = bisect(closing, at), bisect(closing, end if end >= 0 else len(text))
        is_closed = any(not (is_named and text[c - 1] in "sxz") for c in closing[first:last])
        if match.group() == "’" or not is_closed:
            places.append(at)
    letters = list(text)
    for place in places:
        letters[place] = AYIN
    return "".join(letters)


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
    """Split into folded words.

    Such as "U.S." is "us", "Japan's" is "japan", "counter-terrorism" two words.
    """
    found = []
    for word in WORD.findall(fold(text)):
        if "'" in word:
            word = GENITIVE.sub("", word).replace("'", "")
        if "." in word:
            word = word.replace(".", "")
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
    """Return the stems of all words, in order, function words kept."""
    return [stem(word) for word in words(text)]


def terms(text: str) -> list[str]:
    """Return the stems of the words that carry a topic: function words are left out."""
    return [stem(word) for word in words(text) if word not in STOPWORDS]


def count_cases(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Count each folded word in lower case, and with a capital that does not begin a sentence."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for word in re.findall(r"(?<![.?!:] )(?<!\n)\b[^\W\d_]{2,}", text):
            (small if word[0].islower() else capital)[fold(word)] += 1
    return small, capital


def nearest_slip(
    word: str, known: Iterable[str], shortest: int, frequency: Callable[[str], int] = lambda _: 0
) -> str | None:
    """Return the known word that this one is a slip of.

    With the same first letter, one slip away, or two in a long word.

    A slip is a letter too many, too few, changed, or changed places with its neighbour (Damerau
    1964). Of several as near it is the most frequent.
    """
    most = 1 if len(word) < LONG else 2
    if len(word) < shortest:
        return None
    near = [
        other for other in known if other[:1] == word[:1] and abs(len(other) - len(word)) <= most
    ]
    found = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=None)
    return min(found, key=lambda match: (match[1], -frequency(match[0])))[0] if found else None


def long_date(day: Date | None) -> str:
    """Return a day as analysts write it, "26 October 2021"; "" where unknown."""
    return f"{day.day} {day:%B %Y}" if day else ""


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun: "1 readout", "1,194 readouts"."""
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
