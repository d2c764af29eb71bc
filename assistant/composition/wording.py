"""How the wording of one quote differs from that of an earlier one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

TOKEN = re.compile(r"\S+")
SHORTEST = 2  # words; a single word that differs is seldom what changed
MOST = 3  # stretches each way


def changes(earlier: str, later: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the stretches of words that the later text adds, and those of the earlier that it omits, as printed."""
    old, new = list(TOKEN.finditer(earlier)), list(TOKEN.finditer(later))
    matcher = SequenceMatcher(
        None, [_bare(t.group()) for t in old], [_bare(t.group()) for t in new], autojunk=False
    )
    added: list[str] = []
    omitted: list[str] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal":
            omitted += _stretch(earlier, old, old_from, old_to)
            added += _stretch(later, new, new_from, new_to)
    return tuple(added[:MOST]), tuple(omitted[:MOST])


def _stretch(text: str, tokens: list[re.Match[str]], first: int, last: int) -> list[str]:
    return (
        [text[tokens[first].start() : tokens[last - 1].end()]] if last - first >= SHORTEST else []
    )


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:“”\"'’()")
