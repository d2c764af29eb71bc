"""Press releases by mail (.eml) and pages saved whole by a browser (.mhtml): both are MIME messages."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from typing import Any

from assistant.corpus.formats import Page, blocks_of, decode
from assistant.corpus.html import page_of
from assistant.errors import DocumentError

SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)  # RFC 3676, section 4.3
FORWARDED = re.compile(r"^(?:(?:fwd?|re|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)


def mail(raw: bytes, path: str) -> Page:
    """Read a mail's text, the plain part before the HTML one; subject, sender and day are what it says of itself."""
    message = _message(raw, path)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None or not _text(part, path).strip():
        raise DocumentError(path, "the mail holds no text; save its attachments and add them")
    text = _text(part, path)
    page = page_of(text, path) if part.get_content_type() == "text/html" else Page(tuple(blocks_of(SIGNATURE.split(text)[0])))
    sender, address = parseaddr(str(message.get("from", "")))
    day = message["date"].datetime.date() if message["date"] is not None and getattr(message["date"], "datetime", None) else None
    hints: dict[str, Any] = {"title": FORWARDED.sub("", str(message.get("subject", ""))).strip(), "published": day}
    hints |= {"issuer": sender, "marks": address.rpartition("@")[2]}
    return Page(page.blocks, page.stated, {**page.hints, **{name: value for name, value in hints.items() if value}})


def saved_page(raw: bytes, path: str) -> Page:
    """Read the page of a .mhtml file; the address it was saved from is its URL."""
    message = _message(raw, path)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if part is None:
        raise DocumentError(path, "the file holds no web page")
    page = page_of(_text(part, path), path)
    url = message.get("snapshot-content-location") or part.get("content-location")
    return Page(page.blocks, {"source_url": str(url), **page.stated} if url else page.stated, page.hints)


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
