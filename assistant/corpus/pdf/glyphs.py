"""What a reader finds on a page before any order is made of it: glyphs, pictures and rules."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


class Glyph(NamedTuple):
    """One drawn letter (or several, for a ligature): its box, its baseline and how it looks.

    `after_space` tells that the file itself puts a space before it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool = False
    after_space: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as drawn: upright glyphs in the order of the file, and what stands around them.

    `covered` is the share of the page under pictures, `rules` are thin horizontal lines,
    `unknown` counts glyphs without a letter behind them, and `hidden` is where letters stand
    that nobody sees.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    covered: float = 0.0
    unknown: int = 0
    hidden: tuple[tuple[float, float, str], ...] = ()
    angle: int = 0


def turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """Turn a point clockwise by an angle in degrees about the lower left corner."""
    if angle == 0:
        return x, y
    turn = math.radians(angle)
    return x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)


def turned_box(box: Box, angle: int) -> Box:
    """Turn a box clockwise and return the upright box around it."""
    if angle == 0:
        return box
    corners = [turned(x, y, angle) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def main_angle(angles: Iterable[int]) -> int:
    """Return the direction in which most letters of a page are written."""
    count = Counter(angles)
    return max(count, key=lambda angle: count[angle]) if count else 0
