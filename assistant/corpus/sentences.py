"""Split a paragraph into sentences, exactly on its own offsets."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.wordlists import read_words

# A stop, closing marks that belong to it, white space, and what may open the next sentence.
END = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]+)(?P<close>[\"'”’)\]*_]*)(?P<space>\s+)(?=(?P<next>\S))"
)
LAST_TOKEN = re.compile(r"[^\s(\[“\"‘'—–]+$")
NEXT_WORD = re.compile(r"[^\w]{0,20}(\w{1,100})")
BRACKETED = re.compile(r"\((\w{1,8})$")
OPENERS = "\"'“‘([*_«¿¡"
DASHES = "–—"
LONGEST = 200  # characters of a word


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return abbreviations that never end a sentence, those that may, and words that begin one."""
    data = "assistant.corpus.data"
    return (
        read_words(data, "inner.txt"),
        read_words(data, "final.txt"),
        read_words(data, "starters.txt"),
    )


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences of one paragraph, without surrounding white space.

    A full stop ends no sentence after an abbreviation or an initial, or before a lower-case word;
    after "Jr.", "U.S." or "a.m." only a word that usually begins a sentence shows an end. Quoted
    sentences are sentences; a colon or semicolon ends none.
    """
    spans = []
    start = len(text) - len(text.lstrip())
    for match in END.finditer(text):
        if _is_end(text, start, match):
            spans.append((start, match.start("space")))
            start = match.end("space")
    end = len(text.rstrip())
    if end > start:
        spans.append((start, end))
    return spans


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end("space") : match.end("space") + 200]
    first = match["next"]
    if first in DASHES:
        # A paragraph of speech set off by dashes: "– We agree, – X said. – We will sign."
        word = NEXT_WORD.match(following)
        return (
            match["stop"] == "."
            and text[:20].lstrip()[:1] in DASHES
            and word is not None
            and word[1][0].isupper()
        )
    if not (first.isupper() or first.isdigit() or first in OPENERS or _caseless(first)):
        return False
    if first in OPENERS:
        word = NEXT_WORD.match(following)
        if word and word[1][0].islower():
            return False
    if match["stop"] != "." or match["close"].strip("*_"):
        return not _is_bracketed(text, match)
    token_match = LAST_TOKEN.search(
        text, max(start, match.start("stop") - LONGEST), match.start("stop")
    )
    if token_match is None:
        return True
    token = token_match.group()
    inner, final, starters = _vocabulary()
    folded = token.casefold()
    if token.isdigit() and token_match.start() == start:
        return False  # "1. The leaders agreed": the number of a list item
    if folded in ("no", "nos"):
        return not first.isdigit()  # "No. 10" is a number, "No. We will not." an answer
    if folded in inner:
        return False
    is_initial = len(token) == 1 and token.isupper() and token != "I"
    is_dotted = re.fullmatch(r"(?:\w\.)+\w", token) is not None
    if is_initial or is_dotted or folded in final:
        word = NEXT_WORD.match(following)
        return word is not None and word[1].casefold() in starters and word[1][0].isupper()
    return True


def _is_bracketed(text: str, match: re.Match[str]) -> bool:
    """Tell whether an abbreviation that ends no sentence stands in brackets by itself.

    Such as "Ponlop (Dr.) Karma".
    """
    at = match.start("stop")
    found = BRACKETED.search(text, max(0, at - LONGEST), at) if match["close"] == ")" else None
    return found is not None and found[1].casefold() in _vocabulary()[0]


def _caseless(char: str) -> bool:
    return char.isalpha() and char.lower() == char.upper()
