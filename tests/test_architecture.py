"""The layout is the architecture.

Arrows between rooms run down, and each library stops at its adapter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Floors from the bottom; a module may import from lower floors and from its own room.
FLOORS = [
    {
        "assistant.domain", "assistant.text", "assistant.errors", "assistant.settings", "assistant.names", "assistant.gazetteer",
        "assistant.issuers",
        "assistant.wordlists", "assistant.data", "assistant.samples", "vectorstore", "prompts",
    },
    {"assistant.corpus", "assistant.attribution", "assistant.passages"},
    {"assistant.questions", "assistant.retrieval", "assistant.composition", "assistant.fetching"},
    {"assistant.adding", "assistant.checking", "assistant.file_check", "assistant.archive", "assistant.indexing", "assistant.requests", "assistant.answering", "assistant.selecting", "assistant.searching",
        "assistant.wiring", "assistant.writers", "assistant.streams",
    },
    {"assistant.assistant", "assistant.chain", "assistant"},
    {"assistant.presentation", "assistant.cli", "assistant.evaluation"},
    {"app"},
]  # fmt: skip
# The command line drives page and evaluation; the assistant makes its chain; within floor 0 the
# shared words are read by all.
DOORS = {
    ("assistant.cli", "assistant.presentation"),
    ("assistant.cli", "assistant.evaluation"),
    ("assistant.evaluation", "assistant.cli"),
    ("assistant.assistant", "assistant.chain"),
    ("assistant.indexing", "assistant.adding"),
    ("assistant.checking", "assistant.adding"),
    ("assistant.file_check", "assistant.adding"),
    ("assistant.archive", "assistant.adding"),
    ("assistant.archive", "assistant.checking"),
    ("assistant.answering", "assistant.selecting"),
    ("assistant.wiring", "assistant.selecting"),
    ("assistant.answering", "assistant.searching"),
    ("assistant.selecting", "assistant.searching"),
    ("assistant", "assistant.assistant"),
    ("assistant.settings", "assistant.errors"),
    ("assistant.text", "assistant.wordlists"),
    ("assistant.names", "assistant.wordlists"),
    ("assistant.names", "assistant.text"),
    ("assistant.gazetteer", "assistant.wordlists"),
    ("assistant.gazetteer", "assistant.text"),
    ("assistant.issuers", "assistant.wordlists"),
    ("assistant.issuers", "assistant.gazetteer"),
    ("assistant.issuers", "assistant.text"),
}


def sources() -> Iterator[Path]:
    for room in ("assistant", "vectorstore", "prompts"):
        yield from sorted((ROOT / room).rglob("*.py"))
    yield ROOT / "app.py"


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    rooms = [
        room
        for floor in FLOORS
        for room in floor
        if module == room or (room != "assistant" and module.startswith(room + "."))
    ]
    return max(rooms, key=len) if rooms else None


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(
                f"{node.module}.{alias.name}"
                for alias in node.names
                if room_of(f"{node.module}.{alias.name}")
            )
    return found


def floor_of(room: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if room in floor)


def wrong_arrows(module: str, imported: set[str]) -> list[str]:
    here = room_of(module)
    if here is None:
        return [f"{module} is in no room"]
    wrong = []
    for name in imported:
        there = room_of(name)
        if (
            there is None
            or there == here
            or (here, there) in DOORS
            or (there == "assistant" and name != "assistant")
        ):
            continue
        if floor_of(there) >= floor_of(here):
            wrong.append(f"{module} imports {name}")
    return wrong


def test_arrows_run_down_only() -> None:
    assert [
        arrow for path in sources() for arrow in wrong_arrows(module_name(path), imports(path))
    ] == []


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("assistant.domain.readout", "assistant.corpus.parsing"),
        ("assistant.corpus.parsing", "assistant.attribution.people"),
        ("assistant.retrieval.hybrid", "assistant.questions.understanding"),
        ("vectorstore.dense", "assistant.text"),
        ("assistant.answering", "assistant.presentation.plain"),
    ],
)
def test_an_arrow_up_or_across_is_found(module: str, imported: str) -> None:
    assert wrong_arrows(module, {imported})


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("chromadb", {"vectorstore.dense"}),
        ("gradio", {"assistant.presentation.chat_page"}),
        ("bm25s", {"vectorstore.sparse"}),
        ("torch", {"vectorstore.embeddings", "vectorstore.compiled"}),
        ("onnxruntime", {"vectorstore.compiled"}),
        ("trafilatura", {"assistant.corpus.html"}),
        ("pypdfium2", {"assistant.corpus.pdf.drawn"}),
        ("pdfminer", {"assistant.corpus.pdf.witness"}),
        ("docx", {"assistant.corpus.word"}),
        ("httpx", {"assistant.fetching.fetcher", "vectorstore.dense", "vectorstore.endpoint"}),
        ("feedparser", {"assistant.corpus.feeds"}),
        ("protego", {"assistant.fetching.robots"}),
        ("langchain", {"assistant.composition.model"}),
        ("tenacity", {"assistant.composition.model"}),
    ],
)
def test_each_library_stops_at_its_adapter(library: str, homes: set[str]) -> None:
    users = {
        module_name(p)
        for p in sources()
        if any(name.split(".")[0] == library for name in imports(p))
    }
    assert users == homes


def test_the_environment_is_read_in_one_place() -> None:
    reading = {
        module_name(p)
        for p in sources()
        if any(
            word in p.read_text("utf-8")
            for word in ("environ[", "environ.", "os.environ", "getenv")
        )
    }
    assert reading == {"assistant.settings"}


def test_importing_the_package_loads_none_of_the_heavy_libraries() -> None:
    import subprocess
    import sys

    code = "import assistant, sys; print([m for m in ('torch', 'chromadb', 'gradio', 'sentence_transformers', 'trafilatura') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_top_level_holds_what_the_project_is_made_of() -> None:
    import subprocess

    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT)
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    fixed = {
        "pyproject.toml",
        "assistant",
        "vectorstore",
        "prompts",
        "tests",
        "app.py",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "Makefile",
        "docs",
        "findings",
    }
    assert {name for name in top if not name.startswith(".")} <= fixed
