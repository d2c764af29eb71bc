"""Embeddings by a server.

OpenAI's API, or anything that speaks it, or Text Embeddings Inference's own `/embed`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import httpx
import numpy as np

from vectorstore.errors import EmbeddingModelError

BATCH = (
    32  # texts in one request: the most that Text Embeddings Inference takes unless told otherwise
)
TRIES = 4
PAUSE = 0.5  # seconds before the second try; twice as long before each further one
TIMEOUT = httpx.Timeout(60.0, connect=10.0)
BUSY = frozenset({408, 429, 500, 502, 503, 504})


class EndpointEmbeddings:
    """Unit vectors by a server at a URL; the methods are LangChain's.

    A URL that ends with `/embed` is asked as Text Embeddings Inference is, any other, such as
    `https://host/v1`, as OpenAI is.
    """

    def __init__(self, url: str, model: str, key: str = "") -> None:
        self.name = model
        self._url = url.rstrip("/")
        self._is_plain = self._url.endswith("/embed")
        self._client = httpx.Client(
            timeout=TIMEOUT, headers={"Authorization": f"Bearer {key}"} if key else {}
        )
        self._dimension: int | None = None
        self._last: tuple[str, list[float]] | None = None

    @property
    def dimension(self) -> int:
        """The length of a vector; the server is asked once."""
        if self._dimension is None:
            self._dimension = len(self.embed_query("length"))
        return self._dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return vectors of shape (n_texts, dimension).

        EmbeddingModelError where the server fails or answers nonsense.
        """
        found: list[list[float]] = []
        for start in range(0, len(texts), BATCH):
            found += self._embed(texts[start : start + BATCH])
        return found

    def embed_query(self, text: str) -> list[float]:
        """Return one vector, shape (dimension,); EmbeddingModelError as for documents."""
        if self._last is None or self._last[0] != text:
            self._last = (text, self._embed([text])[0])
        return self._last[1]

    def _embed(self, texts: list[str]) -> list[list[float]]:
        address = self._url if self._is_plain else f"{self._url}/embeddings"
        body: Mapping[str, Any] = (
            {"inputs": texts, "truncate": True}
            if self._is_plain
            else {"model": self.name, "input": texts}
        )
        answer = self._post(address, body)
        try:
            rows = (
                answer
                if self._is_plain
                else [
                    row["embedding"] for row in sorted(answer["data"], key=lambda row: row["index"])
                ]
            )
            vectors = np.asarray(rows, dtype=np.float32)
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        except (KeyError, TypeError, ValueError) as error:
            raise EmbeddingModelError(
                self.name, f"the server at {address} answers with no vectors ({error})"
            ) from None
        if len(vectors) != len(texts) or not np.isfinite(lengths).all() or not lengths.all():
            raise EmbeddingModelError(
                self.name,
                f"the server at {address} answers {len(vectors)} usable vectors for {len(texts)} texts",
            )
        unit: list[list[float]] = (vectors / lengths).tolist()
        return unit

    def _post(self, address: str, body: Mapping[str, Any]) -> Any:
        """Send one request, again where the server is busy or cannot be reached."""
        reason = ""
        for number in range(TRIES):
            if number:
                time.sleep(PAUSE * 2 ** (number - 1))
            try:
                response = self._client.post(address, json=body)
            except httpx.HTTPError as error:
                reason = str(error) or type(error).__name__
                continue
            if response.status_code == 200:
                try:
                    return response.json()
                except ValueError:
                    raise EmbeddingModelError(
                        self.name, f"the server at {address} answers with no JSON"
                    ) from None
            reason = f"it answers {response.status_code}: {response.text[:200]}".strip()
            if response.status_code not in BUSY:
                break
        raise EmbeddingModelError(self.name, f"the server at {address} does not embed ({reason})")
