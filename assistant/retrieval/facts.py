"""Which sentences can state a fact that is asked for: a duration, a number, a place, a time, who took part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.answer import Evidence, Hit
from assistant.retrieval.evidence import Judge

NUMBER = r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|ninety|sixty|thirty)\b)"
# What the question asks for, and what a sentence that states it looks like; the first row that fits decides.
FACTS: tuple[tuple[str, str], ...] = (
    (r"\bhow long\b", r"\b(?:minutes?|hours?|hour-long|days?|weeks?)\b"),
    (r"\bhow (?:many|much|big|large)\b", NUMBER),
    (r"\bwhat time\b|\blocal time\b", r"\b\d{1,2}[:.]\d\d\b"),
    (r"\bin person\b|\bby phone\b|\bvirtual", r"\b(?:phone|telephone|call|virtual(?:ly)?|video|in person|met)\b"),
    (r"^(?:and )?where\b", r"\b(?:in|at|from|aboard|margins of|sidelines of) (?:the )?[A-Z]"),
    (r"^(?:and )?(?:who|which)\b", r"\b(?:join\w*|includ\w+|participat\w+|attend\w*|accompan\w+|invit\w+|led|hosted|spoke)\b"),
    (r"^(?:and )?(?:when|what (?:day|date))\b", r"\b(?:today|yesterday|on [A-Z][a-z]+ \d|\d{1,2} [A-Z][a-z]+ \d{4})\b"),
)
STATES = 0.5  # what stating such a fact counts beside the topic's support, which is 0..1
NAMES_EVENT = 0.25  # the first sentence narrates the event, and most facts of it stand there


def state_fact(question: str, hits: Sequence[Hit], judge: Judge, threshold: float, limit: int) -> tuple[Evidence, ...]:
    """Return the likeliest statements of the fact in the best readout, best first, its opening sentence among them.

    Facts of an event stand in its own readout: only that of the best hit is looked through, but whole. Where no
    sentence of it has the threshold's support, it is another event's readout, and nothing is returned.
    """
    if not hits:
        return ()
    readout = hits[0].readout
    supports = [e.support for e in judge.whole(readout, hits)]
    if max(supports) < threshold:
        return ()
    looked_for = next((re.compile(sign) for asked, sign in FACTS if re.search(asked, question, re.IGNORECASE)), None)

    def fitness(index: int) -> float:
        sentence = readout.sentences[index]
        stated = STATES if looked_for and looked_for.search(sentence.text) else 0.0
        return supports[index] + stated + (NAMES_EVENT if index == 0 else 0.0)

    order = sorted(range(len(readout.sentences)), key=lambda index: (-fitness(index), index))
    chosen = order[: limit - 1] if 0 not in order[: limit - 1] else order[:limit]
    indexes = dict.fromkeys([*chosen, 0])
    return tuple(Evidence(readout, readout.sentences[index], min(1.0, fitness(index))) for index in indexes)
