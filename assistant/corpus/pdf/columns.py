"""The order of a page: columns by the white between them, tables row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from assistant.corpus.pdf.glyphs import Box
from assistant.corpus.pdf.pieces import SPACE, Line, Piece, lines_of

GUTTER = 0.8  # how wide the white between two columns is at least, against the letters
ALIGNED = 2.0  # points within which left edges are one edge
WIDER = 1.4  # how much wider it is than the white between words: stretched lines have white rivers
FAR = 5.0  # and how wide it is at most where a line or two on the right are to be a column
LONE = 2.5  # and at least where a single row is to be cells
MUCH_WIDER = 2.2  # where a column has but a line or two
SAME_EDGE = 0.6  # share of a right column's lines that begin at its edge
LABELS = 0.45  # how wide the left column of a table of speakers is at most, against the whole
SNAP = 0.2  # and how much lower a word of the same line
ROW = 0.35  # how far lower the next row stands at least, against the letters
CELL = 1.2  # white between two cells on the left, against the letters
LABEL_WORDS = 12
MOST_PIECES = 4000  # on a page; one set small has 1,500, one with more is no text
MOST_STRIPS = 150  # of white on a page that are looked at, the tallest
DEEPEST = 8  # columns within columns
STEP = 2.0  # points
MARKER = re.compile(r"^(?:[•◦▪‣·■□●○–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])$")
FIELD = re.compile(
    r"^(?:date|time|place|venue|location|to|from|cc|re|ref|subject|status)\s*:?$", re.I
)
STOPS = (".", "!", "?", ",", ";", "-")


@dataclass(frozen=True, slots=True)
class Area:
    """Lines that are read one after the other: a column or its part, or a cell.

    `is_label` is the left cell of a row.
    `is_number` is a column of nothing but the numbers of lines, which is no text.
    """

    lines: tuple[Line, ...]
    is_label: bool = False
    is_cell: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn about the text: pictures, which fill a column, and rules, which part rows."""

    pictures: tuple[Box, ...] = ()
    rules: tuple[Box, ...] = ()


NOTHING = Drawn()


def in_order(pieces: Sequence[Piece], drawn: Drawn = NOTHING, depth: int = 0) -> list[Area]:
    """Return the areas of a page in the order in which they are read."""
    if not pieces:
        return []
    if depth == 0:
        pieces = _snapped(pieces)
    deepest = DEEPEST if len(pieces) < MOST_PIECES else 0
    gutter = _find_gutter(pieces, drawn.pictures) if depth < deepest else None
    if gutter is None:
        return [Area(tuple(lines_of(pieces)))]
    middle, low, high = gutter
    band = [piece for piece in pieces if low <= _middle(piece) < high]
    above = [piece for piece in pieces if _middle(piece) >= high]
    below = [piece for piece in pieces if _middle(piece) < low]
    left = [piece for piece in band if piece.x1 <= middle]
    right = [piece for piece in band if piece.x1 > middle]
    left, right, first = _without_heads(left, right)
    if _are_numbers(left):
        numbers = Area(tuple(lines_of(left)), is_number=True)
        return [
            *in_order([*above, *first], drawn, depth + 1),
            numbers,
            *in_order([*right, *below], drawn, depth + 1),
        ]
    rows = _rows(left, right, drawn.rules) if left else []
    across = (
        [area for row in rows for area in _row(*row, drawn, depth + 1)]
        if rows
        else [*in_order(left, drawn, depth + 1), *in_order(right, drawn, depth + 1)]
    )
    return [
        *in_order([*above, *first], drawn, depth + 1),
        *across,
        *in_order(below, drawn, depth + 1),
    ]


def _snapped(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with one baseline to a line, where words stand a little higher or lower."""
    found: list[Piece] = []
    row = float("inf")
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if row - piece.y > SNAP * piece.size:
            row = piece.y
        found.append(piece if piece.y == row else replace(piece, y=row))
    return found


def _without_heads(
    left: list[Piece], right: list[Piece]
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Part two columns from a line or two that stand well above both: a date, an office."""
    for one, other in ((left, right), (right, left)):
        top = max(piece.y for piece in other)
        heads = [piece for piece in one if piece.y > top + 0.8 * piece.size]
        rest = [piece for piece in one if piece not in heads]
        if not heads or not rest or len(_rows_of(heads)) > 2:
            continue
        white = min(piece.y for piece in heads) - max(piece.y for piece in rest)
        if white > 2 * rest[0].size:
            return (rest, right, heads) if one is left else (left, rest, heads)
    return left, right, []


def _are_numbers(pieces: Sequence[Piece]) -> bool:
    """Tell whether a column holds nothing but the numbers of lines."""
    numbers = [piece.text for piece in sorted(pieces, key=lambda piece: -piece.y)]
    if len(numbers) < 2 or not all(re.fullmatch(r"\d{1,4}", number) for number in numbers):
        return False
    steps = {int(after) - int(before) for before, after in pairwise(numbers)}
    return len(steps) == 1 and steps.pop() > 0


def _middle(piece: Piece) -> float:
    return piece.y + piece.size * 0.3


def _find_gutter(
    pieces: Sequence[Piece], pictures: Sequence[Box]
) -> tuple[float, float, float] | None:
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
    best: tuple[tuple[float, ...], float, float, float] | None = None
    pictures = [
        box for box in pictures if bottom <= box[3] and box[2] - box[0] < 0.8 * (right - left)
    ]
    for box in pictures:
        bits = ((1 << int((box[3] - bottom) / STEP) + 1) - 1) & ~(
            (1 << max(0, int((box[1] - bottom) / STEP))) - 1
        )
        for column in range(
            max(0, int((box[0] - left) / STEP)), min(columns, int((box[2] - left) / STEP)) + 1
        ):
            ink[column] |= bits
    middles = [(_middle(piece), piece) for piece in pieces]
    strips = _strips(ink, max(1, int(GUTTER * size / STEP)))
    for start, stop, low, high in sorted(strips, key=lambda strip: strip[2] - strip[3])[
        :MOST_STRIPS
    ]:
        if best and best[0][0] and 2 * (high - low + 1) < best[0][1]:
            break  # it is too low to hold as many lines
        found = _tested(
            middles,
            left + start * STEP,
            left + stop * STEP,
            bottom + low * STEP,
            bottom + (high + 1) * STEP,
            pictures,
        )
        if found and (best is None or found[0] > best[0]):
            best = found
    return best[1:] if best else None


def _strips(ink: Sequence[int], width: int) -> list[tuple[int, int, int, int]]:
    """Return white strips, as tall as white goes, as (first column, last column, low, high)."""
    full = 0
    for column in ink:
        full |= column
    heights = _bits(full)
    seen: dict[int, set[tuple[int, int]]] = {}
    found: dict[tuple[int, int], list[int]] = {}
    strips: list[tuple[int, int, int, int]] = []
    for start in range(1, len(ink) - width):
        together = 0
        for column in ink[start : start + width]:
            together |= column
        if together not in seen:
            seen[together] = set(_white(heights, together))
        runs = seen[together]
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
    placed: Sequence[tuple[float, Piece]],
    start: float,
    stop: float,
    low: float,
    high: float,
    pictures: Sequence[Box],
) -> tuple[tuple[float, ...], float, float, float] | None:
    """Return (weight, middle, low, high) of a strip that parts columns or cells, or None."""
    band = [piece for height, piece in placed if low <= height < high]
    middle = (start + stop) / 2
    left = [piece for piece in band if piece.x1 <= middle]
    right = [piece for piece in band if piece.x1 > middle]
    if not left or not right:
        return None
    size = median(piece.size for piece in band)
    if not _stand_beside(left, right, middle, pictures) and not _flows(left, right):
        return None
    edge = _edge(right, size)
    if edge is None:
        return None
    white = edge - max(p.x1 for p in left)
    rows = len(_rows_of(left)), len(_rows_of(right))
    usual = _usual_gap([*_gaps(left), *_gaps(right)])
    if white < max(GUTTER * size - STEP, (WIDER if min(rows) > 2 else MUCH_WIDER) * usual):
        return None
    if rows[1] < 3 and white > FAR * size and not _flows(left, right) and rows[0] > 2:
        return None
    if max(rows) < 3 and min(rows) < 2 and not _is_lone_row(placed, band, white, middle):
        return None
    # Columns go before the marks of a list, which stand in each of them.
    is_column = not all(MARKER.match(piece.text) for piece in left)
    return (is_column, sum(rows), min(rows), white), middle, low, high


def _stand_beside(
    left: Sequence[Piece], right: Sequence[Piece], middle: float, pictures: Sequence[Box]
) -> bool:
    """Tell whether the left and the right share a height; pictures count as lines."""
    spans = []
    for side, is_left in ((left, True), (right, False)):
        beside = [box for box in pictures if (box[0] + box[2] < 2 * middle) == is_left]
        top = max(_middle(piece) for piece in side)
        near = [box for box in beside if box[1] - 4 * side[0].size < top]
        lows = [*(_middle(piece) for piece in side), *(box[1] for box in near)]
        highs = [*(_middle(piece) for piece in side), *(box[3] for box in near)]
        spans.append((min(lows), max(highs)))
    return max(low for low, _ in spans) <= min(high for _, high in spans) + STEP


def _is_lone_row(
    placed: Sequence[tuple[float, Piece]], band: Sequence[Piece], white: float, middle: float
) -> bool:
    """Tell whether a row or two are cells: wide white, and no line near them runs across."""
    size = band[0].size
    low, high = min(p.y for p in band) - 1.6 * size, max(p.y for p in band) + 1.6 * size
    is_crossed = any(
        low < piece.y < high and piece.x0 < middle + size and piece.x1 > middle - size
        for _, piece in placed
    )
    first = min((p for p in band if p.x0 > middle), key=lambda p: (-p.y, p.x0))
    return white > LONE * size and not is_crossed and not first.text[0].islower()


def _usual_gap(gaps: Sequence[float]) -> float:
    return median(gaps) if gaps else 0.0


def _gaps(pieces: Sequence[Piece]) -> list[float]:
    """Return the white between words on each line."""
    found: list[float] = []
    for row in _rows_of(pieces):
        ordered = sorted(row, key=lambda piece: piece.x0)
        gaps = (b.x0 - a.x1 for a, b in pairwise(ordered))
        found += [gap for gap in gaps if gap > SPACE * row[0].size]
    return found


def _rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces of one column by rows."""
    rows: list[list[Piece]] = []
    last = float("inf")
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if last - piece.y > ROW * piece.size:
            rows.append([])
        rows[-1].append(piece)
        last = piece.y
    return rows


def _flows(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Tell whether the words on the left go on in those on the right, which stand higher."""
    if min(p.y for p in right) < max(p.y for p in left):
        return False
    last, first = lines_of(left)[-1], lines_of(right)[0]
    return not last.text.endswith(STOPS[:3]) and first.text[0].islower()


def _edge(pieces: Sequence[Piece], size: float) -> float | None:
    """Return the left edge of a column, where most lines begin or are indented from; else None."""
    first = [min(piece.x0 for piece in row) for row in _rows_of(pieces)]
    count = Counter(round(x / ALIGNED) for x in first)
    common = count.most_common(2)
    times = common[0][1]
    if len(common) > 1 and abs(common[0][0] - common[1][0]) * ALIGNED < 5 * size and times > 1:
        times += common[1][1]
        return None if times < SAME_EDGE * len(first) else min(c[0] for c in common) * ALIGNED
    return None if times < SAME_EDGE * len(first) else common[0][0] * ALIGNED


def _rows(
    left: Sequence[Piece], right: Sequence[Piece], rules: Sequence[Box]
) -> list[tuple[list[Piece], list[Piece]]]:
    """Return the rows of a table whose left cells name what the right ones hold."""
    names, words = lines_of(left), lines_of(right)
    whole = max(line.x1 for line in words) - min(line.x0 for line in names)
    width = max(line.x1 for line in names) - min(line.x0 for line in names)
    markers = [line for line in names if MARKER.match(line.text)]
    if len(markers) < len(names) and (width > LABELS * whole or not _are_labels(names, words)):
        return []
    bounds = _ruled(left, right, rules) or _grouped(names, words)
    if not bounds:
        bounds = [top + names[0].size * 0.7 for top in _tops(names, words)]
    if not bounds:
        return []
    bounds = [*bounds, float("-inf")]
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


def _ruled(left: Sequence[Piece], right: Sequence[Piece], rules: Sequence[Box]) -> list[float]:
    """Return the heights of the rules over the rows of a table, from the top down."""
    edge, other = max(piece.x1 for piece in left), min(piece.x0 for piece in right)
    top = max(piece.y for piece in (*left, *right))
    low = min(piece.y for piece in (*left, *right))
    on_left = {round(rule[1]) for rule in rules if rule[0] < edge and low < rule[1] < top + 40}
    on_right = {round(rule[1]) for rule in rules if rule[2] > other and low < rule[1] < top + 40}
    heights = sorted(on_left & on_right, reverse=True)
    return [float(height) for height in heights] if any(h < top for h in heights) else []


def _grouped(names: Sequence[Line], words: Sequence[Line]) -> list[float]:
    """Return the heights that part rows where white parts the cells, one name to each."""
    left, right = _by_white(names), _by_white(words)
    if len(left) != len(right) or len(right) < 2:
        return []
    bounds = [float("inf")]
    for above, below in pairwise(list(zip(left, right, strict=True))):
        foot = min(line.y for cell in above for line in cell)
        top = max(line.y for cell in below for line in cell)
        if foot <= top:
            return []
        bounds.append((foot + top) / 2 + 0.3 * names[0].size)
    return bounds


def _by_white(lines: Sequence[Line]) -> list[list[Line]]:
    """Part lines where they stand farther apart than lines of one cell do."""
    steps = [above.y - below.y for above, below in pairwise(lines)]
    usual = min(steps, default=0.0)
    usual = min(usual, 1.3 * lines[0].size)
    groups = [[lines[0]]]
    for step, line in zip(steps, lines[1:], strict=True):
        if step > 1.25 * usual:
            groups.append([])
        groups[-1].append(line)
    return groups


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
    """Return the lines of each left cell: one begins beside a line on the right, or after a gap."""
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
    """Return the baselines at which rows begin; none where left cells stand beside no lines."""
    cells = _cells(names, words)
    beside = [
        cell
        for cell in cells
        if any(abs(cell[0].y - other.y) < 0.3 * cell[0].size for other in words)
    ]
    if len(beside) < 0.8 * len(cells):
        return []
    return [cell[0].y for cell in beside]


def _row(left: Sequence[Piece], right: Sequence[Piece], drawn: Drawn, depth: int) -> list[Area]:
    names = lines_of(left)
    label = " ".join(line.text for line in names)
    if MARKER.match(label) or FIELD.match(label):
        return [Area(tuple(lines_of([*left, *right])), is_cell=True)]
    areas = in_order(right, drawn, depth)
    cells = [Area(area.lines, area.is_label, is_cell=True) for area in areas]
    labels = [
        Area(tuple(lines_of(cell)), is_label=True, is_cell=True) for cell in _side_by_side(left)
    ]
    return [*labels, *cells]


def _side_by_side(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Part the cells that stand beside each other: the hour, then the name."""
    cells: list[list[Piece]] = []
    edge = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if not cells or piece.x0 > edge + CELL * piece.size:
            cells.append([])
        cells[-1].append(piece)
        edge = max(edge, piece.x1)
    return cells
