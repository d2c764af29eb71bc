from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from assistant import ReadoutAssistant
from assistant.cli import main
from assistant.errors import GoldError
from assistant.evaluation.calibration import fit
from assistant.evaluation.gold import GoldCase, GoldPassage, read_gold, read_paraphrases
from assistant.evaluation.metrics import judge
from assistant.evaluation.running import run, summarize
from assistant.samples import sample_folder, sample_gold

CASE = {
    "id": "x-1", "kind": "said", "question": "What did Khan say about Taiwan?", "history": [], "answerable": True,
    "speakers": ["Imran Khan"], "gold": [{"readout": "a.txt", "quote": "Q.", "speaker": "Imran Khan"}], "answer": "A", "note": "N",
}  # fmt: skip


def write(folder: Path, *rows: object) -> str:
    path = folder / "gold.jsonl"
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows),
        encoding="utf-8",
    )
    return str(path)


def test_a_gold_file_is_read(tmp_path: Path) -> None:
    [case] = read_gold(write(tmp_path, CASE))
    assert case.gold == (GoldPassage("a.txt", "Q.", "Imran Khan"),)


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("{", "not JSON"),
        ([1], "not an object"),
        ({**CASE, "kind": "riddle"}, "riddle"),
        ({**CASE, "answerable": "yes"}, "answerable"),
        ({key: value for key, value in CASE.items() if key != "question"}, "question"),
        ({**CASE, "gold": ["Q."]}, "gold"),
        ({**CASE, "gold": [{"readout": "a.txt"}]}, "quote"),
    ],
)
def test_a_bad_gold_file_names_line_and_field(tmp_path: Path, row: object, named: str) -> None:
    with pytest.raises(GoldError) as caught:
        read_gold(write(tmp_path, CASE, row))
    assert "line 2" in str(caught.value)
    assert named in str(caught.value)


def test_an_empty_gold_file_holds_no_case(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no case"):
        read_gold(write(tmp_path))


@pytest.fixture(scope="module")
def taiwan(samples: ReadoutAssistant) -> GoldCase:
    readout = next(r for r in samples.readouts() if "Imran Khan" in r.participants)
    quote = next(s.text for s in readout.sentences if "Taiwan" in s.text)
    passage = GoldPassage(Path(readout.path or "").name, quote, "Imran Khan")
    return GoldCase(
        "t", "said", "What did Khan say about Taiwan?", (), True, ("Imran Khan",), (passage,)
    )


def judged(samples: ReadoutAssistant, case: GoldCase, question: str | None = None) -> str:
    readouts = {r.id: r for r in samples.readouts()}
    return judge(case, samples.ask(question or case.question), readouts, 0.0).reason


def test_the_strict_rule_passes_what_is_right(samples: ReadoutAssistant, taiwan: GoldCase) -> None:
    assert judged(samples, taiwan) == ""


def test_the_strict_rule_fails_what_is_not(samples: ReadoutAssistant, taiwan: GoldCase) -> None:
    assert (
        judged(samples, taiwan, "What did Xi say about Taiwan?")
        == "abstained, though it is recorded"
    )
    assert (
        judged(samples, taiwan, "What did Khan say about COVID-19?")
        == "no answering sentence cited"
    )
    assert judged(samples, taiwan, "What did Xi say about COVID-19?") == "somebody else's words"
    assert (
        judged(samples, replace(taiwan, answerable=False)) == "answered, though nothing is recorded"
    )
    other = replace(
        taiwan, gold=(replace(taiwan.gold[0], speaker="Xi Jinping"),), speakers=("Xi Jinping",)
    )
    assert judged(samples, other) == "somebody else's words"


def test_summaries_count_per_kind_and_in_all(samples: ReadoutAssistant, taiwan: GoldCase) -> None:
    unsaid = replace(
        taiwan,
        id="u",
        kind="not_said",
        question="What did Khan say about Kashmir?",
        answerable=False,
        gold=(),
    )
    said, not_said, everything = summarize(run(samples, [taiwan, unsaid]))
    assert (said.kind, said.passed, said.recall, said.abstained_rightly) == ("said", 1, 1.0, None)
    assert (not_said.passed, not_said.recall, not_said.abstained_rightly) == (1, None, 1.0)
    assert (everything.kind, everything.cases, everything.passed, everything.verbatim) == (
        "all",
        2,
        2,
        1.0,
    )
    assert everything.p95 >= everything.p50 > 0


def test_gold_about_a_readout_that_is_not_there_is_named(
    samples: ReadoutAssistant, taiwan: GoldCase
) -> None:
    missing = replace(taiwan, gold=(replace(taiwan.gold[0], readout="missing.txt"),))
    with pytest.raises(GoldError, match=r"missing\.txt"):
        run(samples, [missing])


def test_the_script_reports_and_fails_under_the_floor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["eval", str(sample_gold()), "--readouts", str(sample_folder())]
    assert main([*arguments, "--report", str(tmp_path / "out"), "--floor", "0.8"]) == 0
    assert "| all | 16 |" in capsys.readouterr().out
    assert "| all | 16 |" in (tmp_path / "out" / "report.md").read_text("utf-8")
    assert (
        json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["summaries"][-1][
            "misattributed"
        ]
        == 0
    )
    assert main([*arguments, "--floor", "1"]) == 1
    assert "fewer than the floor" in capsys.readouterr().err
    assert main([*arguments, "--floor", "2"]) == 2


def test_the_support_model_is_fitted_and_its_reliability_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = Path(__file__).parent / "questions" / "styles-a.jsonl"
    readouts = Path(__file__).parent / "attribution"
    arguments = [
        "eval",
        str(questions),
        "--readouts",
        str(readouts),
        "--calibrate",
        "--json",
        "--report",
        str(tmp_path),
    ]
    assert main(arguments) == 0
    shown = json.loads(capsys.readouterr().out)
    weights = shown["model"]["weights"]
    assert weights["stated"] > 0 > weights["name_missing"]
    lowest, highest = shown["reliability"][0], shown["reliability"][-1]
    assert lowest["observed"] < 0.05 < highest["observed"]
    wrongly = [row["wrongly"] for row in shown["refusals"]]
    assert wrongly == sorted(wrongly)  # the higher the threshold, the more is refused
    assert ElementTree.parse(tmp_path / "reliability.svg").getroot().tag.endswith("svg")


def test_newtons_method_finds_the_log_odds() -> None:
    features = np.zeros((10, 1))
    right = np.asarray([1.0] * 3 + [0.0] * 7)
    assert fit(features, right)[-1] == pytest.approx(np.log(3 / 7), abs=1e-6)


def test_paraphrases_take_the_place_of_the_questions_and_must_be_of_a_case(tmp_path: Path) -> None:
    cases = read_gold(str(Path(__file__).parent / "questions" / "styles-a.jsonl"))
    other = tmp_path / "other.jsonl"
    other.write_text(
        json.dumps({"of": cases[0].id, "question": "In other words?"}), encoding="utf-8"
    )
    (case,) = read_paraphrases(str(other), cases)
    assert (case.question, case.gold) == ("In other words?", cases[0].gold)
    other.write_text(json.dumps({"of": "nobody", "question": "?"}), encoding="utf-8")
    with pytest.raises(GoldError, match="nobody"):
        read_paraphrases(str(other), cases)
