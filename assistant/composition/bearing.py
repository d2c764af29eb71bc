"""Whether the cited sentences bear what prose makes of them.

Its words must be theirs, unbroken and in their order.

No similarity is measured. Prose may take up a clause where it begins and leave off where it ends,
and under a verb of saying in the past put "he" for an "I" that opens the clause, and a past tense
for a present one. Whatever goes beyond that is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.attribution.vocabulary import BASE, irregular_pasts, verbs
from assistant.attribution.vocabulary import THIRD as THIRD_PERSON
from assistant.composition.framing import Frame
from assistant.composition.premises import Premise
from assistant.composition.units import Unit
from assistant.composition.vocabulary import find_phrase

PAST_OF = {
    "is": {"was"},
    "are": {"were"},
    "am": {"was", "is"},
    "has": {"had"},
    "have": {"had", "has"},
    "do": {"did", "does"},
    "does": {"did"},
}
SHIFTED = {"i": {"he", "she"}, "we": {"they"}}
ALSO = "also"  # may be left out
DASHES = frozenset("-–—")
FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
UNCLEAR = frozenset(
    "he she it they this that these those such there its his her their then here".split()
)
SHORTEST_VERB = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A unit of prose, and the number of the quote it stands in; None outside quotes."""

    unit: Unit
    quote: int | None


def bears(words: Sequence[Word], premises: Sequence[Premise], frame: Frame) -> bool:
    """Tell whether the premises bear the words, as one clause or, where they are told as said, as several joined by "and".

    Each premise must be needed, or bear all of it alone: a citation that bears nothing is none.
    """
    if not words or not _rest(words, 0, premises, frame):
        return False
    return all(
        len(premises) == 1
        or _rest(words, 0, [premise], frame)
        or not _rest(words, 0, [p for p in premises if p is not premise], frame)
        for premise in premises
    )


def _rest(words: Sequence[Word], at: int, premises: Sequence[Premise], frame: Frame) -> bool:
    if at == len(words):
        return True
    for premise in premises:
        for head in premise.heads:
            if head.is_predicate != (frame.mode == "do") or not premise.may_start(head.at):
                continue
            if (
                words[at].quote is None
                and words[at].unit.key in UNCLEAR
                and premise.units[head.at].key == words[at].unit.key
            ):
                continue  # what it means, the sentence that stood before it in the readout tells; "he" for "I" means the speaker
            for reached, end in reversed(
                list(_matched(words, at, premise, head.at, frame.is_past))
            ):
                if not (
                    premise.may_end(head.at, end)
                    and _keeps_question(words[reached - 1], premise, end)
                ):
                    continue
                if reached == len(words):
                    return True
                if frame.mode != "do" and any(
                    _rest(words, joint, premises, frame) for joint in _joints(words, reached)
                ):
                    return True
    return False


def _keeps_question(word: Word, premise: Premise, end: int) -> bool:
    """Tell whether a question stays one, and nothing else becomes one."""
    return (word.unit.stop == "?") == premise.asks(end) and (
        word.unit.stop != "!" or premise.units[end - 1].stop == "!"
    )


def _joints(words: Sequence[Word], at: int) -> Iterator[int]:
    """Yield where words may go on with another clause: from one quote to the next behind "and".

    Outside quotes, the second clause could stand under what governs the first: "it is a lie that
    ... and (that) ...".
    """
    joint = find_phrase("connector", [word.unit.key for word in words], at)
    if (
        joint is not None
        and joint < len(words)
        and words[at - 1].quote is not None
        and words[joint].quote is not None
    ):
        yield joint


def _matched(
    words: Sequence[Word], at: int, premise: Premise, start: int, reported: bool
) -> Iterator[tuple[int, int]]:
    """Yield, for each longer stretch of words that the premise holds from `start` on, where both end."""
    here, there = at, start
    while here < len(words) and there < len(premise.units):
        if here > at and not _same_mark(words, here - 1, premise, there - 1):
            return
        told = premise.units[there]
        opens = here == at
        if told.key in FIRST and words[here].quote is None:
            # Told of oneself in the words of oneself, or of several in a row, leaves open who is
            # meant.
            if not (
                opens
                and reported
                and words[here].unit.key in SHIFTED.get(told.key, ())
                and _is_called(words[here], premise)
            ):
                return
        elif not _same(words[here], premise, there, reported, opens, there == start + 1):
            if told.key != ALSO or (here and words[here - 1].quote is not None):
                return
            there += 1
            continue
        here, there = here + 1, there + 1
        yield here, there


def _is_called(word: Word, premise: Premise) -> bool:
    """Tell whether the readout calls its speaker what prose puts for "I".

    Such as "they" for "we" needs no such word.
    """
    return word.unit.key == "they" or word.unit.key == premise.pronoun


def _same_mark(words: Sequence[Word], here: int, premise: Premise, there: int) -> bool:
    """Tell whether the mark behind a word is the premise's.

    Such as "Norland, says Velmar, is guilty" has another accuser without it.
    """
    own, told = words[here].unit.stop, premise.units[there].stop
    return own == told or {own, told} <= DASHES


def _same(word: Word, premise: Premise, at: int, reported: bool, first: bool, second: bool) -> bool:
    """Tell whether a word is the premise's, or what it becomes under a verb of saying in the past.

    `first` tells that it opens its clause, where a capital is the writer's; `second`, that it
    stands behind the word that does, where a verb may be told in the past.
    """
    told, key = premise.units[at], word.unit.key
    if word.quote is None:
        if told.is_possessive != word.unit.is_possessive or at in premise.marked:
            return False
        if told.is_capital != word.unit.is_capital and not first and at not in premise.starts:
            return False
    if told.key == key:
        return True
    if word.quote is not None or not reported:
        return False
    if key in PAST_OF.get(told.key, ()):
        return True
    if not second:
        return False
    subject = premise.units[at - 1]
    # "I welcome" is "he welcomes".
    agrees = subject.key == "i" and key in (told.key + "s", told.key + "es")
    return agrees or (_is_subject_of(subject, told.key) and _is_past_of(key, told.key))


def _is_subject_of(unit: Unit, verb: str) -> bool:
    """Tell whether a verb is in the present behind its subject: "Pakistan holds", "we hold".

    Not a noun, as in "Iran talks".
    """
    singular = (unit.is_name and not unit.is_possessive) or unit.key in ("it", "he", "she")
    part = THIRD_PERSON if singular else BASE if unit.key in ("i", "we", "they") else ""
    forms = {sense.part for sense in verbs().senses.get(verb, ())}
    return part in forms or (
        bool(part) and verb in irregular_pasts() and verb.endswith("s") == singular
    )


def _is_past_of(word: str, told: str) -> bool:
    """Tell whether a word is the past tense of a present one."""
    if irregular_pasts().get(told) == word:
        return True
    if (
        not word.endswith("ed")
        or told.endswith("ed")
        or len(told) < SHORTEST_VERB
        or not told.isalpha()
    ):
        return False
    bases = {told}
    if told.endswith("ies"):
        bases.add(told[:-3] + "y")
    elif told.endswith("es"):
        bases |= {told[:-1], told[:-2]}
    elif told.endswith("s"):
        bases.add(told[:-1])
    pasts = {base + "ed" for base in bases} | {base + "d" for base in bases if base.endswith("e")}
    return word in pasts | {base[:-1] + "ied" for base in bases if base.endswith("y")}
