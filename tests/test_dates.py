"""The day of the event, apart from the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.corpus.dates import event_date, read_date
from assistant.corpus.furniture import is_letterhead
from assistant.corpus.setting import find_language, find_place

THURSDAY = date(2024, 3, 14)


@pytest.mark.parametrize(
    ("lead", "published", "event"),
    [
        ("On 13 March 2024, the ministers met.", THURSDAY, date(2024, 3, 13)),
        ("On 13 March, the ministers met.", THURSDAY, date(2024, 3, 13)),
        ("On the afternoon of March 13, she received him.", THURSDAY, date(2024, 3, 13)),
        ("She spoke by telephone yesterday evening.", THURSDAY, date(2024, 3, 13)),
        ("They met on Tuesday in Lomé.", THURSDAY, date(2024, 3, 12)),
        ("They met on Thursday.", THURSDAY, THURSDAY),
        ("They spoke this Monday 11 March.", THURSDAY, date(2024, 3, 11)),
        ("On 30 December, they met.", date(2025, 1, 3), date(2024, 12, 30)),
        # What is to come, what is long past, and what tells nothing, is the day of publication.
        ("He will travel to Lomé on Tuesday.", THURSDAY, THURSDAY),
        ("They recalled the treaty of 4 May 1998.", THURSDAY, THURSDAY),
        ("They will meet on 2 May.", THURSDAY, THURSDAY),
        ("They spoke today of the meeting on Tuesday.", THURSDAY, THURSDAY),
        ("They met next Tuesday's hosts.", THURSDAY, THURSDAY),
        ("The ministers spoke.", THURSDAY, THURSDAY),
        ("On 13 March 2024, they met.", None, date(2024, 3, 13)),
        ("They met on Tuesday.", None, None),
        ("On 31 February 2024, they met.", THURSDAY, THURSDAY),
    ],
)
def test_the_event_is_dated_by_the_lead_or_else_by_the_publication(
    lead: str, published: date | None, event: date | None
) -> None:
    assert event_date(lead, published) == event


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14.03.2024", THURSDAY), ("2024.03.14", THURSDAY), ("14 Mar 2024", THURSDAY), ("March 14th, 2024", THURSDAY), ("Sept. 4, 2024", date(2024, 9, 4)),
        ("Thursday, 14 March 2024 - 10:22", THURSDAY), ("1.2.20245", None), ("32.01.2024", None), ("version 1.2.3", None), ("Resolution 2024-10", None),
    ],
)  # fmt: skip
def test_dates_are_read_as_many_countries_write_them(text: str, day: date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("opening", "title", "lead", "kind", "place"),
    [
        ("LOMÉ, 3 May 2024 — The Minister spoke.", "", "", "statement", "Lomé"),
        (
            "The ministers met.",
            "Minister Berg meets Minister Anwar in Tokyo",
            "",
            "meeting",
            "Tokyo",
        ),
        (
            "The ministers met at the White House.",
            "",
            "The ministers met at the White House.",
            "meeting",
            "White House",
        ),
        (
            "They spoke of the summit in Tokyo.",
            "",
            "They spoke of the summit in Tokyo.",
            "call",
            None,
        ),
        ("They met in good spirits.", "", "They met in good spirits.", "meeting", None),
    ],
)
def test_the_place_is_the_datelines_or_a_seat_where_they_met(
    opening: str, title: str, lead: str, kind: str, place: str | None
) -> None:
    assert find_place(opening, title, lead, kind) == place  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The ministers met in the morning and agreed that the border will stay open for all of the winter and the spring.",
            "en",
        ),
        (
            "Les ministres se sont entretenus ce matin de la situation dans la région et sont convenus de se revoir avant la fin de l'année.",
            "fr",
        ),
        (
            "Die Minister sprachen am Morgen über die Lage in der Region und kamen überein, sich vor dem Ende des Jahres noch einmal zu treffen.",
            "de",
        ),
        ("Called.", None),
        (
            "Berik Zhaksybek, Nurlan Altynbek, Saule Omarkyzy, Daniyar Tileubek, Aigerim Sadyk and Erlan Kairat met with the "
            "akims Askar Mukhtar, Zhanna Bolat, Timur Serik of Kyzyltau, Aktobulak, Zharkent, Shymbulak.",
            "en",
        ),
        (
            "The ministers met in Lorne and spoke of the canal, of the harbour and of the winter, as they had in May.\n\n"
            "« Nous sommes convenus de rouvrir le canal avant la fin de cette année », a dit la ministre à son hôte.",
            "en",
        ),
        (
            "Die Minister sprachen am Morgen über die Lage in der Region und kamen überein, sich vor dem Ende des Jahres noch einmal zu treffen.\n\n"
            "Der Kanal bleibt bis zum Ende des Jahres offen, sagte die Ministerin am Abend vor der Presse in der Stadt.\n\n"
            "The ministers met in the morning and agreed that the border will stay open for all of the winter and spring.",
            "de",
        ),
    ],
)
def test_the_language_is_told_where_there_is_enough_of_it(text: str, code: str | None) -> None:
    assert find_language(text) == code


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("MINISTRY OF FOREIGN AFFAIRS OF ORLUNE", True), ("Office of the Prime Minister", True), ("Federal Ministry of Foreign Affairs", True),
        ("Prime Minister's Office, 3 Larch Street", True), ("Ministry of Foreign Affairs Statement on the Canal", False), ("Palace intrigue", False),
        ("Government of Castria agrees to open the border", False), ("Lena Okoro Speaks with the Ministry of Trade", False), ("Cabinet reshuffle", False),
    ],
)  # fmt: skip
def test_a_letterhead_is_no_title(line: str, is_one: bool) -> None:
    assert is_letterhead(line) == is_one
