"""RSS and Atom feeds: the pages they link, and the text that their entries carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from email.utils import parsedate
from hashlib import sha256
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from assistant.corpus.dates import read_date
from assistant.corpus.formats import clean
from assistant.corpus.furniture import is_letterhead
from assistant.errors import DocumentError

FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL | re.IGNORECASE,
)
MOST = 1000  # entries; feeds hold tens
KEY = "entry-"  # before the digest that tells an entry from the others of its feed
TAGS = re.compile(r"<[^<>]*>")
SENTENCE = re.compile(r"[^\W_][.!?][”\"’')]*(?=\s|$)")
# A summary that breaks off, or only points at the page.
BROKEN = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;|(?:read|continue|learn) (?:more|reading)\b.{0,80})\W*$"
)
LEAST = 60  # letters of a text that is marked as the entry's whole
LEAST_SUMMARY = 120  # letters of a description that may be the account itself
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: the page it links, and the text that it carries itself, as HTML.

    Either may be empty.
    """

    key: str
    link: str
    title: str
    published: Date | None
    text: str
    language: str = ""
    publisher: str = ""

    def page(self) -> bytes:
        """Return the entry as a web page of its own, as the reader of pages takes it."""
        told = f"<title>{escape(self.title)}</title>"
        if self.published:
            told += f'<meta property="article:published_time" content="{self.published}">'
        if self.link:
            told += f'<link rel="canonical" href="{escape(self.link)}">'
        if self.publisher:
            told += f'<meta name="dc.publisher" content="{escape(self.publisher)}">'
        heading = f"<h1>{escape(self.title)}</h1>" if self.title else ""
        return (
            f'<html lang="{escape(self.language)}"><head><meta charset="utf-8">{told}</head>'
            f"<body><article>{heading}{self.text}</article></body></html>"
        ).encode()


def is_feed(raw: bytes) -> bool:
    """Tell whether the bytes are a feed, whatever the server calls them."""
    return FEED.match(raw.removeprefix(b"\xef\xbb\xbf")[:4096]) is not None


def read_entries(raw: bytes, url: str) -> tuple[Entry, ...]:
    """Return a feed's entries that link a page or carry their text, each once.

    DocumentError where there is none. A link is absolute; one in a feed that is a file stays as it
    is. An entry that cannot be read is
    left out.
    """
    import feedparser

    # What its sanitiser takes out are marks that the reader of pages goes by.
    parsed = feedparser.parse(raw, sanitize_html=False)
    found: dict[str, Entry] = {}
    for each in parsed.entries[:MOST]:
        try:
            entry = _entry(each, parsed.feed, url)
        except (ValueError, TypeError, AttributeError, LookupError):
            continue
        if entry.link or entry.text:
            found.setdefault(entry.link or entry.key, entry)
    if not found:
        raise DocumentError(url, "the feed links no page and carries no text")
    return tuple(found.values())


def _entry(each: Any, feed: Any, url: str) -> Entry:
    link = urljoin(url, str(each.get("link", "")).strip())
    link = link if link.startswith(("http://", "https://")) and link != url else ""
    title = clean(unescape(TAGS.sub("", str(each.get("title", "")))))
    name = str(each.get("id", "")) or link or title
    publisher = clean(
        str(each.get("publisher", "") or feed.get("publisher", "") or feed.get("title", ""))
    )
    return Entry(
        KEY + sha256(name.encode()).hexdigest()[:12],
        link,
        title,
        _day(each),
        max(_texts(each), key=len, default=""),
        str(feed.get("language", ""))[:12],
        publisher if is_letterhead(publisher) else "",
    )


def _day(each: Any) -> Date | None:
    """Return the day of an entry as it is written.

    No time of day and no zone moves it to another.
    """
    told = str(each.get("published", "") or each.get("updated", "")).strip()
    if iso := ISO.match(told):
        return read_date(iso[0])
    parts = parsedate(told)
    try:
        return Date(*parts[:3]) if parts else read_date(told)
    except ValueError:
        return None


def _texts(each: Any) -> Iterator[str]:
    """Yield the texts of an entry that may be the account, as HTML."""
    for content in each.get("content") or ():
        text = _as_html(content)
        if _is_whole(text, LEAST):
            yield text
    detail = each.get("summary_detail")
    if detail and _is_whole(_as_html(detail), LEAST_SUMMARY):
        yield _as_html(detail)


def _as_html(content: Any) -> str:
    value = str(content.get("value", ""))
    if "html" in str(content.get("type", "")) or re.search(r"<(?:p|br|div)\b", value):
        return value if "<p" in value or "<div" in value else f"<p>{value}</p>"
    lines = re.split(r"\n\s*\n|\n", value)
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line.strip())


def _is_whole(text: str, least: int) -> bool:
    """Tell whether a text is long enough, holds two sentences, and does not break off."""
    words = clean(unescape(TAGS.sub(" ", text)))
    return len(words) >= least and len(SENTENCE.findall(words)) > 1 and not BROKEN.search(words)
