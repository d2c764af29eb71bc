"""Read the paragraphs of a Word document as they are printed.

What was deleted, moved away or hidden is not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.corpus.formats import RESERVED, clean, note_mark
from assistant.corpus.word.names import (
    ALTERNATE,
    BOX,
    CHOICE,
    DELETED,
    FALLBACK,
    MATH,
    SILENT,
    W,
    flag,
    is_placeholder,
    value,
)
from assistant.corpus.word.numbering import Marks, is_custom
from assistant.corpus.word.styles import CONTENTS, HEADINGS, TITLES, Styles
from assistant.corpus.word.symbols import raised, symbol

LABEL = 90  # characters of the cell that names a row's speaker: a name, an office and a country
NESTED = 60  # tables and boxes in one another; no printed page has more than a few
UNREAD = "a part that was put into the document whole, such as a web page or a file, was not read"


@dataclass(slots=True)
class Printed:
    """A paragraph as printed.

    Line breaks are line feeds, footnote marks stand as `note_mark` writes them.
    """

    text: str = ""
    is_heading: bool = False
    is_title: bool = False
    is_bold: bool = False
    names_row: bool = False
    joins_next: bool = False
    is_contents: bool = False
    boxes: list[Printed] = field(default_factory=list)  # the paragraphs of boxes anchored in it


@dataclass(slots=True)
class Line:
    """What is gathered while one paragraph is read."""

    paragraph: Any
    table: str | None
    parts: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    weights: set[bool] = field(default_factory=set)


class Reading:
    """Read the stories of one document: its body, its footnotes and its endnotes."""

    def __init__(self, styles: Styles, footnotes: Marks, endnotes: Marks) -> None:
        self._styles = styles
        self._marks = {f"{W}footnoteReference": footnotes, f"{W}endnoteReference": endnotes}
        self._depth = 0
        self.gaps: list[str] = []
        # Of each open field: whether its instruction is being read, which is not printed.
        self._fields: list[bool] = []
        self._whole_fields: set[Any] = set()
        self._ranges: set[str] = set()
        self._moved: set[str] = set()
        self._restored = 0  # insertions that are open, as they may stand where text was moved away

    def story(self, root: Any) -> list[Printed]:
        """Return the paragraphs of a story in the order in which they are read."""
        self._fields, self._moved, self._restored = [], set(), 0
        self._whole_fields = set(whole_fields(root))
        ends = {each.get(f"{W}id") for each in root.iter(f"{W}moveFromRangeEnd")}
        self._ranges = {each.get(f"{W}id") for each in root.iter(f"{W}moveFromRangeStart")} & ends
        return self._blocks(root, None)

    def _blocks(self, container: Any, table: str | None) -> list[Printed]:
        """Return the paragraphs in a body, a cell, a box or a note.

        One whose mark was deleted goes on in the next.
        """
        self._depth += 1
        if self._depth > NESTED:
            raise ValueError("tables and boxes are nested too deep")
        found: list[Printed] = []
        for printed in self._each_block(container, table):
            if found and found[-1].joins_next:
                before = found.pop()
                printed.text = _joined(before.text, printed.text)
                printed.boxes = before.boxes + printed.boxes
            found.append(printed)
        self._depth -= 1
        return [part for each in found if not each.is_contents for part in (each, *each.boxes)]

    def _each_block(self, container: Any, table: str | None) -> Iterator[Printed]:
        for child in container:
            tag = child.tag
            if not isinstance(tag, str) or tag in SILENT or tag in DELETED or tag == FALLBACK:
                continue
            if tag == f"{W}p":
                yield self._paragraph(child, table)
            elif tag == f"{W}tbl":
                yield from self._table(child)
            elif tag == f"{W}altChunk":
                self.gaps.append(UNREAD)
            elif tag == ALTERNATE:
                yield from self._each_block(_chosen(child), table)
            elif tag == f"{W}sdt" and is_placeholder(child):
                continue
            elif not self._is_range(child):
                with_insertion = tag in (f"{W}ins", f"{W}moveTo")
                self._restored += with_insertion
                yield from self._each_block(child, table)
                self._restored -= with_insertion

    def _is_range(self, element: Any) -> bool:
        """Take note of where moved text begins and ends; tell whether this was such a place."""
        number = element.get(f"{W}id")
        if element.tag == f"{W}moveFromRangeStart" and number in self._ranges:
            self._moved.add(number)
        elif element.tag == f"{W}moveFromRangeEnd":
            self._moved.discard(number)
        else:
            return False
        return True

    def _table(self, table: Any) -> Iterator[Printed]:
        style = value(table.find(f"{W}tblPr"), "tblStyle")
        yield Printed()  # a paragraph above does not go on in a table
        for row in _parts(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if flag(properties, "hidden") or flag(properties, "del") is not None:
                continue
            cells = [
                self._blocks(cell, style)
                for cell in _parts(row, f"{W}tc")
                if flag(cell.find(f"{W}tcPr"), "cellDel") is None
            ]
            yield from _row([cell for cell in cells if any(clean(each.text) for each in cell)])

    def _paragraph(self, paragraph: Any, table: str | None) -> Printed:
        line = Line(paragraph, table)
        self._inline(paragraph, line)
        names = self._styles.names(paragraph)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        is_gone = bool(self._moved) or any(
            flag(mark, name) for name in ("del", "moveFrom", "vanish", "specVanish")
        )
        return Printed(
            "".join(line.parts),
            any(HEADINGS.fullmatch(name) for name in names),
            bool(names) and names[0] in TITLES,
            line.weights == {True},
            joins_next=is_gone,
            is_contents=bool(names) and CONTENTS.fullmatch(names[0]) is not None,
            boxes=[part for box in line.boxes for part in self._blocks(box, None)],
        )

    def _inline(self, element: Any, line: Line) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in SILENT or tag in DELETED or self._is_range(child):
                continue
            if tag == f"{W}r":
                self._run(child, line)
            elif tag == ALTERNATE:
                self._inline(_chosen(child), line)
            elif tag == BOX:
                line.boxes.append(child)
            elif tag == f"{MATH}t":
                self._print(child.text or "", line)
            elif not (tag == f"{W}sdt" and is_placeholder(child)):
                is_insertion = tag in (f"{W}ins", f"{W}moveTo")
                self._restored += is_insertion
                self._inline(child, line)
                self._restored -= is_insertion

    def _run(self, run: Any, line: Line) -> None:
        look = self._styles.look(run, line.paragraph, line.table)
        before = len(line.parts)
        if any(is_custom(each) for each in _references(run)):
            custom = "".join(each.text or "" for each in run.iter(f"{W}t"))
            if look.is_printed and self._is_printing:
                for each in _references(run):
                    line.parts.append(note_mark(self._marks[each.tag].mark(each, custom)))
            return
        for child in run:
            if child.tag == f"{W}fldChar":
                follow_field(self._fields, child, self._whole_fields)
            elif look.is_printed:
                self._character(child, line)
        text = "".join(line.parts[before:])
        if look.is_raised and text:
            line.parts[before:] = [raised(text)]
        if text.strip() and not look.is_raised:
            line.weights.add(look.is_bold)

    def _character(self, child: Any, line: Line) -> None:
        if child.tag in self._marks:
            if self._is_printing:
                line.parts.append(note_mark(self._marks[child.tag].mark(child, "")))
        elif child.tag in CHARACTERS:
            self._print(CHARACTERS[child.tag](child), line)
        elif child.tag == f"{W}ruby":
            self._ruby(child, line)
        elif child.tag == ALTERNATE:
            for each in _chosen(child):
                self._character(each, line)
        elif isinstance(child.tag, str) and child.tag not in SILENT:
            line.boxes.extend(_boxes(child))

    def _ruby(self, ruby: Any, line: Line) -> None:
        """Print the base, and its reading in parentheses."""
        for name, form in ((f"{W}rubyBase", "{}"), (f"{W}rt", " ({})")):
            part = Line(line.paragraph, line.table)
            for each in ruby.findall(name):
                self._inline(each, part)
            if text := clean("".join(part.parts)):
                line.parts.append(form.format(text))

    @property
    def _is_printing(self) -> bool:
        return not any(self._fields) and (not self._moved or self._restored > 0)

    def _print(self, text: str, line: Line) -> None:
        if self._is_printing:
            line.parts.append(text.translate(RESERVED))


WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def _text(element: Any) -> str:
    return element.text or ""


CHARACTERS: dict[str, Callable[[Any], str]] = {
    f"{W}t": _text,
    f"{W}tab": lambda _: " ",
    f"{W}ptab": lambda _: " ",
    f"{W}noBreakHyphen": lambda _: "-",
    f"{W}br": lambda _: "\n",
    f"{W}cr": lambda _: "\n",
    f"{W}sym": lambda element: symbol(element.get(f"{W}font") or "", element.get(f"{W}char") or ""),
}


def _references(run: Any) -> list[Any]:
    return [*run.findall(f"{W}footnoteReference"), *run.findall(f"{W}endnoteReference")]


def _chosen(alternate: Any) -> Any:
    """Return the branch of an alternative that today's programs draw.

    The first, unless it holds no text and the other does.
    """
    choices = alternate.findall(CHOICE)
    fallback = alternate.find(FALLBACK)
    filled = [each for each in choices if next(each.iter(f"{W}t"), None) is not None]
    if filled:
        return filled[0]
    has_text = fallback is not None and next(fallback.iter(f"{W}t"), None) is not None
    return fallback if has_text else choices[0] if choices else ()


def _boxes(element: Any) -> Iterator[Any]:
    """Yield the outermost text boxes in a drawing."""
    if element.tag == BOX:
        yield element
        return
    for child in _chosen(element) if element.tag == ALTERNATE else element:
        if isinstance(child.tag, str):
            yield from _boxes(child)


def _parts(element: Any, tag: str) -> Iterator[Any]:
    """Yield a table's rows or a row's cells, in content controls too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS and not (child.tag == f"{W}sdt" and is_placeholder(child)):
            yield from _parts(child, tag)


def _row(cells: list[list[Printed]]) -> Iterator[Printed]:
    """Yield a row's paragraphs cell by cell.

    Of a row of two, a short first cell names whose words the second holds.

    A number or a time may stand before the two.
    """
    texts = [clean(" ".join(each.text for each in cell)) for cell in cells]
    at = len(cells) - 2
    is_named = at == 0 or (at == 1 and not any(char.isalpha() for char in texts[0]))
    if is_named and len(texts[at]) <= LABEL and not texts[at].endswith((".", "!", "?")):
        for cell in cells[:at]:
            yield from cell
        names = (clean(each.text).strip(",") for each in cells[at])
        yield Printed(", ".join(name for name in names if name), names_row=True)
        yield from cells[at + 1]
    else:
        for cell in cells:
            yield from cell


def _joined(first: str, second: str) -> str:
    """Return two paragraphs as one, as Word prints them, but never two sentences without a space between."""
    is_glued = first[-1:] in (".", "!", "?") and second[:1].isupper()
    return f"{first} {second}" if first and is_glued else first + second


def follow_field(fields: list[bool], character: Any, whole: Collection[Any]) -> None:
    """Take note of where a field begins, where its result does, and where it ends."""
    kind = character.get(f"{W}fldCharType")
    if kind == "begin" and character in whole:
        fields.append(True)
    elif kind == "separate" and fields:
        fields[-1] = False
    elif kind == "end" and fields:
        fields.pop()


def whole_fields(root: Any) -> Iterable[Any]:
    """Yield the beginnings of fields that also end.

    One that does not would swallow the rest of the text.
    """
    opened: list[Any] = []
    for character in root.iter(f"{W}fldChar"):
        if any(around.tag in DELETED for around in character.iterancestors()):
            continue
        kind = character.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append(character)
        elif kind == "end" and opened:
            yield opened.pop()
