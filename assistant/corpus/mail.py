"""Press releases by mail (.eml) and pages saved whole by a browser (.mhtml): both are MIME messages."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from typing import Any

from assistant.corpus.formats import Page, blocks_of, decode
from assistant.corpus.html import page_of
from assistant.errors import DocumentError

SIGNED = 12  # lines of a signature at most; it begins as RFC 3676, section 4.3, has it
STUB = 200  # letters: "This message is best viewed in HTML."
TAGS = re.compile(r"<[^<>]*>")
FORWARDED = re.compile(r"^(?:(?:fwd?|re|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)


def mail(raw: bytes, path: str) -> Page:
    """Read a mail's text, the plain part before the HTML one; subject, sender and day are what it says of itself."""
    message = _message(raw, path)
    parts = [
        (part.get_content_type(), text)
        for part in _bodies(message, path)
        if (text := _text(part, path)).strip()
    ]
    if not parts:
        raise DocumentError(path, "the mail holds no text; save its attachments and add them")
    pages = [
        page_of(text, path) if kind == "text/html" else Page(tuple(blocks_of(_unsigned(text))))
        for kind, text in parts
    ]
    page = Page(
        tuple(block for each in pages for block in each.blocks), pages[0].stated, pages[0].hints
    )
    sender, address = parseaddr(str(message.get("from", "")))
    day = (
        message["date"].datetime.date()
        if message["date"] is not None and getattr(message["date"], "datetime", None)
        else None
    )
    hints: dict[str, Any] = {
        "title": FORWARDED.sub("", str(message.get("subject", ""))).strip(),
        "published": day,
    }
    hints |= {"issuer": sender, "marks": address.rpartition("@")[2]}
    return Page(
        page.blocks,
        page.stated,
        {**page.hints, **{name: value for name, value in hints.items() if value}},
    )


def saved_page(raw: bytes, path: str) -> Page:
    """Read the page of a .mhtml file; the address it was saved from is its URL."""
    message = _message(raw, path)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if part is None:
        raise DocumentError(path, "the file holds no web page")
    page = page_of(_text(part, path), path)
    url = message.get("snapshot-content-location") or part.get("content-location")
    return Page(
        page.blocks, {"source_url": str(url), **page.stated} if url else page.stated, page.hints
    )


def _bodies(message: Any, path: str) -> Iterator[Any]:
    """Yield the parts that are read: of alternatives the plain one, unless it is a stub beside the other; no attachments."""
    kind = message.get_content_type()
    if message.is_attachment():
        return
    if kind == "multipart/alternative":
        texts = {part.get_content_type(): part for part in message.iter_parts()}
        plain, rich = texts.get("text/plain"), texts.get("text/html")
        is_stub = (
            plain is not None
            and rich is not None
            and len(_text(plain, path)) < STUB < len(TAGS.sub("", _text(rich, path)))
        )
        chosen = [part for part in message.iter_parts() if part.is_multipart()] or [
            rich if plain is None or is_stub else plain
        ]
        for part in chosen:
            if part is not None:
                yield from _bodies(part, path)
    elif message.is_multipart():
        for part in message.iter_parts():
            yield from _bodies(part, path)
    elif kind in ("text/plain", "text/html"):
        yield message


def _unsigned(text: str) -> str:
    """Return a text without the signature below its last "-- "; more than a few lines there are no signature."""
    body, mark, signature = text.rpartition("\n-- \n")
    return body if mark and signature.count("\n") <= SIGNED else text


def _message(raw: bytes, path: str) -> EmailMessage:
    if not raw.strip():
        raise DocumentError(path, "the file is empty")
    message = email.message_from_bytes(raw, policy=default)
    if not message.keys():
        raise DocumentError(path, "the file is no mail: it begins with no header")
    return message


def _text(part: Any, path: str) -> str:
    """Return a part's text; without a declared encoding it is UTF-8."""
    payload = part.get_payload(decode=True) or b""
    return decode(payload, path, part.get_content_charset()) if payload.strip() else ""
