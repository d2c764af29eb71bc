#!/usr/bin/env bash
# docx2python 3.7.1: a valid document that declares the one namespace it uses.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import zipfile
from importlib.metadata import version

from docx2python import docx2python

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def make(path, namespaces):
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                      'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                      f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{KIND}"/></Types>')
        made.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                      f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>')
        made.writestr("word/document.xml", f"<w:document {namespaces}><w:body><w:p><w:r><w:t>They met.</w:t></w:r></w:p></w:body></w:document>")


def read(path):
    try:
        return docx2python(path).text.strip()
    except KeyError as error:
        return f"KeyError: {error}"


make("one.docx", f'xmlns:w="{WORDS}"')
make("two.docx", f'xmlns:w="{WORDS}" xmlns:r="{OFFICE}"')
print("docx2python", version("docx2python"))
print("namespace w alone:", read("one.docx"))
print("namespaces w and r:", read("two.docx"))
assert read("one.docx") == "KeyError: 'r'", "a document without the r namespace is read now"
assert read("two.docx") == "They met."
print("As found: the unused namespace r must be declared.")
PYTHON
