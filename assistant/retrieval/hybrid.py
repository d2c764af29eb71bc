"""Hybrid search: dense and sparse rankings under one filter, fused by reciprocal rank."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.domain.answer import Hit
from assistant.retrieval.filters import Filter
from assistant.retrieval.fusion import reciprocal_rank_fusion
from assistant.retrieval.state import State

DEPTH = 40  # passages per ranking; with 60 the same questions of dev.jsonl and its paraphrases pass


def search(
    library: State,
    text: str,
    lexical: str,
    condition: Filter,
    k: int = DEPTH,
    phrases: Sequence[str] = (),
) -> tuple[Hit, ...]:
    """Return up to k passages that meet the condition, best first.

    `text` is embedded for the dense ranking; the words of `lexical` make the sparse one. Each of
    `phrases` must stand in the passage, whatever its case and white space.
    """
    if not library.readouts:
        return ()
    passages = library.passages
    mask = library.admitted(condition)
    for phrase in phrases:
        mask &= np.asarray(
            [phrase.casefold() in " ".join(passage.text.split()).casefold() for passage in passages]
        )
    similarity = library.similarities(text)
    weights = library.sparse.weights(lexical)
    fused = reciprocal_rank_fusion(
        [_ranking(similarity, mask), _ranking(weights, mask & (weights > 0))]
    )
    return tuple(
        Hit(passages[i], library.readouts[passages[i].readout_id], float(similarity[i]), weight)
        for i, weight in fused[:k]
    )


def _ranking(values: npt.NDArray[np.float32], mask: npt.NDArray[np.bool_]) -> list[int]:
    """Return the places of the DEPTH highest values among those of the mask, highest first.

    The earlier of equals first.
    """
    places = np.flatnonzero(mask)
    if len(places) > DEPTH:
        places = places[np.argpartition(-values[places], DEPTH)[:DEPTH]]
    ranked: list[int] = places[np.lexsort((places, -values[places]))].tolist()
    return ranked
