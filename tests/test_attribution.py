from __future__ import annotations

from pathlib import Path

import pytest

from assistant.attribution.attributing import attribute
from assistant.attribution.offices import read_office
from assistant.attribution.person_names import read_name
from assistant.attribution.tokens import tokenize
from assistant.corpus.loading import read_bytes, read_document, read_text
from assistant.domain.readout import JOINT, Readout
from tests.writing import MFA, PROSE, TRANSCRIPT

LINDQVIST, ANDRADE = "Maria Lindqvist", "Paulo Andrade"
LEAD = "President Maria Lindqvist spoke today with Prime Minister Paulo Andrade of Costana."


def read(folder: Path, name: str, content: str) -> Readout:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return attribute(read_document(read_bytes(str(path))))


def speakers_of(readout: Readout, beginning: str) -> tuple[str, ...]:
    return next(s.speakers for s in readout.sentences if s.text.startswith(beginning))


def test_a_paragraph_of_a_ministry_is_its_speakers_to_the_end(tmp_path: Path) -> None:
    readout = read(tmp_path, "call.txt", MFA)
    assert readout.participants == ("Lena Okoro", "Tarek Anwar")
    assert [s.speakers for s in readout.sentences] == [
        (), *[("Lena Okoro",)] * 3, *[("Tarek Anwar",)] * 3, JOINT,
    ]  # fmt: skip


def test_a_name_inside_ones_words_is_not_the_speaker(tmp_path: Path) -> None:
    assert speakers_of(read(tmp_path, "call.txt", MFA), "President Okoro's proposal") == (
        "Tarek Anwar",
    )


def test_prose_goes_by_subject_and_cue() -> None:
    readout = attribute(read_text(PROSE))
    assert [s.speakers for s in readout.sentences] == [
        (), (LINDQVIST,), (LINDQVIST,), (ANDRADE,), JOINT, JOINT, (),
    ]  # fmt: skip


def test_a_transcript_goes_by_its_running_labels(tmp_path: Path) -> None:
    readout = read(tmp_path, "talk.md", TRANSCRIPT)
    assert [(s.text, s.speakers) for s in readout.sentences][2:] == [
        ("Welcome.", ("Lindqvist",)),
        ("We have work to do.", ("Lindqvist",)),
        ("The harbor comes first.", ("Lindqvist",)),
        ("Thank you, Madam President.", ("Andrade",)),
        ("Will you sign the treaty?", ("Q",)),
        ("Not today.", ("Andrade",)),
    ]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("The President underscored that ties matter.", (LINDQVIST,)),
        ("The Prime Minister expressed concern over the flood.", (ANDRADE,)),
        ("On energy, the Prime Minister called for a cap.", (ANDRADE,)),
        ("In addition, President Lindqvist also welcomed the report.", (LINDQVIST,)),
        ("Lindqvist and Andrade agreed to meet again.", JOINT),
        ("Both sides reaffirmed the treaty.", JOINT),
        ("They also agreed to meet again.", JOINT),
        ("The two leaders discussed fisheries.", JOINT),
        ("Prime Minister Andrade thanked President Lindqvist for her visit.", (ANDRADE,)),
        (
            "President Lindqvist announced a loan, and the two leaders discussed its terms.",
            (LINDQVIST, *JOINT),
        ),
        ("Costana attaches importance to the river.", ("Costana",)),
        ("The call lasted forty minutes.", ()),
        ("It was recalled that the treaty had expired.", ()),
        ("The harvest has been good this year.", ()),
        ("Minister Delacroix, who was not there, had resigned.", ()),
    ],
)
def test_the_head_of_a_sentence_tells(sentence: str, speakers: tuple[str, ...]) -> None:
    assert attribute(read_text(f"{LEAD} {sentence}")).sentences[1].speakers == speakers


def test_a_country_speaks_but_is_nobodys_he() -> None:
    readout = attribute(
        read_text(
            f"{LEAD} President Lindqvist spoke about trade. Norway supports the plan. She welcomed it."
        )
    )
    assert [s.speakers for s in readout.sentences][1:] == [(LINDQVIST,), ("Norway",), (LINDQVIST,)]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Joseph R. Biden", "Joseph Biden"),
        ("Prime Minister Modi", "Modi"),
        ("Okoro’s Call", "Okoro"),
        ("Abdel Fattah El-Sisi", "Abdel Fattah El-Sisi"),
        ("President", ""),
        ("Today", ""),
    ],
)
def test_names_are_cut_down_to_the_person(printed: str, name: str) -> None:
    tokens = tokenize(printed)
    office = read_office(tokens, 0)
    assert read_name(tokens, office.end if office else 0)[0] == name


def test_the_same_surname_on_both_sides_is_refused_where_nothing_decides() -> None:
    readout = attribute(
        read_text("Minister Ana Lee met Minister Tom Lee. Minister Lee underscored the treaty.")
    )
    assert readout.sentences[1].speakers == ()


# What a tester found shown under a wrong name. Nobody is always acceptable; the names given are
# what is known.
TRAPS = [
    (
        "Readout of call with President Xi\n\nPresident Ada Berg of Norden spoke with President Liu Chen of China on June 6, 2022.\n\n"
        "The Chinese President said that the island is a red line.",
        "The Chinese President", {("Liu Chen",)},
    ),
    (
        "Talks\n\nChinese President Liu Chen met Russian President Oleg Volkov on May 5, 2022. Dmitry Sokol said that the weather was fine. "
        "The President said gas would flow.",
        "The President said gas", {()},
    ),
    (
        "Talks\n\nPresident Liu Chen had a phone call with Prime Minister Omar Khalid of Pakistan. Liu Chen stressed, we are brothers. "
        "Khalid said that Pakistan supports the policy. The road is long.",
        "Khalid said", {(), ("Omar Khalid",)},
    ),
    (
        "Talks\n\nPresident Liu Chen had a phone call with Prime Minister Omar Khalid of Pakistan. Liu Chen stressed, we are brothers. "
        "Khalid said that Pakistan supports the policy. The road is long.",
        "The road is long", {(), ("Omar Khalid",)},
    ),
    (
        "Talks\n\nPremier Li Qing met President Marc Duval of France. Premier Li Qing warned that tariffs would be answered, "
        "while President Duval stressed that steel matters.",
        "Premier Li Qing warned", {(), ("Li Qing", "Marc Duval")},
    ),
    (
        "Talks\n\nPremier Li Qing met President Marc Duval of France. Premier Li Qing said rice was cheap, but President Duval said that wine was dear.",
        "Premier Li Qing said", {(), ("Li Qing", "Marc Duval")},
    ),
    (
        "Call\n\nPresident Berg spoke with Prime Minister Ito of Japan. National Security Advisor Jon Sund joined. "
        "The President and the Prime Minister agreed that chips matter. He thanked the Prime Minister for tea.",
        "He thanked", {()},
    ),
    (
        "Call\n\nPresident Ada Berg spoke with Prime Minister Ito of Japan. President Berg raised trade. She welcomed the visit. He asked for time.",
        "He asked", {(), ("Ito",)},
    ),
    (
        "TALKS\n\nPresident Berg met President Liu Chen of China today.\n\nTAIWAN: President Liu Chen stressed that this is a core interest.\n\n"
        "TRADE: President Berg raised concerns.",
        "President Berg raised", {("Berg",), ()},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "beginning", "allowed"), TRAPS)
def test_no_words_under_a_wrong_name(
    text: str, beginning: str, allowed: set[tuple[str, ...]]
) -> None:
    sentence = next(s for s in attribute(read_text(text)).sentences if beginning in s.text)
    assert sentence.speakers in allowed


def test_an_unnamed_leader_of_the_issuer_is_not_his_counterpart(tmp_path: Path) -> None:
    page = (
        "---\ntitle: PM call with Prime Minister Tremaine of Canada\nurl: https://www.gov.uk/government/news/pm-call\n---\n"
        "The Prime Minister spoke to Canadian Prime Minister Luc Tremaine this afternoon.\n\nThe Prime Minister condemned the blockade."
    )
    assert speakers_of(read(tmp_path, "call.md", page), "The Prime Minister condemned") == (
        "The Prime Minister",
    )


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("SPEAKER McCARTHY", "McCarthy"), ("PRESIDENT von der LEYEN", "Von Der Leyen"), ("PARTICIPANT 1", "Participant 1"), ("Q2", "Q2"),
        ("Prime Minister Tremaine", "Tremaine"), ("Ms. Baer", "Baer"), ("MODERATOR/TRANSLATOR", "Moderator/Translator"),
        ("[PRESIDENT DUVAL]", "Duval"), ("MINISTER OF FOREIGN AFFAIRS OF THE RUSSIAN FEDERATION LAVRIN", None),
        ("PRIME MINISTER ITO (as interpreted)", "Ito"), ("DR. BERG", "Dr. Berg"),
    ],
)  # fmt: skip
def test_every_label_ends_the_turn_before_it(
    tmp_path: Path, label: str, speaker: str | None
) -> None:
    for gap in ("\n\n", "\n"):
        text = f"Press conference transcript\n\nPRESIDENT BERG: Thank you.{gap}{label}: The words are ours.{gap}PRESIDENT BERG: Good.\n"
        found = speakers_of(read(tmp_path, f"talk{len(gap)}.txt", text), "The words are ours")
        assert found != ("Berg",)
        assert len(found) == 1
        if speaker:
            assert found[0].lower() == speaker.lower()
