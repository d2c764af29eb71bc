"""A readout, its sentences and the people in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date as Date
from typing import Literal, get_args

Kind = Literal["call", "meeting", "visit", "transcript", "statement"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Standing = Literal["text", "heading", "aside"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)

# What a title calls a text of speech.
REMARKS = re.compile(
    r"\b(?:remarks|transcript|press (?:conferences?|availability|statements?|briefings?)|interviews?|questions and answers|Q ?& ?A)\b",
    re.IGNORECASE,
)
BOTH_SIDES = "both sides"
JOINT: tuple[str, ...] = (BOTH_SIDES,)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the readout says took part.

    `name` is without title, `title` the office as printed ("Prime Minister") and `side` the country
    or body ("Pakistan"); the latter two are empty where the readout does not tell.
    """

    name: str
    title: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of attribution and of citation: the half-open span [start, end) of `Readout.text`.

    `speakers` is empty for narration. `reason` says why no speaker is given where one was possible.
    `ruled` is None unless a user's correction stands in the place of what the rules gave, which it
    keeps.
    """

    text: str
    start: int
    end: int
    speakers: tuple[str, ...] = ()
    reason: str | None = None
    ruled: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A user's word on whose a sentence is.

    Its text and where it stood in `Readout.text`, and its speakers.
    """

    text: str
    start: int
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text, [start, end) in `Readout.text`, with its running speaker label if it has one.

    `standing` tells a block that is nobody's words: a heading, or an aside of the editor's (a note,
    a contact, what stands behind the end).
    """

    start: int
    end: int
    label: str | None = None
    standing: Standing = "text"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of the account, which nobody speaks: its mark as printed ("1", "*") and its text.

    `at` is the offset in `Readout.text` behind which the mark stood; None where the text bears no
    such mark.
    """

    mark: str
    text: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A span [start, end) of `Readout.text` on which two readings of the file differ, and how."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A place that a readout was read from.

    An absolute path, `archive.zip!member`, or a web address.

    `digest` is the SHA-256 of what stood there, any sidecar included; `etag` and `modified` are
    what a web server said of it, for asking again only for what has changed.
    """

    place: str
    digest: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What somebody states of a readout; None is nothing stated."""

    title: str | None = None
    date: Date | None = None
    published: Date | None = None
    issuer: str | None = None
    kind: Kind | None = None
    place: str | None = None
    language: str | None = None
    url: str | None = None
    participants: tuple[Person, ...] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The fields about which something is stated."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) is not None)


@dataclass(frozen=True, slots=True)
class Readout:
    """An official account of a call, meeting or visit, or a labelled transcript of one.

    `text` is canonical: every offset in this package indexes it. `date` is the event's day,
    `published` the day the account came out, `place` where they met, `language` an ISO 639-1 code.
    `path` and `url` say where it came from; `origins` are all places that hold it, the first of
    them its own. `sample` marks the readouts shipped with the product.

    `stated` names the fields that the page, its front matter or a sidecar states; the others were
    inferred from the text. `edits` are a user's own values, which stand above both, and `replaced`
    what those fields would be without them.

    `notes` are its footnotes, kept apart from the text. `doubts` are the spans that a second
    reading of the file does not confirm, and `gaps` says in words what of the file could not be
    read ("page 2 is a picture without text").

    `version` counts what its own place was seen to hold; `supersedes` is the id of the readout that
    it took the place of.
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
    sample: bool = False
    published: Date | None = None
    place: str | None = None
    language: str | None = None
    origins: tuple[Origin, ...] = ()
    stated: tuple[str, ...] = ()
    stated_people: tuple[Person, ...] = ()
    edits: Details = Details()
    replaced: Details = Details()
    version: int = 1
    supersedes: str | None = None
    notes: tuple[Note, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    gaps: tuple[str, ...] = ()

    def notes_within(self, start: int, end: int) -> tuple[Note, ...]:
        """Return the footnotes whose marks stand in or right behind the span [start, end) of the text."""
        return tuple(note for note in self.notes if note.at is not None and start < note.at <= end)

    def doubt_within(self, start: int, end: int) -> Doubt | None:
        """Return the first doubt about any part of the span [start, end) of the text, or None."""
        return next(
            (doubt for doubt in self.doubts if doubt.start < end and start < doubt.end), None
        )

    @property
    def is_remarks(self) -> bool:
        """Whether the title calls it remarks, a transcript, a press conference or an interview."""
        return REMARKS.search(self.title) is not None

    @property
    def participants(self) -> tuple[str, ...]:
        """The names of the people in the readout, in order of appearance."""
        return tuple(person.name for person in self.people)

    @property
    def inferred(self) -> tuple[str, ...]:
        """The details that have a value which nobody stated: it was read off the text."""
        told = {*self.stated, *self.edits.names}
        values = {
            name: getattr(self, name)
            for name in (
                "title",
                "date",
                "published",
                "issuer",
                "kind",
                "place",
                "language",
                "participants",
            )
        }
        return tuple(name for name, value in values.items() if value and name not in told)
