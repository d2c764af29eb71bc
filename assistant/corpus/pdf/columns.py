"""The order of a page: columns by the white between them, tables row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.corpus.pdf.pieces import SPACE, Line, Piece, lines_of

GUTTER = 0.8  # how wide the white between two columns is at least, against the letters
ALIGNED = 2.0  # points within which left edges are one edge
WIDER = 1.4  # how much wider it is than the white between words: stretched lines have white rivers
SAME_EDGE = 0.6  # share of a right column's lines that begin at its edge
LABELS = 0.45  # how wide the left column of a table of speakers is at most, against the whole
LABEL_WORDS = 12
DEEPEST = 8  # columns within columns
STEP = 2.0  # points
MARKER = re.compile(r"^(?:[•◦▪‣·■□●○–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])$")
FIELD = re.compile(
    r"^(?:date|time|place|venue|location|to|from|cc|re|ref|subject|status)\s*:?$", re.I
)
STOPS = (".", "!", "?", ",", ";", "-")


@dataclass(frozen=True, slots=True)
class Area:
    """Lines that are read one after the other: a column or its part, or a cell; `is_label` for the left cell of a row."""

    lines: tuple[Line, ...]
    is_label: bool = False
    is_cell: bool = False


def in_order(pieces: Sequence[Piece], depth: int = 0) -> list[Area]:
    """Return the areas of a page in the order in which they are read."""
    if not pieces:
        return []
    gutter = _find_gutter(pieces) if depth < DEEPEST else None
    if gutter is None:
        return [Area(tuple(lines_of(pieces)))]
    middle, low, high = gutter
    band = [piece for piece in pieces if low <= _middle(piece) < high]
    above = [piece for piece in pieces if _middle(piece) >= high]
    below = [piece for piece in pieces if _middle(piece) < low]
    left = [piece for piece in band if piece.x1 <= middle]
    right = [piece for piece in band if piece.x1 > middle]
    rows = _rows(left, right)
    across = (
        [area for row in rows for area in _row(*row, depth + 1)]
        if rows
        else [*in_order(left, depth + 1), *in_order(right, depth + 1)]
    )
    return [*in_order(above, depth + 1), *across, *in_order(below, depth + 1)]


def _middle(piece: Piece) -> float:
    return piece.y + piece.size * 0.3


def _find_gutter(pieces: Sequence[Piece]) -> tuple[float, float, float] | None:
    """Return the tallest white strip with text on both sides as (middle, low, high), or None."""
    size = median(piece.size for piece in pieces for _ in piece.text)
    left = min(piece.x0 for piece in pieces)
    right = max(piece.x1 for piece in pieces)
    columns = int((right - left) / STEP)
    if columns < 4:
        return None
    # For every strip of the page the heights at which letters stand in it, as bits of one number.
    bottom = min(piece.y for piece in pieces)
    ink = [0] * (columns + 1)
    for piece in pieces:
        bit = 1 << int((_middle(piece) - bottom) / STEP)
        for column in range(
            max(0, int((piece.x0 - left) / STEP)), min(columns, int((piece.x1 - left) / STEP)) + 1
        ):
            ink[column] |= bit
    best: tuple[float, float, float, float] | None = None
    for start, stop, low, high in _strips(ink, max(1, int(GUTTER * size / STEP))):
        found = _tested(
            pieces,
            left + start * STEP,
            left + stop * STEP,
            bottom + low * STEP,
            bottom + (high + 1) * STEP,
            size,
        )
        if found and (best is None or found[0] > best[0]):
            best = found
    return best[1:] if best else None


def _strips(ink: Sequence[int], width: int) -> list[tuple[int, int, int, int]]:
    """Return white strips as (first column, last column, lowest bit, highest bit), each as tall as white goes."""
    full = 0
    for column in ink:
        full |= column
    heights = _bits(full)
    found: dict[tuple[int, int], list[int]] = {}
    strips: list[tuple[int, int, int, int]] = []
    for start in range(1, len(ink) - width):
        together = 0
        for column in ink[start : start + width]:
            together |= column
        runs = set(_white(heights, together))
        for run in [run for run in found if run not in runs]:
            strips.append((found[run][0], found.pop(run)[-1] + width, *run))
        for run in runs:
            found.setdefault(run, []).append(start)
    strips += [(starts[0], starts[-1] + width, *run) for run, starts in found.items()]
    return strips


def _bits(number: int) -> list[int]:
    found = []
    while number:
        low = number & -number
        found.append(low.bit_length() - 1)
        number ^= low
    return found


def _white(heights: Sequence[int], ink: int) -> list[tuple[int, int]]:
    """Return runs of heights with text on the page and none in the strip."""
    runs: list[tuple[int, int]] = []
    begun: int | None = None
    last = 0
    for height in heights:
        if ink >> height & 1:
            if begun is not None:
                runs.append((begun, last))
            begun = None
        elif begun is None:
            begun = height
        last = height
    if begun is not None:
        runs.append((begun, last))
    return runs


def _tested(
    pieces: Sequence[Piece], start: float, stop: float, low: float, high: float, size: float
) -> tuple[float, float, float, float] | None:
    """Return (weight, middle, low, high) of a strip that parts columns or cells, or None."""
    band = [piece for piece in pieces if low <= _middle(piece) < high]
    middle = (start + stop) / 2
    left = [piece for piece in band if piece.x1 <= middle]
    right = [piece for piece in band if piece.x1 > middle]
    if not left or not right:
        return None
    low_both = max(min(_middle(p) for p in left), min(_middle(p) for p in right))
    high_both = min(max(_middle(p) for p in left), max(_middle(p) for p in right))
    if high_both < low_both - STEP and not _flows(left, right):
        return None
    edges = _edges(right)
    edge, times = edges.most_common(1)[0]
    count = sum(edges.values())
    if times < SAME_EDGE * count:
        return None
    rows_left, rows_right = len({round(p.y) for p in left}), len({round(p.y) for p in right})
    if min(rows_left, rows_right) < 2 and max(rows_left, rows_right) < 3:
        return None
    gap = edge * ALIGNED - max(p.x1 for p in left)
    if gap < max(GUTTER * size - STEP, WIDER * _usual_gap([*lines_gaps(left), *lines_gaps(right)])):
        return None
    return min(rows_left, rows_right) + gap / 1000, middle, low, high


def _usual_gap(gaps: Sequence[float]) -> float:
    return median(gaps) if gaps else 0.0


def lines_gaps(pieces: Sequence[Piece]) -> list[float]:
    """Return the white between words on each line."""
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        rows.setdefault(round(piece.y), []).append(piece)
    found: list[float] = []
    for row in rows.values():
        ordered = sorted(row, key=lambda piece: piece.x0)
        gaps = (b.x0 - a.x1 for a, b in pairwise(ordered))
        found += [gap for gap in gaps if gap > SPACE * row[0].size]
    return found


def _flows(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Tell whether the words on the left go on in those on the right, which stand higher on the page."""
    if min(p.y for p in right) < max(p.y for p in left):
        return False
    last, first = lines_of(left)[-1], lines_of(right)[0]
    return not last.text.endswith(STOPS[:3]) and first.text[0].islower()


def _edges(pieces: Sequence[Piece]) -> Counter[int]:
    """Count where lines begin."""
    first: dict[int, float] = {}
    for piece in pieces:
        row = round(piece.y)
        first[row] = min(first.get(row, piece.x0), piece.x0)
    return Counter(round(x / ALIGNED) for x in first.values())


def _rows(left: Sequence[Piece], right: Sequence[Piece]) -> list[tuple[list[Piece], list[Piece]]]:
    """Return the rows of a table whose left cells name what stands in the right ones; none where these are columns of text."""
    names, words = lines_of(left), lines_of(right)
    whole = max(line.x1 for line in words) - min(line.x0 for line in names)
    width = max(line.x1 for line in names) - min(line.x0 for line in names)
    markers = [line for line in names if MARKER.match(line.text)]
    if len(markers) < len(names) and (width > LABELS * whole or not _are_labels(names, words)):
        return []
    tops = _tops(names, words)
    if not tops:
        return []
    bounds = [*(top + names[0].size * 0.7 for top in tops), float("-inf")]
    rows = []
    for number, bound in enumerate(bounds[:-1]):
        upper = bound if number else float("inf")
        rows.append(
            (
                [p for p in left if bounds[number + 1] < p.y <= upper],
                [p for p in right if bounds[number + 1] < p.y <= upper],
            )
        )
    return rows


def _are_labels(names: Sequence[Line], words: Sequence[Line]) -> bool:
    cells = _cells(names, words)
    if len(names) > len(words) + 1 or not cells:
        return False
    for cell in cells:
        text = " ".join(line.text for line in cell)
        if text[0].islower() or len(text.split()) > LABEL_WORDS or text.endswith(STOPS[:1]):
            return False
    return True


def _cells(names: Sequence[Line], words: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each left cell: one begins beside a line of the right column, or after a gap."""
    cells: list[list[Line]] = []
    for line in names:
        above = cells[-1][-1] if cells else None
        is_beside = any(abs(line.y - other.y) < 0.3 * line.size for other in words)
        if (
            above
            and above.y - line.y < 1.5 * line.size
            and (line.text[0].islower() or not is_beside or above.text.endswith(STOPS[3:]))
        ):
            cells[-1].append(line)
        else:
            cells.append([line])
    return cells


def _tops(names: Sequence[Line], words: Sequence[Line]) -> list[float]:
    """Return the baselines at which rows begin; none where the left cells do not stand beside lines of the right column."""
    cells = _cells(names, words)
    beside = [
        cell
        for cell in cells
        if any(abs(cell[0].y - other.y) < 0.3 * cell[0].size for other in words)
    ]
    if len(beside) < 0.8 * len(cells):
        return []
    return [cell[0].y for cell in beside]


def _row(left: Sequence[Piece], right: Sequence[Piece], depth: int) -> list[Area]:
    names = lines_of(left)
    label = " ".join(line.text for line in names)
    if MARKER.match(label) or FIELD.match(label):
        return [Area(tuple(lines_of([*left, *right])), is_cell=True)]
    areas = in_order(right, depth)
    cells = [Area(area.lines, area.is_label, is_cell=True) for area in areas]
    return [Area(tuple(names), is_label=True, is_cell=True), *cells] if names else cells
