"""`make bench`: the product beside the usual tutorial pipeline, in one run on one machine.

Ratios are what counts.

Every row is a process of its own, timed from its start to its end as a user waits for it. The
pipeline is LangChain's tutorial: a recursive splitter of 1,000 and 200 characters,
langchain-chroma, HuggingFaceEmbeddings, the same weights.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
QUESTIONS = (
    "What did Biden say about Taiwan?",
    "What did Macron say about energy?",
    "When did Biden speak with Scholz?",
    "Compare what Biden and Zelenskyy said about air defense.",
    "What was said about grain exports?",
)
ROUNDS = 20
NEAREST = 4  # the tutorial's
TIMES = "times: "
NUMBERS = dict[str, float]


def files_of(folder: str) -> list[Path]:
    return sorted(path for path in Path(folder).rglob("*.md"))


# --- the tutorial pipeline
# -----------------------------------------------------------------------------------------------------


def pipeline(library: str) -> Any:
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    from vectorstore.embeddings import packaged_folder

    embeddings = HuggingFaceEmbeddings(model_name=str(packaged_folder()))
    return Chroma(persist_directory=library, embedding_function=embeddings)


def pipeline_add(library: str, folder: str) -> None:
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    documents = [
        Document(page_content=path.read_text("utf-8"), metadata={"path": str(path)})
        for path in files_of(folder)
    ]
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(
        documents
    )
    pipeline(library).add_documents(chunks)


def pipeline_first(library: str, _: str) -> None:
    assert pipeline(library).similarity_search(QUESTIONS[0], k=NEAREST)


def pipeline_queries(library: str, _: str) -> list[float]:
    store = pipeline(library)
    store.similarity_search("warm", k=NEAREST)
    return [
        timed(lambda q=question: store.similarity_search(q, k=NEAREST))
        for question in QUESTIONS * ROUNDS
    ]


# --- the product
# ---------------------------------------------------------------------------------------------------------------


def product_queries(library: str, _: str) -> list[float]:
    from assistant import ReadoutAssistant

    with ReadoutAssistant(library) as assistant:
        assistant.ask("What did Biden say about trade?")
        return [timed(lambda q=question: assistant.ask(q)) for question in QUESTIONS * ROUNDS]


def bare_page(_: str, __: str) -> None:
    """A Gradio page of one chatbot and one box, and nothing behind it."""
    import gradio as gr

    with gr.Blocks(analytics_enabled=False) as page:
        gr.Chatbot()
        gr.Textbox()
    page.launch(server_name="127.0.0.1", server_port=int(os.environ["PORT"]), quiet=True)


# --- measuring
# -----------------------------------------------------------------------------------------------------------------


def timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return (time.perf_counter() - start) * 1000


def run(command: list[str], **environment: str) -> tuple[NUMBERS, list[float]]:
    """Run one process; return its seconds, and the milliseconds it printed."""
    before = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    output, errors = process.communicate()
    seconds = time.perf_counter() - before
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{errors[-3000:]}")
    times = next(
        (
            json.loads(line.removeprefix(TIMES))
            for line in output.splitlines()
            if line.startswith(TIMES)
        ),
        [],
    )
    return {"seconds": seconds}, times


def peak(command: list[str]) -> NUMBERS:
    """Run one command in a child of its own, so that the peak is of it alone."""
    code = (
        "import json, resource, subprocess, sys, time; start = time.perf_counter();"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE);"
        "print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]));"
        "sys.stderr.buffer.write(done.stderr); sys.exit(done.returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    seconds, megabytes = json.loads(done.stdout.strip().splitlines()[-1])
    return {"seconds": seconds, "megabytes": megabytes}


def worker(name: str, library: str, folder: str) -> list[str]:
    return [sys.executable, "-m", "tests.bench", "--worker", name, library, folder]


def readout(library: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "assistant.cli", "--library", library, *arguments]


def served(command: list[str], port: int) -> float:
    """Return the seconds from a process's start until its page answers."""
    start = time.perf_counter()
    environment = {**os.environ, "PORT": str(port)}
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
    )
    try:
        while time.perf_counter() - start < 120:
            with (
                suppress(OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer,
            ):
                if answer.status == 200:
                    return time.perf_counter() - start
            time.sleep(0.02)
    finally:
        process.terminate()
        process.wait()
    raise SystemExit(f"{' '.join(command)} serves nothing")


def size(folder: str) -> float:
    return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1024**2


def measure(folder: str, scratch: str) -> list[tuple[str, str, float, float, float | None]]:
    """Return rows of what, unit, the pipeline's figure, the product's, and the ratio aimed at."""
    from assistant.presentation.chat_page import free_port

    usual, ours = f"{scratch}/pipeline", f"{scratch}/library"
    run(
        readout(f"{scratch}/warm", "samples")
    )  # what a first installation makes once: byte code, the compiled model
    run(readout(f"{scratch}/warm", "ask", "What did Khan say about Taiwan?"))
    rows: list[tuple[str, str, float, float, float | None]] = []
    first = peak(worker("pipeline_add", usual, folder)), peak(readout(ours, "add", folder))
    sizes = size(usual), size(ours)
    run(readout(ours, "ask", QUESTIONS[0]))  # the indexes that a first question makes
    sizes = sizes[0], size(ours)
    starts = best(worker("pipeline_first", usual, "")), best(readout(ours, "ask", QUESTIONS[0]))
    asked = (
        run(worker("pipeline_queries", usual, ""))[1],
        run(worker("product_queries", ours, ""))[1],
    )
    again = peak(worker("pipeline_add", usual, folder)), best(readout(ours, "add", folder))
    pages = (
        served(worker("bare_page", "", ""), free_port()),
        served(readout(ours, "serve", "--port", str(port := free_port())), port),
    )
    rows.append(("ingest", "s", first[0]["seconds"], first[1]["seconds"], 1 / 3))
    rows.append(("ingest unchanged files again", "s", again[0]["seconds"], again[1], 1 / 60))
    rows.append(("process start to first answer", "s", *starts, 0.3))
    rows.append(("query p50", "ms", *(float(np.percentile(times, 50)) for times in asked), 1.0))
    rows.append(("query p95", "ms", *(float(np.percentile(times, 95)) for times in asked), 1.5))
    rows.append(
        ("peak memory of the ingest", "MB", first[0]["megabytes"], first[1]["megabytes"], 1.0)
    )
    rows.append(("size on disk", "MB", *sizes, None))
    rows.append(("page served (a bare Gradio page)", "s", *pages, 1.5))
    return rows


def best(command: list[str], rounds: int = 3) -> float:
    return min(run(command)[0]["seconds"] for _ in range(rounds))


def table(rows: list[tuple[str, str, float, float, float | None]]) -> str:
    lines = ["| | unit | pipeline | product | ratio | goal |", "|---|---|--:|--:|--:|--:|"]
    for what, unit, usual, ours, goal in rows:
        lines.append(
            f"| {what} | {unit} | {usual:.2f} | {ours:.2f} | {ours / usual:.3f} | {'' if goal is None else f'{goal:.3f}'} |"
        )
    return "\n".join(lines)


WORKERS: Mapping[str, Callable[[str, str], list[float] | None]] = {
    each.__name__: each
    for each in (pipeline_add, pipeline_first, pipeline_queries, product_queries, bare_page)
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--worker", nargs=3, metavar=("NAME", "LIBRARY", "FOLDER"), help=argparse.SUPPRESS
    )
    parser.add_argument(
        "--readouts", default=str(SHARED / "readouts" / "whitehouse"), help="a folder of .md files"
    )
    options = parser.parse_args()
    if options.worker:
        name, library, folder = options.worker
        result = WORKERS[name](library, folder)
        print(TIMES + json.dumps(result or []))
        return
    if not files_of(options.readouts):
        raise SystemExit(f"{options.readouts} holds no .md file: name a folder with --readouts")
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as scratch:
        print(
            f"{len(files_of(options.readouts))} files\n\n{table(measure(options.readouts, scratch))}"
        )


if __name__ == "__main__":
    main()
