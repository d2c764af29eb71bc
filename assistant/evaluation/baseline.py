"""The pipeline of the usual tutorial, measured on the same gold.

Chunks of 1,000 characters, Chroma, the four nearest, no refusal.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import numpy as np
from langchain_core.documents import Document

from assistant.domain.readout import Readout
from assistant.errors import SettingsError
from assistant.evaluation.gold import GoldCase
from vectorstore.dense import open_store
from vectorstore.embeddings import packaged_folder
from vectorstore.manifest import Manifest

SIZE, OVERLAP, NEAREST = 1000, 200, 4  # LangChain's tutorial on retrieval, as of version 1.x


@dataclass(frozen=True, slots=True)
class BaselineSummary:
    """Shares are 0..1: gold passages that stand in a retrieved chunk, chunks that hold one, unanswerable cases refused. Times are ms."""

    cases: int
    recall: float
    precision: float
    abstained_rightly: float
    p50: float
    p95: float


def run_baseline(
    readouts: Sequence[Readout],
    cases: Sequence[GoldCase],
    folder: Path,
    progress: Callable[[int, int], None],
) -> BaselineSummary:
    """Index the readouts' texts in `folder` as the tutorial does, and ask every case.

    Raises SettingsError where the splitter's package is missing.
    """
    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError:
        raise SettingsError(
            "--baseline",
            "needs the package langchain-text-splitters: pip install 'readout-assistant[eval]'",
        ) from None
    from langchain_huggingface import HuggingFaceEmbeddings

    embeddings = HuggingFaceEmbeddings(model_name=str(packaged_folder()))
    splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
    chunks = [
        (PurePath(r.path or "").name, text)
        for r in readouts
        for text in splitter.split_text(r.text)
    ]
    store = open_store(str(folder))
    store.open_passages(Manifest("tutorial", 384, "tutorial"), "")
    documents = [
        Document(id=str(n), page_content=text, metadata={"file": name})
        for n, (name, text) in enumerate(chunks)
    ]
    store.add_passages(documents, embeddings.embed_documents([text for _, text in chunks]))
    embeddings.embed_query("load")
    recall: list[float] = []
    precision: list[float] = []
    times: list[float] = []
    for number, case in enumerate(cases, 1):
        start = time.perf_counter()
        found = [
            chunks[int(match.id)]
            for match in store.nearest(embeddings.embed_query(case.question), NEAREST)
        ]
        times.append((time.perf_counter() - start) * 1000)
        if case.answerable:
            held = [
                [_holds(chunk, passage.readout, passage.quote) for passage in case.gold]
                for chunk in found
            ]
            recall.append(
                float(np.mean([any(row[i] for row in held) for i in range(len(case.gold))]))
            )
            precision.append(float(np.mean([any(row) for row in held])))
        progress(number, len(cases))
    store.close()
    return BaselineSummary(
        cases=len(cases),
        recall=float(np.mean(recall)) if recall else 0.0,
        precision=float(np.mean(precision)) if precision else 0.0,
        abstained_rightly=0.0,  # it has no means to
        p50=float(np.percentile(times, 50)),
        p95=float(np.percentile(times, 95)),
    )


def markdown(summary: BaselineSummary, p50: float, p95: float) -> str:
    """Return the pipeline's row as a table, with the product's times as ratios to its own.

    A whole answer to its bare retrieval.
    """
    return (
        "## The tutorial pipeline in the same run\n\n"
        "| cases | recall | precision | abstained rightly | p50 ms | p95 ms | our answer to its retrieval, p50 | p95 |\n"
        "|--:|--:|--:|--:|--:|--:|--:|--:|\n"
        f"| {summary.cases} | {summary.recall:.0%} | {summary.precision:.0%} | {summary.abstained_rightly:.0%} "
        f"| {summary.p50:.1f} | {summary.p95:.1f} | {p50 / summary.p50:.2f} | {p95 / summary.p95:.2f} |\n"
    )


def _holds(chunk: tuple[str, str], readout: str, quote: str) -> bool:
    name, text = chunk
    return name == readout and " ".join(quote.split()) in " ".join(text.split())
