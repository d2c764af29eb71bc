"""Make the parts that the settings ask for: embedder, store, library, reranker."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import LibraryError, SettingsError
from assistant.retrieval.library import Library
from assistant.selecting import Rerank
from assistant.settings import Settings
from vectorstore.embeddings import PACKAGED, SentenceEmbeddings
from vectorstore.errors import StoreError, StoreUnavailable
from vectorstore.holding import Hold, hold

if TYPE_CHECKING:
    from vectorstore.dense import Store
    from vectorstore.embedder import Embedder


def is_remote(settings: Settings) -> bool:
    """Tell whether the library is on a server."""
    return str(settings.library).startswith(("http://", "https://"))


def open_library(settings: Settings, held: Hold | None = None) -> tuple[Library, Hold | None]:
    """Open the library of the settings, and hold the folder where it, or what is kept of one on a server, lies.

    `held` is such a hold that is there already. LibraryError where another process holds a local
    folder, or no server answers.
    """
    cache = Path(settings.cache)
    packaged = SentenceEmbeddings(PACKAGED, settings.threads, cache)
    embeddings = _embedder(settings, packaged)
    place = str(settings.library)
    if is_remote(settings):
        whose = f"{place} {settings.chroma_tenant} {settings.chroma_database}"
        kept = cache / "libraries" / sha256(whose.encode()).hexdigest()[:16]
        try:
            held = held or hold(kept)
        except StoreUnavailable:
            held = None  # another process of this machine keeps its indexes there; this one makes its own, and keeps none
        folder = kept if held and held.writable else None
        library = Library(
            lambda: connect(place, settings), embeddings, packaged, folder, shared=True
        )
        try:
            library.connect()
        except LibraryError:
            if held:
                held.release()
            raise
        return library, held
    try:
        held = held or hold(Path(place))
    except StoreError as error:
        raise LibraryError(str(error)) from error
    return Library(
        lambda: connect(place, settings), embeddings, packaged, Path(place), held.writable
    ), held


def connect(place: str, settings: Settings) -> Store:
    """Open the store at a place; StoreUnavailable where it cannot be."""
    from vectorstore.dense import (
        open_store,
    )  # Chroma takes most of a second to import, and many questions do without it

    return open_store(
        place, settings.chroma_token, settings.chroma_tenant, settings.chroma_database
    )


def open_reranker(name: str) -> Rerank | None:
    """Return what puts texts in order by a cross-encoder of this name, loaded when it is first asked; None for none."""
    if not name:
        return None
    from vectorstore.errors import RerankerError
    from vectorstore.reranker import Reranker

    reranker = Reranker(name)

    def rerank(question: str, texts: Sequence[str]) -> list[float]:
        try:
            return reranker.relevances(question, texts)
        except RerankerError as error:
            raise SettingsError("reranker", str(error)) from error

    return rerank


def _embedder(settings: Settings, packaged: SentenceEmbeddings) -> Embedder:
    if settings.embedding_url:
        from vectorstore.endpoint import (
            EndpointEmbeddings,
        )  # httpx is for those who embed elsewhere

        return EndpointEmbeddings(
            settings.embedding_url, settings.embedding_model, settings.embedding_key
        )
    if settings.embedding_model == PACKAGED:
        return packaged
    return SentenceEmbeddings(settings.embedding_model, settings.threads, Path(settings.cache))
