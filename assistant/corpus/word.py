"""Word documents (.docx): paragraphs and the cells of tables, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from assistant.corpus.formats import Page, clean
from assistant.errors import DocumentError

TITLES = ("Title", "Heading 1")


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
        content = list(_paragraphs(document))
    except (PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError, KeyError, ValueError) as error:
        lines = str(error).splitlines() or [type(error).__name__]
        raise DocumentError(path, f"the file is no Word document that can be read ({lines[0]})") from None
    title = next((clean(p.text) for p in content if isinstance(p, Paragraph) and p.style is not None and p.style.name in TITLES), "")
    blocks = tuple(block for paragraph in content for line in paragraph.text.split("\n") if (block := clean(line)))
    return Page(blocks, {}, {"title": title} if title else {})


def _paragraphs(container: Any) -> Iterator[Any]:
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            # A cell that spans several places is listed at each.
            cells = {id(cell._tc): cell for row in item.rows for cell in row.cells}
            for cell in cells.values():
                yield from _paragraphs(cell)
        else:
            yield item
