"""Floors on the gold data. They are pinned where the product stands, and only rise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import ReadoutAssistant
from assistant.evaluation.gold import GoldCase, read_gold, read_paraphrases
from assistant.evaluation.running import run, summarize

pytestmark = pytest.mark.shared


def test_one_ministrys_readout(mfa: ReadoutAssistant, shared: Path) -> None:
    """All questions on what was said or not in the one readout of the Chinese ministry."""
    name = mfa.readouts()[0].path or ""
    kinds = ("said", "wrong_speaker")
    cases = [
        c
        for c in read_gold(str(shared / "gold" / "dev.jsonl"))
        if c.kind in kinds and {g.readout for g in c.gold} == {Path(name).name}
    ]
    verdicts = run(mfa, cases)
    assert len(cases) == 16
    assert [(v.case.id, v.reason) for v in verdicts if not v.passed] == []


def test_khan_on_taiwan_among_a_thousand_readouts(whole: ReadoutAssistant) -> None:
    # One account was put up twice, on two days.
    assert len(whole.readouts()) == 1193
    assert sum(len(readout.origins) for readout in whole.readouts()) == 1194
    first = whole.ask("What did Khan say about Taiwan?").citations[0]
    assert first.speakers == ("Imran Khan",)
    assert "one-China policy" in first.quote


def test_the_gold_questions_over_all_real_readouts(whole: ReadoutAssistant, shared: Path) -> None:
    verdicts = run(whole, read_gold(str(shared / "gold" / "dev.jsonl")))
    kinds = {summary.kind: summary for summary in summarize(verdicts)}
    everything = kinds["all"]
    assert everything.verbatim == 1
    assert everything.misattributed == 0
    assert everything.passed >= 112
    assert everything.abstained_rightly is not None
    assert everything.abstained_rightly >= 0.97
    assert everything.abstained_wrongly is not None
    assert everything.abstained_wrongly <= 0.07
    assert kinds["said"].passed >= 37
    dev_041 = next(v for v in verdicts if v.case.id == "dev-041")
    assert dev_041.passed, "Xi on Taiwan is not recorded in any of the readouts"


def test_the_gold_questions_in_other_words(whole: ReadoutAssistant, shared: Path) -> None:
    """By second hands: sixty of them in three other ways each, at most five points under the originals, and all in others again."""
    cases = read_gold(str(shared / "gold" / "dev.jsonl"))
    others = read_paraphrases(
        str(Path(__file__).parent / "questions" / "paraphrases-b.jsonl"), cases
    )
    again = summarize(run(whole, others))[-1]
    assert again.passed >= 154
    assert again.misattributed <= 1
    paraphrases = read_paraphrases(
        str(Path(__file__).parent / "questions" / "paraphrases.jsonl"), cases
    )
    asked_otherwise = {case.id.split("/")[0] for case in paraphrases}
    original = summarize(run(whole, [case for case in cases if case.id in asked_otherwise]))[-1]
    everything = summarize(run(whole, paraphrases))[-1]
    assert everything.misattributed == 0
    assert everything.passed >= 160
    assert everything.passed / everything.cases >= original.passed / original.cases - 0.05
    assert everything.abstained_rightly is not None
    assert everything.abstained_rightly >= 0.96


@pytest.fixture(scope="module")
def ministries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadoutAssistant]:
    """The fictional readouts of many ministries."""
    with ReadoutAssistant(tmp_path_factory.mktemp("ministries")) as assistant:
        assert not assistant.add(Path(__file__).parent / "attribution").failed
        yield assistant


def questions(name: str) -> tuple[GoldCase, ...]:
    return read_gold(str(Path(__file__).parent / "questions" / f"{name}.jsonl"))


def test_questions_in_other_words_over_fictional_readouts_of_many_ministries(
    ministries: ReadoutAssistant,
) -> None:
    """188 questions by hands that saw no code, most of them avoiding the readouts' words.

    Hard, and far from solved.
    """
    cases = [case for name in ("styles-a", "styles-b", "styles-c") for case in questions(name)]
    everything = summarize(run(ministries, cases))[-1]
    assert everything.verbatim == 1
    assert everything.misattributed <= 2
    assert everything.passed >= 95
    assert everything.abstained_rightly is not None
    assert everything.abstained_rightly >= 0.95


def test_questions_in_the_same_style_over_fictional_readouts_of_many_ministries(
    ministries: ReadoutAssistant,
) -> None:
    everything = summarize(run(ministries, questions("styles-d")))[-1]
    assert everything.verbatim == 1
    assert everything.misattributed <= 2
    assert everything.passed >= 50
    assert everything.abstained_rightly == 1
