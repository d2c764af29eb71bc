"""Plain text of a mail as its lines were before they were broken (RFC 3676), each with the depth of its quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTED = re.compile(r"(?:> ?)+")
ESCAPED = re.compile(r"^>(?=From )")  # what mailboxes write of a line that begins with "From "
SIGNATURE = "-- "
NEEDS_STUFFING = (" ", ">", "From ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message without quotation marks, and how deep it is quoted.

    `place` is where its text stands in a tree.
    """

    text: str
    depth: int = 0
    place: int = -1


def read_lines(text: str, is_flowed: bool = False, deletes_space: bool = False) -> list[Line]:
    """Return the lines of a plain text.

    Flowed ones are joined where a space at the end says that they go on.
    """
    rows = text.split("\n")
    if not is_flowed:
        return [_quoted(ESCAPED.sub("", row)) for row in rows]
    lines: list[Line] = []
    goes_on = False
    is_stuffed = all(row.startswith((" ", ">")) for row in rows if row.strip())
    for row in rows:
        depth = len(row) - len(row.lstrip(">"))
        content = row[depth:]
        if content.startswith(" ") and (
            is_stuffed or depth or content[1:].startswith(NEEDS_STUFFING)
        ):
            content = content[1:]
        is_soft = content.endswith(" ") and content != SIGNATURE
        kept = content[:-1] if is_soft and deletes_space else content
        if goes_on and lines[-1].depth == depth and content != SIGNATURE:
            lines[-1] = Line(lines[-1].text + kept, depth)
        else:
            lines.append(Line(kept, depth))
        goes_on = is_soft
    return lines


def _quoted(row: str) -> Line:
    match = QUOTED.match(row)
    if match is None:
        return Line(row)
    return Line(row[match.end() :], match.group().count(">"))
