"""Tell where a paragraph ends among lines without a blank one between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.corpus.furniture import (
    is_furniture,
    is_letterhead,
    is_section,
    is_trail,
    opens_afterwards,
    opens_contact,
)
from assistant.corpus.stamps import read_stamp
from assistant.text import CAPITALS

HEAD_BLOCKS = 12  # blocks at the head of a file among which menus, title and timestamp stand
FEW = 6  # lines; of so few the first may be the widest of a paragraph, not a title
UNWRAPPED = 160  # a longer line is a paragraph by itself, not a hard-wrapped part of one
FILLED = 0.8  # of the widest line: whoever wraps text by machine fills a line further than that
STOPS = re.compile(r"[.!?:;][”\"’')\]]*$")
INNER_STOP = re.compile(r"[a-z]{3}[.!?]\s[A-Z]")
GOES_ON = re.compile(
    r"(?:\b(?:of|the|and|with|for|in|on|at|to|by|from|a|an|de|du|his|her|its|between)|[,&–-])$",
    re.I,
)
BEGINS = re.compile(rf"^[^\w\s]*[{CAPITALS}0-9]")


def width_of(lines: Sequence[str]) -> int:
    """Return how wide a text is wrapped: its widest line below the length of one that is not."""
    lengths = [len(line.strip()) for line in lines if 0 < len(line.strip()) <= UNWRAPPED]
    return max(lengths[3:] if len(lengths) > FEW else lengths, default=0)


def split_lines(lines: Sequence[str], width: int, is_head: bool) -> list[list[str]]:
    """Split lines that stand without a blank one between into paragraphs.

    Lines are parts of one paragraph unless one stops short of the width behind the end of a
    sentence. At the head of a file a title, a timestamp or a menu stands on a line of its own.
    """
    if len(lines) == 1:
        return [list(lines)]
    told = is_head and not _is_one_stamp(lines)
    special = [
        opens_afterwards(line)
        or opens_contact(line)
        or (told and is_special(line) and not _is_within(lines, number, width))
        for number, line in enumerate(lines)
    ]
    prose = any(STOPS.search(line.strip()) or len(line) > UNWRAPPED for line in lines[1:])
    result = [[lines[0]]]
    is_menu = any(special)
    in_head = told and (is_menu or prose)
    for number, line in enumerate(lines[1:], 1):
        before = lines[number - 1].strip()
        in_head = in_head and not (STOPS.search(before) and not special[number - 1])
        ends = special[number] or special[number - 1]
        if in_head and not ends:
            ends = _is_title_line(before, line.strip(), width, is_menu)
        if ends or _ends_paragraph(before, line.strip(), width):
            result.append([])
        result[-1].append(line)
    return result


def is_special(line: str) -> bool:
    """Tell whether a whole line is furniture, a body's name or a timestamp.

    Such as "--" may be a part of a sentence.
    """
    return line.strip() != "--" and (
        is_trail(line)
        or is_furniture(line)
        or is_section(line)
        or read_stamp(line) is not None
        or is_letterhead(line)
    )


def _is_within(lines: Sequence[str], number: int, width: int) -> bool:
    """Tell whether a line goes on with a wrapped sentence, whatever it reads like by itself.

    "... in early" / "2025." is no timestamp, and no body's name is "State" / "Secretary of the
    Ministry".
    """
    before, line = lines[number - 1].strip() if number else "", lines[number].strip()
    if not before or STOPS.search(before) or _is_short(before, line, width):
        return False
    is_inner = number + 1 < len(lines) and len(line) > FILLED * width
    return line[0].islower() or line.endswith(".") or is_inner


def _is_one_stamp(lines: Sequence[str]) -> bool:
    joined = " ".join(" ".join(lines).split())
    return read_stamp(joined) is not None and not any(is_letterhead(line) for line in lines)


def _is_title_line(before: str, line: str, width: int, is_menu: bool) -> bool:
    """Tell whether a line of a head without a stop is whole, and the next begins something else."""
    is_open = before.count("**") % 2 or before.count("“") > before.count("”")
    if is_open or GOES_ON.search(before) or not BEGINS.match(line) or INNER_STOP.search(before):
        return False
    return is_menu or _is_short(before, line, width) or FILLED * len(before) > width


def _ends_paragraph(before: str, line: str, width: int) -> bool:
    return (
        STOPS.search(before) is not None
        and BEGINS.match(line) is not None
        and _is_short(before, line, width)
    )


def _is_short(before: str, line: str, width: int) -> bool:
    return len(before) + 1 + len(line.split(maxsplit=1)[0]) <= FILLED * width
