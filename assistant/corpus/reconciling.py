"""Hold every sentence against a second, independent reading of its file; what that does not confirm is a doubt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from assistant.corpus.formats import ZERO_WIDTH
from assistant.domain.readout import Doubt, Sentence
from assistant.text import QUOTE_MARKS

DIFFERS = "a second reading of the file has other words here"
# Hyphens and dashes are drawn, broken and joined differently by every reader; they are compared as one character.
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufffe\u00ad", "-"))


def find_doubts(sentences: Sequence[Sentence], second: str | None) -> tuple[Doubt, ...]:
    """Return a doubt for every sentence that the second reading does not hold, letter by letter.

    White space, hyphens and the shape of quotation marks are set aside, as readers differ in them; figures, letters and all
    other marks count. With no second reading there is no doubt.
    """
    if second is None:
        return ()
    there = compared(second)
    return tuple(Doubt(s.start, s.end, DIFFERS) for s in sentences if compared(s.text) not in there)


def compared(text: str) -> str:
    """Return a text as two readings are compared: composed (NFKC), no white space, no hyphens, straight quotation marks."""
    bare = ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text).translate(DASHES)).translate(
        QUOTE_MARKS
    )
    return "".join(bare.split()).replace("-", "")
