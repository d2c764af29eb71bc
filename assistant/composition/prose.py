"""A model's prose taken apart.

Sentences as they come, the quotes in a sentence, and the pieces that its citations close.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.corpus.sentences import sentence_spans

MARKERS = re.compile(r"\[\s*([0-9]{1,6}(?:\s*[,;]\s*[0-9]{1,6})*)\s*\]")
LEADING_MARKERS = re.compile(r"(?:\[[0-9\s,;]+\][.,;]?\s*)+")
ITEM = re.compile(r"^\s*(?:[-•–*]|\d{1,2}[.)])\s+")
EMPHASIS = re.compile(r"[*`]")  # the model's own, which the verifier could not vouch for
HEADING = re.compile(r"^\s*[#>]+\s*")
WINDOW, LONGEST = (
    400,
    2000,
)  # characters: looked at first; of a sentence, which is cut there and will not pass
TELLING = frozenset('.!?…"“”«»')
HIDDEN = frozenset({"Cf", "Cc", "Co", "Cs"})
DOUBLE = {"“": "”", "„": "“”", "«": "»", '"': '"'}
CLOSING = "”»"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words between quotation marks.

    [start, end) in the sentence, the marks themselves left out.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two citations of a sentence, [start, end), with the markers that close it (none: no citation does)."""

    start: int
    end: int
    markers: tuple[int, ...]


class Sentences:
    """Splits prose into sentences while it is being written.

    `feed` returns those that are complete, each with the white space and list mark before it;
    joined with what `finish` returns they are the same however the text was cut into pieces. A
    sentence ends no earlier than its quotes do, and takes the markers behind it along.
    """

    def __init__(self) -> None:
        self._line = ""
        self._before = ""
        self._is_open = False  # a sentence may have ended, but the word behind it is not whole

    def feed(self, text: str) -> list[tuple[str, str]]:
        """Add text; return (what stands before it, sentence) for each sentence now complete."""
        *lines, rest = (self._line + visible(text)).split("\n")
        found: list[tuple[str, str]] = []
        for line in lines:
            self._line = line
            found += self._taken(whole=True)
            self._before = self._before.strip(" ") + "\n"
        self._line = rest
        # A sentence becomes known by what may end one, or by the word behind that.
        if found or self._is_open or len(rest) > LONGEST or not TELLING.isdisjoint(text):
            found += self._taken(whole=False)
        return found

    def finish(self) -> list[tuple[str, str]]:
        """Return the sentences that remain."""
        return self._taken(whole=True)

    def _taken(self, whole: bool) -> list[tuple[str, str]]:
        """Take complete sentences off the line, one at a time, so that how much stood behind one changes nothing."""
        found = []
        while end := self._first_end(whole):
            start = len(self._line) - len(self._line.lstrip())
            sentence, self._line = self._line[start:end], self._line[end:]
            item = ITEM.match(sentence)
            bare = HEADING.sub("", sentence[item.end() :] if item else sentence)
            found.append((self._before + ("- " if item else ""), EMPHASIS.sub("", bare)))
            self._before = " "
        return found

    def _first_end(self, whole: bool) -> int:
        """Return where the line's first sentence ends.

        0 where that is not known yet, or nothing is left.

        Only as much of the line is looked at as tells: a reply may be one line of a thousand
        sentences.
        """
        reach = WINDOW
        while True:
            looked = self._line[:reach]
            spans = _spans(looked)
            if len(spans) > 2 or reach >= len(self._line):
                break
            reach *= 2
        self._is_open = len(spans) > 1
        known = len(spans) > 2 or (whole and spans) or _is_firm(looked, spans)
        if known:
            return min(spans[0][1], LONGEST)
        return LONGEST if len(self._line.strip()) > LONGEST else 0


def _is_firm(line: str, spans: list[tuple[int, int]]) -> bool:
    """Tell whether more text could not move the end of the first sentence.

    A whole word stands behind it.
    """
    if len(spans) < 2:
        return False
    behind = line[slice(*spans[1])]
    return len(spans) > 2 or (
        re.search(r"\w\W", behind) is not None and not re.fullmatch(r"\[[0-9\s,;]*", behind)
    )


def visible(text: str) -> str:
    """Return a text without characters that nobody sees."""
    kept = (
        " " if char == "\t" else char
        for char in text
        if char in "\n\t" or unicodedata.category(char) not in HIDDEN
    )
    return "".join(kept)


def _spans(line: str) -> list[tuple[int, int]]:
    """Return the sentences of a line.

    None ends within double quotation marks, and markers go with the sentence before them.
    """
    found: list[tuple[int, int]] = []
    outside = _outside_quotes(line)
    for first, last in sentence_spans(line):
        if found and not outside[found[-1][1]]:
            found[-1] = (found[-1][0], last)
            continue
        leading = LEADING_MARKERS.match(line, first, last) if found else None
        if leading:
            found[-1] = (found[-1][0], first + len(leading.group().rstrip()))
            first = leading.end()
        if first < last:
            found.append((first, last))
    return found


def _outside_quotes(line: str) -> list[bool]:
    """Tell of each place of a line, its end included, whether it stands outside double quotation marks."""
    outside, straight, depth = [True], False, 0
    for char in line:
        if char == '"' and depth == 0:
            straight = not straight
        elif not straight:
            depth = max(0, depth + (char in "“«") - (char in "”»"))
        outside.append(not straight and depth == 0)
    return outside


def quotes(text: str) -> tuple[Quote, ...] | None:
    """Return the outermost quotes of a sentence in order.

    None where a quotation mark has no partner, or not its own.

    A quote begins and ends with a word or mark: '"We trust "their" generals"' is no two quotes.
    """
    found: list[Quote] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in DOUBLE:
            end = _closing(text, at)
        elif char in "‘'" and _opens(text, at):
            end = next(
                (i for i in range(at + 2, len(text)) if text[i] in "’'" and _closes(text, i)), None
            )
        elif char in CLOSING:
            return None
        else:
            at += 1
            continue
        if (
            end is None
            or not text[at + 1 : end].strip()
            or text[at + 1].isspace()
            or text[end - 1].isspace()
        ):
            return None
        found.append(Quote(at + 1, end))
        at = end + 1
    # Behind a quote in single marks, a further one that closes may be what closes it.
    single = next((quote for quote in found if text[quote.end] in "’'"), None)
    stray = single and any(
        text[i] in "’'" and _closes(text, i) for i in range(single.end + 1, len(text))
    )
    return None if stray else tuple(found)


def _closing(text: str, at: int) -> int | None:
    """Return where the partner of a double quotation mark stands.

    Marks of the same kind may be nested.
    """
    opening, closing, depth = text[at], DOUBLE[text[at]], 0
    for i in range(at + 1, len(text)):
        if text[i] in closing:
            if depth == 0:
                return i
            depth -= 1
        elif text[i] == opening:
            depth += 1
    return None


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and bool(after.strip())


def _closes(text: str, at: int) -> bool:
    return not text[at + 1 : at + 2].isalnum() and not text[at - 1].isspace()


def pieces(text: str, quoted: tuple[Quote, ...]) -> tuple[Piece, ...]:
    """Return the pieces of a sentence; a marker printed within quotes is no citation."""
    found: list[Piece] = []
    start = 0
    for match in MARKERS.finditer(text):
        if any(quote.start <= match.start() < quote.end for quote in quoted):
            continue
        markers = tuple(int(number) for number in re.findall(r"\d+", match[1]))
        if found and not text[start : match.start()].strip(" ,;"):
            found[-1] = Piece(found[-1].start, found[-1].end, (*found[-1].markers, *markers))
        else:
            found.append(Piece(start, match.start(), markers))
        start = match.end()
    if not re.fullmatch(r"[\s.,;:]*[”»\"’]?", text[start:]):
        found.append(Piece(start, len(text), ()))
    return tuple(found)
