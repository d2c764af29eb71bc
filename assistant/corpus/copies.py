"""Recognise a readout that the library holds already from another place.

Page and PDF, http and https, a re-post.

Nothing fuzzy: letters, digits and what stands between digits are compared, so that white space,
hyphens at line ends and the shape of quotation marks do not count, and every word, number and label
does. A text that differs in one of them is another text.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from assistant.corpus.details import unedited
from assistant.domain.readout import Readout

LETTERS = re.compile(r"[^\W_]|(?<=\d)[.,:/](?=\d)|[%€£¥$]|(?<![^\s(])[-−](?=\d)")
LEAST = 25  # letters of a sentence that tells one text from others; "Thank you." does not
SHARE = 0.8  # of the longer text's letters that the shorter must have, to be the same account and no extract
APART = 31  # days; short accounts of different events may use the same words
LONG = 300  # letters; a text this long is not written twice


@dataclass(frozen=True, slots=True)
class Copy:
    """The id of a readout that another is a copy of.

    `whole` in the same words, else `fuller` or not than the other.
    """

    id: str
    extent: Literal["whole", "fuller", "shorter"]


class Copies:
    """What is needed of each readout to recognise its copies.

    Digests of its letters and of its sentences'.
    """

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
        """Return the readout that this one is a copy of, or None.

        Both must be able to be of one event and one issuer.
        """
        whole = letters(readout.text)
        same = self._by_letters.get(_digest(whole))
        if same and self._is_compatible(readout, same, len(whole) >= LONG):
            return Copy(same, "whole")
        keys = _keys(readout)
        shared = Counter(
            id for key in {_digest(k) for k in keys} for id in self._by_sentence.get(key, ())
        )
        for id, _ in shared.most_common(3):
            other = self._readouts[id]
            fewer, more = sorted((len(whole), self._sizes[id]))
            if fewer < SHARE * more or not self._is_compatible(readout, id, False):
                continue
            is_fuller = self._sizes[id] >= len(whole)
            shorter, longer = (keys, _keys(other)) if is_fuller else (_keys(other), keys)
            rest = iter(longer)
            if all(key in rest for key in shorter):  # each sentence of the shorter, in its order
                return Copy(id, "fuller" if is_fuller else "shorter")
        return None

    def _is_compatible(self, readout: Readout, id: str, is_long: bool) -> bool:
        other = unedited(
            self._readouts[id]
        )  # what a user put right is not what the other place says
        if readout.issuer and other.issuer and readout.issuer != other.issuer:
            return False
        titles = sorted((_title(readout), _title(other)), key=len)
        if not is_long and titles[0] not in titles[1]:
            return False  # a short account may not name whom it tells of but in its title
        if not readout.date or not other.date:
            return True
        return abs((readout.date - other.date).days) <= APART * (12 if is_long else 1)


def letters(text: str) -> str:
    """Return the letters and digits of a text, small, with the signs that make a number another one."""
    return "".join(LETTERS.findall(text.casefold()))


def _title(readout: Readout) -> str:
    """Return the letters of a title; none of one that is only the file's name."""
    title = letters(readout.title)
    return "" if readout.path and title == letters(PurePath(readout.path).stem) else title


def _keys(readout: Readout) -> list[str]:
    """Return each sentence's letters, under the label of its turn where it has one."""
    keys: list[str] = []
    paragraphs = iter(readout.paragraphs)
    paragraph, label = next(paragraphs, None), ""
    for sentence in readout.sentences:
        while paragraph and paragraph.start <= sentence.start:
            label = paragraph.label or label
            paragraph = next(paragraphs, None)
        keys.append(f"{letters(label)}:{letters(sentence.text)}")
    return keys


def _sentences(readout: Readout) -> set[str]:
    return {_digest(key) for key in _keys(readout) if len(key) > LEAST}


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
