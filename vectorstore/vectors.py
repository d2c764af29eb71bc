"""Exact dense search: the passages' vectors in one matrix, kept beside the library and brought up to date when they do not fit it.

Chroma's approximate graph slows down with every filter: over 10,000 passages a plain query takes 2
ms and one filtered by speaker 6 to 15, while the product of this matrix with a query takes .3 ms,
filtered or not, and misses nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from vectorstore.sparse import FINGERPRINT, fingerprint

Matrix = npt.NDArray[np.float32]
FILE = "vectors.npy"
KEYS = "keys.txt"
NO_VECTORS: Matrix = np.zeros((0, 0), dtype=np.float32)


class VectorIndex:
    """Unit vectors in a fixed order, shape (n_passages, dimension).

    A key tells a passage and all that was embedded of it.
    """

    def __init__(self, keys: Sequence[str], vectors: Matrix) -> None:
        _use_one_thread()
        self.keys = tuple(keys)
        self._vectors = vectors

    @classmethod
    def build(
        cls,
        keys: Sequence[str],
        known: Mapping[str, Matrix],
        older: VectorIndex | None,
        fetch: Callable[[Sequence[int]], Matrix],
    ) -> VectorIndex:
        """Put the vectors together.

        What is known, what an older index holds, and the rest by `fetch`, given its places.
        """
        places = {key: place for place, key in enumerate(older.keys)} if older else {}
        rows = [
            known.get(key, older._vectors[places[key]] if older and key in places else None)
            for key in keys
        ]
        missing = [place for place, row in enumerate(rows) if row is None]
        for place, row in zip(missing, fetch(missing) if missing else (), strict=True):
            rows[place] = row
        return cls(keys, np.asarray(rows, dtype=np.float32) if rows else NO_VECTORS)

    @classmethod
    def load(cls, folder: Path) -> VectorIndex | None:
        """Open the matrix kept in a folder, memory-mapped; None if there is nothing whole."""
        try:
            text = (folder / KEYS).read_text(encoding="utf-8")
            keys = text.split("\n") if text else []
            if (folder / FINGERPRINT).read_text(encoding="ascii") != fingerprint(keys):
                return None
            if not keys:
                return cls((), NO_VECTORS)  # an emptied library's: an empty file cannot be mapped
            vectors = np.load(folder / FILE, mmap_mode="r")
            return cls(keys, vectors) if len(vectors) == len(keys) else None
        except (OSError, ValueError):
            return None

    def save(self, folder: Path) -> None:
        """Keep the matrix in a folder, replacing what is there; the fingerprint is written last."""
        vectors = np.array(self._vectors)  # some may be mapped from the very file that is replaced
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / KEYS).write_text("\n".join(self.keys), encoding="utf-8")
        np.save(folder / FILE, vectors)
        (folder / FINGERPRINT).write_text(fingerprint(self.keys), encoding="ascii")

    def similarities(self, vector: Sequence[float]) -> Matrix:
        """Return the cosine similarity of every passage to a unit vector, shape (n_passages,)."""
        if not self.keys:
            return np.zeros(0, dtype=np.float32)
        return np.asarray(self._vectors @ np.asarray(vector, dtype=np.float32))

    @property
    def matrix(self) -> Matrix:
        """The vectors, shape (n_passages, dimension)."""
        return self._vectors


@lru_cache(maxsize=1)
def _use_one_thread() -> None:
    """Let the product of matrix and vector take one thread, for the whole process.

    It waits for memory and not for the processor, and BLAS's threads spin beside a busy neighbour:
    over 10,000 passages 1.5 ms on one thread and 10.9 on two with another process at work, over
    100,000 the same.
    """
    threadpool_limits(limits=1, user_api="blas")
