"""Answers, readouts and reports as plain values that any program can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from assistant.checking import CheckReport
from assistant.domain.answer import Answer, Checked, Citation, Hit
from assistant.domain.readout import Correction, Readout, Sentence
from assistant.domain.report import AddReport


def answer_fields(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON-ready fields, named as in the Python API."""
    return {
        "question": answer.question.text,
        "answered": answer.answered,
        "text": answer.text,
        "citations": [citation_fields(citation) for citation in answer.citations],
        "related": [citation_fields(citation) for citation in answer.related],
        "dropped": answer.dropped,
        "path": answer.path,
        "usage": asdict(answer.usage) if answer.usage else None,
        "verdicts": [checked_fields(sentence) for sentence in answer.verification.sentences]
        if answer.verification
        else [],
    }


def checked_fields(sentence: Checked) -> dict[str, Any]:
    """Return a sentence that a model wrote with its verdict as JSON-ready fields."""
    return {
        "text": sentence.text,
        "verdict": sentence.verdict,
        "markers": list(sentence.markers),
        "detail": sentence.detail,
    }


def citation_fields(citation: Citation) -> dict[str, Any]:
    """Return a citation as JSON-ready fields."""
    return {**asdict(citation), "speaker": citation.speaker, "date": _iso(citation.date)}


def readout_fields(readout: Readout, whole: bool = False) -> dict[str, Any]:
    """Return a readout as JSON-ready fields; `whole` adds its text and sentences."""
    fields: dict[str, Any] = {
        "id": readout.id,
        "title": readout.title,
        "date": _iso(readout.date),
        "published": _iso(readout.published),
        "issuer": readout.issuer,
        "kind": readout.kind,
        "place": readout.place,
        "language": readout.language,
        "participants": list(readout.participants),
        "path": readout.path,
        "url": readout.url,
        "sample": readout.sample,
        "inferred": list(readout.inferred),
        "edited": list(readout.edits.names),
        "origins": [origin.place for origin in readout.origins],
        "version": readout.version,
        "notes": [asdict(note) for note in readout.notes],
        "doubts": [asdict(doubt) for doubt in readout.doubts],
        "gaps": list(readout.gaps),
    }
    if whole:
        fields["people"] = [asdict(person) for person in readout.people]
        fields["text"] = readout.text
        fields["sentences"] = [sentence_fields(sentence) for sentence in readout.sentences]
    return fields


def sentence_fields(sentence: Sentence) -> dict[str, Any]:
    """Return a sentence as JSON-ready fields."""
    return asdict(sentence)


def correction_fields(readout: Readout, correction: Correction) -> dict[str, Any]:
    """Return a correction as JSON-ready fields.

    `readout`, `sentence` and `speaker` are those of a gold file of attribution.
    """
    names = list(correction.speakers)
    return {
        "id": readout.id,
        "readout": PurePath(readout.path or readout.id).name,
        "sentence": " ".join(correction.text.split()),
        "speaker": names if len(names) > 1 else names[0] if names else None,
        "applied": any(
            s.ruled is not None and s.start == correction.start for s in readout.sentences
        ),
    }


def hit_fields(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Return ranked passages as JSON-ready fields, best first."""
    return [
        {
            "rank": rank,
            "readout_id": hit.readout.id,
            "title": hit.readout.title,
            "date": _iso(hit.readout.date),
            "speakers": list(hit.passage.speakers),
            "text": hit.passage.text,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "similarity": hit.similarity,
        }
        for rank, hit in enumerate(hits, 1)
    ]


def report_fields(report: AddReport) -> dict[str, Any]:
    """Return what an add did as JSON-ready fields."""
    return asdict(report)


def check_fields(report: CheckReport) -> dict[str, Any]:
    """Return what a check found as JSON-ready fields."""
    found = [{**asdict(finding), "mended": finding in report.mended} for finding in report.found]
    sources = asdict(report.sources) if report.sources else None
    return {
        "sound": report.sound,
        "readouts": report.readouts,
        "passages": report.passages,
        "found": found,
        "sources": sources,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
