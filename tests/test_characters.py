"""Names with accents typed apart, with ayin, okina and their like.

Attributed, and found with and without them.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from assistant import ReadoutAssistant
from assistant.adding import understood
from assistant.corpus.loading import read_bytes, read_document, read_text

TEXT = """{first_office} {first} meets {second_office} {second}

{first_office} {first} met {second_office} {second} on 5 May 2025.

{first_office} {first_short} said that the salt mine would be flooded.

{second_office} {second_short} said that the reef would be fenced."""
PAIRS = {
    "ayin": ("ʿUmar al-Ṣabāḥ", "ʿUmar al-Ṣabāḥ", "Laylā ʿAbbās", "ʿAbbās"),
    "ayin as a quotation mark": ("Yusuf ‘Imad Hilal", "‘Imad Hilal", "'Adil Nasr", "'Adil Nasr"),
    "okina": ("Keoni Kaʻahumanu", "Kaʻahumanu", "Leilani Nu‘uanu", "Nu‘uanu"),
    "Uzbek": ("Shuhrat G‘ulomov", "G‘ulomov", "Oʻtkir Toʼlaganov", "Toʼlaganov"),
    "hamza": ("Mahā al-Fuʾād", "al-Fuʾād", "Raʾūf Hādī", "Raʾūf Hādī"),
    "decomposed": ("Jiří Dvořák", "Dvořák", "Nguyễn Thị Hồng", "Nguyễn Thị Hồng"),
    "decomposed, Polish": ("Zoë Hársányi", "Hársányi", "Łukasz Żuławski", "Żuławski"),
    "without a composed letter": ("R̥tā M̐ukherjī", "M̐ukherjī", "Ama N̄kɔ", "N̄kɔ"),
}


def text_of(names: tuple[str, str, str, str], form: str) -> str:
    fields = dict(zip(("first", "first_short", "second", "second_short"), names, strict=True))
    text = TEXT.format(first_office="President", second_office="Minister", **fields)
    return unicodedata.normalize("NFD" if form == "NFD" else "NFC", text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("names", PAIRS.values(), ids=PAIRS)
def test_such_names_are_read_whole(names: tuple[str, str, str, str], form: str) -> None:
    readout = understood(read_text(text_of(names, form)), ())
    composed = unicodedata.normalize("NFC", names[0]), unicodedata.normalize("NFC", names[2])
    assert [s.speakers for s in readout.sentences[1:]] == [(composed[0],), (composed[1],)]
    assert readout.text == unicodedata.normalize("NFC", readout.text)
    assert all(readout.text[s.start : s.end] == s.text for s in readout.sentences)


@pytest.mark.parametrize(
    ("pair", "question", "found"),
    [
        ("ayin", "What did Umar al-Sabah say about the mine?", True),
        ("ayin", "What did ʿAbbās say about the reef?", True),
        ("ayin as a quotation mark", "What did Imad Hilal say about the mine?", True),
        ("ayin as a quotation mark", "What did ‘Adil Nasr say about the reef?", True),
        ("okina", "What did Ka'ahumanu say about the mine?", True),
        ("okina", "What did Nuuanu say about the reef?", True),
        ("Uzbek", "What did G'ulomov say about the mine?", True),
        ("Uzbek", "What did Tolaganov say about the reef?", True),
        ("hamza", "What did al-Fuad say about the mine?", True),
        ("decomposed", "What did Dvorak say about the mine?", True),
        ("decomposed", unicodedata.normalize("NFD", "What did Dvořák say about the mine?"), True),
        ("decomposed, Polish", "What did Zulawski say about the reef?", True),
        ("without a composed letter", "What did Mukherji say about the mine?", True),
        ("ayin", "What did Abbas say about the mine?", False),
    ],
)  # fmt: skip
def test_such_names_are_found_with_and_without_their_marks(
    tmp_path: Path, pair: str, question: str, found: bool
) -> None:
    (tmp_path / "x.txt").write_text(text_of(PAIRS[pair], "NFD"), encoding="utf-8")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assert not assistant.add(tmp_path / "x.txt").failed
        assert assistant.ask(question).answered is found


def test_the_real_cases_of_characters(shared: Path) -> None:
    cases = shared / "cases" / "23-characters"
    if not cases.is_dir():
        pytest.skip("the cases are not there")
    for name, expected in (
        ("a-cp1252.html", {"José Peñalver", "Zoë Brontë"}),
        ("c-nfd.txt", {"Zürn Hársfalvi", "Łukasz Żórawski"}),
        ("d-rtl.txt", {"Yusuf Al-Ṭāhir", "Māhā ʿAbd al-Raḥmān"}),
    ):
        readout = understood(read_document(read_bytes(str(cases / name))), ())
        assert {speaker for s in readout.sentences for speaker in s.speakers} == expected
    mixed = understood(read_document(read_bytes(str(cases / "b-zw.txt"))), ())
    assert len(mixed.people) == 2
    assert len(mixed.sentences[2].speakers) == 1
