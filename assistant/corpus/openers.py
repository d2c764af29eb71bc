"""How a footnote opens where it is printed: "1 See ...", "[1] ...", "* ...".

And the headings of a list of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰ"
PLAIN = str.maketrans(RAISED, "0123456789abcdefgh")
HEADING = re.compile(r"[#*_ ]{0,8}(?:(?:foot|end)\s?notes?|notes?|references)\s?:?[*_ ]{0,4}", re.IGNORECASE)  # fmt: skip
MONTHS = (
    "january february march april may june july august september october november december"
).split()
OPENER = re.compile(
    rf"""(?:
        \[\^(?P<markdown>[\w-]{{1,20}})\]:
      | \[(?P<bracket>\d{{1,3}}|\*{{1,3}}|[a-h]|[ivx]{{1,5}})\][.:]?
      | \((?P<paren>\d{{1,2}}|\*{{1,3}}|[a-h])\)
      | (?P<raised>[{RAISED}]{{1,3}})[.:]?
      | (?:foot)?note\ (?P<word>\d{{1,2}})[.:)]
      | (?P<number>\d{{1,2}})(?:[.):]\s|\s|(?=[A-Z][a-z]))
      | (?P<symbol>\*{{1,4}}|[†‡]{{1,3}})
    )\s*(?P<text>\S.*)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Opener:
    """The mark a footnote opens with, the shape in which it is printed, and the footnote's words."""

    mark: str
    shape: str
    text: str

    def follows(self, other: Opener) -> bool:
        """Tell whether this is the next footnote of a list: 3 behind 2, ** or † behind *."""
        if self.shape != other.shape:
            return False
        if self.mark.isdigit() and other.mark.isdigit():
            return int(self.mark) == int(other.mark) + 1
        if len(self.mark) == len(other.mark) == 1 and self.mark.isalpha() and other.mark.isalpha():
            return ord(self.mark) == ord(other.mark) + 1
        return self.mark != other.mark and not self.mark.isdigit() and not other.mark.isdigit()


def read_opener(block: str) -> Opener | None:
    """Return what a block opens with if it may be a footnote.

    A date ("3 June 2019, ...") opens none.
    """
    match = OPENER.match(block)
    if match is None:
        return None
    shape = next(name for name, found in match.groupdict().items() if found and name != "text")
    mark = match[shape].translate(PLAIN)
    word = FIRST_WORD.match(match["text"])
    if shape in ("number", "raised") and word and word.group().casefold() in MONTHS:
        return None
    if shape == "symbol" and mark in match["text"]:
        return None  # "**Minister Obi**: ..."
    return Opener(mark, shape, match["text"].strip(" ↩↑︎^"))


def is_heading(block: str) -> bool:
    """Tell whether a line heads a list of footnotes; "Notes to editors" does not."""
    return HEADING.fullmatch(block) is not None
