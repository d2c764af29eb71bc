"""Direct speech: which sentences stand in quotation marks, and which of them are one quotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.attribution.tokens import Token
from assistant.domain.readout import JOINT, Paragraph, Sentence
from assistant.text import spell_ayins

MIN_WORDS = 5  # fewer in quotation marks are a term, not speech, unless they are a whole sentence
UNKNOWN = "the readout does not tell whose words are quoted"
OPEN, CLOSE, STRAIGHT, SINGLE = "“„«‘", "”»", '"', "'"
MARKS = re.compile("[“„«‘”»’\"']")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, [start, end) in the readout's text with its marks.

    `goes_on` where the paragraph ends in it.
    """

    start: int
    end: int
    goes_on: bool = False

    def holds(self, sentence: Sentence) -> bool:
        """Tell whether most of a sentence stands in it."""
        overlap = min(self.end, sentence.end) - max(self.start, sentence.start)
        return overlap > 0.5 * (sentence.end - sentence.start)

    def touches(self, sentence: Sentence) -> bool:
        """Tell whether any of a sentence stands in it."""
        return min(self.end, sentence.end) > max(self.start, sentence.start)


def find_quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """Return the quotations of a readout in order.

    Words in quotation marks that are no speech are left out.
    """
    found: list[Quotation] = []
    text = spell_ayins(text)
    for paragraph in paragraphs:
        opened: int | None = None
        for mark in MARKS.finditer(text, paragraph.start, paragraph.end):
            at, char = mark.start(), mark.group()
            if opened is None and (
                char in OPEN
                or (char == STRAIGHT and _opens(text, at))
                or (char == SINGLE and _opens(text, at) and text[at + 1].isupper())
            ):
                opened = at
            elif opened is not None and (
                char in CLOSE
                or (char == STRAIGHT and not _opens(text, at))
                or _closes_single(text, at, opened)
            ):
                if _is_speech(text[opened + 1 : at]):
                    found.append(Quotation(opened, at + 1))
                opened = None
            elif opened is not None and _ends_term(text, at, opened):
                opened = None
        is_open = opened is not None and text[opened] != SINGLE
        if opened is not None and is_open and _is_speech(text[opened + 1 : paragraph.end]):
            found.append(Quotation(opened, paragraph.end, goes_on=True))
    return tuple(found)


def outside(
    quotations: Sequence[Quotation], sentence: Sentence, tokens: Sequence[Token]
) -> list[Token]:
    """Return a sentence's tokens outside quotations, the marks themselves kept.

    None where all of it is quoted.
    """
    inside = [q for q in quotations if q.touches(sentence)]
    if not inside:
        return list(tokens)
    kept = [
        t for t in tokens if not any(q.start < sentence.start + t.start < q.end - 1 for q in inside)
    ]
    return kept if any(t.text[0].isalpha() for t in kept) else []


def marks_of(
    quotations: Sequence[Quotation], sentence: Sentence, tokens: Sequence[Token]
) -> list[int]:
    """Return the numbers of the tokens that open or close a quotation in a sentence."""
    places = {q.start for q in quotations} | {q.end - 1 for q in quotations if not q.goes_on}
    return [i for i, t in enumerate(tokens) if sentence.start + t.start in places]


def give_speakers(
    quotations: Sequence[Quotation],
    sentences: Sequence[Sentence],
    is_quoted: Sequence[bool],
    introducer: Callable[[int], tuple[str, ...]],
) -> tuple[Sentence, ...]:
    """Give quoted sentences the speaker of their quotation.

    Named in it, before it, or that of the quotation before.

    `is_quoted` marks the sentences that are all quotation; `introducer` tells whom a sentence
    ending in a colon names.
    """
    out = list(sentences)
    previous: tuple[str, ...] = ()
    for quotation in quotations:
        touched = [i for i, s in enumerate(out) if quotation.touches(s)]
        if not touched:
            continue
        named = next((out[i].speakers for i in touched if not is_quoted[i] and out[i].speakers), ())
        # Words beside a quotation that name nobody known name somebody else, or nobody.
        is_bare = all(is_quoted[i] for i in touched)
        if is_bare and touched[0]:
            before = touched[0] - 1
            if out[before].text.rstrip().endswith(":"):
                named = out[before].speakers or introducer(before)
            elif is_quoted[before]:
                named = previous or out[before].speakers
            elif len(out[before].speakers) == 1 and out[before].speakers != JOINT:
                named = out[before].speakers
        for i in touched:
            if is_quoted[i] or (quotation.holds(out[i]) and not out[i].speakers):
                reason = None if named else out[i].reason or UNKNOWN
                out[i] = replace(out[i], speakers=named, reason=reason)
        previous = named
    return tuple(out)


def _closes_single(text: str, at: int, opened: int) -> bool:
    """Tell whether an apostrophe closes a quotation that ‘ or ' opened.

    Behind a stop or comma, and before no letter.
    """
    if (text[opened], text[at]) not in (("‘", "’"), (SINGLE, SINGLE)):
        return False
    return text[at - 1] in ",.!?" and not text[at + 1 : at + 2].isalnum()


def _ends_term(text: str, at: int, opened: int) -> bool:
    """Tell whether an apostrophe ends a term that another opened.

    The 'Neighbourhood First' policy.
    """
    return text[at] == text[opened] == SINGLE and not text[at + 1 : at + 2].isalnum()


def _opens(text: str, at: int) -> bool:
    return (
        (at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–")
        and at + 1 < len(text)
        and not text[at + 1].isspace()
    )


def _is_speech(quoted: str) -> bool:
    words = quoted.split()
    return len(words) >= MIN_WORDS or (
        len(words) > 1 and quoted.rstrip()[-1:] in ".!?," and words[0][0].isupper()
    )
