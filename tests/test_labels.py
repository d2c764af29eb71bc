"""Labelled speech: who is named before the words, what only looks like it, and where a turn ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adding import understood
from assistant.corpus.asides import is_aside
from assistant.corpus.labels import find_labels
from assistant.corpus.loading import read_bytes, read_document, read_text
from assistant.domain.readout import Readout

PRESS = "Press conference of Minister Ada Holt and Minister Ben Roe\n\n4 May 2024\n\n"
TALKS = (
    "Talks in Delford\n\n4 May 2024\n\n"
    "President of Veldland Ivo Kral met Prime Minister of Norden Tove Aas in Delford.\n\n"
)


def speakers_of(readout: Readout, fragment: str) -> tuple[str, ...]:
    """Return the speakers of the one sentence that holds the fragment."""
    found = [s.speakers for s in readout.sentences if fragment in s.text]
    assert len(found) == 1, [s.text for s in readout.sentences]
    return found[0]


def spoken(text: str, fragment: str) -> tuple[str, ...]:
    return speakers_of(understood(read_text(text), ()), fragment)


def in_markdown(text: str, fragment: str, folder: Path) -> tuple[str, ...]:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return speakers_of(understood(read_document(read_bytes(str(path))), ()), fragment)


def labels(*blocks: str, title: str = "Talks in Delford") -> dict[int, str]:
    found = find_labels(blocks, is_remarks=False, title=title)
    return {number: label.name for number, label in found.items()}


@pytest.mark.parametrize(
    ("text", "fragment", "speaker"),
    [
        (
            "Statement of Minister Ada Holt on the toll\n\nMinister Holt: We do not accept the toll.",
            "accept the toll",
            "Ada Holt",
        ),
        (
            TALKS + "Prime Minister of Norden Tove Aas: The toll must go.\n\nThey dined together.",
            "toll must go",
            "Tove Aas",
        ),
        (TALKS + "Ms Aas: My country pays no toll.", "pays no toll", "Tove Aas"),
        (TALKS + "Kral: The ferry will sail in June.", "sail in June", "Ivo Kral"),
        (TALKS + "The Prime Minister: I thank you all.", "thank you all", "Tove Aas"),
        (TALKS + "Tove Aas (retranslated): The toll is too high.", "too high", "Tove Aas"),
        (TALKS + "Tove Aas, through an interpreter: The toll is high.", "is high", "Tove Aas"),
        (TALKS + "Ivo Kral [in Norse]: The harbour is ours.", "is ours", "Ivo Kral"),
        (TALKS + "Mr. Kral — I have said so before.", "said so before", "Ivo Kral"),
    ],
)
def test_one_labelled_line_is_its_bearers(text: str, fragment: str, speaker: str) -> None:
    assert spoken(text, fragment) == (speaker,)


@pytest.mark.parametrize(
    "line",
    [
        "Date: 4 May 2024 was the day of the talks.",
        "Place: The talks were held on the river.",
        "Subject: We speak of the toll.",
        "Present: Minister Holt and Minister Roe were there.",
        "Norden: We will not pay.",
        "Trade: We will see more of it.",
        "Next Steps: We will meet again in June.",
        "Note: The recording was cut here.",
        "Prime Minister: Tove Aas",
        "Holt's plan: We will build a bridge.",
        "The Minister said: We will wait.",
        "Contact: You may call the press office.",
        "General Remarks: We thank all guests.",
    ],
)
def test_what_is_no_speaker_is_no_label(line: str) -> None:
    assert labels("Minister Holt met Minister Roe.", line) == {}
    assert spoken(TALKS + line, line[-12:]) in ((), ("Ivo Kral",), ("Tove Aas",))
    assert spoken(TALKS + line, line[-12:]) != ("both sides",)


def test_a_title_with_a_name_and_no_words_is_a_list() -> None:
    assert labels("Chair: Ada Holt", "Minister Holt: Delford", "Minister Roe: Suva") == {}


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Q: Will the ferry sail?", "Q"),
        ("Q2. Will the ferry sail?", "Q2"),
        ("Question: Will the ferry sail?", "Question"),
        ("Reporter: Will the ferry sail?", "Reporter"),
        ("Journalist: Will the ferry sail?", "Journalist"),
        ("AN AIDE: Will the ferry sail?", "Aide"),
        ("THE MODERATOR: Will the ferry sail?", "Moderator"),
    ],
)
def test_who_asks_is_a_role_and_no_person(label: str, speaker: str) -> None:
    readout = understood(read_text(f"{PRESS}MINISTER HOLT: Welcome.\n\n{label}"), ())
    assert speakers_of(readout, "the ferry sail") == (speaker,)
    assert speaker not in readout.participants


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("Interview with Minister Ada Holt", "Ada Holt"),
        ("Minister Ada Holt answers questions on the toll", "Ada Holt"),
        ("Interview with Minister Ada Holt and Minister Ben Roe", "A"),
        ("Questions and answers on the toll", "A"),
    ],
)
def test_answers_are_the_one_persons_who_is_asked(head: str, speaker: str) -> None:
    text = f"{head}\n\nQ: Will the toll go?\n\nA: It will, and I am glad.\n\nQ: When?\n\nA: In May."
    assert spoken(text, "am glad") == (speaker,)


def test_a_word_is_no_answer() -> None:
    assert labels("A Norden minister came.", "A European plan was agreed.") == {}


@pytest.mark.parametrize(
    ("label", "fragment", "speaker"),
    [
        ("### Minister Holt", "reopen the line", "Ada Holt"),
        ("**Minister Holt**", "reopen the line", "Ada Holt"),
        ("**Minister Holt:**", "reopen the line", "Ada Holt"),
        ("## Ms Holt (in Norse)", "reopen the line", "Ada Holt"),
        ("Minister Ada Holt\n-----------------", "reopen the line", "Ada Holt"),
        ("## Moderator", "reopen the line", "Moderator"),
        ("## Foreign Minister of Norden Tove Aas", "reopen the line", "Tove Aas"),
    ],
)
def test_a_heading_that_is_a_speaker_gives_him_what_follows(
    label: str, fragment: str, speaker: str, tmp_path: Path
) -> None:
    text = f"# Press conference of Minister Ada Holt and Mr Roe\n\n{label}\n\nWe will reopen the line.\n\n## Mr Roe\n\nI agree.\n"
    assert in_markdown(text, fragment, tmp_path) == (speaker,)
    assert in_markdown(text, "I agree", tmp_path) == ("Roe",)


def test_a_short_answer_below_a_heading_ends_the_turn_before(tmp_path: Path) -> None:
    text = "# Interview\n\n## Question\n\nWhen?\n\n## Minister Holt\n\nIn May.\n\n## Question\n\nWhy?\n"
    assert in_markdown(text, "In May", tmp_path) == ("Holt",)


@pytest.mark.parametrize(
    ("row", "fragment", "speaker"),
    [
        ("| Minister Holt | The line is agreed and will be built. |", "line is agreed", "Holt"),
        ("| Roe | We sail in May. |", "sail in May", "Roe"),
        ("| | The port waits. |", "port waits", "Roe"),
        ("| Envoy Sand | The port will wait. |", "port will wait", "Sand"),
    ],
)
def test_the_first_cell_of_a_row_names_who_speaks(
    row: str, fragment: str, speaker: str, tmp_path: Path
) -> None:
    rows = [
        "| Speaker | Words |",
        "|---|---|",
        "| Minister Holt | The line is agreed and will be built. |",
        "| Roe | We sail in May. |",
        "| | The port waits. |",
        "| Envoy Sand | The port will wait. |",
    ]
    assert row in rows
    text = "# Minister Holt meets Minister Roe\n\n" + "\n".join(rows) + "\n"
    assert in_markdown(text, fragment, tmp_path) == (speaker,)


def test_headings_of_an_account_are_nobodys(tmp_path: Path) -> None:
    text = (
        "# Call with Minister Roe\n\nMinister Ada Holt of Veldland spoke with Minister Ben Roe of Norden.\n\n"
        "## Trade\n\nMinister Holt said that trade would grow.\n\n"
        "## Minister Roe\n\nMinister Roe said that the toll would go.\n\nMinister Holt thanked him.\n"
    )
    assert in_markdown(text, "toll would go", tmp_path) == ("Ben Roe",)
    assert in_markdown(text, "thanked him", tmp_path) == ("Ada Holt",)


def test_a_masthead_speaks_nothing(tmp_path: Path) -> None:
    text = "# Call with Norden\n\n## Prime Minister of Veldland\n\nThe talks took place on Monday.\n\nThe toll was raised.\n"
    assert in_markdown(text, "toll was raised", tmp_path) == ()


def test_a_topic_does_not_end_a_turn_in_a_transcript(tmp_path: Path) -> None:
    text = f"# {PRESS.splitlines()[0]}\n\n**Minister Holt:** We agree.\n\n### Harbour\n\nThe harbour is next.\n"
    assert in_markdown(text, "harbour is next", tmp_path) == ("Ada Holt",)
    assert in_markdown(text, "Harbour", tmp_path) == ()


LOST = (
    "Meeting with Prime Minister of Norden Tove Aas\n\n4 May 2024\n\nThe leaders met in Delford. "
    "President of Veldland Ivo Kral: Ms Aas, I am glad. The harbour is open. "
    "Tove Aas (retranslated): Thank you, Mr Kral. Trade is growing. Ivo Kral: It is. "
    "The Prime Minister of Norden then visited the harbour museum. To be continued."
)


@pytest.mark.parametrize(
    ("fragment", "speakers"),
    [
        ("met in Delford", ()),
        ("harbour is open", ("Ivo Kral",)),
        ("Trade is growing", ("Tove Aas",)),
        ("It is.", ("Ivo Kral",)),
        ("visited the harbour", ()),
        ("To be continued", ()),
    ],
)
def test_labels_inside_a_paragraph_begin_turns(fragment: str, speakers: tuple[str, ...]) -> None:
    assert spoken(LOST, fragment) == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Three came. Foreign Minister: Ada Holt, Trade Minister: Ben Roe.",
        "The aim is clear. Trade: more of it, and soon.",
        "The plan stands. Black Sea: we will patrol it.",
    ],
)
def test_a_colon_inside_a_paragraph_begins_no_turn_of_nobody(text: str) -> None:
    readout = read_text(TALKS + text)
    assert [p.label for p in readout.paragraphs if p.label] == []


@pytest.mark.parametrize(
    ("paragraph", "speakers"),
    [
        ("Prime Minister Aas thanked President Kral.", ("Tove Aas",)),
        ("Ivo Kral then left for Suva.", ()),
        ("The statement was made in Delford.", ()),
        ("I have said so before.", ("Ivo Kral",)),
        ("[Editor's note: the sound failed.]", None),
        ("“The toll stays,” said a sailor.", ("a sailor",)),
    ],
)
def test_a_turn_in_an_account_ends_where_the_account_goes_on(
    paragraph: str, speakers: tuple[str, ...] | None
) -> None:
    text = f"{TALKS}President Kral: We do not accept the toll.\n\n{paragraph}"
    readout = understood(read_text(text), ())
    found = [s.speakers for s in readout.sentences[2:]]
    assert found == ([] if speakers is None else [speakers])


def test_a_speaker_goes_on_up_to_his_last_word_of_himself() -> None:
    text = f"{TALKS}President Kral: We pay no toll.\n\nThe toll is old.\n\nI will end it.\n\nThe toll is old news."
    assert spoken(text, "toll is old.") == ("Ivo Kral",)
    assert spoken(text, "old news") == ()


def test_speakers_of_remarks_tell_of_others() -> None:
    text = f"{PRESS}MINISTER HOLT: Welcome.\n\nMinister Roe said on Monday that the toll was fair.\n\nMINISTER ROE: Yes."
    assert spoken(text, "was fair") == ("Ada Holt",)


@pytest.mark.parametrize(
    "line",
    [
        "Correction: an earlier version gave a wrong day.",
        "Editor’s note: the figure was put right.",
        "Note to editors",
        "Notes to Editors: the toll is paid in Delford.",
        "Updated to add the second day of the talks.",
        "This is a rough translation.",
        "Unofficial translation",
        "Check against delivery",
        "This transcript has been edited for clarity.",
        "Media contact: Jo Lund",
        "Tel.: +44 20 7946 0000",
        "press@veldland.example",
        "For more information, see the website.",
        "ENDS",
        "-30-",
        "# # #",
        "(Ends)",
        "To be continued.",
    ],
)
def test_what_an_editor_adds_is_an_aside(line: str) -> None:
    assert is_aside(line)
    text = f"{PRESS}MINISTER HOLT: We agree.\n\nMINISTER ROE: So do I.\n\n{line}\n\nThe toll was set in 2019."
    readout = understood(read_text(text), ())
    assert [s.speakers for s in readout.sentences[:2]] == [("Ada Holt",), ("Ben Roe",)]
    assert {s.speakers for s in readout.sentences if s.text in line} <= {()}


def test_a_turn_is_taken_up_again_behind_an_aside_in_the_first_person_only() -> None:
    text = f"{PRESS}MINISTER HOLT: We agree.\n\nCorrection: an earlier version gave a wrong day.\n\nThe toll is old.\n\nI end it."
    assert spoken(text, "toll is old") == ()
    assert spoken(text, "I end it") == ("Ada Holt",)


@pytest.mark.parametrize(
    "line",
    [
        "The statement was welcomed in Norden.",
        "Contact between the sides has grown on trade.",
        "Corrections to the map will follow.",
        "We end here.",
        "Notes were taken by both.",
        "The call ends a long silence.",
        "Updates will follow in June.",
        "He ended on a note of hope.",
    ],
)
def test_words_like_an_editors_are_words(line: str) -> None:
    assert not is_aside(line)


@pytest.mark.parametrize("mark", ["END", "ENDS", "###", "# # #", "-30-", "(Ends)", "**ENDS**"])
def test_nothing_behind_the_end_is_anybodys(mark: str) -> None:
    release = f"{TALKS}President Kral said that the toll would go.\n\n{mark}\n\nPresident Kral said in 2019 that it would stay."
    assert spoken(release, "would go") == ("Ivo Kral",)
    assert spoken(release, "would stay") == ()
    speech = f"{PRESS}MINISTER HOLT: The toll goes.\n\n{mark}\n\nThe toll will be back in June."
    assert spoken(speech, "be back") == ()


def test_a_mark_between_two_turns_ends_nothing() -> None:
    text = f"{PRESS}MINISTER HOLT: The toll goes.\n\n###\n\nMINISTER ROE: It will be back in June."
    assert spoken(text, "be back") == ("Ben Roe",)


def test_notes_to_editors_are_not_the_leaders() -> None:
    text = f"{TALKS}President Kral said that the toll would go.\n\nNotes to editors\n\nPresident Kral said last year that it was fair."
    assert spoken(text, "was fair") == ()


@pytest.mark.parametrize(
    "label", ["MS. OKONKWO", "Okonkwo", "Ms Okonkwo", "FOREIGN MINISTER OKONKWO"]
)
def test_a_label_is_tied_to_the_person_named_in_full(label: str) -> None:
    text = f"Press briefing\n\nForeign Minister Adaeze Okonkwo met the press.\n\n{label}: We have signed.\n\nQUESTION: When?"
    assert spoken(text, "have signed") == ("Adaeze Okonkwo",)


@pytest.mark.parametrize("word", ["We will build a bridge.", "I will build a bridge."])
def test_one_voice_is_never_both_sides(word: str) -> None:
    assert spoken(f"Statement of Minister Ada Holt\n\n{word}", "a bridge") in ((), ("Ada Holt",))
    assert spoken(f"Press conference in Delford\n\n{word}", "a bridge") == ()


@pytest.mark.parametrize(
    "label", ["A" * 5000 + ":", "Mr. " * 2000 + ":", "**" + "Lee, " * 3000, "A: " * 5000]
)
def test_hostile_labels_are_read_at_once(label: str) -> None:
    read_text(f"{PRESS}MINISTER HOLT: We agree.\n\n{label} words.")


@pytest.mark.parametrize(
    ("name", "fragment", "speakers"),
    [
        ("02-docx-boxes-notes/b-table.docx", "reopen the Calabar", ("Adaeze Obi",)),
        ("02-docx-boxes-notes/b-table.docx", "cannot commit", ("Pavel Novotny",)),
        ("22-labels/b.txt", "recording was", ()),
        ("22-labels/b.txt", "nobody leaves", ("Tuuli Aalto",)),
        ("22-labels/a.txt", "Last question", ("Aide",)),
        ("35-pdf-layout/table.pdf", "ferry is agreed", ("Roe",)),
        ("35-pdf-layout/table.pdf", "port will wait", ("Sand",)),
        ("37-few-labels/a.txt", "not recognise", ("Lena Holt",)),
        ("37-few-labels/a.txt", "was made in", ()),
        ("37-few-labels/b.txt", "thank Sudmark", ("Ole Anders",)),
        ("37-few-labels/b.txt", "open the strait", ("Lena Holt",)),
    ],
)
def test_the_cases_themselves(
    shared: Path, name: str, fragment: str, speakers: tuple[str, ...]
) -> None:
    path = shared / "cases" / name
    assert speakers_of(understood(read_document(read_bytes(str(path))), ()), fragment) == speakers


def test_a_real_transcript_in_one_paragraph_has_its_speaker(shared: Path) -> None:
    path = shared / "readouts" / "houses" / "KREMLIN-4.txt"
    readout = understood(read_document(read_bytes(str(path))), ())
    assert speakers_of(readout, "scale of the project") == ("Vladimir Putin",)
    assert speakers_of(readout, "held talks with") == ()


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Unidentified reporter: Will the ferry sail?", "Unidentified Reporter"),
        ("Presenter: Will the ferry sail?", "Presenter"),
        ("Daily Post: Will the ferry sail?", "Daily Post"),
        ("Jane Moss, Daily Post: Will the ferry sail?", "Jane Moss"),
    ],
)
def test_in_a_dialogue_every_other_asker_ends_a_turn(line: str, speaker: str) -> None:
    text = f"{PRESS}Minister Holt: We agree.\n\n{line}\n\nMinister Roe: It will."
    assert spoken(text, "the ferry sail") == (speaker,)
    assert spoken(text, "It will") == ("Ben Roe",)


@pytest.mark.parametrize("heading", ["Background", "About the toll", "Notes"])
def test_behind_an_editorial_heading_the_house_speaks(heading: str, tmp_path: Path) -> None:
    text = f"# {PRESS.splitlines()[0]}\n\n**Minister Holt:** We agree.\n\n### {heading}\n\nThe toll is old.\n"
    assert in_markdown(text, "toll is old", tmp_path) == ()


@pytest.mark.parametrize(
    "line", ["Present: Minister Ada Holt, Mr Roe", "Topic: The toll", "Place: the harbour"]
)
def test_the_lines_of_a_form_are_nobodys(line: str) -> None:
    text = f"{PRESS}MINISTER HOLT: We agree.\n\n{line}"
    assert {s.speakers for s in understood(read_text(text), ()).sentences if s.text == line} <= {()}


def test_who_is_listed_as_present_gives_a_label_the_whole_name() -> None:
    text = "Press statements\n\nOkonkwo: We have signed.\n\nReporter: When?\n\nPresent: Minister Adaeze Okonkwo, Mr Hale"
    assert spoken(text, "have signed") == ("Adaeze Okonkwo",)


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("**Ana Lee, Professor of Law (Research), College of Suva:**", "Ana Lee"),
        ("**Ana Lee, President & CEO, Lee Mines**:", "Ana Lee"),
        ("**Minister Holt** –", "Holt"),
    ],
)
def test_a_bold_label_is_read_to_its_colon(label: str, speaker: str, tmp_path: Path) -> None:
    text = f"# Statements\n\n**Minister Holt:** We agree.\n\n**Mr Roe:** So do I.\n\n{label} We will see it built.\n"
    assert in_markdown(text, "see it built", tmp_path) == (speaker,)
