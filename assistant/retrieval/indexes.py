"""What is derived from a library's readouts for searching.

Passages, BM25, vectors, thesaurus, postings; each made when first needed.

What takes long to make is kept in a folder with a fingerprint of what it was made of, and used
again where that fits.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.domain.answer import Passage
from assistant.domain.readout import Readout
from assistant.passages import cut
from assistant.retrieval.postings import Postings
from assistant.text import STOPWORDS, terms
from vectorstore.embedder import Embedder
from vectorstore.sparse import SparseIndex
from vectorstore.thesaurus import Thesaurus
from vectorstore.vectors import VectorIndex

Matrix = npt.NDArray[np.float32]
Words = tuple[Counter[str], Counter[str]]
FREQUENT = 2  # a word that stands once in a library is as often a slip or a name


class Indexes:
    """Over one state of the readouts. `folder` keeps them (None: nowhere).

    Where it is not `writable` it is only read.

    `words` are the readouts' counted, `word_embeddings` compares them. `known` are passages'
    vectors at hand by key; others are taken from what is kept, else `fetch`ed, given the passages
    that lack one.
    """

    def __init__(
        self,
        readouts: Mapping[str, Readout],
        words: Words,
        word_embeddings: Embedder,
        folder: Path | None,
        writable: bool,
        known: Mapping[str, Matrix],
        fetch: Callable[[Sequence[Passage]], Matrix],
    ) -> None:
        self._readouts = readouts
        self._words = words
        self._word_embeddings = word_embeddings
        self._folder = folder
        self._writable = writable
        self._known = known
        self._fetch = fetch

    def build(self) -> None:
        """Make, and keep, all of them now."""
        _ = self.sparse, self.vectors, self.thesaurus, self.postings

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, in the order that the others count them."""
        return tuple(passage for readout in self._readouts.values() for passage in cut(readout))

    @cached_property
    def sparse(self) -> SparseIndex:
        """BM25 over `passages`."""
        ids = [passage.id for passage in self.passages]
        kept = SparseIndex.load(self._folder / "bm25", ids, terms) if self._folder else None
        index = kept or SparseIndex.build(ids, [passage.text for passage in self.passages], terms)
        if not kept:
            self._keep("bm25", index.save)
        return index

    @cached_property
    def vectors(self) -> VectorIndex:
        """The vectors of `passages`."""
        keys = [key(passage, self._readouts[passage.readout_id]) for passage in self.passages]
        kept = VectorIndex.load(self._folder / "vectors") if self._folder else None
        if kept and list(kept.keys) == keys:
            return kept
        index = VectorIndex.build(
            keys,
            self._known,
            kept,
            lambda places: self._fetch([self.passages[place] for place in places]),
        )
        self._keep("vectors", index.save)
        return index

    @cached_property
    def thesaurus(self) -> Thesaurus:
        """The common words of the readouts with their vectors."""
        small, capital = self._words
        words = sorted(
            w for w, n in small.items() if n >= FREQUENT and n > capital[w] and w not in STOPWORDS
        )
        kept = (
            Thesaurus.load(self._folder / "words", self._word_embeddings) if self._folder else None
        )
        if kept and list(kept.words) == words:
            return kept
        thesaurus = Thesaurus.build(words, self._word_embeddings, kept)
        self._keep("words", thesaurus.save)
        return thesaurus

    @cached_property
    def postings(self) -> Postings:
        """Who speaks in which passages, and is named in which readouts."""
        return Postings(self.passages, self._readouts)

    def _keep(self, name: str, save: Callable[[Path], None]) -> None:
        """Save what can be made again; where it cannot be saved, it will be made again."""
        if self._folder is None or not self._writable:
            return
        try:
            save(self._folder / name)
        except OSError as error:
            logging.getLogger(__name__).warning(
                "the next question will take longer: %s cannot be kept: %s",
                self._folder / name,
                error,
            )


def key(passage: Passage, readout: Readout) -> str:
    """Return what tells everything that was embedded for a passage.

    An id stands for its words, and the title goes before them.
    """
    return f"{passage.id} {' '.join(readout.title.split())}"
