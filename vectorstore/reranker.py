"""An optional cross-encoder, which reads question and text together.

Slower than comparing vectors, and a better judge of order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vectorstore.errors import RerankerError
from vectorstore.torch_lock import LOADING

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """Any one-label cross-encoder that sentence-transformers loads, by name or folder, loaded when it is first asked."""

    def __init__(self, model: str) -> None:
        self.name = model
        self._loaded: CrossEncoder | None = None

    def relevances(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text answers, 0..1.

        RerankerError if the model cannot be loaded or has more labels than one.
        """
        if not texts:
            return []
        found = self._load().predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(value) for value in found]

    def _load(self) -> CrossEncoder:
        with LOADING:
            if self._loaded is None:
                self._loaded = self._open()
            return self._loaded

    def _open(self) -> CrossEncoder:
        # Torch and transformers take seconds to import.
        from sentence_transformers import CrossEncoder

        try:
            loaded: CrossEncoder = CrossEncoder(self.name)
        except (OSError, ValueError, RuntimeError) as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            raise RerankerError(
                self.name, f"{lines[0]} (check the name and the network)"
            ) from error
        if loaded.num_labels != 1:
            raise RerankerError(
                self.name,
                f"it tells {loaded.num_labels} labels apart, where a reranker gives one number",
            )
        return loaded
