from __future__ import annotations

import io
import time
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest

from assistant.corpus.formats import Page, lift_marks
from assistant.corpus.loading import read_bytes, read_document
from assistant.corpus.parsing import parse
from assistant.corpus.word import word
from assistant.domain.readout import Doubt, Readout

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
WHO = 'w:id="9" w:author="a" w:date="2025-03-04T10:00:00Z"'
STYLES = """
<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="SecretChild"><w:name w:val="Child"/><w:basedOn w:val="Secret"/></w:style>
<w:style w:type="paragraph" w:styleId="Shown"><w:name w:val="Shown"/><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="GoneToo"><w:name w:val="Gone too"/><w:basedOn w:val="Gone"/></w:style>
<w:style w:type="character" w:styleId="Twice"><w:name w:val="Twice"/><w:rPr><w:dstrike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Up"><w:name w:val="Up"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="Contents"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Speaker"><w:name w:val="Speaker"/><w:rPr><w:b/></w:rPr></w:style>
"""


@cache
def empty() -> dict[str, bytes]:
    saved = io.BytesIO()
    docx.Document().save(saved)
    with zipfile.ZipFile(saved) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def docx_of(body: str, styles: str = STYLES, **parts: str) -> bytes:
    """Return a Word document with this body, and the parts "footnotes" and "endnotes" if they are given."""
    members = dict(empty())
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{{}} {NAMESPACES}>'
    members["word/document.xml"] = f"{head.format('document')}<w:body>{body}</w:body></w:document>".encode()  # fmt: skip
    members["word/styles.xml"] = members["word/styles.xml"].replace(b"</w:styles>", styles.encode() + b"</w:styles>")  # fmt: skip
    for name, content in parts.items():
        members[f"word/{name}.xml"] = f"{head.format(name)}{content}</w:{name}>".encode()
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
        members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
            b"</Relationships>", f'<Relationship Id="x{name}" Type="{kind}" Target="{name}.xml"/></Relationships>'.encode()
        )  # fmt: skip
        override = f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"/></Types>'
        members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"</Types>", override.encode())  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return packed.getvalue()


def page(body: str, **parts: str) -> Page:
    return word(docx_of(body, **parts), "x.docx")


def readout(body: str, **parts: str) -> Readout:
    return parse(page(body, **parts), "x.docx")


def doubts(body: str) -> tuple[Doubt, ...]:
    """Return the doubts of a document in which something stands above this body."""
    return readout(
        p(r("Minister Ida Roe met Premier Ben Vos in Oslo to speak of ships.")) + body
    ).doubts


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str, between: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{mark.format('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{between}"
        f"{mark.format('separate')}{result}{mark.format('end')}"
    )


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def raised(text: str) -> str:
    return r(text, '<w:vertAlign w:val="superscript"/>')


BOX = f"<w:txbxContent>{p(r('Ida Roe signed.'))}</w:txbxContent>"
DRAWN = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
SAID = "The ferry will sail."
HALF, REST = r("The ferry "), r("will sail.")

LEFT_OUT = {
    "deleted": p(HALF, f'<w:del {WHO}><w:r><w:delText xml:space="preserve">never </w:delText></w:r></w:del>', REST),
    "deleted, as w:t": p(HALF, f"<w:del {WHO}>{r('never ')}</w:del>", REST),
    "inserted and deleted": p(HALF, f"<w:ins {WHO}><w:del {WHO}><w:r><w:delText>never </w:delText></w:r></w:del></w:ins>", REST),
    "moved away": p(HALF, f"<w:moveFrom {WHO}>{r('never ')}</w:moveFrom>", REST),
    "paragraph moved away": p('<w:moveFromRangeStart w:id="3" w:name="m"/>', f"<w:moveFrom {WHO}>{r('It never sails.')}</w:moveFrom>", properties=f"<w:rPr><w:moveFrom {WHO}/></w:rPr>") + '<w:moveFromRangeEnd w:id="3"/>' + p(HALF, REST),
    "range moved away": '<w:moveFromRangeStart w:id="3" w:name="m"/>' + p(r("It never sails.")) + '<w:moveFromRangeEnd w:id="3"/>' + p(HALF, REST),
    "moved range that does not end": '<w:moveFromRangeStart w:id="3" w:name="m"/>' + p(HALF, REST),
    "hidden": p(HALF, r("never ", "<w:vanish/>"), REST),
    "hidden by character style": p(HALF, r("never ", '<w:rStyle w:val="Unseen"/>'), REST),
    "hidden by paragraph style": p(r("It never sails."), properties='<w:pStyle w:val="Secret"/>') + p(HALF, REST),
    "hidden by the style that a style is based on": p(r("It never sails."), properties='<w:pStyle w:val="SecretChild"/>') + p(HALF, REST),
    "shown by a style": p(HALF, REST, properties='<w:pStyle w:val="Shown"/>'),
    "shown in a hidden style": p(r("never "), r("The ferry ", '<w:vanish w:val="0"/>'), r("will sail.", '<w:vanish w:val="false"/>'), properties='<w:pStyle w:val="Secret"/>'),
    "hidden on the web": p(HALF, r("never ", "<w:webHidden/>"), REST),
    "struck out": p(HALF, r("never ", "<w:strike/>"), REST),
    "struck out twice": p(HALF, r("never ", "<w:dstrike/>"), REST),
    "struck out by style": p(HALF, r("never ", '<w:rStyle w:val="GoneToo"/>'), r("never ", '<w:rStyle w:val="Twice"/>'), REST),
    "not struck out after all": p(r("The ferry ", '<w:strike w:val="0"/>'), r("will sail.", '<w:rStyle w:val="Gone"/><w:strike w:val="0"/>')),
    "struck out before a change of format": p(r("The ferry ", f"<w:rPrChange {WHO}><w:rPr><w:strike/></w:rPr></w:rPrChange>"), REST),
    "style based on itself": p(r("The ferry ", '<w:rStyle w:val="Loop"/>'), REST),
    "comment": p(HALF, '<w:commentRangeStart w:id="1"/>', REST, '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'),
    "placeholder": p(HALF, sdt(r("Choose an item."), "<w:showingPlcHdr/>"), REST),
    "hidden row": f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(r('It never sails.'))}</w:tc></w:tr><w:tr><w:tc>{p(HALF, REST)}</w:tc></w:tr></w:tbl>",
    "deleted row": f"<w:tbl><w:tr><w:trPr><w:del {WHO}/></w:trPr><w:tc>{p(r('It never sails.'))}</w:tc></w:tr><w:tr><w:tc>{p(HALF, REST)}</w:tc></w:tr></w:tbl>",
    "instruction": p(HALF, field("IF 1 = 1", r("will sail."), r("never "))),
    "table of contents": p(r("It never sails."), properties='<w:pStyle w:val="Contents"/>') + p(HALF, REST),
    "soft hyphen": p(r("The fer"), "<w:r><w:softHyphen/></w:r>", r("ry will sail.")),
}  # fmt: skip
PUT_IN = {
    "inserted": p(HALF, f"<w:ins {WHO}>{REST}</w:ins>"),
    "moved here": p(HALF, f"<w:moveTo {WHO}>{REST}</w:moveTo>"),
    "paragraph inserted": f"<w:ins {WHO}>{p(HALF, REST)}</w:ins>",
    "simple field": p(HALF, f'<w:fldSimple w:instr=" DATE ">{REST}</w:fldSimple>'),
    "field": p(HALF, field(' HYPERLINK "x" ', REST)),
    "field in a field": p(field("IF", r("The ") + field("REF x", r("ferry "))), REST),
    "field over paragraphs": p(r("The ferry "), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText>X</w:instrText></w:r>", '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', REST) + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    "field that does not end": p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', HALF, REST),
    "link": p(HALF, f'<w:hyperlink w:anchor="x">{REST}</w:hyperlink>'),
    "date picker": p(HALF, sdt(REST, "<w:date/>")),
    "control for a paragraph": sdt(p(HALF, REST)),
    "control in a control": p(sdt(sdt(HALF) + REST)),
    "control that shows no placeholder": p(HALF, sdt(REST, '<w:showingPlcHdr w:val="0"/>')),
    "smart tag": p(HALF, f'<w:smartTag w:uri="u" w:element="e"><w:smartTagPr/>{REST}</w:smartTag>'),
    "custom XML": p(HALF, f'<w:customXml w:element="e"><w:customXmlPr/>{REST}</w:customXml>'),
    "direction": p(HALF, f'<w:dir w:val="ltr">{REST}</w:dir>'),
    "symbol": p(r("The "), '<w:r><w:sym w:font="Arial" w:char="0066"/></w:r>', r("erry will sail.")),
    "picture": p(HALF, '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', REST),
    "tab": p(r("The ferry"), "<w:r><w:tab/></w:r>", REST),
    "line break in the sentence": p(r("The ferry"), "<w:r><w:br/></w:r>", REST),
    "page break in the sentence": p(r("The ferry"), '<w:r><w:br w:type="page"/></w:r>', REST),
    "paragraph mark deleted": p(HALF, properties=f"<w:rPr><w:del {WHO}/></w:rPr>") + p(REST),
    "paragraph mark moved away": p(HALF, properties=f"<w:rPr><w:moveFrom {WHO}/></w:rPr>") + p(REST),
    "paragraph mark hidden": p(HALF, properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p(REST),
    "two paragraph marks deleted": p(r("The "), properties=f"<w:rPr><w:del {WHO}/></w:rPr>") + p(r("ferry "), properties=f"<w:rPr><w:del {WHO}/></w:rPr>") + p(REST),
    "formula": p(HALF, "<m:oMath><m:r><m:t>will sail.</m:t></m:r></m:oMath>"),
    "bold word": p(r("The ferry ", "<w:b/>"), REST),
}  # fmt: skip


@pytest.mark.parametrize("body", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_word_does_not_print_is_no_text(body: str) -> None:
    assert page(body).blocks == (SAID,)
    assert doubts(body) == ()


@pytest.mark.parametrize("body", PUT_IN.values(), ids=PUT_IN)
def test_what_word_prints_is_text(body: str) -> None:
    assert page(body).blocks == (SAID,)
    assert doubts(body) == ()


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (p(HALF, DRAWN, REST), (SAID, "Ida Roe signed.")),
        (p(r("The ferry "), DRAWN, properties=f"<w:rPr><w:del {WHO}/></w:rPr>") + p(REST), (SAID, "Ida Roe signed.")),
        (p(f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>", HALF, REST), (SAID, "Ida Roe signed.")),
        (p(r("It will sail.")) + p(r("Soon.")), ("It will sail.", "Soon.")),
        (p(r("It will sail."), "<w:r><w:br/></w:r>", r("It is new.")), ("It will sail.", "It is new.")),
        (p(r("Minister Roe"), "<w:r><w:br/></w:r>", r("The ferry will sail.")), ("Minister Roe", SAID)),
        (p(r("MINISTER ROE:"), "<w:r><w:cr/></w:r>", r("The ferry will sail.")), ("MINISTER ROE:", SAID)),
        (p(r("Press release"), "<w:r><w:br/></w:r>", r("3 March 2025")), ("Press release", "3 March 2025")),
        (p(r("The price of"), "<w:r><w:br/></w:r>", r("Norland gas fell, Ida"), "<w:r><w:br/></w:r>", r("Roe said.")), ("The price of Norland gas fell, Ida Roe said.",)),
        (p(r("Roe said no."), properties=f"<w:rPr><w:del {WHO}/></w:rPr>") + p(r("Vos said yes.")), ("Roe said no. Vos said yes.",)),
        (p("<w:r><w:ruby><w:rubyPr/><w:rt>", r("Kisaragi"), "</w:rt><w:rubyBase>", r("如月"), "</w:rubyBase></w:ruby></w:r>", r(" will sail.")), ("如月 (Kisaragi) will sail.",)),
        (p(r("The sister"), "<w:r><w:noBreakHyphen/></w:r>", r("ship sails.")), ("The sister-ship sails.",)),
        (p(r("It weighs 5 "), '<w:r><w:sym w:font="Symbol" w:char="F06D"/></w:r>', r("g.")), ("It weighs 5 μg.",)),
        (p(r("It sails."), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), ("It sails.",)),
        (p(r("Zu\u0308rich said yes.")), ("Zürich said yes.",)),
    ],
)  # fmt: skip
def test_paragraphs_boxes_and_breaks(body: str, blocks: tuple[str, ...]) -> None:
    assert page(body).blocks == blocks
    assert doubts(body) == ()


def cell(*texts: str) -> str:
    return f"<w:tc>{''.join(p(r(text)) for text in texts)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


@pytest.mark.parametrize(
    ("rows", "blocks", "apart"),
    [
        ([row(cell("Ida Roe"), cell("We sail.", "We paid."))], ("Ida Roe", "We sail.", "We paid."), {0}),
        ([row(cell("Ida Roe", "Minister"), cell("We sail."))], ("Ida Roe, Minister", "We sail."), {0}),
        ([row(cell("10:02"), cell("Ida Roe"), cell("We sail."))], ("10:02", "Ida Roe", "We sail."), {1}),
        ([row(cell(""), cell("Ida Roe"), cell("We sail."))], ("Ida Roe", "We sail."), {0}),
        ([row(cell("We sail."), cell("We paid."))], ("We sail.", "We paid."), set()),
        ([row(cell("Roe"), cell("Vos"), cell("Ode"), cell("Lie"))], ("Roe", "Vos", "Ode", "Lie"), set()),
        ([row(sdt(cell("Ida Roe")), cell("We sail."))], ("Ida Roe", "We sail."), {0}),
    ],
)  # fmt: skip
def test_tables_are_read_row_by_row_and_a_short_first_cell_heads_its_row(
    rows: list[str], blocks: tuple[str, ...], apart: set[int]
) -> None:
    found = page(f"<w:tbl>{''.join(rows)}</w:tbl>")
    assert (found.blocks, found.apart) == (blocks, apart)
    assert doubts(f"<w:tbl>{''.join(rows)}</w:tbl>") == ()


def test_headings_and_bold_lines_stand_apart() -> None:
    body = (
        p(r("Ida Roe meets Ben Vos"), properties='<w:pStyle w:val="Heading1"/>')
        + p(r("Ida Roe", "<w:b/>"))
        + p(r("We sail."))
        + p(r("Ben Vos"), properties='<w:pStyle w:val="Speaker"/>')
        + p(r("We "), r("paid.", "<w:b/>"))
        + p(r("Plain", '<w:b w:val="0"/>'), properties='<w:pStyle w:val="Speaker"/>')
    )
    found = page(body)
    assert found.apart == {0, 1, 3}
    assert found.hints["title"] == "Ida Roe meets Ben Vos"


def note(number: int, text: str) -> str:
    return f'<w:footnote w:id="{number}">{p("<w:r><w:footnoteRef/></w:r>", r(" " + text))}</w:footnote>'


def reference(number: int, more: str = "", text: str = "") -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"{more}/>{text}</w:r>'


SEPARATOR = f'<w:footnote w:type="separator" w:id="0">{p("<w:r><w:separator/></w:r>")}</w:footnote>'


def test_footnotes_are_notes_in_the_order_of_the_text() -> None:
    body = p(r("It costs 15"), reference(7), r(" euros."), reference(5), r(" Roe agreed."))
    notes = (
        SEPARATOR
        + note(5, "Paid twice.")
        + note(7, "Net of tax.").replace("Net", f"Net</w:t></w:r><w:del {WHO}>{r(' never')}</w:del><w:r><w:t xml:space='preserve'>")
    )  # fmt: skip
    found = readout(body, footnotes=notes)
    assert [s.text for s in found.sentences] == ["It costs 15 euros.", "Roe agreed."]
    assert [(n.mark, n.text, n.at) for n in found.notes] == [("1", "Net of tax.", 11), ("2", "Paid twice.", 18)]  # fmt: skip
    assert found.doubts == ()


def test_a_mark_of_its_own_is_printed_and_a_deleted_reference_is_not_counted() -> None:
    body = p(
        r("It sails"), reference(1, ' w:customMarkFollows="1"', "<w:t>*</w:t>"), r(" soon"), f"<w:del {WHO}>{reference(2)}</w:del>", reference(3), r("."),
    )  # fmt: skip
    found = page(body, footnotes=note(1, "* At noon.") + note(2, "Gone.") + note(3, "In May."))
    assert lift_marks(found.blocks[0]) == ("It sails soon.", (("*", 8), ("1", 13)))
    assert found.notes == (("*", "At noon."), ("1", "In May."))


def test_endnotes_have_roman_marks_unless_the_document_says_otherwise() -> None:
    notes = f'<w:endnote w:id="1">{p(r("At noon."))}</w:endnote><w:endnote w:id="2">{p(r("In May."))}</w:endnote>'
    body = p(r("It sails"), '<w:r><w:endnoteReference w:id="1"/></w:r>', r(" soon"), '<w:r><w:endnoteReference w:id="2"/></w:r>', r("."))  # fmt: skip
    assert page(body, endnotes=notes).notes == (("i", "At noon."), ("ii", "In May."))
    decimal = body + '<w:sectPr><w:endnotePr><w:numFmt w:val="decimal"/><w:numStart w:val="4"/></w:endnotePr></w:sectPr>'  # fmt: skip
    assert page(decimal, endnotes=notes).notes == (("4", "At noon."), ("5", "In May."))


@pytest.mark.parametrize(
    ("body", "sentences"),
    [
        (p(r("Roe offered 15"), raised("1"), r(" per cent until 2030."), raised("2"), r(" Vos agreed.")), ["Roe offered 15 per cent until 2030.", "Vos agreed."]),
        (p(r("Roe agreed."), r("1", '<w:rStyle w:val="Up"/>'), r(" Vos did not.")), ["Roe agreed.", "Vos did not."]),
        (p(r("Roe agreed."), raised("[1]"), r(" Vos did not.")), ["Roe agreed.", "Vos did not."]),
        (p(r("Roe agreed."), raised("*"), r(" Vos did not.")), ["Roe agreed.", "Vos did not."]),
        (p(r("In the 12"), raised("th"), r(" century Roe had 5 m"), raised("2"), r(" and 10"), raised("6"), r(" seeds.")), ["In the 12th century Roe had 5 m² and 10⁶ seeds."]),
    ],
)  # fmt: skip
def test_raised_digits_are_marks_and_exponents_are_not(body: str, sentences: list[str]) -> None:
    found = readout(body)
    assert [sentence.text for sentence in found.sentences] == sentences
    assert found.doubts == ()


def test_a_typed_footnote_under_a_raised_mark_is_a_note() -> None:
    body = p(r("Roe paid 9"), raised("1"), r(" euros.")) + p(
        raised("1"), r(" Vos said that it was 8.")
    )
    found = readout(body)
    assert found.text == "Roe paid 9 euros."
    assert [(n.mark, n.text) for n in found.notes] == [("1", "Vos said that it was 8.")]


def test_a_file_put_into_the_document_is_a_gap() -> None:
    assert page(p(r(SAID)) + '<w:altChunk r:id="x"/>').gaps == (
        "a part that was put into the document whole, such as a web page or a file, was not read",
    )


def test_a_document_in_strict_open_xml_is_read() -> None:
    usual = docx_of(p(r("It sails"), reference(1), r(".")), footnotes=note(1, "In May."))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as opened, zipfile.ZipFile(strict, "w") as written:
        for name in opened.namelist():
            part = opened.read(name)
            for kind in (b"officeDocument", b"wordprocessingml", b"drawingml"):
                old = b"http://schemas.openxmlformats.org/%s/2006/" % kind
                part = part.replace(old, b"http://purl.oclc.org/ooxml/%s/" % kind)
            written.writestr(name, part)
    found = word(strict.getvalue(), "x.docx")
    assert lift_marks(found.blocks[0])[0] == "It sails."
    assert found.notes == (("1", "In May."),)


def test_a_document_made_to_take_long_does_not() -> None:
    start = time.perf_counter()
    runs = "".join(r("It sails. ", '<w:rStyle w:val="GoneToo"/><w:strike w:val="0"/>') for _ in range(5_000))  # fmt: skip
    joined = p(r("a "), properties=f"<w:rPr><w:del {WHO}/></w:rPr>") * 5_000
    breaks = p("<w:r><w:br/><w:t>a</w:t></w:r>" * 5_000)
    begins = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 5_000)
    page(p(runs) + joined + breaks + begins)
    assert time.perf_counter() - start < 20


def test_the_real_cases_of_word_documents(shared: Path) -> None:
    cases = shared / "cases"
    if not cases.is_dir():
        pytest.skip("the cases are not there")

    def read(name: str) -> Readout:
        return read_document(read_bytes(str(cases / name)))

    tracked = read("01-docx-tracked/a.docx")
    assert tracked.text.count("consulate") == 1
    assert "would not sell any" in tracked.text
    hidden = read("01-docx-tracked/b.docx")
    assert "would be halved" in hidden.text
    assert "privately" not in hidden.text
    boxes = read("02-docx-boxes-notes/a.docx")
    assert boxes.text.count("two turbines") == 1
    assert [note.mark for note in boxes.notes] == ["1"]
    assert "passports" not in boxes.text
    marks = read("33-footnote-marks/c.docx")
    assert "15 per cent" in marks.text
    assert len(marks.sentences) == 3
    for found in (tracked, hidden, boxes, marks):
        assert found.doubts == ()
