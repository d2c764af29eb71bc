"""Answers as Markdown that a browser may render: what a readout brings is text there, never markup."""

from __future__ import annotations

import re

# Quotes may hold anything a page held: an image would make the reader's browser fetch it.
MARKUP = re.compile(r"[\\`<>\[\]!#|~&$]")
OWN = re.compile(r"\[\d+\]")


def safe_markdown(text: str) -> str:
    """Return an answer's Markdown with only its own emphasis and [n] markers left active."""
    parts, position = [], 0
    for own in OWN.finditer(text):
        parts += [_inert(text[position : own.start()]), own.group()]
        position = own.end()
    return "".join([*parts, _inert(text[position:])])


def _inert(text: str) -> str:
    return MARKUP.sub(lambda match: f"&#{ord(match.group())};", text)


def escape(text: str) -> str:
    """Return anybody's words as Markdown in which nothing is active."""
    return _inert(text)
