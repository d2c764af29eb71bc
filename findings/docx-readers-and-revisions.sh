#!/usr/bin/env bash
# Four readers of Word files: what they make of hidden, struck-out and moved words, fields and controls.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0 docx2txt==0.9 'markitdown[docx]==0.1.9'
cd "$folder"
venv/bin/python - <<'PYTHON'
import zipfile

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BY = 'w:id="1" w:author="a" w:date="2025-05-05T00:00:00Z"'


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts):
    return f"<w:p>{''.join(parts)}</w:p>"


BODY = (
    paragraph(run("Hidden: she "), run("privately refused", "<w:vanish/>"), run(" came.")),
    paragraph(run("Struck: the fee is "), run("ninety", "<w:strike/>"), run(" fifty crowns.")),
    paragraph(run("Moved: "), f"<w:moveFrom {BY}>{run('first')}</w:moveFrom>", run(" then "),
              f"<w:moveTo {BY}>{run('first')}</w:moveTo>"),
    paragraph(run("Control: on "),
              f"<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{run('5 May')}</w:sdtContent></w:sdt>"),
    paragraph(run("Field: in "), f'<w:fldSimple w:instr=" DOCPROPERTY City ">{run("Lorne")}</w:fldSimple>'),
)
with zipfile.ZipFile("a.docx", "w") as made:
    made.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                  'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                  f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{KIND}"/></Types>')
    made.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                  f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>')
    made.writestr("word/document.xml", f'<w:document xmlns:w="{WORDS}" xmlns:r="{OFFICE}"><w:body>{"".join(BODY)}</w:body></w:document>')

import docx
import docx2txt
import mammoth
from markitdown import MarkItDown

with open("a.docx", "rb") as opened:
    by_mammoth = mammoth.extract_raw_text(opened).value
TEXTS = {
    "python-docx 1.2.0": "\n".join(each.text for each in docx.Document("a.docx").paragraphs),
    "mammoth 1.13.0": by_mammoth,
    "docx2txt 0.9": docx2txt.process("a.docx"),
    "markitdown 0.1.9": MarkItDown().convert("a.docx").text_content,
}
# Reader: hidden words kept, struck-out words kept, times that moved text stands, control kept, field kept.
SEEN = {
    "python-docx 1.2.0": (True, True, 0, False, False),
    "mammoth 1.13.0": (True, True, 1, True, False),
    "docx2txt 0.9": (True, True, 2, True, True),
    "markitdown 0.1.9": (True, True, 1, True, False),
}
for reader, text in TEXTS.items():
    found = ("privately refused" in text, "ninety" in text, text.count("first"), "5 May" in text, "Lorne" in text)
    print(f"{reader:18} hidden {found[0]}, struck {found[1]}, moved {found[2]}x, control {found[3]}, field {found[4]}")
    assert found == SEEN[reader], f"{reader} reads otherwise now"
print("As found: none leaves out hidden and struck-out words; only docx2txt reads the field, and it reads moved words twice.")
PYTHON
