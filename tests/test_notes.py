from __future__ import annotations

import time

import pytest

from assistant.corpus.formats import Page, lift_marks, note_mark
from assistant.corpus.loading import read_text
from assistant.corpus.notes import lift_notes
from assistant.domain.readout import Readout

LEAD = "Minister Ana Lorca met Premier Tove Brandt on 4 June 2024 to speak about the ferries."


def read(*blocks: str) -> Readout:
    return read_text("\n\n".join((LEAD, *blocks)))


def sentences(*blocks: str) -> list[str]:
    return [sentence.text for sentence in read(*blocks).sentences[1:]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A mark behind the stop hides no sentence end.
        ("Lorca said that the seals stay.[1] Brandt said that two were gone.[2]", ["Lorca said that the seals stay.", "Brandt said that two were gone."]),
        ("Lorca said that the seals stay.¹ Brandt said that two were gone.²", ["Lorca said that the seals stay.", "Brandt said that two were gone."]),
        ("Lorca said that the loan ends in 2031.1 Brandt said that it was 4 per cent.2 Lorca agreed.", ["Lorca said that the loan ends in 2031.", "Brandt said that it was 4 per cent.", "Lorca agreed."]),
        ("Lorca spoke of “a fair loan.”1 Brandt called it “unfair.”2", ["Lorca spoke of “a fair loan.”", "Brandt called it “unfair.”"]),
        ("Lorca said that the seals stay.[1]Brandt said that two were gone.", ["Lorca said that the seals stay.", "Brandt said that two were gone."]),
        # A mark glued to a word or a figure.
        ("Lorca regretted the closure¹ of the strait.", ["Lorca regretted the closure of the strait."]),
        ("Lorca offered 15¹ per cent for 30² years.", ["Lorca offered 15 per cent for 30 years."]),
        ("Lorca offered 30 million1 for the closure2 of the strait.", ["Lorca offered 30 million for the closure of the strait."]),
        ("Lorca said that 40%1 of the fleet and 12 ships.2 Brandt nodded.", ["Lorca said that 40% of the fleet and 12 ships.", "Brandt nodded."]),
        ("Lorca named the treaty¹,² and the map³ as proof.", ["Lorca named the treaty and the map as proof."]),
    ],
)  # fmt: skip
def test_a_footnote_mark_leaves_the_sentence_and_the_figure(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lorca said that the tax of 151 per cent would stay.",
        "Lorca spoke of COVID-19, of the G20 and of form A4.",
        "Lorca named Article 5 and resolution 2202 of the Council.",
        "Lorca promised 2.5 million for plot No. 2 on 3 June 2024.",
        "Lorca said that F16 and MiG29 planes flew at 10.30 a.m. over CO2 works.",
        "Lorca asked for plots of 5 m² and 7 km², and for 10⁶ seeds.",
        "Under Article 15.1 Member States report, and under Article 15.2 Member States pay.",
        "Lorca listed (1) the port, (2) the rail line and (3) the bridge.",
        "Lorca said that [the] port and [a] bridge were lost.",
        "Lorca said that phase1 was over and that phase2 would follow.",
        "Lorca wrote to desk1@mfa.example and to www.mfa.example/page2 in May.",
        "Lorca said that rule 4.2 Premier Brandt had signed was void.",
        "Lorca spoke of the ²³⁵U that was found.",
        "Lorca said that CO² fell by 10⁻⁶ and N²O rose.",
        "Lorca said that Vostok1 was old and that Soyuz2 was new.",
        "Lorca praised Sputnik2 and nothing else.",
        "Lorca said that the vote was 12-11.",
        "Lorca recalled Sept11 and Oct7.",
        "Lorca said that *all* of the ports were open.",
    ],
)
def test_a_figure_is_never_changed(text: str) -> None:
    assert sentences(text) == [text]


def test_figures_stay_beside_a_list_of_footnotes() -> None:
    body = "Lorca said that COVID-19 cost 2.1 million.1 Premier Brandt named the G20, 12 m2 and Article 3.2 Governors signed.2"
    readout = read(body, "1 In euros.", "2 Signed in Oslo.")
    assert [s.text for s in readout.sentences[1:]] == [
        "Lorca said that COVID-19 cost 2.1 million.",
        "Premier Brandt named the G20, 12 m2 and Article 3.2 Governors signed.",
    ]
    assert [(n.mark, n.text) for n in readout.notes] == [("1", "In euros."), ("2", "Signed in Oslo.")]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "listed"),
    [
        ("[1]", ["[1] Lorca said in 2019 that it would sink."]),
        ("1", ["1 Lorca said in 2019 that it would sink."]),
        ("1", ["1. Lorca said in 2019 that it would sink."]),
        ("1", ["1) Lorca said in 2019 that it would sink."]),
        ("¹", ["¹ Lorca said in 2019 that it would sink."]),
        ("(1)", ["(1) Lorca said in 2019 that it would sink."]),
        ("*", ["* Lorca said in 2019 that it would sink."]),
        ("†", ["† Lorca said in 2019 that it would sink."]),
        ("[1]", ["Notes:", "1. Lorca said in 2019 that it would sink."]),
        ("[1]", ["Footnotes", "[1] Lorca said in 2019 that it would sink.", "Press office: +47 555 01"]),
        ("¹", ["____________\n¹ Lorca said in 2019 that it would sink."]),
        (" (1)", ["(1) Lorca said in 2019 that it would sink."]),
        ("[1]", ["Notes:\n[1] Lorca said in 2019 that it would sink."]),
    ],
)  # fmt: skip
def test_a_list_of_footnotes_is_kept_apart_and_nobody_speaks_it(
    mark: str, listed: list[str]
) -> None:
    first = f"Brandt said that the ferry sails.{mark}"
    if mark.startswith(" "):
        first = f"Brandt said that the ferry sails{mark}."
    readout = read(f"{first} Lorca agreed.", *listed)
    assert [s.text for s in readout.sentences[1:3]] == ["Brandt said that the ferry sails.", "Lorca agreed."]  # fmt: skip
    assert "sink" not in readout.text
    assert [(n.mark, n.text) for n in readout.notes] == [
        (mark.strip("[]() ").replace("¹", "1"), "Lorca said in 2019 that it would sink.")
    ]
    assert readout.notes[0].at == readout.text.index(". Lorca agreed.") + (mark[0] != " ")


def test_lines_of_a_list_of_footnotes_are_footnotes_each() -> None:
    listed = "1 In euros, as the bank said on\n3 June 2019.\n2 Signed in Oslo.\n3 By ferry."
    readout = read("Brandt paid 4 million1 for the ferry.2 Lorca left.3", listed)
    assert [(n.mark, n.text) for n in readout.notes] == [
        ("1", "In euros, as the bank said on 3 June 2019."),
        ("2", "Signed in Oslo."),
        ("3", "By ferry."),
    ]


@pytest.mark.parametrize(
    "listed",
    [
        ["1. The port will open.", "2. The ferry will sail."],
        ["(1) The port will open.", "(2) The ferry will sail."],
        ["* The port will open.", "* The ferry will sail."],
        ["As Lorca said of point (2).", "(1) The port will open.", "(2) The ferry will sail."],
        ["Both stand by (1) and (2).", "(1) The port will open.", "(2) The ferry will sail."],
        ["Notes to editors", "1. The port will open.", "2. The ferry will sail."],
    ],
)
def test_a_list_of_what_was_agreed_is_text(listed: list[str]) -> None:
    readout = read("Lorca and Brandt agreed on the following.", *listed)
    assert "The port will open." in readout.text
    assert "The ferry will sail." in readout.text
    assert readout.notes == ()


def test_emphasis_is_no_mark() -> None:
    blocks = ("**Ana Lorca, Minister**: We paid.", "**Tove Brandt, Premier**: We did not.", "* *Harbour*: dredged")  # fmt: skip
    page = Page(blocks, items={1: "*"})
    assert lift_notes(page) == page


def test_footnotes_that_the_file_itself_keeps_do_not_make_a_numbered_list_footnotes() -> None:
    page = Page(
        (f"They agreed{note_mark('1')} on this:", "1 The port opens.", "2 The ferry sails."),
        notes=(("1", "In Oslo."),),
    )
    assert lift_notes(page) == page


def test_a_raised_mark_that_the_reader_found_confirms_a_typed_list() -> None:
    page = Page((f"He agreed{note_mark('*')} at once.", "Heading", "* By letter."), apart=frozenset({1}))  # fmt: skip
    lifted = lift_notes(page)
    assert lifted.blocks == page.blocks[:2]
    assert (lifted.notes, lifted.apart) == ((("*", "By letter."),), frozenset({1}))


def test_markdown_footnotes_are_footnotes() -> None:
    page = Page(("He agreed.[^1] She did not.[^2]", "[^1]: By letter.", "[^2]: By phone."))
    lifted = lift_notes(page)
    assert lift_marks(lifted.blocks[0]) == ("He agreed. She did not.", (("1", 10), ("2", 23)))
    assert lifted.notes == (("1", "By letter."), ("2", "By phone."))


@pytest.mark.parametrize(
    "text",
    ["word1 " * 60_000, "¹" * 200_000, "[1" * 100_000, "x.1 A" * 80_000, "* " * 150_000, "1,¹" * 90_000],
)  # fmt: skip
def test_marks_made_to_take_long_do_not(text: str) -> None:
    start = time.perf_counter()
    lift_notes(Page((text, "1 In euros.", "2 By phone.")))
    assert time.perf_counter() - start < 5
