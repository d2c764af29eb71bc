"""What there is to tell whether a sentence answers.

How much of the topic it meets itself, and how much what is around it.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache

from assistant.domain.question import Term, Topic
from assistant.domain.readout import JOINT, Readout, Sentence
from assistant.text import fold, stem, stems

LEAD, DATELINE = (
    5,
    80,
)  # sentences of a head at most, and characters of a line of it: "Munich, Germany", "1:22 P.M. CEST"
REPLY, QUESTION = 8, 2  # sentences of a reply that its question still tells of, and of the question
BEFORE, AFTER = 3, 1  # sentences around one that may tell what it speaks of
# In a library of a few readouts frequencies tell little: all words weigh about alike there, as they
# would among as many passages as this.
SMALL = 1000
HYPHENATED = re.compile(r"\b([^\W\d_]+)-([^\W\d_]+)\b")
IN_BODY = 0.8  # a long text meets more by chance than title and first sentence do


@dataclass(frozen=True, slots=True)
class Features:
    """Shares are of the topic's weight, 0..1; of each term only the first that holds counts.

    `stated` stands in the sentence itself, `related` in words of its near in meaning, `nearby` in
    the sentences around it of the same speaker, of nobody, or of one who asks, `context` in title,
    lead and issuer, and `name_missing` is the share of proper names that stand nowhere there.
    `similarity` is the passage's cosine to the question, `cued` is 1 where the sentence's verb is
    the one asked about, or it holds the kind of fact, and `joint` where the words are those of both
    sides and one is asked for.
    """

    stated: float
    related: float
    nearby: float
    context: float
    name_missing: float
    similarity: float
    cued: float
    joint: float

    @property
    def met(self) -> float:
        """The share of what title and lead leave open that the sentence meets, with the sentences around it."""
        left_open = 1.0 - self.context
        return (self.stated + self.related + self.nearby) / left_open if left_open > 1e-6 else 1.0

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the features' names in order."""
        return tuple(field.name for field in fields(cls))


@dataclass(frozen=True, slots=True)
class Words:
    """The stems of a text: in order between single spaces, and as a set."""

    line: str
    single: frozenset[str]

    def meets(self, term: Term) -> bool:
        """Tell whether one of the term's forms stands in the text."""
        return any(
            (form[0] in self.single) if len(form) == 1 else f" {' '.join(form)} " in self.line
            for form in term.forms
        )

    def nearness(self, term: Term) -> float:
        """Return how near the nearest of the term's related words in the text comes, 0..1."""
        return max((value for word, value in term.related if word in self.single), default=0.0)


@lru_cache(maxsize=65536)
def words_of(text: str) -> Words:
    """Return the stems of a text."""
    found = stems(text)
    # "build-up" is "buildup" as well.
    joined = (stem(fold(one + other)) for one, other in HYPHENATED.findall(text))
    return Words(f" {' '.join(found)} ", frozenset((*found, *joined)))


class Extractor:
    """Measures sentences against one topic.

    Terms weigh by inverse document frequency (Spärck Jones 1972), in passages.

    `sign` is what a sentence looks like that holds the kind of fact asked for, if one is. That
    words are those of both sides is weighed against them unless both are asked for
    (`weighs_joint`).
    """

    def __init__(
        self,
        topic: Topic,
        n_passages: int,
        frequency: Callable[[str], int],
        sign: re.Pattern[str] | None = None,
        weighs_joint: bool = True,
    ) -> None:
        self._weighs_joint = weighs_joint
        self._topic = topic
        self._sign = sign
        weights = [_rarity(term, n_passages, frequency) for term in topic.terms]
        total = sum(weights) or 1.0
        self._weights = [weight / total for weight in weights]
        self._heads: dict[str, Words] = {}

    def __call__(self, readout: Readout, index: int, similarity: float) -> Features:
        """Return the features of one sentence of a readout."""
        sentence = readout.sentences[index]
        own = words_of(sentence.text)
        stated = (
            0.0 if self._topic.terms else 1.0
        )  # where no topic is named, nothing is left to be met
        related = nearby = context = missing = 0.0
        head = self._head_of(readout)
        in_head = [head.meets(term) for term in self._topic.terms]
        around: list[Words] | None = None
        for term, weight, is_context in zip(self._topic.terms, self._weights, in_head, strict=True):
            # What the head tells is so for every sentence, and says nothing of this one; unless
            # there is nothing else.
            if is_context and not all(in_head):
                context += weight
                continue
            if own.meets(term):
                stated += weight
                continue
            near = own.nearness(term)
            related += weight * near
            rest = weight * (1 - near)
            if is_context:
                context += rest
                continue
            around = around or _around(readout, index)
            if any(words.meets(term) for words in around):
                nearby += rest
            elif term.named:
                missing += rest
        cued = not self._topic.cues.isdisjoint(own.single) or (
            self._sign is not None and self._sign.search(sentence.text) is not None
        )
        return Features(
            stated,
            related,
            nearby,
            context,
            missing,
            similarity,
            float(cued),
            float(self._weighs_joint and sentence.speakers == JOINT),
        )

    def _head_of(self, readout: Readout) -> Words:
        if readout.id not in self._heads:
            self._heads[readout.id] = words_of(_head(readout))
        return self._heads[readout.id]

    def coverage(self, readout: Readout) -> float:
        """Return the share of the topic that a readout meets.

        Whole in its head, in its text a little less, in related words as near.
        """
        if not self._topic.terms:
            return 1.0
        head, body = self._head_of(readout), words_of(readout.text)
        met = 0.0
        for term, weight in zip(self._topic.terms, self._weights, strict=True):
            met += weight * (
                1.0
                if head.meets(term)
                else max(IN_BODY * body.meets(term), IN_BODY * body.nearness(term))
            )
        return met


def _around(readout: Readout, index: int) -> list[Words]:
    sentence = readout.sentences[index]
    places = [
        *range(max(0, index - BEFORE), index),
        *range(index + 1, min(len(readout.sentences), index + 1 + AFTER)),
    ]
    # A reply of several sentences is to the question before the first of them.
    first = index
    while (
        first
        and index - first < REPLY
        and readout.sentences[first - 1].speakers == sentence.speakers
    ):
        first -= 1
    places = [*range(max(0, first - QUESTION), min(first, index - BEFORE)), *places]
    return [
        words_of(readout.sentences[place].text)
        for place in places
        if _tells(readout.sentences[place], sentence, place < index)
    ]


def _tells(other: Sentence, sentence: Sentence, before: bool) -> bool:
    """Tell whether another sentence tells what this one speaks of.

    Not the words of somebody else, unless they ask.
    """
    if (
        not other.speakers
        or other.speakers == JOINT
        or not set(other.speakers).isdisjoint(sentence.speakers)
    ):
        return True
    return before and other.text.rstrip("”\"' ").endswith("?")


def _head(readout: Readout) -> str:
    """Return title, issuer, place, sides and lead.

    The lead is the first sentence, and in a transcript all before its first speaker.
    """
    sides = " ".join(sorted({person.side for person in readout.people}))
    lead = [
        readout.sentences[0],
        *itertools.takewhile(
            lambda s: not s.speakers and len(s.text) <= DATELINE, readout.sentences[1:LEAD]
        ),
    ]
    return " ".join(
        (
            readout.title,
            *(sentence.text for sentence in lead),
            readout.issuer or "",
            readout.place or "",
            sides,
        )
    )


def _rarity(term: Term, n_passages: int, frequency: Callable[[str], int]) -> float:
    # A sequence is at most as frequent as its rarest word; a term as frequent as its most frequent
    # form.
    count = max(min(frequency(word) for word in form) if form else 0 for form in term.forms)
    return math.log(1 + max(n_passages, SMALL) / (1 + count))


def as_row(features: Features) -> list[float]:
    """Return the features' values in the order of `Features.names`."""
    return [getattr(features, name) for name in Features.names()]
