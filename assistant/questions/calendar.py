"""Times that only the library can tell: "in October", "last spring", "before the Bali summit"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Date
from datetime import timedelta

from assistant.domain.readout import Readout
from assistant.questions.dates import (
    DAY,
    MONTH,
    SEASON,
    SEASONS,
    Period,
    find_period,
    month_number,
    months,
)
from assistant.text import STOPWORDS, stems, words

RELATIVE = re.compile(
    rf"""\b(?:(?:in|during|since|until|before|after)\s+(?:the\s+)?)?
        (?:last|this\ past|the\ past)\s+(?P<unit>year|month|week|{SEASON})\b
      |\b(?:(?P<of_day>on|since|until|before|after|by)\s+)?(?:the\s+)?
        (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<its_month>{MONTH})
          |(?P<month_of>{MONTH})\s+(?P<day_of>\d{{1,2}})(?:st|nd|rd|th)?)\b(?!,?\s*\d)
      |\b(?:(?P<word>in|during|since|until|before|after|by|beyond|past|through|till)\s+(?:early\s+|mid-?\s*|late\s+)?
          |(?:(?<=\bthe)|(?<=\ba)|(?<=\bits)|(?<=\btheir)|(?<=\bhis)|(?<=\bher)|(?<=\bour))\s+)
          (?P<month>{MONTH})\b(?!\s*\d)""",
    re.IGNORECASE | re.VERBOSE,
)
# "may" and "march" in small letters are months only where nothing else stands behind these.
PLACED = re.compile(r"(?:in|during)\b", re.IGNORECASE)
EVENT = re.compile(
    r"\b(?P<word>before|after|since|until|ahead of|prior to|following)\s+(?:the\s+|their\s+|his\s+|her\s+)?"
    r"(?P<event>(?:[\w.’'-]+\s+){1,4}?(?:summit|forum|conference|ministerial|assembly))\b(?P<place>\s+in\s+[A-Z]\w+)?",
    re.IGNORECASE,
)
WINDOW = timedelta(days=7)  # a summit and the calls about its days
SHARE = 0.6  # of the readouts that name an event in their head: fewer in one week, and it is not clear when it was


class Calendar:
    """The days of a library's readouts, and what their titles and first sentences name."""

    def __init__(self, readouts: Iterable[Readout]) -> None:
        self._heads = [(r.date, f"{r.title} {r.sentences[0].text}") for r in readouts if r.date]
        self._stems: list[tuple[Date, frozenset[str]]] | None = None
        self._latest = max((date for date, _ in self._heads), default=None)

    def find_period(self, text: str) -> Period | None:
        """Return the first period a question names.

        What is relative is so to the latest readout, for an archive has no today.
        """
        return find_period(text) or self._relative(text) or self._around_event(text)

    def _relative(self, text: str) -> Period | None:
        match = RELATIVE.search(text)
        if match is None or self._latest is None:
            return None
        if match["unit"]:
            return Period(*_last(match["unit"].lower(), self._latest), match.span())
        if match["day"] or match["day_of"]:
            return self._day(match, self._latest)
        if (
            match["month"].islower()
            and match["month"].lower() in ("may", "march")
            and not PLACED.match(match.group())
        ):
            return None  # words
        number = month_number(match["month"])
        span = months(self._year_of(number, self._latest), number, number)
        return _bounded((match["word"] or "in").lower(), *span, match.span())

    def _year_of(self, month: int, latest: Date) -> int:
        """Return the year meant by a month alone.

        The last in which something is dated so, else the last of them.
        """
        years = (date.year for date, _ in self._heads if date.month == month)
        return max(years, default=latest.year - (month > latest.month))

    def _day(self, match: re.Match[str], latest: Date) -> Period | None:
        """Return a day without a year."""
        number = month_number(match["its_month"] or match["month_of"])
        try:
            day = Date(self._year_of(number, latest), number, int(match["day"] or match["day_of"]))
        except ValueError:
            return None
        return _bounded((match["of_day"] or "on").lower(), day, day, match.span())

    def _around_event(self, text: str) -> Period | None:
        match = EVENT.search(text)
        days = self._days_of(f"{match['event']} {match['place'] or ''}") if match else None
        return _bounded(match["word"].lower(), *days, match.span()) if match and days else None

    def _days_of(self, event: str) -> tuple[Date, Date] | None:
        """Return first and last day of the week in which most readouts that name an event fall.

        None if it is not clear.
        """
        wanted = set(stems(" ".join(word for word in words(event) if word not in STOPWORDS)))
        if len(wanted) < 2:
            return None  # "the summit" is any
        if self._stems is None:
            self._stems = [(date, frozenset(stems(head))) for date, head in self._heads]
        dates = sorted(date for date, head in self._stems if wanted <= head)
        weeks = [[other for other in dates if date <= other <= date + WINDOW] for date in dates]
        most = max(weeks, key=len, default=[])
        return (most[0], most[-1]) if most and len(most) >= SHARE * len(dates) else None


def _last(unit: str, latest: Date) -> tuple[Date, Date]:
    if unit == "week":
        return latest - WINDOW, latest
    if unit == "month":
        end = latest.replace(day=1) - DAY
        return end.replace(day=1), end
    if unit == "year":
        return months(latest.year - 1, 1, 12)
    first, last = SEASONS[unit]
    year = latest.year if latest > months(latest.year, first, last)[1] else latest.year - 1
    return months(year, first, last)


def _bounded(word: str, since: Date, until: Date, span: tuple[int, int]) -> Period:
    if word in ("before", "ahead of", "prior to"):
        return Period(None, since - DAY, span)
    if word in ("after", "following"):
        return Period(until + DAY, None, span)
    if word in ("until", "by"):
        return Period(None, until, span)
    return Period(since, None if word == "since" else until, span)
