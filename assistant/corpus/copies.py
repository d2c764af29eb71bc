"""Recognise a readout that the library holds already from another place: page and PDF, http and https, a re-post.

Nothing fuzzy: letters and digits are compared, so that white space, hyphens at line ends and the shape of quotation marks do not
count, and every word does. A text that differs in one word is another text.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.domain.readout import Readout

LEAST = 25  # letters of a sentence that tells one text from others; "Thank you." does not
SHARE = 0.8  # of the longer text's letters that the shorter must have, to be the same account and no extract
APART = 31  # days; short accounts of different events may use the same words
LONG = 300  # letters; a text this long is not written twice


@dataclass(frozen=True, slots=True)
class Copy:
    """The id of a readout that another is a copy of: `whole` in the same words, else `fuller` or not than the other."""

    id: str
    extent: Literal["whole", "fuller", "shorter"]


class Copies:
    """What is needed of each readout to recognise its copies: digests of its letters and of its sentences'."""

    def __init__(self, readouts: Iterable[Readout]) -> None:
        self._readouts: dict[str, Readout] = {}
        self._by_letters: dict[str, str] = {}
        self._by_sentence: dict[str, set[str]] = defaultdict(set)
        self._sizes: dict[str, int] = {}
        for readout in readouts:
            self.put(readout)

    def put(self, readout: Readout) -> None:
        """Take a readout in."""
        whole = letters(readout.text)
        self._readouts[readout.id] = readout
        self._by_letters.setdefault(_digest(whole), readout.id)
        self._sizes[readout.id] = len(whole)
        for key in _sentences(readout):
            self._by_sentence[key].add(readout.id)

    def drop(self, id: str) -> None:
        """Forget a readout; an unknown id is no error."""
        readout = self._readouts.pop(id, None)
        if readout is None:
            return
        digest = _digest(letters(readout.text))
        if self._by_letters.get(digest) == id:
            del self._by_letters[digest]
        for key in _sentences(readout):
            self._by_sentence[key].discard(id)

    def find(self, readout: Readout) -> Copy | None:
        """Return the readout that this one is a copy of, or None; both must be able to be of one event and one issuer."""
        whole = letters(readout.text)
        same = self._by_letters.get(_digest(whole))
        if same and self._is_compatible(readout, same, len(whole) >= LONG):
            return Copy(same, "whole")
        sentences = _sentences(readout)
        shared = Counter(id for key in sentences for id in self._by_sentence.get(key, ()))
        for id, number in shared.most_common(3):
            theirs = _sentences(self._readouts[id])
            if number < min(len(sentences), len(theirs)) or not self._is_compatible(readout, id, False):
                continue
            fewer, more = sorted((len(whole), self._sizes[id]))
            if fewer >= SHARE * more and letters_within(readout, self._readouts[id]):
                return Copy(id, "fuller" if self._sizes[id] >= len(whole) else "shorter")
        return None

    def _is_compatible(self, readout: Readout, id: str, is_long: bool) -> bool:
        other = self._readouts[id]
        if readout.issuer and other.issuer and readout.issuer != other.issuer:
            return False
        if not readout.date or not other.date:
            return True
        return abs((readout.date - other.date).days) <= APART * (12 if is_long else 1)


def letters(text: str) -> str:
    """Return the letters and digits of a text, small."""
    return "".join(character for character in text.casefold() if character.isalnum())


def letters_within(one: Readout, other: Readout) -> bool:
    """Tell whether every sentence of the shorter text stands, in its letters, in the longer."""
    shorter, longer = sorted((one, other), key=lambda readout: len(letters(readout.text)))
    whole = letters(longer.text)
    return all(letters(sentence.text) in whole for sentence in shorter.sentences)


def _sentences(readout: Readout) -> set[str]:
    return {_digest(key) for sentence in readout.sentences if len(key := letters(sentence.text)) >= LEAST}


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
