"""A readout as JSON and back: the form in which the library keeps it, whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date as Date

from assistant.domain.readout import Correction, Paragraph, Person, Readout, Sentence


def to_json(readout: Readout) -> str:
    """Return the readout as JSON; sentences are kept as spans of the text."""
    record = asdict(readout)
    record["date"] = readout.date.isoformat() if readout.date else None
    record["paragraphs"] = [[p.start, p.end, p.label] for p in readout.paragraphs]
    record["sentences"] = [[s.start, s.end, s.speakers, s.reason, s.ruled] for s in readout.sentences]
    record["corrections"] = [[c.text, c.start, c.speakers] for c in readout.corrections]
    record["people"] = [[p.name, p.title, p.side] for p in readout.people]
    return json.dumps(record, ensure_ascii=False)


def from_json(text: str) -> Readout:
    """Return the readout that `to_json` wrote."""
    record = json.loads(text)
    body = record["text"]
    record["date"] = Date.fromisoformat(record["date"]) if record["date"] else None
    record["paragraphs"] = tuple(Paragraph(*row) for row in record["paragraphs"])
    record["sentences"] = tuple(_sentence(body, *row) for row in record["sentences"])
    # A library of before there were corrections has none.
    record["corrections"] = tuple(Correction(words, start, tuple(names)) for words, start, names in record.get("corrections", ()))
    record["people"] = tuple(Person(*row) for row in record["people"])
    return Readout(**record)


def _sentence(body: str, start: int, end: int, speakers: list[str], reason: str | None, ruled: list[str] | None = None) -> Sentence:
    return Sentence(body[start:end], start, end, tuple(speakers), reason, None if ruled is None else tuple(ruled))
