"""Direct speech: which sentences stand in quotation marks, and which of them are one quotation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.readout import Paragraph, Sentence

MIN_WORDS = 5  # fewer in quotation marks are a term, not speech, unless they are a whole sentence
OPEN, CLOSE, STRAIGHT = "“„«", "”»", '"'


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, [start, end) in the readout's text with its marks; `goes_on` where the paragraph ends in it."""

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
    """Return the quotations of a readout in order; words in quotation marks that are no speech are left out."""
    found: list[Quotation] = []
    for paragraph in paragraphs:
        opened: int | None = None
        for at in range(paragraph.start, paragraph.end):
            char = text[at]
            if opened is None and (char in OPEN or (char == STRAIGHT and _opens(text, at))):
                opened = at
            elif opened is not None and (char in CLOSE or (char == STRAIGHT and not _opens(text, at))):
                if _is_speech(text[opened + 1 : at]):
                    found.append(Quotation(opened, at + 1))
                opened = None
        if opened is not None and _is_speech(text[opened + 1 : paragraph.end]):
            found.append(Quotation(opened, paragraph.end, goes_on=True))
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–") and at + 1 < len(text) and not text[at + 1].isspace()


def _is_speech(quoted: str) -> bool:
    words = quoted.split()
    return len(words) >= MIN_WORDS or (len(words) > 1 and quoted.rstrip()[-1:] in ".!?," and words[0][0].isupper())
