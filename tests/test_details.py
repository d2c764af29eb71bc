"""Whose account, which day, which page.

Details of real pages, and of fictional ones in many houses' styles.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import ReadoutAssistant
from assistant.adding import understood
from assistant.corpus.dates import event_date, find_order, read_date
from assistant.corpus.loading import read_bytes, read_document, read_text
from assistant.corpus.stamps import read_stamp
from assistant.issuers import home_of, spelled
from tests.details_report import counts, judge

PAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "details" / "pages.jsonl").read_text("utf-8").splitlines()
]
FRIDAY = date(2025, 5, 9)

# Of 93 pages of 15 houses; of them 73 print a date, and 28 name a body or their house by a
# breadcrumb (`python -m tests.details_report`).
FLOORS = {"title": 93, "date": 73, "issuer": 31, "participants": 88}


@pytest.fixture(scope="module")
def tallies(shared: Path) -> dict[str, dict[str, int]]:
    return {
        field: dict(tally) for field, tally in counts(judge(shared / "readouts" / "houses")).items()
    }


@pytest.mark.parametrize("field", FLOORS)
def test_details_of_real_pages_are_right_as_often_as_measured(
    tallies: dict[str, dict[str, int]], field: str
) -> None:
    assert tallies[field]["right"] >= FLOORS[field]


def test_no_real_page_bears_a_wrong_day(tallies: dict[str, dict[str, int]]) -> None:
    assert tallies["date"].get("wrong", 0) == 0


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_details_are_read_in_the_styles_of_many_houses(
    page: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(page["text"], encoding="utf-8")
    readout = understood(read_document(read_bytes(str(path))), ())
    found = {
        "title": readout.title,
        "date": str(readout.date) if readout.date else None,
        "issuer": readout.issuer,
        "people": sorted(person.name for person in readout.people),
    }
    wanted = {name: page[name] for name in found if name in page}
    wanted |= {"people": sorted(wanted["people"])} if "people" in wanted else {}
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2025", None, None),
        ("13/04/2025", None, date(2025, 4, 13)),
        ("27/06/2025", None, date(2025, 6, 27)),
        ("01/31/2025", None, date(2025, 1, 31)),
        ("03/04/2025", "day", date(2025, 4, 3)),
        ("03/04/2025", "month", date(2025, 3, 4)),
        ("05/05/2025", None, date(2025, 5, 5)),
        ("31/31/2025", None, None),
        ("12-May-2025", None, date(2025, 5, 12)),
        ("December 18 18:31 2024", None, date(2024, 12, 18)),
    ],
)
def test_a_numeric_date_is_read_where_it_can_mean_one_day_only(
    text: str, order: Any, day: date | None
) -> None:
    assert read_date(text, order) == day


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("03/04/2025 and 27/06/2025", "day"),
        ("03/04/2025 and 06/27/2025", "month"),
        ("27/06/2025 and 06/27/2025", None),
        ("Thursday, 03/04/2025", "day"),
        ("Tuesday 03/04/2025", "month"),
        ("03/04/2025 04:19 PM EDT", "month"),
        ("03/04/2025 16:19", None),
    ],
)
def test_a_pages_other_dates_tell_the_order_of_day_and_month(text: str, order: str | None) -> None:
    assert find_order(text) == order


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("They met last Friday in Lomé.", date(2025, 5, 2)),
        ("They met on Friday in Lomé.", FRIDAY),
        ("They met Tuesday in Lomé.", date(2025, 5, 6)),
        ("He spoke with her last night.", date(2025, 5, 8)),
        ("He spoke with her yesterday, following yesterday’s attack.", date(2025, 5, 8)),
        ("He spoke with her today about yesterday’s attack.", FRIDAY),
        ("He spoke with her this morning of the storm yesterday.", FRIDAY),
        ("They recalled the accord signed on 14 April 2025.", FRIDAY),
        ("They will meet next Friday.", FRIDAY),
    ],
)
def test_the_event_is_counted_back_from_the_day_of_publication(lead: str, day: date) -> None:
    assert event_date(lead, FRIDAY) == day


def test_the_day_of_an_update_lends_its_year_and_no_more() -> None:
    assert event_date("They met on 7 May.", None, FRIDAY) == date(2025, 5, 7)
    assert event_date("They met yesterday.", None, FRIDAY) is None


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("April 12, 2022 16:40 The Old Palace, Tarsk", True),
        ("Published By : Admin | June 2, 2020 | 21:29 IST", True),
        ("May 5, 2025 – Tarsk, Northern Region – Ministry of Trade", True),
        ("13 Sep. 2018 -", True),
        ("24 MAR 2026 5:30PM by NIB Tarsk", True),
        ("President Tarn's New Year Address 31 December 2024", False),
        ("Joint Declaration 5 May 2025", False),
        ("PM call with President Tarn: 25 October 2022", False),
        ("Resolution of 5 May 2025", False),
    ],
)
def test_a_line_that_only_dates_an_account_is_no_title(line: str, is_one: bool) -> None:
    assert (read_stamp(line) is not None) is is_one


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("Embassy of Norland in Costana", "Norland"),
        ("Embassy of Norway in the Philippines", "Norway"),
        ("British Embassy Vilnius", "United Kingdom"),
        ("Permanent Mission of Japan to the United Nations", "Japan"),
        ("Ministry of Trade of Costana", "Costana"),
        ("Ministry of Ports", ""),
    ],
)
def test_a_mission_speaks_for_who_sent_it(name: str, home: str) -> None:
    assert home_of(name) == home


def test_a_name_in_capitals_has_one_spelling() -> None:
    assert spelled("MINISTRY OF FOREIGN AFFAIRS REPUBLIC OF KOREA") == (
        "Ministry of Foreign Affairs of the Republic of Korea"
    )


@pytest.mark.parametrize(
    ("lead", "people"),
    [
        ("Minister Ada Orr met Dame Harriet Lowe DBE, CMG, Special Envoy of Norland, today.", ["Ada Orr", "Harriet Lowe"]),
        ("Minister Ada Orr met the Honorable Jan Roy PhD MP, Minister of Trade, today.", ["Ada Orr", "Jan Roy"]),
        ("Minister Ada Orr met senators Lin Bao, Jan Roy and Ivo Tarn today.", ["Ada Orr", "Lin Bao", "Jan Roy", "Ivo Tarn"]),
        ("Minister Ada Orr met Director of the Coast Guard Agency Jan Roy today.", ["Ada Orr", "Jan Roy"]),
        ("Minister Ada Orr met Prime Minister Ponlop (Dr.) Karma Tobgay today.", ["Ada Orr", "Karma Tobgay"]),
        ("Minister Ada Orr met Ms. Ruth May, Prime Minister of Norland, today.", ["Ada Orr", "Ruth May"]),
        ("Minister Ada Orr spoke of the recent General Elections in May, President Jan Roy said.", ["Ada Orr", "Jan Roy"]),
        ("Minister Ada Orr met the Norland Defense Minister, Col. Gen. Jan Roy, today.", ["Ada Orr", "Jan Roy"]),
    ],
)  # fmt: skip
def test_participants_are_people_in_full_and_nothing_else(lead: str, people: list[str]) -> None:
    readout = understood(read_text(f"Minister Orr meets a guest\n\n{lead} They spoke of fish."), ())
    assert [person.name for person in readout.people] == people


VERSION = """Minister Ada Orr speaks with Minister Jan Roy

Minister Ada Orr spoke with Minister Jan Roy on 3 March 2025.

Minister Orr said that the lighthouse would be {}.

Minister Roy said that Costana has many harbours and wishes for more.
"""


def test_references_to_versions_of_one_title_and_day_tell_them_apart(tmp_path: Path) -> None:
    for folder, word in (("first", "kept"), ("second", "painted")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "call.txt").write_text(VERSION.format(word), encoding="utf-8")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "first", tmp_path / "second")
        text = assistant.ask("What did Orr say about the lighthouse?").text
    references = [line[3:] for line in text.splitlines() if line[:3] in ("[1]", "[2]")]
    assert len(set(references)) == 2
    assert any("first/call.txt" in line for line in references)


CASES = {
    "d0": None,
    "d1": "2025-04-13",
    "d2": "2025-05-06",
    "d3": "2025-05-07",
    "d4": "2025-12-30",
    "d5": None,
}


@pytest.mark.parametrize("name", CASES)
def test_the_shared_cases_of_dates_are_right(name: str, shared: Path) -> None:
    path = shared / "cases" / "10-dates" / f"{name}.html"
    if not path.exists():
        pytest.skip("the case is not there")
    day = read_document(read_bytes(str(path))).date
    assert (str(day) if day else None) == CASES[name]
