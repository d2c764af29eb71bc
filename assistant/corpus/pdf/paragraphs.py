"""Lines as paragraphs: where one begins, where a page breaks it off, hyphens at line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from assistant.corpus.formats import NOTE_MARK, clean
from assistant.corpus.furniture import timestamp
from assistant.corpus.labels import begins_turn
from assistant.corpus.pdf.columns import Area
from assistant.corpus.pdf.notes import Leaf
from assistant.corpus.pdf.pieces import Line
from assistant.wordlists import read_words

LOUD = 1.15  # how much larger than the text a title is set
LEADING = 1.2  # from line to line against the letters, where a file does not tell
APART = 1.3  # a paragraph begins where lines stand this much farther apart than they use to
WIDE = 0.75  # share of a column's width that a line fills which goes on in the next column
REACH = 4  # blocks between the halves of a sentence: a caption, a heading, what is set in a box
HYPHEN = re.compile(r"(\w+)[-\u2010]\s*$")
DASH = re.compile(r"\w[–—]\s*$")
ENDS = re.compile(r"[.!?:;…][”\"’')\]]*\s*$")
ITEM = re.compile(r"^(?:[•◦▪‣·■□●○*–—-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
PREFIXES = read_words("assistant.corpus.data", "hyphenated.txt")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one paragraph in one area of a page.

    `fills` tells that its last line reaches the area's right edge, `is_first` and `is_last` that
    it begins or ends the area; `beside` is how many lines the area has.
    """

    lines: tuple[str, ...]
    page: int
    size: float
    is_bold: bool
    is_label: bool = False
    is_cell: bool = False
    fills: bool = False
    is_first: bool = False
    is_last: bool = False
    beside: int = 1

    @property
    def text(self) -> str:
        """The lines as one."""
        return clean(" ".join(self.lines))


def blocks_of(leaves: Sequence[Leaf]) -> list[Block]:
    """Return the paragraphs of each area of each page."""
    leading = _leading(leaves)
    return [
        block
        for leaf in leaves
        for area in leaf.areas
        for block in _cut(area, leaf.number, leading)
    ]


def _leading(leaves: Sequence[Leaf]) -> float:
    """Return how far apart lines of a paragraph stand, against their letters."""
    found = [
        (above.y - below.y) / below.size
        for leaf in leaves
        for area in leaf.areas
        for above, below in zip(area.lines, area.lines[1:], strict=False)
        if below.text[0].islower()
        and not ENDS.search(above.text)
        and abs(above.size - below.size) < 0.5
    ]
    return median(found) if found else LEADING


def _cut(area: Area, page: int, leading: float) -> list[Block]:
    if area.is_label:
        text = tuple(line.text for line in area.lines)
        return [Block(text, page, area.lines[0].size, area.lines[0].is_bold, True, True)]
    paragraphs: list[list[Line]] = []
    left = min(line.x0 for line in area.lines)
    right = max(line.x1 for line in area.lines)
    for number, line in enumerate(area.lines):
        above = area.lines[number - 1] if number else None
        if above is None or _begins(above, line, (left, right), leading):
            paragraphs.append([])
        paragraphs[-1].append(line)
    blocks = [_block(lines, page, area, (left, right)) for lines in paragraphs]
    blocks[0] = replace(blocks[0], is_first=True)
    blocks[-1] = replace(blocks[-1], is_last=True)
    return blocks


def _begins(above: Line, line: Line, edges: tuple[float, float], leading: float) -> bool:
    """Tell whether a line begins a paragraph."""
    left, right = edges
    size = line.size
    is_over = ENDS.search(_bare(above.text)) is not None
    could_hold = right - above.x1 > line.first_width + 0.3 * size
    if max(size, above.size) > LOUD * min(size, above.size) or timestamp(clean(above.text)):
        return True
    if above.is_bold != line.is_bold and could_hold:
        return True
    indent = line.x0 - left
    if is_over and 0.8 * size < indent < 5 * size and above.x0 - left < 0.5 * size:
        return True
    if above.y - line.y > APART * leading * size or line.y > above.y + size:
        return True
    return is_over and (could_hold or ITEM.match(line.text) is not None or begins_turn(line.text))


def _bare(text: str) -> str:
    return NOTE_MARK.sub("", text)


def _block(lines: Sequence[Line], page: int, area: Area, edges: tuple[float, float]) -> Block:
    left, right = edges
    return Block(
        tuple(line.text for line in lines),
        page,
        median(line.size for line in lines),
        all(line.is_bold for line in lines),
        is_cell=area.is_cell,
        beside=len(area.lines),
        fills=lines[-1].x1 - left > WIDE * (right - left),
    )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `is_apart` for a heading, a bold line alone or the left cell of a row."""

    text: str
    is_apart: bool


def joined(blocks: Sequence[Block]) -> list[Paragraph]:
    """Return paragraphs: one that a column or page breaks off goes on where its sentence does."""
    words = Counter(
        word.casefold()
        for block in blocks
        for line in block.lines
        for word in re.findall(r"\w+(?:[-\u2010]\w+)*", line)
    )
    body = median(block.size for block in blocks for line in block.lines for _ in line)
    waiting = list(blocks)
    paragraphs: list[Paragraph] = []
    while waiting:
        block = waiting.pop(0)
        lines = list(block.lines)
        last = block
        while (place := _rest(last, waiting)) is not None:
            last = waiting.pop(place)
            lines += last.lines
        text = _unhyphenated(lines, words)
        paragraphs.append(Paragraph(text, block.is_label or _is_heading(block, text, body)))
    return paragraphs


def _is_heading(block: Block, text: str, body: float) -> bool:
    if len(text) > 160:
        return False
    return block.is_bold or (block.size > LOUD * body and len(block.lines) < 4)


def _rest(block: Block, after: Sequence[Block]) -> int | None:
    """Return the place of the block in which a broken sentence goes on, or None."""
    if block.is_label or ENDS.search(_bare(block.text)):
        return None
    for place, other in enumerate(after[:REACH]):
        if other.is_label:
            return None
        if _is_like(block, other):
            return place if _goes_on(block, other, place) else None
    return None


def _is_like(block: Block, other: Block) -> bool:
    return abs(block.size - other.size) < 0.5 and block.is_bold == other.is_bold


def _goes_on(block: Block, other: Block, place: int) -> bool:
    if other.text[:1].islower():
        return True
    # Before a capital a sentence goes on only from the foot of a full column to the next head.
    return (
        place == 0
        and block.is_last
        and other.is_first
        and block.fills
        and not block.is_cell
        and not block.is_bold
        and block.beside > 2
        and not ITEM.match(other.text)
        and not begins_turn(other.text)
    )


def _unhyphenated(lines: Sequence[str], words: Counter[str]) -> str:
    """Join lines; a word broken at a line's end is made whole, one with its own hyphen keeps it.

    How the document writes the word elsewhere decides; else whether its first part is one that
    hyphens follow.
    """
    text = ""
    for line in lines:
        broken = HYPHEN.search(text)
        after = re.match(r"\w+", line)
        if broken and after and line[0].islower():
            whole = (broken[1] + after[0]).casefold()
            hyphenated = f"{broken[1]}-{after[0]}".casefold()
            keeps = words[hyphenated] > 0 or (
                words[whole] == 0 and broken[1].casefold() in PREFIXES
            )
            text = text.rstrip() + line if keeps else text[: broken.end(1)] + line
        elif after and (broken or DASH.search(text)):
            text = text.rstrip() + line  # "Franco-" and "German", "2031–" and "2032"
        else:
            text = f"{text} {line}" if text else line
    return text
