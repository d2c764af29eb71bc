"""The online story: understand > retrieve > select evidence > compose > verify > present."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

from assistant.composition.withholding import withhold
from assistant.domain.answer import Answer, Citation, Draft, Evidence, Found, Selection, Verified
from assistant.domain.question import Question, Request
from assistant.domain.readout import BOTH_SIDES, Readout
from assistant.questions.understanding import Understanding
from assistant.retrieval.features import Features
from assistant.retrieval.state import State
from assistant.searching import Searching
from assistant.selecting import Selecting
from assistant.text import long_date

if TYPE_CHECKING:
    from assistant.composition.generative import GenerativeComposer

WITHHELD = "What was found did not stand up to verification, so nothing is shown."

Step = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Answering:
    """The steps of an answer, over one library.

    `steps` lists them in order and is all a chain needs.
    """

    library: State
    understanding: Understanding
    searching: Searching
    selecting: Selecting
    composer: Callable[[Selection], Draft]
    writer: GenerativeComposer | None = None
    condense: Callable[[str, Sequence[str]], str | None] | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The six steps; each takes what the one before it returns, the first a Request."""
        return self.understand, self.retrieve, self.select, self.compose, self.verify, self.present

    def answer(self, request: Request) -> Answer:
        """Answer a request by running all steps."""
        value: Any = request
        for step in self.steps:
            value = step(value)
        return cast(Answer, value)

    def stream(self, request: Request) -> Generator[str, None, Answer]:
        """Answer a request in pieces of Markdown, and return the answer.

        What a model writes is shown as its sentences pass.
        """
        shown = ""
        writing = self.write(self.select(self.retrieve(self.understand(request))))
        try:
            while True:
                piece = next(writing)
                shown += piece
                yield piece
        except StopIteration as finished:
            answer = self.present(self.verify(finished.value))
        finally:
            writing.close()
        yield from pieces(answer.text.removeprefix(shown))
        return answer

    def write(self, selection: Selection) -> Generator[str, None, Draft]:
        """Yield what a model writes as it is verified, and return the draft.

        No model is asked where there is no evidence.
        """
        draft = self.composer(selection)
        if self.writer is None or not selection.evidence:
            return draft
        return (yield from self.writer.write(selection, draft))

    def understand(self, request: Request) -> Question:
        """Resolve the question against the library, and lay the caller's own filters over it."""
        question = self.understanding(request.text, request.history)
        if request.speaker is not None:
            speakers = self.understanding.speaker(request.speaker)
            unknown = () if speakers else (request.speaker,)
            question = _spoken_by(question, request.speaker, speakers, unknown)
        if question.whose and not request.speaker:
            question = self._by_answer(question, question.whose)
        return _filtered(question, request)

    def _by_answer(self, question: Question, whose: Question) -> Question:
        """Take "she" for the one whom the answer to "Who said that?" names, if it names one."""
        evidence = self.select(self.retrieve(whose)).evidence
        named = {name for e in evidence for name in e.sentence.speakers} - {BOTH_SIDES}
        speakers = self.understanding.speaker(next(iter(named))) if len(named) == 1 else ()
        if not speakers:
            return question
        asked, unknown = (max(speakers[0], key=len),), ()
        return replace(question, asked=asked, speakers=speakers[:1], unknown=unknown)

    def retrieve(self, question: Question) -> Found:
        """Search the words of those asked about, or everyone's where nobody is, in the readouts the question speaks of."""
        readouts = self._followed(question)
        if (
            question.kind in ("talk", "library")
            or question.unknown
            or not readouts
            or (question.asked and not question.speakers)
        ):
            return Found(question, (), len(readouts), *self.searching.left_out(question))
        names = frozenset(name for identity in question.speakers for name in identity) | {
            BOTH_SIDES
        }
        return Found(
            question,
            self.searching.passages(question, readouts, names if question.speakers else None),
            len(readouts),
            *self.searching.left_out(question),
        )

    def select(self, found: Found) -> Selection:
        """Choose the sentences that answer, or else those of others that would."""
        selection = self._selected(found)
        if not selection.evidence and found.question.otherwise:
            topical = self._selected(self.retrieve(found.question.otherwise))
            selection = topical if topical.evidence else selection
        if selection.evidence or self.condense is None or found.question.follows is None:
            return selection
        return self._put_in_full(found.question) or selection

    def _selected(self, found: Found) -> Selection:
        question = found.question
        if question.kind in ("talk", "library"):
            listed = tuple(self.searching.readouts(question)) if question.kind == "library" else ()
            return Selection(question, (), (), len(self.library.readouts), listed=listed)
        if not is_about_something(question):
            return Selection(question, (), (), 0)
        judge = self.selecting.judge(question)
        evidence = self.selecting.evidence(question, found.hits, judge)
        related = () if evidence or question.unknown else self.selecting.others(question, judge)
        nearest = (
            None if evidence or related else self.selecting.nearest(question, found.hits, judge)
        )
        return Selection(
            question,
            tuple(_ordered(evidence, question)),
            related,
            found.searched,
            nearest,
            left_out=found.left_out,
            undated=found.undated,
        )

    def _put_in_full(self, question: Question) -> Selection | None:
        """Ask a follow-up as a model puts it in full.

        None where it does not, or nothing is recorded for that either.
        """
        earlier: list[str] = []
        before = question.follows
        while before is not None:
            earlier.insert(0, before.text)
            before = before.follows
        written = self.condense(question.text, earlier) if self.condense else None
        if not written:
            return None
        full = replace(
            self.understanding(written),
            readouts=question.readouts,
            since=question.since,
            until=question.until,
        )
        # Whose words are asked for is never a model's to say where the question itself does.
        if question.speakers and full.speakers != question.speakers:
            return None
        selection = self._selected(self.retrieve(full))
        return replace(selection, put_in_full=written) if selection.evidence else None

    def weighed(self, request: Request) -> Iterator[tuple[Readout, int, Features]]:
        """Yield the sentences among which a request's answer is chosen, each with its features.

        None where no sentence is weighed.
        """
        question = self.understand(request)
        yield from self.selecting.candidates(question, self.retrieve(question).hits)

    def compose(self, selection: Selection) -> Draft:
        """Write the draft."""
        writing = self.write(selection)
        while True:
            try:
                next(writing)
            except StopIteration as finished:
                return cast(Draft, finished.value)

    def verify(self, draft: Draft) -> Verified:
        """Drop the statements whose quotes their evidence does not hold.

        Prose was verified sentence by sentence as it came.
        """
        return withhold(draft, self.library.readouts)

    def present(self, verified: Verified) -> Answer:
        """Put preface, statements and references together as Markdown."""
        draft, prose = verified.draft, verified.draft.prose
        if verified.rejected and not draft.statements:
            draft = replace(draft, preface=WITHHELD)
        cited = _cited(draft)
        citations = tuple(c for c in draft.citations if c.marker in cited)
        related = tuple(c for c in draft.related if c.marker in cited)
        return Answer(
            question=draft.question,
            answered=draft.answered and (bool(citations) or draft.question.kind == "library"),
            text="\n\n".join(blocks(draft)),
            citations=citations,
            related=related,
            dropped=len(verified.rejected)
            + (sum(prose.verification.dropped.values()) if prose else 0),
            path=("fallback" if draft.statements else "generative") if prose else "extractive",
            usage=prose.usage if prose else None,
            verification=prose.verification if prose else None,
        )

    def _followed(self, question: Question) -> list[Readout]:
        """Return the readouts the question speaks of.

        For a follow-up those of the answer before, or the one next to them.
        """
        readouts = self.searching.readouts(question)
        if question.follows is None or question.readouts is not None:
            return readouts
        before = {
            e.readout.id: e.readout for e in self.select(self.retrieve(question.follows)).evidence
        }
        dates = [readout.date for readout in before.values() if readout.date]
        if question.step and dates:
            later = question.step == "next"
            beside = [
                r
                for r in readouts
                if r.date and (r.date > max(dates) if later else r.date < min(dates))
            ]
            return sorted(beside, key=lambda r: r.date or Date.min, reverse=not later)[:1]
        return [readout for readout in readouts if readout.id in before] or readouts


def _spoken_by(
    question: Question, name: str, speakers: tuple[tuple[str, ...], ...], unknown: tuple[str, ...]
) -> Question:
    """Ask for the words of the one whom the caller names, whomever the question does."""
    otherwise = question.otherwise
    return replace(
        question,
        asked=(name,),
        speakers=speakers,
        unknown=unknown,
        otherwise=_spoken_by(otherwise, name, speakers, unknown) if otherwise else None,
    )


def _filtered(question: Question, request: Request) -> Question:
    """Lay the caller's own filters over a question."""
    otherwise = question.otherwise
    return replace(
        question,
        readouts=request.readouts,
        since=request.since or question.since,
        until=request.until or question.until,
        otherwise=_filtered(otherwise, request) if otherwise else None,
    )


def is_about_something(question: Question) -> bool:
    """Tell whether the question names a topic, a person, a time or a readout.

    Without any, every sentence would do.
    """
    named = question.topic.terms or question.asked or question.present or question.unknown
    return bool(named or question.since or question.until or question.readouts is not None)


def blocks(draft: Draft) -> Iterator[str]:
    """Yield the answer's Markdown block by block: preface, prose, statements, references."""
    if draft.preface:
        yield draft.preface
    if draft.prose and draft.prose.text:
        yield draft.prose.text
    if draft.prose and draft.statements:
        yield draft.prose.note
    for statement in draft.statements:
        yield statement.text
    cited = _cited(draft)
    listed = [c for c in (*draft.citations, *draft.related) if c.marker in cited]
    apart = _told_apart(listed)
    references = [_reference(c, apart.get(c.readout_id, "")) for c in listed]
    if references:
        yield "\n".join(references)
    if draft.prose and not draft.statements:
        yield draft.prose.note


def pieces(text: str) -> Iterator[str]:
    """Split a text after its spaces and line ends; joined, the pieces are the text."""
    start = 0
    for index, char in enumerate(text):
        if char.isspace():
            yield text[start : index + 1]
            start = index + 1
    if start < len(text):
        yield text[start:]


def _cited(draft: Draft) -> set[int]:
    """Return the markers of all that is quoted or told."""
    told = set(draft.prose.markers) if draft.prose else set()
    return told | {
        quotation.marker for statement in draft.statements for quotation in statement.quotations
    }


def _told_apart(citations: Sequence[Citation]) -> Mapping[str, str]:
    """Return what tells readouts of one title, issuer, day and address apart.

    The end of their paths, else of their ids.
    """
    alike: dict[tuple[str, ...], dict[str, str]] = {}
    for c in citations:
        key = (c.title, str(c.issuer), str(c.date), str(c.url))
        alike.setdefault(key, {})[c.readout_id] = c.path or ""
    return {id: end for paths in alike.values() if len(paths) > 1 for id, end in _ends(paths)}


def _ends(paths: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each id with as much of the end of its path as no other path has.

    Without such an end, with the end of the id.
    """
    parts = {id: PurePath(path).parts for id, path in paths.items()}
    longest = max(len(names) for names in parts.values())
    for length in range(1, longest + 1):
        ends = {id: "/".join(names[-length:]) for id, names in parts.items()}
        if all(ends.values()) and len(set(ends.values())) == len(ends):
            yield from ((id, f"file {end}") for id, end in ends.items())
            return
    yield from ((id, f"readout {id.rsplit('-', 1)[-1]}") for id in parts)


def _reference(citation: Citation, apart: str = "") -> str:
    sample = "sample readout, fictional or paraphrased: not to be quoted" if citation.sample else ""
    parts = [
        f"*{citation.title}*",
        citation.issuer,
        long_date(citation.date),
        citation.url,
        apart,
        sample,
    ]
    parts += ["doubtful: " + citation.doubt] if citation.doubt else []
    parts += [f"with the account's footnote: “{note}”" for note in citation.notes]
    return f"[{citation.marker}] {', '.join(part for part in parts if part)}  "


def _ordered(evidence: list[Evidence], question: Question) -> list[Evidence]:
    """Across readouts by date, else readout by readout in the order of the best, each in the order of its text."""
    first = {id: rank for rank, id in reversed(list(enumerate(e.readout.id for e in evidence)))}
    if question.kind == "across":
        return sorted(evidence, key=lambda e: (str(e.readout.date), e.readout.id, e.sentence.start))
    return sorted(evidence, key=lambda e: (first[e.readout.id], e.sentence.start))
