"""The blocks of a plain element.

Paragraphs, list items, cells and headings, each as a browser sets it on lines of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.corpus.formats import blocks_of, clean, lift_marks
from assistant.corpus.furniture import timestamp
from assistant.corpus.labels import begins_turn
from assistant.corpus.printing import BLOCK_TAGS

BOLD = frozenset({"b", "strong"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "legend", "summary", "caption"})
CELLS = frozenset({"td", "th"})
PARAGRAPHS = frozenset({"p", "blockquote"})
FINISHED = re.compile(r"[.!?:;…][”\"’')\]]*$")
SHORT = (
    100  # letters; a speaker's name and office are shorter, as are the cells of a table of figures
)
LISTED = re.compile(r"[^\w\s“”\"'‘’(\[$€£¥\ue000]")  # a bullet of whatever form
LONGEST = 2000  # letters of a paragraph that leaves a sentence open
PLACED = re.compile(
    r"\d{1,2}\.? [A-Z][a-z]+,? \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2}[./]\d{1,2}[./]\d{4}"
)
INITIAL = re.compile(r"[“\"‘]?[^\W\d_]")


@dataclass(slots=True)
class _Table:
    """Where the blocks of a table's cells stand, row by row."""

    rows: list[list[tuple[int, int]]] = field(default_factory=list)
    headers: list[bool] = field(default_factory=list)  # whether a row holds header cells alone
    first: int = 0


@dataclass(slots=True)
class Blocks:
    """Blocks as they are found, with those that are set apart, and the tag each stood in."""

    texts: list[str] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    tags: list[str] = field(default_factory=list)


class _Reader:
    """Walks an element once.

    What stands between two block ends is a block, or several where lines are broken.
    """

    def __init__(self) -> None:
        self.found = Blocks()
        self._parts: list[tuple[str, bool]] = []  # text, and whether it is bold; "\v" is a break
        self._bold = 0
        self._pre = 0
        self._tables: list[_Table] = []

    def read(self, root: Any) -> Blocks:
        from lxml.etree import iterwalk

        for event, element in iterwalk(root, events=("start", "end")):
            if isinstance(element.tag, str):
                (self._start if event == "start" else self._end)(element)
            if event == "end" and element is not root:
                self._add(element.tail)
        self._flush("")
        return self.found

    def _start(self, element: Any) -> None:
        tag = element.tag
        if tag in BLOCK_TAGS:
            self._flush("")
        if tag == "table":
            self._tables.append(_Table(first=len(self.found.texts)))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
            self._tables[-1].headers.append(all(e.tag == "th" for e in element if e.tag in CELLS))
        elif tag in CELLS and self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].append((len(self.found.texts), -1))
        self._bold += tag in BOLD
        self._pre += tag == "pre"
        if tag == "br":
            self._parts.append(("\v", False))
        self._add(element.text)

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag in BLOCK_TAGS:
            self._flush(tag)
        self._bold -= tag in BOLD
        self._pre -= tag == "pre"
        if tag in CELLS and self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
            row = self._tables[-1].rows[-1]
            row[-1] = (row[-1][0], len(self.found.texts))
        elif tag == "table" and self._tables:
            self._lay_table(self._tables.pop())

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append((text.replace("\v", " "), self._bold > 0))

    def _flush(self, tag: str) -> None:
        parts, self._parts = self._parts, []
        if not any(text.strip() for text, _ in parts):
            return
        if self._pre:
            for block in blocks_of("".join(text for text, _ in parts).replace("\v", "\n")):
                self._put(block, tag, is_apart=False)
            return
        for number, (text, is_bold) in enumerate(_lines(parts)):
            is_apart = tag in HEADINGS or (is_bold and len(text) < SHORT)
            # Only the first line of a paragraph can go on from the one above.
            self._put(text, tag if number == 0 else "br", is_apart)

    def _put(self, text: str, tag: str, is_apart: bool) -> None:
        if not any(character.isalnum() for character in lift_marks(text)[0]):
            return
        found = self.found
        last = found.texts[-1] if found.texts else ""
        if last and len(last) == 1 and last.isupper() and text[:1].islower():
            found.texts[-1] = last + text  # an initial in an element of its own
            found.apart.discard(len(found.texts) - 1)
            return
        if (
            last
            and tag in PARAGRAPHS
            and found.tags[-1] in PARAGRAPHS
            and len(found.texts) - 1 not in found.apart
            and goes_on(last, text)
        ):
            found.texts[-1] = f"{last} {text}"
            return
        if is_apart:
            found.apart.add(len(found.texts))
        found.texts.append(text)
        found.tags.append(tag)

    def _lay_table(self, table: _Table) -> None:
        rows = [[cell for cell in row if cell[1] > cell[0]] for row in table.rows]
        if _is_by_columns(rows, table.headers, self.found.texts):
            self._turn(rows, table.first)
            return
        joined = {}
        for row in rows:
            if self._is_data(row):
                joined[row[0][0]] = row[-1][1]
            elif len(row) > 1 and self._is_talk(row):
                self.found.apart |= {start for start, _ in row[:-1]}
        if joined:
            self._join(joined, table.first)

    def _is_data(self, row: Sequence[tuple[int, int]]) -> bool:
        """Tell whether a row is one of a table of figures: three short cells or more."""
        texts = self.found.texts
        return len(row) > 2 and all(
            end - start == 1 and len(texts[start]) < SHORT and not FINISHED.search(texts[start])
            for start, end in row
        )

    def _is_talk(self, row: Sequence[tuple[int, int]]) -> bool:
        """Tell whether all cells of a row but the last are short: who speaks, and when."""
        texts = self.found.texts
        return all(
            end - start == 1
            and len(texts[start]) < SHORT
            and not re.search(r"[.!?]$", texts[start])
            for start, end in row[:-1]
        )

    def _join(self, joined: Mapping[int, int], first: int) -> None:
        """Make one block of each row that begins and ends at these blocks."""
        found = self.found
        texts: list[str] = []
        apart: set[int] = set()
        number = first
        while number < len(found.texts):
            end = joined.get(number, number + 1)
            if number in found.apart and end == number + 1:
                apart.add(first + len(texts))
            texts.append(" | ".join(found.texts[number:end]))
            number = end
        self._replace(first, texts, apart)

    def _turn(self, rows: Sequence[Sequence[tuple[int, int]]], first: int) -> None:
        """Set a table column by column, each under its head."""
        texts: list[str] = []
        apart: set[int] = set()
        for column, head in enumerate(rows[0]):
            apart.add(first + len(texts))
            texts += self.found.texts[head[0] : head[1]]
            for row in rows[1:]:
                texts += self.found.texts[row[column][0] : row[column][1]]
        self._replace(first, texts, apart)

    def _replace(self, first: int, texts: list[str], apart: set[int]) -> None:
        """Put these blocks in the place of those from the first on."""
        found = self.found
        del found.texts[first:], found.tags[first:]
        found.texts += texts
        found.tags += ["td"] * len(texts)
        found.apart = {number for number in found.apart if number < first} | apart


def read_blocks(root: Any) -> Blocks:
    """Return the blocks of an element, those set apart, and the tags they stood in."""
    return _Reader().read(root)


def goes_on(text: str, following: str) -> bool:
    """Tell whether a sentence that a paragraph leaves open goes on in the next one."""
    if not following[:1].islower() or len(text) > LONGEST:
        return False
    last = lift_marks(text)[0][-1:]
    return (last.isalnum() or last == ",") and len(text.split()) > 3


def _is_by_columns(
    rows: Sequence[Sequence[tuple[int, int]]], headers: Sequence[bool], texts: Sequence[str]
) -> bool:
    """Tell whether each column of a table is one speaker's.

    Short heads, and whole sentences in every cell below.
    """
    if len(rows) < 2 or not headers[0] or len(rows[0]) < 2:
        return False
    if any(len(row) != len(rows[0]) for row in rows):
        return False
    return all(end - start == 1 and len(texts[start]) < SHORT for start, end in rows[0]) and all(
        re.search(r"[.!?][”\"’')]*$", texts[end - 1]) for row in rows[1:] for _, end in row
    )


def _lines(parts: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return the lines of one block, and whether each is all bold.

    A break inside a sentence is a space.
    """
    lines: list[list[str]] = []
    bold: list[bool] = []
    gap = 2  # breaks since the last words
    line: list[tuple[str, bool]] = []
    for part in (*parts, ("\v", False), ("\v", False)):
        if part[0] != "\v":
            line.append(part)
            continue
        if text := clean("".join(text for text, _ in line)):
            is_bold = all(bold for text, bold in line if any(c.isalnum() for c in text))
            if lines and gap < 2 and _joins(lines[-1][-1], bold[-1], text, is_bold):
                lines[-1].append(text)
                bold[-1] = bold[-1] and is_bold
            else:
                lines.append([text])
                bold.append(is_bold)
            gap = 0
        line = []
        gap += 1
    return [(" ".join(pieces), is_bold) for pieces, is_bold in zip(lines, bold, strict=True)]


def _joins(above: str, was_bold: bool, text: str, is_bold: bool) -> bool:
    """Tell whether a line goes on after a single break.

    It does unless the one above is finished or a line by itself.
    """
    line = lift_marks(above)[0]
    if text[:1].islower():
        return not FINISHED.search(line[-20:]) or line[-1] in ":;"
    if (
        FINISHED.search(line[-20:])
        or was_bold != is_bold
        or begins_turn(text)
        or LISTED.match(text)
    ):
        return False
    return not (_is_dated(line) or _is_dated(text))


def _is_dated(line: str) -> bool:
    """Tell whether a line is a date, alone or with a place before it."""
    if timestamp(line):
        return True
    match = PLACED.search(line) if len(line) < SHORT else None
    if match is None or len(line) - match.end() > 8:
        return False
    return all(
        word[:1].isupper() or not word[:1].isalpha() for word in line[: match.start()].split()
    )
