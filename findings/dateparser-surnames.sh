#!/usr/bin/env bash
# dateparser 1.5.0: surnames and verbs that are months.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
from datetime import datetime
from importlib.metadata import version

from dateparser.search import search_dates

BASE = {"RELATIVE_BASE": datetime(2025, 5, 9), "PREFER_DATES_FROM": "past"}
ROWS = (
    ("Prime Minister May met the minister in Lorne.", {"May": datetime(2025, 5, 9)}),
    ("Supporters will march on Sunday.", {"march on Sunday": datetime(2025, 3, 9)}),
    ("They met on Tuesday.", {"on Tuesday": datetime(2025, 5, 6)}),
)
print("dateparser", version("dateparser"))
for text, expected in ROWS:
    found = dict(search_dates(text, languages=["en"], settings=BASE) or [])
    print(f"{text!r}: {({k: v.date().isoformat() for k, v in found.items()})}")
    assert found == expected, f"{text!r} is read otherwise now"
print("As found: the surname May is a day, and the verb of 'march on Sunday' moves the Sunday to March.")
PYTHON
