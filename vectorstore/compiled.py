"""The packaged model as an ONNX graph.

One text in a third of torch's time, many in six tenths, and no torch to import.

Where the processor multiplies bf16 numbers itself, torch is the faster one for many.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

LONGEST = 256  # tokens; the model was trained on no more, and sentence-transformers cuts there too
BATCH = 8  # texts; larger ones were slower on two cores with 651 passages of the White House readouts: 9.4 s, 10.3 with 16
OPSET = 17
TOKENIZER = "tokenizer.json"


class CompiledModel:
    """Embeds texts by onnxruntime. Each batch runs on one thread.

    More stall beside a busy neighbour, and scale worse than batches.
    """

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, graph: Path, model: Path) -> CompiledModel | None:
        """Open a graph made by `compile_model` with the tokenizer of the model's folder.

        None if it is missing or damaged.
        """
        try:
            status = graph.stat()
        except OSError:
            return None
        return _open(graph, status.st_mtime_ns, model)

    @classmethod
    def open(cls, graph: Path, model: Path) -> CompiledModel | None:
        """Open a graph anew; None if it is damaged."""
        # It reports its use to its maker unless this is set before it is imported; its own switch
        # comes too late.
        os.putenv("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as errors
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(
                str(graph), options, providers=["CPUExecutionProvider"]
            )
        except (
            errors.Fail,
            errors.InvalidArgument,
            errors.InvalidGraph,
            errors.InvalidProtobuf,
            errors.NoSuchFile,
            errors.NotImplemented,  # a graph in another number format than fp32
        ):
            return None
        tokenizer = Tokenizer.from_file(str(model / TOKENIZER))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        return cls(session, tokenizer)

    def embed(self, texts: Sequence[str], threads: int = 1) -> list[list[float]]:
        """Return unit vectors, shape (n_texts, dimension).

        As many batches at once as there are threads.
        """
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        # Texts of one length beside each other: nothing is spent on filling up the shorter ones.
        order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        found: list[list[float]] = [[] for _ in rows]

        def run(places: Sequence[int]) -> None:
            for place, vector in zip(
                places, self._run([rows[place] for place in places]), strict=True
            ):
                found[place] = vector.tolist()

        if threads == 1 or len(batches) == 1:
            for batch in batches:
                run(batch)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(run, batches))
        return found

    def _run(self, rows: Sequence[Sequence[int]]) -> npt.NDArray[np.float32]:
        ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        vectors: npt.NDArray[np.float32] = self._session.run(
            None, {"input_ids": ids, "attention_mask": mask}
        )[0]
        return vectors


@lru_cache(maxsize=2)
def _open(graph: Path, modified: int, model: Path) -> CompiledModel | None:
    """Open a graph once for all libraries of the process.

    Its weights are 90 MB, and reading them takes a quarter of a second.
    """
    return CompiledModel.open(graph, model)


def compile_model(model: Path, graph: Path) -> None:
    """Write the graph of a BERT model with mean pooling, whole or not at all.

    OSError if it cannot be written.
    """
    import torch
    from transformers import AutoModel

    class Pooled(torch.nn.Module):
        """Token vectors averaged over the text and brought to length one."""

        def __init__(self, bert: torch.nn.Module) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            tokens = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
            return torch.nn.functional.normalize(
                (tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9), dim=1
            )

    # Another part of the process may have set another format, which masks are made in.
    before = torch.get_default_dtype()
    example = torch.ones(2, 9, dtype=torch.long)
    free = {0: "texts", 1: "tokens"}
    graph.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=graph.parent, prefix=graph.name)
    os.close(handle)
    torch.set_default_dtype(torch.float32)
    try:
        # Eager attention is the one that tracing writes out.
        bert = AutoModel.from_pretrained(
            str(model), attn_implementation="eager", local_files_only=True, dtype=torch.float32
        ).eval()
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of tracing, and of the exporter that needs no further package
            torch.onnx.export(
                Pooled(bert),
                (example, example),
                unfinished,
                input_names=["input_ids", "attention_mask"],
                output_names=["vectors"],
                dynamic_axes={"input_ids": free, "attention_mask": free},
                opset_version=OPSET,
                dynamo=False,
            )
        os.replace(unfinished, graph)  # noqa: PTH105  # whole or not at all
    finally:
        torch.set_default_dtype(before)
        Path(unfinished).unlink(missing_ok=True)
