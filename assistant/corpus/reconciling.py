"""Hold every sentence against a second, independent reading of its file; what that does not confirm is a doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.corpus.formats import ZERO_WIDTH
from assistant.domain.readout import Doubt, Sentence
from assistant.text import QUOTE_MARKS

DIFFERS = "a second reading of the file has other words here"
# Hyphens and dashes are drawn, broken and joined differently by every reader; they are compared as one character.
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufffe\u00ad", "-"))


def find_doubts(
    sentences: Sequence[Sentence], second: str | None, marks: Sequence[tuple[str, int]] = ()
) -> tuple[Doubt, ...]:
    """Return a doubt for every sentence that the second reading does not hold, letter by letter.

    White space, hyphens and the shape of quotation marks are set aside, as readers differ in them; figures, letters and all
    other marks count. `marks` are the footnote marks taken out of the text and the offsets behind which they stood; the
    second reading may still have them there. With no second reading there is no doubt.
    """
    if second is None:
        return ()
    there = compared(second)
    return tuple(
        Doubt(sentence.start, sentence.end, DIFFERS)
        for sentence in sentences
        if compared(sentence.text) not in there and not _holds_marked(there, sentence, marks)
    )


def _holds_marked(there: str, sentence: Sentence, marks: Sequence[tuple[str, int]]) -> bool:
    """Tell whether a reading holds a sentence with the footnote marks that were taken out of it."""
    within = [(mark, at) for mark, at in marks if sentence.start < at < sentence.end]
    if not within:
        return False
    pattern, place = "", sentence.start
    for mark, at in within:
        piece = compared(sentence.text[place - sentence.start : at - sentence.start])
        pattern += rf"{re.escape(piece)}(?:[\[(]?{re.escape(compared(mark))}[\])]?)?"
        place = at
    pattern += re.escape(compared(sentence.text[place - sentence.start :]))
    return re.search(pattern, there) is not None


def compared(text: str) -> str:
    """Return a text as two readings are compared: composed (NFKC), no white space, no hyphens, straight quotation marks."""
    bare = ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text).translate(DASHES)).translate(
        QUOTE_MARKS
    )
    return "".join(bare.split()).replace("-", "")
