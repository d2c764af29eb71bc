"""Hold every sentence against a second reading of its file; what it does not confirm is a doubt."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.corpus.formats import ZERO_WIDTH
from assistant.domain.readout import Doubt, Sentence
from assistant.text import QUOTE_MARKS

DIFFERS = "a second reading of the file has other words here"
# Hyphens and dashes are drawn, broken and joined differently by every reader: one character.
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufffe\u00ad", "-"))
KEY = 6  # letters by which the beginning of a line is found
SHORT = 12  # letters of a line between two others that is not believed to stand between them
MOST_STEPS = 200  # tries for one sentence; one that needs more is in doubt


def find_doubts(
    sentences: Sequence[Sentence],
    second: str | None,
    marks: Sequence[tuple[str, int]] = (),
    text: str | None = None,
) -> tuple[Doubt, ...]:
    """Return a doubt for every sentence that the second reading does not hold, letter by letter.

    White space, hyphens and the shape of quotation marks are set aside, as readers differ in
    them; figures, letters and all other marks count. `marks` are the footnote marks taken out of
    the text and the offsets behind which they stood; the second reading may still have them
    there. It may also have its lines in another order, as those of columns: then every line of a
    sentence must stand in it, and a line left out between two must stand elsewhere in `text`,
    which is all that the first reading has. With no second reading there is no doubt.
    """
    if second is None:
        return ()
    lines = _Lines(second, text if text is not None else " ".join(s.text for s in sentences))
    return tuple(
        Doubt(sentence.start, sentence.end, DIFFERS)
        for sentence in sentences
        if not lines.hold(compared(sentence.text))
        and not _holds_marked(lines.whole, sentence, marks)
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
    """Return a text as it is compared: NFKC, no white space, no hyphens, straight quotes."""
    bare = ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text).translate(DASHES)).translate(
        QUOTE_MARKS
    )
    return "".join(bare.split()).replace("-", "")


class _Lines:
    """The lines of the second reading, one after the other as one string, and where each begins."""

    def __init__(self, second: str, text: str) -> None:
        lines = [line for part in second.splitlines() if (line := compared(part))]
        self.whole = "".join(lines)
        self.first = compared(text)
        self.starts: list[int] = []
        offset = 0
        for line in lines:
            self.starts.append(offset)
            offset += len(line)
        self.heads: dict[str, list[int]] = defaultdict(list)  # by the first letters of a line
        self.short: dict[str, list[int]] = defaultdict(list)  # lines of fewer letters than that
        self.tails: dict[str, list[int]] = defaultdict(
            list
        )  # where the last letters of a line begin
        self.elsewhere: dict[int, bool] = {}
        for start, line in zip(self.starts, lines, strict=True):
            for length in range(1, min(KEY, len(line) + 1)):
                self.tails[line[-length:]].append(start + len(line) - length)
            for length in range(1, min(KEY, len(line)) + 1):
                self.heads[line[:length]].append(start)
            if len(line) < KEY:
                self.short[line].append(start)
        self.steps = 0

    def hold(self, sentence: str) -> bool:
        """Tell whether a sentence stands in the lines, as one or broken off at lines' ends."""
        if sentence in self.whole:
            return True
        self.steps = 0
        return any(self._goes_on(sentence, 0, start) for start in self._beginnings(sentence))

    def _beginnings(self, sentence: str) -> Iterator[int]:
        key = sentence[:KEY]
        at = self.whole.find(key)
        while at >= 0:
            yield at
            at = self.whole.find(key, at + 1)
        for length in range(1, KEY):
            yield from self.tails.get(sentence[:length], ())

    def _goes_on(self, sentence: str, done: int, at: int, left: int = -1) -> bool:
        """Tell whether a sentence, from the letter `done` on, stands at a place and in other lines.

        `left` is the line left out last: to go back to it is to read one column into another.
        """
        self.steps += 1
        if self.steps > MOST_STEPS:
            return False
        same = 0
        whole = self.whole
        while (
            done + same < len(sentence)
            and at + same < len(whole)
            and sentence[done + same] == whole[at + same]
        ):
            same += 1
        if done + same == len(sentence):
            return True
        ends = self._ends(at, at + same)
        return any(
            self._goes_on(sentence, done + end - at, start, end)
            for end in reversed(ends[-2:])
            if (done == 0 or end - at >= SHORT) and self._is_elsewhere(end)
            for start in self._lines_with(sentence[done + end - at :][:KEY])
            if start not in (end, left)
        )

    def _lines_with(self, letters: str) -> Iterator[int]:
        """Yield where lines begin that begin with these letters, or that are the first of them."""
        yield from self.heads.get(letters, ())
        for length in range(1, len(letters)):
            yield from self.short.get(letters[:length], ())

    def _ends(self, low: int, high: int) -> list[int]:
        """Return where lines end within a stretch."""
        found = self.starts[bisect_right(self.starts, low) : bisect_right(self.starts, high)]
        return [*found, high] if high == len(self.whole) else found

    def _is_elsewhere(self, start: int) -> bool:
        """Tell whether a line that a sentence leaves out is in the first reading."""
        if start not in self.elsewhere:
            number = bisect_left(self.starts, start)
            end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.whole)
            self.elsewhere[start] = self.whole[start:end] in self.first
        return self.elsewhere[start]
