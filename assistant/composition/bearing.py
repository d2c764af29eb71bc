"""Whether the cited sentences bear what prose makes of them: its words must be theirs, unbroken and in their order.

No similarity is measured. Prose may take up a clause where it begins, leave off where it ends, put "they" for "we" and a past
tense for a present one under a verb of saying, and leave out articles. Whatever goes beyond that is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.attribution.vocabulary import irregular_pasts
from assistant.composition.framing import Mode
from assistant.composition.premises import Premise
from assistant.composition.units import PERSON, Unit
from assistant.composition.vocabulary import connectors, words_of

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
EXTRA = frozenset({"also"})
SHORTEST_VERB = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A unit of prose, and the number of the quote it stands in; None outside quotes."""

    unit: Unit
    quote: int | None


def bears(words: Sequence[Word], premises: Sequence[Premise], mode: Mode) -> bool:
    """Tell whether the premises bear the words, taken as one clause or as several joined by "and" or a mark."""
    return bool(words) and _rest(words, 0, premises, mode)


def _rest(words: Sequence[Word], at: int, premises: Sequence[Premise], mode: Mode) -> bool:
    if at == len(words):
        return True
    for premise in premises:
        for start in _starts(words[at], premise, mode):
            for reached, end in reversed(list(_matched(words, at, premise, start, mode == "say"))):
                if premise.may_end(end, words[reached - 1].quote is not None) is not None:
                    continue
                if any(_rest(words, next_at, premises, mode) for next_at in _joints(words, reached)):
                    return True
    return False


def _starts(word: Word, premise: Premise, mode: Mode) -> Iterator[int]:
    """Yield where in a premise words may be taken up: at its heads, and for a quote under a verb of saying anywhere."""
    tried = set()
    for head in premise.heads:
        fits = mode == "say" or head.is_predicate == (mode == "do")
        if fits and premise.may_start(head.at) is None:
            tried.add(head.at)
            yield head.at
    if word.quote is not None and mode != "do":
        for at, unit in enumerate(premise.units):
            if unit.key == word.unit.key and at not in tried and premise.may_start(at) is None:
                yield at


def _joints(words: Sequence[Word], at: int) -> Iterator[int]:
    """Yield where words may go on with another clause: at their end, behind "and", behind a mark."""
    if at == len(words):
        yield at
        return
    for joint in connectors():
        if tuple(word.unit.key for word in words[at : at + len(joint)]) == joint and at + len(joint) < len(words):
            yield at + len(joint)
    if words[at - 1].unit.stop or words[at - 1].quote != words[at].quote:
        yield at


def _matched(words: Sequence[Word], at: int, premise: Premise, start: int, reported: bool) -> Iterator[tuple[int, int]]:
    """Yield, for each longer stretch of words that the premise holds from `start` on, where both end."""
    here, there = at, start
    droppable = words_of("droppable")
    while here < len(words):
        word = words[here]
        if there < len(premise.units) and _same(words[here], premise, there, reported):
            here, there = here + 1, there + 1
            yield here, there
        elif word.quote is None and (word.unit.key in droppable or word.unit.key in EXTRA):
            here += 1
        elif there < len(premise.units) and premise.units[there].key in droppable | EXTRA and _may_skip(words, here):
            there += 1
        else:
            return


def _may_skip(words: Sequence[Word], at: int) -> bool:
    """Tell whether an article may be left out before a word: not within a quote."""
    return words[at].quote is None or at == 0 or words[at - 1].quote != words[at].quote


def _same(word: Word, premise: Premise, at: int, reported: bool) -> bool:
    """Tell whether a word is the premise's, or what it becomes under a verb of saying."""
    told, key = premise.units[at].key, word.unit.key
    if told == key:
        return True
    if word.quote is not None or not reported:
        return False
    if key in PAST_OF.get(told, ()) or _is_past_of(key, told):
        return True
    if len(premise.speakers) != 1:
        return False
    if key in SHIFTED.get(told, ()) or (told == "i" and key == PERSON + premise.speakers[0]):
        return True
    # "I welcome" is "he welcomes".
    return at > 0 and premise.units[at - 1].key == "i" and key in (told + "s", told + "es")


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
