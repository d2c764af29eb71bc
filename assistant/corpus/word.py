"""Word documents (.docx): every paragraph in order, in tables, text boxes and fields too; what was struck out is left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from assistant.corpus.formats import Page, clean
from assistant.errors import DocumentError

TITLES = ("Title", "Heading 1")
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The same text box, drawn again for older programs.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def word(raw: bytes, path: str) -> Page:
    """Read a Word document; the first paragraph styled as a title is its title."""
    if not raw.strip():
        raise DocumentError(path, "the file is empty")
    import docx  # only libraries with Word documents should wait for it
    from docx.opc.exceptions import PackageNotFoundError
    from docx.text.paragraph import Paragraph
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(raw))
        elements = list(_paragraphs(document.element.body))
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        XMLSyntaxError,
        KeyError,
        ValueError,
    ) as error:
        lines = str(error).splitlines() or [type(error).__name__]
        raise DocumentError(
            path, f"the file is no Word document that can be read ({lines[0]})"
        ) from None
    styles = ((element, Paragraph(element, document).style) for element in elements)
    title = next(
        (
            clean(_text(element))
            for element, style in styles
            if style is not None and style.name in TITLES
        ),
        "",
    )
    blocks = tuple(
        block
        for element in elements
        for line in _text(element).split("\n")
        if (block := clean(line))
    )
    return Page(blocks, {}, {"title": title} if title else {})


def _paragraphs(body: Any) -> Iterator[Any]:
    for element in body.iter(f"{WORDS}p"):
        if not any(around.tag == FALLBACK for around in element.iterancestors()):
            yield element


def _text(paragraph: Any) -> str:
    """Return a paragraph's own text: insertions, fields and content controls are text, a paragraph in a box within it is another."""
    parts: list[str] = []
    for element in paragraph.iter():
        if (
            element is not paragraph
            and next(element.iterancestors(f"{WORDS}p"), None) is not paragraph
        ):
            continue
        if element.tag == f"{WORDS}t":
            parts.append(element.text or "")
        elif element.tag in (f"{WORDS}br", f"{WORDS}cr"):
            parts.append("\n")
        elif element.tag in (f"{WORDS}tab", f"{WORDS}noBreakHyphen"):
            parts.append(" " if element.tag.endswith("tab") else "-")
    return "".join(parts)
