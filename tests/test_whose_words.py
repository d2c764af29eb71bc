"""Whose words prose gives.

Words kept back, tags behind the words, lead-ins, names with their reading.
"""

from __future__ import annotations

import pytest

from assistant.adding import understood
from assistant.corpus.loading import read_text

CALL = (
    "Readout of the call between President Amina Sule and Premier Luca Tarn, 4 May 2025\n\n"
    "President Amina Sule spoke by telephone with Premier Luca Tarn on 4 May 2025.\n\n"
)
SULE, TARN, BOTH, NOBODY = ("Amina Sule",), ("Luca Tarn",), ("both sides",), ()


def spoken(text: str) -> tuple[str, ...]:
    """Return the speakers of a text's last sentence."""
    return understood(read_text(text), ()).sentences[-1].speakers


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Premier Tarn did not exclude a referendum.", TARN),
        ("Premier Tarn didn’t exclude a strike.", TARN),
        ("President Sule does not exclude new talks.", SULE),
        ("President Sule cannot exclude a tax.", SULE),
        ("Premier Tarn could not confirm the date.", TARN),
        ("Premier Tarn did not hide his anger.", TARN),
        ("Premier Tarn has not concealed his doubts.", TARN),
        ("President Sule made no secret of her doubts.", SULE),
        ("President Sule stopped short of a pledge.", SULE),
        ("Premier Tarn would not be drawn on the fare.", TARN),
        ("President Sule left open whether the port would close.", SULE),
        ("Premier Tarn would neither confirm nor deny the report.", TARN),
        ("Premier Tarn did not attend the dinner.", NOBODY),
        ("Premier Tarn never visited the port.", NOBODY),
        ("Premier Tarn could not come to the dinner.", NOBODY),
        ("Premier Tarn excluded two firms from the tender.", NOBODY),
        ("Premier Tarn has hidden in the hills.", NOBODY),
        ("Premier Tarn does not hide in his palace.", NOBODY),
        ("Premier Tarn hasn’t confirmed the visit.", TARN),
        ("Premier Tarn hinted at a tax.", TARN),
        ("The storm did not exclude a landing.", NOBODY),
    ],
)
def test_what_somebody_keeps_back_is_said(sentence: str, speakers: tuple[str, ...]) -> None:
    assert spoken(CALL + sentence) == speakers


@pytest.mark.parametrize(
    ("sentences", "speakers"),
    [
        ("Premier Tarn spoke of the port.\n\nPresident Sule cannot wait, she said.", SULE),
        ("Premier Tarn said that his port was shut. President Sule cannot wait, she said.", SULE),
        ("President Sule said that she was glad. Premier Tarn is ready, he noted.", TARN),
        ("President Sule welcomed the plan. The Premier would pay, he added.", TARN),
        ("Premier Tarn spoke of his port. The fare is too high, he said.", TARN),
        ("Premier Tarn spoke of his port. The fare is too high, said President Sule.", SULE),
        ("Premier Tarn spoke of his port. It leaks, according to President Sule.", SULE),
        ("Premier Tarn spoke of his port. The President is ill, he said.", NOBODY),
        ("President Sule spoke as she sat. Premier Tarn wants a war, she said.", NOBODY),
        ("Premier Tarn spoke of his port. President Sule is ready, he said.", NOBODY),
        ("President Sule spoke as she sat. President Sule is ready, he said.", NOBODY),
        ("President Sule said she was done. Premier Tarn can wait, she said.", NOBODY),
        ("President Sule asked about the port. The port is safe, he said.", NOBODY),
        ("President Sule warned of rain. The toll would rise, the Premier’s office said.", NOBODY),
        ("President Sule warned of rain. The toll would rise, a driver said.", NOBODY),
        ("President Sule warned of rain. The levee, engineers warned, would fail.", NOBODY),
        ("President Sule warned of rain. The levee, by the way, should be raised.", SULE),
        ("President Sule said so. Premier Tarn must share it, she said.", NOBODY),
        ("President Sule said so. Premier Tarn will not stand, a source near her said.", NOBODY),
        ("Premier Tarn has agreed to the sale, the Grey House said.", NOBODY),
        ("Premier Tarn has agreed to the sale, which the Grey House welcomed.", TARN),
        ("President Sule was glad. The mayor would come, she said.", NOBODY),
        ("President Sule said so. The President of Chile would help, she said.", SULE),
        ("Premier Tarn met Sheikh Ali Noor. Sheikh Noor said so. It may rain, she said.", NOBODY),
    ],
)
def test_a_tag_behind_the_words_is_of_the_one_they_are_about(
    sentences: str, speakers: tuple[str, ...]
) -> None:
    assert spoken(CALL + sentences) == speakers


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("By the end of the call the two leaders had agreed on the fare.", BOTH),
        ("By nightfall Premier Tarn had promised a loan.", TARN),
        ("Before leaving Premier Tarn thanked his host.", TARN),
        ("Over dinner President Sule said that the harvest was poor.", SULE),
        ("In a joint declaration the two leaders condemned the raid.", BOTH),
        ("Ahead of the talks Premier Tarn warned of floods.", TARN),
        ("Prior to the talks President Sule said that she was hopeful.", SULE),
        ("With regard to fishing Premier Tarn said that stocks were low.", TARN),
        ("To open the talks President Sule stressed the need for speed.", SULE),
        ("Unlike President Sule the Premier ruled out a loan.", TARN),
        ("President Sule warned of rain. In Premier Tarn’s view the bloc must act.", TARN),
        ("President Sule warned of rain. In the Premier’s opinion the ban would fail.", TARN),
        ("President Sule warned of rain. In the mayor’s opinion the ban would fail.", NOBODY),
        ("President Sule warned of rain. As Premier Tarn put it, the sea should rest.", NOBODY),
        ("President Sule warned of rain. In the eyes of the Premier the ban must go.", NOBODY),
        ("President Sule warned of rain. In such weather the ferries should stay.", SULE),
        ("By the end of the call the line had failed.", NOBODY),
        ("Over dinner the two leaders heard a choir.", NOBODY),
        ("By the end of the week the mayor had promised a loan.", NOBODY),
    ],
)
def test_a_lead_in_without_a_comma_hides_no_speaker(
    sentence: str, speakers: tuple[str, ...]
) -> None:
    assert spoken(CALL + sentence) == speakers


ASKED = "Interview transcript\n\n4 May 2025\n\nQ: Will the port open?\n\nA: In June.\n\nQ: Why?\n\n"


@pytest.mark.parametrize(
    ("ending", "speakers"),
    [
        (
            "A: It is ready.\n\nThe briefing ended at noon, and the next will be held in May.",
            NOBODY,
        ),
        ("A: It is ready.\n\nThe press conference lasted an hour.", NOBODY),
        ("A: It is ready.\n\nThe interview was recorded in Lisbon.", NOBODY),
        ("A: It is ready.\n\nThe next briefing will be held on 3 June.", NOBODY),
        ("A: It is ready.\n\nQuestions were also taken by mail.", NOBODY),
        ("A: It is ready.\n\nThis interview first appeared in the Arvik Post.", NOBODY),
        ("A: It is ready.\n\nThe pier ended in a heap of stones.", ("A",)),
        ("A: It is ready.\n\nThe meeting ended without a result, and we regret it.", ("A",)),
        ("A: The briefing ended late, that is all.", ("A",)),
    ],
)
def test_what_closes_a_transcript_is_nobodys(ending: str, speakers: tuple[str, ...]) -> None:
    assert spoken(ASKED + ending) == speakers


READ = (
    "Minister Ana Pell meets Prime Minister of Japan\n\n"
    "Minister Ana Pell met Prime Minister 村田(Murata) on 4 May 2025 in Tokyo. Trade Minister"
    " 西川 (Nishikawa) and Defence Minister Takeda (武田) joined them, with Governor Иван Серов"
    " (Ivan Serov).\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Prime Minister 村田(Murata) said that the tariff was too high.", "Murata"),
        ("Prime Minister Murata said that the quota stood.", "Murata"),
        ("Prime Minister 村田 said that the quota stood.", "Murata"),
        ("Minister 西川 (Nishikawa) said that rice was scarce.", "Nishikawa"),
        ("Minister Takeda (武田) said that ships were ready.", "Takeda"),
        ("Minister 武田 warned of mines.", "Takeda"),
        ("Governor Серов warned of floods.", "Ivan Serov"),
        ("Governor Иван Серов (Ivan Serov) warned of floods.", "Ivan Serov"),
        ("Minister 山本 warned of mines.", None),
        ("Minister Pell (left) said that wheat was dear.", "Ana Pell"),
    ],
)
def test_a_name_printed_with_its_reading_is_known_by_either(
    sentence: str, speaker: str | None
) -> None:
    assert spoken(READ + sentence) == ((speaker,) if speaker else NOBODY)


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Premier Sen said that the lease would run for a year.", ("Vikram Sen",)),
        ("The lease would run for a year, said Premier Sen.", ("Vikram Sen",)),
        ("Sen. Holt said that the lease was long.", ("Holt",)),
    ],
)
def test_a_surname_that_is_an_office_cut_short_is_a_surname(
    sentence: str, speakers: tuple[str, ...]
) -> None:
    lead = "Premier Vikram Sen met Sen. Joan Holt in Arvik on 11 May 2025. Premier Sen said so.\n\n"
    assert spoken("Premier Vikram Sen in Arvik\n\n" + lead + sentence)[:1] == tuple(
        "Joan Holt" if name == "Holt" else name for name in speakers
    )


def test_behind_the_last_turn_what_tells_of_the_one_who_spoke_is_nobodys() -> None:
    asked = "Q&A with Minister Oda Brun\n\nQ: Why?\n\nA: It is due.\n\nQ: When?\n\nA: In May.\n\n"
    assert spoken(asked + "The Minister then left for the airport.") == NOBODY
    assert spoken(asked + "The Minister’s remarks were followed by a dinner.") == NOBODY
    assert spoken(asked + "The Minister of Norden left me a letter.") != NOBODY
