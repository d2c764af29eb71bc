"""Gold files: JSON lines, each an object, errors named by file and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.errors import GoldError


def read_rows(path: str, what: str) -> list[tuple[dict[str, Any], str]]:
    """Return every object of a JSON-lines file with the name of its place.

    GoldError where it holds no `what`, or no JSON.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(
            f"{path}: {getattr(error, 'strerror', None) or 'is not UTF-8 text'}"
        ) from None
    rows = [
        (_object(line, f"{path}, line {number}"), f"{path}, line {number}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    if not rows:
        raise GoldError(f"{path}: holds no {what}")
    return rows


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        raise GoldError(f"{place}: is not JSON") from None
    if not isinstance(row, dict):
        raise GoldError(f"{place}: is not an object")
    return row
