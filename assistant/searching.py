"""Where an answer is looked for.

Which readouts a question speaks of, and which passages in them come nearest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.answer import Hit
from assistant.domain.question import Question
from assistant.domain.readout import Readout
from assistant.retrieval.filters import Filter
from assistant.retrieval.hybrid import DEPTH, search
from assistant.retrieval.state import State


@dataclass(frozen=True, slots=True)
class Searching:
    """Searches one library as a question means it."""

    library: State

    def readouts(self, question: Question) -> list[Readout]:
        """Return the readouts a question speaks of.

        Those asked for, of its time, with its people taking part.
        """
        dated = self._dated(question)
        # The facts of an event stand in the readout of it, and sides are compared where all of them
        # were.
        if question.kind in ("fact", "both", "agreed"):
            there = [r for r in dated if all(_is_heard(r, names) for names in question.present)]
            if there:
                return there
        if not question.present:
            return dated
        naming = frozenset.intersection(
            *(self.library.postings.naming(names) for names in question.present)
        )
        return [r for r in dated if r.id in naming]

    def left_out(self, question: Question) -> tuple[int, int]:
        """Count the readouts that the question's time leaves out.

        Those of other days, those of none.
        """
        if question.since is None and question.until is None:
            return 0, 0
        of_time = {r.id for r in self._dated(question)}
        without = replace(question, since=None, until=None)
        others = [r for r in self._dated(without) if r.id not in of_time]
        undated = sum(r.date is None for r in others)
        return len(others) - undated, undated

    def _dated(self, question: Question) -> list[Readout]:
        condition = Filter(None, question.readouts, question.since, question.until)
        everything = self.library.readouts.values()
        if not condition.narrows_readouts:
            return list(everything)
        return [r for r in everything if condition.admits_readout(r)]

    def passages(
        self,
        question: Question,
        readouts: Sequence[Readout],
        names: frozenset[str] | None,
        k: int = DEPTH,
    ) -> tuple[Hit, ...]:
        """Return the k nearest passages of these speakers (None: everyone) in these readouts."""
        ids = (
            frozenset(r.id for r in readouts)
            if len(readouts) < len(self.library.readouts)
            else None
        )
        words = " ".join(
            word for term in question.topic.terms for form in term.forms for word in form
        )
        # What a follow-up leaves out stands in the question before it.
        text = f"{question.follows.text} {question.text}" if question.follows else question.text
        return search(
            self.library, text, words or text, Filter(names, ids), k, question.topic.phrases
        )


def _is_heard(readout: Readout, names: tuple[str, ...]) -> bool:
    """Tell whether one of these, persons or a side, took part or speaks in a readout."""
    wanted = set(names)
    return not wanted.isdisjoint(readout.participants) or any(
        not wanted.isdisjoint(s.speakers) for s in readout.sentences
    )
