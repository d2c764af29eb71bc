"""Select the sentences that answer: the speaker is a hard condition, the topic must be met by the sentence's own words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from assistant.domain.answer import Evidence, Hit
from assistant.domain.question import Topic
from assistant.domain.readout import Readout, Sentence
from assistant.text import stems

MIN_PREFIX = 4
# In a library of a few readouts frequencies tell little: all words weigh about alike there, as they would among as many
# passages as this.
SMALL = 1000


@lru_cache(maxsize=32768)
def padded_stems(text: str) -> str:
    """Return the stems of a text between single spaces, for whole-word search of stem sequences."""
    return f" {' '.join(stems(text))} "


class Support:
    """Measures how much of a topic a sentence meets: 0 none, 1 all.

    A topic's groups weigh by inverse document frequency (Spärck Jones 1972), counted in passages. A group that
    title, lead, issuer or the people's countries meet already is context there, not topic: it weighs nothing unless
    all do.
    """

    def __init__(self, topic: Topic, n_passages: int, frequency: Callable[[str], int]) -> None:
        self._groups = topic.groups
        self._weights = [_rarity(group, n_passages, frequency) for group in topic.groups]

    def __call__(self, sentence: Sentence, readout: Readout) -> float:
        """Return the support of one sentence."""
        if not self._groups:
            return 1.0
        context = padded_stems(_context(readout))
        open_groups = [i for i, group in enumerate(self._groups) if not _meets(group, context)] or range(len(self._groups))
        text = padded_stems(sentence.text)
        total = sum(self._weights[i] for i in open_groups)
        return sum(self._weights[i] for i in open_groups if _meets(self._groups[i], text)) / total


def _context(readout: Readout) -> str:
    sides = " ".join({person.side for person in readout.people})
    return f"{readout.title} {readout.sentences[0].text} {readout.issuer or ''} {sides}"


def select(hits: Sequence[Hit], support: Support, speakers: frozenset[str] | None, threshold: float, limit: int) -> tuple[Evidence, ...]:
    """Return up to `limit` sentences of the hits with enough support, best first and at most one of equal text.

    `speakers` are the names any of which must be the sentence's; None admits every sentence.
    """
    found: list[tuple[float, int, Evidence]] = []
    seen: set[tuple[str, int]] = set()
    for rank, hit in enumerate(hits):
        for sentence in _sentences(hit):
            key = (hit.readout.id, sentence.start)
            if key in seen or (speakers is not None and speakers.isdisjoint(sentence.speakers)):
                continue
            seen.add(key)
            value = support(sentence, hit.readout)
            if value >= threshold:
                found.append((-value, rank, Evidence(hit.readout, sentence, value)))
    found.sort(key=lambda item: item[:2])
    return tuple(evidence for _, _, evidence in found[:limit])


def _sentences(hit: Hit) -> Iterable[Sentence]:
    first, last = hit.passage.sentences
    return hit.readout.sentences[first:last]


def _meets(group: tuple[tuple[str, ...], ...], text: str) -> bool:
    return any(f" {' '.join(form)} " in text or (len(form) == 1 and _shares_root(form[0], text)) for form in group)


def _shares_root(word: str, text: str) -> bool:
    """Match "safe" and "safeti", "friend" and "friendship": one stem begins the other."""
    if len(word) < MIN_PREFIX:
        return False
    return any(
        (other.startswith(word) or (word.startswith(other) and len(other) >= MIN_PREFIX)) and abs(len(other) - len(word)) <= MIN_PREFIX
        for other in text.split()
    )


def _rarity(group: tuple[tuple[str, ...], ...], n_passages: int, frequency: Callable[[str], int]) -> float:
    # A sequence is at most as frequent as its rarest word; a group as frequent as its most frequent form.
    count = max(min(frequency(word) for word in form) if form else 0 for form in group)
    return math.log(1 + max(n_passages, SMALL) / (1 + count))
