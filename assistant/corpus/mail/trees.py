"""The lines of an HTML mail as a reader sees them, and the mail without some of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from assistant.corpus.formats import clean
from assistant.corpus.mail.flowed import Line

BLOCKS = frozenset("p div tr li ul ol table h1 h2 h3 h4 h5 h6 blockquote hr br body section article pre dl dt dd".split())  # fmt: skip
UNREAD = frozenset({"script", "style", "head", "title"})


@dataclass(slots=True)
class Tree:
    """A parsed mail, and for each of its lines the places of text in it.

    An element, and whether it is its tail.
    """

    root: Any
    places: list[list[tuple[Any, bool]]]

    def without(self, lines: Collection[int]) -> str:
        """Return the mail's HTML without the text of these lines."""
        from lxml.etree import tostring

        for line in lines:
            for element, is_tail in self.places[line]:
                if is_tail:
                    element.tail = None
                else:
                    element.text = None
        html: str = tostring(self.root, encoding="unicode", method="html")
        return html


def tree_lines(text: str) -> tuple[list[Line], Tree]:
    """Return the lines of an HTML mail with the depth at which each is quoted.

    Empty ones are left out.
    """
    from lxml.html import document_fromstring

    root = document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    tree = Tree(root, [])
    gathered = _Gatherer(tree)
    for event, element in _events(root):
        gathered.take(event, element)
    gathered.end_line()
    return gathered.lines, tree


def _events(root: Any) -> Any:
    from lxml.etree import iterwalk

    return iterwalk(root, events=("start", "end"))


class _Gatherer:
    def __init__(self, tree: Tree) -> None:
        self.lines: list[Line] = []
        self._tree = tree
        self._texts: list[str] = []
        self._places: list[tuple[Any, bool]] = []
        self._depth = 0
        self._unread = 0

    def take(self, event: str, element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            self._begin(tag, element)
            return
        if tag in UNREAD:
            self._unread -= 1
        if tag in BLOCKS:
            self.end_line()
        self._depth -= tag == "blockquote"
        self._add(element, element.tail, is_tail=True)

    def _begin(self, tag: str, element: Any) -> None:
        if tag in BLOCKS:
            self.end_line()
        self._depth += tag == "blockquote"
        self._unread += tag in UNREAD
        if tag in ("td", "th"):
            self._texts.append(" ")
        if tag == "hr":
            self._texts.append("_____")
        if tag:  # the text of a comment is nobody's
            self._add(element, element.text, is_tail=False)

    def _add(self, element: Any, text: str | None, is_tail: bool) -> None:
        if text and not self._unread:
            self._texts.append(text)
            self._places.append((element, is_tail))

    def end_line(self) -> None:
        """Close the line that is open."""
        if text := clean("".join(self._texts)):
            self.lines.append(Line(text, self._depth, len(self._tree.places)))
            self._tree.places.append(self._places)
        self._texts, self._places = [], []
