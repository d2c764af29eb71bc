"""Which of the passages found answer.

The sentences of those asked about, or else what others said, and what comes nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.domain.answer import Evidence, Hit
from assistant.domain.question import Question, Topic
from assistant.domain.readout import BOTH_SIDES, JOINT, Readout
from assistant.issuers import home_of
from assistant.questions.kinds import FACT
from assistant.questions.times import names_another_time, time_words
from assistant.retrieval.evidence import Judge, select
from assistant.retrieval.facts import sign_of, state_fact
from assistant.retrieval.features import Extractor, Features
from assistant.retrieval.support import SupportModel
from assistant.searching import Searching

# Citations per answer, by kind of question: enough for the point, few enough to check.
LIMITS = {"said": 3, "both": 4, "agreed": 3, "across": 8, "fact": 2, "who": 4, "else": 4}
RELATED, RELATED_DEPTH = 3, 24  # of others' sentences shown, and of their passages looked through
NEAR_BEST = (
    0.75  # sentences with less than this share of the best one's support are beside the point
)


Rerank = Callable[
    [str, Sequence[str]], Sequence[float]
]  # how well each text answers the question, 0..1


@dataclass(frozen=True, slots=True)
class Selecting:
    """Chooses evidence sentence by sentence, the speaker being a hard condition.

    What is enough to answer, the calibrated model decides; `rerank` puts in order what is.
    """

    searching: Searching
    model: SupportModel
    rerank: Rerank | None = None

    def judge(self, question: Question) -> Judge:
        """Return the judge of sentences for one question."""
        sign = sign_of(question.text) if FACT.search(question.text) else None
        library = self.searching.library
        return Judge(
            Extractor(
                question.topic,
                len(library.passages),
                library.sparse.frequency,
                sign,
                weighs_joint=not _asks_for_several(question),
            ),
            self.model,
        )

    def evidence(self, question: Question, hits: Sequence[Hit], judge: Judge) -> list[Evidence]:
        """Return the sentences that answer, best first; none where too little speaks for any."""
        # Where no topic is named, all they said is asked for; and what holds the very phrase asked
        # for, answers.
        is_sure = question.topic.phrases or not question.topic.terms
        threshold, limit = 0.0 if is_sure else self.model.threshold, LIMITS[question.kind]
        if question.kind == "fact":
            return list(state_fact(question.text, hits, judge, limit))
        if question.kind == "else":
            return self._else(question, hits)[:limit]
        judged = _stating(
            question,
            [
                e
                for e in judge.judge(hits)
                if _meets_people(e, question)
                and _holds_phrases(e, question)
                and _is_of_time(e, question.topic)
                and _is_of_side(e, question.sides)
            ],
            threshold,
        )
        if self.rerank:
            judged, threshold = (
                self._reranked(question, [e for e in judged if e.support >= threshold]),
                0.0,
            )
        if not question.speakers:
            best = list(_near_best(select(judged, None, threshold, limit)))
            return _of_several(best) if question.kind in ("both", "agreed") else best
        joint = [e for e in judged if _took_part(question, e.readout)]
        agreed = select(joint, frozenset({BOTH_SIDES}), threshold, limit)
        own = [select(judged, frozenset(names), threshold, limit) for names in question.speakers]
        if question.kind in ("both", "agreed"):
            apart = [e for each in own for e in _near_best(each)]
            together = list(_near_best(agreed))
            chosen = (together or apart) if question.kind == "agreed" else [*apart, *together]
            return list(dict.fromkeys(chosen))[: limit * len(question.speakers)]
        merged = dict.fromkeys(
            sorted([e for each in own for e in each] + list(agreed), key=lambda e: -e.support)
        )
        return list(_near_best(tuple(merged))[:limit])

    def _reranked(self, question: Question, judged: Sequence[Evidence]) -> list[Evidence]:
        relevances = (
            self.rerank(question.text, [e.sentence.text for e in judged]) if self.rerank else ()
        )
        return [replace(e, support=value) for e, value in zip(judged, relevances, strict=True)]

    def others(self, question: Question, judge: Judge) -> tuple[Evidence, ...]:
        """Return what others are recorded to have said on the topic, in the readouts the question speaks of."""
        hits = self.searching.passages(
            question, self.searching.readouts(question), None, RELATED_DEPTH
        )
        asked = {name for names in question.speakers for name in names}
        judged = [
            e
            for e in judge.judge(hits)
            if e.sentence.speakers
            and asked.isdisjoint(e.sentence.speakers)
            and _is_of_time(e, question.topic)
        ]
        return _near_best(select(judged, None, self.model.threshold, RELATED))

    def nearest(self, question: Question, hits: Sequence[Hit], judge: Judge) -> Evidence | None:
        """Return the best of what those asked about are recorded with, though it does not answer."""
        names = frozenset(name for identity in question.speakers for name in identity)
        return next(iter(select(list(judge.judge(hits)), names, 0.0, 1)), None) if names else None

    def candidates(
        self, question: Question, hits: Sequence[Hit]
    ) -> Iterator[tuple[Readout, int, Features]]:
        """Yield the sentences among which an answer is chosen, each with its features.

        None where no sentence is weighed.
        """
        if question.kind in ("fact", "else", "library", "talk"):
            return
        spoken = {name for names in question.speakers for name in names}
        judge = self.judge(question)
        for hit in hits:
            for index in range(*hit.passage.sentences):
                sentence = hit.readout.sentences[index]
                joint = sentence.speakers == (BOTH_SIDES,) and _took_part(question, hit.readout)
                if not spoken or joint or not spoken.isdisjoint(sentence.speakers):
                    yield hit.readout, index, judge.extract(hit.readout, index, hit.similarity)

    def _else(self, question: Question, hits: Sequence[Hit]) -> list[Evidence]:
        """Return what else somebody is recorded to have said in the readouts found, beside the topic asked about before."""
        before = question.follows.topic if question.follows else Topic("")
        library = self.searching.library
        told = Extractor(before, len(library.passages), library.sparse.frequency)
        spoken = {name for names in question.speakers for name in names}
        found = []
        for readout in {hit.readout.id: hit.readout for hit in hits}.values():
            for index, sentence in enumerate(readout.sentences):
                if (
                    index
                    and sentence.speakers
                    and not (spoken and spoken.isdisjoint(sentence.speakers))
                    and not (before.terms and told(readout, index, 0.0).stated)
                ):
                    found.append(Evidence(readout, sentence, 1.0))
        return found


def _meets_people(evidence: Evidence, question: Question) -> bool:
    """Tell whether all who must have been there took part, or the sentence itself names them."""
    for names in question.present:
        surnames = (name.rsplit(" ", 1)[-1] for name in names)
        if set(names).isdisjoint(evidence.readout.participants) and not any(
            name in evidence.sentence.text for name in surnames
        ):
            return False
    return True


def _holds_phrases(evidence: Evidence, question: Question) -> bool:
    text = " ".join(evidence.sentence.text.split()).casefold()
    return all(phrase.casefold() in text for phrase in question.topic.phrases)


def _is_of_time(evidence: Evidence, topic: Topic) -> bool:
    """Tell whether a sentence names the time that the topic does, or none where it need not."""
    if not topic.times:
        return True
    text = evidence.sentence.text
    if topic.must_name_time:
        return topic.times <= time_words(text)
    return not names_another_time(text, topic.times)


def _is_of_side(evidence: Evidence, sides: frozenset[str]) -> bool:
    """Tell whether an unnamed leader, "The Prime Minister", is of a side asked for; others are."""
    unnamed = {name for name in evidence.sentence.speakers if name.startswith("The ")}
    if not (sides and unnamed):
        return True
    readout = evidence.readout
    own = {person.side for person in readout.people if person.name in unnamed and person.side}
    if own or (home := home_of(readout.issuer, readout.url)):
        return not sides.isdisjoint(own or {home})
    others = {person.side for person in readout.people if person.name not in unnamed}
    return not sides <= others


def _asks_for_several(question: Question) -> bool:
    """Tell whether the words of more than one are asked for.

    What both said together answers then.
    """
    return question.kind in ("both", "agreed") or len(question.asked) > 1


def _of_several(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Keep what more than one side said.

    Joint words, or those of several speakers of one readout.
    """
    voices: dict[str, set[tuple[str, ...]]] = {}
    for each in evidence:
        voices.setdefault(each.readout.id, set()).add(each.sentence.speakers)
    kept = {id for id, found in voices.items() if len(found) > 1 or JOINT in found}
    return [each for each in evidence if each.readout.id in kept]


def _took_part(question: Question, readout: Readout) -> bool:
    """Tell whether one whose words are asked for was there, and so is one of "both sides"."""
    return any(
        not set(names).isdisjoint((*readout.participants, BOTH_SIDES))
        for names in question.speakers
    )


def _near_best(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(e for e in evidence if e.support >= NEAR_BEST * evidence[0].support)


def _stating(question: Question, judged: list[Evidence], threshold: float) -> list[Evidence]:
    """Keep what states the kind of fact asked for, where anything likely does.

    Such as "How long did she say the talks took?".
    """
    sign = sign_of(question.text) if FACT.search(question.text) else None
    stating = [e for e in judged if sign and sign.search(e.sentence.text)]
    return stating if any(e.support >= threshold for e in stating) else judged
