"""Chroma: a collection of embedded passages and a collection of records, in a local folder or on a server."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError
from filelock import FileLock, Timeout
from langchain_core.documents import Document

from vectorstore.errors import StoreUnavailable
from vectorstore.manifest import Manifest

PASSAGES = "passages"
RECORDS = "records"
BATCH = 5000  # Chroma 1.5 takes at most 5,461 records in one call
PAGE = 2000
EF_SEARCH = 200  # candidates the graph keeps while searching; twice Chroma's own, for filtered searches

Where = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """A stored document near a query; `similarity` is the cosine, higher is nearer."""

    id: str
    similarity: float


class Store:
    """Two collections and the lock that makes this process the only one on a local folder.

    Records are the truth, passages are derived: `reset_passages` forgets the latter and the caller adds them anew.
    """

    def __init__(self, client: Client, place: str, lock: FileLock | None = None) -> None:
        self._client = client
        self._place = place
        self._lock = lock
        self._passages: Collection | None = None
        self._records = client.get_or_create_collection(RECORDS, embedding_function=None)

    def open_passages(self, manifest: Manifest, remedy: str) -> None:
        """Open the passages, creating them under this manifest; ManifestMismatch if they were built with another."""
        try:
            collection = self._client.get_collection(PASSAGES, embedding_function=None)
        except NotFoundError:
            collection = self._client.create_collection(
                PASSAGES,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}},
                metadata=manifest.as_metadata(),
            )
        manifest.check(collection.metadata, self._place, remedy)
        self._passages = collection

    def reset_passages(self) -> None:
        """Forget all passages and their manifest; the records stay."""
        with suppress(NotFoundError):
            self._client.delete_collection(PASSAGES)
        self._passages = None

    def add_passages(self, documents: Sequence[Document], vectors: Sequence[Sequence[float]]) -> None:
        """Write passages with their vectors, shape (n_documents, dimension); the same id replaces."""
        for start in range(0, len(documents), BATCH):
            batch = documents[start : start + BATCH]
            self._open().upsert(
                ids=[str(document.id) for document in batch],
                documents=[document.page_content for document in batch],
                metadatas=[document.metadata for document in batch],
                embeddings=np.asarray(vectors[start : start + BATCH], dtype=np.float32),
            )

    def nearest(self, vector: Sequence[float], k: int, where: Where | None = None) -> list[Match]:
        """Return up to k passages nearest to the vector among those whose metadata meet `where`, nearest first."""
        query = np.asarray([vector], dtype=np.float32)
        condition = dict(where) if where else None
        found = self._open().query(query_embeddings=query, n_results=k, where=condition, include=["distances"])
        distances = found["distances"] or [[]]
        return [Match(id, 1.0 - distance) for id, distance in zip(found["ids"][0], distances[0], strict=True)]

    def vectors(self, ids: Sequence[str], dimension: int) -> npt.NDArray[np.float32]:
        """Return the vectors of passages in the order of their ids, shape (n_ids, dimension); zeros where one is missing."""
        found = np.zeros((len(ids), dimension), dtype=np.float32)
        for start in range(0, len(ids), PAGE):
            place = {id: start + offset for offset, id in enumerate(ids[start : start + PAGE])}
            page = self._open().get(ids=list(place), include=["embeddings"])
            if page["embeddings"] is not None and len(page["ids"]):
                found[[place[id] for id in page["ids"]]] = page["embeddings"]
        return found

    def passages(self) -> Iterator[Document]:
        """Yield every stored passage, without its vector."""
        collection = self._open()
        for offset in range(0, collection.count(), PAGE):
            page = collection.get(limit=PAGE, offset=offset, include=["documents", "metadatas"])
            for id, text, metadata in zip(page["ids"], page["documents"] or [], page["metadatas"] or [], strict=True):
                yield Document(id=id, page_content=text, metadata=dict(metadata or {}))

    def delete_passages(self, ids: Sequence[str]) -> None:
        """Delete passages by id; unknown ids are no error."""
        for start in range(0, len(ids), BATCH):
            self._open().delete(ids=list(ids[start : start + BATCH]))

    def put_record(self, id: str, text: str) -> None:
        """Write one record; the same id replaces. A record is wholly in or wholly out."""
        self._records.upsert(ids=[id], documents=[text], embeddings=_placeholder(id))

    def delete_record(self, id: str) -> None:
        """Delete one record."""
        self._records.delete(ids=[id])

    def records(self) -> Iterator[tuple[str, str]]:
        """Yield the id and text of every record."""
        for offset in range(0, self._records.count(), PAGE):
            page = self._records.get(limit=PAGE, offset=offset, include=["documents"])
            yield from zip(page["ids"], page["documents"] or [], strict=True)

    def close(self) -> None:
        """Let go of the folder, so that another process may open it."""
        self._client.close()
        if self._lock is not None:
            self._lock.release()

    def _open(self) -> Collection:
        if self._passages is None:
            raise StoreUnavailable(self._place, "its passages are not open")
        return self._passages


def open_store(place: str) -> Store:
    """Open a local folder, created when missing, or the Chroma server at an http(s) address.

    Raises StoreUnavailable where the folder cannot be used, another process holds it, or no server answers.
    """
    # Chroma would report usage to its makers otherwise.
    settings = ChromaSettings(anonymized_telemetry=False)
    if place.startswith(("http://", "https://")):
        parts = urlsplit(place)
        try:
            client = chromadb.HttpClient(
                host=parts.hostname or "",
                port=parts.port or (443 if parts.scheme == "https" else 8000),
                ssl=parts.scheme == "https",
                settings=settings,
            )
            return Store(cast(Client, client), place)
        except (ValueError, ChromaError, OSError) as error:
            raise StoreUnavailable(place, f"no Chroma server answers there ({error})") from error
    folder = Path(place)
    lock = _hold(folder)
    try:
        client = chromadb.PersistentClient(str(folder / "chroma"), settings=settings)
        return Store(cast(Client, client), place, lock)
    except (ChromaError, OSError, ValueError) as error:
        lock.release()
        raise StoreUnavailable(place, f"the library cannot be opened ({error})") from error


def _hold(folder: Path) -> FileLock:
    """Lock the folder: two processes that write one Chroma folder damage it without an error at either."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreUnavailable(str(folder), f"the library is in use by process {_holder(folder)}; close it first") from None
    except OSError as error:
        raise StoreUnavailable(str(folder), f"the folder cannot be used ({error.strerror})") from error
    (folder / "holder").write_text(str(os.getpid()), encoding="ascii")
    return lock


def _holder(folder: Path) -> str:
    try:
        return (folder / "holder").read_text(encoding="ascii")
    except OSError:
        return "(unknown)"


def _placeholder(id: str) -> npt.NDArray[np.float32]:
    """Return a vector for a record that nobody searches by vector; equal ones would degrade Chroma's graph."""
    digest = hashlib.sha256(id.encode()).digest()
    return np.asarray([[1.0 + digest[0] / 255, 1.0 + digest[1] / 255]], dtype=np.float32)
