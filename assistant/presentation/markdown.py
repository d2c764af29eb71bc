"""Answers as Markdown that a browser may render.

What a readout brings is text there, never markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Quotes may hold anything a page held: an image would make the reader's browser fetch it, and
# "**Name**" would forge an attribution.
MARKUP = re.compile(r"[\\`<>\[\]!#|~&$*_]|:(?=//)|(?<=www)\.")  # a bare address would become a link
OWN = re.compile(r"\[\d+\](?![(:])|\*+")  # "[1](" would be a link and "[1]:" define one


def safe_markdown(text: str, foreign: Sequence[str]) -> str:
    """Return an answer's Markdown with its own emphasis and [n] markers active, and nothing in the `foreign` parts."""
    parts, position = [], 0
    wanted = sorted({part for part in foreign if part}, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, wanted)) or r"(?!)")
    for part in pattern.finditer(text):
        parts += [_own(text[position : part.start()]), escape(part.group())]
        position = part.end()
    return "".join([*parts, _own(text[position:])])


def escape(text: str) -> str:
    """Return anybody's words as Markdown in which nothing is active."""
    return MARKUP.sub(lambda match: f"&#{ord(match.group())};", text)


def _own(text: str) -> str:
    parts, position = [], 0
    for own in OWN.finditer(text):
        parts += [escape(text[position : own.start()]), own.group()]
        position = own.end()
    return "".join([*parts, escape(text[position:])])
