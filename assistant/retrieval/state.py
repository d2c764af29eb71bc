"""A library as it stands at one moment, which a question is answered over from beginning to end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.domain.answer import Passage
from assistant.domain.readout import Readout
from assistant.errors import LibraryError
from assistant.retrieval.filters import Filter
from assistant.retrieval.indexes import Indexes, Words
from assistant.retrieval.postings import Postings
from vectorstore.embedder import Embedder
from vectorstore.errors import StoreError
from vectorstore.sparse import SparseIndex
from vectorstore.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class State:
    """Readouts and the indexes over them, which nothing that is written later changes.

    `words` counts how often the readouts print each word in small letters, and with a capital.
    """

    readouts: Mapping[str, Readout]
    words: Words
    indexes: Indexes
    embeddings: Embedder

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, in the order that the indexes count them."""
        return self.indexes.passages

    @property
    def sparse(self) -> SparseIndex:
        """BM25 over `passages`."""
        return self.indexes.sparse

    @property
    def thesaurus(self) -> Thesaurus:
        """The common words of the readouts with their vectors."""
        return self.indexes.thesaurus

    @property
    def postings(self) -> Postings:
        """Who speaks in which passages, and is named in which readouts."""
        return self.indexes.postings

    def similarities(self, text: str) -> npt.NDArray[np.float32]:
        """Return each passage's cosine similarity to a text; LibraryError where none can be had."""
        try:
            return self.indexes.vectors.similarities(self.embeddings.embed_query(text))
        except StoreError as error:
            raise LibraryError(str(error)) from error

    def admitted(self, condition: Filter) -> npt.NDArray[np.bool_]:
        """Tell which of `passages` meet a condition, shape (n_passages,)."""
        return self.postings.admitted(condition)
