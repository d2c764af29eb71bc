"""Answer questions about the library itself: which readouts there are, and who is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.domain.readout import Readout
from assistant.text import count_of, long_date
from prompts.loader import Templates

MOST_LISTED = 15
MOST_NAMED = 10


def describe(readouts: Sequence[Readout], templates: Templates) -> str:
    """Return what a library, or the part of it that was asked about, holds.

    Number, period, issuers, people, latest titles.
    """
    dates = sorted(readout.date for readout in readouts if readout.date)
    period = f" from {long_date(dates[0])} to {long_date(dates[-1])}" if dates else ""
    head = templates.fill(
        "library",
        readouts=count_of(len(readouts), "readout"),
        period=period,
        issuers=_most(Counter(readout.issuer for readout in readouts if readout.issuer)),
        people=_most(
            Counter(name for readout in readouts for name in readout.participants if " " in name)
        ),
    )
    latest = sorted(readouts, key=lambda r: (str(r.date or ""), r.title), reverse=True)
    entries = [
        templates.fill(
            "library_entry", title=r.title, date=f", {long_date(r.date)}" if r.date else ""
        )
        for r in latest[:MOST_LISTED]
    ]
    more = [f"- and {len(readouts) - MOST_LISTED:,} more"] if len(readouts) > MOST_LISTED else []
    return "\n".join([head, "", *entries, *more])


def _most(counted: Counter[str]) -> str:
    named = [name for name, _ in counted.most_common(MOST_NAMED)]
    others = f" and {len(counted) - MOST_NAMED:,} others" if len(counted) > MOST_NAMED else ""
    return ", ".join(named) + others if named else "nobody is named"
