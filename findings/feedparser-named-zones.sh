#!/usr/bin/env bash
# feedparser 6.0.14: named time zones in the dates of feeds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
cd "$folder"
venv/bin/python - <<'PYTHON'
import time

import feedparser

FEED = """<rss version="2.0"><channel><title>News</title><item><title>Call</title>
<pubDate>Tue, 24 Jun 2025 00:30:00 {zone}</pubDate></item></channel></rss>"""
# Zone, its true hours from UTC, the hours that feedparser applies.
ZONES = (("BST", 1, 0), ("CEST", 2, 0), ("EEST", 3, 0), ("JST", 9, 0), ("MSK", 3, 0),
         ("EDT", -4, -4), ("EST", -5, -5), ("+0100", 1, 1))
print("feedparser", feedparser.__version__)
for zone, true, applied in ZONES:
    parsed = feedparser.parse(FEED.format(zone=zone)).entries[0].published_parsed
    printed = time.strftime("%Y-%m-%d %H:%M", parsed)
    hours = (24 * 23 + 0.5) - (24 * (parsed.tm_mday - 1) + parsed.tm_hour + parsed.tm_min / 60)
    print(f"00:30 {zone:6} is read as {printed} UTC: {hours:+.0f} hours applied, {true:+} are right")
    assert hours == applied, f"{zone} is read otherwise now"
assert feedparser.__version__ == "6.0.14"
print("As found: BST, CEST, EEST, JST and MSK are taken for UTC, EDT and EST are not.")
PYTHON
