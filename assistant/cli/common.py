"""What every command needs: exit codes, an open library, a progress bar, and how to print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import ReadoutAssistant
    from assistant.domain.report import Progress

OK, FAILED, USAGE = 0, 1, 2


@contextmanager
def opened(settings: Settings) -> Iterator[ReadoutAssistant]:
    """Open the library of the settings."""
    from assistant.assistant import (
        ReadoutAssistant,
    )  # a second of imports that `--help` does not need

    with ReadoutAssistant(settings) as assistant:
        yield assistant


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """Show a bar with counts and time left on stderr; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def printable(text: object) -> str:
    """Return a text on one line, without characters that act on a terminal.

    File names may hold any.
    """
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(text)
    )


def complain(message: object, code: int) -> int:
    """Print one line on stderr and return the exit code."""
    print(f"readout: {printable(message)}", file=sys.stderr)
    return code
