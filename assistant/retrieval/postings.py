"""Which passages a condition admits, answered from arrays.

Who speaks in them, and in which readout of which day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from assistant.domain.answer import Passage
from assistant.domain.readout import Readout
from assistant.retrieval.filters import Filter

Mask = npt.NDArray[np.bool_]


class Postings:
    """The passages of each speaker and of each readout, by their place in a fixed order."""

    def __init__(self, passages: Sequence[Passage], readouts: Mapping[str, Readout]) -> None:
        self._readouts = readouts
        self._place = {id: index for index, id in enumerate(readouts)}
        self._of = np.asarray(
            [self._place[passage.readout_id] for passage in passages], dtype=np.int64
        )
        self._people = {id: frozenset(readout.participants) for id, readout in readouts.items()}
        self._naming: dict[tuple[str, ...], frozenset[str]] = {}
        speakers: dict[str, list[int]] = defaultdict(list)
        for index, passage in enumerate(passages):
            for name in passage.speakers:
                speakers[name].append(index)
        self._speakers = {
            name: np.asarray(indexes, dtype=np.int64) for name, indexes in speakers.items()
        }

    def admitted(self, condition: Filter) -> Mask:
        """Tell which passages meet the condition, shape (n_passages,)."""
        mask = np.ones(len(self._of), dtype=bool)
        if condition.speakers is not None:
            mask[:] = False
            for name in condition.speakers & self._speakers.keys():
                mask[self._speakers[name]] = True
        if condition.narrows_readouts and len(mask):
            admitted = np.zeros(len(self._readouts), dtype=bool)
            candidates = (
                self._readouts
                if condition.readouts is None
                else condition.readouts & self._readouts.keys()
            )
            admitted[
                [
                    self._place[id]
                    for id in candidates
                    if condition.admits_readout(self._readouts[id])
                ]
            ] = True
            mask &= admitted[self._of]
        return mask

    def naming(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return the ids of the readouts in which one of these took part, or is named by surname."""
        if names not in self._naming:
            surnames = {name.rsplit(" ", 1)[-1] for name in names}
            self._naming[names] = frozenset(
                id
                for id, readout in self._readouts.items()
                if not self._people[id].isdisjoint(names)
                or any(surname in readout.text for surname in surnames)
            )
        return self._naming[names]
