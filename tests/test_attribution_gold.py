"""Floors on labelled sentences: they are pinned where the product stands, and only rise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.attribution.attributing import attribute
from assistant.cli import main
from assistant.corpus.loading import find_files, read_bytes, read_document, read_text
from assistant.domain.readout import Person, Readout
from assistant.errors import GoldError
from assistant.evaluation.attribution import (
    agree,
    judge_attribution,
    judge_readout,
    label_type,
    read_attribution_gold,
    tally,
)
from assistant.names import name_words
from assistant.text import fold

SETS = Path(__file__).parent / "attribution"
# Right at least, wrong names at most: shares of the sentences of each set of fictional readouts.
FLOORS = {
    "styles-1": (1.0, 0.0),
    "styles-2": (0.98, 0.01),
    "styles-3": (0.98, 0.01),
    "styles-4": (0.98, 0.0),
    "styles-5": (0.975, 0.005),
    "styles-6": (0.97, 0.01),
    "styles-7": (0.975, 0.005),
    "styles-8": (0.97, 0.01),
    "styles-9": (0.98, 0.01),
    "styles-10": (0.90, 0.012),
}


@pytest.mark.parametrize("name", FLOORS)
def test_floors_on_fictional_readouts(name: str) -> None:
    verdicts = judge_attribution(
        read_attribution_gold(str(SETS / name / "gold.jsonl")), [str(SETS / name)]
    )
    counts = tally(name, verdicts)
    right, wrong = FLOORS[name]
    assert counts.accuracy >= right, [v.gold for v in verdicts if v.outcome != "right"]
    assert counts.wrong_rate <= wrong, [v.gold for v in verdicts if v.outcome == "wrong"]


def test_floors_on_real_readouts(shared: Path) -> None:
    verdicts = judge_attribution(
        read_attribution_gold(str(shared / "gold" / "attribution-dev.jsonl")),
        [str(shared / "readouts" / name) for name in ("mfa", "transcripts", "whitehouse")],
    )
    prose = tally("prose", (v for v in verdicts if v.kind != "transcript"))
    transcripts = tally("transcripts", (v for v in verdicts if v.kind == "transcript"))
    assert (prose.sentences, transcripts.sentences) == (359, 117)
    assert prose.right >= 353
    assert prose.wrong <= 2
    assert transcripts.right == 117
    ministry = [v for v in verdicts if v.issuer.startswith("Ministry of Foreign Affairs")]
    assert len(ministry) == 21
    assert [v.gold for v in ministry if v.outcome != "right"] == []


def test_a_transcripts_turns_bear_the_name_of_their_label(shared: Path) -> None:
    strangers = []
    for path in find_files(str(shared / "readouts" / "transcripts")):
        readout = attribute(read_document(read_bytes(path)))
        for paragraph in readout.paragraphs:
            spoken = next(
                (
                    s.speakers
                    for s in readout.sentences
                    if paragraph.start <= s.start < paragraph.end
                ),
                (),
            )
            words = name_words(paragraph.label or "")
            if (
                paragraph.label
                and len(words) > 1
                and not fold(paragraph.label).startswith("the ")
                and spoken
                and not words & name_words(spoken[0])
            ):
                strangers.append((path.name, paragraph.label, spoken))
    assert strangers == []


@pytest.fixture
def talks() -> Readout:
    people = (
        Person("Ana Lee", "President", "Norden"),
        Person("Omar Khalid", "Prime Minister", "Pakistan"),
        Person("Tom Lee", "Minister", "Norden"),
    )
    text = (
        "President Ana Lee met Prime Minister Omar Khalid of Pakistan. Minister Tom Lee was there."
    )
    readout = read_text(text)
    return Readout(
        readout.id, "Talks", readout.text, readout.paragraphs, readout.sentences, people=people
    )


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        (["Omar Khalid"], ["omar khalid"], True),
        (["Omar Khalid"], ["Khalid Omar"], True),
        (["Omar Khalid"], ["Khalid"], False),  # the readout prints the name in full
        (["Maria Lindqvist"], ["Lindqvist"], True),  # this one it does not
        (["Ana Lee"], ["Tom Lee"], False),
        (["The United States"], ["United States"], True),
        (["Viet Nam"], ["Vietnam"], True),
        (["Vietnam"], ["Thailand"], False),
        (["both sides"], ["Ana Lee", "Omar Khalid"], True),
        (["both sides"], ["Ana Lee", "Tom Lee"], False),
        (["both sides"], ["Ana Lee"], False),
        ([], ["Ana Lee"], False),
        (["Ana Lee"], [], False),
        ([], [], True),
        (["Ana Lee", "Omar Khalid"], ["Omar Khalid", "Ana Lee"], True),
        (["Ana Lee", "Omar Khalid"], ["Omar Khalid"], False),
    ],
)
def test_labels_are_compared_by_name_and_not_by_spelling(
    talks: Readout, gold: list[str], found: list[str], same: bool
) -> None:
    assert agree(gold, found, talks) is same


def test_a_label_has_a_type(talks: Readout) -> None:
    types = [
        label_type(label, talks)
        for label in ([], ["Omar Khalid"], ["both sides"], ["Pakistan"], ["Ana Lee", "Tom Lee"])
    ]
    assert types == ["narration", "one person", "both sides", "side or group", "several"]


def test_wrong_and_silent_are_told_apart() -> None:
    readout = read_text("President Ana Lee spoke with Omar Khalid. The road is long.")
    gold = read_rows(
        ("President Ana Lee spoke with Omar Khalid.", "Ana Lee"),
        ("The road is long.", None),
        ("It was never said.", "Ana Lee"),
    )
    verdicts = judge_readout(readout, gold)
    assert [v.outcome for v in verdicts] == ["silent", "right", "silent"]
    assert verdicts[2].found is None


def read_rows(*rows: tuple[str, str | None]) -> list[object]:
    from assistant.evaluation.attribution import GoldSentence

    return [
        GoldSentence("text", sentence, () if speaker is None else (speaker,))
        for sentence, speaker in rows
    ]


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("{", "not JSON"),
        ('{"readout": "a.txt", "sentence": "A."}', "speaker"),
        ('{"readout": "a.txt", "speaker": null}', "sentence"),
        ('{"readout": "a.txt", "sentence": "A.", "speaker": 3}', "speaker"),
        ('{"readout": "a.txt", "sentence": "A.", "speaker": [""]}', "speaker"),
    ],
)
def test_bad_gold_names_line_and_field(tmp_path: Path, row: str, named: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(row, encoding="utf-8")
    with pytest.raises(GoldError, match="line 1") as caught:
        read_attribution_gold(str(path))
    assert named in str(caught.value)


def test_a_labelled_readout_must_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.txt").write_text("A road is long.", encoding="utf-8")
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"readout": "gone.txt", "sentence": "A.", "speaker": null}', encoding="utf-8")
    assert main(["eval", "--attribution", str(gold), "--readouts", str(tmp_path)]) == 2
    assert "gone.txt" in capsys.readouterr().err


def test_the_command_reports_and_holds_a_floor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = SETS / "styles-1"
    arguments = ["eval", "--attribution", str(folder / "gold.jsonl"), "--readouts", str(folder)]
    assert main([*arguments, "--report", str(tmp_path / "out"), "--floor", "0.9"]) == 0
    assert "wrong name" in capsys.readouterr().out
    fields = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert {row["name"] for row in fields["tallies"]["label"]} <= {
        "one person",
        "both sides",
        "side or group",
        "several",
        "narration",
    }
    assert "## Confusions" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    gold = tmp_path / "gold.jsonl"
    rows = [
        json.loads(line)
        for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    gold.write_text(
        "\n".join(json.dumps({**row, "speaker": "Nobody Known"}) for row in rows), encoding="utf-8"
    )
    assert (
        main(["eval", "--attribution", str(gold), "--readouts", str(folder), "--floor", "0.1"]) == 1
    )


def test_questions_and_labels_are_not_measured_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["eval", "a.jsonl", "--attribution", "b.jsonl", "--readouts", "."])
    assert caught.value.code == 2
