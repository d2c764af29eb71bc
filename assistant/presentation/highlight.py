"""A readout as HTML with a cited passage marked: the one place where evidence becomes markup."""

from __future__ import annotations

import html
from collections.abc import Iterable

from assistant.domain.answer import Citation
from assistant.domain.readout import Readout
from assistant.presentation.facts import NOTE, facts


def readout_html(
    readout: Readout, citations: Iterable[Citation] = (), chosen: int | None = None
) -> str:
    """Return title, facts and text.

    Citations of this readout are marked, the one with marker `chosen` stands out.

    Everything of the readout is escaped: a page cannot bring markup of its own.
    """
    marks = sorted((c for c in citations if c.readout_id == readout.id), key=lambda c: c.start)
    paragraphs = []
    for paragraph in readout.paragraphs:
        inside = [c for c in marks if paragraph.start <= c.start and c.end <= paragraph.end]
        paragraphs.append(
            f"<p>{_marked(readout.text, paragraph.start, paragraph.end, inside, chosen)}</p>"
        )
    line = html.escape(" · ".join(facts(readout)))
    head = f"<h3>{html.escape(readout.title)}</h3><p class='facts' title='{NOTE}'>{line}</p>"
    gaps = "".join(f"<p class='sample'>Not read: {html.escape(gap)}</p>" for gap in readout.gaps)
    note = "<p class='sample'>Sample readout written for this product: fictional or paraphrased, not to be quoted.</p>"
    shown = [head, note if readout.sample else "", gaps, *paragraphs, _notes(readout)]
    return "".join(shown)


def _notes(readout: Readout) -> str:
    """Return the account's footnotes, set apart from its text: nobody speaks them."""
    items = [f"<li>{html.escape(f'{n.mark} {n.text}'.strip())}</li>" for n in readout.notes]
    return f"<h4>Notes</h4><ul class='notes'>{''.join(items)}</ul>" if items else ""


def _marked(text: str, start: int, end: int, citations: list[Citation], chosen: int | None) -> str:
    parts, position = [], start
    for citation in citations:
        if citation.start < position:
            continue  # the same sentence cited twice
        kind = "chosen" if citation.marker == chosen else "cited"
        speakers = html.escape(", ".join(citation.speakers) or "narration", quote=True)
        parts.append(html.escape(text[position : citation.start]))
        quote = html.escape(text[citation.start : citation.end])
        if citation.doubt:
            speakers += html.escape(f"; doubtful: {citation.doubt}", quote=True)
            kind += " doubtful"
        parts.append(
            f"<mark class='{kind}' title='{speakers}'>{quote}<sup>[{citation.marker}]</sup></mark>"
        )
        position = citation.end
    parts.append(html.escape(text[position:end]))
    return "".join(parts)
