"""What a second reading of a file does not confirm, what a file keeps back, and its footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import ReadoutAssistant
from assistant.cli import main
from assistant.corpus import loading
from assistant.corpus.formats import Page, lift_marks, note_mark
from assistant.corpus.parsing import parse
from assistant.corpus.reconciling import find_doubts
from assistant.domain.readout import Readout, Sentence
from assistant.domain.record import from_json, to_json
from assistant.presentation.highlight import readout_html
from assistant.presentation.terminal import show_readout
from tests.writing import put

TITLE = "Minister Orla Vance meets Minister Pavel Dusek"
LEAD = "Minister Orla Vance met Minister Pavel Dusek in Lorne on 4 May 2025."
FERRY = "Minister Vance said that the ferry would sail on Monday."
FARES = "Minister Dusek said that fares would fall by 15 per cent."
NOTE = "Residents of the islands only."
QUESTION = "What did Vance say about the ferry?"


def read(*blocks: str, **more: object) -> Readout:
    return parse(Page((TITLE, LEAD, *blocks), **more), "a.txt")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "is_doubtful"),
    [
        ("The ferry would sail.", "The ferry would sail.", False),
        ("The ferry  would sail.", "The ferry would\nsail.", False),
        ("The “ferry” would sail.", 'The "ferry" would sail.', False),
        ("The co-operation stands.", "The co\ufffeoperation stands.", False),
        ("The rate is 15 per cent.", "The rate is 151 per cent.", True),
        ("The ferry would sail.", "The ferry would not sail.", True),
        ("The ferry would sail, and the port open.", "The ferry would sail on Monday, and the port open.", True),
        ("The ferry would sail.", "The ferry will sail.", True),
        ("The ferry would sail.", None, False),
    ],
)  # fmt: skip
def test_a_sentence_is_doubtful_where_the_second_reading_has_other_words(
    first: str, second: str | None, is_doubtful: bool
) -> None:
    doubts = find_doubts([Sentence(first, 0, len(first))], second)
    assert bool(doubts) is is_doubtful


def test_a_doubt_stands_on_its_sentence_alone() -> None:
    readout = read(FERRY, FARES, second=f"{LEAD} {FERRY.replace('Monday', 'Friday')} {FARES}")
    assert [readout.text[d.start : d.end] for d in readout.doubts] == [FERRY]


@pytest.mark.parametrize(
    ("block", "text", "marks"),
    [
        (f"by 15{note_mark('1')} per cent", "by 15 per cent", (("1", 5),)),
        (f"by 2027.{note_mark('2')} Minister", "by 2027. Minister", (("2", 8),)),
        (f"the port {note_mark('*')}", "the port", (("*", 8),)),
        (f"{note_mark('1')}{note_mark('2')}Both", "Both", (("1", 0), ("2", 0))),
        ("by 15 per cent", "by 15 per cent", ()),
    ],
)
def test_footnote_marks_are_lifted_out_of_a_block(
    block: str, text: str, marks: tuple[tuple[str, int], ...]
) -> None:
    assert lift_marks(block) == (text, marks)


def test_a_footnote_leaves_figure_and_sentence_whole_and_keeps_its_place() -> None:
    fares = FARES.replace("15", f"15{note_mark('1')}").replace("cent.", f"cent.{note_mark('2')}")
    notes = (("1", NOTE), ("2", "From June."), ("3", "Of no mark."))
    readout = read(FERRY, f"{fares} {FERRY}", notes=notes)
    assert [s.text for s in readout.sentences[-2:]] == [FARES, FERRY]
    assert [(n.mark, n.at and readout.text[n.at - 2 : n.at]) for n in readout.notes] == [
        ("1", "15"), ("2", "t."), ("3", None),
    ]  # fmt: skip
    assert from_json(to_json(readout)) == readout


@pytest.mark.parametrize(
    "broken",
    [
        {"notes": [["1", 5, None]]},
        {"doubts": [["a", 2, "x"]]},
        {"doubts": [[1, 2]]},
        {"gaps": [1]},
    ],
)
def test_a_record_with_notes_or_doubts_of_another_type_is_refused(
    broken: dict[str, object],
) -> None:
    import json

    record = {**json.loads(to_json(read(FERRY))), **broken}
    with pytest.raises(ValueError, match=next(iter(broken))):
        from_json(json.dumps(record))


@pytest.fixture
def doubting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ReadoutAssistant]:
    """A library of one file, whose second reading has another day and whose second page is lost."""

    def reader(raw: bytes, path: str) -> Page:
        text = raw.decode()
        lines = text.replace("Monday", f"Monday{note_mark('1')}").splitlines()
        gap = "page 2 is a picture without text"
        other = text.replace("Monday", "Friday")
        return Page(tuple(lines), notes=(("1", NOTE),), second=other, gaps=(gap,))

    monkeypatch.setitem(loading.READERS, ".txt", reader)  # type: ignore[arg-type]
    put(tmp_path / "in", "call.txt", "\n".join((TITLE, LEAD, FERRY, FARES)))
    with ReadoutAssistant(tmp_path / "library") as assistant:
        yield assistant


def test_doubts_gaps_and_footnotes_reach_report_answer_page_and_terminal(
    doubting: ReadoutAssistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = doubting.add(tmp_path / "in")
    assert report.doubtful == 1
    assert [remark.text for remark in report.remarks] == ["page 2 is a picture without text"]
    answer = doubting.ask(QUESTION)
    citation = answer.citations[0]
    assert citation.quote == FERRY
    assert citation.notes == (NOTE,)
    assert citation.doubt == "a second reading of the file has other words here"
    assert NOTE in answer.text
    assert "doubtful: a second reading" in answer.text
    readout = doubting.readout(citation.readout_id)
    assert all(NOTE not in sentence.text for sentence in readout.sentences)
    page = readout_html(readout, answer.citations, 1)
    assert "chosen doubtful" in page
    assert "Not read: page 2" in page
    assert f"<li>1 {NOTE}</li>" in page
    show_readout(readout)
    shown = " ".join(capsys.readouterr().out.split())
    assert "[note 1]" in shown
    assert "[doubtful: a second reading" in shown
    assert "not read: page 2" in shown


def test_what_is_confirmed_carries_no_doubt(doubting: ReadoutAssistant, tmp_path: Path) -> None:
    doubting.add(tmp_path / "in")
    citation = doubting.ask("What did Dusek say about fares?").citations[0]
    assert (citation.quote, citation.doubt, citation.notes) == (FARES, None, ())


@pytest.fixture
def library(tmp_path: Path) -> Path:
    put(tmp_path / "in", "a.txt", "\n\n".join((TITLE, LEAD, FERRY)))
    put(tmp_path / "in", "b.txt", "\n\n".join((TITLE.replace("Orla", "Ida"), LEAD, FARES)))
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assert len(assistant.add(tmp_path / "in").added) == 2
    return tmp_path / "library"


def test_a_library_that_its_files_bear_out_is_sound(library: Path) -> None:
    with ReadoutAssistant(library) as assistant:
        report = assistant.check(sources=True)
        assert assistant.check().sources is None
    assert report.sound
    assert report.sources is not None
    assert (report.sources.files, report.sources.differing) == (2, ())
    assert report.sources.sentences == 4


def test_a_changed_or_missing_file_is_named(library: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", "\n\n".join((TITLE, LEAD, FERRY.replace("Monday", "Friday"))))
    (tmp_path / "in" / "b.txt").unlink()
    with ReadoutAssistant(library) as assistant:
        sources = assistant.check(sources=True).sources
    assert sources is not None
    assert [(Path(d.place).name, d.what[:11]) for d in sources.differing] == [
        ("a.txt", "has changed")
    ]
    assert ["b.txt: no such file" in missing for missing in sources.missing] == [True]


def test_what_a_better_reader_reads_otherwise_is_found_and_read_anew(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = loading.READERS[".txt"]

    def better(raw: bytes, path: str) -> Page:
        return plain(raw.replace(b" on Monday", b" on Monday or Tuesday"), path)

    monkeypatch.setitem(loading.READERS, ".txt", better)  # type: ignore[arg-type]
    assert main(["--library", str(library), "check", "--sources"]) == 1
    assert "is read otherwise today" in capsys.readouterr().out
    assert main(["--library", str(library), "check", "--sources", "--repair"]) == 0
    assert "(read anew)" in capsys.readouterr().out
    assert main(["--library", str(library), "check", "--sources"]) == 0
    with ReadoutAssistant(library) as assistant:
        assert "on Monday or Tuesday" in assistant.ask(QUESTION).citations[0].quote
