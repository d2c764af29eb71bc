"""Assemble a page's blocks into a readout: title, date, issuer, kind, canonical text, sentences."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date
from pathlib import PurePath

from assistant.corpus.dates import event_date, find_order, read_date, tells_day
from assistant.corpus.details import merged, read_details, stated_in
from assistant.corpus.formats import Page, clean
from assistant.corpus.furniture import dateline_length, is_breadcrumb
from assistant.corpus.head import Block, Head, read_head
from assistant.corpus.labels import find_labels
from assistant.corpus.layout import lay_out, read_blocks
from assistant.corpus.notes import lift_notes
from assistant.corpus.reconciling import find_doubts
from assistant.corpus.setting import find_language, find_place
from assistant.domain.readout import (
    REMARKS,
    Details,
    Kind,
    Note,
    Readout,
)
from assistant.errors import DetailError, DocumentError
from assistant.issuers import find_issuer, home_of, read_issuer, spokesperson_issuer

NOTHING = Details()
MONTH_FIRST = frozenset({"United States"})  # whose houses write "01/31/2025"
TEXT_LIMIT = 600_000  # characters; the longest of 1,194 readouts and transcripts has under 200,000
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "call",
        re.compile(
            r"\b(?:phone|telephone|call|calls|speaks? with|spoke (?:to|with))\b", re.IGNORECASE
        ),
    ),
    ("visit", re.compile(r"\b(?:visit|visits|travel|trip)\b", re.IGNORECASE)),
    (
        "meeting",
        re.compile(
            r"\b(?:meet|meets|met|meeting|meetings|summit|talks|convening|session)\b", re.IGNORECASE
        ),
    ),
)


def parse(page: Page, path: str, sidecar: Details = NOTHING, url: str | None = None) -> Readout:
    """Build a readout without speakers from a page.

    Its id is its date, its title and the digest of these, its issuer and its text.

    What a sidecar states stands above the page's own fields, and these above what is inferred.
    `url` is where the page was fetched from. Raises DocumentError where nothing that could be a
    sentence is left, or a field cannot be used.
    """
    page = lift_notes(page)
    try:
        own = read_details(page.stated)
    except DetailError as error:
        raise DocumentError(path, str(error)) from None
    own_title = own.title or clean(str(page.hints.get("title", "")))
    head = read_head(read_blocks(page), own_title)
    title, body = head.title, [block.text for block in head.body]
    if not body:
        raise DocumentError(path, "no text is left beside title and page furniture")
    stated = merged(sidecar, own)
    title = title or stated.title or PurePath(path).stem.replace("-", " ").replace("_", " ")
    is_remarks = REMARKS.search(title) is not None
    apart = [number for number, block in enumerate(head.body) if block.is_apart]
    asides = [number for number, block in enumerate(head.body) if block.is_aside]
    labels = find_labels(body, is_remarks, apart, asides, title)
    if sum(map(len, body)) > TEXT_LIMIT:
        raise DocumentError(
            path, f"the text is longer than {TEXT_LIMIT:,} characters, and no readout is"
        )
    text, paragraphs, sentences = lay_out(head.body, labels)
    whole = "\n".join(block.text for block in read_blocks(page))
    doubts = find_doubts(sentences, page.second, _marks(head.body), whole)
    if not sentences:
        raise DocumentError(path, "no sentence was found in the text")
    issuer = _issuer(page, head, stated.url or url or "")
    published, date = _days(page, head, stated, _lead(body, sentences[0].text), issuer)
    date = date or read_date(PurePath(path).stem)
    kind = "transcript" if labels else _kind(title, sentences[0].text)
    readout = Readout(
        id="",
        title=title,
        text=text,
        paragraphs=paragraphs,
        sentences=sentences,
        date=date,
        published=published,
        issuer=issuer,
        kind=kind,
        place=find_place(body[0], title, sentences[0].text, kind)
        or (kind != "call" and head.place)
        or None,
        language=find_language(text),
        path=None if url else path,
        url=url,
        sample=bool(page.stated.get("sample")),
        notes=_notes(head.body, page.notes),
        doubts=doubts,
        gaps=page.gaps,
        stated_people=head.people,
    )
    readout = stated_in(readout, stated)
    return replace(readout, id=_identity(readout.date, readout.title, readout.issuer, text))


def _lead(body: Sequence[str], first: str) -> str:
    """Return what tells the day of the event: the first sentence, or the block of a dateline."""
    if body[0].endswith(
        ":"
    ):  # "The following is attributable to the Spokesperson:" tells of no day
        return " ".join(body[:2])
    return body[0] if dateline_length(body[0]) else first


def _days(
    page: Page, head: Head, stated: Details, lead: str, issuer: str | None
) -> tuple[Date | None, Date | None]:
    """Return the day of publication and the day of the event.

    "03/04/2025" is read as the page's other dates and its house write them, or as the lead tells;
    else it is no date.
    """
    order = find_order("\n".join(page.blocks)) or (
        "month" if home_of(issuer) in MONTH_FIRST else None
    )
    own = stated.published or page.hints.get("published")
    published = stated.published or head.published(order) or page.hints.get("published")
    if published is None:
        fitting = [day for day in head.readings() if tells_day(lead, day)]
        published = fitting[0] if len(fitting) == 1 else None
    updated = head.updated(order)
    return published or own, stated.date or event_date(lead, published, updated)


def _issuer(page: Page, head: Head, url: str) -> str | None:
    """Return who published the page, the surest sign first."""
    hints = [str(page.hints.get("marks", "")), clean(str(page.hints.get("issuer", "")))]
    trails = [block for block in page.blocks[:3] if is_breadcrumb(block)]
    text = "\n".join(block.text for block in head.body)
    return (
        find_issuer([url, *trails, hints[0]])
        or read_issuer(head.names, head.title, text)
        or hints[1]
        or spokesperson_issuer(head.names, text)
        or None
    )


def _marks(body: Sequence[Block]) -> list[tuple[str, int]]:
    """Return the footnote marks of a laid out text, each with the offset behind which it stood."""
    marks: list[tuple[str, int]] = []
    offset = 0
    for block in body:
        marks += [(mark, offset + at) for mark, at in block.marks]
        offset += len(block.text) + 2
    return marks


def _notes(body: Sequence[Block], notes: Sequence[tuple[str, str]]) -> tuple[Note, ...]:
    """Place each footnote where its mark stood, in the order of the text.

    One without a mark has no place.

    Where several notes have one mark, as on pages that count anew, they belong to its places in
    order.
    """
    waiting: dict[str, list[str]] = {}
    for mark, text in notes:
        waiting.setdefault(mark, []).append(text)
    placed: list[Note] = []
    for mark, at in _marks(body):
        if texts := waiting.get(mark):
            placed.append(Note(mark, texts.pop(0) if len(texts) > 1 else texts[0], at))
    found = {(note.mark, note.text) for note in placed}
    return (*placed, *(Note(*note) for note in notes if note not in found))


def _kind(title: str, lead: str) -> Kind:
    for text in (title, lead):
        for kind, pattern in KINDS:
            if pattern.search(text):
                return kind
    return "statement"


def _identity(date: Date | None, title: str, issuer: str | None, text: str) -> str:
    digest = hashlib.sha256(
        f"{date}\n{title}\n{issuer}\n{text}".encode("utf-8", "surrogatepass")
    ).hexdigest()[:10]
    slug = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:48].strip("-")
    return "-".join(part for part in (str(date or ""), slug, digest) if part)
