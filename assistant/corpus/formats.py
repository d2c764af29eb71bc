"""Turn the bytes of a .txt, .md or .html file into blocks of plain text and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from assistant.corpus.furniture import is_breadcrumb, timestamp
from assistant.corpus.labels import begins_turn
from assistant.errors import DocumentError

# Zero-width and direction marks, and control characters that would act on a terminal: nobody sees them on a page.
ZERO_WIDTH = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"(?<!\\)</?[A-Za-z][^<>]*>")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t\u00a0]+(?=\S)")
HEADING = re.compile(r"^#{1,6}\s+(?=\S)")
UNWRAPPED = 160  # a longer line is a paragraph by itself, not a hard-wrapped part of one
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a file in order, each one paragraph, list item or heading, and its stated metadata."""

    blocks: tuple[str, ...]
    metadata: Mapping[str, Any] = field(default_factory=dict)


def decode(raw: bytes, path: str, declared: str | None = None) -> str:
    """Decode a file's bytes as UTF-8, or as `declared`; anything else is a DocumentError naming the byte."""
    if not raw.strip():
        raise DocumentError(path, "the file is empty")
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else declared or "utf-8-sig"
    if encoding != "utf-16" and b"\0" in raw:
        raise DocumentError(path, "the file is binary, not text")
    try:
        text = raw.decode(encoding)
    except (LookupError, UnicodeError) as error:
        if not isinstance(error, UnicodeDecodeError):
            raise DocumentError(path, f"the page declares an encoding that cannot be read: {encoding!r}") from None
        name = "UTF-8" if encoding == "utf-8-sig" else encoding
        reason = f"the text is not {name} (byte 0x{raw[error.start]:02x} at offset {error.start}); save it as UTF-8"
        raise DocumentError(path, reason) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> str:
    """Fold white space to single spaces and drop zero-width characters."""
    return " ".join(ZERO_WIDTH.sub("", text).split())


def plain(raw: bytes, path: str) -> Page:
    """Read plain text, hard-wrapped or a line a paragraph."""
    return Page(tuple(_blocks(decode(raw, path))))


def markdown(raw: bytes, path: str) -> Page:
    """Read Markdown: YAML front matter is metadata; tags and escapes go, emphasis and links stay as printed."""
    text = decode(raw, path)
    metadata: Mapping[str, Any] = {}
    match = FRONT_MATTER.match(text)
    if match:
        try:
            loaded = yaml.safe_load(match[1])
        except yaml.YAMLError as error:
            line = error.problem_mark.line + 2 if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else 1
            raise DocumentError(path, f"the front matter is not YAML (line {line})") from None
        except (ValueError, RecursionError) as error:
            reason = "is nested too deep" if isinstance(error, RecursionError) else f"holds a value that cannot be: {error}"
            raise DocumentError(path, f"the front matter {reason}") from None
        if not isinstance(loaded, dict):
            raise DocumentError(path, "the front matter is not a list of fields")
        metadata, text = loaded, text[match.end() :]
    text = TAG.sub("", COMMENT.sub("", text))
    return Page(tuple(ESCAPE.sub(r"\1", HEADING.sub("", block)) for block in _blocks(text)), metadata)


def html(raw: bytes, path: str) -> Page:
    """Read a web page: main content, title, date and site name as trafilatura finds them."""
    import trafilatura  # half a second to import, and most libraries hold no HTML

    declared = CHARSET.search(raw[:4096])
    text = decode(raw, path, declared[1].decode("ascii", "replace") if declared else None)
    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, favor_recall=True)
    if found is None or not (found.text or "").strip():
        raise DocumentError(path, "no main text was found in the page")
    metadata = {"title": found.title, "date": found.date, "site": found.sitename, "source_url": found.url}
    sample = re.search(r"<meta\s+name=[\"']sample[\"']", text)
    if sample:
        metadata["sample"] = True
    blocks = tuple(block for line in found.text.split("\n") if (block := clean(_unlist(line))))
    return Page(blocks, {name: value for name, value in metadata.items() if value})


READERS: Mapping[str, Callable[[bytes, str], Page]] = {
    ".txt": plain,
    ".md": markdown,
    ".markdown": markdown,
    ".html": html,
    ".htm": html,
}


def _unlist(line: str) -> str:
    return LIST_ITEM.sub("", line)


def _is_unwrapped(line: str) -> bool:
    # A long address is no long line: hard-wrapping leaves it whole.
    return len(line) - max(map(len, line.split())) > UNWRAPPED


def _blocks(text: str) -> list[str]:
    """Join hard-wrapped lines into blocks; blank lines, list items and headings begin a new one."""
    blocks: list[list[str]] = []
    open_block = False
    for line in text.split("\n"):
        if not ZERO_WIDTH.sub("", line).strip():
            open_block = False
            continue
        item = LIST_ITEM.match(line)
        alone = HEADING.match(line) or _is_unwrapped(line)
        if not open_block or item or alone or begins_turn(line):
            blocks.append([])
        blocks[-1].append(line[item.end() :] if item else line)
        open_block = not alone
    # Breadcrumb, title and timestamp often stand as lines without a blank one between.
    if blocks and any(is_breadcrumb(line) or timestamp(line) for line in blocks[0]):
        blocks[:1] = [[line] for line in blocks[0]]
    return [cleaned for lines in blocks if (cleaned := clean("\n".join(lines)))]
