"""A question as understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

QuestionKind = Literal["said", "both", "agreed", "across", "fact", "who"]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about: its words as asked, and the groups of stems that must be met.

    Each group holds interchangeable stem sequences: one of them in a sentence meets the group
    ("afghan" or "afghanistan"; "cpec" or "china pakistan econom corridor").
    """

    text: str
    groups: tuple[tuple[tuple[str, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its people, topic and time resolved against the library.

    `speakers` are the identities whose words are asked for: each a tuple of the names the library's readouts
    give one person, and `asked` how the question called them. `present` are the people who must have taken part.
    `unknown` holds a name that nobody in the library bears. `readouts` is None for "any".
    """

    text: str
    kind: QuestionKind
    topic: Topic
    asked: tuple[str, ...] = ()
    speakers: tuple[tuple[str, ...], ...] = ()
    present: tuple[tuple[str, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    readouts: frozenset[str] | None = None
    since: Date | None = None
    until: Date | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a caller asks: the question, the earlier questions of the conversation, and the caller's own filters.

    `speaker` is a name as anybody would write it; `readouts` are ids; the days are included.
    """

    text: str
    history: tuple[str, ...] = ()
    speaker: str | None = None
    readouts: frozenset[str] | None = None
    since: Date | None = None
    until: Date | None = None
