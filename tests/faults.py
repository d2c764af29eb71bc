"""`make faults`: kill, fill, lock and damage a library, and look whether anything acknowledged is missing or there in half.

Each row is one kind of fault. A readout is acknowledged when the add has reported it done. After
each fault the library is opened by another process's eyes, everything acknowledged is looked for,
`check` looks for halves, a question is asked, and the same command is run again until it completes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from assistant import LibraryError, ReadoutAssistant
from assistant.checking import ORPHAN, SUPERSEDED

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "What did President Lindqvist say about the border?"
# Adds, and says after each batch what is acknowledged.
ADD = """
import json, sys
from assistant import ReadoutAssistant
from assistant.errors import ReadoutError
try:
    with ReadoutAssistant(sys.argv[1]) as assistant:
        assistant.add(sys.argv[2], progress=lambda done, total: print(json.dumps(list(assistant._library.readouts)), flush=True))
except ReadoutError as error:
    print(error, file=sys.stderr)
    sys.exit(1)
"""
TOPICS = (
    "fisheries",
    "the ferry line",
    "grain prices",
    "the coast guard",
    "student exchanges",
    "the river dams",
    "customs papers",
)


@dataclass(slots=True)
class Row:
    """What one kind of fault did.

    Rounds, readouts that were acknowledged and are missing, those in half, and whether it answers.
    """

    fault: str
    rounds: int = 0
    acknowledged: int = 0
    missing: int = 0
    half: int = 0
    silent: int = 0
    completed: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool:
        return not (self.missing or self.half or self.silent) and self.completed > 0


def write_files(folder: Path, number: int) -> Path:
    """Write fictional readouts, each in words of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(number):
        topic, other = TOPICS[i % len(TOPICS)], TOPICS[(i // len(TOPICS)) % len(TOPICS)]
        text = f"""Readout of President Lindqvist's Call with Prime Minister Andrade, No. {i}
{1 + i % 28} May {2000 + i // 28}

President Maria Lindqvist spoke today with Prime Minister Paulo Andrade of Costana. President Lindqvist underscored that the border
will stay open for {i + 2} more days. Prime Minister Andrade briefed the President on {topic}, and said that {i + 3} ships wait at the pier.

The two leaders also discussed {other}. They agreed to meet again in {i + 4} weeks.
"""
        (folder / f"{i:03}.txt").write_text(text, encoding="utf-8")
    return folder


def start_add(library: str, folder: Path, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADD, library, str(folder)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )  # type: ignore[call-overload,no-any-return]


def acknowledged(output: str) -> set[str]:
    """Return the ids of the last whole line."""
    lines = [line for line in output.split("\n")[:-1] if line.startswith("[")]
    return set(json.loads(lines[-1])) if lines else set()


def look(row: Row, library: str, ids: set[str]) -> int:
    """Look at a library after a fault; return how many readouts it holds."""
    row.rounds += 1
    row.acknowledged += len(ids)
    with ReadoutAssistant(library) as assistant:
        there = {readout.id for readout in assistant.readouts()}
        report = assistant.check()
        row.missing += len(ids - there)
        row.half += sum(finding.what not in (ORPHAN, SUPERSEDED) for finding in report.found)
        row.notes += [
            finding.what for finding in report.found if finding.what not in (ORPHAN, SUPERSEDED)
        ]
        if there and not assistant.ask(QUESTION).answered:
            row.silent += 1
    return len(there)


def complete(row: Row, library: str, folder: Path, number: int) -> None:
    """Run the same command again; all must then be there, and nothing else."""
    with ReadoutAssistant(library) as assistant:
        assistant.add(folder)
        assistant.check(repair=True)
        if len(assistant.readouts()) == number and assistant.check().found == ():
            row.completed += 1
        else:
            row.notes.append(
                f"not completed: {len(assistant.readouts())} of {number}, {assistant.check().found[:2]}"
            )


def kills(scratch: Path, rounds: int, number: int, seed: int = 7) -> Row:
    """SIGKILL at random moments of an add.

    The next add goes on in the same library until it holds everything.
    """
    row, chance = Row(f"SIGKILL during an add of {number} files"), random.Random(seed)
    folder = write_files(scratch / "in", number)
    start = time.perf_counter()
    process = start_add(str(scratch / "whole"), folder)
    process.communicate()
    assert process.returncode == 0
    whole = time.perf_counter() - start
    library, ids, again = scratch / "killed-0", set[str](), 0
    while row.rounds < rounds:
        process = start_add(str(library), folder)
        try:
            output, _ = process.communicate(timeout=chance.uniform(0.1, 1.0) * whole)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            output, _ = process.communicate()
        ids |= acknowledged(output)
        if look(row, str(library), ids) == number:
            complete(row, str(library), folder, number)
            again += 1
            library, ids = scratch / f"killed-{again}", set()
    complete(row, str(library), folder, number)
    return row


def full_disk(scratch: Path, number: int) -> Row:
    """A disk with too little room, where one can be mounted.

    Else a limit on how large a file may grow, which fails alike.
    """
    row = Row("full disk")
    folder, small = write_files(scratch / "in", number), scratch / "small"
    small.mkdir(parents=True)
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)], capture_output=True
        ).returncode
        == 0
    )
    row.notes.append("a disk of 2 MB" if mounted else "files of at most 600 kB")
    library = str(small / "library")
    limit = (
        None if mounted else (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)))
    )
    try:
        process = start_add(library, folder, preexec_fn=limit)
        output, errors = process.communicate(timeout=600)
        row.notes.append(errors.strip().splitlines()[-1][-160:] if errors.strip() else "no error")
        if process.returncode == 0:
            row.half += 1
            row.notes.append("the add did not notice")
        if mounted:
            subprocess.run(["mount", "-o", "remount,size=200m", str(small)], check=True)
        look(row, library, acknowledged(output))
        complete(row, library, folder, number)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(small)], check=False)  # indexes may still be mapped
    return row


def read_only(scratch: Path, number: int) -> Row:
    """A folder that can only be read.

    What is there answers, what is new is refused, nothing changes.
    """
    row = Row("read-only folder")
    if not shutil.which("setpriv") and os.getuid() == 0:
        row.notes.append("not tried: root writes everywhere, and setpriv is not installed")
        return row
    folder, library = write_files(scratch / "in", number), scratch / "library"
    with ReadoutAssistant(library) as assistant:
        ids = set(assistant.add(folder).added)
    write_files(scratch / "in", number + 1)
    subprocess.run(["chmod", "-R", "a-w", str(library)], check=True)
    powerless = ["setpriv", "--bounding-set=-dac_override"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*powerless, sys.executable, "-c", ADD, str(library), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    asked = subprocess.run(
        [
            *powerless,
            sys.executable,
            "-m",
            "assistant.cli",
            "--library",
            str(library),
            "ask",
            "--json",
            QUESTION,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    subprocess.run(["chmod", "-R", "u+w", str(library)], check=True)
    row.notes.append(done.stderr.strip()[-160:])
    row.silent += not (asked.returncode == 0 and json.loads(asked.stdout)["answered"])
    row.half += done.returncode != 1
    look(row, str(library), ids)
    complete(row, str(library), folder, number + 1)
    return row


def truncated(scratch: Path, number: int) -> Row:
    """A SQLite file cut off at several places.

    It still answers, says what is wrong, and is made again.
    """
    row = Row("truncated SQLite file")
    folder = write_files(scratch / "in", number)
    for share in (1, 4, 7, 9):
        library = scratch / f"cut-{share}"
        with ReadoutAssistant(library) as assistant:
            ids = set(assistant.add(folder).added)
        database = library / "chroma" / "chroma.sqlite3"
        database.write_bytes(database.read_bytes()[: database.stat().st_size * share // 10])
        with ReadoutAssistant(library) as assistant:
            row.silent += not assistant.ask(QUESTION).answered
            row.half += assistant.check().sound  # damage that is not found
            assistant.check(repair=True)
        look(row, str(library), ids)
        complete(row, str(library), folder, number)
    return row


@contextmanager
def server(path: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A real Chroma server on a loopback port."""
    chroma = Path(sys.executable).parent / "chroma"
    process = subprocess.Popen(
        [str(chroma), "run", "--path", str(path), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ANONYMIZED_TELEMETRY": "False", "DO_NOT_TRACK": "1"},
    )
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        time.sleep(0.5)
        yield process
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def lost_server(scratch: Path, rounds: int, number: int, seed: int = 7) -> Row:
    """A server killed in the middle of an add, and started again."""
    row, chance = Row("server killed during an add, and back"), random.Random(seed)
    folder, port = write_files(scratch / "in", number), free_port()
    place = f"http://127.0.0.1:{port}"
    ids: set[str] = set()
    for _ in range(rounds):
        with server(scratch / "served", port) as process:
            adding = start_add(place, folder)
            assert adding.stdout is not None
            first = adding.stdout.readline()  # it is under way
            time.sleep(chance.uniform(0.0, 1.0))
            process.kill()
            output, errors = adding.communicate(timeout=600)
            ids |= acknowledged(first + output)
            row.notes.append(
                errors.strip().splitlines()[-1][-160:] if errors.strip() else "done before it died"
            )
            try:
                with ReadoutAssistant(place) as assistant:
                    assistant.ask(QUESTION)
                row.half += 1
            except LibraryError:
                pass
        with server(scratch / "served", port):
            look(row, place, ids)
    with server(scratch / "served", port):
        complete(row, place, folder, number)
    return row


def table(rows: list[Row]) -> str:
    lines = [
        "| fault | rounds | acknowledged | missing | in half | silent | completed by the same command |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {r.fault} | {r.rounds} | {r.acknowledged} | {r.missing} | {r.half} | {r.silent} | {r.completed} |"
        for r in rows
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--files", type=int, default=200)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="readout-faults-") as name:
        scratch = Path(name)
        rows.append(kills(scratch / "kills", options.kills, options.files))
        rows.append(full_disk(scratch / "full", options.files))
        rows.append(read_only(scratch / "read", 20))
        rows.append(truncated(scratch / "cut", 20))
        rows.append(lost_server(scratch / "server", 5, options.files))
    print(table(rows))
    for row in rows:
        for note in dict.fromkeys(row.notes):
            print(f"- {row.fault}: {note}")
    sys.exit(0 if all(row.held for row in rows) else 1)


if __name__ == "__main__":
    main()
