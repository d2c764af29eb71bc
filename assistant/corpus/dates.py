"""Dates as readouts write them.

The day an account came out, and the day of the event it tells of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta
from typing import Literal

Order = Literal["day", "month"]  # which number of "03/04/2025" a house writes first

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH = "|".join(
    (*MONTHS, *(rf"{month[:3]}\b\.?" for month in MONTHS if month != "may"), r"sept\b\.?")
)
CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?"
DATE = re.compile(
    rf"\b(?:(?P<month>{MONTH})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:{CLOCK},?\s+)?(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month2>{MONTH}),?[\s-]+(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}[-/.]\d{2}[-/.]\d{2})|(?P<day3>\d{1,2})\.(?P<month3>\d{1,2})\.(?P<year3>\d{4})"
    r"|(?P<first>\d{1,2})(?P<mark>[/-])(?P<second>\d{1,2})(?P=mark)(?P<year4>\d{4}))(?!\d)",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"\b(?:on|of|{'|'.join(WEEKDAYS)}),?\s+(?:(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{MONTH}))\b(?!,?\s+\d{{4}})",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    rf"\b(?:(?P<last>last|past)\s+|on\s+|this\s+|(?<=met |ith |eld )|(?=\w+day\s+(?:morning|afternoon|evening|night)\b))"
    rf"(?P<weekday>{'|'.join(WEEKDAYS)})\b(?!['’]s)",
    re.IGNORECASE,
)
UPCOMING = re.compile(r"\b(?:next|coming|following)\s+$", re.IGNORECASE)
TODAY = re.compile(
    r"\b(?:today|tonight|(?:earlier )?this (?:morning|afternoon|evening))\b(?!['’]s)", re.IGNORECASE
)
YESTERDAY = re.compile(r"\b(?:yesterday|last (?:night|evening))\b(?!['’]s)", re.IGNORECASE)
TO_COME = re.compile(
    r"\b(?:will|shall|to (?:visit|travel|meet|host|hold)|(?:is|are) (?:due|scheduled)|upcoming)\b",
    re.IGNORECASE,
)
# "the accord signed on 14 August 2019", "since 5 May 2020": what stands between such a word and a
# date tells of another event.
ANOTHER = re.compile(
    r"\b(?:signed|adopted|concluded|reached|dated|since|established|founded|issued|scheduled|planned|due|launched|resolution"
    r"|treaty|accord|agreement|until|attacks?|anniversary|earthquake|election|elections|born)\b[^,;.]{0,30}$",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"\b(?:updated?|modified|modification|revised|reviewed|accessed|retrieved|printed|checked|changed|edited)\b",
    re.IGNORECASE,
)
# Clocks of North America, where "01/08/2022" is a day in January.
AMERICAN = re.compile(r"\d\s*[AP]M\s+[ECMP][SD]?T\b")
YEAR = timedelta(days=366)
LATE = 31  # days that an account may come after its event; one told of later is another event


def read_date(text: str, order: Order | None = None) -> Date | None:
    """Return the first calendar date written in the text, or None.

    "03/04/2025" is a date only where `order` tells which number is the day; "13/04/2025" is one by
    itself.
    """
    return next(
        (day for match in DATE.finditer(text) if (day := _day_of(match, order)) is not None), None
    )


def read_dates(text: str, order: Order | None = None) -> Iterator[tuple[int, int, Date, bool]]:
    """Yield each date in the text with its place, and whether the page was only updated on it."""
    before = 0
    for match in DATE.finditer(text):
        day = _day_of(match, order)
        if day:
            label = text[before : match.start()]
            yield match.start(), match.end(), day, UPDATED.search(label) is not None
        before = match.end()


def published_date(text: str, order: Order | None = None) -> Date | None:
    """Return the first date in the text that is not one of an update, or None."""
    return next((day for _, _, day, updated in read_dates(text, order) if not updated), None)


def find_order(text: str) -> Order | None:
    """Tell whether a page writes the day or the month first in numeric dates.

    None where it shows neither or both.

    "13/04/2025" shows the first and "04/13/2025" the second; so do a weekday beside a date and a
    clock of North America.
    """
    found: set[Order] = set()
    for match in DATE.finditer(text):
        if not match["first"]:
            continue
        first, second = int(match["first"]), int(match["second"])
        if first > 12 >= second:
            found.add("day")
        elif second > 12 >= first:
            found.add("month")
        else:
            found |= _told_beside(text, match)
    return next(iter(found)) if len(found) == 1 else None


def _told_beside(text: str, match: re.Match[str]) -> set[Order]:
    """Return the order that a weekday before a numeric date or a clock behind it tells."""
    weekday = re.search(rf"\b({'|'.join(WEEKDAYS)}),?\s+$", text[: match.start()][-20:], re.I)
    if weekday:
        orders: tuple[Order, ...] = ("day", "month")
        fitting = {
            order
            for order in orders
            if (day := _day_of(match, order)) and WEEKDAYS[day.weekday()] == weekday[1].lower()
        }
        return fitting if len(fitting) == 1 else set()
    return {"month"} if AMERICAN.search(text[match.end() : match.end() + 20]) else set()


def readings(text: str) -> tuple[Date, ...]:
    """Return both days that the first numeric date in the text can mean.

    Nothing where it is certain.
    """
    match = next((m for m in DATE.finditer(text)), None)
    if match is None or _day_of(match, None) or not match["first"]:
        return ()
    orders: tuple[Order, ...] = ("day", "month")
    return tuple(day for order in orders if (day := _day_of(match, order)))


def _day_of(match: re.Match[str], order: Order | None) -> Date | None:
    try:
        if match["iso"]:
            return Date.fromisoformat(re.sub(r"[/.]", "-", match["iso"]))
        if match["day3"]:
            return Date(int(match["year3"]), int(match["month3"]), int(match["day3"]))
        if match["first"]:
            return _numeric(match, order)
        return Date(
            int(match["year"] or match["year2"]),
            _month(match["month"] or match["month2"]),
            int(match["day"] or match["day2"]),
        )
    except ValueError:
        return None


def _numeric(match: re.Match[str], order: Order | None) -> Date | None:
    year, first, second = (int(match[name]) for name in ("year4", "first", "second"))
    if first == second or first > 12:
        return Date(year, second, first)
    if second > 12:
        return Date(year, first, second)
    if order is None:
        return None
    return Date(year, second, first) if order == "day" else Date(year, first, second)


def event_date(lead: str, published: Date | None, updated: Date | None = None) -> Date | None:
    """Return the day of the event as the lead tells it, else the day the account came out.

    "On 13 March", "yesterday" and "last Tuesday" are counted back from the latter; in a sentence
    about what is to come no weekday is. A date that lies far from the latter is another event's.
    The day of an update lends its year to "13 March", and nothing else.
    """
    written = _written(lead)
    if published is None:
        if written and updated and not (updated - written).days >= -1:
            return None
        return written or (_near(_without_year(lead, updated), updated) if updated else None)
    if not Date.min + YEAR < published < Date.max - YEAR:
        return published  # no day before or after it can be counted
    for day in (written, _without_year(lead, published), _relative(lead, published)):
        if _near(day, published):
            return day
    return published


def tells_day(lead: str, day: Date) -> bool:
    """Tell whether a lead names this very day, by its number and month or its weekday."""
    weekday = WEEKDAY.search(lead)
    if weekday and not TO_COME.search(lead):
        return WEEKDAYS[day.weekday()] == weekday["weekday"].lower()
    return _without_year(lead, day) == day or _written(lead) == day


def _near(day: Date | None, published: Date | None) -> Date | None:
    # A clock in another time zone may be a day ahead of the page's.
    return day if day and published and -1 <= (published - day).days <= LATE else None


def _written(lead: str) -> Date | None:
    """Return the first whole date in the lead that is not told of another event."""
    return next(
        (
            day
            for start, _, day, _ in read_dates(lead)
            if not ANOTHER.search(lead[max(0, start - 60) : start]) and not _is_to_come(lead, start)
        ),
        None,
    )


def _is_to_come(lead: str, at: int) -> bool:
    """Tell whether the words before a date speak of what is to come.

    Such as "will travel to Lomé on 3 June 2025".
    """
    return TO_COME.search(re.split(r"[.;]", lead[:at])[-1][-80:]) is not None


def _without_year(lead: str, published: Date) -> Date | None:
    for match in DAY.finditer(lead):
        if ANOTHER.search(lead[max(0, match.start() - 60) : match.start()]):
            continue
        month, number = (
            _month(match["month"] or match["month2"]),
            int(match["day"] or match["day2"]),
        )
        for year in (published.year, published.year - 1):
            try:
                day = Date(year, month, number)
            except ValueError:
                continue
            if day <= published + timedelta(days=1):
                return day
        return None
    return None


def _relative(lead: str, published: Date) -> Date | None:
    if TODAY.search(lead):
        return None
    if YESTERDAY.search(lead):
        return published - timedelta(days=1)
    match = next(
        (m for m in WEEKDAY.finditer(lead) if not UPCOMING.search(lead[: m.start()][-12:])), None
    )
    if not match or TO_COME.search(lead):
        return None
    days = (published.weekday() - WEEKDAYS.index(match["weekday"].lower())) % 7
    return published - timedelta(days=days or (7 if match["last"] else 0))


def _month(name: str) -> int:
    return next(
        number
        for number, month in enumerate(MONTHS, 1)
        if month.startswith(name.lower().rstrip(".")[:3])
    )
