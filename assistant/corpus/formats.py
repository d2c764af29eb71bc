"""Text formats: the bytes of a .txt or .md file as blocks of plain text, and what every format's reader returns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from assistant.corpus.asides import stands_alone
from assistant.corpus.labels import begins_turn
from assistant.corpus.lines import HEAD_BLOCKS, UNWRAPPED, split_lines, width_of
from assistant.corpus.markdown_blocks import HEADING, mark_headings
from assistant.corpus.openers import Opener, is_heading, read_opener
from assistant.errors import DocumentError

# Zero-width and direction marks, and control characters that would act on a terminal: nobody sees
# them on a page.
ZERO_WIDTH = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad\u034f\u061c\u180b-\u180f\ufe00-\ufe0f\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Tags that Markdown pages use; other words between angle brackets are words.
TAG = re.compile(
    r"(?<!\\)</?(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|li|mark"
    r"|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul)(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"']+))*\s*/?>",
    re.IGNORECASE,
)
# Struck-out text, which no reader is meant to read on: as a tag, or between tildes.
STRUCK = re.compile(
    r"<(?P<tag>del|s|strike)(?:\s[^<>]*)?>[^<>]{0,2000}</(?P=tag)>|(?<![~\\])~~(?=[^\s~])[^~\n]{1,1000}~~(?!~)",
    re.IGNORECASE,
)
RULE_LINE = re.compile(r"^[ \t]*(?:_{3,}|-{3,}|={3,}|\*{3,}|–{3,}|—{2,})[ \t]*$")
BREAK_TAG = re.compile(r"<br[ \t]*/?>(?=(?P<mark>[.,;:!?)\]])?)", re.IGNORECASE)
BLOCK_QUOTE = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
HARD_BREAK = re.compile(r"(?<!\\)\\(?=\n)")  # a line break that a page prints within a paragraph
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t\u00a0]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a file in order, each one paragraph, list item or heading, and what goes with them.

    `stated` are the fields that the file states of itself, `hints` those that its layout or its
    mail tells; a hint gives way to what the text says.

    A block may hold footnote marks, written by `note_mark`; they are taken out when the text is
    laid out, and `notes` are the footnotes themselves as (mark, text). `apart` are the indices of
    blocks that are set apart from what they head: headings, <dt>, the first cell of a row of two, a
    line all in bold. Such a block may name the speaker of what follows. `second` is the whole text
    of the file as another reader has it, to which every sentence is held; None where the format
    leaves nothing to chance. `gaps` says in words what could not be read. `items` are the marks of
    list items ("1.", "*") by the index of their block, as far as they are known; they are not text.
    """

    blocks: tuple[str, ...]
    stated: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()
    apart: frozenset[int] = frozenset()
    second: str | None = None
    gaps: tuple[str, ...] = ()
    items: Mapping[int, str] = field(default_factory=dict)


# Two characters of Unicode's private use area, which no page uses for words, hold a footnote mark
# inside a block.
NOTE_OPEN, NOTE_CLOSE = "\ue000", "\ue001"
RESERVED = {
    ord(NOTE_OPEN): None,
    ord(NOTE_CLOSE): None,
}  # for str.translate: a file must not forge a mark
NOTE_MARK = re.compile(f"[ ]*{NOTE_OPEN}([^{NOTE_OPEN}{NOTE_CLOSE}]*){NOTE_CLOSE}")


def note_mark(mark: str) -> str:
    """Return a footnote mark ("1", "*") as it stands inside a block until the text is laid out."""
    return f"{NOTE_OPEN}{mark}{NOTE_CLOSE}"


def lift_marks(block: str) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Return a block without footnote marks, and each mark with the offset in the result behind which it stood."""
    parts: list[str] = []
    marks: list[tuple[str, int]] = []
    length = position = 0
    for match in NOTE_MARK.finditer(block):
        parts.append(block[position : match.start()])
        length += len(parts[-1])
        marks.append((match[1], length))
        position = match.end()
    parts.append(block[position:])
    text = "".join(parts)
    return text.rstrip(), tuple((mark, min(at, len(text.rstrip()))) for mark, at in marks)


def decode(raw: bytes, path: str, declared: str | None = None) -> str:
    """Decode a file's bytes as UTF-8, or as `declared`.

    Anything else is a DocumentError naming the byte.
    """
    if not raw.strip():
        raise DocumentError(path, "the file is empty")
    marked = (
        "utf-16"
        if raw.startswith((b"\xff\xfe", b"\xfe\xff"))
        else "utf-8-sig"
        if raw.startswith(b"\xef\xbb\xbf")
        else None
    )
    encoding = (
        marked or declared or "utf-8-sig"
    )  # a byte order mark stands above any declaration, as in HTML
    if encoding != "utf-16" and b"\0" in raw:
        raise DocumentError(path, "the file is binary, not text")
    try:
        text = raw.decode(encoding)
    except (LookupError, UnicodeError) as error:
        if not isinstance(error, UnicodeDecodeError):
            raise DocumentError(
                path, f"the page declares an encoding that cannot be read: {encoding!r}"
            ) from None
        name = "UTF-8" if encoding == "utf-8-sig" else encoding
        reason = f"the text is not {name} (byte 0x{raw[error.start]:02x} at offset {error.start}); save it as UTF-8"
        raise DocumentError(path, reason) from None
    return unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text.translate(RESERVED)))


def clean(text: str) -> str:
    """Fold white space to single spaces, drop zero-width characters and compose accents (NFC)."""
    return unicodedata.normalize("NFC", " ".join(ZERO_WIDTH.sub("", text).split()))


def plain(raw: bytes, path: str) -> Page:
    """Read plain text, hard-wrapped or a line a paragraph."""
    return listed(itemised(decode(raw, path)))


def listed(blocks: Sequence[tuple[str, str]], stated: Mapping[str, Any] | None = None) -> Page:
    """Return the page of blocks that `itemised` gives."""
    items = {number: mark for number, (mark, _) in enumerate(blocks) if mark}
    return Page(tuple(block for _, block in blocks), stated or {}, items=items)


def markdown(raw: bytes, path: str) -> Page:
    """Read Markdown: YAML front matter is metadata.

    Tags and escapes go, emphasis and links stay as printed.
    """
    text = decode(raw, path)
    metadata: Mapping[str, Any] = {}
    match = FRONT_MATTER.match(text)
    if match:
        loaded = read_fields(match[1], path, "front matter", 1)
        metadata, text = loaded, text[match.end() :]
    printed = HARD_BREAK.sub("", STRUCK.sub("", _without_comments(text)))
    printed = BREAK_TAG.sub(lambda match: "" if match["mark"] else " ", printed)
    printed = BLOCK_QUOTE.sub("", printed)
    raw_blocks = itemised(mark_headings(TAG.sub("", printed)))
    blocks = [(mark, ESCAPE.sub(r"\1", HEADING.sub("", block))) for mark, block in raw_blocks]
    apart = frozenset(n for n, (_, block) in enumerate(raw_blocks) if HEADING.match(block))
    return replace(listed(blocks, metadata), apart=apart)


def _without_comments(text: str) -> str:
    """Return a text without what stands between <!-- and -->; one that is not closed is text."""
    parts, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[place:start])
        place = end + 3
    return "".join([*parts, text[place:]])


def read_fields(text: str, path: str, what: str, before: int = 0) -> Mapping[str, Any]:
    """Read a YAML (or JSON) mapping; DocumentError says what is wrong with it.

    `before` is the number of lines above it.
    """
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        line = (
            error.problem_mark.line + 1 + before
            if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark
            else 1
        )
        raise DocumentError(path, f"the {what} is not YAML (line {line})") from None
    except (ValueError, RecursionError) as error:
        reason = (
            "is nested too deep"
            if isinstance(error, RecursionError)
            else f"holds a value that cannot be: {error}"
        )
        raise DocumentError(path, f"the {what} {reason}") from None
    if not isinstance(loaded, dict):
        raise DocumentError(path, f"the {what} is not a list of fields")
    return loaded


READERS: Mapping[str, Callable[[bytes, str], Page]] = {
    ".txt": plain,
    ".md": markdown,
    ".markdown": markdown,
}


def unlist(line: str) -> str:
    """Return a line without its list mark."""
    return LIST_ITEM.sub("", line)


def _is_unwrapped(line: str) -> bool:
    # A long address is no long line: hard-wrapping leaves it whole.
    return len(line) - max(map(len, line.split())) > UNWRAPPED


def blocks_of(text: str) -> list[str]:
    """Join hard-wrapped lines into blocks; blank lines, list items and headings begin a new one."""
    return [block for _, block in itemised(text)]


def itemised(text: str) -> list[tuple[str, str]]:
    """Return the blocks of a text, each with the mark of the list item it was printed as, or ""."""
    blocks: list[tuple[str, list[str]]] = []
    open_block = False
    note: Opener | None = None  # the footnote that the open block is
    for line in text.split("\n"):
        if not ZERO_WIDTH.sub("", line).strip():
            open_block, note = False, None
            continue
        item = LIST_ITEM.match(line)
        is_alone = HEADING.match(line) or stands_alone(line) or is_heading(line.strip())
        alone = is_alone or RULE_LINE.match(line) or _is_unwrapped(line)
        opener = read_opener(line.strip())
        is_next = opener is not None and note is not None and opener.follows(note)
        if not open_block or item or alone or is_next or begins_turn(line):
            blocks.append((item.group().strip() if item else "", []))
            note = opener
        blocks[-1][1].append(line[item.end() :] if item else line)
        open_block = not alone
    width = width_of(text.split("\n"))
    parted = [
        (mark if part == 0 else "", paragraph)
        for number, (mark, lines) in enumerate(blocks)
        for part, paragraph in enumerate(split_lines(lines, width, number < HEAD_BLOCKS))
    ]
    return [(mark, cleaned) for mark, lines in parted if (cleaned := clean("\n".join(lines)))]
