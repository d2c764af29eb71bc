"""Dates as readouts write them: the day an account came out, and the day of the event it tells of."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import timedelta

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH = "|".join(
    (*MONTHS, *(rf"{month[:3]}\b\.?" for month in MONTHS if month != "may"), r"sept\b\.?")
)
DATE = re.compile(
    rf"\b(?:(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{MONTH}),?\s+(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}[-/.]\d{2}[-/.]\d{2})|(?P<day3>\d{1,2})\.(?P<month3>\d{1,2})\.(?P<year3>\d{4}))(?!\d)",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"\b(?:on|of|{'|'.join(WEEKDAYS)}),?\s+(?:(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s+(?P<month2>{MONTH}))\b(?!,?\s+\d{{4}})",
    re.IGNORECASE,
)
WEEKDAY = re.compile(rf"\b(?<!next )(?:on\s+)(?P<weekday>{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
TO_COME = re.compile(
    r"\b(?:will|shall|to (?:visit|travel|meet|host|hold)|(?:is|are) (?:due|scheduled)|upcoming)\b",
    re.IGNORECASE,
)
YEAR = timedelta(days=366)
LATE = 31  # days that an account may come after its event; one told of later is another event


def read_date(text: str) -> Date | None:
    """Return the first calendar date written in the text, or None."""
    match = DATE.search(text)
    if not match:
        return None
    try:
        if match["iso"]:
            return Date.fromisoformat(re.sub(r"[/.]", "-", match["iso"]))
        if match["day3"]:
            return Date(int(match["year3"]), int(match["month3"]), int(match["day3"]))
        return Date(
            int(match["year"] or match["year2"]),
            _month(match["month"] or match["month2"]),
            int(match["day"] or match["day2"]),
        )
    except ValueError:
        return None


def event_date(lead: str, published: Date | None) -> Date | None:
    """Return the day of the event as the lead tells it, else the day the account came out.

    "On 13 March", "yesterday" and "on Tuesday" are counted back from the latter; in a sentence about what is to come no
    weekday is. A date that lies far from the latter is another event's.
    """
    written = read_date(lead)
    if published is None:
        return written
    if not Date.min + YEAR < published < Date.max - YEAR:
        return published  # no day before or after it can be counted
    for day in (written, _without_year(lead, published), _relative(lead, published)):
        # A clock in another time zone may be a day ahead of the page's.
        if day and -1 <= (published - day).days <= LATE:
            return day
    return published


def _without_year(lead: str, published: Date) -> Date | None:
    match = DAY.search(lead)
    if not match:
        return None
    month, number = _month(match["month"] or match["month2"]), int(match["day"] or match["day2"])
    for year in (published.year, published.year - 1):
        try:
            day = Date(year, month, number)
        except ValueError:
            continue
        if day <= published + timedelta(days=1):
            return day
    return None


def _relative(lead: str, published: Date) -> Date | None:
    if re.search(r"\byesterday\b", lead, re.IGNORECASE):
        return published - timedelta(days=1)
    match = WEEKDAY.search(lead)
    if not match or TO_COME.search(lead) or re.search(r"\btoday\b", lead, re.IGNORECASE):
        return None
    return published - timedelta(
        days=(published.weekday() - WEEKDAYS.index(match["weekday"].lower())) % 7
    )


def _month(name: str) -> int:
    return next(
        number
        for number, month in enumerate(MONTHS, 1)
        if month.startswith(name.lower().rstrip(".")[:3])
    )
