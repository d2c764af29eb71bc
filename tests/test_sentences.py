from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.corpus.loading import find_files, read_bytes, read_document
from assistant.corpus.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "President Joseph R. Smith, Jr. spoke today with Gen. Okoro of the U.S. Army.",
        "They met at 9 a.m. in Geneva and left at 5 p.m. the same day.",
        "The U.S. President met the U.K. Foreign Secretary.",
        "1. The leaders agreed on three points; first, trade: it grows.",
        "Only — what? — 98 votes.",
        "Sen. Lee and Rep. Wu joined Mr. Ito, Dr. Rao and St. Clair.",
        "Inflation was 3.5 percent vs. 4 percent.",
        "See No. 12 of the annex.",
        "No end at all",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("She agreed. He did not.", ["She agreed.", "He did not."]),
        (
            "He thanked Mr. Smith, Jr. The two then left.",
            ["He thanked Mr. Smith, Jr.", "The two then left."],
        ),
        (
            "They flew to the U.S. They were received there.",
            ["They flew to the U.S.", "They were received there."],
        ),
        (
            "“We agree,” she said. “We act.” He left.",
            ["“We agree,” she said.", "“We act.”", "He left."],
        ),
        (
            "Will you sign? Not today! Fine…  Good.",
            ["Will you sign?", "Not today!", "Fine…", "Good."],
        ),
        ("It rose in 2022. 25 leaders came.", ["It rose in 2022.", "25 leaders came."]),
        (
            "They met at 9 a.m. The talks were short.",
            ["They met at 9 a.m.", "The talks were short."],
        ),
        ("", []),
        ("   ", []),
    ],
)
def test_sentences_end_where_they_end(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_spans_cover_all_but_white_space() -> None:
    text = "  One. Two (yes). “Three.”  "
    covered = [text[start:end] for start, end in sentence_spans(text)]
    assert "".join("".join(covered).split()) == "".join(text.split())


def test_gold_sentences_are_found_whole(shared: Path) -> None:
    """475 of the 476 labelled sentences.

    The other stands inside emphasis that the gold leaves out on one side.
    """
    rows = [
        json.loads(line)
        for line in (shared / "gold" / "attribution-dev.jsonl").read_text("utf-8").splitlines()
    ]
    files = {Path(path).name: path for path in find_files(str(shared / "readouts"))}
    sentences: dict[str, set[str]] = {}
    for name in {row["readout"] for row in rows}:
        sentences[name] = {
            " ".join(s.text.split()) for s in read_document(read_bytes(files[name])).sentences
        }
    found = sum(" ".join(row["sentence"].split()) in sentences[row["readout"]] for row in rows)
    assert found >= 475
