"""What the library's words tell about a question's words.

How rare, how printed, what they abbreviate, what was meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from assistant.questions.places import place_words
from assistant.text import fold, nearest_slip, stem, stems
from assistant.wordlists import read_rows

MIN_TYPO = 5  # letters; shorter words have too many neighbours
MIN_PREFIX = 4
NAME_SHARE = 0.8

# Cosine of two single words under all-MiniLM-L6-v2: "troops" and "soldiers" .89, "jobs" and
# "employment" .78, "farm" and "agricultural" .75, "oil" and "water" .56; from HIGH on one stands
# for the other.
LOW, HIGH = 0.5, 0.85

SMALL_WORDS = ("of", "and", "the", "for", "on", "in")
CAPITALISED = re.compile(
    r"\b[A-Z][\w’']+(?:(?:[\s–-]+(?:of|and|the|for|on|in)){0,2}[\s–-]+[A-Z][\w’']+){2,}"
)
Near = Callable[[str, float], Sequence[tuple[str, float]]]


class Lexicon:
    """Answers questions about words, from the texts of the library.

    `words` counts each folded word in small letters, and with a capital; `frequency` gives the
    number of passages with a stem; `vocabulary` is every stem there is; `near` gives the common
    words of the library whose similarity to a word is at least so much.
    """

    def __init__(
        self,
        texts: Sequence[str],
        words: tuple[Counter[str], Counter[str]],
        frequency: Callable[[str], int],
        vocabulary: Collection[str],
        near: Near,
    ) -> None:
        self._texts = texts
        self._runs: str | None = None
        self.frequency = frequency
        self._vocabulary = sorted(vocabulary)
        self._small, self._capital = words
        self._words = self._small.keys() | self._capital.keys() | place_words()
        self._near = near
        self.expansions = lru_cache(maxsize=4096)(self._expansions)
        self.nearest = lru_cache(maxsize=4096)(self._nearest)
        self.same_root = lru_cache(maxsize=4096)(self._same_root)
        self.related = lru_cache(maxsize=4096)(self._related)

    def is_common(self, word: str) -> bool:
        """Tell whether the library prints a folded word in lower case more often than with a capital."""
        return self._small[word] > self._capital[word]

    def is_known(self, word: str) -> bool:
        """Tell whether the library prints a folded word, however."""
        return self._count(word) > 0

    def is_name(self, word: str) -> bool:
        """Tell whether the library prints a folded word with a capital nearly always."""
        return self._capital[word] > NAME_SHARE * (self._small[word] + self._capital[word])

    def _related(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the stems of common words near a word, each with its nearness, 0..1."""
        return tuple(
            (stem(near), min(1.0, (value - LOW) / (HIGH - LOW)))
            for near, value in self._near(word, LOW)
        )

    def _same_root(self, stemmed: str) -> tuple[str, ...]:
        """Return the known stems that begin with this one or that it begins with, and are little longer or shorter."""
        if len(stemmed) < MIN_PREFIX:
            return ()
        found = []
        for other in self._vocabulary[bisect_left(self._vocabulary, stemmed) :]:
            if not other.startswith(stemmed):
                break
            if len(other) - len(stemmed) <= MIN_PREFIX:
                found.append(other)
        shorter = (
            stemmed[:length]
            for length in range(max(MIN_PREFIX, len(stemmed) - MIN_PREFIX), len(stemmed))
        )
        return (*found, *(each for each in shorter if self.frequency(each)))

    def _expansions(self, initialism: str) -> tuple[str, ...]:
        """Return the names the library prints in full whose initials make up the word.

        Such as "cpec", "jcpoa".
        """
        letters = re.sub(r"[^a-z]", "", initialism.lower())
        if not 3 <= len(letters) <= 7:
            return ()
        # Small words are left out of most initialisms, and have their letter in some.
        words = (
            rf"(?:{c.upper()}[\w’']+{''.join(f'|{w}' for w in SMALL_WORDS if w[0] == c)})"
            for c in letters[1:]
        )
        pattern = rf"(?:[\s–-]+(?:{'|'.join(SMALL_WORDS)})){{0,2}}[\s–-]+".join(
            [rf"{letters[0].upper()}[\w’']+", *words]
        )
        found = Counter(fold(name) for name in re.findall(rf"\b{pattern}\b", self._names()))
        # Neighbouring names share initials by chance; the one that is meant recurs, in this or that
        # company.
        return tuple(name for name, _ in found.most_common(2))

    def _names(self) -> str:
        """Return each run of three and more words in capitals once, a line each.

        A fraction of the text, and all it can hold.
        """
        if self._runs is None:
            self._runs = "\n".join(
                dict.fromkeys(
                    " ".join(run.split())
                    for text in self._texts
                    for run in CAPITALISED.findall(text)
                )
            )
        return self._runs

    def _nearest(self, word: str) -> str | None:
        """Return the word of the library, or the place, that an unknown folded word is a slip of, or None."""
        return nearest_slip(word, self._words, MIN_TYPO, self._count) if word.isalpha() else None

    def _count(self, word: str) -> int:
        return self._small[word] + self._capital[word]


@lru_cache(maxsize=1)
def glossary() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Read the groups of interchangeable terms, each term as its stems."""
    return tuple(
        tuple(tuple(stems(term)) for term in row.split("|"))
        for row in read_rows("assistant.data", "glossary.txt")
    )
