"""The library in use: readouts, their passages, and the store and indexes that keep them."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.domain.answer import Passage
from assistant.domain.readout import Readout
from assistant.domain.record import from_json, to_json
from assistant.errors import LibraryError, UnknownReadout
from assistant.passages import VERSION, cut, embedded_text
from assistant.retrieval import snapshot
from assistant.retrieval.filters import Filter, metadata
from assistant.retrieval.indexes import Indexes, Words, key
from assistant.retrieval.postings import Postings
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.state import State
from assistant.text import count_cases
from vectorstore.embedder import Embedder
from vectorstore.errors import StoreError
from vectorstore.manifest import Manifest
from vectorstore.sparse import SparseIndex
from vectorstore.thesaurus import Thesaurus
from vectorstore.vectors import VectorIndex

if TYPE_CHECKING:
    from vectorstore.dense import Store  # Chroma takes most of a second to import

Vector = npt.NDArray[np.float32]
NOTHING_KNOWN: Mapping[str, Vector] = {}
DIGITS = 16  # of a record's digest, as the store has it
REMEDY = "run `readout rebuild` with the new settings, or open it with the old"
LATER = "what was added before stays, and the same command completes it"


class Library:
    """Readouts in memory and on the store, in step with each other.

    A readout's passages are written before its record and deleted after it, so that a readout is in
    the library exactly when its record is; passages without one are never shown. A new version
    names the readout that it supersedes, which is out from then on, whether or not its record could
    still be deleted.

    `connect` opens the store, which happens when it is first needed: `folder` keeps a snapshot of
    the readouts, BM25, the matrix of vectors and the thesaurus, which are enough to answer (None:
    nowhere, they are made at opening). `shared` tells that other processes may write to the store,
    and `version` changes with every change. `word_embeddings` tells which words are near in
    meaning, by thresholds that are one model's.

    Threads may ask while one writes: what changes the library holds `lock`, and puts new mappings
    in the place of the old.
    """

    def __init__(
        self,
        connect: Callable[[], Store],
        embeddings: Embedder,
        word_embeddings: Embedder,
        folder: Path | None = None,
        writable: bool = True,
        shared: bool = False,
    ) -> None:
        self.embeddings = embeddings
        self._word_embeddings = word_embeddings
        self._connect = connect
        self._folder = folder
        self._writable = writable
        self._shared = shared
        self._opened: Store | None = None
        self._kept = snapshot.load(folder) if folder else None
        self._stored: dict[str, Readout] = {}
        self._digests: dict[str, str] = {}
        self._stamp = ""
        self._is_read = False
        self._fresh: dict[str, Vector] = {}
        self._readouts: dict[str, Readout] = {}
        self._words: Words | None = None
        self._indexes: Indexes | None = None
        self.version = 0
        self.lock = threading.RLock()

    def open(self) -> None:
        """Make ready to answer, with what other processes have written since.

        LibraryError if the index was built by another embedder or cutter, or the embedder is
        missing.
        """
        with self.lock:
            self.sync()
            try:
                if self._kept:
                    self.manifest.check(self._kept.manifest, str(self._folder), REMEDY)
                else:
                    self.store.open_passages(self.manifest, REMEDY)
            except StoreError as error:
                raise LibraryError(str(error)) from error

    def sync(self) -> None:
        """Take in what other processes have written; LibraryError where it cannot be read."""
        with self.lock:
            try:
                self._load()
                if self._shared and self.store.stamp() != self._stamp:
                    self._read()
            except StoreError as error:
                raise LibraryError(str(error)) from error

    def state(self) -> State:
        """Return the library as it stands now, with all its indexes made, for questions to be answered over."""
        with self.lock:
            self.indexes.build()
            return State(self.readouts, self.words, self.indexes, self.embeddings)

    def connect(self) -> None:
        """Open the store now; LibraryError where it cannot be."""
        _ = self.store

    @property
    def store(self) -> Store:
        """The store, opened now if it was not."""
        if self._opened is None:
            try:
                self._opened = self._connect()
            except StoreError as error:
                raise LibraryError(str(error)) from error
        return self._opened

    @property
    def is_open(self) -> bool:
        """Tell whether the store was opened, and so can be."""
        return self._opened is not None

    @property
    def readouts(self) -> Mapping[str, Readout]:
        """All readouts by id; LibraryError where they cannot be read."""
        try:
            with self.lock:
                self._load()
        except StoreError as error:
            raise LibraryError(str(error)) from error
        return self._readouts

    @property
    def stored(self) -> Mapping[str, Readout]:
        """All readouts that have a record, those superseded included."""
        _ = self.readouts
        return self._stored

    @property
    def manifest(self) -> Manifest:
        """What the index is built with, as the settings have it."""
        return Manifest(self.embeddings.name, self.embeddings.dimension, VERSION)

    @property
    def words(self) -> Words:
        """How often the readouts print each folded word in small letters, and with a capital that begins no sentence."""
        if self._words is None:
            self._words = count_cases(readout.text for readout in self._readouts.values())
        return self._words

    @property
    def indexes(self) -> Indexes:
        """The indexes over the readouts as they stand."""
        if self._indexes is None:
            parts = (
                self.words,
                self._word_embeddings,
                self._folder,
                self._writable,
                self._fresh,
                self._fetch,
            )
            self._indexes = Indexes(self._readouts, *parts)
        return self._indexes

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, in the order that the indexes count them."""
        return self.indexes.passages

    @property
    def sparse(self) -> SparseIndex:
        """BM25 over `passages`."""
        return self.indexes.sparse

    @property
    def vectors(self) -> VectorIndex:
        """The vectors of `passages`."""
        return self.indexes.vectors

    @property
    def thesaurus(self) -> Thesaurus:
        """The common words of the readouts with their vectors."""
        return self.indexes.thesaurus

    @property
    def postings(self) -> Postings:
        """Who speaks in which passages, and is named in which readouts."""
        return self.indexes.postings

    def similarities(self, text: str) -> Vector:
        """Return the cosine similarity of every passage to a text, shape (n_passages,).

        LibraryError where it cannot be embedded.
        """
        try:
            return self.vectors.similarities(self.embeddings.embed_query(text))
        except StoreError as error:
            raise LibraryError(str(error)) from error

    def admitted(self, condition: Filter) -> npt.NDArray[np.bool_]:
        """Tell which of `passages` meet a condition, shape (n_passages,)."""
        return self.postings.admitted(condition)

    def readout(self, readout_id: str) -> Readout:
        """Return one readout; UnknownReadout if it is not in the library."""
        try:
            return self.readouts[readout_id]
        except KeyError:
            raise UnknownReadout(readout_id) from None

    def unsuperseded(self, readout: Readout) -> Readout:
        """Return a readout that was superseded once, and is to be in force again, as of a version that nothing here supersedes."""
        versions = [
            newer.version for newer in self._stored.values() if newer.supersedes == readout.id
        ]
        return replace(readout, version=max([readout.version, *versions]))

    def add(self, readouts: Sequence[Readout], known: Mapping[str, Vector] = NOTHING_KNOWN) -> None:
        """Embed and store readouts; the same id replaces.

        Each is wholly in or wholly out, whatever happens.

        `known` are vectors by key that need not be made again. LibraryError where the store fails.
        """
        if not readouts:
            return
        with self.lock:
            self._begin_writing()
        passages = [(passage, readout) for readout in readouts for passage in cut(readout)]
        vectors = self._embedded(passages, known)
        with self.lock:
            self._begin_writing()
            self._put(readouts, passages, vectors)

    def _put(
        self,
        readouts: Sequence[Readout],
        passages: Sequence[tuple[Passage, Readout]],
        vectors: Mapping[str, Vector],
    ) -> None:
        older = {
            passage.id
            for readout in readouts
            if readout.id in self._readouts
            for passage in cut(self._readouts[readout.id])
        }
        records = {readout.id: to_json(readout) for readout in readouts}
        self._own_words()
        try:
            self._write(passages, vectors)
            self.store.put_records(records)
            for readout in readouts:
                self._count(self._readouts.get(readout.id), -1)
                self._digests[readout.id] = _digest(records[readout.id])
                self._count(readout, 1)
            written = {readout.id: readout for readout in readouts}
            self._stored = {**self._stored, **written}
            self._readouts = {**self._readouts, **written}
            # The same readout under other speakers is cut elsewhere.
            self.store.delete_passages(sorted(older - {passage.id for passage, _ in passages}))
        except StoreError as error:
            self._lose_track()
            raise LibraryError(f"{error}; {LATER}") from error
        finally:
            self._change()

    def remove(self, readout_id: str) -> None:
        """Delete a readout; UnknownReadout if it is not in the library, LibraryError where the store fails."""
        with self.lock:
            readout = self.readout(readout_id)
            self._begin_writing()
            self._delete(readout)

    def _delete(self, readout: Readout) -> None:
        self._own_words()
        try:
            self.store.delete_record(readout.id)
            self._count(readout, -1)
            self._readouts = {id: r for id, r in self._readouts.items() if id != readout.id}
            self._stored = {id: r for id, r in self._stored.items() if id != readout.id}
            self.store.delete_passages([passage.id for passage in cut(readout)])
        except StoreError as error:
            self._lose_track()
            raise LibraryError(str(error)) from error
        finally:
            self._change()

    def reset(self) -> None:
        """Forget all passages; the records stay, to be added again."""
        with self.lock:
            self._begin_writing(check=False)
            try:
                self.store.reset_passages()
                self.store.open_passages(self.manifest, REMEDY)
            except StoreError as error:
                raise LibraryError(str(error)) from error
            self._change()

    def settle(self) -> None:
        """Build and keep the indexes of what was written, and a snapshot of it, for the next question to find."""
        with self.lock:
            self._settle()

    def _settle(self) -> None:
        if self._kept or self._opened is None:
            return
        self.indexes.build()
        self._fresh = {}
        if self._folder is None or not self._writable:
            return
        kept = Snapshot(
            self.manifest.as_metadata(),
            [to_json(r) for r in self._readouts.values()],
            *self.words,
            self._stamp,
        )
        try:
            snapshot.save(self._folder, kept)
        except OSError as error:
            logging.getLogger(__name__).warning(
                "the next question will take longer: %s cannot be kept: %s", self._folder, error
            )
        else:
            self._kept = kept

    def unsettle(self) -> None:
        """Forget what is kept beside the store, and read the store anew."""
        with self.lock:
            self._kept = None
            self._stored = {}
            self._read()

    def close(self) -> None:
        """Let go of the store; it is opened again when it is needed."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _begin_writing(self, check: bool = True) -> None:
        """Open the store for writing; LibraryError where the folder cannot be written."""
        if not self._writable:
            raise LibraryError(f"{self._folder}: the folder cannot be written, only read")
        try:
            if self._kept and self._stored and self.store.is_empty():
                raise LibraryError(
                    f"{self._folder}: its store is lost; `readout check --repair` makes it again"
                )
            if self._folder:
                snapshot.forget(self._folder)
            self._kept = None
            if check:
                self.store.open_passages(self.manifest, REMEDY)
        except OSError as error:
            raise LibraryError(
                f"{self._folder}: the folder cannot be written ({error.strerror})"
            ) from error
        except StoreError as error:
            raise LibraryError(str(error)) from error

    def _embedded(
        self, passages: Sequence[tuple[Passage, Readout]], known: Mapping[str, Vector]
    ) -> Mapping[str, Vector]:
        """Return the passages' vectors by key, made where they are not known."""
        keys = [key(passage, readout) for passage, readout in passages]
        texts = {
            name: embedded_text(*pair)
            for name, pair in zip(keys, passages, strict=True)
            if name not in known
        }
        made = self.embeddings.embed_documents(list(texts.values())) if texts else []
        fresh = {
            name: np.asarray(vector, dtype=np.float32)
            for name, vector in zip(texts, made, strict=True)
        }
        return {name: fresh[name] if name in fresh else known[name] for name in keys}

    def _write(
        self, passages: Sequence[tuple[Passage, Readout]], vectors: Mapping[str, Vector]
    ) -> None:
        from langchain_core.documents import (
            Document,
        )  # a fifth of a second, which a question need not wait for

        documents = [
            Document(id=p.id, page_content=p.text, metadata=metadata(p, readout))
            for p, readout in passages
        ]
        self.store.add_passages(documents, np.asarray(list(vectors.values()), dtype=np.float32))
        self._fresh.update(vectors)

    def _load(self) -> None:
        """Read the readouts, once.

        From the snapshot, or where there is none or others write to the store, from that.
        """
        if self._is_read:
            return
        if self._kept:
            self._take(self._kept.records)
            self._stamp = self._kept.stamp
        if self._kept is None or (self._shared and self.store.stamp() != self._stamp):
            self._read()
        self._readouts = _in_force(self._stored)
        self._words = (self._kept.small, self._kept.capital) if self._kept else None
        self._is_read = True

    def _read(self) -> None:
        """Read from the store what is not known as it stands there."""
        try:
            stamp = self.store.stamp()
            if not self._stored:
                self._take(text for _, text in self.store.records())
            else:
                self._stored = dict(self._stored)
                theirs = self.store.digests()
                changed = [id for id, digest in theirs.items() if self._digests.get(id) != digest]
                for id in self._stored.keys() - theirs.keys():
                    del self._stored[id]
                self._take(text for _, text in self.store.records(changed))
                self._kept = None
            self._stamp = stamp
            self._readouts, self._words = _in_force(self._stored), None
            self._change()
        except StoreError as error:
            raise LibraryError(str(error)) from error

    def _take(self, records: Iterable[str]) -> None:
        for text in records:
            try:
                readout = from_json(text)
            except ValueError:
                logging.getLogger(__name__).warning(
                    "a damaged record is passed over; `readout check` tells which"
                )
                continue
            self._stored[readout.id] = readout
            if self._shared:
                self._digests[readout.id] = _digest(text)

    def _fetch(self, passages: Sequence[Passage]) -> npt.NDArray[np.float32]:
        try:
            self.store.open_passages(self.manifest, REMEDY)
            return self.store.vectors(
                [passage.id for passage in passages], self.embeddings.dimension
            )
        except StoreError as error:
            raise LibraryError(str(error)) from error

    def _lose_track(self) -> None:
        """Read the store anew before anything else.

        What was written when it failed is not known.
        """
        self._stored = {}
        self._is_read = False

    def _change(self) -> None:
        self._indexes = None
        self.version += 1

    def _count(self, readout: Readout | None, times: int) -> None:
        if self._words and readout:
            for counts, more in zip(self._words, count_cases([readout.text]), strict=True):
                for word, number in more.items():
                    counts[word] += times * number

    def _own_words(self) -> None:
        """Count on copies: those that a state was given stay as they are."""
        if self._words:
            small, capital = self._words
            self._words = (small.copy(), capital.copy())


def _in_force(stored: Mapping[str, Readout]) -> dict[str, Readout]:
    """Return the readouts by id, without those that a later version has superseded."""
    superseded = {
        newer.supersedes
        for newer in stored.values()
        if newer.supersedes and newer.version > _version(stored, newer.supersedes)
    }
    return {id: readout for id, readout in stored.items() if id not in superseded}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _version(stored: Mapping[str, Readout], id: str) -> int:
    return stored[id].version if id in stored else 0
