"""The offline story: load > parse > attribute > chunk > embed > store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.adding import BATCH, Adding, batches, understood
from assistant.corpus.details import edited
from assistant.domain.readout import Details, Readout
from assistant.domain.report import AddReport, Progress
from assistant.retrieval.library import Library

if TYPE_CHECKING:
    from assistant.fetching.fetcher import Fetcher


class Indexer:
    """Adds documents to a library, and forgets nothing that is in it.

    `fetcher` is called for the first web address.
    """

    def __init__(self, library: Library, fetcher: Callable[[], Fetcher]) -> None:
        self._library = library
        self._fetcher = fetcher

    def add(
        self, places: Sequence[str], sample: bool = False, progress: Progress | None = None
    ) -> AddReport:
        """Add files, folders, archives, web pages and feeds.

        What cannot be read is listed as failed and stops nothing else.

        `progress` is called with the number of documents done and their total, which a feed lets
        grow.
        """
        report = Adding(self._library, self._fetcher, sample, progress).run(places)
        self._library.settle()
        return report

    def refresh(self, progress: Progress | None = None) -> AddReport:
        """Read every place anew that the library has readouts from.

        What is no longer there is listed as failed, and stays.
        """
        places = [
            origin.place
            for readout in self._library.readouts.values()
            for origin in readout.origins
            if not readout.sample
        ]
        return self.add(places, progress=progress)

    def edit(self, readout: Readout, edits: Details) -> Readout:
        """Write a readout with a user's own values in the place of its details.

        Return it as it now stands.
        """
        readout = understood(edited(readout, edits), readout.corrections)
        self._library.add([readout])
        return readout

    def rebuild(self, progress: Progress | None = None) -> int:
        """Attribute, cut and embed every readout anew from the library's own records.

        Return their number.

        Corrections and edits stay.
        """
        readouts = list(self._library.readouts.values())
        self._library.reset()
        done = 0
        for batch in batches(readouts, BATCH):
            self._library.add([understood(readout, readout.corrections) for readout in batch])
            done += len(batch)
            if progress:
                progress(done, len(readouts))
        self._library.settle()
        return done
