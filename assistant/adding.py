"""One add, from places to readouts in the library, and the report of it.

While a batch is embedded and written, the next is read and attributed. Whatever stops it, each
readout is wholly in or wholly out, and the same add completes it: what is known by its digest is
passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from assistant.attribution.attributing import attribute
from assistant.attribution.correcting import carry
from assistant.corpus.copies import Copies, Copy
from assistant.corpus.details import edited, unedited, with_stated_people
from assistant.corpus.feeds import Entry
from assistant.corpus.loading import (
    INSIDE,
    Document,
    entry_document,
    entry_of,
    find_files,
    is_url,
    read_bytes,
    read_document,
)
from assistant.domain.readout import Correction, Origin, Readout
from assistant.domain.report import AddReport, Failure, Fold, Progress, Remark
from assistant.errors import DocumentError
from assistant.retrieval.library import Library

if TYPE_CHECKING:
    from assistant.fetching.fetcher import Fetcher

ENGLISH = "en"
BATCH = 32  # readouts embedded and written together: what an interruption can cost

T = TypeVar("T")


@dataclass(slots=True)
class _Batch:
    """Readouts to be written, and ids to be deleted, together."""

    new: dict[str, Readout] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Tally:
    """The report as it grows."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    folded: list[Fold] = field(default_factory=list)
    sentences: int = 0
    refused: int = 0
    doubtful: int = 0
    remarks: list[Remark] = field(default_factory=list)

    def report(self) -> AddReport:
        return AddReport(
            added=tuple(dict.fromkeys(self.added)),
            unchanged=tuple(dict.fromkeys(self.unchanged)),
            replaced=tuple(dict.fromkeys(self.replaced)),
            failed=tuple(self.failed),
            folded=tuple(self.folded),
            sentences=self.sentences,
            refused=self.refused,
            doubtful=self.doubtful,
            remarks=tuple(self.remarks),
        )


class Adding:
    """The state of one add."""

    def __init__(
        self,
        library: Library,
        fetcher: Callable[[], Fetcher],
        sample: bool,
        progress: Progress | None,
        anew: bool = False,
    ) -> None:
        self._library = library
        self._fetcher = fetcher
        self._sample = sample
        self._progress = progress
        self._anew = anew  # read what is known by its digest too
        self._tally = _Tally()
        self._origins = {
            _key(origin.place): readout.id
            for readout in library.readouts.values()
            for origin in readout.origins
        }
        self._now = dict(library.readouts)  # as it will stand when all that is under way is written
        # A page that goes back to an earlier text must stand above the version that took that
        # text's place.
        self._superseding = {
            newer.supersedes: newer.version for newer in library.stored.values() if newer.supersedes
        }
        self._copies: Copies | None = None
        self._done = self._total = 0

    def run(self, places: Sequence[str]) -> AddReport:
        """Add what stands at the places, and report."""
        files = list(dict.fromkeys(self._find(places)))
        self._total = len(files)
        with ThreadPoolExecutor(1, "write") as writer:
            writing: Future[None] | None = None
            for documents in batches(self._documents(files), BATCH):
                batch = _Batch()
                for document in documents:
                    self._take(document, batch)
                if writing:
                    writing.result()
                writing = writer.submit(self._write, batch, self._done)
            if writing:
                writing.result()
        if self._progress:
            self._progress(self._done, self._total)
        return self._tally.report()

    def _find(self, places: Sequence[str]) -> Iterator[str]:
        for place in places:
            try:
                yield from (place,) if is_url(place) else find_files(place, self._fail)
            except DocumentError as error:
                self._fail(error)

    def _fail(self, error: DocumentError) -> None:
        self._tally.failed.append(Failure(error.path, error.reason))

    def _documents(self, files: Sequence[str]) -> Iterator[Document]:
        """Yield what stands at each place and is not known by its digest."""
        for place in files:
            try:
                for document in self._fetch(place) if is_url(place) else (read_bytes(place),):
                    known = self._known(document.place)
                    if not self._anew and known and known.digest == document.digest:
                        self._tally.unchanged.append(self._origins[_key(document.place)])
                    else:
                        yield document
            except DocumentError as error:
                self._fail(error)
            self._done += 1

    def _fetch(self, place: str, is_linked: bool = False) -> Iterator[Document]:
        """Yield the document at an address, or those of a feed there.

        Nothing for what has not changed since.
        """
        url, key = entry_of(place)
        found = self._fetcher().fetch(url, None if key else self._known(url))
        if found.unchanged:
            self._tally.unchanged.append(self._origins[_key(url)])
        if found.document:
            yield found.document
        if is_linked and found.entries:
            raise DocumentError(url, "the feed links another feed, which is not followed")
        entries = [entry for entry in found.entries if key in ("", entry.key)]
        if key and not entries:
            raise DocumentError(place, "the feed no longer holds this entry")
        self._total += len(entries) if not key else 0
        for entry in entries:
            yield from self._entry(entry, url)
            self._done += 0 if key else 1

    def _entry(self, entry: Entry, url: str) -> Iterator[Document]:
        """Yield the page that a feed's entry links.

        Where that cannot be had, the text that the entry carries.
        """
        own = entry_document(entry, f"{url}{INSIDE}{entry.key}", url) if entry.text else None
        try:
            if not entry.link:
                raise DocumentError(url, "an entry of the feed has neither a link nor a text")
            for document in self._fetch(entry.link, is_linked=True):
                yield replace(document, instead=own)
        except DocumentError as error:
            if own is None or (entry.link and self._known(entry.link)):
                self._fail(error)
            else:
                yield own

    def _known(self, place: str) -> Origin | None:
        id = self._origins.get(_key(place))
        return (
            next(o for o in self._now[id].origins if _key(o.place) == _key(place)) if id else None
        )

    def _take(self, document: Document, batch: _Batch) -> None:
        """Decide on one document.

        It is new, a new version of what its place held, or a copy of another place's.
        """
        try:
            readout = read_document(document)
        except DocumentError as error:
            if document.instead:
                self._take_instead(document.instead, batch)
                return
            self._fail(error)
            return
        origin = Origin(document.place, document.digest, document.etag, document.modified)
        readout = replace(readout, origins=(origin,), sample=self._sample or readout.sample)
        older = self._leave(origin.place, batch)
        if older:
            self._index.drop(older.id)
        copy = self._index.find(readout)
        if copy is None and readout.id in self._now and (older is None or older.id != readout.id):
            copy = Copy(
                readout.id, "whole"
            )  # only what a user put right in it tells it from this one
        if copy:
            self._fold(readout, copy, batch)
        else:
            readout = _succeeding(readout, older)
            self._put(readout, batch)
            (self._tally.replaced if older else self._tally.added).append(readout.id)
            self._tally.sentences += len(readout.sentences)
            self._tally.refused += sum(
                sentence.reason is not None for sentence in readout.sentences
            )
            self._tally.doubtful += len(readout.doubts)
            self._tally.remarks += [
                Remark(document.place, readout.id, text) for text in _remarks(readout)
            ]
        if older and older.id not in (readout.id, copy and copy.id):
            self._forget(older.id, batch)

    def _take_instead(self, document: Document, batch: _Batch) -> None:
        """Decide on the text that a feed carries of a page which is no account."""
        known = self._known(document.place)
        if known and known.digest == document.digest and not self._anew:
            self._tally.unchanged.append(self._origins[_key(document.place)])
        else:
            self._take(document, batch)

    def _leave(self, place: str, batch: _Batch) -> Readout | None:
        """Return the readout that stood at this place alone.

        One that stands at others too only loses the place, and stays.
        """
        older = self._now.get(self._origins.get(_key(place), ""))
        if older is None or len(older.origins) == 1:
            return older
        others = tuple(origin for origin in older.origins if _key(origin.place) != _key(place))
        if older.path == place:
            older = replace(older, path=None if is_url(others[0].place) else others[0].place)
        self._put(replace(older, origins=others), batch)
        return None

    def _fold(self, readout: Readout, copy: Copy, batch: _Batch) -> None:
        """Add a place to the readout that it is a copy of.

        Where the copy is the fuller one, it takes that one's place.
        """
        there, place = self._now[copy.id], readout.origins[0].place
        others = tuple(origin for origin in there.origins if _key(origin.place) != _key(place))
        if copy.extent != "shorter":
            reason = (
                "the same words" if copy.extent == "whole" else "every sentence of it stands there"
            )
            self._put(replace(there, origins=(*others, readout.origins[0])), batch)
            self._tally.unchanged.append(there.id)
            self._tally.folded.append(Fold(place, there.id, reason))
            return
        fuller = _succeeding(
            replace(readout, origins=(*readout.origins, *others), sample=there.sample), there
        )
        self._put(fuller, batch)
        self._tally.replaced.append(fuller.id)
        self._tally.folded.append(
            Fold(
                place,
                fuller.id,
                f"it holds every sentence of {there.id} and more, and took its place",
            )
        )
        if fuller.id != there.id:
            self._forget(there.id, batch)

    @property
    def _index(self) -> Copies:
        if self._copies is None:
            self._copies = Copies(self._now.values())
        return self._copies

    def _put(self, readout: Readout, batch: _Batch) -> None:
        readout = replace(
            readout, version=max(readout.version, self._superseding.get(readout.id, 0))
        )
        if readout.supersedes:
            self._superseding[readout.supersedes] = max(
                readout.version, self._superseding.get(readout.supersedes, 0)
            )
        self._now[readout.id] = batch.new[readout.id] = readout
        if readout.id in batch.gone:
            batch.gone.remove(readout.id)
        self._origins.update({_key(origin.place): readout.id for origin in readout.origins})
        self._index.drop(readout.id)
        self._index.put(readout)

    def _forget(self, id: str, batch: _Batch) -> None:
        self._now.pop(id, None)
        self._index.drop(id)
        batch.new.pop(id, None)
        batch.gone.append(id)

    def _write(self, batch: _Batch, done: int) -> None:
        """Write a batch; what a new version supersedes goes after it, so that one of them is there at any moment.

        What was folded goes before: its place then belongs to nobody if this is cut short, and is
        read again.
        """
        superseded = {readout.supersedes for readout in batch.new.values()}
        stored = [id for id in batch.gone if id in self._library.readouts]
        for id in (id for id in stored if id not in superseded):
            self._library.remove(id)
        self._library.add(list(batch.new.values()))
        for id in (id for id in stored if id in superseded):
            self._library.remove(id)
        if self._progress:
            self._progress(done, self._total)


def _remarks(readout: Readout) -> tuple[str, ...]:
    """Return what a user should know of a readout that was just read."""
    foreign = readout.language not in (None, ENGLISH)
    told = (
        f"its language seems to be {readout.language!r}; only English is understood"
        if foreign
        else ""
    )
    return (*readout.gaps, *((told,) if told else ()))


def understood(readout: Readout, corrections: Sequence[Correction]) -> Readout:
    """Return a readout with its people and speakers.

    What is stated or corrected stands above what the rules find.
    """
    return carry(with_stated_people(attribute(readout)), corrections)


def _succeeding(readout: Readout, older: Readout | None) -> Readout:
    """Attribute a readout; a user's edits and corrections of an older version are carried over."""
    if older is None:
        return understood(readout, ())
    readout = replace(
        readout, version=older.version + 1, supersedes=older.id if older.id != readout.id else None
    )
    return understood(edited(unedited(readout), older.edits), older.corrections)


def _key(place: str) -> str:
    """Return what tells places apart.

    Of a web address neither scheme, "www.", a last slash nor a mark within the page does.
    """
    if not is_url(place):
        return place
    return place.split("://", 1)[1].removeprefix("www.").partition("#")[0].rstrip("/")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of this size, the last one shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
