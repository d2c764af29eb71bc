"""Markdown's ways to set a line apart: headings, bold lines, terms, the cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

HEADING = re.compile(r"^#{1,6}\s+(?=\S)")
MARK = "###### "  # how a line set apart is written until blocks are made
UNDERLINE = re.compile(r"^[ ]{0,3}(?:=+|-{2,})[ \t]*$")
BOLD_LINE = re.compile(r"^[ ]{0,3}(\*\*|__)[^*_\n]{1,120}(?:\1[:.]?|[:.]\1)[ \t]*$")
DEFINITION = re.compile(r"^[ ]{0,3}:[ \t]+(?=\S)")
TABLE_RULE = re.compile(r"^[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
CELL_END = re.compile(r"(?<!\\)\|")
PAIR = 2  # cells of a row whose first heads the second
LONGEST_HEAD = 120  # characters


def mark_headings(text: str) -> str:
    """Return Markdown with "#" before every line set apart, and each cell a paragraph."""
    lines = text.split("\n")
    out: list[str] = []
    number = 0
    while number < len(lines):
        table = _table(lines, number)
        if table:
            out += ["", *_cells(lines[number : number + table]), ""]
            number += table
            continue
        taken, marked = _heading(lines, number)
        out += marked
        number += taken
    return "\n".join(out)


def _heading(lines: Sequence[str], number: int) -> tuple[int, list[str]]:
    """Return how many lines were read at a place, and what stands for them."""
    line = lines[number]
    following = lines[number + 1] if number + 1 < len(lines) else ""
    is_first = number == 0 or not lines[number - 1].strip()
    if not line.strip() or len(line) > LONGEST_HEAD:
        return 1, [line]
    if is_first and BOLD_LINE.match(line):
        return 1, [MARK + line.strip(), ""]
    if is_first and UNDERLINE.match(following) and not UNDERLINE.match(line):
        return 2, [MARK + line.strip(), ""]
    if is_first and DEFINITION.match(following):
        return 2, [MARK + line.strip(), "", DEFINITION.sub("", following)]
    return 1, [line]


def _table(lines: Sequence[str], number: int) -> int:
    """Return how many lines of a table begin at a place; 0 for none."""
    end = number
    while end < len(lines) and CELL_END.search(lines[end]):
        end += 1
    rows = lines[number:end]
    if not rows:
        return 0
    has_rule = len(rows) > 1 and TABLE_RULE.match(rows[1]) is not None
    return len(rows) if has_rule or all(row.strip().startswith("|") for row in rows) else 0


def _cells(rows: Sequence[str]) -> Iterator[str]:
    """Yield the cells of a table as paragraphs; its head and the first of two are set apart."""
    has_head = len(rows) > 1 and TABLE_RULE.match(rows[1]) is not None
    for number, row in enumerate(rows):
        if TABLE_RULE.match(row):
            continue
        parts = [part.strip() for part in CELL_END.split(row.strip().removeprefix("|"))]
        if parts and not parts[-1]:
            parts.pop()
        for place, part in enumerate(parts):
            is_head = (has_head and number == 0) or (place == 0 and len(parts) == PAIR)
            if part:
                yield from ("", f"{MARK}{part}" if is_head else part, "")
