"""The second, independent reading: what pdfminer.six has on each page, line by line."""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import mean
from typing import Any, NamedTuple

from assistant.corpus.formats import lift_marks, note_mark
from assistant.corpus.pdf.columns import in_order
from assistant.corpus.pdf.glyphs import Glyph, Sheet
from assistant.corpus.pdf.notes import bare
from assistant.corpus.pdf.pieces import (
    ACCENTS,
    RAISED,
    SMALL,
    SPACE,
    TWICE,
    pieces_of,
    with_drop_caps,
)
from assistant.corpus.reconciling import compared

# The page and a line of it, with its footnote marks told from raised letters.
Resolve = Callable[[int, str], str]
STUMBLES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
)
CELL = 1.2  # white in a line, against its letters, after which another column begins
WORDS = 1.5  # words in a line of the file; fewer, and it draws them one by one, in any order
FROM_THE_RIGHT = re.compile("[\u0590-\u08ff][\u0590-\u08ff ]*")


class Letter(NamedTuple):
    """A letter where it is drawn, along and across its direction of writing."""

    text: str
    along: float
    end: float
    across: float
    size: float
    angle: int
    after_space: bool


def second_reading(
    raw: bytes, sheets: Sequence[Sheet], resolve: Resolve, left_out: frozenset[str]
) -> str | None:
    """Return the lines of the given pages as pdfminer.six reads them, or None where it cannot.

    What the first reading left out on purpose (hidden letters, running heads, footnotes) is left
    out here too.
    """
    try:
        pages = list(_pages(raw, sheets))
    except STUMBLES:
        return None
    except Exception as error:
        # pdfminer's own exceptions have two roots.
        if type(error).__module__.split(".")[0] != "pdfminer":
            raise
        return None
    return "\n".join(
        lift_marks(resolve(number, line))[0]
        for number, lines in pages
        for line in lines
        if compared(bare(line)) not in left_out
    )


def _pages(raw: bytes, sheets: Sequence[Sheet]) -> Iterator[tuple[int, list[str]]]:
    """Yield each page's number and its lines; what is typed in form fields is not among them."""
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    wanted = {sheet.number: sheet for sheet in sheets}
    manager = PDFResourceManager()
    device = _device(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(raw)), 1):
        if number in wanted:
            device.letters = []
            # Both readings count from the lower left corner of the page's own space.
            page.rotate, page.mediabox = 0, (0, 0, *page.mediabox[2:])
            interpreter.process_page(page)
            yield number, _lines(_seen(device.letters, wanted[number]))


def _device(manager: Any) -> Any:
    from pdfminer.pdfdevice import PDFTextDevice
    from pdfminer.pdffont import PDFUnicodeNotDefined

    class Device(PDFTextDevice):  # type: ignore[misc]
        """Notes every letter and where it stands; nothing is laid out."""

        letters: list[tuple[Any, ...]] = []  # noqa: RUF012
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
            if text.isspace() or not text:
                self.is_spaced = True
            else:
                self.letters.append((text, matrix, fontsize, advance, rise, self.is_spaced))
                self.is_spaced = False
            return advance

    return Device(manager)


def _seen(drawn: Sequence[tuple[Any, ...]], sheet: Sheet) -> list[Letter]:
    """Return the letters of a page's main direction that the first reading did not find hidden."""
    hidden = {
        (round(x) + right, round(y) + up, text)
        for x, y, text in sheet.hidden
        for right in (-1, 0, 1)
        for up in (-1, 0, 1)
    }
    letters = []
    for text, (a, b, c, d, e, f), fontsize, advance, rise, after_space in drawn:
        if rise:
            e, f = e + rise * c, f + rise * d
        if hidden and (round(e), round(f), text) in hidden:
            continue
        size = abs(fontsize * (d if c == 0 else math.hypot(c, d)))
        if b == 0 and a > 0:
            letters.append(Letter(text, e, e + advance * a, f, size, 0, after_space))
            continue
        length = math.hypot(a, b) or 1.0
        along, across = (e * a + f * b) / length, (f * a - e * b) / length
        angle = round(math.degrees(math.atan2(b, a)))
        letters.append(
            Letter(text, along, along + advance * length, across, size, angle, after_space)
        )
    main = Counter(letter.angle for letter in letters).most_common(1)
    return [letter for letter in letters if abs(letter.angle - main[0][0]) <= 3]


def _lines(letters: Sequence[Letter]) -> list[str]:
    """Return lines in the order of the file; by place where it draws words one by one."""
    lines = list(_rows(letters))
    is_jumbled = lines and mean(line.count(" ") + 1 for line in lines) <= WORDS
    if is_jumbled or any(letter.text in ACCENTS for letter in letters):
        glyphs = [
            Glyph(one.text, one.along, one.end, one.across, one.size, False, one.after_space)
            for one in letters
        ]
        areas = in_order(with_drop_caps(pieces_of(glyphs)))
        return [line.text for area in areas for line in area.lines]
    return lines


def _rows(letters: Sequence[Letter]) -> Iterator[str]:
    """Yield the letters that follow one another on a line, the raised ones among them as marks."""
    parts: list[str] = []
    raised: list[str] = []
    line = last = None
    for letter in letters:
        text, along, _, across, size, _, after_space = letter
        if last and text == last.text and _is_twice(last, letter):
            continue
        if line is None or last is None:
            line = letter
        elif _is_elsewhere(last, letter):
            yield _row(parts, raised)
            parts, raised, line = [], [], letter
        elif size < SMALL * line.size and across - line.across > RAISED[0] * line.size:
            raised.append(text)
            last = letter
            continue
        else:
            if raised:
                parts.append(note_mark("".join(raised)))
                raised = []
            if after_space or along - last.end > SPACE * size:
                parts.append(" ")
            if size > SMALL * line.size:
                line = letter
        parts.append(text)
        last = letter
    if parts or raised:
        yield _row(parts, raised)


def _is_twice(last: Letter, letter: Letter) -> bool:
    """Tell whether a letter is drawn once more where it stands, to look bold."""
    near = TWICE * letter.size
    return abs(letter.along - last.along) < near and abs(letter.across - last.across) < near


def _is_elsewhere(last: Letter, letter: Letter) -> bool:
    """Tell whether a letter begins another line or column."""
    size = max(last.size, letter.size)
    gap = letter.along - last.end
    return (
        not -0.5 * size < gap < CELL * size or abs(letter.across - last.across) > RAISED[1] * size
    )


def _row(parts: list[str], raised: list[str]) -> str:
    if raised:
        parts.append(note_mark("".join(raised)))
    text = "".join(parts)
    if text.isascii():
        return text
    return FROM_THE_RIGHT.sub(lambda match: match[0][::-1], text)
