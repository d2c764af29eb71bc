"""Tell a page's head, text and foot apart: menus, masthead, title and stamps; the account.

Contacts and other news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import lru_cache

from assistant.corpus.asides import FORM
from assistant.corpus.dates import CLOCK, DATE, Order, published_date, readings
from assistant.corpus.furniture import (
    EVENT,
    TRAIL,
    dateline_length,
    is_furniture,
    is_letterhead,
    is_section,
    is_trail,
    opens_afterwards,
    opens_contact,
)
from assistant.corpus.labels import is_speaker, is_spoken, is_turn
from assistant.corpus.stamps import Stamp, read_stamp
from assistant.domain.readout import Person
from assistant.gazetteer import find_country, seats
from assistant.issuers import known_body
from assistant.text import CAPITALS, fold
from assistant.wordlists import read_rows

Marks = tuple[
    tuple[str, int], ...
]  # footnote marks and the offsets in their block behind which they stood
TITLE_LIMIT = 300
KICKER = 100
HEAD = 6  # blocks among which a title is repeated
FOOT = 12  # short blocks at the end among which a signature, a contact or a second date stands
ENDS = '.!?”"'
# "Source: Ministry of Trade", "By the Office of the President".
ORIGIN = re.compile(
    r"^(?:source|origin|issued by|published by|author|from|by)\s*:?\s+(?P<name>\S.{1,80})$", re.I
)
# "A Downing Street spokesperson said:", "The following is attributable to Spokesperson Adair
# Quill:".
VOICE = re.compile(
    r"\b(?:attribut(?:able|ed)\s+to|spokes(?:person|man|woman)\b.{0,60}\b(?:said|stated|issued|made)|as\s+(?:stated|said)\s+by"
    r"|said\s+in\s+a\s+statement)\b",
    re.I,
)
TITLE_LABEL = re.compile(r"^(?:headline|title|subject|heading)\s*:\s*", re.I)
DATED_TITLE = re.compile(
    rf"(?:[:,(–—|-]\s*|\bon\s+)(?:the\s+)?(?:{DATE.pattern.replace('?P<', '?P<t_').replace('(?P=', '(?P=t_')})\)?\s*$"
    rf"|^(?:{DATE.pattern.replace('?P<', '?P<u_').replace('(?P=', '(?P=u_')})\s*[:|–—-]",
    re.I,
)
# "Readout of the call with President Lasko 12 May 2025 17:55 The President spoke": what stands
# behind the day.
GLUED = re.compile(
    rf"[\s,]*(?:{CLOCK})?\s*(?:[A-Z]{{2,4}}\b)?[\s|–—:-]*(?=[{CAPITALS}][\w.’'-]*\s)"
)
GLUED_HEAD = 220  # characters in which a title and the day glued to it end
HERALD = re.compile(r"\b(?:on|of|from|since|until|dated|by|for|in|the)\s*$", re.I)


PART = rf"[{CAPITALS}][\w.’'-]+"
BEARER = re.compile(
    rf"^(?:(?P<before>{PART}(?:\s{PART}){{1,4}}),\s(?:(?:Former|Acting|The)\s)?(?P<behind>{PART}(?:\s{PART}){{0,2}})"
    rf"|(?P<office>{PART}(?:\s(?:Minister|General|President|Secretary|Chancellor))?)\s(?P<name>{PART}(?:\s{PART}){{1,4}}))$"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or heading of a page, without the footnote marks that stood in it."""

    text: str
    marks: Marks = ()
    is_apart: bool = False
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What stands about an account, and its text.

    That is its title, the stamps that date it, the lines that name who issued it, and the line
    that says where it took place ("" without one).
    """

    title: str
    stamps: tuple[Stamp, ...]
    names: tuple[str, ...]
    people: tuple[Person, ...]
    body: list[Block]
    place: str = ""

    def published(self, order: Order | None) -> Date | None:
        """Return the day of publication: the first stamp's, else the one the title ends in."""
        stamped = (stamp.published(order) for stamp in self.stamps)
        return next((day for day in stamped if day), None) or title_date(self.title, order)

    def updated(self, order: Order | None) -> Date | None:
        """Return the day of the last update that a stamp tells, or None."""
        return next((day for stamp in self.stamps if (day := stamp.updated(order))), None)

    def readings(self) -> tuple[Date, ...]:
        """Return both days that an ambiguous stamp can mean."""
        return next((days for stamp in self.stamps if (days := readings(stamp.text))), ())


def title_date(title: str, order: Order | None = None) -> Date | None:
    """Return the day that a title gives itself: "PM call with President Lasko: 12 May 2025".

    No other date in it.
    """
    match = DATED_TITLE.search(title)
    return published_date(match.group(), order) if match else None


def read_head(blocks: Sequence[Block], stated_title: str) -> Head:
    """Split a page's blocks into what stands about the account, and the account.

    A title that the first lines repeat without what stands about it, as a mail's subject has it, is
    the one they give.
    """
    blocks = _unglued(blocks, stated_title)
    lines = [block.text for block in blocks]
    start = _start(blocks, stated_title)
    title, at = _title(lines[:start], stated_title)
    end, foot = _end(lines, start), len(lines)
    is_latin = _is_latin(" ".join(lines[start:end]))
    stamps: list[Stamp] = []
    names: list[str] = []
    body: list[Block] = []
    for number, block in enumerate(blocks[:end]):
        line = block.text
        is_head = number < start or len(body) < 3
        stamp = read_stamp(line) if is_head or number > end - FOOT else None
        if number == at or line == title or is_furniture(line):
            _take_name(line, names, number != at and line != title)
        elif stamp:
            stamps.append(stamp)
            names += stamp.beside
        elif is_head and (_is_name(line) or (number < start and _bearer(line))):
            names.append(line)
        elif number < start and _is_above(line, lines, number, at, is_latin):
            _take_name(line, names, True)
        else:
            body.append(block)
    names += [line for line in lines[end:foot] if len(line) <= KICKER * 2]
    names += [block.text for block in body[:3] if VOICE.search(block.text)]
    people = _bearers(names, f"{title} {' '.join(block.text for block in body[:2])}")
    place = next((line for line in lines[:start] if _is_place(line) and line != title), "")
    return Head(title, tuple(stamps), tuple(names), people, body, place)


def _take_name(line: str, names: list[str], may_name: bool) -> None:
    if may_name:
        names.append(line)


def _bearers(names: Sequence[str], opening: str) -> tuple[Person, ...]:
    """Return whom mastheads name with an office by which alone the account calls them.

    Such as "Secretary-General Ada Orr".
    """
    found = [person for line in names if (person := _bearer(line))]
    return tuple(
        dict.fromkeys(
            person
            for person in found
            if re.search(rf"\bthe {re.escape(fold(person.title))}\b(?! of\b)", fold(opening))
            and fold(person.name) not in fold(opening)
        )
    )


def _bearer(line: str) -> Person | None:
    """Return the person that a masthead names.

    Such as "Secretary-General Ada Orr", "Readouts | Ada Orr, Former Secretary-General".
    """
    for part in TRAIL.split(line):
        match = BEARER.match(part.strip())
        if match and fold(match["office"] or match["behind"]) in _titles():
            return Person(
                " ".join((match["name"] or match["before"]).split()),
                match["office"] or match["behind"],
                "",
            )
    return None


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(fold(title) for title in read_rows("assistant.data", "titles.txt"))


def _start(blocks: Sequence[Block], stated_title: str) -> int:
    """Return the number of the first block of running text, or of the first that names who speaks."""
    return next(
        (
            i
            for i, block in enumerate(blocks)
            if block.text != stated_title
            and (_is_running(block.text) or (i > 0 and _is_speaker(block)))
        ),
        len(blocks),
    )


def _is_speaker(block: Block) -> bool:
    is_line = is_turn(block.text) or is_spoken(block.text)
    return is_line or (block.is_apart and is_speaker(block.text))


def _is_running(line: str) -> bool:
    if is_furniture(line) or is_section(line) or read_stamp(line) or _is_name(line):
        return False
    if len(line) > TITLE_LIMIT or VOICE.search(line):
        return True
    return line[-1] in ENDS and (len(line.split()) > 3 or bool(dateline_length(line)))


def _title(above: Sequence[str], stated: str) -> tuple[str, int]:
    """Return the title and the number of its block; -1 where it stands in none.

    Of several lines it is one that repeats the stated title, then the first that tells an event.
    """
    repeated = next(
        (i for i, line in enumerate(above[:HEAD]) if len(line.split()) > 2 and line in stated),
        -1,
    )
    if repeated >= 0 or stated:
        return (above[repeated] if repeated >= 0 else stated), repeated
    found = [i for i, line in enumerate(above) if _may_be_title(line)]
    telling = [i for i in found if EVENT.search(above[i]) and len(above[i].split()) > 2]
    long = [i for i in found if len(above[i].split()) > 2]
    at = next(iter([*telling, *long, *found]), -1)
    return (TITLE_LABEL.sub("", above[at]) if at >= 0 else ""), at


def _may_be_title(line: str) -> bool:
    return not (
        len(line) > TITLE_LIMIT
        or is_furniture(line)
        or is_section(line)
        or _is_name(line)
        or is_trail(line)
        or _bearer(line)
        or _is_place(line)
        or read_stamp(line)
        or not _is_latin(line)
        or line[-1] in ":"
        or FORM.match(line)
    )


def _is_above(line: str, lines: Sequence[str], number: int, at: int, is_latin: bool) -> bool:
    """Tell whether a line above the running text is nobody's words."""
    if number < at:
        return True
    return (
        is_section(line)
        or is_trail(line)
        or (_is_place(line) and number + 1 < len(lines))
        or (is_latin and not _is_latin(line))
    )


def _is_name(line: str) -> bool:
    """Tell whether a whole line names a body.

    A letterhead, "Source: ...", a body known by another name.
    """
    if is_letterhead(line) or known_body(line):
        return True
    origin = ORIGIN.match(line)
    return origin is not None and (
        is_letterhead(origin["name"]) or bool(known_body(origin["name"]))
    )


def _is_place(line: str) -> bool:
    parts = [fold(part.strip()) for part in line.split(",")]
    return len(line.split()) <= 5 and all(part in seats() or find_country(part) for part in parts)


def _is_latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()][:2000]
    return not letters or sum(char < "\u0590" for char in letters) * 2 > len(letters)


def _end(lines: Sequence[str], start: int) -> int:
    """Return the number of the block below the account.

    Where contacts, comments or other news begin.
    """
    for number in range(start + 1, len(lines)):
        if opens_afterwards(lines[number]):
            return number
        if opens_contact(lines[number]) and len(lines) - number <= FOOT * 2:
            return number
    return len(lines)


def _unglued(blocks: Sequence[Block], stated_title: str) -> Sequence[Block]:
    """Part a title and its day from the text that is glued to them, where a page's breaks were lost."""
    for number, block in enumerate(blocks[:HEAD]):
        cut = _glued(block.text) if block.text != stated_title and not block.marks else None
        if cut:
            title, day, text = (part.strip() for part in cut)
            parts = [Block(part) for part in (title, day) if part]
            return [*blocks[:number], *parts, replace(block, text=text), *blocks[number + 1 :]]
    return blocks


def _glued(text: str) -> tuple[str, str, str] | None:
    """Return title, day and text of a block that holds all three, or None."""
    match = DATE.search(text[:GLUED_HEAD])
    if match is None or len(text) < GLUED_HEAD:
        return None
    before, behind = text[: match.start()], GLUED.match(text, match.end())
    if not behind or re.search(r"[.!?]\s", before) or not EVENT.search(before):
        return None
    if len(before.split()) < 3 or HERALD.search(before) or dateline_length(text):
        return None
    end = behind.end()
    if before.rstrip().endswith((":", "(")):
        return text[: match.end()], "", text[end:]
    return before.rstrip(" ,|–—-"), text[match.start() : end].strip(" |–—-"), text[end:]
