"""State how the details of real pages are read: `python -m tests.details_report` prints a table.

The table of right values (details/houses.jsonl) was written by reading the pages: line numbers of
the title, days, issuer, participants. The pages themselves are not part of the project.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.adding import understood
from assistant.corpus.loading import read_bytes, read_document
from assistant.domain.readout import Readout
from assistant.names import name_words
from assistant.text import fold

TABLE = Path(__file__).parent / "details" / "houses.jsonl"
LABEL = re.compile(r"^(?:press release|headline|canada|europe and eurasia)\s*[:–-]\s*")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
FIELDS = ("title", "date", "issuer", "participants")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was made of one field of one page: "right", "wrong" or "none", and what was given."""

    file: str
    field: str
    outcome: str
    given: str


def judge(folder: Path) -> list[Verdict]:
    """Read every page of the table and compare its details."""
    rows = [json.loads(line) for line in TABLE.read_text().splitlines()]
    found = []
    for row in rows:
        path = folder / row["file"]
        readout = understood(read_document(read_bytes(str(path))), ())
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        for field, (outcome, given) in {
            "title": _title(row, lines, readout),
            "date": _date(row, readout),
            "issuer": _issuer(row, readout),
            "participants": _participants(row, readout),
        }.items():
            found.append(Verdict(row["file"], field, outcome, given))
    return found


def counts(verdicts: list[Verdict]) -> Mapping[str, Counter[str]]:
    """Count the outcomes of each field."""
    return {field: Counter(v.outcome for v in verdicts if v.field == field) for field in FIELDS}


def _folded(text: str) -> str:
    text = " ".join(fold(text).split()).strip(" .:")
    while match := LABEL.match(text):
        text = text[match.end() :]
    return text


def _title(row: Mapping[str, Any], lines: list[str], readout: Readout) -> tuple[str, str]:
    wanted = row["title"]
    if isinstance(wanted, dict):
        printed = lines[wanted["line"] - 1][wanted["start"] : wanted["end"]]
    else:
        printed = " ".join(lines[number - 1] for number in wanted)
    if not printed:  # a page without a title: the file's name stands in for it
        right = _folded(readout.title) == _folded(Path(row["file"]).stem.replace("-", " "))
    else:
        right = _folded(printed) == _folded(readout.title)
    return ("right" if right else "wrong"), readout.title


def _date(row: Mapping[str, Any], readout: Readout) -> tuple[str, str]:
    given = f"{readout.date} (published {readout.published})"
    right = {day for day in (row["event_date"], row["printed_date"]) if day}
    if row["file"] == "SINGAPORE-2.txt":
        right.add("2015-10-27")
    if readout.date is None:
        return ("none" if right else "silent"), given
    return ("right" if str(readout.date) in right else "wrong"), given


def _issuer(row: Mapping[str, Any], readout: Readout) -> tuple[str, str]:
    if readout.issuer is None:
        return ("none" if row["issuer"] else "silent"), "-"
    names = {_body(name) for name in (row["issuer"], *row["issuer_also"]) if name}
    return ("right" if _body(readout.issuer) in names else "wrong"), readout.issuer


def _body(name: str) -> str:
    """Fold a body's name: case, punctuation, small words; the order of the words of its country."""
    words = re.findall(r"\w+", fold(name).replace("'s", "").replace("’s", ""))
    renamed = {"uk": "united kingdom", "us": "united states", "korean": "korea"}
    words = " ".join(renamed.get(word, word) for word in words).split()
    return " ".join(
        sorted(set(words) - {"of", "the", "for", "and", "south", "republic", "government"})
    )


def _participants(row: Mapping[str, Any], readout: Readout) -> tuple[str, str]:
    people = [person.name for person in readout.people]
    wanted, also = row["participants"], row["also_acceptable"]
    given = {_words(name) for name in people}
    missing = [
        name
        for name in wanted
        if not given & {_words(name), *(_words(n) for n in also if _akin(n, name))}
    ]
    known = {_words(name) for name in (*wanted, *also)}
    beyond = [name for name in people if _words(name) not in known]
    told = f"{', '.join(people)} | missing: {', '.join(missing)} | beyond: {', '.join(beyond)}"
    return ("right" if not missing and not beyond else "wrong"), told


def _words(name: str) -> frozenset[str]:
    bare = " ".join(word for word in name.split() if not INITIALS.fullmatch(word))
    return name_words(bare.replace(" Jr.", "")) - {"the", "dr", "lyonchhen"}


def _akin(one: str, other: str) -> bool:
    return _words(one) <= _words(other) or _words(other) <= _words(one)


def main(folder: Path) -> None:
    """Print how many pages are right in each field, and what is not."""
    verdicts = judge(folder)
    for field, tally in counts(verdicts).items():
        sys.stdout.write(
            f"{field:13}" + "  ".join(f"{name} {n}" for name, n in sorted(tally.items())) + "\n"
        )
    for verdict in verdicts:
        if verdict.outcome in ("wrong", "none"):
            sys.stdout.write(
                f"{verdict.file:16} {verdict.field:13} {verdict.outcome:6} {verdict.given[:300]}\n"
            )


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[1].parent / "shared"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else root / "readouts" / "houses")
