#!/usr/bin/env bash
# pypdfium2 5.15: one hyphen at a line's end, told as two characters by two calls, and neither of them is a hyphen.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 reportlab==5.1.0 pdfminer.six==20260107
cd "$folder"
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pypdfium2
import pypdfium2.raw as raw
from pdfminer.high_level import extract_text
from reportlab.pdfgen.canvas import Canvas

page = Canvas("a.pdf")
page.drawString(72, 700, "Minister Vance spoke of the co-")
page.drawString(72, 686, "operation of the two ports, a well-kept one.")
page.save()
document = pypdfium2.PdfDocument("a.pdf")
text = document[0].get_textpage()
whole = text.get_text_range()
at = whole.index("co") + 2
single = raw.FPDFText_GetUnicode(text.raw, at)
print("pypdfium2", version("pypdfium2"))
print("get_text_range:", ascii(whole))
print("FPDFText_GetUnicode at the line's end:", hex(single))
print("pdfminer.six:", ascii(extract_text("a.pdf").strip()))
assert whole[at] == "\ufffe", "get_text_range gives another character now"
assert single == 0x2, "FPDFText_GetUnicode gives another character now"
assert "well-kept" in whole, "a hyphen within a line is no hyphen any more"
assert "co-\n" in extract_text("a.pdf")
print("As found: U+FFFE by one call, U+0002 by the other; the hyphen within the line is one in both.")
PYTHON
