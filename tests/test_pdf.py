"""PDF files: what a reader of the page reads comes out, in order; what cannot be read is told."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from assistant.corpus.loading import read_bytes, read_document
from assistant.corpus.pdf import pdf
from assistant.corpus.reconciling import find_doubts
from assistant.domain.readout import Readout, Sentence
from assistant.errors import DocumentError
from tests.layouts import LAYOUTS, TEXT, TITLE, by_hand, made


def read(path: Path) -> Readout:
    return read_document(read_bytes(str(path)))


def laid_out(name: str, folder: Path) -> Readout:
    (folder / "x.pdf").write_bytes(made(name))
    return read(folder / "x.pdf")


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_sentence_of_a_layout_is_read_exactly_and_in_order(name: str, tmp_path: Path) -> None:
    layout = LAYOUTS[name]
    readout = laid_out(name, tmp_path)
    found = [sentence.text for sentence in readout.sentences]
    # A cell that names a speaker is a label, and a label is no sentence.
    assert [text for text in found if text not in layout.apart] == [
        text for text in layout.sentences if text not in layout.apart
    ]
    assert readout.title == TITLE
    assert sorted((note.mark, note.text) for note in readout.notes) == sorted(layout.notes)
    assert len(readout.doubts) == layout.doubts
    assert len(readout.gaps) == layout.gaps


@pytest.mark.parametrize("name", [name for name, layout in LAYOUTS.items() if layout.apart])
def test_headings_and_the_left_cells_of_a_row_are_set_apart(name: str) -> None:
    page = pdf(made(name), "x.pdf")
    apart = [page.blocks[number] for number in sorted(page.apart)]
    assert [block for block in apart if block != TITLE] == list(LAYOUTS[name].apart)


def test_a_speakers_cell_stands_directly_before_its_words() -> None:
    page = pdf(made("a table of speakers a line each"), "x.pdf")
    for number, block in enumerate(page.blocks):
        if block == "Minister Ada Quill":
            assert number in page.apart
            assert page.blocks[number + 1] == "The ferry will sail in May."
            assert number + 1 not in page.apart
            return
    pytest.fail("the cell is lost")


def test_a_note_stands_where_its_mark_stood(tmp_path: Path) -> None:
    readout = laid_out("footnote marks behind figures", tmp_path)
    places = {note.mark: note.at for note in readout.notes}
    assert readout.text[: places["1"]].endswith("promised 15")
    assert readout.text[: places["2"]].endswith("that 9")


def test_a_pictured_page_is_named_and_not_counted(tmp_path: Path) -> None:
    readout = laid_out("a stamped picture between pages", tmp_path)
    assert readout.gaps == ("page 2 is a picture without text; run text recognition (OCR) on it",)


@pytest.mark.parametrize(
    "name",
    [
        "invisible letters",
        "white on white",
        "letters under a black box",
        "letters of no size and beside the page",
    ],
)
def test_what_nobody_sees_is_in_neither_reading(name: str) -> None:
    page = pdf(made(name), "x.pdf")
    assert page.second is not None
    assert "privately" not in page.second
    assert not any("privately" in block for block in page.blocks)


# The second reading.


def doubts(sentence: str, second: str, text: str | None = None) -> bool:
    return bool(find_doubts([Sentence(sentence, 0, len(sentence))], second, (), text))


LINES = (
    "President Morrow said that the ferry",
    "would sail on 3 May and that nobody",
    "would pay more than 15 crowns.",
    "Minister Quill thanked the pilots and",
    "asked them to come back in June.",
)
SENTENCE = " ".join(LINES[:3])
ALL = " ".join(LINES)


@pytest.mark.parametrize(
    "second",
    [
        "\n".join(LINES),
        "\n".join((*LINES[3:], *LINES[:3])),
        "\n".join((LINES[0], LINES[3], LINES[1], LINES[4], LINES[2])),
        "\n".join((LINES[2], LINES[4], LINES[1], LINES[3], LINES[0])),
        "\n".join(("Some words before. " + LINES[0], LINES[3], LINES[1], LINES[4], LINES[2])),
    ],
)
def test_lines_in_another_order_raise_no_doubt(second: str) -> None:
    assert not doubts(SENTENCE, second, ALL)


@pytest.mark.parametrize(
    "sentence",
    [
        SENTENCE.replace("15", "16"),
        SENTENCE.replace("15", "151"),
        SENTENCE.replace("nobody", "somebody"),
        SENTENCE.replace("3 May", "May"),
        SENTENCE.replace("would pay", "would not pay"),
        SENTENCE.replace("would sail", "would not sail"),
        SENTENCE.replace("more than", "than more"),
        f"{LINES[0]} {LINES[2]}".replace("would pay", "pay"),
        SENTENCE.replace("ferry", "fery"),
        SENTENCE.replace(LINES[1], LINES[1][:-6]),
    ],
)
@pytest.mark.parametrize(
    "second",
    ["\n".join(LINES), "\n".join((LINES[0], LINES[3], LINES[1], LINES[4], LINES[2]))],
)
def test_a_letter_word_or_figure_other_raises_a_doubt(sentence: str, second: str) -> None:
    assert doubts(sentence, second, ALL)


def test_lines_of_two_columns_read_into_one_another_raise_a_doubt() -> None:
    mixed = f"{LINES[0]} {LINES[3]} {LINES[1]} {LINES[4]} {LINES[2]}"
    assert doubts(mixed, "\n".join(LINES), mixed)


def test_a_second_reading_of_another_file_takes_no_time() -> None:
    sentences = [Sentence(f"{text} No. {n}.", 0, 9) for n in range(80) for text in TEXT]
    second = "\n".join(word for _ in range(80) for text in TEXT for word in text.split())
    begun = time.perf_counter()
    assert len(find_doubts(sentences, second)) == len(sentences)
    assert time.perf_counter() - begun < 15


def test_a_line_lost_between_two_raises_a_doubt() -> None:
    lost = f"{LINES[0]} {LINES[2]}"
    second = "\n".join((LINES[0], LINES[1], LINES[2]))
    assert doubts(lost, second, lost)


def test_a_figure_that_one_reader_has_otherwise_is_the_only_doubt() -> None:
    page = pdf(made("one column"), "x.pdf")
    assert page.second is not None
    changed = page.second.replace("4,500", "4,800")
    sentences = [Sentence(text, 0, len(text)) for text in TEXT]
    found = find_doubts(sentences, changed, (), " ".join(TEXT))
    assert [doubt.end for doubt in found] == [len(TEXT[2])]


# Files that cannot be read.


def test_fonts_that_do_not_tell_their_letters_are_told() -> None:
    by_hand("unknown", ["abcdefghij"] * 5, dict.fromkeys("abcdefghij", "\ufffd"), ())
    raw = made("unknown")
    del LAYOUTS["unknown"]
    with pytest.raises(DocumentError, match="do not say which letters"):
        pdf(raw, "x.pdf")


def test_many_threads_read_at_once() -> None:
    raw = {name: made(name) for name in ("one column", "three columns", "bold headings")}
    expected = {name: pdf(content, name).blocks for name, content in raw.items()}
    wrong: list[str] = []

    def work(name: str) -> None:
        for _ in range(5):
            if pdf(raw[name], name).blocks != expected[name]:
                wrong.append(name)

    threads = [threading.Thread(target=work, args=(name,)) for name in raw for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_bytes_changed_at_random_are_read_or_refused(tmp_path: Path) -> None:
    import random

    chance = random.Random(7)
    for name in ("two columns", "footnote marks behind figures", "a form field"):
        whole = bytearray(made(name))
        for _ in range(12):
            damaged = bytearray(whole)
            for _ in range(8):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            (tmp_path / "x.pdf").write_bytes(damaged)
            try:
                assert read(tmp_path / "x.pdf").sentences
            except DocumentError:
                continue


# The shared inputs.


def shared_case(shared: Path, name: str) -> Readout:
    path = shared / "cases" / name
    if not path.exists():
        pytest.skip("the case is not there")
    return read(path)


def holds(readout: Readout, first: str, last: str) -> bool:
    """Tell whether one sentence holds both fragments, in order."""
    return any(
        0 <= sentence.text.find(first) < sentence.text.find(last) for sentence in readout.sentences
    )


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("03-pdf-columns/a-two.pdf", "forty engineers", "Nordic fund"),
        ("03-pdf-columns/b-image.pdf", "harbour dues", "any further ship"),
        ("05-pdf-heads-notes/a.pdf", "would not accept", "unilateral closure"),
        ("05-pdf-heads-notes/a.pdf", "the closure was", "end in March"),
        ("35-pdf-layout/just.pdf", "two sides had", "before the end"),
        ("35-pdf-layout/short.pdf", "would be finished", "before the summit"),
        ("04-pdf-letters/a.pdf", "flood office", "the cabinet"),
        ("04-pdf-letters/a.pdf", "the cooperation", "long-term fund"),
    ],
)
def test_shared_layouts_are_read_in_order(shared: Path, name: str, first: str, last: str) -> None:
    readout = shared_case(shared, name)
    assert holds(readout, first, last)
    assert readout.doubts == ()


def test_shared_notes_are_apart(shared: Path) -> None:
    readout = shared_case(shared, "05-pdf-heads-notes/a.pdf")
    assert {note.mark for note in readout.notes} == {"1", "2"}
    assert "joint statement" not in readout.text


def test_a_shared_mixed_file_is_read_and_a_stamped_scan_refused(shared: Path) -> None:
    readout = shared_case(shared, "06-pdf-mixed-scan/a.pdf")
    assert readout.gaps == ("page 2 is a picture without text; run text recognition (OCR) on it",)
    with pytest.raises(DocumentError, match="is a scan"):
        shared_case(shared, "06-pdf-mixed-scan/b-stamp.pdf")


def test_a_shared_table_names_its_speakers_row_by_row(shared: Path) -> None:
    path = shared / "cases" / "35-pdf-layout" / "table.pdf"
    if not path.exists():
        pytest.skip("the case is not there")
    page = pdf(path.read_bytes(), "table.pdf")
    names = [number for number in page.apart if page.blocks[number] != page.hints.get("title")]
    assert len(names) == 3
    assert all(number + 1 not in page.apart for number in names)
