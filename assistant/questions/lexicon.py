"""What the library's words tell about a question's words: how rare, how printed, what they abbreviate, what was meant."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from assistant.text import fold, stems
from assistant.wordlists import read_rows

SIMILAR = 0.82  # difflib ratio: "releif" and "relief" .83 by letters moved, .86 and more for one slip in a long word
MIN_TYPO = 5  # letters; shorter words have too many neighbours


class Lexicon:
    """Answers questions about words, from the texts of the library.

    `frequency` gives the number of passages with a stem; `vocabulary` is every stem there is.
    """

    def __init__(self, texts: Sequence[str], frequency: Callable[[str], int], vocabulary: Collection[str]) -> None:
        self._text = "\n".join(texts)
        self.frequency = frequency
        self._vocabulary = vocabulary
        self.is_common = lru_cache(maxsize=4096)(self._is_common)
        self.expansions = lru_cache(maxsize=4096)(self._expansions)

    def _is_common(self, word: str) -> bool:
        """Tell whether the library prints a folded word in lower case more often than with a capital."""
        lower = len(re.findall(rf"\b{re.escape(word)}\b", self._text))
        capital = len(re.findall(rf"\b{re.escape(word.capitalize())}\b", self._text))
        return lower > capital

    def _expansions(self, initialism: str) -> tuple[str, ...]:
        """Return the names the library prints in full whose initials make up the word: "cpec"."""
        letters = re.sub(r"[^A-Za-z]", "", initialism).upper()
        if not 3 <= len(letters) <= 7:
            return ()
        pattern = r"(?:[\s–-]+(?:of|and|the|for|on|in)){0,2}[\s–-]+".join(rf"{letter}[\w’']+" for letter in letters)
        found = Counter(fold(name) for name in re.findall(rf"\b{pattern}\b", self._text))
        # Neighbouring names share initials by chance; the one that is meant recurs.
        return tuple(name for name, _ in found.most_common(2))

    def nearest(self, stem: str) -> str | None:
        """Return the known stem that an unknown one is a slip of, or None."""
        if len(stem) < MIN_TYPO or not stem.isalpha():
            return None
        # Slips seldom touch the first letter, and looking at one letter's stems is far quicker.
        near = [known for known in self._vocabulary if known[:1] == stem[0] and abs(len(known) - len(stem)) <= 2]
        found = difflib.get_close_matches(stem, near, n=1, cutoff=SIMILAR)
        return found[0] if found else None


@lru_cache(maxsize=1)
def glossary() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Read the groups of interchangeable terms, each term as its stems."""
    return tuple(tuple(tuple(stems(term)) for term in row.split("|")) for row in read_rows("assistant.data", "glossary.txt"))
