"""Whose account, which day, which page: details of real pages, and of fictional ones in many houses' styles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.details_report import counts, judge

# Of 93 pages of 15 houses; of them 73 print a date and 25 name a body (`python -m tests.details_report`).
FLOORS = {"title": 91, "date": 73, "issuer": 24, "participants": 64}


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
