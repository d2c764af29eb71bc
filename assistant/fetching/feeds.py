"""RSS and Atom feeds: the pages they link."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from assistant.errors import DocumentError

FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL | re.IGNORECASE,
)
MOST = 1000  # entries; feeds hold tens


def is_feed(raw: bytes) -> bool:
    """Tell whether the bytes are a feed, whatever the server calls them."""
    return FEED.match(raw.removeprefix(b"\xef\xbb\xbf")[:4096]) is not None


def read_links(raw: bytes, url: str) -> tuple[str, ...]:
    """Return the absolute addresses of a feed's entries, each once; DocumentError where there is none."""
    import feedparser

    entries = feedparser.parse(raw).entries[:MOST]
    found = (urljoin(url, str(entry.get("link", "")).strip()) for entry in entries)
    links = tuple(
        dict.fromkeys(
            link for link in found if link.startswith(("http://", "https://")) and link != url
        )
    )
    if not links:
        raise DocumentError(url, "the feed links no page")
    return links
