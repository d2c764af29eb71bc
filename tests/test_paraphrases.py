"""Sentences rewritten by another hand: none that changes the meaning may pass.

How many that keep it do is a floor.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.attribution.attributing import attribute
from assistant.composition.verification import verify
from assistant.corpus.loading import read_bytes, read_document
from assistant.domain.answer import Evidence
from assistant.domain.readout import Readout

ROOT = Path(__file__).resolve().parent.parent
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (ROOT / "tests/verification/paraphrases.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
ACCEPTED_FLOOR = 50  # of the 176 that keep the meaning


@cache
def readout(path: str) -> Readout:
    return attribute(read_document(read_bytes(str(ROOT / path))))


def passes(row: dict[str, Any]) -> bool:
    found = readout(row["readout"])
    sentence = next(sentence for sentence in found.sentences if sentence.text == row["sentence"])
    return any(
        checked.passed
        for checked in verify(row["text"], [Evidence(found, sentence, 1.0)]).sentences
    )


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in ROWS if not row["same"]}))
def test_nothing_passes_that_changes_the_meaning(kind: str) -> None:
    assert [
        row["text"] for row in ROWS if row["kind"] == kind and not row["same"] and passes(row)
    ] == []


def test_as_many_that_keep_the_meaning_pass_as_ever_did() -> None:
    kept = [row for row in ROWS if row["same"]]
    accepted = Counter(row["kind"] for row in kept if passes(row))
    assert accepted.total() >= ACCEPTED_FLOOR, accepted
    assert accepted["quote whole"] >= 12
    assert accepted["own words exact"] >= 11
