"""Dates in a question: "on 4 October 2022", "in July 2021", "in spring 2023", "at the end of 2023"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

MONTHS = [month.lower() for month in calendar.month_name[1:]]
MONTH = (
    "|".join(f"{month}|{month[:3]}\\.?" if month != "may" else month for month in MONTHS)
    + r"|sept\.?"
)
# Northern seasons, as the capitals that publish most readouts have them; winter is the year's first
# three months.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (1, 3)}
SEASON = "|".join(SEASONS)
PART = r"(?:the\s+)?(?:early|beginning|start|mid|middle|late|end|first half|second half)"
PATTERN = re.compile(
    rf"(?:\b(?P<word>on|in|at|since|during|before|after|of|from|until|by|between)\s+(?:the\s+)?)?(?:"
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:[-–]|and|to)\s*(?P<d1b>\d{{1,2}}))?\s+(?P<m1>{MONTH}),?\s+(?P<y1>(?:19|20)\d\d)\b"
    rf"|\b(?P<m2>{MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:[-–]|and|to)\s*(?P<d2b>\d{{1,2}}))?,?\s+(?P<y2>(?:19|20)\d\d)\b"
    rf"|\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
    rf"|(?:\b(?P<part>{PART})(?:\s+of)?(?:\s+|-))?(?:\b(?P<season>{SEASON})(?:\s+of)?\s+(?P<y5>(?:19|20)\d\d)\b"
    rf"|\b(?P<m3>{MONTH})(?:\s+(?:and|to|[-–])\s+(?P<m3b>{MONTH}))?\s+(?:of\s+)?(?P<y3>(?:19|20)\d\d)\b"
    rf"|\b(?P<y4>(?:19|20)\d\d)\b))",
    re.IGNORECASE,
)

BETWEEN = re.compile(
    r"\b(?:between|from)\s+(?P<first>[\w ,]{3,24}?)\s+(?:and|to|until)\s+(?P<last>[\w ,]*?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included (None is open), and the part of the question that says so."""

    since: Date | None
    until: Date | None
    span: tuple[int, int]


def find_period(text: str) -> Period | None:
    """Return the first period a question names, or None; an impossible date is none."""
    if match := BETWEEN.search(text):
        first, last = find_period(match["first"]), find_period(match["last"])
        if first is None and last and last.until:
            first = find_period(
                f"{match['first']}, {last.until.year}"
            )  # "between June 24 and June 26, 2023"
        if first and last:
            return Period(first.since, last.until, match.span())
    for match in PATTERN.finditer(text):
        try:
            since, until = _bounds(match)
        except ValueError:
            continue
        word = (match["word"] or "").lower()
        if word == "before":
            return Period(None, since - DAY, match.span())
        if word == "after":
            return Period(until + DAY, None, match.span())
        if word in ("until", "by"):
            return Period(None, until, match.span())
        return Period(since, None if word == "since" else until, match.span())
    return None


def _bounds(match: re.Match[str]) -> tuple[Date, Date]:
    if match["iso"]:
        day = Date.fromisoformat(match["iso"])
        return day, day
    if match["y5"]:
        return _part(match["part"], *months(int(match["y5"]), *SEASONS[match["season"].lower()]))
    if match["y4"]:
        return _part(match["part"], *months(int(match["y4"]), 1, 12))
    if match["y3"]:
        first = month_number(match["m3"])
        return _part(
            match["part"],
            *months(int(match["y3"]), first, month_number(match["m3b"]) if match["m3b"] else first),
        )
    number = "1" if match["y1"] else "2"
    year, month = int(match[f"y{number}"]), month_number(match[f"m{number}"])
    first = int(match[f"d{number}"])
    return Date(year, month, first), Date(year, month, int(match[f"d{number}b"] or first))


def months(year: int, first: int, last: int) -> tuple[Date, Date]:
    """Return the first and the last day of some months of a year."""
    return Date(year, first, 1), Date(year, last, calendar.monthrange(year, last)[1])


def _part(part: str | None, since: Date, until: Date) -> tuple[Date, Date]:
    """Narrow a period to the part of it that is named.

    Where parts meet is nobody's rule, so they overlap.
    """
    third = (until - since) * 2 // 5
    word = (part or "").lower()
    if "half" in word:
        middle = since + (until - since) / 2
        return (since, middle) if "first" in word else (middle, until)
    if any(begin in word for begin in ("early", "beginning", "start")):
        return since, since + third
    if "mid" in word:
        return since + third // 2, until - third // 2
    return (until - third, until) if "late" in word or "end" in word else (since, until)


def month_number(name: str) -> int:
    """Return the number of a month by its name or the beginning of it."""
    return next(
        i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3])
    )
