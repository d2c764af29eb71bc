"""`make bench`: where the time goes. Ratios inside one run are what counts; milliseconds are this machine's."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant import ReadoutAssistant
from assistant.attribution.attributing import attribute
from assistant.corpus.loading import find_files, read_bytes, read_document
from assistant.passages import cut, embedded_text
from assistant.samples import sample_folder
from tests.conftest import SHARED
from vectorstore.embeddings import SentenceEmbeddings

QUESTIONS = (
    "What did Khan say about Taiwan?",
    "What did Xi say about Taiwan?",
    "When did they speak?",
    "Compare Xi and Khan on the corridor.",
)
T = TypeVar("T")
LIMIT = 300  # readouts in the library that is asked; attribution and embedding are timed over all


def timed(what: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = what()
    return result, time.perf_counter() - start


def main() -> None:
    folder = SHARED / "readouts" if SHARED.is_dir() else sample_folder()
    files = [str(path) for path in find_files(str(folder))]
    raw = {path: read_bytes(path) for path in files}
    parsed, parsing = timed(lambda: [read_document(*(raw[path][0], path, raw[path][1])) for path in files])
    attributed, attributing = timed(lambda: [attribute(readout) for readout in parsed])
    texts = [embedded_text(passage, readout) for readout in attributed for passage in cut(readout)]
    embeddings = SentenceEmbeddings()
    embeddings.embed_query("load the model")
    _, embedding = timed(lambda: embeddings.embed_documents(texts))
    print(f"{len(files)} readouts, {len(texts)} passages")
    for name, seconds in (("parse", parsing), ("attribute", attributing), ("embed", embedding)):
        print(f"{name:10} {seconds:7.2f} s   {seconds / embedding:6.3f} of embedding")
    with tempfile.TemporaryDirectory() as library, ReadoutAssistant(Path(library)) as assistant:
        assistant.add(*files[:LIMIT])
        assistant.ask(QUESTIONS[0])
        store = assistant._opened()
        # The space keeps the vector of the bare retrieval from being the one that the answer finds at hand.
        bare, whole = [], []
        for question in QUESTIONS * 25:
            bare.append(timed(lambda question=question: store.store.nearest(store.embeddings.embed_query(f"{question} "), 4))[1])  # type: ignore[misc]
            whole.append(timed(lambda question=question: assistant.ask(question))[1])  # type: ignore[misc]
    for share in (50, 95):
        retrieval, answer = np.percentile(bare, share) * 1000, np.percentile(whole, share) * 1000
        print(f"p{share}: bare retrieval {retrieval:.1f} ms, answer {answer:.1f} ms, ratio {answer / retrieval:.1f}")


if __name__ == "__main__":
    main()
