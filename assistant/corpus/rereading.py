"""Read a web page a second time by another parser: all it prints, in order.

It chooses nothing: whatever the first reading says stands in the page must stand here without a
gap.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from assistant.corpus.footnotes import is_called, is_note, is_place, place_of, told
from assistant.corpus.printing import BLOCK_TAGS, QUOTE_MARKS, UNPRINTED, WORDED
from assistant.corpus.raised import Raised, is_mark, marks_of
from assistant.corpus.styles import (
    Declarations,
    Shape,
    Styles,
    is_hidden,
    is_raised,
    is_struck,
    shape,
)

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
CLOSED_BY = {  # a start tag that ends an element which was left open
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "option": {"option"},
    "rt": {"rt", "rp"},
    "rp": {"rt", "rp"},
}
IN_HEAD = frozenset("head title meta link script style base noscript template".split())
LONGEST_HIDDEN = 400  # letters; hidden text that is longer is no word inside a sentence
DEEPEST = 64  # elements around one that a selector is held against
FEW = 8  # parts of text that a mark and its link are made of at most
RAISED = frozenset({"sup", "a", "span"})


@dataclass(slots=True)
class _Open:
    """An element whose end is still to come, and the place in the text where it began."""

    shape: Shape
    start: int
    is_gone: bool
    is_raised: bool
    attributes: Mapping[str, str | None] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, styles: Styles) -> None:
        super().__init__(convert_charrefs=True)
        self._styles = styles
        self._open: list[_Open] = []
        self.parts: list[str] = []
        self.raised: list[tuple[int, int, bool]] = []
        self._rows: list[list[str]] = []
        self._cell = -1
        self.rows: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in VOID:
            self._void(tag, attributes)
            return
        self._close_implied(tag)
        own = shape(tag, attributes)
        if tag == "q":
            self.parts.append("")  # the place of its opening mark
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._cell = len(self.parts)
        self._silent += _is_silent(own)
        declared = self._declared(own, attributes)
        gone = is_struck(declared, own.tag) or is_hidden(declared, own)
        raised = tag == "sup" or (tag in RAISED and is_raised(declared))
        self._open.append(_Open(own, len(self.parts), gone, raised, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self._void(tag, dict(attrs))
        else:
            self.handle_starttag(tag, attrs)  # HTML knows no elements that end themselves

    def handle_endtag(self, tag: str) -> None:
        if any(each.shape.tag == tag for each in reversed(self._open[-200:])):
            while self._open:
                if self._close(self._open.pop()) == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def finish(self) -> None:
        self.close()
        while self._open:
            self._close(self._open.pop())

    def _void(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if tag == "input":
            kind = (attributes.get("type") or "text").lower()
            if kind in WORDED or "readonly" in attributes:
                self.parts.append(attributes.get("value") or "")
        elif tag in ("br", "hr"):
            self.parts.append("\n")

    def _close_implied(self, tag: str) -> None:
        if tag not in IN_HEAD:
            while self._open and self._open[-1].shape.tag == "head":
                self._close(self._open.pop())
        if not self._open:
            return
        last = self._open[-1].shape.tag
        if last in CLOSED_BY.get(tag, ()) or (tag in BLOCK_TAGS and last == "p"):
            self._close(self._open.pop())

    def _declared(self, own: Shape, attributes: Mapping[str, str | None]) -> Declarations:
        rules = self._styles.candidates(own)
        chain = [own, *(each.shape for each in reversed(self._open[-DEEPEST:]))] if rules else [own]
        return self._styles.declared(rules, chain, attributes.get("style") or "")

    def _close(self, ended: _Open) -> str:
        tag = ended.shape.tag
        self._silent -= _is_silent(ended.shape)
        if self._is_out(ended):
            self._drop(ended.start)
        elif tag == "q":
            self._quote(ended.start)
        elif tag == "rt":
            text = "".join(self.parts[ended.start :]).strip()
            self._drop(ended.start)
            self.parts.append(f"({text})" if text else "")
        elif tag in RAISED and len(self.parts) - ended.start < FEW:
            self._raise(ended)
        if tag in ("td", "th") and self._cell >= 0 and self._rows:
            self._rows[-1].append("".join(self.parts[self._cell :]).strip())
            self._cell = -1
        elif tag == "tr" and self._rows:
            self.rows.append("|".join(filter(None, self._rows.pop())))
        if tag in BLOCK_TAGS:
            self.parts.append("\n")
        return tag

    def _raise(self, ended: _Open) -> None:
        """Keep in mind where a footnote mark may stand."""
        text = "".join(self.parts[ended.start :]).strip()
        if not is_mark(text):
            return
        tag, attributes = ended.shape.tag, ended.attributes
        within = self._open[-1] if self._open else None
        called = is_called(told(attributes))
        if tag == "a":
            target = place_of(attributes.get("href") or "")
            in_raised = ended.is_raised or (within is not None and within.is_raised)
            if (target and (in_raised or text[0] == "[" or is_place(target))) or called:
                self.raised.append((ended.start, len(self.parts), True))
        elif ended.is_raised or called:
            in_link = (
                within is not None
                and within.shape.tag == "a"
                and bool(place_of(within.attributes.get("href") or ""))
            )
            self.raised.append((ended.start, len(self.parts), in_link or called))

    def _is_out(self, ended: _Open) -> bool:
        """Tell whether an element is struck, hidden, or a note inside a sentence."""
        tag = ended.shape.tag
        if tag == "button":
            return not any(c.isalnum() for part in self.parts[ended.start :] for c in part)
        if ended.is_gone:
            return tag in ("del", "s", "strike") or self._is_short(ended.start)
        if tag in BLOCK_TAGS or not is_note(told(ended.attributes)):
            return False
        return self._is_short(ended.start) and not is_mark("".join(self.parts[ended.start :]))

    def _is_short(self, start: int) -> bool:
        size = 0
        for part in self.parts[start:]:
            size += len(part)
            if size > LONGEST_HIDDEN:
                return False
        return True

    def _drop(self, start: int) -> None:
        del self.parts[start:]
        while self.raised and self.raised[-1][1] > start:
            self.raised.pop()

    def _quote(self, start: int) -> None:
        first = next((part.strip()[0] for part in self.parts[start:] if part.strip()), "")
        if first and first not in QUOTE_MARKS:
            inner = sum(each.shape.tag == "q" for each in self._open) % 2
            self.parts[start - 1] = "‘" if inner else "“"
            self.parts.append("’" if inner else "”")


def reread(text: str, styles: Styles, notes: Collection[str]) -> str:
    """Return all that a page prints, as another parser reads it.

    `notes` are the marks of its footnotes.
    """
    reader = _Reader(styles)
    reader.feed(text)
    reader.finish()
    return "\n".join((_without_marks(reader, notes), *reader.rows))


def _without_marks(reader: _Reader, notes: Collection[str]) -> str:
    """Return the text without what is raised or linked and is a footnote mark."""
    parts = list(reader.parts)
    for start, end, is_marked in reader.raised:
        text = "".join(parts[start:end])
        lead = "".join(parts[max(0, start - 12) : start])[-60:].rpartition("\n")[2]
        rest = "".join(parts[end : end + 4])[:60]
        if marks_of(Raised(text, lead, rest, is_marked), notes):
            parts[start:end] = [""] * (end - start)
    return "".join(parts)


def _is_silent(own: Shape) -> bool:
    is_shadow = not own.attributes.isdisjoint({"shadowrootmode", "shadowroot", "open"})
    if own.tag in ("select", "textarea"):
        return False  # what the first reading leaves out of a sentence here must not be missed
    return own.tag in UNPRINTED and not (own.tag in ("template", "dialog") and is_shadow)
