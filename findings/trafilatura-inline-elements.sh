#!/usr/bin/env bash
# trafilatura 2.3.1: inline elements that pages of ministries use inside sentences.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 'lxml-html-clean>=0.4'
cd "$folder"
venv/bin/python - <<'PYTHON'
import trafilatura

PAGE = """<!doctype html><html lang="en"><head><title>Minister Vance meets Minister Dusek</title></head>
<body><main><article><h1>Minister Vance meets Minister Dusek</h1>
<p>Minister Orla Vance received Minister Pavel Dusek and thanked him for the hospitality
shown to her delegation in the past year.</p>
<p>She said that the ferry would sail on <time datetime="2025-05-12">Monday</time> and return.</p>
<p>He said that <q>the harbour stays open</q> through the winter.</p>
<p>They signed the <label>accord</label> and the <button>annex</button> in the afternoon.</p>
<p>The fee would be <del>ninety</del> <ins>fifty</ins> crowns, they agreed at the end.</p>
</article></main></body></html>"""
text = trafilatura.extract(PAGE)
print("trafilatura", trafilatura.__version__)
print(text)
assert trafilatura.__version__ == "2.3.1"
assert "would sail on and return" in text, "the words of <time> are no longer lost"
assert "the harbour stays open\nthrough the winter" in text, "<q> no longer cuts a sentence"
assert "signed the and the in" in text, "the words of <label> and <button> are no longer lost"
assert "ninety fifty crowns" in text, "deleted words are no longer kept"
print("As found: <time>, <label>, <button> lost; cut at <q>; <del> kept.")
PYTHON
