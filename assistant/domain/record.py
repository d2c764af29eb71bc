"""A readout as JSON and back: the form in which the library keeps it, whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date as Date
from typing import Any

from assistant.domain.readout import (
    KINDS,
    STANDINGS,
    Correction,
    Details,
    Doubt,
    Note,
    Origin,
    Paragraph,
    Person,
    Readout,
    Sentence,
)


def to_json(readout: Readout) -> str:
    """Return the readout as JSON; sentences are kept as spans of the text."""
    record = asdict(readout)
    record["date"] = _iso(readout.date)
    record["published"] = _iso(readout.published)
    record["paragraphs"] = [[p.start, p.end, p.label, p.standing] for p in readout.paragraphs]
    record["sentences"] = [
        [s.start, s.end, s.speakers, s.reason, s.ruled] for s in readout.sentences
    ]
    record["corrections"] = [[c.text, c.start, c.speakers] for c in readout.corrections]
    record["people"] = [_row(person) for person in readout.people]
    record["stated_people"] = [_row(person) for person in readout.stated_people]
    record["origins"] = [[o.place, o.digest, o.etag, o.modified] for o in readout.origins]
    record["notes"] = [[n.mark, n.text, n.at] for n in readout.notes]
    record["doubts"] = [[d.start, d.end, d.reason] for d in readout.doubts]
    record["edits"] = details_fields(readout.edits)
    record["replaced"] = details_fields(readout.replaced)
    return json.dumps(record, ensure_ascii=False)


def from_json(text: str) -> Readout:
    """Return the readout that `to_json` wrote, now or in an earlier version.

    ValueError names the field where it is none: an archive may come from anywhere.
    """
    try:
        record = json.loads(text)
        _check(record)
        return _read(record)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None


def _read(record: dict[str, Any]) -> Readout:
    body = record["text"]
    digest = record.pop("digest", "")
    record["date"] = _day(record["date"])
    record["published"] = _day(record.get("published"))
    record["paragraphs"] = tuple(Paragraph(*row) for row in record["paragraphs"])
    record["sentences"] = tuple(_sentence(body, *row) for row in record["sentences"])
    # What an older library does not have, it has none of.
    record["corrections"] = tuple(
        Correction(words, start, tuple(names))
        for words, start, names in record.get("corrections", ())
    )
    record["people"] = tuple(Person(*row) for row in record["people"])
    record["stated_people"] = tuple(Person(*row) for row in record.get("stated_people", ()))
    origins = record.get("origins") or (
        [[record["path"], digest]] if digest and record["path"] else ()
    )
    record["origins"] = tuple(Origin(*row) for row in origins)
    record["notes"] = tuple(Note(*row) for row in record.get("notes", ()))
    record["doubts"] = tuple(Doubt(*row) for row in record.get("doubts", ()))
    record["gaps"] = tuple(record.get("gaps", ()))
    record["stated"] = tuple(record.get("stated", ()))
    record["edits"] = _details(record.get("edits") or {})
    record["replaced"] = _details(record.get("replaced") or {})
    return Readout(**record)


def _check(record: Any) -> None:
    """Raise ValueError, naming the field, where a record's values are not of their types."""
    if not isinstance(record, dict):
        raise ValueError("it is no mapping")
    for name in ("id", "title", "text"):
        if not isinstance(record.get(name), str) or not record[name].strip():
            raise ValueError(f"{name} is no text")
    if any(not character.isprintable() for character in record["id"]):
        raise ValueError("id holds a character that cannot be printed")
    for name in ("issuer", "path", "url", "place", "language", "supersedes", "date", "published"):
        if not isinstance(record.get(name), str | None):
            raise ValueError(f"{name} is no text")
    if record.get("kind") not in KINDS:
        raise ValueError("kind is none of the kinds")
    if not isinstance(record.get("version", 1), int) or not isinstance(
        record.get("sample", False), bool
    ):
        raise ValueError("version or sample is of another type")
    _check_rows(record)
    _check_reading(record)


def _check_rows(record: dict[str, Any]) -> None:
    """Raise ValueError, naming the field, where people, places, spans or speakers are of another type."""
    for name in ("people", "stated_people", "origins"):
        if any(not isinstance(value, str) for row in record.get(name, ()) for value in row):
            raise ValueError(f"{name} holds what is no text")
    for name in ("sentences", "paragraphs"):
        if any(not isinstance(value, int) for row in record[name] for value in row[:2]):
            raise ValueError("a span is no pair of numbers")
    for names in _speaker_lists(record):
        if not isinstance(names, list) or any(not isinstance(name, str) for name in names):
            raise ValueError("speakers are no names")
    told = (*(row[3] for row in record["sentences"]), *(row[2] for row in record["paragraphs"]))
    if any(not isinstance(text, str | None) for text in told):
        raise ValueError("a reason or label is no text")
    if any(standing not in STANDINGS for row in record["paragraphs"] for standing in row[3:]):
        raise ValueError("standing is none of what a paragraph can be")


def _speaker_lists(record: dict[str, Any]) -> list[Any]:
    """Return every list of speakers in a record: as attributed, as ruled, as corrected."""
    ruled = (names for row in record["sentences"] for names in (row[2], *row[4:5]))
    return [names for names in ruled if names is not None] + [
        row[2] for row in record.get("corrections", ())
    ]


def _check_reading(record: dict[str, Any]) -> None:
    """Raise ValueError, naming the field, where footnotes, doubts or gaps are of another type."""
    types: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("notes", (str, str, int | None)),
        ("doubts", (int, int, str)),
    )
    for name, expected in types:
        for row in record.get(name, ()):
            if len(row) != len(expected) or not all(map(isinstance, row, expected)):
                raise ValueError(f"{name} holds what is none")
    if any(not isinstance(gap, str) for gap in record.get("gaps", ())):
        raise ValueError("gaps holds what is no text")


def details_fields(details: Details) -> dict[str, Any]:
    """Return what is stated as JSON-ready fields, those not stated left out."""
    fields = {name: getattr(details, name) for name in details.names}
    for name, value in fields.items():
        if isinstance(value, Date):
            fields[name] = value.isoformat()
        elif isinstance(value, tuple):
            fields[name] = [_row(person) for person in value]
    return fields


def _details(fields: dict[str, Any]) -> Details:
    if "participants" in fields:
        fields["participants"] = tuple(Person(*row) for row in fields["participants"])
    for name in {"date", "published"} & fields.keys():
        fields[name] = _day(fields[name])
    return Details(**fields)


def _row(person: Person) -> list[str]:
    return [person.name, person.title, person.side]


def _iso(day: Date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> Date | None:
    return Date.fromisoformat(text) if text else None


def _sentence(
    body: str,
    start: int,
    end: int,
    speakers: list[str],
    reason: str | None,
    ruled: list[str] | None = None,
) -> Sentence:
    return Sentence(
        body[start:end],
        start,
        end,
        tuple(speakers),
        reason,
        None if ruled is None else tuple(ruled),
    )
