"""Which of the messages in a mail is the account.

The one forwarded, the reply, or the mail itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.corpus.labels import begins_turn
from assistant.corpus.mail.flowed import Line
from assistant.corpus.mail.headers import (
    ENDS,
    FORWARD,
    REPLY,
    Header,
    is_rule,
    read_header,
    read_wrote,
    tells_forward,
)
from assistant.text import fold
from assistant.wordlists import read_rows

FORWARDED, HEADED, WROTE, QUOTED = "forwarded", "headed", "wrote", "quoted"
NEAR = 8  # blank lines between a header and its message
ABOVE = 4  # lines between a rule and the header below it
REPORTS = re.compile(
    r"\b(?:said|says|stated|stressed|underlined|underscored|emphasi[sz]ed|met|meets|spoke|thanked|expressed|welcomed|discussed|called"
    r"|calls|reaffirmed|reiterated|noted|agreed|received|told|added|announced|confirmed|condemned|urged|exchanged|held|signed)\b",
    re.IGNORECASE,
)
SELF = re.compile(r"\b(?:I|I'm|I’m|my|me|FYI|you|your)\b")
QUOTES = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
OFFICIAL = re.compile(
    r"\b(?:press|media|presse|prensa|stampa|spokes\w*|communications?|protocol|ministry|minist[eè]re|ministerium|ministerio"
    r"|embassy|chancellery|government|presidency|secretariat|foreign affairs)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Message:
    """A message in a mail: its header, the numbers of its lines, and how it was begun."""

    header: Header
    kind: str = ""
    depth: int = 0
    parted: bool = False  # by a rule above its header
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines of the message that is the account, and its header.

    None where it is the mail's own.
    """

    lines: tuple[int, ...]
    header: Header | None


def choose(lines: Sequence[Line], outer: Header, is_reply: bool) -> Chosen:
    """Return the message of a mail that is the account.

    What is said to be forwarded stands above whoever forwards it. In a reply it is the part that
    tells more of what officials said, the new text where they tell alike. A mail of neither kind
    that shows a message in its text is one text.
    """
    messages = split(lines, outer)
    first = messages[0]
    if len(messages) == 1:
        return Chosen(tuple(first.lines), None)
    told = [_tells(lines, message) for message in messages]
    full = [any(lines[at].text.strip() for at in message.lines) for message in messages]
    start = _start(messages, told, full)
    if start is None:
        is_reply = is_reply or bool(REPLY.match(outer.subject))
        if told[0] and not is_reply and not _is_tail(lines, messages):
            return Chosen(tuple(range(len(lines))), None)
        start = _fullest(messages, told, full, 0)
    elif not told[start]:
        start = _fullest(messages, told, full, start)
    return Chosen(tuple(messages[start].lines), messages[start].header if start else None)


def split(lines: Sequence[Line], outer: Header) -> list[Message]:
    """Return the messages in a mail, the outermost first.

    A line belongs to the innermost that it is quoted in.
    """
    messages = [Message(outer)]
    opened = [messages[0]]
    at = 0
    while at < len(lines):
        line = lines[at]
        while line.text.strip() and line.depth < opened[-1].depth:
            opened.pop()
        begun = _begun(lines, at, opened[-1])
        if begun:
            message, at = begun
            message.parted, is_told = _take_rule(lines, opened[-1], at)
            if is_told and message.kind == HEADED:
                message.kind = FORWARDED
            messages.append(message)
            opened.append(message)
            continue
        if ENDS.match(line.text) and len(opened) > 1:
            opened.pop()
        else:
            opened[-1].lines.append(at)
        at += 1
    return messages


def _begun(lines: Sequence[Line], at: int, around: Message) -> tuple[Message, int] | None:
    """Return the message that begins at a line, and the number of its first line."""
    line = lines[at]
    if headed := read_header(lines, at):
        below = _next_filled(lines, headed[1])
        return Message(headed[0], HEADED, max(line.depth, below.depth)), headed[1]
    wrote = read_wrote(lines, at)
    if wrote:
        following = _next_filled(lines, wrote[1])
        if following.text and (following.depth > line.depth or line.depth > around.depth):
            return Message(wrote[0], WROTE, following.depth), wrote[1]
    if line.text.strip() and line.depth > around.depth:
        return Message(Header(), QUOTED, line.depth), at
    return None


def _next_filled(lines: Sequence[Line], at: int) -> Line:
    """Return the next line that is not blank, or a blank one where none is near."""
    near = lines[at : at + NEAR]
    return next((line for line in near if line.text.strip()), Line(""))


def _take_rule(lines: Sequence[Line], above: Message, at: int) -> tuple[bool, bool]:
    """Take the rule above a header out of the message above.

    Tell whether there is one and whether it says "forwarded".
    """
    near = [number for number in above.lines[-ABOVE:] if lines[number].text.strip()]
    rules = [number for number in near[-2:] if is_rule(lines[number].text)]
    if not rules:
        return False, False
    above.lines = [number for number in above.lines if number < rules[0]]
    return True, any(tells_forward(lines[number].text) for number in rules)


def _start(messages: Sequence[Message], told: Sequence[int], full: Sequence[bool]) -> int | None:
    """Return the innermost message that is said to be forwarded and holds an account.

    None where none is said to be.
    """
    found = None
    for number, message in enumerate(messages[1:], 1):
        above = messages[number - 1 if found is None else found].header.subject
        is_forwarded = message.kind == FORWARDED or (
            message.kind in (HEADED, WROTE) and FORWARD.match(above) is not None
        )
        if is_forwarded and full[number] and (found is None or told[number]):
            found = number
    return found


def _fullest(
    messages: Sequence[Message], told: Sequence[int], full: Sequence[bool], start: int
) -> int:
    """Return the message that tells most of what officials said.

    One from a press office stands above others.
    """
    numbers = [number for number in range(start, len(messages)) if full[number] and told[number]]
    official = [n for n in numbers if _is_official(messages[n].header)]
    return max(official or numbers, key=lambda n: (told[n], -n), default=start)


def _is_official(header: Header) -> bool:
    return OFFICIAL.search(f"{header.sender} {header.address.partition('@')[0]}") is not None


def _is_tail(lines: Sequence[Line], messages: Sequence[Message]) -> bool:
    """Tell whether a mail ends in a message as clients put it there.

    Under a rule, an address, or a press office's header.
    """
    last = max((at for at, line in enumerate(lines) if line.text.strip()), default=0)
    is_sent_officially = _is_official(messages[0].header)
    ends = any(message.lines and last in message.lines for message in messages[1:])
    marked = any(
        message.parted
        or (message.kind == WROTE and message.header.address)
        or (message.kind == HEADED and _is_official(message.header) and not is_sent_officially)
        for message in messages[1:]
    )
    return ends and marked


def _tells(lines: Sequence[Line], message: Message) -> int:
    return count_reports([lines[at] for at in message.lines])


def count_reports(lines: Sequence[Line]) -> int:
    """Count the sentences that report what an official said or did, and the turns of a transcript."""
    text = "\n".join(line.text for line in lines)
    turns = sum(begins_turn(line.text) for line in lines)
    sentences = SENTENCE.split(" ".join(QUOTES.sub('""', text).split()))
    return turns + sum(
        1
        for sentence in sentences
        if REPORTS.search(sentence)
        and not SELF.search(sentence)
        and not _offices().isdisjoint(re.findall(r"[^\W\d_]+", fold(sentence)))
    )


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    """Return the last word of every office: "minister", "president", "affairs" left out."""
    words = {
        fold(row).split()[-1] for row in read_rows("assistant.data", "titles.txt") if len(row) > 3
    }
    return frozenset(words | {"minister", "ministers", "leaders", "sides"}) - {"affairs", "defence", "defense"}  # fmt: skip
