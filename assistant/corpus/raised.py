"""Tell footnote marks from what else is set above the line.

Ordinals, units, powers, isotopes, fractions and trade marks are part of the words. Both readings of
a page ask here; it looks at words alone, never at elements.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

MARK = r"\d{1,3}|[a-z]|[ivx]{2,5}|[*†‡§¶#]{1,3}"
NOTE = re.compile(r"[\[(](?P<mark>note)[\])]", re.IGNORECASE)  # a mark that has no number
WORDED = r"(?:foot)?notes?|fn"
# "1", "[1]", "(a)", "note 1", "1,2", "1–3", "*".
MARKS = re.compile(
    rf"[\[(]?\s?(?:(?:{WORDED})\.?\s?)?(?P<first>{MARK})(?P<more>(?:\s?[,;]\s?(?:{MARK}))*)"
    rf"(?:\s?[-–]\s?(?P<last>\d{{1,3}}))?\s?[\])]?[.,]?",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"\[[^\[\]]{1,12}\]")
ORDINAL = re.compile(r"(?:st|nd|rd|th|e|er|ère|ème)", re.IGNORECASE)
UNIT = re.compile(
    r"(?:^|[\d\s/(·.×])[kcmdµnh]?m$|[\d/]\s?(?:ft|in|yd|mi|s|sec)$|\bper\s(?:ft|in|yd|mi|s|sec)$",
    re.IGNORECASE,
)
LONG_UNIT = re.compile(r"\d\s(?:miles|feet|inches|(?:kilo)?met(?:re|er)s)$", re.IGNORECASE)
POWER = re.compile(r"(?:^|[^\d.,])(?:10|2)$")
TIMES = re.compile(r"[×·x*]\s?(?:10|2)$")
ISOTOPE = re.compile(
    r"(?:[23]H|[34]He|\d{2,3}(?:U|Pu|C|Cs|Sr|Th|Am|Co|Po|K|Rn|Ra|Xe|Tc|Np|Kr)|1[23]\dI)(?![A-Za-z])"
)
SYMBOL = re.compile(r"(?:^|[\s(])[A-Z][a-z]?$")  # of a chemical element: "U" before 235
ABBREVIATED = re.compile(r"(?:^|[\s(])[A-Z]$")  # "M" before "r", "N" before "o"
PRICE = re.compile(r"[$€£¥]\s?[\d,.]{1,12}$")
MOST_MARKS = 20
ABOVE = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
BELOW = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


@dataclass(frozen=True, slots=True)
class Raised:
    """A text that stands above the line, and what stands before and behind it.

    `is_marked` says that the page itself calls it a reference: by a link to a note, a role or a
    class.
    """

    text: str
    before: str
    after: str
    is_marked: bool = False


def marks_of(raised: Raised, notes: Collection[str]) -> tuple[str, ...]:
    """Return the footnote marks that a raised text is; none where it belongs to the words.

    `notes` are marks of known notes.
    """
    match = MARKS.fullmatch(_composed(raised.text))
    if match is None:
        named = NOTE.fullmatch(raised.text.strip())
        return (named["mark"],) if named else ()
    marks = _listed(match)
    if raised.is_marked or BRACKETED.fullmatch(raised.text.strip()):
        return marks
    if raised.after[:1] in ("/", "⁄"):
        return ()
    return () if _is_part(raised, marks[0], notes) else marks


def is_mark(text: str) -> bool:
    """Tell whether a text has the form of a footnote mark."""
    return MARKS.fullmatch(_composed(text)) is not None or NOTE.fullmatch(text.strip()) is not None


def printed(text: str, before: str, is_above: bool, after: str = "") -> str:
    """Return what stands above or below the line as it can be printed on it.

    Figures behind a figure keep their height, or 10 to the power of 6 would be 106; a fraction
    stands apart from the number.
    """
    if not re.fullmatch(r"[+−-]?\d+", text.strip()):
        return text
    if after[:1] in ("/", "⁄"):
        return f" {text}" if before[-1:].isdigit() else text
    if not before[-1:].isdigit():
        return text
    return text.strip().translate(ABOVE if is_above else BELOW)


def _is_part(raised: Raised, mark: str, notes: Collection[str]) -> bool:
    """Tell whether what could be a mark belongs to the word or figure beside it."""
    before = raised.before
    if mark.isdigit():
        return _is_power(raised, mark, notes)
    if not mark.isalpha():
        return False
    if ORDINAL.fullmatch(mark) and before[-1:].isdigit():
        return True
    return ABBREVIATED.search(before[-2:]) is not None or not (
        before[-1:].isalnum() or before[-1:] in '.,;:!?)”"’'
    )


def _is_power(raised: Raised, mark: str, notes: Collection[str]) -> bool:
    """Tell whether a raised number is the power of a unit or figure, an isotope's or a price's."""
    before, after = raised.before, raised.after
    if mark in ("2", "3") and UNIT.search(before[-14:]):
        return True
    if TIMES.search(before[-5:]):
        return True
    if ISOTOPE.match(mark + after) and not before[-1:].isalnum():
        return True
    if mark in notes:
        return False
    return bool(
        (mark in ("2", "3") and LONG_UNIT.search(before[-14:]))
        or POWER.search(before[-4:])
        or (len(mark) == 2 and PRICE.search(before[-16:]))
        or (len(mark) > 1 and SYMBOL.search(before[-3:]))
    )


def _listed(match: re.Match[str]) -> tuple[str, ...]:
    first, last = match["first"], match["last"]
    marks = [first, *re.findall(MARK, match["more"], re.IGNORECASE)]
    if last and marks[-1].isdigit() and 0 < int(last) - int(marks[-1]) < MOST_MARKS:
        marks += [str(number) for number in range(int(marks[-1]) + 1, int(last) + 1)]
    return tuple(marks)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("∗", "*").strip()
