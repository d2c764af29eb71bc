"""The readouts as a local file beside the library, so that a question need not wait for Chroma to be imported and read.

It is forgotten before anything is written to the store and saved again when the indexes are built,
so that where it is, it is in step. Damage to it is found by its digest, and it is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "readouts.jsonl"
OLDER = "readouts.older.jsonl"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index's manifest, each readout's JSON, and how often the library prints each word in small letters and with a capital.

    `stamp` is the store's own at that moment.
    """

    manifest: Mapping[str, Any]
    records: Sequence[str]
    small: Counter[str]
    capital: Counter[str]
    stamp: str = ""


def load(folder: Path, name: str = FILE) -> Snapshot | None:
    """Return the snapshot in a folder, or None where there is no whole one."""
    try:
        head, _, body = (folder / name).read_bytes().partition(b"\n")
        fields = json.loads(head)
        if fields["digest"] != hashlib.sha256(body).hexdigest():
            return None
        *records, words = body.decode("utf-8").split("\n")
        small, capital = json.loads(words)
        return Snapshot(
            fields["manifest"], records, Counter(small), Counter(capital), fields["stamp"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def older(folder: Path) -> Snapshot | None:
    """Return what the library held before it was last written, or None."""
    return load(folder, OLDER)


def save(folder: Path, snapshot: Snapshot) -> None:
    """Keep a snapshot in a folder, whole or not at all; OSError where it cannot be written."""
    words = json.dumps([snapshot.small, snapshot.capital], ensure_ascii=False)
    body = "\n".join([*snapshot.records, words]).encode()
    head = {
        "digest": hashlib.sha256(body).hexdigest(),
        "manifest": snapshot.manifest,
        "stamp": snapshot.stamp,
    }
    unfinished = folder / f"{FILE}.new"
    unfinished.write_bytes(json.dumps(head).encode() + b"\n" + body)
    os.replace(unfinished, folder / FILE)  # noqa: PTH105  # whole or not at all


def forget(folder: Path) -> None:
    """Put the snapshot aside, so that not even a power cut leaves one that is behind the store.

    It is kept under another name: should the store be lost, most readouts are still there
    (`older`).
    """
    path = folder / FILE
    if path.exists():
        os.replace(path, folder / OLDER)  # noqa: PTH105
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
