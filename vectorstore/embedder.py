"""What every embedder can do; the methods are LangChain's."""

from __future__ import annotations

from typing import Protocol


class Embedder(Protocol):
    """Makes unit vectors of texts."""

    name: str

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return vectors of shape (n_texts, dimension)."""

    def embed_query(self, text: str) -> list[float]:
        """Return one vector, shape (dimension,)."""
