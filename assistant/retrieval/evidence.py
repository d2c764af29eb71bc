"""Select the sentences that answer.

The speaker is a hard condition, the rest a calibrated probability.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.domain.answer import Evidence, Hit
from assistant.domain.readout import Readout
from assistant.retrieval.features import Extractor
from assistant.retrieval.support import SupportModel

TIE = 0.1  # what the nearest passage's similarity counts beside the share of the topic met


@dataclass(frozen=True, slots=True)
class Judge:
    """Tells how well single sentences support an answer to one question."""

    extract: Extractor
    model: SupportModel
    _judged: dict[tuple[str, int], Evidence] = field(default_factory=dict)

    def judge(self, hits: Sequence[Hit]) -> Iterator[Evidence]:
        """Yield every sentence of the hits once, in their order."""
        seen: set[tuple[str, int]] = set()
        for hit in hits:
            for index in range(*hit.passage.sentences):
                key = (hit.readout.id, index)
                if key not in seen:
                    seen.add(key)
                    if key not in self._judged:
                        features = self.extract(hit.readout, index, hit.similarity)
                        self._judged[key] = Evidence(
                            hit.readout,
                            hit.readout.sentences[index],
                            self.model.probability(features),
                        )
                    yield self._judged[key]

    def coverage(self, readout: Readout, hits: Sequence[Hit]) -> float:
        """Return the share of the topic that a readout meets anywhere, its head counting most.

        Ties go to the nearest.
        """
        nearest = max((hit.similarity for hit in hits if hit.readout.id == readout.id), default=0.0)
        return self.extract.coverage(readout) + TIE * nearest

    def whole(self, readout: Readout, hits: Sequence[Hit]) -> Iterator[Evidence]:
        """Yield every sentence of a readout in order.

        A passage that is no hit counts as no nearer than the farthest.
        """
        least = min((hit.similarity for hit in hits), default=0.0)
        near = {
            index: hit.similarity
            for hit in hits
            if hit.readout.id == readout.id
            for index in range(*hit.passage.sentences)
        }
        for index, sentence in enumerate(readout.sentences):
            features = self.extract(readout, index, near.get(index, least))
            yield Evidence(readout, sentence, self.model.probability(features))


def select(
    judged: Sequence[Evidence], speakers: frozenset[str] | None, threshold: float, limit: int
) -> tuple[Evidence, ...]:
    """Return up to `limit` sentences with enough support, best first.

    `speakers` are the names any of which must be the sentence's; None admits every sentence. Of the
    same words of the same speakers on the same day, as a readout published twice has them, only the
    first are shown.
    """
    found = [
        e
        for e in judged
        if e.support >= threshold
        and (speakers is None or not speakers.isdisjoint(e.sentence.speakers))
    ]
    found.sort(key=lambda e: -e.support)
    once = {
        (" ".join(e.sentence.text.split()), e.sentence.speakers, e.readout.date): e
        for e in reversed(found)
    }
    return tuple(
        [
            e
            for e in found
            if once[" ".join(e.sentence.text.split()), e.sentence.speakers, e.readout.date] is e
        ][:limit]
    )
