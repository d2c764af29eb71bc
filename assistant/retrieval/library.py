"""The library in use: readouts, their passages, and the store and indexes that keep them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from langchain_core.documents import Document

from assistant.domain.answer import Passage
from assistant.domain.readout import Readout
from assistant.domain.record import from_json, to_json
from assistant.errors import LibraryError, UnknownReadout
from assistant.passages import VERSION, cut, embedded_text
from assistant.retrieval.filters import Filter, metadata
from assistant.retrieval.postings import Postings
from assistant.text import STOPWORDS, count_cases, terms
from vectorstore.embeddings import SentenceEmbeddings
from vectorstore.errors import StoreError
from vectorstore.manifest import Manifest
from vectorstore.sparse import SparseIndex
from vectorstore.thesaurus import Thesaurus
from vectorstore.vectors import VectorIndex

if TYPE_CHECKING:
    from vectorstore.dense import Store  # Chroma takes half a second to import

FREQUENT = 2  # a word that stands once in a library is as often a slip or a name
REMEDY = "run `readout rebuild` with the new settings, or open it with the old"


class Library:
    """Readouts in memory and on the store, in step with each other.

    A readout's passages are written before its record and deleted after it, so that a readout is in the library
    exactly when its record is; passages without one are never shown. A new version names the readout that it supersedes, which
    is out from then on, whether or not its record could still be deleted. `folder` is where BM25, the matrix of vectors and
    the thesaurus are kept (None: nowhere, they are made at opening).
    """

    def __init__(self, store: Store, embeddings: SentenceEmbeddings, folder: Path | None = None) -> None:
        self._store = store
        self.embeddings = embeddings
        self._folder = folder
        self._readouts = _in_force(from_json(text) for _, text in store.records())
        self._passages: tuple[Passage, ...] | None = None
        self._sparse: SparseIndex | None = None
        self._vectors: VectorIndex | None = None
        self._thesaurus: Thesaurus | None = None
        self._postings: Postings | None = None

    def open(self) -> None:
        """Open the index; LibraryError if it was built by another embedder or cutter, or the embedder is missing."""
        try:
            self._store.open_passages(self._manifest(), REMEDY)
        except StoreError as error:
            raise LibraryError(str(error)) from error

    @property
    def store(self) -> Store:
        """The store, for dense search."""
        return self._store

    @property
    def readouts(self) -> Mapping[str, Readout]:
        """All readouts by id."""
        return self._readouts

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, in the order that `sparse` counts them."""
        if self._passages is None:
            self._passages = tuple(passage for readout in self._readouts.values() for passage in cut(readout))
        return self._passages

    @property
    def sparse(self) -> SparseIndex:
        """BM25 over `passages`: as kept on disk if it fits, else built and kept."""
        if self._sparse is None:
            ids = [passage.id for passage in self.passages]
            folder = self._folder / "bm25" if self._folder else None
            kept = SparseIndex.load(folder, ids, terms) if folder else None
            self._sparse = kept or SparseIndex.build(ids, [passage.text for passage in self.passages], terms)
            if folder and not kept:
                self._sparse.save(folder)
        return self._sparse

    @property
    def vectors(self) -> VectorIndex:
        """The vectors of `passages`: as kept on disk if they fit, else read from the store and kept."""
        if self._vectors is None:
            ids = [passage.id for passage in self.passages]
            folder = self._folder / "vectors" if self._folder else None
            kept = VectorIndex.load(folder, ids) if folder else None
            self._vectors = kept or VectorIndex(ids, self._store.vectors(ids, self.embeddings.dimension))
            if folder and not kept:
                self._vectors.save(folder)
        return self._vectors

    @property
    def thesaurus(self) -> Thesaurus:
        """The common words of `passages` with their vectors: as kept on disk if they fit, else those missing embedded and kept."""
        if self._thesaurus is None:
            small, capital = count_cases(passage.text for passage in self.passages)
            common = (w for w, n in small.items() if n >= FREQUENT and n > capital[w] and w not in STOPWORDS)
            words = sorted(common)
            folder = self._folder / "words" if self._folder else None
            kept = Thesaurus.load(folder, self.embeddings) if folder else None
            self._thesaurus = kept if kept and list(kept.words) == words else Thesaurus.build(words, self.embeddings, kept)
            if folder and self._thesaurus is not kept:
                self._thesaurus.save(folder)
        return self._thesaurus

    def admitted(self, condition: Filter) -> npt.NDArray[np.bool_]:
        """Tell which of `passages` meet a condition, shape (n_passages,)."""
        return self.postings.admitted(condition)

    @property
    def postings(self) -> Postings:
        """Who speaks in which passages, and is named in which readouts."""
        if self._postings is None:
            self._postings = Postings(self.passages, self._readouts)
        return self._postings

    def readout(self, readout_id: str) -> Readout:
        """Return one readout; UnknownReadout if it is not in the library."""
        try:
            return self._readouts[readout_id]
        except KeyError:
            raise UnknownReadout(readout_id) from None

    def add(self, readouts: Sequence[Readout]) -> None:
        """Embed and store readouts; the same id replaces. Each is wholly in or wholly out, whatever happens."""
        passages = [(passage, readout) for readout in readouts for passage in cut(readout)]
        older = {passage.id for readout in readouts if readout.id in self._readouts for passage in cut(self._readouts[readout.id])}
        self._write(passages)
        for readout in readouts:
            self._store.put_record(readout.id, to_json(readout))
            self._readouts[readout.id] = readout
        # The same readout under other speakers is cut elsewhere.
        self._store.delete_passages(sorted(older - {passage.id for passage, _ in passages}))
        self._forget_indexes()

    def remove(self, readout_id: str) -> None:
        """Delete a readout; UnknownReadout if it is not in the library."""
        readout = self.readout(readout_id)
        self._store.delete_record(readout_id)
        self._store.delete_passages([passage.id for passage in cut(readout)])
        del self._readouts[readout_id]
        self._forget_indexes()

    def reset(self) -> None:
        """Forget all passages; the records stay, to be added again."""
        self._store.reset_passages()
        self.open()
        self._forget_indexes()

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _write(self, passages: Sequence[tuple[Passage, Readout]]) -> None:
        texts = [embedded_text(passage, readout) for passage, readout in passages]
        documents = [Document(id=p.id, page_content=p.text, metadata=metadata(p, readout)) for p, readout in passages]
        self._store.add_passages(documents, self.embeddings.embed_documents(texts))

    def _forget_indexes(self) -> None:
        self._passages = None
        self._sparse = None
        self._vectors = None
        self._thesaurus = None
        self._postings = None

    def _manifest(self) -> Manifest:
        return Manifest(self.embeddings.name, self.embeddings.dimension, VERSION)


def _in_force(readouts: Iterable[Readout]) -> dict[str, Readout]:
    """Return the readouts by id, without those that a later version has superseded."""
    found = {readout.id: readout for readout in readouts}
    superseded = {
        newer.supersedes for newer in found.values() if newer.supersedes in found and found[newer.supersedes].version < newer.version
    }
    return {id: readout for id, readout in found.items() if id not in superseded}
