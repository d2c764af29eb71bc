"""The last look at a draft that quotes.

What a statement quotes must stand in the cited sentence, of that speaker, in that readout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.domain.answer import Citation, Draft, Statement, Verified
from assistant.domain.readout import Readout
from assistant.text import fold_quotes

MARKER = re.compile(r"\[(\d+)\]")


def withhold(draft: Draft, readouts: Mapping[str, Readout]) -> Verified:
    """Drop every statement that quotes what its citation does not hold, and keep the reason."""
    citations = {citation.marker: citation for citation in (*draft.citations, *draft.related)}
    kept: list[Statement] = []
    rejected: list[tuple[Statement, str]] = []
    for statement in draft.statements:
        reason = objection(statement, citations, readouts)
        if reason:
            rejected.append((statement, reason))
        else:
            kept.append(statement)
    return Verified(replace(draft, statements=tuple(kept)), tuple(rejected))


def objection(
    statement: Statement, citations: Mapping[int, Citation], readouts: Mapping[str, Readout]
) -> str | None:
    """Return why a statement must not be shown, or None.

    White space and the shape of quotation marks are folded, nothing else; containment is exact.
    """
    if not statement.quotations:
        return "no citation"
    if {int(number) for number in MARKER.findall(_own_words(statement))} - set(citations):
        return "citation out of range"
    for quotation in statement.quotations:
        citation = citations.get(quotation.marker)
        if citation is None:
            return "citation out of range"
        readout = readouts.get(citation.readout_id)
        if readout is None or readout.text[citation.start : citation.end] != citation.quote:
            return "citation not in its readout"
        if not contains(citation.quote, quotation.text):
            return "altered quote"
        if not _speak(statement.speakers, citation, readout):
            return "wrong speaker"
    return None


def _own_words(statement: Statement) -> str:
    """Return the statement without its quotations.

    A readout may print "[9]", and that is no citation of ours.
    """
    text = statement.text
    for quotation in statement.quotations:
        text = text.replace(quotation.text, "") if quotation.text else text
    return text


def contains(text: str, quote: str) -> bool:
    """Tell whether a quote stands in a text, word for word; an empty quote stands nowhere."""
    folded = fold_quotes(quote)[0]
    return bool(folded) and folded in fold_quotes(text)[0]


def _speak(speakers: tuple[str, ...], citation: Citation, readout: Readout) -> bool:
    """Tell whether the sentences under a citation are attributed to exactly these speakers."""
    covered = [s for s in readout.sentences if s.start < citation.end and citation.start < s.end]
    return bool(covered) and all(
        set(s.speakers) == set(speakers) == set(citation.speakers) for s in covered
    )
