from __future__ import annotations

import pytest

from assistant.names import may_be_same, name_words
from assistant.text import fold, fold_quotes, spell_ayins, stem, terms, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Erdoğan", "erdogan"),
        ("ERDOĞAN", "erdogan"),
        ("López Obrador", "lopez obrador"),
        ("Tánaiste", "tanaiste"),
        ("Łukasz", "lukasz"),
        ("Yıldız", "yildiz"),
    ],
)
def test_fold_ignores_case_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. and Japan's ties", ["the", "us", "and", "japan", "ties"]),
        ("counter-terrorism", ["counter", "terrorism"]),
        ("the leaders’ teams", ["the", "leaders", "teams"]),
        ("COVID-19", ["covid", "19"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_terms_leave_out_function_words() -> None:
    assert terms("What did they say about the corridor?") == ["say", "corridor"]


def test_a_plural_number_is_the_number() -> None:
    assert stem("16s") == stem("16")


@pytest.mark.parametrize("text", ["a  b", " “one”\u00a0two\n three ", "no change", "", "‘x’ — y"])
def test_folded_offsets_lead_back_to_the_text(text: str) -> None:
    folded, offsets = fold_quotes(text)
    assert len(offsets) == len(folded) + 1
    for index, char in enumerate(folded):
        original = text[offsets[index]]
        assert char == original or (char == " " and original.isspace()) or char in "\"'"


def test_folding_quotes_changes_nothing_else() -> None:
    assert fold_quotes("China  will “not” use\u00a0force.")[0] == 'China will "not" use force.'


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Xi", "Xi Jinping", True),
        ("Joe Biden", "Joseph R. Biden, Jr.", True),
        ("Kishida Fumio", "Fumio Kishida", True),
        ("Imran Khan", "Lina Khan", False),
        ("Recep Tayyip Erdoğan", "Erdogan", True),
        ("", "Xi", False),
    ],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert may_be_same(one, other) is same


def test_initials_and_suffixes_tell_nobody_apart() -> None:
    assert name_words("Joseph R. Biden, Jr.") == {"joseph", "biden"}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ʿAbd al-Raḥmān", "abd al-rahman"),
        ("Nuʻuanu", "nuuanu"),
        ("Toʼlaganov", "tolaganov"),
        ("Ha\u0301rsfalvi", "harsfalvi"),
        ("D\u0435nis", "denis"),  # a Cyrillic letter among Latin ones
        ("Денис", "денис"),
        ("Ωμέγα", "ωμεγα"),
    ],
)
def test_fold_ignores_ayins_and_letters_that_only_look_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("Minister ‘Umar said", "Minister ʿUmar said"),
        ("‘Abd al-Rahman said that it rained", "ʿAbd al-Rahman said that it rained"),
        ("President 'Isam and the ships' return", "President ʿIsam and the ships' return"),
        ("G‘ulomov", "Gʿulomov"),
        # These open quotations, or are none.
        ("He said, ‘We will sail.’", "He said, ‘We will sail.’"),
        ("the ‘Peace First’ plan", "the ‘Peace First’ plan"),
        ("President Roe’s ‘Peace First’ plan", "President Roe’s ‘Peace First’ plan"),
        ("the '90s and O'Brien's boat", "the '90s and O'Brien's boat"),
    ],
)
def test_an_ayin_is_told_from_a_quotation_mark(text: str, spelt: str) -> None:
    assert spell_ayins(text) == spelt


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leilani Nu‘uanu", "Nu'uanu"),
        ("‘Umar Hasan", "Umar"),
        ("Ciara O'Brien", "OBrien"),
        ("ʿĀʾisha al-Ṣāliḥ", "Aisha al-Salih"),
    ],
)
def test_a_name_is_one_with_and_without_its_apostrophes(one: str, other: str) -> None:
    assert may_be_same(one, other)
