"""Kinds of input that a set written by other hands found wrong at first sight.

Each mended as a class.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import ReadoutAssistant
from assistant.attribution.attributing import attribute
from assistant.corpus.html import html
from assistant.corpus.loading import read_bytes, read_document, read_text
from assistant.corpus.parsing import parse
from tests.writing import put

LEAD = (
    "Minister Ada Quill meets Minister Piet Renz\n\n"
    "Minister Ada Quill met Minister Piet Renz in Osk on 9 May 2025."
)


@pytest.mark.parametrize(
    "cue",
    [
        "doubted that", "feared that", "wondered whether", "alleged that", "guaranteed that",
        "suspected that", "implied that", "intimated that", "joked that", "concluded that",
        "signalled that", "refuted the claim that", "threatened that",
    ],
)  # fmt: skip
def test_a_cue_gives_the_words_to_its_subject(cue: str) -> None:
    readout = attribute(read_text(f"{LEAD}\n\nMinister Renz {cue} the dues would fall."))
    assert readout.sentences[-1].speakers == ("Piet Renz",)


@pytest.mark.parametrize(
    "act", ["left the hall at noon.", "opened the new quay.", "concluded the visit in the evening."]
)
def test_an_act_is_narration(act: str) -> None:
    readout = attribute(read_text(f"{LEAD}\n\nMinister Renz {act}"))
    assert readout.sentences[-1].speakers == ()


@pytest.mark.parametrize(
    "name", ["Salmah binti Idris", "Hakim ibn Yusuf", "Rhodri ap Gwyn", "Tuyana kyzy Aidar"]
)
def test_a_patronymic_particle_belongs_to_the_name(name: str) -> None:
    readout = attribute(read_text(f"{LEAD}\n\nMinister {name} said that the dues would fall."))
    assert readout.sentences[-1].speakers == (name,)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("<p>Published: 05/06/2025</p>", None),
        ("<p>Published: 25/06/2025</p>", "2025-06-25"),
        ('<p><time datetime="2025-06-05T09:00">05/06/2025</time></p>', "2025-06-05"),
        ("<p>Published: 5 June 2025</p>", "2025-06-05"),
    ],
)
def test_a_page_whose_only_date_may_be_two_days_has_none(stamp: str, day: str | None) -> None:
    page = f"""<html><body><h1>Minister Ada Quill meets Minister Piet Renz</h1>{stamp}
    <p>Minister Ada Quill met Minister Piet Renz at the ministry to speak of the harbour dues.</p>
    <p>Minister Renz said that the dues of the two harbours would fall before the winter.</p>
    </body></html>"""
    readout = parse(html(page.encode(), "a.html"), "a.html")
    assert (readout.date and readout.date.isoformat()) == day


@pytest.mark.parametrize(
    ("typed", "kept", "notes"),
    [
        ("Renz counted 140⁴ ships.\n\n⁴ As in the census.", "Renz counted 140 ships.", ["4"]),
        ("Renz counted 140 ships.⁷\n\n⁷ As in the census.", "Renz counted 140 ships.", ["7"]),
        ("Renz saw 210² ships.\n\n² As told.", "Renz saw 210 ships.", ["2"]),
        ("Renz counted 10⁶ fish.\n\nThey met again.", "Renz counted 10⁶ fish.", []),
    ],
)
def test_a_raised_mark_behind_a_figure_leaves_it_where_its_footnote_stands(
    typed: str, kept: str, notes: list[str]
) -> None:
    readout = read_text(f"{LEAD}\n\nMinister {typed}")
    assert f"Minister {kept}" in [sentence.text for sentence in readout.sentences]
    assert [note.mark for note in readout.notes] == notes


@pytest.mark.parametrize("break_", ["\\\n", "  \n", "<br>\n", "\n"])
def test_a_hard_break_in_markdown_is_a_space(tmp_path: Path, break_: str) -> None:
    text = f"# {LEAD}\n\nMinister Renz said that the dues{break_}would fall."
    path = put(tmp_path, "a.md", text)
    sentences = read_document(read_bytes(str(path))).sentences
    assert sentences[-1].text == "Minister Renz said that the dues would fall."


@pytest.mark.parametrize("break_", ["<br>", "<br/>", " <BR />"])
def test_a_break_between_words_of_markdown_never_joins_them(tmp_path: Path, break_: str) -> None:
    text = f"# {LEAD}\n\nMinister Renz said that the north{break_}needed rain."
    path = put(tmp_path, "a.md", text)
    sentences = read_document(read_bytes(str(path))).sentences
    assert sentences[-1].text == "Minister Renz said that the north needed rain."


def test_a_label_in_a_block_quote_names_its_speaker(tmp_path: Path) -> None:
    words = "> **Minister Renz:** We will lower\n> the dues."
    path = put(tmp_path, "a.md", f"# {LEAD}\n\n{words}")
    last = attribute(read_document(read_bytes(str(path)))).sentences[-1]
    assert (last.text, last.speakers) == ("We will lower the dues.", ("Piet Renz",))


def test_a_readout_and_its_changed_copy_elsewhere_answer_with_two_references(
    shared: Path, tmp_path: Path
) -> None:
    folder = shared / "cases" / "24-reupload"
    if not folder.is_dir():
        pytest.skip("the small inputs are not there")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(folder / "call.txt", folder / "v2" / "call.txt")
        answer = assistant.ask("What did Norrby say about the ferry?")
    assert {c.quote.split()[-1] for c in answer.citations} == {"kept.", "painted."}
    lines = [line for line in answer.text.splitlines() if line[:3] in ("[1]", "[2]")]
    assert len({line[3:].strip() for line in lines}) == 2
