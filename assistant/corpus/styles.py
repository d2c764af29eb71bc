"""What a page's own style says of an element: not printed, struck out, raised, a block, bold.

Rules in <style> are read where their selectors are plain (names, classes, ids, one within another);
rules for paper or
for narrow screens are passed over. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SCREEN = re.compile(
    r"@media\s+(?:only\s+)?(?:all|screen)?(?:\s*and\s*)?(?:\(\s*min-width\s*:[^()]{1,20}\))?\s*$"
    r"|@layer\b|@supports\b",
    re.IGNORECASE,
)
COMPOUND = re.compile(
    r"(?P<tag>[a-z][\w-]*|\*)?(?P<marks>(?:[.#][\w-]+|\[[\w-]+\])*)", re.IGNORECASE
)
MARKS = re.compile(r"[.#\[][\w-]+")
PROPERTIES = frozenset(
    {
        "display",
        "visibility",
        "opacity",
        "font-size",
        "font-weight",
        "text-decoration",
        "text-decoration-line",
        "vertical-align",
        "left",
        "top",
        "right",
        "text-indent",
        "clip",
        "clip-path",
        "white-space",
    }
)
ZERO = re.compile(r"0*(?:\.0+)?(?:px|pt|r?em|%)?|0+\.0+")
FAR = re.compile(r"-\d{3,}")
CLIPPED = re.compile(r"rect\(\s*(?:0|1px)[\s,]|inset\(\s*(?:50|100)%|circle\(\s*0")
BLOCK_DISPLAY = frozenset({"block", "flex", "grid", "list-item", "flow-root", "table"})
# Classes that hide an element from the screen in the style sheets most sites use, which stand in
# files of their own.
HIDING = frozenset(
    {
        "visually-hidden",
        "visuallyhidden",
        "sr-only",
        "screen-reader-text",
        "screen-reader-only",
        "element-invisible",
        "element-hidden",
        "a11y-hidden",
        "d-none",
        "hidden",
        "is-hidden",
        "uk-hidden",
        "invisible",
        "print-only",
        "printonly",
        "only-print",
        "visible-print",
        "visible-print-block",
        "visible-print-inline",
        "d-print-block",
        "show-for-sr",
        "show-for-print",
    }
)
# "d-none d-md-block", "hidden lg:flex": shown on a screen of common width.
SHOWN = re.compile(
    r"(?:^|\s)(?:d-(?:sm|md|lg|xl)-|(?:sm|md|lg|xl):)(?:block|inline|flex|grid|table)"
)
MOST_RULES = 20_000
MOST_ALIKE = 100  # rules for one tag, class or id

Declarations = Mapping[str, str]


class Shape(NamedTuple):
    """What a selector can see of an element."""

    tag: str
    classes: frozenset[str]
    id: str
    attributes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """A plain selector, the innermost element first, with what it declares and how it ranks."""

    shapes: tuple[Shape, ...]
    declared: Declarations
    rank: tuple[int, int, int, int]


class Styles:
    """The style rules of a page, found by the tag, class or id of the element they are for."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for order, (selector, declared) in enumerate(_rules(sheets)):
            rule = _rule(selector, declared, order)
            if rule:
                same = self._rules.setdefault(_key(rule.shapes[0]), [])
                if len(same) < MOST_ALIKE:
                    same.append(rule)

    def candidates(self, own: Shape) -> list[Rule]:
        """Return the rules that may be for an element of this shape."""
        keys = (own.tag, "*", *("." + name for name in own.classes), "#" + own.id)
        return [rule for key in keys for rule in self._rules.get(key, ())]

    def declared(
        self, rules: Sequence[Rule], chain: Sequence[Shape], style: str = ""
    ) -> Declarations:
        """Return what holds for an element.

        `chain` are its shape and those around it, the innermost first.
        """
        result: dict[str, str] = {}
        found = [rule for rule in rules if _matches(rule, chain)]
        for rule in sorted(found, key=lambda rule: rule.rank):
            result.update(rule.declared)
        result.update(declarations(style))
        return result


def shape(tag: str, attributes: Mapping[str, str | None]) -> Shape:
    """Return what a selector can see of an element."""
    classes = frozenset((attributes.get("class") or "").split())
    return Shape(tag, classes, attributes.get("id") or "", frozenset(attributes))


def is_hidden(declared: Declarations, own: Shape) -> bool:
    """Tell whether an element is not printed on a screen."""
    if declared.get("display") == "none" or declared.get("visibility") in ("hidden", "collapse"):
        return True
    if any(ZERO.fullmatch(declared[name]) for name in ("opacity", "font-size") if name in declared):
        return True
    if any(FAR.match(declared.get(name, "")) for name in ("left", "top", "right", "text-indent")):
        return True
    if any(CLIPPED.match(declared.get(name, "")) for name in ("clip", "clip-path")):
        return True
    if "hidden" in own.attributes:
        return declared.get("display") in (None, "none")
    return _is_classed_hidden(own.classes) and "display" not in declared


def is_struck(declared: Declarations, tag: str) -> bool:
    """Tell whether an element's text is struck out."""
    line = declared.get("text-decoration-line") or declared.get("text-decoration") or ""
    return "line-through" in line or (tag in ("del", "s", "strike") and not line.startswith("none"))


def is_raised(declared: Declarations) -> bool:
    """Tell whether an element's text stands above the line."""
    return declared.get("vertical-align") in ("super", "text-top")


def is_bold(declared: Declarations) -> bool:
    """Tell whether an element's text is bold."""
    weight = declared.get("font-weight", "")
    return weight.startswith("bold") or (weight.isdigit() and int(weight) >= 600)


def _is_classed_hidden(classes: frozenset[str]) -> bool:
    return not HIDING.isdisjoint(classes) and SHOWN.search(" ".join(sorted(classes))) is None


def _rules(sheets: Sequence[str]) -> Iterator[tuple[str, Declarations]]:
    """Yield each selector with its declarations; of at-rules only what holds for a screen."""
    count = 0
    for sheet in sheets:
        for prelude, body in _braces(COMMENT.sub(" ", sheet)):
            declared = declarations(body)
            for selector in prelude.split(",") if declared else ():
                count += 1
                if count > MOST_RULES:
                    return
                yield selector.strip(), declared


def _braces(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each innermost pair of braces, and within it.

    None inside an at-rule that is not for screens.
    """
    depth = skipped = start = 0
    prelude = ""
    for match in re.finditer(r"[{};]", sheet):
        mark, between = match[0], sheet[start : match.start()]
        start = match.end()
        if mark == "{":
            depth += 1
            prelude = between.strip()
            if not skipped and prelude.startswith("@") and not SCREEN.match(prelude):
                skipped = depth
        elif mark == "}":
            if prelude and not skipped:
                yield prelude, sheet[_opened(sheet, match.start()) : match.start()]
            prelude = ""
            if skipped == depth:
                skipped = 0
            depth = max(0, depth - 1)


def _opened(sheet: str, end: int) -> int:
    return sheet.rfind("{", 0, end) + 1


def declarations(text: str) -> Declarations:
    """Return what a rule or an element's own style declares, of what matters here."""
    found: dict[str, str] = {}
    for part in text.split(";") if ":" in text else ():
        name, _, value = part.partition(":")
        name = name.strip().lower()
        if name in PROPERTIES:
            found[name] = value.replace("!important", "").strip().lower()
    return found


def _rule(selector: str, declared: Declarations, order: int) -> Rule | None:
    """Return a rule for a plain selector; None for one with more in it, which is passed over."""
    shapes: list[Shape] = []
    for part in selector.replace(">", " ").split():
        match = COMPOUND.fullmatch(part)
        if match is None:
            return None
        marks = MARKS.findall(match["marks"])
        shapes.append(
            Shape(
                (match["tag"] or "*").lower(),
                frozenset(mark[1:] for mark in marks if mark[0] == "."),
                next((mark[1:] for mark in marks if mark[0] == "#"), ""),
                frozenset(mark[1:] for mark in marks if mark[0] == "["),
            )
        )
    if not shapes:
        return None
    ids = sum(bool(each.id) for each in shapes)
    classes = sum(len(each.classes) + len(each.attributes) for each in shapes)
    tags = sum(each.tag != "*" for each in shapes)
    return Rule(tuple(reversed(shapes)), declared, (ids, classes, tags, order))


def _key(own: Shape) -> str:
    if own.id:
        return "#" + own.id
    return "." + min(own.classes) if own.classes else own.tag


def _matches(rule: Rule, chain: Sequence[Shape]) -> bool:
    """Tell whether a rule's shapes stand in a chain, the first at its head, in order."""
    place = 0
    for number, wanted in enumerate(rule.shapes):
        while place < len(chain) and not _fits(wanted, chain[place]):
            if number == 0:
                return False
            place += 1
        if place == len(chain):
            return False
        place += 1
    return True


def _fits(wanted: Shape, own: Shape) -> bool:
    return (
        wanted.tag in ("*", own.tag)
        and wanted.classes <= own.classes
        and (not wanted.id or wanted.id == own.id)
        and wanted.attributes <= own.attributes
    )
