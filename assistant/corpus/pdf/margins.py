"""Running heads and feet, page numbers, and stamps across the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from assistant.corpus.pdf.glyphs import Sheet
from assistant.corpus.pdf.notes import NOTE_START, SMALLER
from assistant.corpus.pdf.pieces import Line, Piece, lines_of

MARGIN = 0.12  # share of the page's height, above and below, where running heads and feet stand
MOST = 50  # large words of a page that are looked at
LOUD = 1.15  # how much larger than the text a title is set
NEAR = 8.0  # points by which a running head may stand higher or lower on another page
OFF = 1.9  # the white between a head and the text, from line to line, against the text's letters
ALONE = 1.8  # the white about a page number, against its letters
PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–—\s|]*\d{1,4}\s*[-–—|]?(?:\s*(?:/|of)\s*\d{1,4})?\s*$", re.IGNORECASE
)


def without_margins(
    sheets: Sequence[Sheet], pages: Sequence[Sequence[Piece]]
) -> tuple[list[list[Piece]], list[Line]]:
    """Return each page's pieces without running heads, feet and page numbers, and these lines."""
    sizes = [piece.size for pieces in pages for piece in pieces for _ in piece.text]
    body = median(sizes) if sizes else 0.0
    margins = [
        [piece for piece in pieces if not MARGIN < piece.y / sheet.height < 1 - MARGIN]
        for sheet, pieces in zip(sheets, pages, strict=True)
    ]
    lines = [lines_of(pieces) for pieces in margins]
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, found in enumerate(lines):
        for line in found:
            places[_key(line)].append((number, line.y))
    title = " ".join(
        line.text for line in (lines_of(pages[0]) if pages else ()) if line.size > LOUD * body
    )
    kept: list[list[Piece]] = []
    taken: list[Line] = []
    for number, pieces in enumerate(pages):
        running = [
            line
            for line in lines[number]
            if _is_running(line, number, places, body)
            or _is_number(line, pieces)
            or _is_alone(line, number, sheets[number], pieces, body, title)
        ]
        kept.append([piece for piece in pieces if not _stands_on(piece, running)])
        taken += running
    return kept, taken


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_running(
    line: Line, page: int, places: dict[str, list[tuple[int, float]]], body: float
) -> bool:
    if page == 0 and line.size > LOUD * body:
        return False  # the title, which heads the other pages too
    return any(other != page and abs(y - line.y) < NEAR for other, y in places[_key(line)])


def _is_alone(
    line: Line, page: int, sheet: Sheet, pieces: Sequence[Piece], body: float, title: str
) -> bool:
    """Tell whether a line that no other page has is a head or foot.

    It stands off the text, has no stop, and is of their kind: smaller than the text, or with the
    page's number in it, or the title once more.
    """
    is_foot = line.y < sheet.height / 2
    if (page == 0 and not is_foot) or line.text[-1] in ".!?:;,-" or len(line.text.split()) > 12:
        return False
    if NOTE_START.match(line.text):
        return False
    beyond = [p.y for p in pieces if (p.y < line.y - 1 if is_foot else p.y > line.y + 1)]
    toward = [p.y for p in pieces if (p.y > line.y + 1 if is_foot else p.y < line.y - 1)]
    if not toward or min(abs(y - line.y) for y in toward) < OFF * body:
        return False
    numbers = re.findall(r"\d+", line.text)
    return (
        line.size < SMALLER * body
        or (not beyond and str(sheet.number) in numbers)
        or (not beyond and line.text in title)
    )


def _is_number(line: Line, pieces: Sequence[Piece]) -> bool:
    if not PAGE_NUMBER.match(line.text):
        return False
    return all(
        abs(piece.y - line.y) > ALONE * line.size or abs(piece.y - line.y) < 1 for piece in pieces
    )


def _stands_on(piece: Piece, lines: Sequence[Line]) -> bool:
    return any(
        abs(piece.y - line.y) < line.size * 0.8
        and piece.size <= line.size * 1.05
        and line.x0 - 1 <= piece.x0
        and piece.x1 <= line.x1 + 1
        for line in lines
    )


def without_overprints(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out large letters printed across several lines of text: a watermark."""
    if not pieces:
        return []
    usual = median(piece.size for piece in pieces for _ in piece.text)
    large = [piece for piece in pieces if piece.size > 2.5 * usual and len(piece.text) > 2][:MOST]
    across = [piece for piece in large if _crosses(piece, pieces, usual)]
    return [piece for piece in pieces if piece not in across]


def _crosses(piece: Piece, pieces: Sequence[Piece], usual: float) -> bool:
    under = {
        round(other.y)
        for other in pieces
        if other.size < 1.5 * usual
        and piece.y - usual * 0.3 < other.y < piece.y + piece.size * 0.6
        and other.x1 > piece.x0
        and other.x0 < piece.x1
    }
    return len(under) > 1
