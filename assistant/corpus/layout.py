"""Lay out the blocks of a page: footnote marks lifted, lost breaks mended, asides told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.corpus.asides import (
    find_end,
    is_aside,
    is_break_mark,
    is_end_mark,
    split_asides,
)
from assistant.corpus.formats import Page, lift_marks
from assistant.corpus.furniture import dateline_length
from assistant.corpus.head import ENDS, Block
from assistant.corpus.labels import Label, is_turn, split_turns
from assistant.corpus.sentences import sentence_spans
from assistant.domain.readout import Paragraph, Sentence, Standing

STAGE_DIRECTION = re.compile(r"^[(\[][^()\[\]]{1,120}[)\]][.]?$")
EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")


def read_blocks(page: Page) -> list[Block]:
    """Return a page's blocks without footnote marks and end marks.

    What stands behind the end of the account, and every other aside, is marked as the editor's.
    """
    found = [(number, *lift_marks(block)) for number, block in enumerate(page.blocks)]
    blocks = [Block(text, marks, number in page.apart) for number, text, marks in found if text]
    turns = split_turns([block.text for block in blocks], str(page.hints.get("title", "")))
    pieces = [
        piece
        for block, at in zip(blocks, turns, strict=True)
        for piece in _cut(block, sorted({*at, *split_asides(block.text)}))
    ]
    lines = [block.text for block in pieces]
    end = find_end(lines, [is_turn(line) for line in lines])
    return [
        replace(block, is_aside=number >= end or is_aside(block.text))
        for number, block in enumerate(pieces)
        if not is_end_mark(block.text) and not is_break_mark(block.text)
    ]


def _cut(block: Block, starts: Sequence[int]) -> list[Block]:
    """Return a block in pieces that begin at these offsets; the white space before each goes."""
    pieces = []
    for start, end in pairwise([0, *starts, len(block.text)]):
        text = block.text[start:end].rstrip()
        marks = tuple((m, at - start) for m, at in block.marks if start < at <= start + len(text))
        pieces.append(replace(block, text=text, marks=marks))
    return pieces


def lay_out(
    body: Sequence[Block], labels: Mapping[int, Label]
) -> tuple[str, tuple[Paragraph, ...], tuple[Sentence, ...]]:
    """Return the text of a page's blocks, its paragraphs and its sentences."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    offset = 0
    for number, block in enumerate(body):
        label, text = labels.get(number), block.text
        spoken = label.length if label else dateline_length(text) if number < 2 else 0
        paragraphs.append(_paragraph(block, label, offset))
        for span in sentence_spans(text[spoken:]):
            start, end = _without_open_emphasis(text[spoken:], *span)
            quote = text[spoken + start : spoken + end]
            if _is_sentence(quote):
                sentences.append(Sentence(quote, offset + spoken + start, offset + spoken + end))
        offset += len(text) + 2
    return "\n\n".join(block.text for block in body), tuple(paragraphs), tuple(sentences)


def _paragraph(block: Block, label: Label | None, offset: int) -> Paragraph:
    standing: Standing = (
        "text"
        if label
        else "aside"
        if block.is_aside
        else "heading"
        if block.is_apart and block.text[-1] not in ENDS
        else "text"
    )
    return Paragraph(offset, offset + len(block.text), label.name if label else None, standing)


def _is_sentence(quote: str) -> bool:
    is_mark = STAGE_DIRECTION.match(quote) or is_end_mark(quote)
    return any(char.isalnum() for char in quote) and not is_mark


def _without_open_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out an emphasis mark at either end whose partner stands in another sentence."""
    marks = [(start + m.start(), start + m.end()) for m in EMPHASIS.finditer(text[start:end])]
    if len(marks) % 2 == 0:
        return start, end
    if marks[0][0] == start:
        return marks[0][1], end
    return (start, marks[-1][0]) if marks[-1][1] == end else (start, end)
