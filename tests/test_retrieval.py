from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant import ReadoutAssistant
from assistant.attribution.attributing import attribute
from assistant.corpus.loading import read_text
from assistant.domain.question import Topic
from assistant.passages import LIMIT, cut
from assistant.retrieval.evidence import Support
from assistant.retrieval.filters import Filter
from assistant.retrieval.fusion import K, reciprocal_rank_fusion
from assistant.text import stems
from tests.writing import MFA, PROSE


def group(*forms: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(stems(form)) for form in forms)


def test_passages_hold_every_sentence_once_and_one_speaker_each() -> None:
    readout = attribute(read_text(MFA))
    passages = cut(readout)
    assert [i for p in passages for i in range(*p.sentences)] == list(range(len(readout.sentences)))
    assert all({readout.sentences[i].speakers for i in range(*p.sentences)} == {p.speakers} for p in passages)
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


def test_support_is_the_share_of_the_topics_weight() -> None:
    readout = attribute(read_text(PROSE))
    support = Support(Topic("", (group("border"), group("zebra"))), 100, lambda stem: 5)
    values = {sentence.text[:10]: support(sentence, readout) for sentence in readout.sentences}
    assert values["She unders"] == 0.5
    assert values["They also "] == 0


def test_rare_words_weigh_more() -> None:
    readout = attribute(read_text(PROSE))
    frequency = {"border": 9000, "harvest": 1}
    support = Support(Topic("", (group("border"), group("harvest"))), 10_000, lambda stem: frequency.get(stem, 0))
    border, harvest = (support(s, readout) for s in readout.sentences if "border" in s.text or "harvest" in s.text)
    assert harvest > 0.8 > border


def test_what_the_lead_says_is_context_and_not_topic() -> None:
    readout = attribute(read_text(PROSE))
    support = Support(Topic("", (group("Costana"), group("border"))), 100, lambda stem: 5)
    assert support(readout.sentences[2], readout) == 1


@pytest.mark.parametrize(("word", "met"), [("safe", True), ("safety", True), ("saf", False), ("safari", False)])
def test_words_of_one_root_meet(word: str, met: bool) -> None:
    readout = attribute(read_text("The call was long. Both sides stressed the safety of crews."))
    support = Support(Topic("", (group(word),)), 100, lambda stem: 5)
    assert (support(readout.sentences[1], readout) == 1) is met


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
        readout = library.readouts[passage.readout_id]
        assert condition.admits(passage, readout) is admitted
        matches = library.store.nearest(library.embeddings.embed_query(passage.text), 50, condition.where())
        assert (passage.id in {match.id for match in matches}) is admitted


def test_a_readout_without_a_date_meets_no_date_condition() -> None:
    readout = attribute(read_text(PROSE))
    assert readout.date is None
    assert not Filter(since=date(1900, 1, 1)).admits(cut(readout)[0], readout)
