"""The command, as a user types it: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import main
from tests.writing import MFA


@pytest.fixture
def library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    monkeypatch.setenv("READOUT_LIBRARY", str(tmp_path / "library"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "call.txt").write_text(MFA, encoding="utf-8")
    assert main(["add", str(tmp_path / "in")]) == 0
    assert capsys.readouterr().out == "1 added, 0 unchanged, 0 replaced, 0 failed\n"
    return tmp_path


def test_add_ask_show_list_remove(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "What did Anwar say about grain?", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["answered"]
    assert answer["citations"][0]["speakers"] == ["Tarek Anwar"]
    assert main(["list", "--json"]) == 0
    [readout] = json.loads(capsys.readouterr().out)
    assert readout["date"] == "2023-03-02"
    assert main(["show", readout["id"]]) == 0
    shown = capsys.readouterr().out
    assert "Tarek Anwar" in shown
    assert "(narration)" in shown
    assert main(["show", readout["id"], "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["sentences"]) == 8
    assert main(["search", "grain", "-k", "1", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main(["remove", readout["id"]]) == 0
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.split("removed\n")[1]) == []


def test_filters_on_the_command_line(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            [
                "ask",
                "What was said about grain?",
                "--speaker",
                "Okoro",
                "--since",
                "2023-01-01",
                "--json",
            ]
        )
        == 0
    )
    assert not json.loads(capsys.readouterr().out)["answered"]


def test_chat_keeps_the_subject(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = iter(["What did Anwar say about grain?", "and Okoro?", ""])
    monkeypatch.setattr("builtins.input", lambda prompt: next(questions))
    assert main(["chat"]) == 0
    out = capsys.readouterr().out
    assert "grain stores" in out
    assert "Nothing is recorded of Okoro on “grain”" in out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", b"\x00\x01\x02"),
        ("latin.txt", "Pr\xe9sident.".encode("latin-1")),
    ],
)
def test_a_bad_file_fails_in_one_line_and_loses_nothing(
    library: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    (library / "in" / name).write_bytes(content)
    capsys.readouterr()
    assert main(["add", str(library / "in")]) == 1
    out, err = capsys.readouterr()
    assert "0 added, 1 unchanged, 0 replaced, 1 failed" in out
    assert err.count("\n") == 1
    assert name in err
    assert main(["list", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (["add", "/no/such/place"], 1, "/no/such/place"),
        (["ask", ""], 2, "question is empty"),
        (["ask", "x" * 100_000], 2, "100,000 characters"),
        (["ask", "What?", "--since", "soon"], 2, "since"),
        (["show", "nope"], 2, "nope"),
        (["remove", "nope"], 2, "nope"),
        (["search", "grain", "-k", "0"], 2, "k must"),
        (["eval", "/no/such.jsonl", "--readouts", "x"], 2, "/no/such.jsonl"),
        (["--library", " ", "list"], 2, "library"),
        (["--embedding-model", "/no/model", "list"], 0, ""),
    ],
)
def test_errors_are_one_line_with_the_documented_code(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, named: str
) -> None:
    capsys.readouterr()
    assert main(arguments) == code
    err = capsys.readouterr().err
    assert named in err
    assert err.count("\n") == (1 if code else 0)


def test_an_empty_folder_is_a_failed_place(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "nothing").mkdir()
    assert main(["add", str(library / "nothing")]) == 1
    assert "holds no readout" in capsys.readouterr().err


def test_an_unknown_setting_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_COLOUR", "red")
    assert main(["list"]) == 2
    assert "READOUT_COLOUR" in capsys.readouterr().err


def test_a_model_that_is_missing_is_an_error_in_one_line(
    library: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    capsys.readouterr()
    assert (
        main(
            [
                "--library",
                str(tmp_path / "new"),
                "--embedding-model",
                "/no/model",
                "add",
                str(library / "in"),
            ]
        )
        == 1
    )
    err = capsys.readouterr().err
    assert "/no/model" in err
    assert err.count("\n") == 1


def test_unknown_words_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["frobnicate"], ["list", "--nope"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2


def test_details_are_edited_and_taken_back(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["list", "--json"])
    [readout] = json.loads(capsys.readouterr().out)
    assert (readout["place"], readout["edited"]) == (None, [])
    assert {"date", "kind", "title"} <= set(readout["inferred"])
    assert (
        main(
            [
                "edit",
                readout["id"],
                "--date",
                "1 March 2023",
                "--place",
                "Velmar City",
                "--participant",
                "Ana Reis; Envoy; Velmaria",
            ]
        )
        == 0
    )
    assert "date: 2023-03-01" in capsys.readouterr().out
    assert main(["show", readout["id"], "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["date"], shown["edited"]) == ("2023-03-01", ["date", "place", "participants"])
    assert {"name": "Ana Reis", "title": "Envoy", "side": "Velmaria"} in shown["people"]
    assert main(["edit", readout["id"], "--undo", "date"]) == 0
    assert "date: 2023-03-02" in capsys.readouterr().out
    assert main(["show", readout["id"]]) == 0
    assert "2 March 2023* · Velmar City ·" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--date", "someday"], "the field date is not a date: 'someday'"),
        (["--kind", "party"], "the field kind is no kind of readout"),
        (["--undo", "place"], "the field place is not edited"),
        ([], "changes nothing"),
    ],
)
def test_an_edit_that_cannot_be_made_is_wrong_usage(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    main(["list", "--json"])
    [readout] = json.loads(capsys.readouterr().out)
    assert main(["edit", readout["id"], *arguments]) == 2
    assert named in capsys.readouterr().err


def test_check_export_import_and_refresh(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "1 readout, 4 passages: sound\n"
    assert main(["export", str(library / "all.zip")]) == 0
    assert main(["refresh"]) == 0
    assert "0 added, 1 unchanged, 0 replaced, 0 failed" in capsys.readouterr().out
    monkeypatch.setenv("READOUT_LIBRARY", str(library / "other"))
    assert main(["import", str(library / "all.zip"), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["added"]) == 1
    assert main(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "sound": True,
        "readouts": 1,
        "passages": 4,
        "found": [],
        "sources": None,
    }
    assert main(["import", str(library / "none.zip")]) == 1
    assert "none.zip: No such file" in capsys.readouterr().err


def test_a_copy_is_told_of(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "in" / "copy.md").write_text(MFA, encoding="utf-8")
    assert main(["add", str(library / "in")]) == 0
    out = capsys.readouterr().out
    assert "0 added, 1 unchanged, 0 replaced, 0 failed" in out
    assert "(the same words)" in out
