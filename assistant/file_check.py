"""Hold a library against the files it was read from, where they are still there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from assistant.adding import Adding
from assistant.corpus.loading import is_url, read_bytes, read_document
from assistant.domain.readout import Origin, Readout
from assistant.domain.report import Difference, SourceReport
from assistant.errors import DocumentError
from assistant.retrieval.library import Library

if TYPE_CHECKING:
    from assistant.fetching.fetcher import Fetcher

CHANGED = "has changed since it was added; `readout refresh` reads it anew"
OTHERWISE = "is read otherwise today: other text, doubts or footnotes"


def check_sources(
    library: Library, fetcher: Callable[[], Fetcher], repair: bool = False
) -> SourceReport:
    """Read every file of the library again and compare; `repair` adds anew what is read otherwise.

    Web addresses are not asked: `readout refresh` does that. Nothing is changed without `repair`.
    """
    files = sentences = doubtful = 0
    missing: list[str] = []
    differing: list[Difference] = []
    for readout, origin in _local(library):
        try:
            document = read_bytes(origin.place)
            fresh = read_document(document)
        except DocumentError as error:
            missing.append(f"{error.path}: {error.reason}")
            continue
        files += 1
        sentences += len(fresh.sentences)
        doubtful += len(fresh.doubts)
        if document.digest != origin.digest:
            differing.append(Difference(readout.id, origin.place, CHANGED))
        elif not _same_reading(readout, fresh):
            differing.append(Difference(readout.id, origin.place, OTHERWISE))
    reread = _read_anew(library, fetcher, differing) if repair and differing else ()
    return SourceReport(files, tuple(missing), sentences, doubtful, tuple(differing), reread)


def _local(library: Library) -> Iterator[tuple[Readout, Origin]]:
    """Yield each readout with the file its text was taken from.

    Copies elsewhere have other text.
    """
    for readout in library.readouts.values():
        first = next((o for o in readout.origins if not is_url(o.place)), None)
        if first and first == readout.origins[0]:
            yield readout, first


def _same_reading(kept: Readout, fresh: Readout) -> bool:
    return (kept.text, kept.doubts, kept.notes) == (fresh.text, fresh.doubts, fresh.notes)


def _read_anew(
    library: Library, fetcher: Callable[[], Fetcher], differing: list[Difference]
) -> tuple[str, ...]:
    places = [difference.place for difference in differing]
    report = Adding(library, fetcher, sample=False, progress=None, anew=True).run(places)
    library.settle()
    return (*report.replaced, *report.added)
