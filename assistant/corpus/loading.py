"""Find readout files and read each into a readout without speakers."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from lzma import LZMAError
from pathlib import Path, PurePath
from typing import Any

from assistant.corpus import formats
from assistant.corpus.details import read_details
from assistant.corpus.feeds import KEY, Entry, is_feed, read_entries
from assistant.corpus.formats import Page, plain, read_fields
from assistant.corpus.html import html
from assistant.corpus.mail import mail, saved_page
from assistant.corpus.parsing import parse
from assistant.corpus.pdf import pdf
from assistant.corpus.word import word
from assistant.domain.readout import Details, Readout
from assistant.domain.record import to_json
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
FEEDS = (".rss", ".atom", ".xml")
FORMATS = ", ".join((*READERS, ARCHIVE, *FEEDS))
SIZE_LIMIT = 20 * 1024 * 1024  # bytes; the longest readout known is under 200 kB
MOST_MEMBERS = 100_000
# What Python and the readers of formats raise on nonsense; DocumentError, which says more, is none
# of these.
STUMBLES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
    AssertionError,
    MemoryError,
)


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes that stand at a place, and what a sidecar beside them states.

    `digest` is the SHA-256 of both.

    `suffix` tells the format and `url` the web address they were fetched from. `instead` is read
    where this is no account.
    """

    place: str
    suffix: str
    raw: bytes
    digest: str
    sidecar: Details
    url: str | None = None
    etag: str = ""
    modified: str = ""
    instead: Document | None = None


def is_url(place: str) -> bool:
    """Tell whether a place is a web address."""
    return place.startswith(("http://", "https://"))


def find_files(place: str, failed: Callable[[DocumentError], None] | None = None) -> Iterator[str]:
    """Yield the absolute path of a file, of a folder's readable files, or of an archive's.

    A folder is read recursively and in order; an archive or feed in it that cannot be opened is
    told to `failed`, and the rest goes on. Raises DocumentError for a missing path, an unreadable
    format, a folder or archive without readouts, and for what `failed` is not there to be told.
    """
    if not place.strip():
        raise DocumentError(place, "the place is empty; name a file, a folder or a web address")
    path = Path(place)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        raise DocumentError(place, error.strerror or "cannot be read") from None
    if not is_there and _archived(place):
        yield place
    elif is_folder:
        found = [
            p
            for p in sorted(path.rglob("*"))
            if (p.suffix.lower() in (*READERS, ARCHIVE) or _is_feed(p))
            and p.is_file()
            and not _hidden(p, path)
        ]
        if not found:
            raise DocumentError(place, f"the folder holds no readout ({FORMATS})")
        for file in found:
            try:
                yield from _places(file)
            except DocumentError as error:
                if failed is None:
                    raise
                failed(error)
    elif not is_there:
        raise DocumentError(place, "no such file or folder")
    elif not path.is_file():
        raise DocumentError(place, "it is a device or a pipe, and no file")
    elif path.suffix.lower() == ARCHIVE:
        yield from _members(path)
    elif path.suffix.lower() in FEEDS:
        yield from _entries(path, in_folder=False)
    elif path.suffix.lower() not in READERS:
        raise DocumentError(
            place,
            f"the format {path.suffix or 'without an ending'} cannot be read; readable are {FORMATS}",
        )
    else:
        yield str(path.resolve())


def read_bytes(place: str) -> Document:
    """Read what stands at a path or in an archive, and the sidecar beside it.

    Nothing is parsed yet.

    A sidecar is the file's name with .yaml or .json after it. DocumentError if the file cannot be
    read or is too large.
    """
    try:
        inside = None if Path(place).exists() else _archived(place)
        if inside and inside[0].lower().endswith(FEEDS):
            return _read_entry(*inside, place)
        if inside:
            raw, beside = _read_member(*inside, place)
        else:
            raw = _read_file(place)
            beside = {
                ending: _read_file(place + ending)
                for ending in SIDECARS
                if _has_sidecar(place + ending)
            }
    except OSError as error:
        raise DocumentError(place, error.strerror or "cannot be read") from None
    digest = hashlib.sha256(raw)
    for sidecar in beside.values():
        digest.update(sidecar)
    return Document(
        place, PurePath(place).suffix.lower(), raw, digest.hexdigest(), _sidecar(place, beside)
    )


def read_document(document: Document) -> Readout:
    """Parse a document by its format into a readout without speakers.

    DocumentError says what is wrong.

    Whatever a format's reader stumbles upon is that document's failure and no other's: the
    libraries that read formats raise what they please on files that are damaged or made to harm.
    """
    place = document.place
    try:
        readout = parse(
            READERS[document.suffix](document.raw, place), place, document.sidecar, document.url
        )
        to_json(readout).encode()
    except UnicodeEncodeError:
        name = os.fsencode(place).decode("utf-8", "replace")
        raise DocumentError(
            name, "its name or text holds characters that cannot be stored as UTF-8"
        ) from None
    except STUMBLES as error:
        raise DocumentError(
            place, f"the file cannot be read as {document.suffix} ({type(error).__name__})"
        ) from None
    return readout


def entry_document(entry: Entry, place: str, url: str | None) -> Document:
    """Return the text that a feed's entry carries, as the web page it is read as."""
    raw = entry.page()
    digest = hashlib.sha256(raw).hexdigest()
    return Document(place, ".html", raw, digest, Details(), url=url and (entry.link or url))


def entry_of(place: str) -> tuple[str, str]:
    """Part a place in a feed into the feed's own and the key of the entry.

    Any other place has no key.
    """
    feed, mark, key = place.rpartition(INSIDE)
    return (feed, key) if mark and key.startswith(KEY) else (place, "")


def read_text(text: str) -> Readout:
    """Parse a text that is in no file."""
    return parse(plain(text.encode(), "text"), "text")


def _places(file: Path) -> Iterator[str]:
    """Yield the places in a file that a folder holds: its own, its members', or its entries'."""
    suffix = file.suffix.lower()
    if suffix == ARCHIVE:
        yield from _members(file)
    elif suffix in FEEDS:
        yield from _entries(file, in_folder=True)
    else:
        yield str(file.resolve())


def _is_feed(file: Path) -> bool:
    if file.suffix.lower() not in FEEDS:
        return False
    try:
        with file.open("rb") as opened:
            return is_feed(opened.read(4096))
    except OSError:
        return False


def _entries(file: Path, in_folder: bool) -> Iterator[str]:
    """Yield the places of the entries that carry their text.

    A feed that was named itself may not lack one without a word.
    """
    place = str(file.resolve())
    raw = _read_file(place)
    if not is_feed(raw):
        raise DocumentError(place, "the file is XML, and no feed")
    entries = read_entries(raw, place)
    yield from (f"{place}{INSIDE}{entry.key}" for entry in entries if entry.text)
    bare = sum(not entry.text for entry in entries)
    if bare and not in_folder:
        told = "1 entry carries" if bare == 1 else f"{bare} entries carry"
        raise DocumentError(place, f"{told} no text of its own; add the pages that the feed links")


def _read_entry(feed: str, key: str, place: str) -> Document:
    for entry in _feed(feed, *_stamp(feed)):
        if entry.key == key:
            return entry_document(entry, place, None)
    raise DocumentError(place, "the feed holds no such entry")


def _stamp(path: str) -> tuple[int, int]:
    status = Path(path).stat()
    return status.st_size, status.st_mtime_ns


@lru_cache(maxsize=2)
def _feed(path: str, size: int, modified: int) -> tuple[Entry, ...]:
    """Read a feed once for all its entries."""
    return read_entries(_read_file(path), path)


def _read_file(path: str) -> bytes:
    try:
        if not Path(path).is_file():
            raise DocumentError(
                path,
                "no such file or folder"
                if not Path(path).exists()
                else "it is a device or a pipe, and no file",
            )
        with Path(path).open("rb") as opened:
            raw = opened.read(SIZE_LIMIT + 1)  # it may grow while it is read
    except OSError as error:
        raise DocumentError(path, error.strerror or "cannot be read") from None
    if len(raw) > SIZE_LIMIT:
        raise DocumentError(path, f"the file is larger than {SIZE_LIMIT // 1024**2} MB")
    return raw


def _has_sidecar(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:
        return False  # the name with the ending is too long to be one


def _archived(place: str) -> tuple[str, str] | None:
    """Return the archive and the member that a place names, or None.

    Either name may hold the mark between them.
    """
    at = place.find(INSIDE)
    while at >= 0:
        archive = place[:at]
        if archive.lower().endswith((ARCHIVE, *FEEDS)) and Path(archive).is_file():
            return archive, place[at + len(INSIDE) :]
        at = place.find(INSIDE, at + 1)
    return None


@lru_cache(maxsize=2)
def _opened(archive: str, size: int, modified: int) -> tuple[zipfile.ZipFile, Counter[str]]:
    """Open an archive once for all its members.

    Finding them in it again for each takes longer the more there are.
    """
    opened = zipfile.ZipFile(archive)
    return opened, Counter(opened.namelist())


def _members(archive: Path) -> list[str]:
    """Return the places of an archive's readable files.

    What cannot be read in it is found when it is read.
    """
    place = str(archive.resolve())
    try:
        with zipfile.ZipFile(archive) as opened:
            names = sorted({info.filename for info in opened.infolist() if not info.is_dir()})
    except OSError as error:
        raise DocumentError(place, error.strerror or "cannot be read") from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(place, f"the archive cannot be read ({error})") from None
    if len(names) > MOST_MEMBERS:
        raise DocumentError(place, f"the archive holds more than {MOST_MEMBERS:,} files")
    hidden = [
        name
        for name in names
        if any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    ]
    found = [
        name
        for name in names
        if name not in hidden and PurePath(name).suffix.lower() in (*READERS, ARCHIVE)
    ]
    if not found:
        raise DocumentError(place, f"the archive holds no readout ({FORMATS})")
    return [f"{place}{INSIDE}{name}" for name in found]


def _read_member(archive: str, member: str, place: str) -> tuple[bytes, dict[str, bytes]]:
    if PurePath(member).suffix.lower() == ARCHIVE:
        raise DocumentError(
            place, "an archive inside an archive is not opened; unpack it and add what it holds"
        )
    status = Path(archive).stat()
    try:
        opened, names = _opened(archive, status.st_size, status.st_mtime_ns)
        if names[member] > 1:
            raise DocumentError(
                place, "the archive holds several files of this name; give each its own"
            )
        beside = {
            ending: _inflate(opened, member + ending, place)
            for ending in SIDECARS
            if member + ending in names
        }
        return _inflate(opened, member, place), beside
    except KeyError:
        raise DocumentError(place, "the archive holds no such file") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        LZMAError,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
    ) as error:
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
