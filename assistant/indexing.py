"""The offline story: load > parse > attribute > chunk > embed > store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from assistant.attribution.attributing import attribute
from assistant.attribution.correcting import carry
from assistant.corpus.loading import find_files, read_bytes, read_document
from assistant.domain.readout import Readout
from assistant.errors import DocumentError
from assistant.retrieval.library import Library

BATCH = 32  # readouts embedded and written together: what an interruption can cost

T = TypeVar("T")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A place that could not be added, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an add did: ids of readouts added, known already, and put in the place of an older version; failures.

    `sentences` counts those of the added and replaced readouts, `refused` those of them that may be somebody's but
    were given to nobody, because it is not certain whose.
    """

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    sentences: int = 0
    refused: int = 0


class Indexer:
    """Adds files to a library, and forgets nothing that is in it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def add(self, places: Sequence[str], sample: bool = False, progress: Progress | None = None) -> AddReport:
        """Add files and folders; what cannot be read is listed as failed and stops nothing else.

        `progress` is called with the number of files done and their total.
        """
        files, failed = _find(places)
        added: list[str] = []
        unchanged: list[str] = []
        replaced: list[str] = []
        known = {readout.path: readout for readout in self._library.readouts.values()}
        done = sentences = refused = 0
        for batch in _batches(files, BATCH):
            new: dict[str, Readout] = {}
            for path in batch:
                try:
                    readout, is_known = self._read(path, known.get(path), sample)
                except DocumentError as error:
                    failed.append(Failure(error.path, error.reason))
                    continue
                if is_known or readout.id in new:
                    unchanged.append(readout.id)
                else:
                    new[readout.id] = readout
            self._library.add(list(new.values()))
            for id, readout in new.items():
                older = known.get(readout.path)
                if older and older.id != id:  # the same id was overwritten: only what the page says of itself had changed
                    self._library.remove(older.id)
                (replaced if older else added).append(id)
                sentences += len(readout.sentences)
                refused += sum(sentence.reason is not None for sentence in readout.sentences)
            done += len(batch)
            if progress:
                progress(done, len(files))
        return AddReport(tuple(added), tuple(unchanged), tuple(replaced), tuple(failed), sentences, refused)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Attribute, cut and embed every readout anew from the library's own records; return their number. Corrections stay."""
        readouts = list(self._library.readouts.values())
        self._library.reset()
        done = 0
        for batch in _batches(readouts, BATCH):
            self._library.add([carry(attribute(readout), readout.corrections) for readout in batch])
            done += len(batch)
            if progress:
                progress(done, len(readouts))
        return done

    def _read(self, path: str, older: Readout | None, sample: bool) -> tuple[Readout, bool]:
        """Return the file's readout and whether the library holds it already: by its bytes, or by its content."""
        raw, digest = read_bytes(path)
        if older and older.digest == digest:
            return older, True
        readout = read_document(raw, path, digest)
        if readout.id in self._library.readouts and not (older and older.id == readout.id):
            if older:  # the file now holds what another file holds: its own old text must not stay behind
                self._library.remove(older.id)
            return readout, True
        readout = carry(attribute(readout), older.corrections if older else ())
        return (replace(readout, sample=True) if sample else readout), False


def _find(places: Sequence[str]) -> tuple[list[str], list[Failure]]:
    files: list[str] = []
    failed: list[Failure] = []
    for place in places:
        try:
            files.extend(str(path.resolve()) for path in find_files(place))
        except DocumentError as error:
            failed.append(Failure(error.path, error.reason))
    return list(dict.fromkeys(files)), failed


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
