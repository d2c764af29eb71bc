"""Footnotes: small lines at the foot of a page or column, and the raised marks for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from assistant.corpus.formats import NOTE_CLOSE, NOTE_OPEN, clean, note_mark
from assistant.corpus.pdf.columns import Area
from assistant.corpus.pdf.glyphs import Box
from assistant.corpus.pdf.pieces import Line

SMALLER = 0.94  # how large a footnote's letters are at most, against the text's
NOTE_START = re.compile(
    rf"^(?:{NOTE_OPEN}(?P<raised>[^{NOTE_CLOSE}]+){NOTE_CLOSE}"
    r"|\[(?P<bracketed>\d{1,3})\]|(?P<plain>\d{1,3}|[*†‡§¶]{1,3}|[a-z])(?=[.)]?\s)"
    r"|\((?P<lettered>[a-z])\))[.)]?\s*(?=\S)"
)
MARK = re.compile(f"{NOTE_OPEN}([^{NOTE_OPEN}{NOTE_CLOSE}]*){NOTE_CLOSE}")
# Marks that are not raised: "[1]", "closure*", "closure2", "March.2"; behind a figure none shows.
PLAIN = re.compile(
    r"(?<=[^\s\[(])\s?\[(\d{1,3})\]|(?<=[\w.,;:”\"’')])([*†‡§¶]{1,3})(?=[\s.,;:]|$)"
    r"|(?<=[a-z]{3})(\d{1,2})(?=[\s.,;:]|$)|(?<=[a-z][.,;:”\"’'])(\d{1,2})(?=\s|$)"
)
SYMBOLS = re.compile(r"^[*†‡§¶#]+$")
UNIT = re.compile(r"(?:\b|(?<=\d))(?:[kcdmµn]?m|ft|in|mi|yd|s)$")
FORMULA = re.compile(r"(?:^|[\s=(])[A-Za-z]{1,2}$")  # "E = mc", "x"
RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LONGEST_RULE = 0.75  # share of the page's width


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page in reading order, its rules and its measures."""

    number: int
    areas: tuple[Area, ...]
    rules: tuple[Box, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its mark as printed, a name that no other note has, its text and its page."""

    mark: str
    name: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Which raised letters of a document are footnote marks, and of which note."""

    notes: tuple[Footnote, ...]
    behind: frozenset[str]

    def on(self, page: int) -> dict[str, str]:
        """Return the names of notes by their marks on a page; other pages' where it has none."""
        names = {note.mark: note.name for note in reversed(self.notes)}
        return names | {note.mark: note.name for note in self.notes if note.page == page}

    def resolve(self, page: int, text: str) -> str:
        """Keep raised letters that are footnote marks and set the others as text."""
        return resolve(text, self.on(page), self.behind)


def take_notes(leaves: Sequence[Leaf]) -> tuple[list[Leaf], Marks, list[Line]]:
    """Return pages without footnotes, what marks there are, and the lines of the footnotes."""
    sizes = [line.size for line in _lines(leaves) for _ in line.text]
    body = median(sizes) if sizes else 0.0
    marks = {mark for line in _lines(leaves) for mark in _marks_in(line)}
    notes: list[Footnote] = []
    taken: list[Line] = []
    kept: list[Leaf] = []
    for leaf in leaves:
        areas: list[Area] = []
        for area in leaf.areas:
            start = _foot(area.lines, leaf, body, marks)
            _collect(area.lines[start:], leaf.number, notes, marks)
            taken += area.lines[start:]
            areas.append(replace(area, lines=area.lines[:start]))
        kept.append(replace(leaf, areas=tuple(area for area in areas if area.lines)))
    found = Marks(tuple(notes), frozenset(_behind_letters(kept)))
    return [_resolved(leaf, found) for leaf in kept], found, taken


def _lines(leaves: Sequence[Leaf]) -> Iterator[Line]:
    return (line for leaf in leaves for area in leaf.areas for line in area.lines)


def _marks_in(line: Line) -> list[str]:
    """Return the raised marks of a line that do not stand at its head."""
    text = NOTE_START.sub("", line.text, count=1)
    found = [part for match in MARK.finditer(text) for part in _parts(match[1])]
    return found + [mark for match in PLAIN.finditer(text) for mark in match.groups() if mark]


def _parts(mark: str) -> list[str]:
    return [
        part for part in re.split(r"[\s,;()\[\]]+", unicodedata.normalize("NFKC", mark)) if part
    ]


def _mark_of(line: Line) -> str | None:
    match = NOTE_START.match(line.text)
    if match is None:
        return None
    found = match["raised"] or match["bracketed"] or match["plain"] or match["lettered"]
    parts = _parts(found)
    return parts[0] if parts else None


def _foot(lines: Sequence[Line], leaf: Leaf, body: float, marks: set[str]) -> int:
    """Return the number of the line where an area's footnotes begin, or how many lines it has."""
    starts: list[tuple[int, str]] = []
    is_ruled = False
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        above = lines[number - 1] if number else None
        if line.size > SMALLER * body and not _rule_above(line, lines[:number], leaf):
            break
        if mark := _mark_of(line):
            starts.insert(0, (number, mark))
        if _rule_between(above, line, leaf):
            is_ruled = True
            if not starts:
                return _continued(lines, number, body)
            break
    while starts and not _leads(starts):
        starts.pop(0)
    if not starts or not (is_ruled or any(mark in marks for _, mark in starts)):
        return len(lines)
    return starts[0][0]


def _leads(starts: Sequence[tuple[int, str]]) -> bool:
    """Tell whether the first of some marks is one from which the next ones count on."""
    first = starts[0][1]
    rest = [int(mark) for _, mark in starts[1:] if mark.isdigit()]
    return not first.isdigit() or not rest or int(first) + 1 in rest


def _continued(lines: Sequence[Line], number: int, body: float) -> int:
    """Return where small lines under a rule begin that go on with the last page's footnote."""
    is_small = all(line.size <= SMALLER * body for line in lines[number:])
    return number if is_small and lines[number].text[0].islower() else len(lines)


def _rule_between(above: Line | None, line: Line, leaf: Leaf) -> bool:
    top = above.y - 0.1 * above.size if above else line.y + 3 * line.size
    low = line.y + 0.5 * line.size
    return any(
        _is_note_rule(rule, line, leaf) and low < rule[1] and rule[3] < top for rule in leaf.rules
    )


def _rule_above(line: Line, before: Sequence[Line], leaf: Leaf) -> bool:
    """Tell whether a rule stands over a line with nothing but its like between."""
    return any(
        _is_note_rule(rule, line, leaf)
        and rule[1] > line.y
        and all(other.y > rule[1] or other.size <= line.size * 1.02 for other in before)
        and line.y < 0.4 * leaf.height
        for rule in leaf.rules
    )


def _is_note_rule(rule: Box, line: Line, leaf: Leaf) -> bool:
    width = rule[2] - rule[0]
    return 20 < width < LONGEST_RULE * leaf.width and abs(rule[0] - line.x0) < 3 * line.size


def _collect(lines: Sequence[Line], page: int, notes: list[Footnote], marks: set[str]) -> None:
    for number, line in enumerate(lines):
        mark = _mark_of(line)
        if mark and (number == 0 or not notes or _follows(mark, notes[-1].mark, marks)):
            is_new = all(note.mark != mark for note in notes)
            text = clean(bare(NOTE_START.sub("", line.text, count=1)))
            notes.append(Footnote(mark, mark if is_new else f"{mark}, page {page}", text, page))
        elif notes:
            notes[-1] = replace(notes[-1], text=_added(notes[-1].text, bare(line.text)))


def _added(text: str, line: str) -> str:
    if text.endswith("-") and line[0].islower():
        return clean(text[:-1] + line)
    return clean(f"{text} {line}")


def _follows(mark: str, last: str, marks: set[str]) -> bool:
    if mark.isdigit() and last.isdigit():
        return int(mark) == int(last) + 1 or (mark in marks and int(mark) > int(last))
    return mark in marks


def bare(text: str) -> str:
    """Return a text with its raised letters set as plain ones."""
    return MARK.sub(r"\1", text)


def _behind_letters(leaves: Sequence[Leaf]) -> set[str]:
    """Return the marks raised behind a word that is no unit: these are surely footnote marks."""
    found: set[str] = set()
    for line in _lines(leaves):
        for match in MARK.finditer(line.text):
            before = line.text[: match.start()].rstrip()
            if before and not before[-1].isdigit() and not UNIT.search(before):
                found.update(_parts(match[1]))
    return found


def _resolved(leaf: Leaf, marks: Marks) -> Leaf:
    def told(area: Area) -> Area:
        lines = (replace(line, text=marks.resolve(leaf.number, line.text)) for line in area.lines)
        return replace(area, lines=tuple(line for line in lines if line.text))

    return replace(leaf, areas=tuple(told(area) for area in leaf.areas))


def resolve(text: str, known: Mapping[str, str], behind: frozenset[str]) -> str:
    """Keep the raised letters of a line that are footnote marks as such and set the others as text.

    A mark whose note exists is one, and so is a raised figure behind a word or a stop. Behind a
    figure or a unit it is an exponent, unless its note exists and nothing else points there. An
    exponent of a figure stays a raised figure.
    """
    parts: list[str] = []
    place = 0
    for match in MARK.finditer(text):
        parts.append(text[place : match.start()])
        before = "".join(parts).rstrip()
        parts.append(_resolve_one(match[1], before, known, behind))
        place = match.end()
    parts.append(text[place:])
    return _with_plain_marks("".join(parts), known)


def _resolve_one(raised: str, before: str, known: Mapping[str, str], behind: frozenset[str]) -> str:
    marks = _parts(raised)
    plain = unicodedata.normalize("NFKC", raised)
    is_exponent = before[-1:].isdigit() or UNIT.search(before) is not None
    if marks and all(mark in known for mark in marks):
        if not (is_exponent and set(marks) & behind):
            return "".join(note_mark(known[mark]) for mark in marks)
    elif (
        not is_exponent
        and not FORMULA.search(before)
        and marks
        and all(mark.isdigit() or SYMBOLS.match(mark) for mark in marks)
    ):
        return "".join(note_mark(mark) for mark in marks) if before else plain
    if before[-1:].isdigit() and plain.isdigit():
        return plain.translate(RAISED_DIGITS)
    return plain


def _with_plain_marks(text: str, known: Mapping[str, str]) -> str:
    """Set "[1]" and "*" that are not raised as marks where their note exists."""

    def marked(match: re.Match[str]) -> str:
        mark = next(group for group in match.groups() if group)
        return note_mark(known[mark]) if mark in known else match[0]

    return PLAIN.sub(marked, text)
