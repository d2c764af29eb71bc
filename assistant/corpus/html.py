"""Web pages: the main content, and what the page says of itself, as trafilatura finds them."""

from __future__ import annotations

import re
from typing import Any

from assistant.corpus.formats import Page, clean, decode, unlist
from assistant.errors import DocumentError

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
SAMPLE = re.compile(r"<meta\s+name=[\"']sample[\"']")
LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)


def html(raw: bytes, path: str) -> Page:
    """Read a web page; DocumentError where it has no main text."""
    declared = CHARSET.search(raw[:4096])
    return page_of(decode(raw, path, declared[1].decode("ascii", "replace") if declared else None), path)


def page_of(text: str, path: str) -> Page:
    """Read a web page that is decoded."""
    import trafilatura  # half a second to import, and most libraries hold no HTML

    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, favor_recall=True)
    if found is None or not (found.text or "").strip():
        raise DocumentError(path, "no main text was found in the page")
    language = LANGUAGE.search(text)
    stated: dict[str, Any] = {
        "title": found.title,
        "published": found.date,
        "source_url": found.url,
        "language": language[1].lower() if language else None,
        "sample": bool(SAMPLE.search(text)),
    }
    blocks = tuple(block for line in found.text.split("\n") if (block := clean(unlist(line))))
    return Page(blocks, {name: value for name, value in stated.items() if value}, {"issuer": found.sitename} if found.sitename else {})
