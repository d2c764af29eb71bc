"""A readout, its sentences and the people in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

Kind = Literal["call", "meeting", "visit", "transcript", "statement"]

BOTH_SIDES = "both sides"
JOINT: tuple[str, ...] = (BOTH_SIDES,)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the readout says took part.

    `name` is without title, `title` the office as printed ("Prime Minister") and `side` the country or
    body ("Pakistan"); the latter two are empty where the readout does not tell.
    """

    name: str
    title: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of attribution and of citation: the half-open span [start, end) of `Readout.text`.

    `speakers` is empty for narration. `reason` says why no speaker is given where one was possible. `ruled` is None
    unless a user's correction stands in the place of what the rules gave, which it keeps.
    """

    text: str
    start: int
    end: int
    speakers: tuple[str, ...] = ()
    reason: str | None = None
    ruled: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A user's word on whose a sentence is: its text and where it stood in `Readout.text`, and its speakers."""

    text: str
    start: int
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text, [start, end) in `Readout.text`, with its running speaker label if it has one."""

    start: int
    end: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Readout:
    """An official account of a call, meeting or visit, or a labelled transcript of one.

    `text` is canonical: every offset in this package indexes it. `path` and `url` say where it came from,
    `digest` is the SHA-256 of the file's bytes, `sample` marks the readouts shipped with the product.
    """

    id: str
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    date: Date | None = None
    issuer: str | None = None
    kind: Kind = "statement"
    people: tuple[Person, ...] = ()
    corrections: tuple[Correction, ...] = ()
    path: str | None = None
    url: str | None = None
    digest: str = ""
    sample: bool = False

    @property
    def participants(self) -> tuple[str, ...]:
        """The names of the people in the readout, in order of appearance."""
        return tuple(person.name for person in self.people)
