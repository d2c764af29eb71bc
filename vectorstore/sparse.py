"""BM25 over passages, kept beside the library and built anew when it does not fit it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import bm25s  # with SciPy, a sixth of a second, which adding what is known need not wait for

Tokenize = Callable[[str], list[str]]

# Robertson & Zaragoza 2009, section 3.5: the usual values; passages here are short and of one
# length.
K1 = 1.2
B = 0.75
FINGERPRINT = "fingerprint.txt"


class SparseIndex:
    """BM25 (Lucene's variant) over passages in a fixed order of ids."""

    def __init__(self, ids: Sequence[str], tokenize: Tokenize, index: bm25s.BM25 | None) -> None:
        self.ids = tuple(ids)
        self._tokenize = tokenize
        self._index = index

    @classmethod
    def build(cls, ids: Sequence[str], texts: Sequence[str], tokenize: Tokenize) -> SparseIndex:
        """Index the texts under their ids."""
        import bm25s

        tokens = [tokenize(text) for text in texts]
        if not any(tokens):
            return cls(ids, tokenize, None)
        index = bm25s.BM25(method="lucene", k1=K1, b=B)
        index.index(tokens, show_progress=False)
        return cls(ids, tokenize, index)

    @classmethod
    def load(cls, folder: Path, ids: Sequence[str], tokenize: Tokenize) -> SparseIndex | None:
        """Open the index kept in a folder, memory-mapped.

        None if there is none or it is of other passages.
        """
        import bm25s

        try:
            if (folder / FINGERPRINT).read_text(encoding="ascii") != fingerprint(ids):
                return None
            return cls(ids, tokenize, bm25s.BM25.load(str(folder), mmap=True))
        except (OSError, ValueError):
            return None

    def save(self, folder: Path) -> None:
        """Keep the index in a folder, replacing what is there; the fingerprint is written last."""
        shutil.rmtree(folder, ignore_errors=True)
        if self._index is None:
            return
        self._index.save(str(folder), show_progress=False)
        (folder / FINGERPRINT).write_text(fingerprint(self.ids), encoding="ascii")

    def weights(self, query: str) -> npt.NDArray[np.float32]:
        """Return the BM25 weight of every passage for the query, shape (n_passages,).

        0 where no word is shared.
        """
        tokens = self._tokenize(query)
        if self._index is None or not tokens:
            return np.zeros(len(self.ids), dtype=np.float32)
        return np.asarray(self._index.get_scores(tokens), dtype=np.float32)

    def frequency(self, token: str) -> int:
        """Return the number of passages that hold a token."""
        position = self.vocabulary.get(token)
        if self._index is None or position is None:
            return 0
        columns = self._index.scores["indptr"]
        return int(columns[position + 1] - columns[position])

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """Every token of the passages, with its number."""
        found: Mapping[str, int] = self._index.vocab_dict if self._index is not None else {}
        return found


def fingerprint(ids: Sequence[str]) -> str:
    """Return a digest of the ids in order: what an index kept on disk must agree with."""
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()
