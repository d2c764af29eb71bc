"""What a sentence can name: a person, an office, a side, a group, a pronoun, or several of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from assistant.names import name_words

PartKind = Literal[
    "person", "office", "joint", "pronoun", "they", "we", "i", "it", "country", "group", "role"
]


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a readout can name.

    The words of its people's names, and the sides that no gazetteer knows.

    `memo` keeps what was read in one sentence, by place and length: main clause, insertions and
    added clauses look at the same places.
    """

    names: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    memo: dict[tuple[int, int], tuple[Part, int] | None] | None = None

    def for_sentence(self) -> Cast:
        """Return the same cast with a memo for one sentence."""
        return replace(self, memo={})

    def knows(self, name: str) -> bool:
        """Tell whether every word of a name is of somebody's name here."""
        words = name_words(name)
        return bool(words) and words <= self.names


NOBODY = Cast()


@dataclass(frozen=True, slots=True)
class Part:
    """One of those named: for a person `text` is the name and `titles` the offices.

    For an office the `side` it is of.
    """

    kind: PartKind
    text: str
    titles: tuple[str, ...] = ()
    side: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Everyone named at a place, up to token `end`; possessive ones ("Khan’s") are no subjects."""

    parts: tuple[Part, ...]
    end: int

    @property
    def is_plural(self) -> bool:
        """Tell whether a verb behind it may be in its base form."""
        return len(self.parts) > 1 or self.parts[0].kind in (
            "joint",
            "they",
            "we",
            "i",
            "group",
            "country",
        )
