"""Whether the cited sentences bear what prose makes of them: its words must be theirs, unbroken and in their order.

No similarity is measured. Prose may take up a clause where it begins, leave off where it ends, put "they" for "we" and a past
tense for a present one under a verb of saying, and leave out articles. Whatever goes beyond that is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.attribution.vocabulary import irregular_pasts
from assistant.composition.framing import Frame
from assistant.composition.premises import Premise
from assistant.composition.units import PERSON, Unit
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
SHIFTED = {
    "i": {"he", "she"}, "me": {"him", "her"}, "my": {"his", "her"}, "mine": {"his", "hers"}, "myself": {"himself", "herself"},
    "we": {"they"}, "us": {"them"}, "our": {"their"}, "ours": {"theirs"}, "ourselves": {"themselves"},
}  # fmt: skip
ALSO = "also"  # adds nothing that a reader would miss, and is nothing that one would be misled by
DASHES = frozenset("-–—")
THIRD = frozenset(word for words in SHIFTED.values() for word in words)
PERSONS = frozenset("i we he she they".split())
UNCLEAR = frozenset("he she it they this that these those such there its his her their then here".split())
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
        len(premises) == 1 or _rest(words, 0, [premise], frame) or not _rest(words, 0, [p for p in premises if p is not premise], frame)
        for premise in premises
    )


def _rest(words: Sequence[Word], at: int, premises: Sequence[Premise], frame: Frame) -> bool:
    if at == len(words):
        return True
    for premise in premises:
        for head in premise.heads:
            if head.is_predicate != (frame.mode == "do") or not premise.may_start(head.at):
                continue
            if words[at].quote is None and words[at].unit.key in UNCLEAR and premise.units[head.at].key == words[at].unit.key:
                continue  # what it means, the sentence that stood before it in the readout tells; "he" for "I" means the speaker
            for reached, end in reversed(list(_matched(words, at, premise, head.at, frame.is_past))):
                if not (premise.may_end(head.at, end) and _keeps_question(words[reached - 1], premise, end)):
                    continue
                if reached == len(words):
                    return True
                if frame.mode != "do" and any(_rest(words, joint, premises, frame) for joint in _joints(words, reached)):
                    return True
    return False


def _keeps_question(word: Word, premise: Premise, end: int) -> bool:
    """Tell whether a question stays one, and nothing else becomes one."""
    return (word.unit.stop == "?") == premise.asks(end) and (word.unit.stop != "!" or premise.units[end - 1].stop == "!")


def _joints(words: Sequence[Word], at: int) -> Iterator[int]:
    """Yield where words may go on with another clause: behind "and that", and from one quote to the next behind "and".

    Behind "and" alone, the second clause could stand under what governs the first: "it is a lie that ... and ...".
    """
    joint = find_phrase("connector", [word.unit.key for word in words], at)
    if joint is None or joint >= len(words):
        return
    if words[joint].unit.key == "that" and joint + 1 < len(words) and words[joint].quote is None:
        yield joint + 1
    elif words[at - 1].quote is not None and words[joint].quote is not None:
        yield joint


def _matched(words: Sequence[Word], at: int, premise: Premise, start: int, reported: bool) -> Iterator[tuple[int, int]]:
    """Yield, for each longer stretch of words that the premise holds from `start` on, where both end."""
    here, there = at, start
    shifted: bool | None = None
    while here < len(words) and there < len(premise.units):
        if here > at and not _same_mark(words, here - 1, premise, there - 1):
            return
        told = premise.units[there].key
        if not _same(words[here], premise, there, reported, here == at, shifted or (shifted is None and there == start)):
            if words[here].quote is None and words[here].unit.key == ALSO:
                here += 1
                continue
            if told == ALSO and (here == 0 or words[here - 1].quote is None):
                there += 1
                continue
            return
        if told in SHIFTED:
            is_shifted = words[here].unit.key != told
            if shifted not in (None, is_shifted):
                return  # "we will take back their ports"
            shifted = is_shifted
        elif premise.units[there].is_name and shifted:
            shifted = False  # behind a name, "their" could be that one's
        here, there = here + 1, there + 1
        yield here, there


def _same_mark(words: Sequence[Word], here: int, premise: Premise, there: int) -> bool:
    """Tell whether the mark behind a word is the premise's: "Norland, says Velmar, is guilty" has another accuser without it."""
    own, told = words[here].unit.stop, premise.units[there].stop
    return own == told or {own, told} <= DASHES


def _same(word: Word, premise: Premise, at: int, reported: bool, first: bool, shifts: bool) -> bool:
    """Tell whether a word is the premise's, or what it becomes under a verb of saying in the past.

    `first` tells that it opens its clause, where a capital is the writer's; `shifts`, that persons are told as others.
    """
    told, key = premise.units[at], word.unit.key
    if word.quote is None:
        if told.is_possessive != word.unit.is_possessive or at in premise.marked:
            return False
        if told.is_capital != word.unit.is_capital and not first and at not in premise.starts and key not in PERSONS:
            return False
    if told.key == key:
        return True
    if word.quote is not None or not reported:
        return False
    before = premise.units[at - 1] if at else None
    if key in PAST_OF.get(told.key, ()) or (before and _may_precede(before, told.key) and _is_past_of(key, told.key)):
        return True
    if len(premise.speakers) != 1 or not shifts or any(unit.key in THIRD for unit in premise.units):
        return False  # "they destroyed our cities": of their two, readers could not tell whose
    if key in SHIFTED.get(told.key, ()) or (told.key == "i" and key == PERSON + premise.speakers[0]):
        return True
    # "I welcome" is "he welcomes".
    return before is not None and before.key == "i" and key in (told.key + "s", told.key + "es")


def _may_precede(unit: Unit, verb: str) -> bool:
    """Tell whether a finite verb in the present follows: "Pakistan holds", "we hold"; "that Iran release" is no present."""
    if unit.key in ("i", "we", "they", "you"):
        return True
    singular = (unit.is_name and not unit.is_possessive) or unit.key in ("it", "he", "she")
    return singular and verb.endswith("s")


def _is_past_of(word: str, told: str) -> bool:
    """Tell whether a word is the past tense of a present one."""
    if irregular_pasts().get(told) == word:
        return True
    if not word.endswith("ed") or len(told) < SHORTEST_VERB or not told.isalpha():
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
