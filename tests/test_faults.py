"""The short form of `make faults`.

Whatever stops an add, nothing acknowledged is missing and nothing is there in half.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import faults


@pytest.mark.parametrize(
    ("fault", "arguments"),
    [
        (faults.kills, (2, 70)),
        (faults.full_disk, (100,)),
        (faults.read_only, (6,)),
        (faults.truncated, (6,)),
        (faults.lost_server, (1, 70)),
    ],
)
def test_nothing_acknowledged_is_missing_and_nothing_is_there_in_half(
    tmp_path: Path, fault: object, arguments: tuple[int, ...]
) -> None:
    row = fault(tmp_path, *arguments)  # type: ignore[operator]
    if not row.rounds:
        pytest.skip(row.notes[0])
    assert row.held, row
