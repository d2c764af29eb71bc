"""The online story: understand > retrieve > select evidence > compose > verify > present."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Any, cast

from assistant.composition.verification import verify
from assistant.domain.answer import Answer, Citation, Draft, Evidence, Found, Hit, Selection, Verified
from assistant.domain.question import Question, Request, Topic
from assistant.domain.readout import BOTH_SIDES, Readout
from assistant.questions.kinds import FACT
from assistant.questions.understanding import Understanding
from assistant.retrieval.evidence import Judge, select
from assistant.retrieval.facts import sign_of, state_fact
from assistant.retrieval.features import Extractor, Features
from assistant.retrieval.filters import Filter
from assistant.retrieval.hybrid import search
from assistant.retrieval.library import Library
from assistant.retrieval.support import SupportModel
from assistant.text import long_date

# Citations per answer, by kind of question: enough for the point, few enough to check.
LIMITS = {"said": 3, "both": 4, "agreed": 3, "across": 8, "fact": 2, "who": 4, "else": 4}
RELATED = 3
WITHHELD = "What was found did not stand up to verification, so nothing is shown."
NEAR_BEST = 0.75  # sentences with less than this share of the best one's support are beside the point

Step = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Answering:
    """The steps of an answer, over one library; `steps` lists them in order and is all a chain needs."""

    library: Library
    understanding: Understanding
    composer: Callable[[Selection], Draft]
    model: SupportModel

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

    def understand(self, request: Request) -> Question:
        """Resolve the question against the library, and lay the caller's own filters over it."""
        question = self.understanding(request.text, request.history)
        if request.speaker is not None:
            speakers = self.understanding.speaker(request.speaker)
            unknown = () if speakers else (request.speaker,)
            question = replace(question, asked=(request.speaker,), speakers=speakers, unknown=unknown)
        return replace(
            question,
            readouts=request.readouts,
            since=request.since or question.since,
            until=request.until or question.until,
        )

    def retrieve(self, question: Question) -> Found:
        """Search the words of those asked about, or everyone's where nobody is, in the readouts the question speaks of."""
        readouts = self._followed(question)
        if question.kind in ("talk", "library") or question.unknown or not readouts or (question.asked and not question.speakers):
            return Found(question, (), len(readouts))
        names = frozenset(name for identity in question.speakers for name in identity) | {BOTH_SIDES}
        return Found(question, self._search(question, readouts, names if question.speakers else None), len(readouts))

    def select(self, found: Found) -> Selection:
        """Choose the sentences that answer, or else those of others that would."""
        question = found.question
        if question.kind in ("talk", "library"):
            listed = tuple(self._readouts(question)) if question.kind == "library" else ()
            return Selection(question, (), (), len(self.library.readouts), listed=listed)
        if not is_about_something(question):
            return Selection(question, (), (), 0)
        judge = self._judge(question)
        evidence = self._evidence(question, found.hits, judge)
        related = () if evidence or question.unknown else self._others(question, judge)
        nearest = None if evidence or related else self._nearest(question, found.hits, judge)
        return Selection(question, tuple(_ordered(evidence, question)), related, found.searched, nearest)

    def _evidence(self, question: Question, hits: Sequence[Hit], judge: Judge) -> list[Evidence]:
        # Where no topic is named, all they said is asked for.
        threshold, limit = self.model.threshold if question.topic.terms else 0.0, LIMITS[question.kind]
        if question.kind == "fact":
            return list(state_fact(question.text, hits, judge, limit))
        if question.kind == "else":
            return self._else(question, hits)[:limit]
        judged = _stating(question, [e for e in judge.judge(hits) if _meets_people(e, question)], threshold)
        if not question.speakers:
            return list(_near_best(select(judged, None, threshold, limit)))
        joint = [e for e in judged if _took_part(question, e.readout)]
        agreed = select(joint, frozenset({BOTH_SIDES}), threshold, limit)
        own = [select(judged, frozenset(names), threshold, limit) for names in question.speakers]
        if question.kind in ("both", "agreed"):
            apart = [e for each in own for e in _near_best(each)]
            together = list(_near_best(agreed))
            chosen = (together or apart) if question.kind == "agreed" else [*apart, *together]
            return list(dict.fromkeys(chosen))[: limit * len(question.speakers)]
        merged = dict.fromkeys(sorted([e for each in own for e in each] + list(agreed), key=lambda e: -e.support))
        return list(_near_best(tuple(merged))[:limit])

    def weighed(self, request: Request) -> Iterator[tuple[Readout, int, Features]]:
        """Yield the sentences among which a request's answer is chosen, each with its features; none where no sentence is weighed."""
        question = self.understand(request)
        if question.kind in ("fact", "else", "library", "talk"):
            return
        spoken = {name for names in question.speakers for name in names}
        judge = self._judge(question)
        for hit in self.retrieve(question).hits:
            for index in range(*hit.passage.sentences):
                sentence = hit.readout.sentences[index]
                joint = sentence.speakers == (BOTH_SIDES,) and _took_part(question, hit.readout)
                if not spoken or joint or not spoken.isdisjoint(sentence.speakers):
                    yield hit.readout, index, judge.extract(hit.readout, index, hit.similarity)

    def compose(self, selection: Selection) -> Draft:
        """Write the draft."""
        return self.composer(selection)

    def verify(self, draft: Draft) -> Verified:
        """Drop what its evidence does not bear out."""
        return verify(draft, self.library.readouts)

    def present(self, verified: Verified) -> Answer:
        """Put preface, statements and references together as Markdown."""
        draft = verified.draft
        if verified.rejected and not draft.statements:
            draft = replace(draft, preface=WITHHELD)
        quoted = {quotation.marker for statement in draft.statements for quotation in statement.quotations}
        citations = tuple(c for c in draft.citations if c.marker in quoted)
        related = tuple(c for c in draft.related if c.marker in quoted)
        return Answer(
            question=draft.question,
            answered=draft.answered and (bool(citations) or draft.question.kind == "library"),
            text="\n\n".join(blocks(draft)),
            citations=citations,
            related=related,
            dropped=len(verified.rejected),
        )

    def _followed(self, question: Question) -> list[Readout]:
        """Return the readouts the question speaks of: for a follow-up those of the answer before, or the one next to them."""
        readouts = self._readouts(question)
        if question.follows is None or question.readouts is not None:
            return readouts
        before = {e.readout.id: e.readout for e in self.select(self.retrieve(question.follows)).evidence}
        dates = [readout.date for readout in before.values() if readout.date]
        if question.step and dates:
            later = question.step == "next"
            beside = [r for r in readouts if r.date and (r.date > max(dates) if later else r.date < min(dates))]
            return sorted(beside, key=lambda r: r.date or Date.min, reverse=not later)[:1]
        return [readout for readout in readouts if readout.id in before] or readouts

    def _else(self, question: Question, hits: Sequence[Hit]) -> list[Evidence]:
        """Return what else somebody is recorded to have said in the readouts found, beside the topic asked about before."""
        before = question.follows.topic if question.follows else Topic("")
        told = Extractor(before, len(self.library.passages), self.library.sparse.frequency)
        found = []
        for readout in {hit.readout.id: hit.readout for hit in hits}.values():
            for index, sentence in enumerate(readout.sentences):
                if index and sentence.speakers and not (before.terms and told(readout, index, 0.0).stated):
                    found.append(Evidence(readout, sentence, 1.0))
        return found

    def _search(self, question: Question, readouts: Sequence[Readout], names: frozenset[str] | None) -> tuple[Hit, ...]:
        """Search the words of these speakers (None: everyone's) in these readouts."""
        ids = frozenset(r.id for r in readouts) if len(readouts) < len(self.library.readouts) else None
        words = " ".join(word for term in question.topic.terms for form in term.forms for word in form)
        # What a follow-up leaves out stands in the question before it.
        text = f"{question.follows.text} {question.text}" if question.follows else question.text
        return search(self.library, text, words or text, Filter(names, ids))

    def _nearest(self, question: Question, hits: Sequence[Hit], judge: Judge) -> Evidence | None:
        """Return the best of what those asked about are recorded with, though it does not answer."""
        names = frozenset(name for identity in question.speakers for name in identity)
        return next(iter(select(list(judge.judge(hits)), names, 0.0, 1)), None) if names else None

    def _judge(self, question: Question) -> Judge:
        sign = sign_of(question.text) if FACT.search(question.text) else None
        return Judge(Extractor(question.topic, len(self.library.passages), self.library.sparse.frequency, sign), self.model)

    def _others(self, question: Question, judge: Judge) -> tuple[Evidence, ...]:
        """Return what others are recorded to have said on the topic, in the readouts the question speaks of."""
        judged = [e for e in judge.judge(self._search(question, self._readouts(question), None)) if e.sentence.speakers]
        return _near_best(select(judged, None, self.model.threshold, RELATED))

    def _readouts(self, question: Question) -> list[Readout]:
        """Return the readouts the question speaks of: those asked for, of its time, with its people taking part."""
        condition = Filter(None, question.readouts, question.since, question.until)
        everything = self.library.readouts.values()
        dated = [r for r in everything if condition.admits_readout(r)] if condition.narrows_readouts else list(everything)
        # The facts of an event stand in the readout of it, and sides are compared where all of them were.
        if question.kind in ("fact", "both", "agreed"):
            there = [r for r in dated if all(_is_heard(r, names) for names in question.present)]
            if there:
                return there
        if not question.present:
            return dated
        naming = frozenset.intersection(*(self.library.postings.naming(names) for names in question.present))
        return [r for r in dated if r.id in naming]


def _is_heard(readout: Readout, names: tuple[str, ...]) -> bool:
    """Tell whether one of these, persons or a side, took part or speaks in a readout."""
    wanted = set(names)
    return not wanted.isdisjoint(readout.participants) or any(not wanted.isdisjoint(s.speakers) for s in readout.sentences)


def _meets_people(evidence: Evidence, question: Question) -> bool:
    """Tell whether all who must have been there took part, or the sentence itself names them."""
    for names in question.present:
        surnames = (name.rsplit(" ", 1)[-1] for name in names)
        if set(names).isdisjoint(evidence.readout.participants) and not any(name in evidence.sentence.text for name in surnames):
            return False
    return True


def is_about_something(question: Question) -> bool:
    """Tell whether the question names a topic, a person, a time or a readout; without any, every sentence would do."""
    named = question.topic.terms or question.asked or question.present or question.unknown
    return bool(named or question.since or question.until or question.readouts is not None)


def blocks(draft: Draft) -> Iterator[str]:
    """Yield the answer's Markdown block by block: preface, statements, references."""
    if draft.preface:
        yield draft.preface
    for statement in draft.statements:
        yield statement.text
    quoted = {quotation.marker for statement in draft.statements for quotation in statement.quotations}
    references = [_reference(c) for c in (*draft.citations, *draft.related) if c.marker in quoted]
    if references:
        yield "\n".join(references)


def _reference(citation: Citation) -> str:
    sample = "sample readout, fictional or paraphrased: not to be quoted" if citation.sample else ""
    parts = [f"*{citation.title}*", citation.issuer, long_date(citation.date), citation.url, sample]
    return f"[{citation.marker}] {', '.join(part for part in parts if part)}  "


def _took_part(question: Question, readout: Readout) -> bool:
    """Tell whether one whose words are asked for was there, and so is one of "both sides"."""
    return any(not set(names).isdisjoint((*readout.participants, BOTH_SIDES)) for names in question.speakers)


def _near_best(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(e for e in evidence if e.support >= NEAR_BEST * evidence[0].support)


def _stating(question: Question, judged: list[Evidence], threshold: float) -> list[Evidence]:
    """Keep what states the kind of fact asked for, where anything likely does: "How long did she say the talks took?"."""
    sign = sign_of(question.text) if FACT.search(question.text) else None
    stating = [e for e in judged if sign and sign.search(e.sentence.text)]
    return stating if any(e.support >= threshold for e in stating) else judged


def _ordered(evidence: list[Evidence], question: Question) -> list[Evidence]:
    """Across readouts by date, else readout by readout in the order of the best, each in the order of its text."""
    first = {id: rank for rank, id in reversed(list(enumerate(e.readout.id for e in evidence)))}
    if question.kind == "across":
        return sorted(evidence, key=lambda e: (str(e.readout.date), e.readout.id, e.sentence.start))
    return sorted(evidence, key=lambda e: (first[e.readout.id], e.sentence.start))
