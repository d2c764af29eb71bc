"""ReadoutAssistant: the one door to the product. It wires the parts and checks what comes in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date as Date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from assistant.answering import Answering
from assistant.archive import export, import_
from assistant.attribution.attributing import attribute
from assistant.attribution.correcting import correct, uncorrect
from assistant.checking import CheckReport, Finding, broken_store, check, restore
from assistant.composition.citing import evidence_of
from assistant.composition.extractive import ExtractiveComposer
from assistant.composition.verification import verify
from assistant.corpus.details import merged, read_details
from assistant.corpus.loading import read_text
from assistant.domain.answer import Answer, Citation, Hit, Verification
from assistant.domain.question import Request
from assistant.domain.readout import Correction, Details, Readout, Sentence
from assistant.domain.report import AddReport, Progress
from assistant.errors import DetailError, LibraryError, QuestionError, SettingsError
from assistant.file_check import check_sources
from assistant.indexing import Indexer
from assistant.questions.calendar import Calendar
from assistant.questions.lexicon import Lexicon
from assistant.questions.register import Register
from assistant.questions.understanding import Understanding
from assistant.requests import Message, read_request
from assistant.retrieval.features import Features
from assistant.retrieval.filters import Filter
from assistant.retrieval.hybrid import search
from assistant.retrieval.library import Library
from assistant.retrieval.support import fitted
from assistant.samples import sample_folder
from assistant.searching import Searching
from assistant.selecting import Selecting
from assistant.settings import DEFAULT_LIBRARY, Settings
from assistant.streams import AnswerStream
from assistant.wiring import connect, is_remote, open_library, open_reranker
from assistant.writers import CONFIGURED, Writers
from prompts.loader import load_templates

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.fetching.fetcher import Fetcher


class ReadoutAssistant:
    """Answers questions about a library of readouts, with the words of the right speaker or none.

    `library` is a folder (created when missing), the http(s) address of a Chroma server, or
    Settings. `model` may write the answers: "provider:name", or a LangChain chat model; None is
    that of the settings, and where they name none, answers quote and nothing else. Use it as a
    context manager, or call `close`.
    """

    def __init__(
        self, library: str | Path | Settings = DEFAULT_LIBRARY, model: object = None
    ) -> None:
        if not isinstance(library, str | Path | Settings):
            raise SettingsError("library", f"must be a folder or an address, not {library!r}")
        self.settings = library if isinstance(library, Settings) else Settings(library=str(library))
        self._templates = load_templates()
        self._writers = Writers(self.settings, self._templates, model)
        self._library, self._hold = open_library(self.settings)
        self._fetcher: Fetcher | None = None
        self._answering: Answering | None = None
        self._answered = 0  # the library's version that it stands on
        self._closed = False

    def __enter__(self) -> ReadoutAssistant:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the library, so that another process may open it."""
        if not self._closed:
            self._closed = True
            if self._fetcher:
                self._fetcher.close()
            self._library.close()
            if self._hold:
                self._hold.release()

    def add(self, *places: str | Path, progress: Progress | None = None) -> AddReport:
        """Add files, folders (recursive), .zip archives, web pages and feeds.

        What is known already is not added twice.

        What cannot be read is in `failed` with its path or address and the reason, and stops
        nothing else.
        """
        return self._indexer().add([str(place) for place in places], progress=progress)

    def refresh(self, progress: Progress | None = None) -> AddReport:
        """Read every file and address anew that the library has readouts from.

        What has not changed is not read twice.
        """
        return self._indexer().refresh(progress)

    def add_samples(self) -> AddReport:
        """Add the product's own sample readouts, marked as such."""
        return self._indexer().add([str(sample_folder())], sample=True)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Attribute and embed every readout anew, under the present settings.

        Return their number.
        """
        if self._closed:
            self._opened()
        return Indexer(self._library, self._fetching).rebuild(progress)

    def check(self, repair: bool = False, sources: bool = False) -> CheckReport:
        """Verify text, spans, vectors, BM25 and manifest against each other.

        `repair` makes again what can be.

        A local store that cannot be read is put aside and made again of the snapshot beside it.
        `sources` also reads every file of the library that is still there and compares: what the
        library holds otherwise is in `.sources`, and `repair` reads it anew. LibraryError where a
        lost store has no snapshot.
        """
        if self._closed:
            self._opened()
        report = self._check(repair)
        if not sources:
            return report
        return replace(report, sources=check_sources(self._opened(), self._fetching, repair))

    def _check(self, repair: bool) -> CheckReport:
        folder = None if is_remote(self.settings) else Path(self.settings.library)
        lost = broken_store(str(folder)) if folder and not self._library.is_open else None
        if folder is None or lost is None:
            return check(self._library, folder, repair)
        finding = Finding("store", lost)
        if not repair:
            return CheckReport(0, 0, (finding,))
        restore(folder, lambda place: connect(place, self.settings), self._library)
        self._library, _ = open_library(self.settings, self._hold)
        report = check(self._library, folder, repair)
        return replace(report, found=(finding, *report.found), mended=(finding, *report.mended))

    def export(self, path: str | Path) -> int:
        """Write the whole library into one .zip file; return the number of readouts.

        DocumentError where it cannot be written.
        """
        return export(self._opened(), str(path))

    def import_(self, path: str | Path, progress: Progress | None = None) -> AddReport:
        """Add the readouts of an exported library that this one does not have.

        DocumentError where the file is none.
        """
        return import_(self._opened(), str(path), progress)

    def readouts(self) -> Sequence[Readout]:
        """Return all readouts, latest first, those without a date last."""
        return sorted(
            self._current().readouts.values(),
            key=lambda r: (r.date or Date.min, r.title),
            reverse=True,
        )

    def readout(self, readout_id: str) -> Readout:
        """Return one readout; UnknownReadout if there is none of this id."""
        return self._current().readout(readout_id)

    def remove(self, readout_id: str) -> None:
        """Delete a readout and all that was made of it.

        UnknownReadout if there is none of this id.
        """
        self._opened().remove(readout_id)

    def correct(self, readout_id: str, sentence: int, speakers: str | Sequence[str]) -> Readout:
        """Give a sentence, counted from 1, to these speakers (none: narration) and return the readout as it now stands.

        The rules' own result is kept in `Sentence.ruled`; the correction outlives `rebuild` and a
        new version of the file. Raises UnknownReadout, or CorrectionError for a number or name that
        cannot be used.
        """
        names = [speakers] if isinstance(speakers, str) else list(speakers)
        return self._put(correct(self.readout(readout_id), sentence, names))

    def uncorrect(self, readout_id: str, sentence: int) -> Readout:
        """Take a correction back: the sentence, counted from 1, is again as the rules have it."""
        return self._put(uncorrect(self.readout(readout_id), sentence))

    def corrections(self) -> tuple[tuple[Readout, Correction], ...]:
        """Return every correction with its readout, in the order of `readouts`.

        Those whose sentence is gone included.
        """
        return tuple(
            (readout, correction)
            for readout in self.readouts()
            for correction in readout.corrections
        )

    def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        speaker: str | None = None,
        readouts: Iterable[str | Readout] | None = None,
        since: Date | str | None = None,
        until: Date | str | None = None,
        model: Any = CONFIGURED,
    ) -> Answer:
        """Answer a question with cited quotes, or say that nothing is recorded.

        `speaker`, `readouts` (ids), `since` and `until` (days, included) narrow what may be quoted.
        `history` resolves follow-ups such as "and Xi?". `model` is another than this assistant's
        for this one question; None only quotes. Raises QuestionError, UnknownReadout or
        SettingsError for what cannot be used.
        """
        return self._steps(model).answer(
            self._request(question, history, speaker, readouts, since, until)
        )

    def stream(
        self,
        question: str,
        history: Sequence[Message] = (),
        *,
        model: Any = CONFIGURED,
        **filters: Any,
    ) -> AnswerStream:
        """Answer like `ask`, in pieces of Markdown as they are verified.

        Joined they are the answer's text.
        """
        return AnswerStream(self._steps(model).stream(self._request(question, history, **filters)))

    async def aask(self, question: str, history: Sequence[Message] = (), **filters: Any) -> Answer:
        """Answer like `ask` without blocking the event loop."""
        return await asyncio.to_thread(self.ask, question, history, **filters)

    def search(
        self,
        query: str,
        k: int = 10,
        speaker: str | None = None,
        readouts: Iterable[str | Readout] | None = None,
        since: Date | str | None = None,
        until: Date | str | None = None,
    ) -> tuple[Hit, ...]:
        """Return up to k passages nearest to the query, best first; no answer is made of them."""
        if not isinstance(k, int) or k < 1:
            raise QuestionError(f"k must be a whole number of at least 1, not {k!r}")
        request = self._request(query, (), speaker, readouts, since, until)
        names = None
        if speaker is not None:
            names = frozenset(
                n for identity in self._steps().understanding.speaker(speaker) for n in identity
            )
        return search(
            self._steps().library,
            query,
            query,
            Filter(names, request.readouts, request.since, request.until),
            k,
        )

    def candidates(
        self, question: str, history: Sequence[Message] = ()
    ) -> Iterator[tuple[Readout, int, Features]]:
        """Yield the sentences that are weighed for a question, as readout, index and features.

        What calibration needs.
        """
        return self._steps().weighed(self._request(question, history))

    def verify(self, text: str, citations: Sequence[Citation]) -> Verification:
        """Tell of each sentence of a text whether the citations bear it.

        [1] is the first of them, as in an answer's text.

        Raises UnknownReadout, or QuestionError where a citation is not of its readout as it stands.
        """
        return verify(
            text,
            [evidence_of(citation, self.readout(citation.readout_id)) for citation in citations],
        )

    @property
    def model(self) -> str | None:
        """The name of the model that writes answers; None where they only quote.

        SettingsError where it cannot be had.
        """
        return self._writers.name

    def attribute(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of a text with their speakers; nothing is stored.

        DocumentError if it has none.
        """
        return attribute(read_text(text)).sentences

    def as_runnable(self) -> Runnable[dict[str, Any], Answer]:
        """Return the answering steps as a LangChain Runnable from {"question", "history"} to Answer."""
        from assistant.chain import as_runnable  # LangChain takes a while to import

        return as_runnable(
            self._steps(),
            lambda given: self._request(given.get("question", ""), given.get("history") or ()),
        )

    def edit(self, readout_id: str, **details: object) -> Readout:
        """Give details of a readout values of your own.

        Title, date, published, issuer, kind, place, language, url, participants.

        Days may be written; participants are a list of "Name; office; side". Other edits of the
        readout stay, and all of them outlive `rebuild` and a new version of the file. Raises
        UnknownReadout, or DetailError for a field or value that cannot be used.
        """
        readout = self.readout(readout_id)
        return self._edit(readout, merged(read_details(details, strict=True), readout.edits))

    def unedit(self, readout_id: str, *fields: str) -> Readout:
        """Take edits of these fields back; DetailError for one that is not edited."""
        readout = self.readout(readout_id)
        for field in fields:
            if field not in readout.edits.names:
                raise DetailError(field, readout_id, "is not edited")
        return self._edit(readout, replace(readout.edits, **dict.fromkeys(fields)))

    def _edit(self, readout: Readout, edits: Details) -> Readout:
        return self._indexer().edit(readout, edits)

    def _indexer(self) -> Indexer:
        """Return what writes to the library; the answering steps are built anew after it."""
        return Indexer(self._opened(), self._fetching)

    def _fetching(self) -> Fetcher:
        from assistant.fetching.fetcher import Fetcher  # httpx is for those who add web pages

        self._fetcher = self._fetcher or Fetcher(self.settings.private_addresses)
        return self._fetcher

    def _put(self, readout: Readout) -> Readout:
        self._opened().add([readout])
        return readout

    def _request(
        self,
        question: str,
        history: Sequence[Message],
        speaker: str | None = None,
        readouts: Iterable[str | Readout] | None = None,
        since: Date | str | None = None,
        until: Date | str | None = None,
    ) -> Request:
        request = read_request(question, history, speaker, readouts, since, until)
        for id in request.readouts or ():
            self._library.readout(id)
        return request

    def _current(self) -> Library:
        """Return the library as it stands; reading it needs no embedder."""
        if not self._closed:
            self._library.sync()
        return self._library

    def _opened(self) -> Library:
        if self._closed:
            raise LibraryError(f"{self.settings.library}: the library is closed")
        self._library.open()
        return self._library

    def _steps(self, model: Any = CONFIGURED) -> Answering:
        """Return the answering steps over the library as it stands, built once until it changes, with a model to write or none."""
        writer = self._writers.get(model)
        with self._library.lock:
            answering = self._answering_now()
        if writer is None:
            return answering
        return replace(answering, writer=writer, condense=self._writers.condenser(writer))

    def _answering_now(self) -> Answering:
        """Return the answering steps over the library as it stands.

        What is written later does not change them.
        """
        library = self._opened()
        if self._answering is not None and self._answered == library.version:
            return self._answering
        library.settle()
        state = library.state()
        readouts = state.readouts.values()
        lexicon = Lexicon(
            [r.text for r in readouts],
            state.words,
            state.sparse.frequency,
            state.sparse.vocabulary,
            state.thesaurus.near,
        )
        understanding = Understanding(Register(readouts), lexicon, Calendar(readouts))
        searching = Searching(state)
        selecting = Selecting(searching, fitted(), open_reranker(self.settings.reranker))
        composer = ExtractiveComposer(self._templates)
        self._answered = library.version
        self._answering = Answering(state, understanding, searching, selecting, composer)
        return self._answering
