"""Chroma: a collection of embedded passages and a collection of records, in a local folder or on a server."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from vectorstore.errors import StoreUnavailable
from vectorstore.manifest import Manifest

if TYPE_CHECKING:
    from langchain_core.documents import (
        Document,
    )  # a fifth of a second, of which nothing is needed here

PASSAGES = "passages"
RECORDS = "records"
STAMP = "stamp"  # in the records' metadata: it changes with every write
# What one call may carry and one document hold: Chroma 1.5 takes 5,461 records in a call, Chroma
# Cloud 300 and 16,384 bytes.
LOCAL_BATCH, REMOTE_BATCH = 5000, 300
PART = 12_000  # bytes of a record in one document
EF_SEARCH = (
    200  # candidates the graph keeps while searching; twice Chroma's own, for filtered searches
)
FAILURES = (
    ChromaError,
    httpx.HTTPError,
    OSError,
    ValueError,
)  # what Chroma raises for a full disk, a lost server, a damaged file

Where = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """A stored document near a query; `similarity` is the cosine, higher is nearer."""

    id: str
    similarity: float


class Store:
    """Two collections. Records are the truth, passages are derived.

    `reset_passages` forgets the latter.

    Every method raises StoreUnavailable where the folder or the server fails; what was written
    before stays written.
    """

    def __init__(self, client: Client, place: str, batch: int) -> None:
        self._client = client
        self._place = place
        self._batch = batch
        self._passages: Collection | None = None
        with self._told():
            self._records = client.get_or_create_collection(RECORDS, embedding_function=None)

    def open_passages(self, manifest: Manifest, remedy: str) -> None:
        """Open the passages, creating them under this manifest.

        ManifestMismatch if they were built with another.
        """
        with self._told():
            try:
                collection = self._client.get_collection(PASSAGES, embedding_function=None)
            except NotFoundError:
                # Another process may create it at the same time.
                collection = self._client.get_or_create_collection(
                    PASSAGES,
                    embedding_function=None,
                    configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}},
                    metadata=manifest.as_metadata(),
                )
        manifest.check(collection.metadata, self._place, remedy)
        self._passages = collection

    def reset_passages(self) -> None:
        """Forget all passages and their manifest; the records stay."""
        with self._told(), suppress(NotFoundError):
            self._client.delete_collection(PASSAGES)
        self._passages = None

    def add_passages(self, documents: Sequence[Document], vectors: npt.NDArray[np.float32]) -> None:
        """Write passages with their vectors, shape (n_documents, dimension).

        The same id replaces.
        """
        with self._told():
            for start in range(0, len(documents), self._batch):
                batch = documents[start : start + self._batch]
                self._open().upsert(
                    ids=[str(document.id) for document in batch],
                    documents=[document.page_content for document in batch],
                    metadatas=[document.metadata for document in batch],
                    embeddings=np.asarray(vectors[start : start + self._batch], dtype=np.float32),
                )

    def nearest(self, vector: Sequence[float], k: int, where: Where | None = None) -> list[Match]:
        """Return up to k passages nearest to the vector among those whose metadata meet `where`, nearest first."""
        query = np.asarray([vector], dtype=np.float32)
        condition = dict(where) if where else None
        with self._told():
            found = self._open().query(
                query_embeddings=query, n_results=k, where=condition, include=["distances"]
            )
        distances = found["distances"] or [[]]
        return [
            Match(id, 1.0 - distance)
            for id, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def vectors(self, ids: Sequence[str], dimension: int) -> npt.NDArray[np.float32]:
        """Return the vectors of passages in the order of their ids, shape (n_ids, dimension).

        Zeros where one is missing.
        """
        found = np.zeros((len(ids), dimension), dtype=np.float32)
        with self._told():
            for start in range(0, len(ids), self._batch):
                place = {
                    id: start + offset for offset, id in enumerate(ids[start : start + self._batch])
                }
                page = self._open().get(ids=list(place), include=["embeddings"])
                if page["embeddings"] is not None and len(page["ids"]):
                    found[[place[id] for id in page["ids"]]] = page["embeddings"]
        return found

    def passages(self) -> Iterator[tuple[str, str]]:
        """Yield the id and text of every stored passage."""
        for page in self._pages(self._open(), ["documents"]):
            yield from zip(page["ids"], page["documents"], strict=True)

    def delete_passages(self, ids: Sequence[str]) -> None:
        """Delete passages by id; unknown ids are no error."""
        with self._told():
            for start in range(0, len(ids), self._batch):
                self._open().delete(ids=list(ids[start : start + self._batch]))

    def put_records(self, records: Mapping[str, str]) -> None:
        """Write records; the same id replaces. Each is wholly in or wholly out, whatever happens.

        A record is cut into parts that a document can hold. Its first part is written last, and its
        parts bear the digest of the whole, so that those of two versions are never mixed; what an
        older version leaves is deleted after that.
        """
        if not records:
            return
        firsts: dict[str, tuple[str, dict[str, Any]]] = {}
        others: dict[str, tuple[str, dict[str, Any]]] = {}
        for id, text in records.items():
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
            parts = _parts(text)
            fields = {"record": id, "digest": digest, "parts": len(parts)}
            firsts[id] = (parts[0], fields)
            others.update(
                {
                    f"{id}#{digest}#{number}": (part, fields)
                    for number, part in enumerate(parts[1:], 1)
                }
            )
        with self._told():
            self._put(others)
            self._put(firsts)
            stale = self._parts_of(list(records)) - others.keys() - firsts.keys()
            if stale:
                self._records.delete(ids=sorted(stale))
            self._records.modify(metadata={STAMP: uuid.uuid4().hex})

    def delete_record(self, id: str) -> None:
        """Delete one record; an unknown id is no error."""
        with self._told():
            self._records.delete(ids=[id])  # from here on it is out
            rest = self._parts_of([id])
            if rest:
                self._records.delete(ids=sorted(rest))
            self._records.modify(metadata={STAMP: uuid.uuid4().hex})

    def stamp(self) -> str:
        """Return what changes with every write of records, whichever process writes."""
        with self._told():
            metadata = self._client.get_collection(RECORDS, embedding_function=None).metadata or {}
        return str(metadata.get(STAMP, ""))

    def digests(self) -> dict[str, str]:
        """Return the digest of every record by its id, without its text."""
        return {
            id: str(fields.get("digest", ""))
            for page in self._pages(self._records, ["metadatas"])
            for id, fields in zip(page["ids"], page["metadatas"], strict=True)
            if id == (fields or {}).get("record", id)
        }

    def records(self, ids: Sequence[str] | None = None) -> Iterator[tuple[str, str]]:
        """Yield the id and text of every whole record, or of those named."""
        wanted = None if ids is None else {"record": {"$in": list(ids)}}
        if ids is not None and not ids:
            return
        parts: dict[tuple[str, str], dict[int, str]] = {}
        firsts: dict[str, tuple[str, int]] = {}
        for page in self._pages(self._records, ["documents", "metadatas"], wanted):
            for part_id, text, fields in zip(
                page["ids"], page["documents"], page["metadatas"], strict=True
            ):
                fields = fields or {"record": part_id, "digest": "", "parts": 1}
                id, digest = str(fields["record"]), str(fields["digest"])
                number = 0 if part_id == id else int(part_id.rsplit("#", 1)[1])
                parts.setdefault((id, digest), {})[number] = text
                if number == 0:
                    firsts[id] = (digest, int(fields["parts"]))
        for id, (digest, count) in firsts.items():
            found = parts[id, digest]
            if len(found) == count:
                yield id, "".join(found[number] for number in range(count))

    def is_empty(self) -> bool:
        """Tell whether there is no record."""
        with self._told():
            return self._records.count() == 0

    def close(self) -> None:
        """Let go of the folder or the server."""
        with suppress(*FAILURES):
            self._client.close()

    def _put(self, parts: Mapping[str, tuple[str, dict[str, Any]]]) -> None:
        ids = list(parts)
        for start in range(0, len(ids), self._batch):
            batch = ids[start : start + self._batch]
            self._records.upsert(
                ids=batch,
                documents=[parts[id][0] for id in batch],
                metadatas=[parts[id][1] for id in batch],
                embeddings=np.concatenate([_placeholder(id) for id in batch]),
            )

    def _parts_of(self, ids: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for start in range(0, len(ids), self._batch):
            where: Any = {"record": {"$in": list(ids[start : start + self._batch])}}
            for page in self._pages(self._records, [], where):
                found.update(page["ids"])
        return found

    def _pages(
        self, collection: Collection, include: list[str], where: Any = None
    ) -> Iterator[Any]:
        offset = 0
        while True:
            with self._told():
                page = collection.get(
                    limit=self._batch, offset=offset, include=cast(Any, include), where=where
                )
            if page["ids"]:
                yield page
            if len(page["ids"]) < self._batch:
                return
            offset += len(page["ids"])

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what Chroma raises into an error that names the place."""
        try:
            yield
        except FAILURES as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            raise StoreUnavailable(
                self._place, f"the library cannot be read or written ({lines[0]})"
            ) from error

    def _open(self) -> Collection:
        if self._passages is None:
            raise StoreUnavailable(self._place, "its passages are not open")
        return self._passages


def open_store(place: str, token: str = "", tenant: str = "", database: str = "") -> Store:
    """Open the Chroma folder below a local folder, or the Chroma server at an http(s) address.

    A local folder must be held (`vectorstore.holding`). A server may ask for a token, and keep
    several tenants' databases; Chroma Cloud does. Raises StoreUnavailable where the folder cannot
    be used, or no server answers.
    """
    # Chroma would report usage to its makers otherwise.
    settings = ChromaSettings(anonymized_telemetry=False)
    if is_remote(place):
        parts = urlsplit(place)
        try:
            client = chromadb.HttpClient(
                host=parts.hostname or "",
                port=parts.port or (443 if parts.scheme == "https" else 8000),
                ssl=parts.scheme == "https",
                headers={"x-chroma-token": token} if token else None,
                settings=settings,
                tenant=tenant or DEFAULT_TENANT,
                database=database or DEFAULT_DATABASE,
            )
            return Store(cast(Client, client), place, REMOTE_BATCH)
        except FAILURES as error:
            raise StoreUnavailable(place, f"no Chroma server answers there ({error})") from error
    path = str(Path(place) / "chroma")
    try:
        client = chromadb.PersistentClient(path, settings=settings)
    except FAILURES as error:
        # Chroma keeps what it could not open, and would hand it out again even when the folder has
        # been mended.
        SharedSystemClient._identifier_to_system.pop(path, None)
        SharedSystemClient._identifier_to_refcount.pop(path, None)
        raise StoreUnavailable(place, f"the library cannot be opened ({error})") from error
    return Store(cast(Client, client), place, LOCAL_BATCH)


def is_remote(place: str) -> bool:
    """Tell whether a place is the address of a server."""
    return place.startswith(("http://", "https://"))


def _parts(text: str) -> list[str]:
    """Cut a text into parts of at most PART bytes of UTF-8, between characters."""
    raw = text.encode()
    parts: list[str] = []
    start = 0
    while start < len(raw) or not parts:
        end = min(start + PART, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(raw[start:end].decode())
        start = end
    return parts


def _placeholder(id: str) -> npt.NDArray[np.float32]:
    """Return a vector for a record that nobody searches by vector.

    Equal ones would degrade Chroma's graph.
    """
    digest = hashlib.sha256(id.encode()).digest()
    return np.asarray([[1.0 + digest[0] / 255, 1.0 + digest[1] / 255]], dtype=np.float32)
