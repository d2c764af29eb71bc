"""The packaged model as an ONNX graph: one text in a third of torch's time, and without the seconds that torch takes to import."""

from __future__ import annotations

import os
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np

LONGEST = 256  # tokens; the model was trained on no more, and sentence-transformers cuts there too
OPSET = 17
TOKENIZER = "tokenizer.json"


class CompiledModel:
    """Embeds single texts by onnxruntime, on one thread: more gain nothing, and stall beside a busy neighbour."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, graph: Path, model: Path) -> CompiledModel | None:
        """Open a graph made by `compile_model` with the tokenizer of the model's folder; None if it is missing or damaged."""
        if not graph.exists():
            return None
        # It reports its use to its maker unless this is set before it is imported; its own switch comes too late.
        os.putenv("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as errors
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        except (errors.Fail, errors.InvalidArgument, errors.InvalidGraph, errors.InvalidProtobuf, errors.NoSuchFile):
            return None
        tokenizer = Tokenizer.from_file(str(model / TOKENIZER))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        return cls(session, tokenizer)

    def embed(self, text: str) -> list[float]:
        """Return the unit vector of one text."""
        ids = np.asarray([self._tokenizer.encode(text).ids], dtype=np.int64)
        vectors = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
        found: list[float] = vectors[0].tolist()
        return found


def compile_model(model: Path, graph: Path) -> None:
    """Write the graph of a BERT model with mean pooling, whole or not at all; OSError if it cannot be written."""
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
            return torch.nn.functional.normalize((tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9), dim=1)

    # Eager attention is the one that tracing writes out.
    bert = AutoModel.from_pretrained(str(model), attn_implementation="eager", local_files_only=True).eval()
    example = torch.ones(2, 9, dtype=torch.long)
    free = {0: "texts", 1: "tokens"}
    graph.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=graph.parent, prefix=graph.name)
    os.close(handle)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of tracing, and of the exporter that needs no further package
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
        Path(unfinished).unlink(missing_ok=True)
