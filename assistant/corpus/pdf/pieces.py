"""Glyphs as pieces (unbroken runs of letters), and pieces as lines."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from assistant.corpus.formats import RESERVED, ZERO_WIDTH, note_mark
from assistant.corpus.pdf.glyphs import Glyph

TOUCH = 0.1  # share of the letters' size: two letters no farther apart are one piece
SPACE = 0.17  # and two pieces farther apart are two words
NARROWEST = -0.2  # a space of the file narrower than this is one that kerning took back
TWICE = 0.15  # the same letter this near is drawn again to look bold
MOST_CAPS = 20  # large first letters of a page that are looked at
MOST_ALIKE = 200  # pieces of the same letters that are looked at
SAME_LINE = 0.25  # baselines no farther apart are one
RAISED = (0.15, 0.85)  # how far above its line a raised mark stands
LOWERED = -0.45  # how far below it a lowered one
SMALL = 0.85  # how large such a letter is at most, against the line's
HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
SOFT_HYPHEN = "\u00ad"
LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
     "\ufb05": "ft", "\ufb06": "st"}
)  # fmt: skip
SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
# Accents that stand as letters of their own and are printed over another one.
ACCENTS = dict(
    zip(
        "´`¨ˆ˜¸ˇ˘˙˚˝˛",
        "\u0301\u0300\u0308\u0302\u0303\u0327\u030c\u0306\u0307\u030a\u030b\u0328",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters without a gap; `is_raised` where they stand above their line as a mark does."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    after_space: bool
    is_raised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces on one baseline as text; raised letters stand in it as footnote marks."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool

    @property
    def first_width(self) -> float:
        """The width of the first word, about."""
        words = self.text.split()
        return (self.x1 - self.x0) * len(words[0]) / len(self.text) if words else 0.0


def pieces_of(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Put letters together that stand on one baseline without a gap, in the order of the file."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _goes_on(last, glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        last = glyph
    return _drawn_once([piece for run in runs if (piece := _piece(run)).text])


def _drawn_once(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out pieces that are drawn once more where they stand, as for bold or a shadow."""
    seen: dict[str, list[Piece]] = defaultdict(list)
    kept = []
    for piece in pieces:
        near = piece.size * TWICE
        if not any(
            abs(piece.x0 - other.x0) < near and abs(piece.y - other.y) < near
            for other in seen[piece.text][-MOST_ALIKE:]
        ):
            kept.append(piece)
            seen[piece.text].append(piece)
    return kept


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    """Tell whether a letter stands beside the last one as a letter of the same word does."""
    _, x0, x1, y, size, is_bold, after_space = glyph
    limit = size * 0.08
    if (
        is_bold != last.is_bold
        or not -limit <= y - last.y <= limit
        or not -limit <= size - last.size <= limit
    ):
        return False
    if x0 == last.x0 and x1 == last.x1:
        return True  # the letters of a ligature
    gap = x0 - last.x1
    if glyph.text in ACCENTS or last.text in ACCENTS or unicodedata.combining(glyph.text[0]):
        return gap < size * TOUCH and x1 > last.x0 - size
    if gap < -size * 0.6 and _is_from_the_right(glyph.text):
        gap = last.x0 - x1
    return -size * 0.6 < gap < size * (NARROWEST if after_space else TOUCH)


def _piece(run: Sequence[Glyph]) -> Piece:
    text = "".join([glyph.text for glyph in run])
    if not text.isascii() or not text.isprintable() or "`" in text:
        if run[0].x0 < run[-1].x0 and _is_from_the_right(text):
            run = run[::-1]  # drawn from the left in a script that is read from the right
        text = _accented(run).translate(HYPHENS).translate(LIGATURES).translate(RESERVED)
        text = unicodedata.normalize("NFC", text)
    return Piece(
        text,
        min(run[0].x0, run[-1].x0),
        max(run[0].x1, run[-1].x1),
        run[0].y,
        run[0].size,
        run[0].is_bold,
        run[0].after_space,
    )


def _accented(run: Sequence[Glyph]) -> str:
    """Return letters with the accents that are printed over them."""
    letters: list[str] = []
    waiting = ""
    for number, glyph in enumerate(run):
        accent = ACCENTS.get(glyph.text)
        after = run[number + 1] if number + 1 < len(run) else None
        before = run[number - 1] if number else None
        if accent and after and _is_over(glyph, after):
            waiting = accent
        elif accent and before and letters and _is_over(glyph, before):
            letters[-1] += accent
        else:
            letters.append(glyph.text + waiting)
            waiting = ""
    return "".join(letters)


def _is_over(accent: Glyph, letter: Glyph) -> bool:
    middle = (accent.x0 + accent.x1) / 2
    return letter.text.isalpha() and letter.x0 <= middle <= letter.x1


def with_drop_caps(pieces: Sequence[Piece]) -> list[Piece]:
    """Set a large first letter beside several lines at the head of the first of these."""
    if not pieces:
        return []
    usual = median(piece.size for piece in pieces for _ in piece.text)
    found = list(pieces)
    caps = [
        piece
        for piece in pieces
        if len(piece.text) <= 2 and piece.size > 1.8 * usual and piece.text[0].isupper()
    ]
    for cap in caps[:MOST_CAPS]:
        beside = [
            p
            for p in found
            if p.size < 1.4 * usual
            and cap.y - usual * 0.5 < p.y < cap.y + cap.size
            and -0.2 * usual < p.x0 - cap.x1 < 1.2 * usual
        ]
        if len({round(p.y) for p in beside}) < 2:
            continue
        first = max(beside, key=lambda p: p.y)
        x1 = first.x0 - (0.3 * first.size if _is_word(cap, first, pieces) else 0)
        found[found.index(cap)] = replace(
            cap, y=first.y, size=first.size, x1=x1, is_bold=first.is_bold
        )
        found[found.index(first)] = replace(first, after_space=False)
    return found


def _is_word(cap: Piece, after: Piece, pieces: Sequence[Piece]) -> bool:
    """Tell whether a large first letter is a word: what follows is one elsewhere on the page."""
    if cap.text not in ("A", "I"):
        return False
    words = {piece.text.casefold().strip(".,;:") for piece in pieces if piece is not after}
    rest = after.text.casefold().strip(".,;:")
    return rest in words and cap.text.casefold() + rest not in words


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """Return pieces as lines from the top down."""
    rows: dict[int, list[list[Piece]]] = defaultdict(list)
    all_rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-round(p.size, 1), -p.y, p.x0)):
        row = _row_of(piece, rows)
        if row is None:
            row = []
            all_rows.append(row)
            rows[int(piece.y // 8)].append(row)
            row.append(piece)
        else:
            is_raised = (
                piece.size < SMALL * row[0].size and piece.y - row[0].y > RAISED[0] * row[0].size
            )
            row.append(replace(piece, is_raised=True) if is_raised else piece)
    return sorted((_line(row) for row in all_rows), key=lambda line: -line.y)


def _row_of(piece: Piece, rows: dict[int, list[list[Piece]]]) -> list[Piece] | None:
    """Return the row on which a piece stands, or of which it is a raised or lowered mark."""
    here = int(piece.y // 8)
    near = [row for key in range(here - 3, here + 4) for row in rows.get(key, ())]
    for row in near:
        if abs(row[0].y - piece.y) <= SAME_LINE * piece.size:
            return row
    for row in near:
        size, rise = row[0].size, piece.y - row[0].y
        if (
            piece.size < SMALL * size
            and (RAISED[0] * size < rise < RAISED[1] * size or LOWERED * size < rise < 0)
            and any(-0.5 * size < _gap(piece, other) < 0.35 * size for other in row)
        ):
            return row
    return None


def _gap(one: Piece, other: Piece) -> float:
    return max(one.x0 - other.x1, other.x0 - one.x1)


def _line(row: Sequence[Piece]) -> Line:
    ordered = _from_the_right(sorted(row, key=lambda piece: piece.x0))
    size = row[0].size
    space, is_spaced_out = _space(ordered)
    parts: list[str] = []
    for number, piece in enumerate(ordered):
        before = ordered[number - 1] if number else None
        if before and _is_apart(before, piece, space * size, is_spaced_out):
            parts.append(" ")
        parts.append(_marked(piece))
    letters = sum(len(piece.text) for piece in row)
    return Line(
        " ".join(ZERO_WIDTH.sub("", _end_hyphen("".join(parts))).split()),
        ordered[0].x0 if len(ordered) == 1 else min(piece.x0 for piece in row),
        max(piece.x1 for piece in row),
        row[0].y,
        size,
        sum(len(piece.text) for piece in row if piece.is_bold) > 0.9 * letters,
    )


def _end_hyphen(text: str) -> str:
    # A soft hyphen at a line's end is a hyphen there, and nothing elsewhere.
    return text[:-1] + "-" if text.endswith(SOFT_HYPHEN) else text


def _marked(piece: Piece) -> str:
    if piece.is_raised:
        return note_mark(piece.text)
    return re.sub(f"[{SUPERSCRIPTS}]+", lambda match: note_mark(match[0]), piece.text)


def _is_apart(before: Piece, piece: Piece, space: float, is_spaced_out: bool) -> bool:
    gap = _gap(before, piece)
    if gap > space:
        return True
    return (
        piece.after_space
        and not piece.is_raised
        and not is_spaced_out
        and gap > NARROWEST * piece.size
    )


def _space(row: Sequence[Piece]) -> tuple[float, bool]:
    """Return from which gap on, as a share of the size, two pieces are two words.

    In a line of single letters the gap between letters tells. The second value tells whether the
    file has a space after each of them.
    """
    single = [piece for piece in row if len(piece.text) == 1]
    if len(row) < 6 or len(single) < 0.8 * len(row):
        return SPACE, False
    gaps = sorted(max(0.0, _gap(one, other)) / row[0].size for one, other in pairwise(row))
    usual = gaps[len(gaps) // 4]
    spaces = sum(piece.after_space for piece in row[1:])
    return max(SPACE, usual * 1.6 + 0.05), spaces > 0.7 * (len(row) - 1)


def _is_from_the_right(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _from_the_right(row: list[Piece]) -> list[Piece]:
    """Turn round words of a script that runs from the right."""
    ordered: list[Piece] = []
    turned: list[Piece] = []
    for piece in row:
        if _is_from_the_right(piece.text):
            turned.append(piece)
        else:
            ordered += [*reversed(turned), piece]
            turned = []
    return [*ordered, *reversed(turned)]
