"""What an index was built with, kept beside it, so that opening it with something else is an error and not nonsense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from vectorstore.errors import ManifestMismatch


@dataclass(frozen=True, slots=True)
class Manifest:
    """The embedding model and its vector dimension, and the version of the code that cut the passages."""

    embedding_model: str
    dimension: int
    passages: str

    def as_metadata(self) -> dict[str, Any]:
        """Return the fields as flat metadata."""
        return asdict(self)

    def check(self, stored: Mapping[str, Any] | None, place: str, remedy: str) -> None:
        """Raise ManifestMismatch, naming both values, for the first field that differs from what is stored."""
        for field in fields(self):
            wanted = getattr(self, field.name)
            found = (stored or {}).get(field.name)
            if found != wanted:
                raise ManifestMismatch(place, field.name.replace("_", " "), found, wanted, remedy)
