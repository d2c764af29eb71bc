"""What can go wrong in the store, each error carrying the data it speaks of."""

from __future__ import annotations


class StoreError(Exception):
    """Base of the store's errors."""


class EmbeddingModelError(StoreError):
    """An embedding model cannot be loaded."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(f"embedding model {model!r} cannot be loaded: {reason}")
        self.model = model
        self.reason = reason


class StoreUnavailable(StoreError):
    """A store cannot be opened."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class ManifestMismatch(StoreError):
    """A store was built in another way than it is opened."""

    def __init__(self, place: str, field: str, stored: object, wanted: object, remedy: str) -> None:
        super().__init__(
            f"{place}: its {field} is {stored!r}, but {wanted!r} was asked for; {remedy}"
        )
        self.place = place
        self.field = field
        self.stored = stored
        self.wanted = wanted


class RerankerError(StoreError):
    """A reranker cannot be used."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(f"reranker {model!r} cannot be used: {reason}")
        self.model = model
        self.reason = reason
