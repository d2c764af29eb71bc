"""True cited sentences, and what may happen to them.

Alterations that change the meaning, and changes that do not.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.answer import Evidence
from assistant.domain.readout import BOTH_SIDES, Readout, Sentence

MODALS = ("will", "would", "should", "must", "may", "can", "could")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
COUNTRIES = ("Norway", "Bolivia", "Mongolia", "Kenya")
NUMBER_WORDS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "twenty",
    "fifty",
    "hundred",
    "thousand",
)
PROPER = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})*")


@dataclass(frozen=True)
class Cited:
    """A sentence of a readout with one who speaks in it."""

    readout: Readout
    sentence: Sentence

    @property
    def speaker(self) -> str:
        return self.sentence.speakers[0]

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.readout, self.sentence, 1.0)


def cited_sentences(readouts: Sequence[Readout], count: int, seed: int = 6) -> list[Cited]:
    """Return sentences of six words or more that one person or side speaks in, at random, without those that print brackets."""
    found = [
        Cited(readout, sentence)
        for readout in readouts
        for sentence in readout.sentences
        if len(sentence.speakers) == 1
        and sentence.speakers != (BOTH_SIDES,)
        and len(sentence.text.split()) > 5
        and not set('[]*_"“”‘<>{}|\\~^') & set(sentence.text)
    ]
    return random.Random(seed).sample(found, min(count, len(found)))


def quoting(case: Cited, words: str | None = None, speaker: str | None = None) -> str:
    """Return prose that quotes."""
    return f"{speaker or case.speaker} said: “{case.sentence.text if words is None else words}” [1]"


# What these mean, the sentence before or the speaker tells: retold in another's voice they are
# refused, as they should be.
POINTING = re.compile(
    r"(?:He|She|It|They|This|That|These|Those|Such|There|Its|His|Her|Their|Then|Here)\b|.*\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves)\b",
    re.DOTALL,
)


def telling(case: Cited, words: str | None = None, speaker: str | None = None) -> str:
    """Return prose that tells the same in its own voice."""
    text = (case.sentence.text if words is None else words).rstrip(".")
    return f"{speaker or case.speaker} said that {text} [1]."


Alteration = Callable[[str, random.Random], str | None]


def _swap(
    pattern: str, choose: Callable[[re.Match[str], random.Random], str], flags: int = 0
) -> Alteration:
    def alter(text: str, chance: random.Random) -> str | None:
        found = list(re.finditer(pattern, text, flags))
        if not found:
            return None
        match = chance.choice(found)
        return text[: match.start()] + choose(match, chance) + text[match.end() :]

    return alter


def _other(options: Sequence[str]) -> Callable[[re.Match[str], random.Random], str]:
    return lambda match, chance: chance.choice(
        [option for option in options if option.casefold() not in match.group().casefold()]
    )


def _digits(match: re.Match[str], chance: random.Random) -> str:
    return str(int(match.group()) + chance.choice((1, 2, 10)))


ALTERATIONS: dict[str, Alteration] = {
    "not deleted": _swap(r"\bnot |n[’']t\b", lambda match, chance: ""),
    "not added": _swap(
        r"\b(?:will|would|is|are|has|have|should|must|can) (?!not)",
        lambda match, chance: f"{match.group()}not ",
    ),
    "number": _swap(r"(?<![\w.,])\d{1,3}(?![\w,]|\.\d)", _digits),
    "number word": _swap(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", _other(NUMBER_WORDS)),
    "name": _swap(PROPER.pattern, _other(("Whitcombe", "Adeyemi", "Orlandini"))),
    "date": _swap(
        rf"\b(?:{'|'.join(MONTHS)})\b|\b20\d\d\b",
        lambda m, c: "1987" if m.group().isdigit() else _other(MONTHS)(m, c),
    ),
    "modal": _swap(rf"\b(?:{'|'.join(MODALS)})\b", _other(MODALS)),
    "opposite": _swap(r"\bsupport(?=s?\b)", lambda match, chance: "oppose"),
}


def countries_altered(text: str, pattern: str, chance: random.Random) -> str | None:
    """Put another country in the place of one."""
    return _swap(rf"\b{pattern}(?!\w)", _other(COUNTRIES))(text, chance)


def stitched(one: str, other: str) -> str | None:
    """Join the first half of one sentence to the second half of another."""
    first, second = one.split(), other.split()
    if len(first) < 8 or len(second) < 8:
        return None
    return " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])


def harmless(text: str) -> Iterator[tuple[str, str]]:
    """Yield prose changed as no reader would mind: white space, quote style, the last mark."""
    yield "white space", text.replace(" ", "  ", 3).replace(" of ", " of\u00a0")
    yield "quote style", text.replace("“", '"').replace("”", '"').replace("'", "’")
    yield "guillemets", text.replace("“", "«").replace("”", "»")
    yield "no last mark", re.sub(r"[.](?=(?:” )?\[1\])", "", text).rstrip(".")
    yield "a comma last", re.sub(r"[.]” \[1\]", ",” [1]", text)
    yield (
        "marker behind the stop",
        re.sub(r" \[1\]\.?$", ". [1]", text) if "“" not in text else text,
    )
