"""Word documents (.docx): the text that Word prints, its footnotes, and which lines head others."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from assistant.corpus.formats import NOTE_CLOSE, NOTE_OPEN, Page, clean, lift_marks
from assistant.corpus.furniture import timestamp
from assistant.corpus.word.names import BOX, CHOICE, DELETED, FALLBACK, MATH, W, is_placeholder
from assistant.corpus.word.numbering import Marks, is_note
from assistant.corpus.word.reading import Reading, follow_field, whole_fields
from assistant.corpus.word.styles import Styles
from assistant.corpus.word.symbols import symbol
from assistant.errors import DocumentError

# What may stand behind the end of a sentence: closing marks, and the mark of a footnote.
FINISHED = re.compile(
    rf"[.!?…:;][\"'”’)\]]*(?:{NOTE_OPEN}[^{NOTE_CLOSE}]*{NOTE_CLOSE}|[⁰¹²³⁴-⁹])*$"
)
# Names of Strict Open XML (ISO/IEC 29500-1), which Word writes on request, and those of the usual,
# transitional kind.
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
HEADLINE = 60  # characters of a line such as "Minister of Trade" that heads the next
SMALL = frozenset("of for and to the in on de du la le der die von van al".split())


def word(raw: bytes, path: str) -> Page:
    """Read a Word document; the first paragraph styled as a title is its title."""
    if not raw.strip():
        raise DocumentError(path, "the file is empty")
    import docx  # only libraries with Word documents should wait for it
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(_transitional(raw)))
        return _page(document)
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


def _transitional(raw: bytes) -> bytes:
    """Return a document saved as Strict Open XML under the names that python-docx knows.

    Others as they are.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        if "_rels/.rels" not in opened.namelist() or not STRICT.search(opened.read("_rels/.rels")):
            return raw
        renamed = io.BytesIO()
        with zipfile.ZipFile(renamed, "w") as written:
            for name in opened.namelist():
                part = opened.read(name)
                is_xml = name.endswith((".xml", ".rels"))
                written.writestr(name, STRICT.sub(TRANSITIONAL, part) if is_xml else part)
        return renamed.getvalue()


def _page(document: Any) -> Page:
    body = document.element.body
    settings = _part(document, "settings")
    styles = Styles(_part(document, "styles"))
    properties = (settings, *body.iter(f"{W}sectPr"))
    marks = {kind: Marks(kind, properties) for kind in ("footnote", "endnote")}
    reading = Reading(styles, marks["footnote"], marks["endnote"])
    printed = reading.story(body)
    blocks: list[str] = []
    apart: set[int] = set()
    for each in printed:
        lines = list(_lines(each.text))
        if each.is_heading or each.is_bold or each.names_row:
            apart.update(range(len(blocks), len(blocks) + len(lines)))
        apart.update(len(blocks) + at for at, line in enumerate(lines[:-1]) if _is_headline(line))
        blocks += lines
    title = next((lift_marks(clean(each.text))[0] for each in printed if each.is_title), "")
    notes = [note for kind in marks for note in _notes(document, kind, marks[kind], reading)]
    return Page(
        tuple(blocks),
        {},
        {"title": title} if title else {},
        notes=tuple(notes),
        apart=frozenset(apart),
        second="\n".join(
            [_second(body, styles), *(each.text for each in printed if each.names_row)]
        ),
        gaps=tuple(dict.fromkeys(reading.gaps)),
    )


def _part(document: Any, name: str) -> Any:
    """Return the root of a part of the document beside its body, or None."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] == name and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _notes(document: Any, kind: str, marks: Marks, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the notes of one kind that the text refers to, as (mark, text)."""
    root = _part(document, f"{kind}s")
    if root is None:
        return
    notes = {note.get(f"{W}id"): note for note in root.iter(f"{W}{kind}") if is_note(note)}
    for mark, number in list(marks.found):
        if number in notes:
            text = clean(" ".join(each.text for each in reading.story(notes[number])))
            text = lift_marks(text)[0].removeprefix(mark).lstrip()
            if text:
                yield mark, text


def _lines(text: str) -> Iterator[str]:
    """Yield the blocks of a paragraph.

    A line break inside a sentence is a space, one behind its end or a heading is not.
    """
    lines = [line for part in text.split("\n") if (line := clean(part))]
    held = ""
    for number, line in enumerate(lines):
        held = f"{held} {line}" if held else line
        if number + 1 == len(lines) or _ends_block(held, lines[number + 1 :]):
            yield held
            held = ""


def _ends_block(held: str, following: list[str]) -> bool:
    if FINISHED.search(held) or timestamp(following[0]):
        return True
    if following[0][0].islower() or held[-1] in ",-–—(&":
        return False
    # A sentence goes on over the break where one of the next lines brings its end.
    return _is_headline(held) or not any(FINISHED.search(line) for line in following)


def _is_headline(line: str) -> bool:
    """Tell whether a line is all names and offices, such as "Minister Obi" or "Office of the Premier"."""
    words = line.rstrip(":").split()
    return (
        len(line) <= HEADLINE
        and words[0] not in ("The", "A", "An", "On", "In", "At")
        and all(word[0].isupper() or not word[0].isalpha() or word in SMALL for word in words)
        and words[-1] not in SMALL
    )


def _second(body: Any, styles: Styles) -> str:
    """Return the text of every run that is printed, in the order of the file, whatever holds it."""
    boxes: list[str] = []
    texts: list[str] = []
    whole = set(whole_fields(body))
    fields: list[bool] = []  # of each open field: whether its instruction is being read
    for run in body.iter(f"{W}r", f"{MATH}r"):
        around = list(run.iterancestors())
        if any(map(_is_unprinted, around)):
            continue
        for character in run.findall(f"{W}fldChar"):
            follow_field(fields, character, whole)
        paragraph = next((each for each in around if each.tag == f"{W}p"), None)
        is_hidden = paragraph is not None and not styles.look(run, paragraph, None).is_printed
        if not is_hidden and not any(fields):
            kept = boxes if any(each.tag == BOX for each in around) else texts
            kept += [_character(child) for child in run]
    return "".join([*texts, "\n", *boxes])


def _is_unprinted(element: Any) -> bool:
    """Tell whether nothing in an element is printed, or not where it stands in the file."""
    if element.tag == FALLBACK:
        return any(
            next(choice.iter(f"{W}t"), None) is not None
            for choice in element.getparent().findall(CHOICE)
        )
    if element.tag == f"{W}sdt":
        return is_placeholder(element)
    return element.tag in DELETED or element.tag == f"{W}ruby"


def _character(child: Any) -> str:
    if child.tag == f"{W}ruby":
        base, reading = (
            "".join(each.text or "" for part in child.findall(name) for each in part.iter(f"{W}t"))
            for name in (f"{W}rubyBase", f"{W}rt")
        )
        return f"{base} ({reading})"
    if child.tag == f"{W}sym":
        return symbol(child.get(f"{W}font") or "", child.get(f"{W}char") or "")
    return (child.text or "") if child.tag in (f"{W}t", f"{MATH}t") else ""
