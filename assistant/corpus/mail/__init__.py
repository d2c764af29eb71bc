"""Press releases by mail (.eml) and pages saved whole by a browser (.mhtml).

Both are MIME messages.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from typing import Any

from assistant.corpus.formats import Page, decode, itemised, listed
from assistant.corpus.html import page_of
from assistant.corpus.mail.flowed import Line, read_lines
from assistant.corpus.mail.forwarding import choose, count_reports
from assistant.corpus.mail.headers import FORWARD, Header
from assistant.corpus.mail.trees import tree_lines
from assistant.errors import DocumentError

Read = tuple[
    Page, Header | None
]  # what a part holds, and the header of the message in it that is the account

SIGNED = 12  # lines of a signature at most; it begins as RFC 3676, section 4.3, has it
STUB = 200  # letters: "This message is best viewed in HTML."
TAGS = re.compile(r"<[^<>]*>")
LIST_FOOTER = re.compile(r"\n_{20,}\n(?=[^\n]*(?:mailing list|list\b))", re.IGNORECASE)
SENT_FROM = re.compile(r"\n(?:sent from my|get outlook for|von meinem|envoyé de mon)\b[^\n]{0,60}\s*\Z", re.IGNORECASE)  # fmt: skip
DEEPEST = 20  # messages forwarded in one another as attachments


def mail(raw: bytes, path: str) -> Page:
    """Read a mail's text, the plain part before the HTML one.

    Subject, sender and day are what it says of itself.

    Of a forwarded message they are that message's own, and its text is the text.
    """
    return _read(_message(raw, path), path, 0)


def _read(message: EmailMessage, path: str, depth: int) -> Page:
    outer = _header(message)
    is_reply = bool(message.get("in-reply-to"))
    parts = [(part, text) for part in _bodies(message, path) if (text := _text(part, path)).strip()]
    read = [_part(part, text, outer, is_reply, path) for part, text in parts]
    inner = _attached(message, read, outer, path, depth)
    if inner is not None:
        return inner
    if not read:
        raise DocumentError(path, "the mail holds no text; save its attachments and add them")
    forwarded = [each for each in read if each[1] is not None]
    chosen = forwarded[:1] or read
    page = chosen[0][0]
    blocks: list[str] = []
    apart: set[int] = set()
    for each, _ in chosen:
        apart |= {len(blocks) + at for at in each.apart}
        blocks += each.blocks
    seconds = [each.second for each, _ in chosen]
    header = chosen[0][1] or outer
    hints = {
        "title": header.title or outer.title,
        "issuer": header.sender,
        "marks": header.address.rpartition("@")[2],
    }
    return replace(
        page,
        blocks=tuple(blocks),
        # A day that the text alone tells is no day of publication beside the mail's own.
        stated={**page.stated, "published": header.day},
        hints={**page.hints, **{name: value for name, value in hints.items() if value}},
        notes=tuple(note for each, _ in chosen for note in each.notes),
        apart=frozenset(apart),
        second=None if None in seconds else "\n".join(each or "" for each in seconds),
        gaps=tuple(gap for each, _ in chosen for gap in each.gaps),
        items=page.items if len(chosen) == 1 else {},
    )


def _attached(
    message: EmailMessage, read: Sequence[Read], outer: Header, path: str, depth: int
) -> Page | None:
    """Return the first message that is attached whole, where this one forwards it or holds no account of its own."""
    attached: list[Any] = [
        part.get_payload(0)
        for part in message.walk()
        if part is not message and part.get_content_type() == "message/rfc822"
    ]
    if not attached or depth > DEEPEST:
        return None
    own = [Line(block) for page, _ in read for block in page.blocks]
    is_forward = FORWARD.match(outer.subject) is not None
    if not is_forward and count_reports(own):
        return None
    return _read(attached[0], path, depth + 1)


def _part(part: Any, text: str, outer: Header, is_reply: bool, path: str) -> Read:
    """Read one part of a mail.

    The page of the message that is the account, and that message's header if it is another's.
    """
    if part.get_content_type() == "text/html":
        return _rich(text, outer, is_reply, path)
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    deletes = str(part.get_param("delsp", "")).lower() == "yes"
    lines = read_lines(text, is_flowed, deletes)
    chosen = choose(lines, outer, is_reply)
    kept = set(chosen.lines)
    # A line left out stays as a blank one, so that what stands about it is not joined.
    text = "\n".join(line.text if at in kept else "" for at, line in enumerate(lines))
    return listed(itemised(_unsigned(text))), chosen.header


def _rich(text: str, outer: Header, is_reply: bool, path: str) -> Read:
    lines, places = tree_lines(text)
    chosen = choose(lines, outer, is_reply)
    if len(chosen.lines) < len(lines):
        kept = {lines[at].place for at in chosen.lines}
        text = places.without({line.place for line in lines} - kept)
    return page_of(text, path), chosen.header


def _header(message: EmailMessage) -> Header:
    sender, address = parseaddr(str(message.get("from", "")))
    date = message["date"]
    day = date.datetime.date() if getattr(date, "datetime", None) else None
    return Header(sender, address, day, str(message.get("subject", "")))


def saved_page(raw: bytes, path: str) -> Page:
    """Read the page of a .mhtml file; the address it was saved from is its URL."""
    message = _message(raw, path)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if part is None:
        raise DocumentError(path, "the file holds no web page")
    page = page_of(_text(part, path), path)
    url = message.get("snapshot-content-location") or part.get("content-location")
    return replace(page, stated={"source_url": str(url), **page.stated}) if url else page


def _bodies(message: Any, path: str) -> Iterator[Any]:
    """Yield the parts that are read.

    Of alternatives the plain one, unless it is a stub beside the other; no attachments.
    """
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
    """Return a text without the signature below its last "-- ".

    More than a few lines there are no signature.
    """
    text = SENT_FROM.sub("", LIST_FOOTER.split(f"\n{text}")[0]).removeprefix("\n")
    body, mark, signature = text.rpartition("\n-- \n")
    return body if mark and signature.strip("\n").count("\n") <= SIGNED else text


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
