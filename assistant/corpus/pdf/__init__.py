"""PDF files with text: paragraphs in reading order, footnotes apart, running heads taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from assistant.corpus.formats import Page, clean, unlist
from assistant.corpus.furniture import is_letterhead
from assistant.corpus.pdf.columns import Drawn, in_order
from assistant.corpus.pdf.drawn import read_sheets
from assistant.corpus.pdf.glyphs import Sheet
from assistant.corpus.pdf.margins import without_margins, without_overprints
from assistant.corpus.pdf.notes import Leaf, bare, take_notes
from assistant.corpus.pdf.paragraphs import LOUD, Block, blocks_of, joined
from assistant.corpus.pdf.pieces import Line, Piece, pieces_of, with_drop_caps
from assistant.corpus.pdf.witness import second_reading
from assistant.corpus.reconciling import compared
from assistant.errors import DocumentError

PICTURE = 0.5  # share of a page that pictures cover when the page is a scan
FEW = 30  # words on a pictured page that are a stamp and no text
UNREADABLE = 0.05  # share of glyphs without a letter behind them
MOST_PICTURES = 60  # of a page, that are looked at
UNCONFIRMED = "the file is damaged: no second reading of it confirms the words"
OCR = "run text recognition (OCR) on"


def pdf(raw: bytes, path: str) -> Page:
    """Read a PDF; DocumentError for one that is damaged, locked, a scan, or of unknown letters."""
    if not raw.strip():
        raise DocumentError(path, "the file is empty")
    sheets = read_sheets(raw, path)
    pictured = [sheet for sheet in sheets if _is_picture(sheet)]
    sheets = [sheet for sheet in sheets if sheet not in pictured]
    glyphs = sum(len(sheet.glyphs) for sheet in sheets)
    if pictured and not glyphs:
        raise DocumentError(
            path,
            f"the PDF is a scan: its pages are pictures without text; {OCR} it and add the result",
        )
    if sum(sheet.unknown for sheet in sheets) > UNREADABLE * glyphs:
        raise DocumentError(
            path,
            f"the PDF's fonts do not say which letters they draw; {OCR} it and add the result",
        )
    pages, heads = _leaves(sheets)
    leaves, marks, notes = take_notes(pages)
    blocks = blocks_of(leaves)
    if not blocks:
        raise DocumentError(path, "the PDF holds no text")
    title = _title(blocks)
    left_out = frozenset(compared(bare(line.text)) for line in (*heads, *notes))
    second = second_reading(raw, sheets, marks.resolve, left_out)
    paragraphs = [(clean(unlist(p.text)), p.is_apart) for p in joined(blocks)]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph[0]]
    return Page(
        tuple(text for text, _ in paragraphs),
        {},
        _hints(title, heads),
        tuple((note.name, note.text) for note in marks.notes),
        frozenset(number for number, (_, is_apart) in enumerate(paragraphs) if is_apart),
        second,
        (*_gaps(pictured), *([UNCONFIRMED] if second is None else [])),
    )


def _hints(title: Block | None, heads: Sequence[Line]) -> dict[str, str]:
    """Return what the layout tells: the largest line is the title, an office at the head issues."""
    hints = {"title": title.text} if title else {}
    parts = (part for line in heads for part in re.split(r"\s[-–—|·•]\s", line.text))
    if issuer := next((part for part in parts if is_letterhead(part)), None):
        hints["issuer"] = issuer
    return hints


def _is_picture(sheet: Sheet) -> bool:
    """Tell whether a page is a picture; a stamp or a page number on it makes it no text."""
    words = 1 + sum(glyph.after_space for glyph in sheet.glyphs)
    return sheet.covered > PICTURE and (not sheet.glyphs or words < FEW)


def _gaps(pictured: Sequence[Sheet]) -> tuple[str, ...]:
    if not pictured:
        return ()
    numbers = [str(sheet.number) for sheet in pictured]
    if len(numbers) == 1:
        return (f"page {numbers[0]} is a picture without text; {OCR} it",)
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return (f"pages {listed} are pictures without text; {OCR} them",)


def _leaves(sheets: Sequence[Sheet]) -> tuple[list[Leaf], list[Line]]:
    """Return pages in reading order without running heads and feet, and these."""
    pages = [without_overprints(with_drop_caps(pieces_of(sheet.glyphs))) for sheet in sheets]
    kept, heads = without_margins(sheets, pages)
    leaves = []
    for sheet, pieces in zip(sheets, kept, strict=True):
        areas = in_order(pieces, _drawn(sheet, pieces))
        heads += [line for area in areas if area.is_number for line in area.lines]
        areas = [area for area in areas if not area.is_number]
        leaves.append(Leaf(sheet.number, tuple(areas), sheet.rules, sheet.width, sheet.height))
    return leaves, heads


def _drawn(sheet: Sheet, pieces: Sequence[Piece]) -> Drawn:
    """Return what is drawn about the text; a whole page's picture is its ground."""
    area = sheet.width * sheet.height
    pictures = [
        box
        for box in sheet.pictures[:MOST_PICTURES]
        if (box[2] - box[0]) * (box[3] - box[1]) < PICTURE * area
        and not any(box[0] < p.x1 < box[2] and box[1] < p.y < box[3] for p in pieces)
    ]
    return Drawn(tuple(pictures), sheet.rules)


def _title(blocks: Sequence[Block]) -> Block | None:
    """Return the largest block of the first page where it is larger than the text, or None."""
    body = median(block.size for block in blocks for _ in block.lines)
    first = [block for block in blocks if block.page == blocks[0].page]
    largest = max(first, key=lambda block: block.size)
    return largest if largest.size > LOUD * body and len(largest.text) > 10 else None
