"""Find readout files and read each into a readout without speakers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from assistant.corpus.formats import READERS, plain
from assistant.corpus.parsing import parse
from assistant.domain.readout import Readout
from assistant.errors import DocumentError

FORMATS = ", ".join(READERS)
SIZE_LIMIT = 20 * 1024 * 1024  # bytes; the longest readout known is under 200 kB


def find_files(place: str) -> Iterator[Path]:
    """Yield the file itself, or a folder's readable files recursively and in order.

    Raises DocumentError for a missing path, an unreadable format, or a folder without readouts.
    """
    if place.startswith(("http://", "https://")):
        raise DocumentError(place, "web addresses are not fetched; save the page and add the file")
    path = Path(place)
    if path.is_dir():
        found = [p for p in sorted(path.rglob("*")) if p.suffix.lower() in READERS and p.is_file() and not _hidden(p, path)]
        if not found:
            raise DocumentError(place, f"the folder holds no readout ({FORMATS})")
        yield from found
    elif not path.exists():
        raise DocumentError(place, "no such file or folder")
    elif path.suffix.lower() not in READERS:
        raise DocumentError(place, f"the format {path.suffix or 'without an ending'} cannot be read; readable are {FORMATS}")
    else:
        yield path


def read_bytes(path: str) -> tuple[bytes, str]:
    """Return a file's bytes and their SHA-256; DocumentError if it cannot be read or is too large."""
    try:
        if Path(path).stat().st_size > SIZE_LIMIT:
            raise DocumentError(path, f"the file is larger than {SIZE_LIMIT // 1024**2} MB")
        raw = Path(path).read_bytes()
    except OSError as error:
        raise DocumentError(path, error.strerror or "cannot be read") from None
    return raw, hashlib.sha256(raw).hexdigest()


def read_document(raw: bytes, path: str, digest: str) -> Readout:
    """Parse a file's bytes by its format into a readout without speakers; DocumentError says what is wrong."""
    readout = parse(READERS[Path(path).suffix.lower()](raw, path), path, digest)
    try:
        f"{path}{readout.title}{readout.text}{readout.issuer}{readout.url}".encode()
    except UnicodeEncodeError:
        name = os.fsencode(path).decode("utf-8", "replace")
        raise DocumentError(name, "its name or text holds characters that cannot be stored as UTF-8") from None
    return readout


def read_text(text: str) -> Readout:
    """Parse a text that is in no file."""
    return parse(plain(text.encode(), "text"), "text")


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
