"""`make growth`: questions, memory and start over libraries of 1,000 to 100,000 passages, with and without a filter by speaker.

The libraries are made of one folder of readouts, told again as of other years, so that their words
and speakers are as many as real ones' and their vectors need not be embedded twice. Chroma's own
query over the same passages, plain and filtered, is beside.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from assistant import ReadoutAssistant
from assistant.domain.readout import Readout
from assistant.passages import cut
from assistant.retrieval.filters import Filter
from assistant.retrieval.indexes import key
from tests.bench import QUESTIONS, SHARED

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 10
YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Point:
    """What one size costs: passages, readouts; ms at the median and the 95th percentile; MB.

    Seconds to open and first answer.
    """

    passages: int
    readouts: int
    answer: tuple[float, float]
    filtered: tuple[float, float]
    search: tuple[float, float]
    search_filtered: tuple[float, float]
    chroma: tuple[float, float]
    chroma_filtered: tuple[float, float]
    megabytes: float
    start: float
    disk: float


def again(readout: Readout, years: int) -> Readout:
    """Return a readout as of another year, under an id of its own."""
    if years == 0:
        return readout
    return replace(
        readout,
        id=f"{readout.id}-{years}",
        date=readout.date - years * YEAR if readout.date else None,
        origins=(),
    )


def grow(library: str, base: str, passages: int) -> None:
    """Make a library of this many passages of the readouts and vectors of another."""
    with ReadoutAssistant(base) as given:
        held = given._opened()
        known = dict(zip(held.indexes.vectors.keys, held.indexes.vectors.matrix, strict=True))
        readouts = list(held.readouts.values())
    with ReadoutAssistant(library) as assistant:
        made, years = 0, 0
        written = assistant._opened()
        batch: list[Readout] = []
        vectors = {}
        while made < passages:
            for readout in readouts:
                copy = again(readout, years)
                pairs = list(zip(cut(readout), cut(copy), strict=True))
                vectors.update({key(new, copy): known[key(old, readout)] for old, new in pairs})
                made += len(pairs)
                batch.append(copy)
                if len(batch) == 500 or made >= passages:
                    written.add(batch, vectors)
                    batch, vectors = [], {}
                if made >= passages:
                    break
            years += 1
        written.settle()


def measure(library: str) -> Point:
    """Ask a library the questions, and Chroma for the nearest, plain and filtered by a speaker."""
    start = time.perf_counter()
    with ReadoutAssistant(library) as assistant:
        assistant.ask("What did Biden say about trade?")
        opened = time.perf_counter() - start
        held = assistant._opened()
        answers = [timed(lambda q=q: assistant.ask(q)) for q in QUESTIONS * ROUNDS]
        filtered = [
            timed(lambda q=q: assistant.ask(q, speaker="Biden", since="2022-01-01"))
            for q in QUESTIONS * ROUNDS
        ]
        names = frozenset(
            name
            for identity in assistant._steps().understanding.speaker("Biden")
            for name in identity
        )
        found = [timed(lambda q=q: assistant.search(q, k=4)) for q in QUESTIONS * ROUNDS]
        found_filtered = [
            timed(lambda q=q: assistant.search(q, k=4, speaker="Biden")) for q in QUESTIONS * ROUNDS
        ]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        held.store.open_passages(held.manifest, "")
        vectors = [held.embeddings.embed_query(q) for q in QUESTIONS]
        held.store.nearest(vectors[0], 4)
        where = Filter(speakers=names).where()
        plain = [timed(lambda v=v: held.store.nearest(v, 4)) for v in vectors * ROUNDS]
        narrow = [timed(lambda v=v: held.store.nearest(v, 4, where)) for v in vectors * ROUNDS]
        size = (
            sum(path.stat().st_size for path in Path(library).rglob("*") if path.is_file())
            / 1024**2
        )
        columns = (answers, filtered, found, found_filtered, plain, narrow)
        return Point(
            len(held.passages), len(held.readouts), *map(shares, columns), peak, opened, size
        )


def timed(what) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    what()
    return (time.perf_counter() - start) * 1000


def shares(times: Sequence[float]) -> tuple[float, float]:
    return float(np.percentile(times, 50)), float(np.percentile(times, 95))


def table(points: Sequence[Point]) -> str:
    head = "| passages | readouts | answer p50/p95 ms | filtered | search | filtered | Chroma alone | filtered | first answer s | memory MB | disk MB |"
    lines = [head, "|" + "--:|" * 11]
    for p in points:
        pairs = (p.answer, p.filtered, p.search, p.search_filtered, p.chroma, p.chroma_filtered)
        cells = [
            f"{p.passages:,}",
            f"{p.readouts:,}",
            *(f"{a:.1f} / {b:.1f}" for a, b in pairs),
            f"{p.start:.1f}",
            f"{p.megabytes:.0f}",
            f"{p.disk:.0f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def plot(points: Sequence[Point]) -> str:
    """Return an SVG: milliseconds at the median by passages, both axes logarithmic."""
    width, height, left, bottom = 640, 360, 60, 40
    lines = (("answer", "answer", "#1b6ca8"), ("filtered", "answer, filtered", "#6baed6"), ("search", "search", "#2e7d32"),
             ("search_filtered", "search, filtered", "#81c784"), ("chroma", "Chroma alone", "#b34700"), ("chroma_filtered", "Chroma, filtered", "#ff9e57"))  # fmt: skip
    values = [getattr(p, name)[0] for name, _, _ in lines for p in points]
    low, high = np.log10(min(values)), np.log10(max(values))
    first, last = np.log10(points[0].passages), np.log10(points[-1].passages)

    def at(passages: float, ms: float) -> tuple[float, float]:
        x = left + (np.log10(passages) - first) / max(last - first, 1e-9) * (width - left - 150)
        return x, height - bottom - (np.log10(ms) - low) / max(high - low, 1e-9) * (
            height - 2 * bottom
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="11">'
    ]
    for tick in range(int(np.floor(low)), int(np.ceil(high)) + 1):
        y = at(points[0].passages, 10.0**tick)[1]
        if bottom - 5 <= y <= height - bottom + 5:
            parts.append(
                f'<line x1="{left}" x2="{width - 150}" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/><text x="8" y="{y + 4:.0f}">{10.0**tick:g} ms</text>'
            )
    for p in points:
        parts.append(
            f'<text x="{at(p.passages, 10**low)[0]:.0f}" y="{height - 15}" text-anchor="middle">{p.passages:,}</text>'
        )
    last_label = -1e9
    for name, label, colour in sorted(lines, key=lambda line: -getattr(points[-1], line[0])[0]):
        path = " ".join(
            f"{x:.1f},{y:.1f}" for x, y in (at(p.passages, getattr(p, name)[0]) for p in points)
        )
        x, y = at(points[-1].passages, getattr(points[-1], name)[0])
        last_label = max(y + 4, last_label + 13)  # labels of lines that meet stand below each other
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{x + 6:.0f}" y="{last_label:.0f}" fill="{colour}">{label}</text>')
    return "\n".join([*parts, "</svg>"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.growth", description=__doc__)
    parser.add_argument("--readouts", default=str(SHARED / "readouts" / "whitehouse"))
    parser.add_argument("--base", help="a library that holds them already")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--plot", metavar="FILE.svg")
    parser.add_argument("--measure", metavar="LIBRARY", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        from dataclasses import asdict

        print(json.dumps(asdict(measure(options.measure))))
        return
    points = []
    with tempfile.TemporaryDirectory(prefix="readout-growth-") as scratch:
        base = options.base or f"{scratch}/base"
        if not options.base:
            with ReadoutAssistant(base) as assistant:
                assistant.add(options.readouts)
        for size in options.sizes:
            library = f"{scratch}/{size}"
            start = time.perf_counter()
            grow(library, base, size)
            print(
                f"{size} passages written in {time.perf_counter() - start:.0f} s", file=sys.stderr
            )
            command = [sys.executable, "-m", "tests.growth", "--measure", library]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(done.stderr[-3000:])
            fields = json.loads(done.stdout.strip().splitlines()[-1])
            points.append(
                Point(
                    **{
                        name: tuple(value) if isinstance(value, list) else value
                        for name, value in fields.items()
                    }
                )
            )
    print(table(points))
    if options.plot:
        Path(options.plot).write_text(plot(points), encoding="utf-8")


if __name__ == "__main__":
    main()
