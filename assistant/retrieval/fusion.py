"""Reciprocal rank fusion."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

# Cormack, Clarke & Büttcher, SIGIR 2009: "Reciprocal rank fusion outperforms Condorcet and
# individual rank learning methods"; k = 60 is theirs and flat around it.
K = 60

T = TypeVar("T", bound=Hashable)


def reciprocal_rank_fusion(rankings: Sequence[Sequence[T]]) -> list[tuple[T, float]]:
    """Merge rankings, best first.

    Each item gets the sum of 1 / (K + rank), ranks counted from 1.
    """
    fused: dict[T, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, 1):
            fused[item] = fused.get(item, 0.0) + 1.0 / (K + rank)
    return sorted(fused.items(), key=lambda pair: -pair[1])
