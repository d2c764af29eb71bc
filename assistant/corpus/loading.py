"""Find readout files and read each into a readout without speakers."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from assistant.corpus import formats
from assistant.corpus.details import read_details
from assistant.corpus.formats import Page, plain, read_fields
from assistant.corpus.html import html
from assistant.corpus.mail import mail, saved_page
from assistant.corpus.parsing import parse
from assistant.corpus.pdf import pdf
from assistant.corpus.word import word
from assistant.domain.readout import Details, Readout
from assistant.errors import DetailError, DocumentError

READERS: Mapping[str, Callable[[bytes, str], Page]] = {
    **formats.READERS,
    ".html": html,
    ".htm": html,
    ".pdf": pdf,
    ".docx": word,
    ".eml": mail,
    ".mhtml": saved_page,
    ".mht": saved_page,
}
ARCHIVE = ".zip"
INSIDE = "!/"  # between an archive and its member: "readouts.zip!/2021/call.html"
SIDECARS = (".yaml", ".yml", ".json")
FORMATS = ", ".join((*READERS, ARCHIVE))
SIZE_LIMIT = 20 * 1024 * 1024  # bytes; the longest readout known is under 200 kB
MOST_MEMBERS = 100_000


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes that stand at a place, and what a sidecar beside them states; `digest` is the SHA-256 of both.

    `suffix` tells the format and `url` the web address they were fetched from.
    """

    place: str
    suffix: str
    raw: bytes
    digest: str
    sidecar: Details
    url: str | None = None
    etag: str = ""
    modified: str = ""


def is_url(place: str) -> bool:
    """Tell whether a place is a web address."""
    return place.startswith(("http://", "https://"))


def find_files(place: str) -> Iterator[str]:
    """Yield the absolute path of the file itself, of a folder's readable files recursively and in order, or of an archive's.

    Raises DocumentError for a missing path, an unreadable format, or a folder or archive without readouts.
    """
    path = Path(place)
    archive, inside, _ = place.partition(INSIDE)
    if inside and not path.exists() and Path(archive).is_file():
        yield place
    elif path.is_dir():
        found = [p for p in sorted(path.rglob("*")) if p.suffix.lower() in (*READERS, ARCHIVE) and p.is_file() and not _hidden(p, path)]
        if not found:
            raise DocumentError(place, f"the folder holds no readout ({FORMATS})")
        for file in found:
            yield from _members(file) if file.suffix.lower() == ARCHIVE else (str(file.resolve()),)
    elif not path.exists():
        raise DocumentError(place, "no such file or folder")
    elif path.suffix.lower() == ARCHIVE:
        yield from _members(path)
    elif path.suffix.lower() not in READERS:
        raise DocumentError(place, f"the format {path.suffix or 'without an ending'} cannot be read; readable are {FORMATS}")
    else:
        yield str(path.resolve())


def read_bytes(place: str) -> Document:
    """Read what stands at a path or in an archive, and the sidecar beside it; nothing is parsed yet.

    A sidecar is the file's name with .yaml or .json after it. DocumentError if the file cannot be read or is too large.
    """
    archive, inside, member = place.partition(INSIDE)
    if inside and not Path(place).exists():
        raw, beside = _read_member(archive, member, place)
    else:
        raw, beside = _read_file(place), {}
        for ending in SIDECARS:
            if Path(place + ending).exists():
                beside[ending] = _read_file(place + ending)
    digest = hashlib.sha256(raw)
    for sidecar in beside.values():
        digest.update(sidecar)
    return Document(place, PurePath(place).suffix.lower(), raw, digest.hexdigest(), _sidecar(place, beside))


def read_document(document: Document) -> Readout:
    """Parse a document by its format into a readout without speakers; DocumentError says what is wrong."""
    place = document.place
    readout = parse(READERS[document.suffix](document.raw, place), place, document.sidecar, document.url)
    try:
        f"{place}{readout.title}{readout.text}{readout.issuer}{readout.url}".encode()
    except UnicodeEncodeError:
        name = os.fsencode(place).decode("utf-8", "replace")
        raise DocumentError(name, "its name or text holds characters that cannot be stored as UTF-8") from None
    return readout


def read_text(text: str) -> Readout:
    """Parse a text that is in no file."""
    return parse(plain(text.encode(), "text"), "text")


def _read_file(path: str) -> bytes:
    try:
        if Path(path).stat().st_size > SIZE_LIMIT:
            raise DocumentError(path, f"the file is larger than {SIZE_LIMIT // 1024**2} MB")
        return Path(path).read_bytes()
    except OSError as error:
        raise DocumentError(path, error.strerror or "cannot be read") from None


def _members(archive: Path) -> list[str]:
    """Return the places of an archive's readable files; what cannot be read in it is found when it is read."""
    place = str(archive.resolve())
    try:
        with zipfile.ZipFile(archive) as opened:
            names = sorted(info.filename for info in opened.infolist() if not info.is_dir())
    except OSError as error:
        raise DocumentError(place, error.strerror or "cannot be read") from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(place, f"the archive cannot be read ({error})") from None
    if len(names) > MOST_MEMBERS:
        raise DocumentError(place, f"the archive holds more than {MOST_MEMBERS:,} files")
    hidden = [name for name in names if any(part.startswith((".", "__MACOSX")) for part in name.split("/"))]
    found = [name for name in names if name not in hidden and PurePath(name).suffix.lower() in (*READERS, ARCHIVE)]
    if not found:
        raise DocumentError(place, f"the archive holds no readout ({FORMATS})")
    return [f"{place}{INSIDE}{name}" for name in found]


def _read_member(archive: str, member: str, place: str) -> tuple[bytes, dict[str, bytes]]:
    if PurePath(member).suffix.lower() == ARCHIVE:
        raise DocumentError(place, "an archive inside an archive is not opened; unpack it and add what it holds")
    try:
        with zipfile.ZipFile(archive) as opened:
            names = set(opened.namelist())
            beside = {ending: _inflate(opened, member + ending, place) for ending in SIDECARS if member + ending in names}
            return _inflate(opened, member, place), beside
    except KeyError:
        raise DocumentError(place, "the archive holds no such file") from None
    except OSError as error:
        raise DocumentError(place, error.strerror or "cannot be read") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise DocumentError(place, f"the archive's copy is damaged ({error})") from None
    except RuntimeError:
        raise DocumentError(place, "the archive is locked by a password") from None


def _inflate(archive: zipfile.ZipFile, member: str, place: str) -> bytes:
    # What an archive says of a size is not to be believed: a bomb says little.
    with archive.open(member) as opened:
        raw = opened.read(SIZE_LIMIT + 1)
    if len(raw) > SIZE_LIMIT:
        raise DocumentError(place, f"the file is larger than {SIZE_LIMIT // 1024**2} MB")
    return raw


def _sidecar(place: str, beside: Mapping[str, bytes]) -> Details:
    fields: dict[str, Any] = {}
    for ending, raw in beside.items():
        name = place + ending
        try:
            fields |= read_fields(formats.decode(raw, name), name, "sidecar")
            read_details(fields, strict=True)
        except DetailError as error:
            raise DocumentError(name, str(error)) from None
    return read_details(fields, strict=True)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
