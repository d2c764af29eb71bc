"""PDF, Word, mail, archives and sidecars: the same account comes out of each."""

from __future__ import annotations

import io
import os
import time
import warnings
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from assistant.attribution.attributing import attribute
from assistant.corpus.loading import INSIDE, SIZE_LIMIT, find_files, read_bytes, read_document
from assistant.domain.readout import Person, Readout
from assistant.errors import DocumentError

TITLE = "Readout of President Lindqvist’s Call with Prime Minister Andrade of Costana"
FIRST = (
    "President Maria Lindqvist spoke on 4 May 2024 with Prime Minister Paulo Andrade of Costana. President Lindqvist thanked him for "
    "the long-standing cooperation of the two coast guards, and underscored that the border will stay open through the winter."
)
SECOND = (
    "Prime Minister Andrade briefed the President on the harvest. He said that Costana would send a high-level delegation to the "
    "harbour conference, where understanding between the Franco-German delegation and the islands had been hard to reach."
)
THIRD = "The two leaders agreed to meet in the spring."
PARAGRAPHS = CALL_PDF_PARAGRAPHS = (FIRST, SECOND, THIRD)
HEIGHT = A4[1]


def read(path: Path) -> Readout:
    return read_document(read_bytes(str(path)))


def text_of(readout: Readout) -> list[str]:
    return readout.text.split("\n\n")


def lines_of(text: str, width: float, size: float, hyphens: dict[str, str]) -> list[str]:
    """Set a paragraph in lines as a printer does, breaking the words of `hyphens` where they are told to break."""
    lines, line = [], ""
    for word in text.split():
        if stringWidth(f"{line} {word}", "Helvetica", size) <= width:
            line = f"{line} {word}".strip()
            continue
        bare = word.strip(".,")
        head, _, tail = hyphens.get(bare, bare).partition("|")
        if tail and stringWidth(f"{line} {head}-", "Helvetica", size) <= width:
            lines.append(f"{line} {head.rstrip('-')}-".strip())
            line = tail + word[len(bare) :]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def set_text(canvas: Canvas, x: float, top: float, lines: Sequence[str], size: float = 10) -> float:
    canvas.setFont("Helvetica", size)
    for line in lines:
        canvas.drawString(x, top, line)
        top -= size * 1.2
    return top - size * 0.9


def columns_pdf(path: Path) -> None:
    """Two columns over two pages, a letterhead, a running head and foot, hyphens at line ends."""
    canvas = Canvas(str(path), pagesize=A4)
    hyphens = {"cooperation": "coope|ration", "underscored": "under|scored", "long-standing": "long-|standing", "understanding": "under|standing",
               "high-level": "high-|level", "conference,": "confe|rence,", "delegation": "dele|gation", "Franco-German": "Franco-|German"}  # fmt: skip
    columns = [lines_of(text, 190, 10, hyphens) for text in PARAGRAPHS * 8]
    page = top = column = 0
    for number, lines in enumerate(columns):
        for line in lines:
            if not top or top < 90:
                column = 0 if not top or column == 1 else 1
                if column == 0:
                    if page:
                        canvas.showPage()
                    page += 1
                    canvas.setFont("Helvetica", 8)
                    canvas.drawString(
                        60,
                        HEIGHT - 30,
                        f"Office of the President – Press Service – page {page} of 2",
                    )
                    canvas.drawString(280, 30, f"- {page} -")
                    if page == 1:
                        canvas.setFont("Helvetica", 11)
                        canvas.drawString(60, HEIGHT - 60, "OFFICE OF THE PRESIDENT OF NORLAND")
                        canvas.setFont("Helvetica-Bold", 15)
                        canvas.drawString(
                            60, HEIGHT - 95, "Readout of President Lindqvist’s Call with"
                        )
                        canvas.drawString(60, HEIGHT - 113, "Prime Minister Andrade of Costana")
                        canvas.setFont("Helvetica", 10)
                        canvas.drawString(60, HEIGHT - 140, "5 May 2024")
                top = HEIGHT - (180 if page == 1 else 70)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(60 + column * 250, top, line)
            top -= 12
        top -= 9
        assert number < 100
    canvas.save()


def test_a_pdf_of_two_columns_is_read_down_each(tmp_path: Path) -> None:
    columns_pdf(tmp_path / "call.pdf")
    readout = read(tmp_path / "call.pdf")
    assert text_of(readout) == list(PARAGRAPHS * 8)
    assert readout.title == TITLE
    assert readout.issuer == "Office of the President of Norland"
    assert (readout.published, readout.date) == (date(2024, 5, 5), date(2024, 5, 4))
    assert {"title", "issuer", "date", "published"} <= set(readout.inferred)


def simple_pdf(path: Path, paragraphs: Sequence[str] = PARAGRAPHS, title: str = TITLE) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    top = set_text(canvas, 60, HEIGHT - 80, lines_of(title, 460, 14, {}), 14)
    for paragraph in paragraphs:
        top = set_text(canvas, 60, top, lines_of(paragraph, 460, 10, {}))
    canvas.save()


def test_a_pdf_of_one_column_and_text_are_the_same_readout(tmp_path: Path) -> None:
    simple_pdf(tmp_path / "call.pdf")
    (tmp_path / "call.txt").write_text("\n\n".join((TITLE, *PARAGRAPHS)), encoding="utf-8")
    assert read(tmp_path / "call.pdf").id == read(tmp_path / "call.txt").id


def test_paragraphs_set_off_by_an_indent_alone_are_told_apart(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=A4)
    top = HEIGHT - 80
    for paragraph in PARAGRAPHS:
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate(lines_of("xxxxx " + paragraph, 300, 10, {})):
            indent = stringWidth("xxxxx ", "Helvetica", 10) if number == 0 else 0
            canvas.drawString(60 + indent, top, line.removeprefix("xxxxx "))
            top -= 12
    canvas.save()
    assert text_of(read(tmp_path / "x.pdf")) == list(PARAGRAPHS)


def picture() -> ImageReader:
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (60, 80), "lightgray").save(data, "PNG")
    data.seek(0)
    return ImageReader(data)


def test_a_scan_says_so_and_what_to_do(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=A4)
    for _ in range(2):
        canvas.drawImage(picture(), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    with pytest.raises(DocumentError, match=r"is a scan: its pages are pictures .* \(OCR\)"):
        read(tmp_path / "scan.pdf")


def test_a_pdf_with_one_scanned_page_names_it_and_loses_nothing_silently(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "part.pdf"), pagesize=A4)
    set_text(canvas, 60, HEIGHT - 80, lines_of(FIRST, 460, 10, {}))
    canvas.drawImage(picture(), 60, 100, 60, 80)  # a seal beside text makes no scan
    canvas.showPage()
    canvas.drawImage(picture(), 0, 0, *A4)
    canvas.save()
    readout = read(tmp_path / "part.pdf")
    assert text_of(readout) == [FIRST]
    assert readout.gaps == ("page 2 is a picture without text; run text recognition (OCR) on it",)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "is empty"),
        ("b.pdf", b"%PDF-1.7\nnothing more", "is damaged"),
        ("c.pdf", b"no PDF at all", "is damaged"),
        ("d.docx", b"PK\x03\x04 no archive", "no Word document"),
        ("e.docx", b"", "is empty"),
        ("f.eml", b"no header here", "is no mail"),
        ("g.mhtml", b"From: x\nSubject: y\n\ntext", "holds no web page"),
        ("h.zip", b"PK\x03\x04 broken", "archive cannot be read"),
        ("i.eml", b"From: x@example.org\nSubject: y\n\n  \n", "holds no text"),
    ],
)
def test_a_damaged_file_says_what_it_is_not(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        [read(Path(path)) for path in find_files(str(tmp_path / name))]
    assert reason in str(caught.value)
    assert name in str(caught.value)


def test_a_pdf_cut_off_anywhere_is_read_or_refused_and_never_breaks(tmp_path: Path) -> None:
    simple_pdf(tmp_path / "whole.pdf")
    whole = (tmp_path / "whole.pdf").read_bytes()
    for share in range(1, 20):
        (tmp_path / "part.pdf").write_bytes(whole[: len(whole) * share // 20])
        try:
            readout = read(tmp_path / "part.pdf")
        except DocumentError:
            continue
        assert readout.sentences


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    canvas = Canvas(
        str(tmp_path / "x.pdf"), pagesize=A4, encrypt=StandardEncryption("secret", canPrint=0)
    )
    canvas.drawString(60, 700, THIRD)
    canvas.save()
    with pytest.raises(DocumentError, match="locked by a password"):
        read(tmp_path / "x.pdf")


def test_a_word_document_with_a_table_is_read_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Ministry of Foreign Affairs of Norland")
    document.add_heading(TITLE, 0)
    document.add_paragraph("5 May 2024")
    document.add_paragraph(FIRST)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = SECOND
    table.cell(0, 1).text = THIRD
    document.add_paragraph("They also discussed fisheries.")
    document.save(str(tmp_path / "call.docx"))
    readout = read(tmp_path / "call.docx")
    assert text_of(readout) == [FIRST, SECOND, THIRD, "They also discussed fisheries."]
    assert (readout.title, readout.issuer) == (TITLE, "Ministry of Foreign Affairs of Norland")
    assert (readout.published, readout.date) == (date(2024, 5, 5), date(2024, 5, 4))


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return path


def test_an_archive_is_read_member_by_member(tmp_path: Path) -> None:
    text = "\n\n".join((TITLE, *PARAGRAPHS)).encode()
    members = {
        "2024/call.txt": text,
        "2024/call.txt.yaml": b"place: Norhaven",
        "b.md": text,
        "__MACOSX/._b.md": b"x",
        ".c.md": b"x",
        "d.png": b"x",
    }
    path = archive(tmp_path / "all.zip", members)
    places = list(find_files(str(path)))
    assert places == [f"{path}{INSIDE}2024/call.txt", f"{path}{INSIDE}b.md"]
    first, second = (read_document(read_bytes(place)) for place in places)
    assert (first.place, second.place) == ("Norhaven", None)
    assert first.text == second.text


def test_an_archive_cannot_fill_the_memory_or_hide_another(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.zip", {"a.txt": b"a" * (SIZE_LIMIT + 1), "b.zip": b"PK"})
    big, nested = find_files(str(path))
    with pytest.raises(DocumentError, match="larger than 20 MB"):
        read_bytes(big)
    with pytest.raises(DocumentError, match="archive inside an archive"):
        read_bytes(nested)


def test_a_sidecar_stands_above_what_is_inferred(tmp_path: Path) -> None:
    simple_pdf(tmp_path / "call.pdf")
    before = read(tmp_path / "call.pdf")
    (tmp_path / "call.pdf.yaml").write_text(
        """
title: Call on the border
event_date: 2024-05-03
published: 6 May 2024
issuer: Office of the President of Norland
kind: meeting
place: Norhaven
participants:
  - Paulo Andrade; Prime Minister; Costana
  - {name: Ana Reis, office: Foreign Minister, side: Costana}
""",
        encoding="utf-8",
    )
    after = read(tmp_path / "call.pdf")
    assert (after.title, after.date, after.published) == (
        "Call on the border",
        date(2024, 5, 3),
        date(2024, 5, 6),
    )
    assert (after.issuer, after.kind, after.place) == (
        "Office of the President of Norland",
        "meeting",
        "Norhaven",
    )
    assert after.stated_people == (
        Person("Paulo Andrade", "Prime Minister", "Costana"),
        Person("Ana Reis", "Foreign Minister", "Costana"),
    )
    assert after.inferred == ("language",)
    assert after.text == before.text
    assert after.origins == before.origins == ()  # where a readout stands is the library's to say
    assert read_bytes(str(tmp_path / "call.pdf")).digest != before.id


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("date: soon", "field date is not a date: 'soon'"),
        ("kind: party", "field kind is no kind of readout"),
        ("tittle: x", "field tittle is unknown"),
        ("participants: 7", "field participants is not a list of people"),
        ("participants: [{office: x}]", "a participant without a name"),
        ("language: 42", "field language is no code"),
        ("title: {a: b}", "field title is not a text"),
        ("[x", "sidecar is not YAML"),
        ("- x", "sidecar is not a list of fields"),
        ("place: ''", "field place is empty"),
    ],
)
def test_a_sidecar_that_cannot_be_used_names_field_and_value(
    tmp_path: Path, sidecar: str, reason: str
) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join((TITLE, *PARAGRAPHS)), encoding="utf-8")
    (tmp_path / "a.txt.yaml").write_text(sidecar, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a.txt")
    assert reason in str(caught.value)
    assert "a.txt.yaml" in str(caught.value)


HARMFUL: dict[str, str | bytes] = {
    "surrogate.md": '---\nplace: "\\ud800"\n---\n' + THIRD,
    "early.txt": f"0001-01-01\nThey met yesterday. {THIRD}",
    "late.txt": f"9999-12-31\nOn 13 March they met. {THIRD}",
    "number.md": "---\ntitle: 0x" + "f" * 6000 + "\n---\n" + THIRD,
    "nested.eml": "From: a@b.example\nSubject: x\n"
    + "Content-Type: message/rfc822\n\n" * 3000
    + THIRD,
    "comment.eml": "From: " + "(" * 3000 + "\nSubject: x\n\n" + THIRD,
    "charset.eml": "From: a@b.example\nContent-Type: text/plain; charset*=us-ascii''a%00b\n\n"
    + THIRD,
    "late.eml": f"From: a@b.example\nDate: Fri, 31 Dec 9999 10:00:00 +0000\n\nOn 13 March they met. {THIRD}",
    "z-good.txt": "\n\n".join((TITLE, *PARAGRAPHS)),
}


def test_one_harmful_file_fails_alone(tmp_path: Path) -> None:
    for name, content in HARMFUL.items():
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (tmp_path / "key.txt").write_text(THIRD, encoding="utf-8")
    (tmp_path / "key.txt.yaml").write_text("1: a", encoding="utf-8")
    read_or_failed = {}
    for path in find_files(str(tmp_path)):
        try:
            read_or_failed[Path(path).name] = read(Path(path)).title
        except DocumentError as error:
            read_or_failed[Path(path).name] = (
                "failed" if "\n" not in str(error) else "failed in several lines"
            )
    assert len(read_or_failed) == len(HARMFUL) + 1
    assert read_or_failed["z-good.txt"] == TITLE
    assert read_or_failed["surrogate.md"] == read_or_failed["key.txt"] == "failed"


def test_pipes_and_devices_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "good.txt").write_text(THIRD, encoding="utf-8")
    os.mkfifo(tmp_path / "good.txt.yaml")
    assert [Path(path).name for path in find_files(str(tmp_path))] == ["good.txt"]
    assert read(tmp_path / "good.txt").text == THIRD
    for name in ("pipe.txt", "zero.txt"):
        with pytest.raises(DocumentError, match="a device or a pipe"):
            list(find_files(str(tmp_path / name)))
    for place, reason in (
        ("", "is empty"),
        ("x" * 300 + ".txt", "too long"),
        (str(tmp_path / "none.txt"), "no such file"),
    ):
        with pytest.raises(DocumentError, match=reason):
            list(find_files(place))


def test_many_members_of_an_archive_are_read_in_time_that_grows_with_them(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "many.zip", {f"{number}.txt": THIRD.encode() for number in range(4000)}
    )
    start = time.perf_counter()
    assert len([read_bytes(place) for place in find_files(str(path))]) == 4000
    assert time.perf_counter() - start < 20


def test_two_members_of_one_name_are_not_taken_for_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for text in (FIRST, SECOND):
            opened.writestr("a.txt", text)
    [place] = find_files(str(tmp_path / "x.zip"))
    with pytest.raises(DocumentError, match="several files of this name"):
        read_bytes(place)


def test_an_archive_in_a_folder_whose_name_ends_like_one_is_found(tmp_path: Path) -> None:
    (tmp_path / "we!").mkdir()
    path = archive(tmp_path / "we!" / "ird.zip", {"a!/b.txt": THIRD.encode()})
    [place] = find_files(str(path))
    assert read_document(read_bytes(place)).text == THIRD
    assert list(find_files(place)) == [place]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dots.txt", "Text. " + "." * 50_000), ("brackets.txt", "Text is here. " + ". ( " * 12_500), ("comments.md", "Text is here. " + "<!--" * 12_500),
        ("capitals.txt", "A" * 50_000 + " said that it agreed."), ("list.md", "Text is here.\n\n" + "- a\n" * 12_500), ("spaces.txt", "Text is here." + " " * 50_000 + "x is there."),
        ("dashes.txt", "– We agree, " + ". – We sign " * 5_000),
    ],
)  # fmt: skip
def test_text_made_to_take_long_does_not(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    start = time.perf_counter()
    attribute(read(tmp_path / name))
    assert time.perf_counter() - start < 10


def test_a_text_longer_than_any_readout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(f"{THIRD}\n\n" * 20_000, encoding="utf-8")
    with pytest.raises(DocumentError, match="longer than 600,000 characters"):
        read(tmp_path / "long.txt")


def test_insertions_fields_and_boxes_of_a_word_document_are_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("He said that he ")
    document.save(str(tmp_path / "x.docx"))
    with zipfile.ZipFile(tmp_path / "x.docx") as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    body = members["word/document.xml"].decode()
    more = (
        '<w:ins w:id="1" w:author="a"><w:r><w:t>would sign.</w:t></w:r></w:ins><w:del w:id="2" w:author="a"><w:r><w:delText>never</w:delText></w:r></w:del>'
        '</w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>She agreed</w:t></w:r><w:fldSimple w:instr="X"><w:r><w:t> at once.</w:t></w:r></w:fldSimple></w:p></w:sdtContent></w:sdt><w:p>'
    )
    members["word/document.xml"] = body.replace(
        "he </w:t></w:r>", f"he </w:t></w:r>{more}", 1
    ).encode()
    assert text_of(read(archive(tmp_path / "y.docx", members))) == [
        "He said that he would sign.",
        "She agreed at once.",
    ]


def mail_of(*parts: str) -> str:
    return "From: Press <press@mfa.example>\nSubject: x\nMIME-Version: 1.0\n" + "".join(parts)


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (mail_of("\n", FIRST, "\n\n-- \nPress Office\n"), FIRST),
        (mail_of("\n", FIRST, "\n\n-- \n", THIRD, "\n" * 20, SECOND), f"{FIRST}\n\n-- {THIRD}\n\n{SECOND}"),
        (mail_of('Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n', FIRST, "\n--b\nContent-Type: text/plain\n\n", SECOND, "\n--b--\n"), f"{FIRST}\n\n{SECOND}"),
        (
            mail_of('Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain\n\nThis message is best viewed in HTML.\n',
                    "--b\nContent-Type: text/html\n\n<html><body><p>", FIRST, "</p></body></html>\n--b--\n"),
            FIRST,
        ),
        (
            mail_of('Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n', FIRST,
                    '\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="x.txt"\n\n', SECOND, "\n--b--\n"),
            FIRST,
        ),
    ],
)  # fmt: skip
def test_a_mails_parts_are_read_without_signature_stub_or_attachment(
    tmp_path: Path, mail: str, text: str
) -> None:
    (tmp_path / "x.eml").write_text(mail, encoding="utf-8")
    assert read(tmp_path / "x.eml").text == text


def test_text_in_a_drawing_set_into_a_page_is_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=A4)
    canvas.beginForm("part")
    set_text(canvas, 60, 500, lines_of(SECOND, 460, 10, {}))
    canvas.endForm()
    set_text(canvas, 60, 700, lines_of(FIRST, 460, 10, {}))
    canvas.doForm("part")
    canvas.save()
    assert text_of(read(tmp_path / "x.pdf")) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", "They agreed that he\u2028would sign.", "They agreed that he would sign."),
        ("b.md", "Growth <Pakistan and INSIDE China> was a<b in the long run, and Xi agreed> with it.", None),
        ("c.md", "It was <b>good</b> and <span class='x'>fair</span><br/>. <!-- hidden --> So it was.", "It was good and fair. So it was."),
        ("d.md", "It was good <!-- not closed.", None),
        ("e.md", "The ferry will <del>never</del> sail, ~~not~~ for <s class='x'>90</s> 50 euros.", "The ferry will sail, for 50 euros."),
        ("f.md", "It costs ~~ 5 euros, or ~5, and a <s> stays.", "It costs ~~ 5 euros, or ~5, and a stays."),
    ],
)  # fmt: skip
def test_no_word_is_taken_for_markup_and_no_line_end_is_lost(
    tmp_path: Path, name: str, content: str, text: str | None
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert read(tmp_path / name).text == (text or content)
