"""Recognise the lines that date an account.

Timestamps, date and place, a publisher's stamp before the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date

from assistant.corpus.dates import CLOCK, DATE, UPDATED, Order, read_date, read_dates
from assistant.corpus.furniture import EVENT, is_letterhead
from assistant.gazetteer import find_country, seats
from assistant.text import CAPITALS, fold

LONGEST = 160  # characters of a line that is a stamp and nothing else
LABEL = (
    r"(?:(?:published|posted|updated?|last|released?|issued|created|modified|revised|reviewed|written|dated?|uploaded|filed|on|by"
    r"|at|time|the|of|day|admin|administrator|webmaster|editor|hrs?|hours|local|(?:views?|hits?|prid)\s*:?\s*\d*"
    r"|(?:mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?)\b[\s.:,]*)"
)
LABELS = re.compile(rf"^[\s:,.]*{LABEL}+|\b{LABEL}+$", re.IGNORECASE)
ZONE = r"(?:UTC|GMT|[ECMP][SD]?T|[CE]ES?T|WES?T|BST|MSK|TRT|IST|PKT|PST|JST|KST|SGT|HKT|AES?T|AEDT|NZ[SD]T|CAT|EAT|WAT|WIB)"
TIME = re.compile(
    rf"^T\d{{2}}:\d{{2}}\S*|{CLOCK}|\b\d{{1,2}}\s?[ap]\.?m\b\.?|\b{ZONE}(?:\s?[+-]\d{{1,2}}(?::?\d{{2}})?)?\b",
    re.IGNORECASE,
)
SEPARATORS = re.compile(
    r"\s[-–—|·•/]+\s?|\s?[-–—|·•/]+\s|[|·•;]|,\s*|^[-–—|·•:*(\[]+|[-–—|·•:*)\]]+$|:\s"
)
NAME = re.compile(
    rf"[{CAPITALS}][\w.’'&-]*(?:\s(?:[{CAPITALS}][\w.’'&-]*|of|the|and|for|de|du|la|al|el))*"
)
# Words that a title has and a place has not.
TOLD = re.compile(
    r"\b(?:president|minister|chancellor|secretary|premier|king|queen|ambassador|declaration|communiqu[eé]|address|speech|message"
    r"|letter|greetings?|announcement|agreement|report|news|joint|conference|press|release|day|week|year|vol|no)\b",
    re.IGNORECASE,
)
# "Posted On: " before a date and "8:48PM by PIB Delhi " behind it, where the text follows in the
# same block.
STAMP_HEAD = re.compile(
    r"(?:(?:posted|published|release date|released|issued|date)(?:\s+(?:on|at))?\s*:?\s*)?",
    re.IGNORECASE,
)
STAMP_TAIL = re.compile(
    rf"(?:[ ,|–—-]{{1,3}}(?:at )?{CLOCK.replace('[ap]', '[apAP]').replace('m', '[mM]')}(?:\s[A-Z]{{2,4}}\b)?)?"
    rf"(?:\sby(?:\s(?!The\b|An?\b|Prime\b|Minister\b|President\b|Foreign\b)[{CAPITALS}]\w*){{1,3}})?"
    rf"\s*[—–:|-]?\s+(?=[{CAPITALS}][\w.’'-]*\s)"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line that dates the account says.

    The days of publication and update, and words beside them.
    """

    text: str
    beside: tuple[str, ...] = ()

    def published(self, order: Order | None = None) -> Date | None:
        """Return the day of publication, or None."""
        return next((d for _, _, d, updated in read_dates(self.text, order) if not updated), None)

    def updated(self, order: Order | None = None) -> Date | None:
        """Return the day of the last update, or None."""
        return next((d for _, _, d, updated in read_dates(self.text, order) if updated), None)


def read_stamp(line: str) -> Stamp | None:
    """Return what a whole line says if it only dates the account.

    Such as "12 April 2022, 16:40, The Palace, Lomé"; else None.
    """
    text = line.strip()
    match = DATE.search(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    before = _words(text[: match.start()])
    behind = _words(DATE.sub(" | ", text[match.end() :]))
    segments = (*before, *behind)
    if not all(_is_place(segment) for segment in segments) or len(segments) > 4:
        return None
    # A place stands apart from the date behind it: "Orlune 3 May 2024" may be anything.
    if before and not (
        re.search(r"[,|·•:–—-]\s*$", text[: match.start()].rstrip() + " ") or _is_known(before[-1])
    ):
        return None
    return Stamp(text, segments)


def _words(text: str) -> tuple[str, ...]:
    """Return what a part of a stamp says besides times and labels."""
    if re.fullmatch(r"\W*", text):
        return ()
    parts = (
        LABELS.sub("", part.strip(" .,:()[]")) for part in SEPARATORS.split(TIME.sub(" ", text))
    )
    return tuple(" ".join(part.split()) for part in parts if re.search(r"\w", part))


def _is_place(segment: str) -> bool:
    if is_letterhead(segment):
        return True
    return (
        len(segment.split()) <= 5
        and NAME.fullmatch(segment) is not None
        and not EVENT.search(segment)
        and not TOLD.search(segment)
    )


def _is_known(segment: str) -> bool:
    return fold(segment) in seats() or find_country(segment) is not None or is_letterhead(segment)


def stamp_length(block: str) -> int:
    """Return how many characters at the head of a block are a stamp before its text; 0 for none."""
    head = STAMP_HEAD.match(block)
    match = DATE.match(block, head.end() if head else 0)
    tail = STAMP_TAIL.match(block, match.end()) if match else None
    return tail.end() if tail and len(block) > LONGEST // 2 else 0


def is_updated(text: str) -> bool:
    """Tell whether a line speaks of an update alone."""
    return UPDATED.search(text) is not None and read_date(text) is not None
