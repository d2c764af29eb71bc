"""Tell when a time in a question says when the words were said, and when it is what they are about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from assistant.questions.dates import MONTH, MONTHS, Period
from assistant.text import STOPWORDS, fold, words

# "the March accord", "their 2030 target": a time before a noun belongs to it.
DETERMINER = re.compile(
    r"(?:\b(?:the|an?|this|that|these|those|any|its|their|his|her|our)|['’]s?)\s*$", re.IGNORECASE
)
TIME_WITH_ARTICLE = re.compile(r"^\w+\s+the\b", re.IGNORECASE)
TOPIC_OF = re.compile(r"\b(?:about|on|regarding|concerning|over|of)\s*$", re.IGNORECASE)
BEGINS_ON = re.compile(r"^(?:on|of)\s+(?!\d{1,2}\b)", re.IGNORECASE)
NOUNS = re.compile(r"(?:['’]s)?[\s-]+(?P<nouns>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,4})")
# ... unless the noun is the occasion itself: "the March call".
OCCASIONS = frozenset(
    """call calls meeting meetings talk talks conversation conversations visit visits readout readouts
    statement statements summit summits trip trips gathering exchange exchanges question questions
    discussion discussions encounter remarks speech briefing conference interview session sessions
    dinner lunch phone telephone video transcript transcripts account accounts press""".split()
)
SAYING = (
    r"say|says|said|saying|tell|told|think|expect|hope|promise|announce|warn|believe|state|claim"
)
LED = re.compile(
    rf"\b(?:{SAYING}|about|whether|that|if)\b(?P<clause>.*)$", re.IGNORECASE | re.DOTALL
)
COMING = re.compile(
    r"\b(?:would|will|could|can|should|might|must|shall|be|being|going\s+to)\b", re.IGNORECASE
)
DOING = re.compile(r"\b(?:about|on|regarding)\s+(?:not\s+)?\w+ing\b", re.IGNORECASE)
ON = re.compile(r"\b(?:about|on|regarding)\b", re.IGNORECASE)
DONE = re.compile(
    r"\b(?:[a-z]{2,20}ed|happens?|held|made|lost|won|begun|sent|built)\s{0,4}$"  # "signed in May"
)
DONE_WITHIN = 30  # characters before the time
# A clause or phrase that tells of the occasion takes the time to itself: "when they met in May".
OCCASION_CLAUSE = re.compile(
    r"\b(?:when|while|during|after|before|as)\b|\b(?:met|spoke|talked|called|phoned|visited|rang)\b",
    re.IGNORECASE,
)
NAMED_TIME = re.compile(rf"\b(?:{MONTH}|(?:19|20)\d\d)(?!\w)", re.IGNORECASE)
LIMIT = re.compile(r"^(?:until|till|by)\b", re.IGNORECASE)
BOUND = re.compile(r"^(?:by|beyond|past|through|till)\b", re.IGNORECASE)  # never when it was said
BEHIND_TOPIC = re.compile(r"\b(?:about|on|regarding|concerning|for|to|over)\s+\S", re.IGNORECASE)
MOST_TIMES = 4  # looked at in one question


@dataclass(frozen=True, slots=True)
class Timing:
    """The times of a question.

    `said` tells when the words were said, `topical` are part of the topic.

    `may_be_topical` tells that the words before `said` might as well take it to themselves: "about
    the vote in March".
    """

    said: Period | None = None
    topical: tuple[Period, ...] = ()
    may_be_topical: bool = False


def read_times(text: str, find: Callable[[str], Period | None]) -> Timing:
    """Sort the times that `find` finds, one after the other, into when it was said and what about."""
    topical: list[Period] = []
    said: Period | None = None
    rest = text
    for _ in range(MOST_TIMES):
        period = find(rest)
        if period is None:
            break
        if is_topical(text, period.span):
            topical.append(period)
        elif said is None:
            said = period
        start, end = period.span
        rest = rest[:start] + " " * (end - start) + rest[end:]
    doubtful = (
        said is not None
        and BEHIND_TOPIC.search(text[: said.span[0]]) is not None
        and not _is_occasion(text, said)
    )
    return Timing(said, tuple(topical), doubtful)


def is_topical(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a time belongs to the topic.

    It stands before a noun, or in a clause that is told.
    """
    before, time, after = text[: span[0]], text[slice(*span)], text[span[1] :]
    if _is_attribute(before, time, after):
        return True
    if OCCASION_CLAUSE.search(before):
        return False
    led = LED.search(before)
    if LIMIT.match(time) and led and (COMING.search(led["clause"]) or DOING.search(before)):
        return True
    if BOUND.match(time) and BEHIND_TOPIC.search(before):
        return True
    return bool((led and COMING.search(led["clause"])) or _is_done(before))


def _is_done(before: str) -> bool:
    """Tell whether what is told of was done at the time: "about the treaty signed in May"."""
    return DONE.search(before[-DONE_WITHIN:]) is not None and ON.search(before) is not None


def time_words(text: str) -> frozenset[str]:
    """Return the folded months and years that a text names."""
    found = (word for match in NAMED_TIME.findall(text) for word in words(match))
    return frozenset(_month(word) or word for word in found)


def names_another_time(text: str, asked: frozenset[str]) -> bool:
    """Tell whether a text names a month or a year, and none of those asked about."""
    named = time_words(" ".join(re.findall(r"[A-Z][\w.]*|\d+", text)))
    for kind in (frozenset(MONTHS), None):
        wanted, there = (
            {word for word in each if (word in kind if kind else word.isdigit())}
            for each in (asked, named)
        )
        if wanted and there and wanted.isdisjoint(there):
            return True
    return False


def _is_attribute(before: str, time: str, after: str) -> bool:
    match = NOUNS.match(after)
    if match is None:
        return False
    nouns = list(takewhile(lambda word: word not in STOPWORDS, words(match["nouns"])))
    if not nouns or not OCCASIONS.isdisjoint(nouns):
        return False
    if DETERMINER.search(before) or TIME_WITH_ARTICLE.match(time) or after[:2] in ("'s", "’s"):
        return True
    return match["nouns"][0].islower() and bool(TOPIC_OF.search(before) or BEGINS_ON.match(time))


def _is_occasion(text: str, period: Period) -> bool:
    """Tell whether the question says of a time that it is the occasion's: "in the call of May"."""
    start, end = period.span
    before, after = words(text[:start])[-3:], words(text[end:])[:4]
    return (
        OCCASION_CLAUSE.search(text[:start]) is not None
        or not OCCASIONS.isdisjoint(before)
        or not OCCASIONS.isdisjoint(after)
    )


def _month(word: str) -> str | None:
    return next((month for month in MONTHS if fold(word)[:3] == month[:3]), None)
