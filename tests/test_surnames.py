"""Names that are also words: months, countries, peoples, offices, days."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.attribution.attributing import attribute
from assistant.corpus.loading import read_bytes, read_document, read_text
from assistant.domain.readout import Readout

Cases = list[tuple[str, str, str, str]]


def read(lead: str, body: str = "") -> Readout:
    return attribute(read_text(f"Talks\n\n{lead}\n\n{body}"))


def speakers(readout: Readout, fragment: str) -> tuple[str, ...]:
    return next(s.speakers for s in readout.sentences[1:] if fragment in s.text)


NAMES: Cases = [
    ("Prime Minister Ruth May met Minister Ito Haruka.", "Prime Minister May said so.", "said", "Ruth May"),
    ("Prime Minister Ruth May met Minister Ito Haruka.", "Mrs May said so.", "said", "Ruth May"),
    ("Prime Minister Ruth May met Minister Ito Haruka.", "May added that it rained.", "added", "Ruth May"),
    ("President Luis Jordan met Minister Ito Haruka.", "President Jordan said so.", "said", "Luis Jordan"),
    ("President Luis Jordan met Minister Ito Haruka.", "Jordan added that it rained.", "added", "Luis Jordan"),
    ("Chancellor Lena Holland met Minister Ito Haruka.", "Holland added that it rained.", "added", "Lena Holland"),
    ("Premier Ana Israel met Minister Ito Haruka.", "Premier Israel said so.", "said", "Ana Israel"),
    ("Minister Ada King met Minister Ito Haruka.", "Minister King said so.", "said", "Ada King"),
    ("Minister Ada King met Minister Ito Haruka.", "King added that it rained.", "added", "Ada King"),
    ("Foreign Minister Kim Bishop met Minister Ito Haruka.", "Mr Bishop said so.", "said", "Kim Bishop"),
    ("Chancellor Paul Major met Minister Ito Haruka.", "Chancellor Major said so.", "said", "Paul Major"),
    ("Minister Ada Finn met Minister Ito Haruka.", "Finn said that it rained.", "said", "Ada Finn"),
    ("Minister Olaf Dane met Minister Ito Haruka.", "Minister Dane said so.", "said", "Olaf Dane"),
    ("Minister Ada Young met Minister Ito Haruka.", "Young said that it rained.", "said", "Ada Young"),
    ("President Luis Friday met Minister Ito Haruka.", "President Friday said so.", "said", "Luis Friday"),
    ("Minister April Moss met Minister Ito Haruka.", "Minister Moss said so.", "said", "April Moss"),
    ("Minister August Lind met Minister Ito Haruka.", "August Lind said so.", "said", "August Lind"),
    ("Minister Georgia Lund met Minister Ito Haruka.", "Georgia Lund said so.", "said", "Georgia Lund"),
    ("Premier Rosa Winter met Minister Ito Haruka.", "Winter said that it rained.", "said", "Rosa Winter"),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "body", "fragment", "name"), NAMES)
def test_a_name_that_is_a_word_is_a_name(lead: str, body: str, fragment: str, name: str) -> None:
    readout = read(lead, body)
    assert name in readout.participants
    assert speakers(readout, fragment) == (name,)


WORDS = [
    ("President Ada Berg met King Faris II of Jordan.", "Jordan added that it rained.", ("Jordan",)),
    ("President Ada Berg met King Faris II of Jordan.", "The King added so.", ("King Faris II",)),
    ("Prime Minister Ruth May met Minister Ito Haruka.", "In May the mill added a wheel.", ()),
    ("President Ada Berg met Minister Ito Haruka Monday.", "President Berg Monday added so.", ("Ada Berg",)),
    ("President Ada Berg met Minister Ito Haruka.", "The President Monday added so.", ("Ada Berg",)),
    ("President Luis Friday met Minister Ito Haruka.", "On Friday Minister Ito added so.", ("Ito Haruka",)),
    ("President Luis Jordan met King Faris II of Jordan.", "Jordan added that it rained.", ("Jordan",)),
    ("President Ada Berg met the Bishop.", "The Bishop added that it rained.", ()),
    ("President Ada Berg met Mr. Speaker.", "Mr. President added that it rained.", ("Ada Berg",)),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "body", "expected"), WORDS)
def test_a_word_that_names_nobody_is_none(lead: str, body: str, expected: tuple[str, ...]) -> None:
    assert speakers(read(lead, body), "added") == expected


def test_the_surnames_of_the_cases_folder(shared: Path) -> None:
    folder = shared / "cases" / "30-surname-word"
    a, b = (attribute(read_document(read_bytes(str(folder / name)))) for name in ("a.txt", "b.txt"))
    assert (a.participants, b.participants) == (
        ("Ruth May", "Kim Bishop"),
        ("Luis Jordan", "Ada King"),
    )
    assert [s.speakers for s in a.sentences] == [(), ("Ruth May",), ("Kim Bishop",), ("Ruth May",)]
    assert speakers(b, "added that") == ("Luis Jordan",)


HONOURED: Cases = [
    ("Dame Agnes Moor met Tan Sri Rahman bin Idris.", "Dame Agnes said so.", "said", "Agnes Moor"),
    ("Dame Agnes Moor met Tan Sri Rahman bin Idris.", "Tan Sri Rahman said so.", "said", "Rahman bin Idris"),
    ("Minister Tun Arslan met Minister Ito Haruka.", "Tun Arslan said so.", "said", "Tun Arslan"),
    ("Minister Tun Arslan met Minister Ito Haruka.", "Minister Arslan said so.", "said", "Tun Arslan"),
    ("Prime Minister Tun Dr. Halim Osman met Minister Ito Haruka.", "Tun Halim said so.", "said", "Halim Osman"),
    ("Minister Ito Haruka met Baroness Thornby of Kell.", "Lady Thornby said so.", "said", "Baroness Thornby"),
    ("Minister Ito Haruka met Lord Applegate, the Trade Envoy.", "Lord Applegate said so.", "said", "Lord Applegate"),
    ("Minister Ito Haruka met Monsignor Paolo Ricci.", "Msgr. Ricci said so.", "said", "Paolo Ricci"),
    ("Minister Ito Haruka met U Thein Lwin, the Ambassador.", "U Thein Lwin said so.", "said", "U Thein Lwin"),
    ("Minister Ito Haruka met Daw Khin Mya, the Ambassador.", "Daw Khin Mya said so.", "said", "Daw Khin Mya"),
    ("Minister Ito Haruka met Chief Ade Bello, the Ambassador.", "Chief Bello said so.", "said", "Ade Bello"),
    ("Minister Ito Haruka met Rabbi Moshe Adler.", "Rabbi Adler said so.", "said", "Moshe Adler"),
    ("Minister Ito Haruka met Datin Seri Aminah Hassan.", "Datin Seri Aminah said so.", "said", "Aminah Hassan"),
    ("Minister Ito Haruka met the Honorable John Carver.", "Mr. Carver said so.", "said", "John Carver"),
    ("Minister Ito Haruka met Imelda Thorpe CMG, the Ambassador.", "Thorpe said so.", "said", "Imelda Thorpe"),
    ("Minister Ito Haruka met Don Pedro Ruiz.", "Don Pedro said so.", "said", "Pedro Ruiz"),
    ("Minister Ito Haruka met Prime Minister Sheikha Hasna.", "Hasna said so.", "said", "Sheikha Hasna"),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "body", "fragment", "name"), HONOURED)
def test_an_honorific_neither_hides_nor_enters_a_name(
    lead: str, body: str, fragment: str, name: str
) -> None:
    readout = read(lead, body)
    assert name in readout.participants
    assert speakers(readout, fragment) == (name,)


@pytest.mark.parametrize("title", ["Imam", "Sheikh", "Professor", "Rabbi"])
def test_a_bare_form_of_address_is_not_the_host(title: str) -> None:
    readout = read("President Ada Berg opened the school.", f"The {title} said that it rained.")
    assert speakers(readout, "rained") == ()
