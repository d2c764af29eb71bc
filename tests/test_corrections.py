"""A user's word on who speaks: kept apart from the rules, and never lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import CorrectionError, ReadoutAssistant
from assistant.cli import main
from assistant.domain.record import from_json, to_json
from assistant.evaluation.attribution import judge_attribution, read_attribution_gold
from tests.writing import MFA

OKORO, ANWAR = ("Lena Okoro",), ("Tarek Anwar",)
CANAL = 5  # "Tarek Anwar said, I thank President Okoro ..." in `readout show`


@pytest.fixture
def library(tmp_path: Path) -> Iterator[ReadoutAssistant]:
    (tmp_path / "call.txt").write_text(MFA, encoding="utf-8")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "call.txt")
        yield assistant


def only(assistant: ReadoutAssistant) -> str:
    [readout] = assistant.readouts()
    return readout.id


def test_a_correction_stands_and_the_rules_are_kept(library: ReadoutAssistant) -> None:
    readout = library.correct(only(library), CANAL, "Okoro")
    sentence = readout.sentences[CANAL - 1]
    assert (sentence.speakers, sentence.ruled) == (OKORO, ANWAR)
    assert library.readout(readout.id) == readout
    assert from_json(to_json(readout)) == readout


def test_answers_go_by_the_correction(library: ReadoutAssistant) -> None:
    question = "What did Okoro say about grain?"
    assert not library.ask(question).answered
    number = next(i for i, s in enumerate(library.readouts()[0].sentences, 1) if "grain" in s.text)
    library.correct(only(library), number, ["Lena Okoro"])
    answer = library.ask(question)
    assert answer.answered
    assert answer.citations[0].speakers == OKORO
    assert not library.ask("What did Anwar say about grain?").answered
    library.uncorrect(only(library), number)
    assert not library.ask(question).answered


@pytest.mark.parametrize(
    ("speakers", "stands"),
    [
        ((), ()),
        (["both sides"], ("both sides",)),
        (["Norden"], ("Norden",)),
        (["Anwar", "Okoro"], ANWAR + OKORO),
    ],
)
def test_a_sentence_may_be_anybodys_or_nobodys(
    library: ReadoutAssistant, speakers: list[str], stands: tuple[str, ...]
) -> None:
    assert library.correct(only(library), 2, speakers).sentences[1].speakers == stands


def test_a_new_name_becomes_a_participant_and_a_side_does_not(library: ReadoutAssistant) -> None:
    id = only(library)
    assert "Ada Minor" in library.correct(id, 2, "Ada Minor").participants
    assert "Norway" not in library.correct(id, 3, "Norway").participants


@pytest.mark.parametrize(
    ("number", "speakers", "named"),
    [(0, "Okoro", "sentence 0"), (99, "Okoro", "1 to 8"), (2, "  ", "empty")],
)
def test_what_cannot_be_corrected_is_said(
    library: ReadoutAssistant, number: int, speakers: str, named: str
) -> None:
    with pytest.raises(CorrectionError, match=named):
        library.correct(only(library), number, speakers)
    assert library.corrections() == ()


def test_a_name_of_two_is_asked_for_in_full(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(
        "Talks\n\nPresident Ana Lee met Prime Minister Tom Lee of Norway. A bell rang.",
        encoding="utf-8",
    )
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "talks.txt")
        with pytest.raises(CorrectionError, match="Ana Lee or Tom Lee"):
            assistant.correct(only(assistant), 2, "Lee")
        assert assistant.correct(only(assistant), 2, "Tom Lee").sentences[1].speakers == (
            "Tom Lee",
        )


def test_a_correction_taken_back_leaves_nothing(library: ReadoutAssistant) -> None:
    before = library.readouts()[0]
    library.correct(before.id, CANAL, "Okoro")
    assert library.uncorrect(before.id, CANAL) == before
    with pytest.raises(CorrectionError, match="no correction"):
        library.uncorrect(before.id, CANAL)


def test_a_second_correction_replaces_the_first(library: ReadoutAssistant) -> None:
    id = only(library)
    library.correct(id, CANAL, "Okoro")
    sentence = library.correct(id, CANAL, ()).sentences[CANAL - 1]
    assert (sentence.speakers, sentence.ruled) == ((), ANWAR)
    assert len(library.corrections()) == 1


def test_it_survives_a_rebuild_and_a_new_version_of_the_file(
    library: ReadoutAssistant, tmp_path: Path
) -> None:
    library.correct(only(library), CANAL, "Okoro")
    library.rebuild()
    assert library.readouts()[0].sentences[CANAL - 1].speakers == OKORO
    page = tmp_path / "call.txt"
    page.write_text(
        MFA.replace(
            "Lena Okoro pointed out,",
            "The call was long. The line was good.\n\nLena Okoro pointed out,",
        ),
        encoding="utf-8",
    )
    assert len(library.add(page).replaced) == 1
    moved = next(s for s in library.readouts()[0].sentences if s.ruled is not None)
    assert (moved.speakers, moved.ruled) == (OKORO, ANWAR)


def test_one_whose_sentence_is_gone_waits_for_it(library: ReadoutAssistant, tmp_path: Path) -> None:
    library.correct(only(library), CANAL, "Okoro")
    page = tmp_path / "call.txt"
    page.write_text(
        MFA.replace("I thank President Okoro for her call.", "I am glad of the call."),
        encoding="utf-8",
    )
    library.add(page)
    assert all(s.ruled is None for s in library.readouts()[0].sentences)
    assert len(library.corrections()) == 1
    page.write_text(MFA, encoding="utf-8")
    library.add(page)
    assert any(s.ruled == ANWAR for s in library.readouts()[0].sentences)


def test_it_is_there_when_the_library_is_opened_again(tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text(MFA, encoding="utf-8")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "call.txt")
        assistant.correct(only(assistant), CANAL, "Okoro")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assert assistant.readouts()[0].sentences[CANAL - 1].speakers == OKORO
        assert assistant.search("canal treaty", speaker="Okoro")


def test_no_passage_of_the_old_cut_stays_in_the_store(library: ReadoutAssistant) -> None:
    id = only(library)
    library.correct(id, CANAL, "Okoro")
    library.uncorrect(id, CANAL)
    stored = {id for id, _ in library._opened().store.passages()}
    assert stored == {passage.id for passage in library._opened().passages}


def test_a_record_of_before_there_were_corrections_is_read(library: ReadoutAssistant) -> None:
    record = json.loads(to_json(library.readouts()[0]))
    del record["corrections"]
    record["sentences"] = [row[:4] for row in record["sentences"]]
    assert from_json(json.dumps(record)) == library.readouts()[0]


def test_from_the_command_line_to_gold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("READOUT_LIBRARY", str(tmp_path / "library"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "call.txt").write_text(MFA, encoding="utf-8")
    assert main(["add", str(tmp_path / "in")]) == 0
    capsys.readouterr()
    assert main(["list", "--json"]) == 0
    id = json.loads(capsys.readouterr().out)[0]["id"]
    assert main(["attribute", id, str(CANAL), "--speaker", "Okoro"]) == 0
    assert capsys.readouterr().out.startswith("Lena Okoro: Tarek Anwar said")
    assert main(["attribute", id, "2", "--nobody", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["speakers"] == []
    assert main(["show", id]) == 0
    assert "put right by you; the rules gave Tarek Anwar" in " ".join(
        capsys.readouterr().out.split()
    )
    assert main(["corrections"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["corrections", "--gold", str(tmp_path / "gold.jsonl")]) == 0
    rows = read_attribution_gold(str(tmp_path / "gold.jsonl"))
    assert [row.speakers for row in rows] == [(), OKORO]
    # What a user put right is what the rules got wrong.
    assert [v.outcome for v in judge_attribution(rows, [str(tmp_path / "in")])] == [
        "wrong",
        "wrong",
    ]
    capsys.readouterr()
    assert main(["attribute", id, "2", "--undo"]) == 0
    assert main(["attribute", id, "2", "--undo"]) == 2
    assert "no correction" in capsys.readouterr().err
    assert main(["attribute", id, "99", "--nobody"]) == 2
    assert main(["attribute", "nobody", "1", "--nobody"]) == 2
    assert main(["corrections", "--gold", str(tmp_path / "no" / "gold.jsonl")]) == 1
