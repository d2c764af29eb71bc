"""Recognise what an editor adds to an account: notes, corrections, contacts, end marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.corpus.sentences import sentence_spans

# A line, or the head of a line, that says the account is over; a mark that may also stand between
# two parts of it.
END_MARK = re.compile(r"^[\s*_(\[]{0,4}(?:ENDS?|Ends?|-+\s?30\s?-+|#\s?#\s?#)[\s.*_)\]]{0,4}$")
END_BEFORE = re.compile(r"^[*_(\[]{0,3}(?:ENDS|-+\s?30\s?-+|#\s?#\s?#)[.*_)\]]{0,3}\s+(?=\S)")
BREAK_MARK = re.compile(r"^(?:[*_\-–—•·=~]\s?){3,30}$")
OPENING = r"^[\s*_(\[{•-]{0,4}"
NOTE = re.compile(
    OPENING
    + r"""(?:
        (?:(?:notes?|message|information|background)\s+(?:to|for)\s+(?:the\s+)?(?:editors?|media
          |press|journalists|readers?)
        |(?:editors?|editor['’]s|editors['’]|editorial|translators?['’]?s?|transcribers?['’]?s?
          |transcript)\s+notes?
        |footnotes?|notes?|corrections?|corrigend(?:um|a)|errat(?:um|a)|clarifications?|disclaimer
          |updates?|ed\.?)
        \s?[*_]{0,2}(?:[:–—\])]|\s-\s|$)
      | (?:this|the)\s(?:transcript|text|translation|page|article|statement|release|readout|story
        |version|document|item|post
        |interview|conversation|briefing|video|recording)\s
        (?:of\sthe\s\w+\s)?(?:has|have|was|were|is)\s(?:since\s|later\s|also\s|been\s|not\s
          |lightly\s|slightly\s|only\s){0,3}
        (?:edited|corrected|amended|updated|translated|revised|condensed|abridged|archived
          |provided|produced|prepared|published|posted)\b
      | (?:last\s|first\s)?(?:updated|corrected|amended|revised|published|posted)\s(?:to|on|at
        |with|in|by)\b(?=.{0,160}$)
      | (?:this\sis\s)?(?:an?\s)?(?:rough|unofficial|rush|courtesy|working|provisional|machine
        |informal)\s
        (?:english\s)?(?:translation|transcript|transcription|version)\b
      | (?:please\s)?check\sagainst\sdelivery\b | (?:as\s)?(?:prepared\sfor|as)\sdeliver(?:y|ed)\b
      | translated?\s(?:from|by)\b | transcri(?:bed|pt|ption)\s(?:by|provided|courtesy)\b
      | to\sbe\scontinued\b | (?:photo|picture|image|video|caption)s?(?:\s(?:credit|by|courtesy)
        |\s?:)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
CONTACT = re.compile(
    OPENING
    + r"""(?:
        (?:(?:press|media|news)\s)?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)
          |queries)(?:\s(?:details|information|person|us|for\s\w+))?
        \s?[*_]{0,2}(?:[:–—]|$)
      | for\s(?:more|further|additional|any|media|press|general)\s(?:further\s)?
        (?:information|details|enquiries|inquiries|queries|contact)\b
      | (?:please\s)?(?:contact|call|e-?mail|write\sto)\s[^.!?]{0,80}(?:@|\d{3}|\b(?:press
        |media)\s(?:office|team|desk))
      | (?:tel|telephone|phone|mobile|mob|cell|fax|e-?mail|mail|web|website|twitter|press\soffice
        |office\sphone)\.?\s?[*_]{0,2}[:\d+(]
      | \+?[\d()][\d\s()./-]{6,24}$
      | [\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{1,60}[\s.]{0,3}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Headings behind which the account is over: notes, contacts, what the house says of itself.
BACK_MATTER = re.compile(
    OPENING
    + r"""(?:notes?\s(?:to|for)\s(?:the\s)?(?:editors?|media|press|journalists)
      | (?:(?:press|media|news)\s)(?:contacts?|enquiries|inquiries|queries)(?:\sdetails)?
        | contacts?(?:\sdetails)?
      | further\s(?:information|reading) | (?:related|more)\s(?:links|news|content|articles
        |stories))\s?[*_]{0,2}:?[*_]{0,2}$""",
    re.IGNORECASE | re.VERBOSE,
)
# Lines of a form, which head a text and are no title.
FORM = re.compile(
    r"^[*_\[(]{0,3}(?:date|time|day|place|venue|location|subject|topic|present|absent"
    r"|in attendance|attendees|participants?)"
    r"[*_\])]{0,3}\s?:",
    re.IGNORECASE,
)
# What ends a text and stands behind its last sentence where breaks were lost.
LAST = re.compile(r"^[\[(<]?to be continued\b.{0,12}$", re.IGNORECASE)
FINISHED = re.compile(r"[.!?…][\"'”’)\]*_]*$")


def is_aside(block: str) -> bool:
    """Tell whether a paragraph is an editor's: a note, a correction, a contact, an end mark."""
    return any(p.match(block) for p in (NOTE, CONTACT, END_BEFORE)) or is_end_mark(block)


def split_asides(block: str) -> list[int]:
    """Return where an aside begins inside a block, and where the words go on behind it."""
    spans = sentence_spans(block)
    starts: list[int] = []
    for number, (start, end) in enumerate(spans[1:], 1):
        text = block[start:end]
        is_last = number == len(spans) - 1
        if is_last and (is_end_mark(text) or LAST.match(text)):
            starts.append(start)
        elif text[0] in "[(" and NOTE.match(text):
            close = block.find("]" if text[0] == "[" else ")", start)
            after = next((s for s, _ in spans if s > close > 0), None)
            starts += [start] if after is None else [start, after]
    return starts


def is_end_mark(line: str) -> bool:
    """Tell whether a whole line says that the account ends: "ENDS", "###", "-30-"."""
    return len(line) < 12 and END_MARK.match(line) is not None


def is_break_mark(line: str) -> bool:
    """Tell whether a whole line only sets two parts of a text apart: "* * *", "---"."""
    return BREAK_MARK.match(line[:100]) is not None


def stands_alone(line: str) -> bool:
    """Tell whether a line is a paragraph by itself though no blank line parts it from the next."""
    return is_end_mark(line) or BACK_MATTER.match(line[:100]) is not None


def find_end(blocks: Sequence[str], turns: Sequence[bool]) -> int:
    """Return the number of the first block behind the account's end; of all blocks without one.

    `turns` tells of each block whether it begins somebody's turn: while one follows, the account
    goes on. Of marks like "###", which may also part its sections, the last counts.
    """
    last_turn = max((i for i, turn in enumerate(turns) if turn), default=-1)
    first_words = next((i for i, block in enumerate(blocks) if FINISHED.search(block)), len(blocks))
    ends = [i for i, block in enumerate(blocks) if i > max(last_turn, first_words) and _ends(block)]
    if not ends:
        return len(blocks)
    signs = [i for i in ends if "#" in blocks[i][:6]]
    words = [i for i in ends if i not in signs]
    return min([*words[:1], *signs[-1:]])


def _ends(block: str) -> bool:
    return (
        is_end_mark(block)
        or END_BEFORE.match(block[:40]) is not None
        or (len(block) < 100 and BACK_MATTER.match(block) is not None)
    )
