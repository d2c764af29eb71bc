from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import ReadoutAssistant
from assistant.attribution.attributing import attribute
from assistant.corpus.loading import read_text
from assistant.domain.answer import Evidence
from assistant.domain.question import Term, Topic
from assistant.domain.readout import Readout
from assistant.passages import LIMIT, cut
from assistant.retrieval.evidence import select
from assistant.retrieval.features import Extractor, Features
from assistant.retrieval.filters import Filter
from assistant.retrieval.fusion import K, reciprocal_rank_fusion
from assistant.retrieval.postings import Postings
from assistant.retrieval.support import fitted
from assistant.text import stems
from tests.writing import MFA, PROSE


def term(*forms: str, named: bool = False, related: tuple[tuple[str, float], ...] = ()) -> Term:
    return Term(forms[0], tuple(tuple(stems(form)) for form in forms), related, named)


def features(readout: Readout, sentence: str, *terms: Term, cues: tuple[str, ...] = ()) -> Features:
    extract = Extractor(Topic("", terms, frozenset(cues)), 100, lambda stem: 5)
    return extract(
        readout, next(i for i, s in enumerate(readout.sentences) if sentence in s.text), 0.5
    )


def test_passages_hold_every_sentence_once_and_one_speaker_each() -> None:
    readout = attribute(read_text(MFA))
    passages = cut(readout)
    assert [i for p in passages for i in range(*p.sentences)] == list(range(len(readout.sentences)))
    assert all(
        {readout.sentences[i].speakers for i in range(*p.sentences)} == {p.speakers}
        for p in passages
    )
    assert all(readout.text[p.start : p.end].split() == p.text.split() for p in passages)


def test_passages_stay_small_but_a_long_sentence_stays_whole() -> None:
    long = "Both sides discussed " + "trade and " * 100 + "peace."
    readout = attribute(read_text(f"{'It rained. ' * 100}\n\n{long}"))
    sizes = [len(p.text.split()) for p in cut(readout)]
    assert max(sizes) == len(long.split())
    assert all(size <= LIMIT for size in sizes[:-1])


def test_fusion_prefers_what_both_rankings_hold() -> None:
    fused = reciprocal_rank_fusion([["a", "b", "c"], ["b", "d"]])
    assert [item for item, _ in fused] == ["b", "a", "d", "c"]
    assert fused[0][1] == pytest.approx(1 / (K + 2) + 1 / (K + 1))
    assert reciprocal_rank_fusion([[], []]) == []


def test_what_a_sentence_states_is_its_share_of_the_topics_weight() -> None:
    readout = attribute(read_text(PROSE))
    assert features(readout, "border", term("border"), term("zebra")).stated == 0.5
    assert features(readout, "They also", term("border"), term("zebra")).stated == 0


def test_rare_words_weigh_more() -> None:
    readout = attribute(read_text(PROSE))
    frequency = {"border": 9000, "harvest": 1}
    extract = Extractor(
        Topic("", (term("border"), term("harvest"))), 10_000, lambda stem: frequency.get(stem, 0)
    )
    border, harvest = (
        extract(readout, i, 0.5).stated
        for i, s in enumerate(readout.sentences)
        if "border" in s.text or "harvest" in s.text
    )
    assert harvest > 0.8 > border


def test_what_the_lead_says_is_context_and_not_topic() -> None:
    readout = attribute(read_text(PROSE))
    found = features(readout, readout.sentences[2].text, term("Costana"), term("border"))
    assert (found.context, found.stated) == (0.5, 0.5)


def test_a_name_that_stands_nowhere_is_missing_and_a_related_word_counts_in_part() -> None:
    readout = attribute(read_text(PROSE))
    found = features(
        readout,
        "border",
        term("Zubrovka", named=True),
        term("frontier", related=(("border", 0.8),)),
    )
    assert (found.name_missing, found.related) == (0.5, pytest.approx(0.4))


def test_the_verb_that_is_asked_about_is_a_cue() -> None:
    readout = attribute(
        read_text(
            "Mr. Costa met Ms. Weber. Ms. Weber thanked Mr. Costa for the visit. Ms. Weber raised trade."
        )
    )
    assert features(readout, "visit", cues=tuple(stems("thank"))).cued == 1
    assert features(readout, "trade", cues=tuple(stems("thank"))).cued == 0


def test_support_rises_with_what_speaks_for_an_answer() -> None:
    model = fitted()
    nothing = Features(0, 0, 0, 0, 0, 0.4, 0, 0)
    assert (
        model.probability(nothing)
        < model.threshold
        < model.probability(replace(nothing, stated=1.0))
    )
    half = replace(nothing, stated=0.6)
    assert model.probability(replace(half, name_missing=0.4)) < model.probability(half)


def test_a_sentence_that_meets_less_than_half_is_no_answer_unless_it_is_near_or_its_verb_is_asked_about() -> (
    None
):
    model = fitted()
    far = Features(0.4, 0.1, 0, 0, 0, model.near - 0.01, 0, 0)
    assert model.probability(far) == 0
    assert model.probability(replace(far, similarity=0.9)) > model.threshold
    assert model.probability(replace(far, cued=1.0)) > model.threshold
    assert model.probability(replace(far, stated=0.05, related=0.05, similarity=0.9)) == 0


@pytest.mark.parametrize(
    ("condition", "admitted"),
    [
        (Filter(), True),
        (Filter(speakers=frozenset({"Lena Okoro"})), True),
        (Filter(speakers=frozenset({"Tarek Anwar"})), False),
        (Filter(speakers=frozenset()), False),
        (Filter(since=date(2023, 3, 2), until=date(2023, 3, 2)), True),
        (Filter(since=date(2023, 3, 3)), False),
        (Filter(until=date(2023, 3, 1)), False),
        (Filter(readouts=frozenset({"another"})), False),
    ],
)
def test_numpy_and_chroma_filter_alike(tmp_path: Path, condition: Filter, admitted: bool) -> None:
    (tmp_path / "call.txt").write_text(MFA, encoding="utf-8")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "call.txt")
        library = assistant._opened()
        passage = next(p for p in library.passages if p.speakers == ("Lena Okoro",))
        assert bool(library.admitted(condition)[library.passages.index(passage)]) is admitted
        matches = library.store.nearest(
            library.embeddings.embed_query(passage.text), 50, condition.where()
        )
        assert (passage.id in {match.id for match in matches}) is admitted


def test_a_readout_without_a_date_meets_no_date_condition() -> None:
    readout = attribute(read_text(PROSE))
    assert readout.date is None
    assert not Filter(since=date(1900, 1, 1)).admits_readout(readout)


def test_those_named_are_found_in_the_readouts_they_took_part_in_or_are_named_in() -> None:
    call = attribute(
        read_text(
            "On May 4, 2023, President Lena Okoro called Prime Minister Paulo Andrade. They spoke of fish."
        )
    )
    other = attribute(
        read_text(
            "On May 9, 2023, President Lena Okoro met King Ole. She spoke of Andrade and of fish."
        )
    )
    readouts = {r.id: r for r in (call, other)}
    postings = Postings([p for r in readouts.values() for p in cut(r)], readouts)
    assert postings.naming(("Paulo Andrade",)) == {call.id, other.id}
    assert postings.naming(("Ole",)) == {other.id}
    assert postings.naming(("Rui Brown",)) == frozenset()


def test_a_reply_is_to_the_question_before_its_first_sentence() -> None:
    lines = (
        "Q: Was the canal discussed?",
        "PRESIDENT OKORO: It was. We were frank. We will go on. That is all. We are ready.",
    )
    transcript = attribute(
        read_text(
            "Remarks by President Lena Okoro\n\nOslo, Norway\n\nPRESIDENT OKORO: Thank you all.\n\n"
            + "\n\n".join(lines)
        )
    )
    last = len(transcript.sentences) - 1
    extract = Extractor(Topic("canal", (Term("canal", (("canal",),)),)), 1000, lambda word: 3)
    assert extract(transcript, last, 0.4).nearby == 1.0


def test_a_dateline_is_context() -> None:
    text = "Remarks by President Lena Okoro\n\nOslo, Norway\n\n1:22 P.M. CET\n\nPRESIDENT OKORO: We welcome the loan. Thank you."
    transcript = attribute(read_text(text))
    extract = Extractor(
        Topic("Oslo", (Term("Oslo", (("oslo",),), named=True), Term("loan", (("loan",),)))),
        1000,
        lambda word: 3,
    )
    found = extract(
        transcript, next(i for i, s in enumerate(transcript.sentences) if "loan" in s.text), 0.4
    )
    assert transcript.place == "Oslo, Norway"
    assert (found.context, found.name_missing) == (pytest.approx(0.5), 0.0)


def test_the_same_words_of_one_day_are_shown_once_and_those_of_another_day_again() -> None:
    def evidence(day: str, title: str) -> Evidence:
        text = f"{title}\n\nOn {day}, President Lena Okoro called King Ole. President Okoro welcomed the loan."
        readout = attribute(read_text(text))
        return Evidence(readout, next(s for s in readout.sentences if "loan" in s.text), 0.9)

    first, again, later = (
        evidence("May 4, 2023", "A call"),
        evidence("May 4, 2023", "A call, posted again"),
        evidence("June 4, 2023", "A call"),
    )
    assert select([first, again, later], None, 0.2, 5) == (first, later)
