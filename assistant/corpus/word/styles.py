"""How a Word document prints a run.

Hidden, struck out, bold or raised, by itself or by its styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.corpus.word.names import W, flag, value

# Properties that a paragraph's style and a character style turn each other's off (ECMA-376-1,
# 17.7.3).
TOGGLES = frozenset({"b", "strike", "vanish"})
UNPRINTED = ("vanish", "webHidden", "specVanish", "strike", "dstrike")
HEADINGS = re.compile(r"heading \d|title|subtitle", re.IGNORECASE)
CONTENTS = re.compile(r"toc \d|table of (?:figures|authorities)", re.IGNORECASE)
TITLES = ("title", "heading 1")


@dataclass(frozen=True, slots=True)
class Look:
    """Whether a run is printed at all, and whether it is bold or raised above the line."""

    is_printed: bool
    is_bold: bool
    is_raised: bool


class Styles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, root: Any) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId"): style for style in found}
        self._default = next(
            (
                style.get(f"{W}styleId")
                for style in found
                if style.get(f"{W}type") == "paragraph"
                and style.get(f"{W}default") in ("1", "true")
            ),
            None,
        )
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._flag = cache(self._inherited_flag)

    def look(self, run: Any, paragraph: Any, table: str | None) -> Look:
        """Tell how a run of a paragraph is printed.

        `table` is the style of the table it stands in.
        """
        own = run.find(f"{W}rPr")
        styles = (table, self.style_of(paragraph), value(own, "rStyle"))
        raised = value(own, "vertAlign") or next(
            (found for style in styles[::-1] if (found := self._inherited(style, "vertAlign"))), ""
        )
        return Look(
            not any(self._is_on(own, styles, name) for name in UNPRINTED),
            self._is_on(own, styles, "b"),
            raised == "superscript",
        )

    def style_of(self, paragraph: Any) -> str | None:
        """Return the id of a paragraph's style."""
        return value(paragraph.find(f"{W}pPr"), "pStyle") or self._default

    def names(self, paragraph: Any) -> list[str]:
        """Return the names of a paragraph's style and of those that it is based on."""
        return [
            (value(style, "name") or "").lower() for style in self._chain(self.style_of(paragraph))
        ]

    def _is_on(self, own: Any, styles: tuple[str | None, ...], name: str) -> bool:
        direct = flag(own, name)
        if direct is not None:
            return direct
        stated = [on for style in styles if (on := self._flag(style, name)) is not None]
        if not stated:
            return bool(flag(self._defaults, name))
        return sum(stated) % 2 == 1 if name in TOGGLES else stated[-1]

    def _inherited_flag(self, style: str | None, name: str) -> bool | None:
        return next(
            (
                on
                for each in self._chain(style)
                if (on := flag(each.find(f"{W}rPr"), name)) is not None
            ),
            None,
        )

    def _inherited(self, style: str | None, name: str) -> str | None:
        return next(
            (
                found
                for each in self._chain(style)
                if (found := value(each.find(f"{W}rPr"), name)) is not None
            ),
            None,
        )

    def _chain(self, style: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while style is not None and style in self._styles and style not in seen:
            yield self._styles[style]
            seen.add(style)
            style = value(self._styles[style], "basedOn")
