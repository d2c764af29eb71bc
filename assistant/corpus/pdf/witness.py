"""The second, independent reading: what pdfminer.six has on each page, line by line in the order of the file."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from assistant.corpus.formats import lift_marks
from assistant.corpus.pdf.columns import in_order
from assistant.corpus.pdf.glyphs import Box, Glyph, Sheet, main_angle, turned_box
from assistant.corpus.pdf.notes import bare
from assistant.corpus.pdf.pieces import Line, Piece, lines_of, pieces_of, with_drop_caps
from assistant.corpus.reconciling import compared

Resolve = Callable[
    [int, str], str
]  # the page and a line of it, with its footnote marks told from raised letters
STUMBLES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, AssertionError)  # fmt: skip
CELL = 1.2  # white between two pieces of one line that stand in two columns, against the letters
WIDER = 1.5  # and against the white between the line's words
RISE = 0.85  # how far a raised mark stands above its line
WORDS = 1.5  # words in a line of the file; fewer, and it draws them one by one, in any order
Found = tuple[Glyph, Box, int]


def second_reading(
    raw: bytes, sheets: Sequence[Sheet], resolve: Resolve, left_out: frozenset[str]
) -> str | None:
    """Return the lines of the given pages as pdfminer.six reads them, or None where it cannot read the file.

    What the first reading left out on purpose (hidden letters, running heads, footnotes) is left out here too.
    """
    try:
        pages, typed = _glyphs(raw, {sheet.number for sheet in sheets})
    except STUMBLES:
        return None
    except Exception as error:
        # pdfminer's own exceptions have two roots.
        if type(error).__module__.split(".")[0] != "pdfminer":
            raise
        return None
    texts: list[str] = []
    for sheet in sheets:
        for line in _lines(_upright(pages.get(sheet.number, []), sheet)):
            if compared(bare(line.text)) not in left_out:
                texts.append(lift_marks(resolve(sheet.number, line.text))[0])
        texts += typed.get(sheet.number, [])
    return "\n".join(texts)


def _glyphs(raw: bytes, wanted: set[int]) -> tuple[dict[int, list[Found]], dict[int, list[str]]]:
    """Return the letters of each page and what is typed in its form fields."""
    from pdfminer.pdfdevice import PDFTextDevice
    from pdfminer.pdffont import PDFUnicodeNotDefined
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    class Device(PDFTextDevice):  # type: ignore[misc]
        """Notes every letter and where it stands; nothing is laid out."""

        found: list[Found] = []  # noqa: RUF012
        is_spaced = False

        def render_char(
            self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float,
            cid: int, ncs: Any, graphicstate: Any,
        ) -> float:  # fmt: skip
            try:
                text = font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                text = "\ufffd"
            advance: float = font.char_width(cid) * fontsize * scaling
            if not text.strip():
                self.is_spaced = True
                return advance
            a, b, c, d, e, f = matrix
            corners = [(x * a + y * c + e, x * b + y * d + f)
                       for x in (0, advance) for y in (rise, rise + fontsize)]  # fmt: skip
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            box = (min(xs), min(ys), max(xs), max(ys))
            size = abs(fontsize) * math.hypot(c, d)
            glyph = Glyph(text, box[0], box[2], rise * d + f, size, False, self.is_spaced)
            self.found.append((glyph, box, round(math.degrees(math.atan2(b, a)))))
            self.is_spaced = False
            return advance

    pages: dict[int, list[Found]] = {}
    typed: dict[int, list[str]] = {}
    manager = PDFResourceManager()
    device = Device(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(raw)), 1):
        if number in wanted:
            device.found = pages[number] = []
            # Both readings count from the lower left corner of the page's own space.
            page.rotate, page.mediabox = 0, (0, 0, *page.mediabox[2:])
            interpreter.process_page(page)
            typed[number] = _typed(page)
    return pages, typed


def _typed(page: Any) -> list[str]:
    """Return the values of a page's form fields and what its notes in free text say."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    found = []
    for reference in resolve1(page.annots) or ():
        annotation = resolve1(reference)
        if isinstance(annotation, dict):
            value = resolve1(annotation.get("V", annotation.get("Contents")))
            if isinstance(value, bytes):
                found += decode_text(value).splitlines()
    return found


def _upright(found: Sequence[Found], sheet: Sheet) -> list[Glyph]:
    """Return letters turned upright, without those that the first reading found hidden."""
    hidden = {
        (round(x) + right, round(y) + up, text)
        for x, y, text in sheet.hidden
        for right in (-1, 0, 1)
        for up in (-1, 0, 1)
    }
    angle = main_angle(angle for _, _, angle in found)
    glyphs = []
    for glyph, box, own in found:
        if abs(own - angle) > 3 or (round(glyph.x0), round(glyph.y), glyph.text) in hidden:
            continue
        upright = turned_box(box, angle)
        y = glyph.y if angle == 0 else upright[1]
        glyphs.append(glyph._replace(x0=upright[0], x1=upright[2], y=y))
    return glyphs


def _lines(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """Yield lines in the order of the file; by their place where the file draws its words one by one."""
    pieces = with_drop_caps(pieces_of(glyphs))
    runs = [run for line in _runs(pieces) for run in _cells(line)]
    if runs and median(len(run) for run in runs) <= WORDS:
        for area in in_order(pieces):
            yield from area.lines
    else:
        for run in runs:
            yield from lines_of(run)


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for piece in pieces:
        if run and not (
            abs(piece.y - run[0].y) <= RISE * max(piece.size, run[0].size)
            and piece.x0 > run[-1].x1 - 0.5 * piece.size
        ):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _cells(run: list[Piece]) -> Iterator[list[Piece]]:
    gaps = [after.x0 - before.x1 for before, after in pairwise(run)]
    words = [gap for gap, piece in zip(gaps, run[1:], strict=True) if gap > 0.15 * piece.size]
    usual = median(words) if words else 0.0
    cell = run[:1]
    for gap, piece in zip(gaps, run[1:], strict=True):
        if gap > max(CELL * piece.size, WIDER * usual):
            yield cell
            cell = []
        cell.append(piece)
    yield cell
