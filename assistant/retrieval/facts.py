"""Which sentences can state a fact that is asked for.

A duration, a number, a place, a time, who took part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.domain.answer import Evidence, Hit
from assistant.domain.readout import Readout
from assistant.retrieval.evidence import Judge

NUMBER = r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|ninety|sixty|thirty)\b)"
# What the question asks for, and what a sentence that states it looks like; the first row that fits
# decides.
FACTS: tuple[tuple[str, str], ...] = (
    (
        r"\bhow (?:long|much time)\b|\bduration\b|\blength\b",
        r"\b(?:minutes?|hours?|hour-long|days?|weeks?)\b",
    ),
    (r"\bhow often\b", r"\b(?:times|annual|every|each|weekly|monthly|regular)\b"),
    (r"\bhow (?:many|much|big|large)\b", NUMBER),
    (
        r"\b(?:what|which|local|start|starting) (?:time|hour)\b|\btime local\b|\bhour local\b",
        r"\b\d{1,2}[:.]\d\d\b",
    ),
    (r"\b(?:by|since|until) when\b", r"\b(?:by|in|since|until) (?:[A-Z][a-z]+|\d{4})\b"),
    (
        r"\bin person\b|\bphone\b|\bvirtual|\bface to face\b",
        r"\b(?:phone|telephone|call|virtual(?:ly)?|video|in person|met)\b",
    ),
    (
        r"^(?:and )?(?:where|(?:in|at) (?:which|what))\b|\blocation\b|\bvenue\b|\bwhere\b",
        r"\b(?:in|at|from|aboard|margins of|sidelines of) (?:the )?[A-Z]",
    ),
    (
        r"^(?:and )?(?:who|whom|which)\b.*\b(?:bring|brought|join|joined|invite|invited|added?)\b",
        r"\b(?:join\w*|includ\w+|participat\w+|invit\w+|present)\b",
    ),
    (
        r"^(?:and )?(?:who|which|what(?! was the date))\b|\bwith whom\b|\bparticipants?\b|\battendees\b",
        r"\b(?:join\w*|includ\w+|participat\w+|attend\w*|accompan\w+|invit\w+|led|headed|hosted|chair\w*|co-chair\w*|represent\w*|consult\w*|spoke|present|representatives?|delegation)\b",
    ),
    (
        r"^(?:and )?(?:when|on (?:what|which)|what (?:day|date))\b|\bwhen\b|\bdate\b",
        r"\b(?:today|yesterday|on [A-Z][a-z]+ \d|\d{1,2} [A-Z][a-z]+ \d{4})\b",
    ),
)
# Asks for people or events of which several readouts may tell.
SEVERAL = re.compile(
    r"\bhow many (?:calls|meetings|leaders)\b|^(?:and )?(?:who|whom|which \w+) (?:all )?did\b",
    re.IGNORECASE,
)
STATES = 1.0  # what stating such a fact counts beside the share of the best support, which is 0..1
NAMES_EVENT = 0.25  # the first sentence narrates the event, and most facts of it stand there
ENOUGH = 0.4  # share of the topic that a readout must meet somewhere
SAME = 4  # readouts looked through for the same event
LISTED, MOST_LISTED = (
    0.2,
    5,
)  # what each person named counts where those present are asked for, and how many do
PRESENT = re.compile(
    r"^(?:and )?(?:who|whom|which)\b|\bparticipants?\b|\battendees\b|\bwith whom\b", re.IGNORECASE
)
AS_GOOD = 0.95  # of the best coverage: readouts of the same event, or of a series


def state_fact(
    question: str, hits: Sequence[Hit], judge: Judge, limit: int
) -> tuple[Evidence, ...]:
    """Return the likeliest statements of the fact, best first.

    Facts of an event stand in its own readout: the one that meets most of the topic is looked
    through, and its opening sentence is always among them. Where none meets enough, nothing is
    returned.
    """
    readouts = {hit.readout.id: hit.readout for hit in hits}
    coverage = {id: judge.coverage(readout, hits) for id, readout in readouts.items()}
    best = max(coverage.values(), default=0.0)
    if best < ENOUGH:
        return ()
    order = sorted(readouts.values(), key=lambda readout: -coverage[readout.id])
    looked_for = sign_of(question)
    # Of one event there may be a readout and a transcript, and only one of them that tells the
    # hour.
    same = [r for r in order[:SAME] if coverage[r.id] >= AS_GOOD * best and r.date == order[0].date]
    told = next(
        (r for r in same if looked_for and any(looked_for.search(s.text) for s in r.sentences)),
        order[0],
    )
    if SEVERAL.search(question):
        several = [
            r for r in order if coverage[r.id] >= AS_GOOD * best and r.date == order[0].date
        ][:limit]
        if len(several) > 1:
            return tuple(_best(question, readout, hits, judge, 1)[0] for readout in several)
    return tuple(_best(question, told, hits, judge, limit))


@lru_cache(maxsize=256)
def sign_of(question: str) -> re.Pattern[str] | None:
    """Return what a sentence looks like that states the kind of fact a question asks for.

    None for no such question.
    """
    return next(
        (
            re.compile(sign)
            for asked, sign in FACTS
            if re.search(asked, question.strip(), re.IGNORECASE)
        ),
        None,
    )


def _best(
    question: str, readout: Readout, hits: Sequence[Hit], judge: Judge, limit: int
) -> list[Evidence]:
    judged = list(judge.whole(readout, hits))
    most = max(e.support for e in judged) or 1.0
    looked_for = sign_of(question)
    people = readout.people if PRESENT.search(question.strip()) else ()

    def fitness(index: int) -> float:
        stated = STATES if looked_for and looked_for.search(judged[index].sentence.text) else 0.0
        named = sum(
            person.name.rsplit(" ", 1)[-1] in judged[index].sentence.text for person in people
        )
        return (
            judged[index].support / most
            + stated
            + LISTED * min(named, MOST_LISTED)
            + (NAMES_EVENT if index == 0 else 0.0)
        )

    order = sorted(range(len(judged)), key=lambda index: (-fitness(index), index))
    chosen = order[:limit] if limit == 1 or 0 in order[:limit] else [*order[: limit - 1], 0]
    return [judged[index] for index in chosen]
