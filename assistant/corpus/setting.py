"""Where an event took place and in which language its account is written, read off the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.corpus.furniture import DATELINE, HEAD, dateline_length
from assistant.domain.readout import Kind
from assistant.gazetteer import seat_rows
from assistant.text import STOPWORDS, WORD, fold

ENGLISH = 0.2  # share of an English text's words that are the commonest ones; .35 to .5 in readouts, under .1 in other languages
OWN = frozenset("the and with that which their between would should were".split())
# Share of them in a paragraph: .05 is one in a row of twenty names. None is a common word of
# German, French, Spanish, Dutch, Danish, Portuguese, Turkish or Indonesian.
ENGLISH_ALONE = 0.05
ENOUGH = 20  # words; of fewer the language is not told
BEGINNING = 3000  # characters


def find_place(opening: str, title: str, lead: str, kind: Kind) -> str | None:
    """Return the place of the dateline, else the seat of government in which title or lead say they met; a call has none."""
    if kind == "call":
        return None
    if dateline_length(opening):
        match = DATELINE.match(opening[:HEAD])
        name = match["place"] if match else ""
        return name.title() if name.isupper() else name or None
    for text in (title, lead):
        match = _in_a_seat().search(text)
        if match:
            return str(match["seat"])
    return None


def find_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of most paragraphs.

    None where there is too little of it.

    Names and foreign titles in a paragraph do not make it foreign: a few words that only English
    has tell more.
    """
    paragraphs = [
        (paragraph, [fold(word) for word in WORD.findall(paragraph)])
        for paragraph in text[:BEGINNING].split("\n\n")
    ]
    every = [word for _, words in paragraphs for word in words]
    if len(every) < ENOUGH:
        return None
    long = [pair for pair in paragraphs if len(pair[1]) >= ENOUGH] or [(text[:BEGINNING], every)]
    foreign = [pair for pair in long if not _is_english(pair[1])]
    if sum(len(words) for _, words in foreign) * 2 <= sum(len(words) for _, words in long):
        return "en"
    import py3langid  # most libraries are English and need not wait a second for it

    code: str = py3langid.classify("\n".join(paragraph for paragraph, _ in foreign))[0]
    return code


def _is_english(words: Sequence[str]) -> bool:
    common = sum(word in STOPWORDS for word in words)
    own = sum(word in OWN for word in words)
    return common > ENGLISH * len(words) or own > ENGLISH_ALONE * len(words)


@lru_cache(maxsize=1)
def _in_a_seat() -> re.Pattern[str]:
    names = sorted((seat for seat, _ in seat_rows()), key=len, reverse=True)
    return re.compile(rf"\b(?:in|at)\s+(?:the\s+)?(?P<seat>{'|'.join(map(re.escape, names))})\b")
