"""Small PDFs as offices set them, each with the sentences that a reader of the page reads, in order."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color, black, grey, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
FONT, BOLD = "Helvetica", "Helvetica-Bold"
TITLE = "President Morrow receives Prime Minister Varga"
TEXT = (
    "President Ilka Morrow received Prime Minister Teo Varga of Belmark in Astholm on 3 March 2031.",
    "President Morrow said that the northern fishery would be shared by both coasts from 2032 on, and that no vessel of either "
    "fleet would be turned back.",
    "Prime Minister Varga replied that his cabinet had not yet approved the quota of 4,500 tonnes.",
    "He underscored that the lighthouse on Gull Rock must stay in the hands of a joint commission.",
    "The President thanked her guest for the loan of two ice-breakers during the winter.",
    "Prime Minister Varga asked for a long-term agreement on the pilots, whose wages had been paid late in 2029 and in 2030.",
    "President Morrow promised that the wages would be paid by the end of the month.",
    "Both leaders regretted that the ferry between Astholm and Port Edda had been cancelled.",
    "They agreed that the ministers of transport would meet again before the first of May.",
    "Prime Minister Varga invited the President to the harbour festival.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to set a text: what draws it, the sentences that are read, and the gaps and notes that are told."""

    draw: Callable[[Canvas], None]
    sentences: tuple[str, ...] = TEXT
    notes: tuple[tuple[str, str], ...] = ()
    apart: tuple[str, ...] = ()
    gaps: int = 0
    doubts: int = 0
    raw: bytes | None = None


LAYOUTS: dict[str, Layout] = {}


def layout(
    sentences: Sequence[str] = TEXT,
    notes: Sequence[tuple[str, str]] = (),
    apart: Sequence[str] = (),
    gaps: int = 0,
    doubts: int = 0,
) -> Callable[[Callable[[Canvas], None]], Callable[[Canvas], None]]:
    def kept(draw: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
        name = draw.__name__.replace("_", " ")
        LAYOUTS[name] = Layout(draw, tuple(sentences), tuple(notes), tuple(apart), gaps, doubts)
        return draw

    return kept


def made(name: str) -> bytes:
    """Return a layout as a PDF."""
    if (raw := LAYOUTS[name].raw) is not None:
        return raw
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    LAYOUTS[name].draw(canvas)
    canvas.save()
    return data.getvalue()


# How text is set.


def wrapped(text: str, width: float, font: str = FONT, size: float = 10) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and stringWidth(longer, font, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def title(canvas: Canvas, text: str = TITLE, x: float = 60, y: float = HEIGHT - 80) -> float:
    canvas.setFont(BOLD, 15)
    canvas.drawString(x, y, text)
    return y - 34


def put(
    canvas: Canvas, lines: Sequence[str], x: float, y: float, size: float = 10, font: str = FONT
) -> float:
    canvas.setFont(font, size)
    for line in lines:
        canvas.drawString(x, y, line)
        y -= size * 1.2
    return y


def paragraphs(
    canvas: Canvas, texts: Sequence[str], x: float = 60, y: float = HEIGHT - 114, width: float = 470,
    size: float = 10, font: str = FONT, skip: float = 8,
) -> float:  # fmt: skip
    for text in texts:
        y = put(canvas, wrapped(text, width, font, size), x, y, size, font) - skip
    return y


def all_lines(texts: Sequence[str], width: float) -> list[str]:
    """The lines of several paragraphs, an empty one between them."""
    found: list[str] = []
    for text in texts:
        found += [*wrapped(text, width), ""]
    return found[:-1]


def columns(
    canvas: Canvas, lines: Sequence[str], places: Sequence[tuple[float, float, int]]
) -> None:
    """Set lines in columns: the left edge and the top of each, and how many lines it takes."""
    rest = list(lines)
    for x, y, count in places:
        part, rest = rest[:count], rest[count:]
        put(canvas, part, x, y)
    assert not any(rest), rest


def words_of(lines: Sequence[str], x: float, y: float, width: float, size: float = 10) -> Iterator[tuple[float, float, str]]:  # fmt: skip
    """Each word of justified lines and where it stands; the last line is not stretched."""
    for number, line in enumerate(lines):
        words = line.split()
        free = width - sum(stringWidth(word, FONT, size) for word in words)
        is_last = number == len(lines) - 1
        space = 2.78 if is_last else free / max(1, len(words) - 1)
        place = x
        for word in words:
            yield place, y, word
            place += stringWidth(word, FONT, size) + space
        y -= size * 1.2


def justified(canvas: Canvas, text: str, x: float, y: float, width: float) -> float:
    lines = wrapped(text, width)
    canvas.setFont(FONT, 10)
    for place, height, word in words_of(lines, x, y, width):
        canvas.drawString(place, height, word)
    return y - 12 * len(lines) - 8


def picture(colour: str = "lightgray") -> ImageReader:
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(data, "PNG")
    data.seek(0)
    return ImageReader(data)


def raised(canvas: Canvas, parts: Sequence[str], x: float, y: float, size: float = 10) -> None:
    """A line whose every second part is a raised mark in small letters."""
    for number, part in enumerate(parts):
        is_mark = number % 2 == 1
        own = size * 0.6 if is_mark else size
        canvas.setFont(FONT, own)
        canvas.drawString(x, y + (size * 0.35 if is_mark else 0), part)
        x += stringWidth(part, FONT, own)


# One column.


@layout()
def one_column(canvas: Canvas) -> None:
    paragraphs(canvas, TEXT, y=title(canvas))


@layout()
def justified_word_by_word(canvas: Canvas) -> None:
    y = title(canvas)
    for text in TEXT:
        y = justified(canvas, text, 60, y, 430)


@layout()
def justified_in_a_narrow_column_with_wide_spaces(canvas: Canvas) -> None:
    y = title(canvas)
    for text in TEXT:
        y = justified(canvas, text, 60, y, 150)


@layout((TEXT[1], TEXT[5]))
def three_stretched_lines(canvas: Canvas) -> None:
    y = title(canvas)
    for text in (TEXT[1], TEXT[5]):
        lines = wrapped(text, 210)
        canvas.setFont(FONT, 10)
        for place, height, word in words_of(lines, 60, y, 330):
            canvas.drawString(place, height, word)
        y -= 12 * len(lines) + 10


@layout()
def justified_by_word_space(canvas: Canvas) -> None:
    y = title(canvas)
    for text in TEXT:
        lines = wrapped(text, 300)
        for number, line in enumerate(lines):
            free = 300 - stringWidth(line, FONT, 10)
            space = 0 if number == len(lines) - 1 else free / max(1, line.count(" "))
            canvas.setFont(FONT, 10)
            canvas.drawString(60, y, line, wordSpace=space)
            y -= 12
        y -= 8


@layout()
def words_drawn_in_any_order(canvas: Canvas) -> None:
    y = title(canvas)
    placed: list[tuple[float, float, str]] = []
    for text in TEXT:
        lines = wrapped(text, 400)
        placed += words_of(lines, 60, y, 400)
        y -= 12 * len(lines) + 8
    random.Random(3).shuffle(placed)
    canvas.setFont(FONT, 10)
    for x, height, word in placed:
        canvas.drawString(x, height, word)


@layout()
def lines_drawn_from_the_foot_up(canvas: Canvas) -> None:
    placed = []
    y = HEIGHT - 120
    for text in TEXT:
        for line in wrapped(text, 440):
            placed.append((y, line))
            y -= 12
        y -= 8
    canvas.setFont(FONT, 10)
    for height, line in reversed(placed):
        canvas.drawString(60, height, line)
    title(canvas)


@layout()
def paragraphs_by_indent(canvas: Canvas) -> None:
    y = title(canvas)
    for text in TEXT:
        canvas.setFont(FONT, 10)
        lines = wrapped("xxxx " + text, 440)
        for number, line in enumerate(lines):
            canvas.drawString(60 if number else 82, y, line.removeprefix("xxxx "))
            y -= 12


@layout()
def double_spaced(canvas: Canvas) -> None:
    y = title(canvas)
    for text in TEXT:
        canvas.setFont(FONT, 10)
        for number, line in enumerate(wrapped(text, 440)):
            canvas.drawString(60 if number else 82, y, line)
            y -= 24


@layout()
def centred(canvas: Canvas) -> None:
    y = HEIGHT - 80
    canvas.setFont(BOLD, 15)
    canvas.drawCentredString(WIDTH / 2, y, TITLE)
    y -= 34
    canvas.setFont(FONT, 10)
    for text in TEXT:
        for line in wrapped(text, 380):
            canvas.drawCentredString(WIDTH / 2, y, line)
            y -= 12
        y -= 8


@layout()
def flush_right(canvas: Canvas) -> None:
    y = title(canvas)
    canvas.setFont(FONT, 10)
    for text in TEXT:
        for line in wrapped(text, 380):
            canvas.drawRightString(540, y, line)
            y -= 12
        y -= 8


# Columns.


@layout()
def two_columns(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 220)
    half = len(lines) // 2
    columns(canvas, lines, [(60, y, half), (310, y, len(lines) - half)])


@layout()
def two_columns_right_one_of_one_line(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT[:6], 220)
    columns(canvas, lines, [(60, y, len(lines) - 1), (310, y, 1)])


@layout()
def two_columns_right_one_short(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 220)
    columns(canvas, lines, [(60, y, len(lines) - 3), (310, y, 3)])


@layout()
def two_columns_left_one_short(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 220)
    columns(canvas, lines, [(60, y, 5), (310, y, len(lines) - 5)])


@layout()
def two_columns_under_a_first_paragraph(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:2], y=title(canvas)) - 10
    lines = all_lines(TEXT[2:], 220)
    half = len(lines) // 2 + 3
    columns(canvas, lines, [(60, y, half), (310, y, len(lines) - half)])


@layout()
def two_columns_and_a_last_paragraph(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT[:7], 220)
    half = len(lines) // 2 + 2
    columns(canvas, lines, [(60, y, half), (310, y, len(lines) - half)])
    paragraphs(canvas, TEXT[7:], y=y - 12 * half - 20)


@layout()
def two_columns_justified(canvas: Canvas) -> None:
    y = top = title(canvas)
    for text in TEXT[:5]:
        y = justified(canvas, text, 60, y, 210)
    y = top
    for text in TEXT[5:]:
        y = justified(canvas, text, 290, y, 210)


@layout()
def two_columns_a_narrow_gutter(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 228)
    half = len(lines) // 2
    columns(canvas, lines, [(60, y, half), (300, y, len(lines) - half)])


@layout()
def two_columns_of_other_leading(canvas: Canvas) -> None:
    y = title(canvas)
    canvas.setFont(FONT, 10)
    for number, line in enumerate(all_lines(TEXT[:5], 220)):
        canvas.drawString(60, y - number * 12, line)
    for number, line in enumerate(all_lines(TEXT[5:], 220)):
        canvas.drawString(310, y - 5 - number * 13.3, line)


@layout()
def two_columns_drawn_row_by_row(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 220)
    half = (len(lines) + 1) // 2
    canvas.setFont(FONT, 10)
    for number in range(half):
        canvas.drawString(60, y - 12 * number, lines[number])
        if half + number < len(lines):
            canvas.drawString(310, y - 12 * number, lines[half + number])


@layout()
def two_columns_the_right_drawn_first(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 220)
    half = len(lines) // 2
    put(canvas, lines[half:], 310, y)
    put(canvas, lines[:half], 60, y)


@layout()
def two_columns_over_two_pages(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT * 2, 220)
    columns(canvas, lines[:35], [(60, y, 18), (310, y, 17)])
    canvas.showPage()
    rest = lines[35:]
    columns(canvas, rest, [(60, HEIGHT - 70, len(rest) - 4), (310, HEIGHT - 70, 4)])


LAYOUTS["two columns over two pages"] = Layout(two_columns_over_two_pages, TEXT * 2)


@layout()
def three_columns(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 145)
    third = len(lines) // 3 + 1
    columns(canvas, lines, [(60, y, third), (225, y, third), (390, y, third)])


@layout()
def three_columns_the_last_short(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 145)
    half = len(lines) // 2 - 1
    columns(canvas, lines, [(60, y, half), (225, y, half), (390, y, 4)])


@layout()
def a_picture_over_the_left_column(canvas: Canvas) -> None:
    y = title(canvas)
    canvas.drawImage(picture(), 60, y - 120, 220, 120)
    lines = all_lines(TEXT, 220)
    columns(canvas, lines, [(60, y - 140, 16), (310, y, len(lines) - 16)])


@layout()
def a_picture_over_a_short_left_column(canvas: Canvas) -> None:
    y = title(canvas)
    canvas.drawImage(picture(), 60, y - 150, 220, 150)
    lines = all_lines(TEXT[:5], 220)
    columns(canvas, lines, [(60, y - 170, len(lines) - 6), (310, y, 6)])


@layout()
def a_picture_over_the_left_column_and_whole_sentences(canvas: Canvas) -> None:
    y = title(canvas)
    canvas.drawImage(picture(), 60, y - 150, 220, 150)
    paragraphs(canvas, TEXT[:4], 60, y - 170, 220)
    paragraphs(canvas, TEXT[4:6], 310, y, 220)


LAYOUTS["a picture over the left column and whole sentences"] = Layout(
    a_picture_over_the_left_column_and_whole_sentences, TEXT[:6]
)
LAYOUTS["a picture over a short left column"] = Layout(a_picture_over_a_short_left_column, TEXT[:5])
LAYOUTS["two columns right one of one line"] = Layout(two_columns_right_one_of_one_line, TEXT[:6])


@layout()
def a_picture_over_the_right_column(canvas: Canvas) -> None:
    y = title(canvas)
    canvas.drawImage(picture(), 310, y - 120, 220, 120)
    lines = all_lines(TEXT, 220)
    columns(canvas, lines, [(60, y, 24), (310, y - 140, len(lines) - 24)])


@layout()
def a_picture_within_the_left_column(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 220)
    put(canvas, lines[:8], 60, y)
    canvas.drawImage(picture(), 60, y - 220, 220, 110)
    put(canvas, lines[8:14], 60, y - 240)
    put(canvas, lines[14:], 310, y)


@layout((*TEXT[:2], "Fishery", *TEXT[2:]))
def a_heading_over_the_left_column(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:2], y=title(canvas)) - 20
    canvas.setFont(BOLD, 11)
    canvas.drawString(60, y, "Fishery")
    lines = all_lines(TEXT[2:], 220)
    columns(canvas, lines, [(60, y - 18, 12), (310, y, len(lines) - 12)])


@layout((*TEXT[:5], "Pilots and ferries", *TEXT[5:]))
def a_heading_across_two_bands_of_columns(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT[:5], 220)
    columns(canvas, lines, [(60, y, 9), (310, y, len(lines) - 9)])
    y -= 140
    canvas.setFont(BOLD, 12)
    canvas.drawCentredString(WIDTH / 2, y, "Pilots and ferries")
    lines = all_lines(TEXT[5:], 220)
    columns(canvas, lines, [(60, y - 20, 9), (310, y - 20, len(lines) - 9)])


# Heads and feet.


@layout(TEXT * 6)
def running_heads_and_page_numbers(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT * 6, 470)
    for page in range(3):
        canvas.setFont(FONT, 8)
        canvas.drawString(60, HEIGHT - 30, "Chancellery of Norrland - Press Service")
        canvas.drawString(500, 30, f"page {page + 1} of 3")
        put(canvas, lines[page * 52 : page * 52 + 52], 60, y)
        canvas.showPage()
        y = HEIGHT - 70


@layout(TEXT * 6)
def heads_of_left_and_right_pages(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT * 6, 470)
    for page in range(4):
        canvas.setFont(FONT, 8)
        canvas.drawString(60, HEIGHT - 30, ("Chancellery of Norrland", TITLE)[page % 2])
        canvas.drawCentredString(WIDTH / 2, 30, f"- {page + 1} -")
        put(canvas, lines[page * 39 : page * 39 + 39], 60, y)
        canvas.showPage()
        y = HEIGHT - 70


@layout(TEXT)
def a_letterhead_in_two_corners(canvas: Canvas) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawString(60, HEIGHT - 40, "OFFICE OF THE PRESIDENT OF NORRLAND")
    canvas.drawRightString(530, HEIGHT - 40, "3 March 2031")
    paragraphs(canvas, TEXT, y=title(canvas, y=HEIGHT - 100))


@layout(TEXT)
def a_date_over_the_right_column(canvas: Canvas) -> None:
    y = title(canvas)
    canvas.setFont(FONT, 9)
    canvas.drawRightString(530, y, "3 March 2031")
    lines = all_lines(TEXT, 220)
    half = len(lines) // 2 + 2
    columns(canvas, lines, [(60, y - 30, half), (310, y - 30, len(lines) - half)])


# Tables.

SPEAKERS = ("Prime Minister Teo Varga", "Minister Ada Quill", "Envoy Sten Broll")
SAID = (
    "We will not sell the ferry, and we have said so in the chamber. The pilots keep their wages until the autumn of 2033.",
    "The line to Port Edda will be opened again.",
    "I asked for 12 more boats. Nobody has answered me yet, and the season begins in a week.",
)
ROWS = (
    SPEAKERS[0], "We will not sell the ferry, and we have said so in the chamber.",
    "The pilots keep their wages until the autumn of 2033.", SPEAKERS[1],
    "The line to Port Edda will be opened again.", SPEAKERS[2], "I asked for 12 more boats.",
    "Nobody has answered me yet, and the season begins in a week.",
)  # fmt: skip


@layout(ROWS, apart=SPEAKERS)
def a_table_of_speakers(canvas: Canvas) -> None:
    y = title(canvas)
    for name, said in zip(SPEAKERS, SAID, strict=True):
        put(canvas, wrapped(name, 130), 60, y)
        y = put(canvas, wrapped(said, 300), 220, y) - 8


@layout(ROWS, apart=SPEAKERS)
def a_table_of_speakers_drawn_by_columns(canvas: Canvas) -> None:
    y = top = title(canvas)
    heights = []
    for said in SAID:
        heights.append(y)
        y = put(canvas, wrapped(said, 300), 220, y) - 8
    for name, height in zip(SPEAKERS, heights, strict=True):
        put(canvas, [name], 60, height, font=BOLD)
    assert heights[0] == top


@layout(ROWS, apart=SPEAKERS)
def a_table_of_speakers_with_lines_and_wrapped_names(canvas: Canvas) -> None:
    y = title(canvas)
    for name, said in zip(SPEAKERS, SAID, strict=True):
        canvas.line(56, y + 13, 530, y + 13)
        put(canvas, wrapped(name, 75), 60, y)
        y = min(put(canvas, wrapped(said, 300), 160, y), y - 24) - 10
    canvas.line(56, y + 13, 530, y + 13)


@layout(ROWS, apart=SPEAKERS)
def a_table_of_speakers_set_at_the_foot_of_their_cells(canvas: Canvas) -> None:
    y = title(canvas)
    for name, said in zip(SPEAKERS, SAID, strict=True):
        canvas.line(56, y + 13, 530, y + 13)
        y = put(canvas, wrapped(said, 300), 220, y)
        canvas.drawString(60, y + 12, name)
        y -= 12
    canvas.line(56, y + 13, 530, y + 13)


@layout(ROWS, apart=SPEAKERS)
def a_table_of_speakers_over_a_page_end(canvas: Canvas) -> None:
    title(canvas)
    y = 150.0
    for number, (name, said) in enumerate(zip(SPEAKERS, SAID, strict=True)):
        if number == 2:
            canvas.showPage()
            y = HEIGHT - 70
        put(canvas, [name], 60, y)
        y = put(canvas, wrapped(said, 300), 220, y) - 8


ONE_LINERS = ("The line is agreed.", "The ferry will sail in May.", "Nobody asked the port.")


@layout([part for pair in zip(SPEAKERS, ONE_LINERS, strict=True) for part in pair], apart=SPEAKERS)
def a_table_of_speakers_a_line_each(canvas: Canvas) -> None:
    y = title(canvas)
    for name, said in zip(SPEAKERS, ONE_LINERS, strict=True):
        put(canvas, [name], 60, y)
        y = put(canvas, [said], 240, y) - 3


@layout(TEXT)
def a_list_with_bullets(canvas: Canvas) -> None:
    y = title(canvas)
    for text in TEXT:
        canvas.setFont(FONT, 10)
        canvas.drawString(60, y, "•")
        y = put(canvas, wrapped(text, 420), 78, y) - 4


@layout([f"– {text}" for text in TEXT])
def a_list_with_dashes_and_no_white(canvas: Canvas) -> None:
    y = title(canvas)
    for text in TEXT:
        lines = wrapped("– " + text, 420)
        y = put(canvas, lines[:1], 60, y)
        y = put(canvas, lines[1:], 70, y)


@layout(TEXT)
def a_numbered_list(canvas: Canvas) -> None:
    y = title(canvas)
    for number, text in enumerate(TEXT, 1):
        canvas.setFont(FONT, 10)
        canvas.drawString(60, y, f"{number}.")
        y = put(canvas, wrapped(text, 420), 80, y) - 4


@layout(TEXT)
def line_numbers_in_the_margin(canvas: Canvas) -> None:
    y = title(canvas)
    lines = [line for text in TEXT for line in wrapped(text, 400)]
    for number, line in enumerate(lines, 1):
        canvas.setFont(FONT, 10)
        canvas.drawString(90, y, line)
        if number % 5 == 0:
            canvas.setFont(FONT, 8)
            canvas.drawRightString(70, y, str(number))
        y -= 14


# Footnotes.

NOTES = (
    ("1", "See the communiqué of 5 May 2030."),
    ("2", "Measured at the harbour of Edda, in thousands."),
)


def small(canvas: Canvas, notes: Sequence[tuple[str, str]], x: float = 60, y: float = 90) -> None:
    for mark, text in notes:
        y = put(canvas, wrapped(f"{mark} {text}", 220, size=7.5), x, y, 7.5)


@layout(
    (
        TEXT[0],
        "President Morrow promised 15 per cent of the catch.",
        "Prime Minister Varga said that 9 boats were lost.",
        TEXT[3],
    ),
    NOTES,
)
def footnote_marks_behind_figures(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:1], y=title(canvas))
    raised(canvas, ["President Morrow promised 15", "1", " per cent of the catch."], 60, y)
    raised(canvas, ["Prime Minister Varga said that 9", "2", " boats were lost."], 60, y - 20)
    paragraphs(canvas, TEXT[3:4], y=y - 40)
    canvas.line(60, 105, 200, 105)
    small(canvas, NOTES)


@layout(
    (
        TEXT[0],
        "The tax falls by 2033.",
        "Minister Quill said that the rate was 3 per cent.",
        "Envoy Broll welcomed that.",
        TEXT[3],
    ),
    NOTES,
)
def footnote_marks_behind_stops(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:1], y=title(canvas))
    raised(
        canvas,
        [
            "The tax falls by 2033.",
            "1",
            " Minister Quill said that the rate was 3 per cent.",
            "2",
            " Envoy Broll welcomed that.",
        ],
        60,
        y,
    )
    paragraphs(canvas, TEXT[3:4], y=y - 20)
    small(canvas, NOTES)


@layout(
    (TEXT[0], "The harbour closes in May, said Minister Quill.", TEXT[3]),
    (("*", "Except for mail."),),
)
def a_footnote_with_an_asterisk(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:1], y=title(canvas))
    raised(canvas, ["The harbour", "*", " closes in May, said Minister Quill."], 60, y)
    paragraphs(canvas, TEXT[3:4], y=y - 20)
    small(canvas, [("*", "Except for mail.")])


@layout(
    (*TEXT[:2], "Both leaders agreed that the new closure of the strait was regretted.", *TEXT[3:]),
    NOTES,
)
def a_footnote_between_the_halves_of_a_sentence(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:2], y=title(canvas))
    raised(canvas, ["Both leaders", "1", " agreed that the new"], 60, y)
    canvas.line(60, 105, 200, 105)
    small(canvas, NOTES)
    canvas.showPage()
    y = put(canvas, ["closure of the strait was regretted."], 60, HEIGHT - 70) - 8
    paragraphs(canvas, TEXT[3:], y=y)


@layout(TEXT, NOTES)
def footnotes_under_the_left_column(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 220)
    first = lines[0].split(" ", 2)
    raised(canvas, [" ".join(first[:2]), "1", " " + first[2]], 60, y)
    put(canvas, lines[1:15], 60, y - 12)
    canvas.line(60, y - 192, 150, y - 192)
    small(canvas, NOTES, 60, y - 203)
    put(canvas, lines[15:], 310, y)


@layout(TEXT, NOTES)
def footnotes_across_two_columns(canvas: Canvas) -> None:
    y = title(canvas)
    lines = all_lines(TEXT, 220)
    half = len(lines) // 2
    first = lines[0].split(" ", 2)
    raised(canvas, [" ".join(first[:2]), "1", " " + first[2]], 60, y)
    put(canvas, lines[1:half], 60, y - 12)
    put(canvas, lines[half:], 310, y)
    for number, (mark, text) in enumerate(NOTES):
        put(canvas, [f"{mark} {text} {text} {text}"], 60, 90 - 10 * number, 7)


LAYOUTS["footnotes across two columns"] = Layout(
    footnotes_across_two_columns, TEXT, tuple((m, f"{t} {t} {t}") for m, t in NOTES)
)


@layout(
    (TEXT[0], "Envoy Broll kept 12 boats.", TEXT[3], "Minister Quill sold 8 of them.", TEXT[4]),
    (("1", "On the west coast."), ("1, page 2", "On the east coast.")),
)
def footnotes_counted_anew_on_each_page(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:1], y=title(canvas))
    raised(canvas, ["Envoy Broll kept 12", "1", " boats."], 60, y)
    paragraphs(canvas, TEXT[3:4], y=y - 20)
    small(canvas, [("1", "On the west coast.")])
    canvas.showPage()
    raised(canvas, ["Minister Quill sold 8", "1", " of them."], 60, HEIGHT - 80)
    paragraphs(canvas, TEXT[4:5], y=HEIGHT - 100)
    small(canvas, [("1", "On the east coast.")])


@layout(
    (
        TEXT[0],
        "The harbour of 12 km2 emits 10⁶ tonnes of CO2 a year.",
        "The 1st ferry sails on the 3rd of May.",
        TEXT[3],
    )
)
def raised_letters_that_are_no_marks(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:1], y=title(canvas))
    raised(canvas, ["The harbour of 12 km", "2", " emits 10", "6", " tonnes of CO"], 60, y)
    x = (
        60
        + stringWidth("The harbour of 12 km emits 10 tonnes of CO", FONT, 10)
        + 2 * stringWidth("2", FONT, 6)
    )
    canvas.setFont(FONT, 6)
    canvas.drawString(x, y - 2, "2")
    canvas.setFont(FONT, 10)
    canvas.drawString(x + stringWidth("2", FONT, 6), y, " a year.")
    raised(canvas, ["The 1", "st", " ferry sails on the 3", "rd", " of May."], 60, y - 20)
    paragraphs(canvas, TEXT[3:4], y=y - 40)


@layout(
    (TEXT[0], "The harbour of 12 km2 was sold, said Minister Quill.", "The mayor wept.", TEXT[3]),
    NOTES,
)
def a_unit_beside_footnotes(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:1], y=title(canvas))
    raised(canvas, ["The harbour of 12 km", "2", " was sold,", "1", " said Minister Quill."], 60, y)
    raised(canvas, ["The mayor wept.", "2"], 60, y - 20)
    paragraphs(canvas, TEXT[3:4], y=y - 40)
    small(canvas, NOTES)


@layout((TEXT[0], "The harbour closes in May, said Minister Quill.", TEXT[3]))
def a_raised_mark_without_a_note(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:1], y=title(canvas))
    raised(canvas, ["The harbour closes in May,", "3", " said Minister Quill."], 60, y)
    paragraphs(canvas, TEXT[3:4], y=y - 20)


# What is printed over, under and beside the text.


@layout(TEXT)
def a_stamp_set_askew(canvas: Canvas) -> None:
    paragraphs(canvas, TEXT, y=title(canvas))
    canvas.saveState()
    canvas.translate(350, 500)
    canvas.rotate(30)
    canvas.setFont(BOLD, 18)
    canvas.drawString(0, 0, "RECEIVED 4 MARCH 2031")
    canvas.restoreState()


@layout(TEXT)
def a_line_up_the_margin(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(30, 200)
    canvas.rotate(90)
    canvas.setFont(FONT, 9)
    canvas.drawString(0, 0, "Registry of the Chancellery 17/2031")
    canvas.restoreState()
    paragraphs(canvas, TEXT, y=title(canvas))


@layout(TEXT)
def a_watermark_across(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.85, 0.85, 0.85))
    canvas.setFont(BOLD, 70)
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 260, "DRAFT")
    canvas.setFillColor(black)
    paragraphs(canvas, TEXT, y=title(canvas))


@layout(TEXT)
def a_large_first_letter(canvas: Canvas) -> None:
    y = title(canvas)
    lines = wrapped(TEXT[0][1:] + " " + TEXT[1], 300)
    canvas.setFont(FONT, 34)
    canvas.drawString(60, y - 24, TEXT[0][0])
    put(canvas, lines[:3], 86, y)
    y = put(canvas, lines[3:], 60, y - 36) - 8
    paragraphs(canvas, TEXT[2:], y=y)


@layout(
    (
        "A ferry sailed to Belmark with President Morrow, and President Morrow said that it was the first of the year.",
        *TEXT[2:],
    )
)
def a_large_first_letter_that_is_a_word(canvas: Canvas) -> None:
    y = title(canvas)
    text = "ferry sailed to Belmark with President Morrow, and President Morrow said that it was the first of the year."
    canvas.setFont(FONT, 34)
    canvas.drawString(60, y - 24, "A")
    lines = wrapped(text, 200)
    put(canvas, lines[:3], 90, y)
    paragraphs(canvas, TEXT[2:], y=put(canvas, lines[3:], 60, y - 36) - 8)


@layout(TEXT)
def text_drawn_twice_for_bold(canvas: Canvas) -> None:
    y = title(canvas)
    for text in TEXT:
        for line in wrapped(text, 440):
            canvas.setFont(FONT, 10)
            canvas.drawString(60, y, line)
            canvas.drawString(60.3, y, line)
            y -= 12
        y -= 8


@layout(TEXT)
def a_title_with_a_shadow(canvas: Canvas) -> None:
    canvas.setFillColor(grey)
    title(canvas, x=61.5, y=HEIGHT - 81.5)
    canvas.setFillColor(black)
    paragraphs(canvas, TEXT, y=title(canvas))


@layout(TEXT)
def white_letters_on_a_dark_band(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.1, 0.1, 0.4))
    canvas.rect(40, HEIGHT - 190, 515, 130, stroke=0, fill=1)
    canvas.setFillColor(white)
    y = paragraphs(canvas, TEXT[:2], y=title(canvas))
    canvas.setFillColor(black)
    paragraphs(canvas, TEXT[2:], y=y - 30)


@layout((*TEXT[:4], "The guest at the harbour, by Ole Finn", *TEXT[4:]))
def a_picture_with_its_caption_between_halves(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:3], y=title(canvas))
    lines = wrapped(TEXT[3], 300)
    y = put(canvas, lines[:1], 60, y) - 20
    canvas.drawImage(picture(), 60, y - 100, 200, 100)
    put(canvas, ["The guest at the harbour, by Ole Finn"], 60, y - 112, 7.5)
    y = put(canvas, lines[1:], 60, y - 140) - 8
    paragraphs(canvas, TEXT[4:], y=y)


# Letters.


@layout(TEXT)
def letters_spaced_out_in_the_title(canvas: Canvas) -> None:
    canvas.setFont(BOLD, 13)
    canvas.drawString(60, HEIGHT - 80, TITLE, charSpace=3)
    paragraphs(canvas, TEXT)


@layout((*TEXT[:3], "Minister Quill thanked them all.", *TEXT[3:]))
def letters_spaced_out_in_a_sentence(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:3], y=title(canvas))
    canvas.setFont(FONT, 10)
    canvas.drawString(60, y, "Minister Quill thanked them all.", charSpace=2.5)
    paragraphs(canvas, TEXT[3:], y=y - 20)


def shown(
    canvas: Canvas, x: float, y: float, array: str, font: str = "F1", size: float = 10
) -> None:
    canvas.setFont(FONT, size)
    canvas._code.append(f"BT 1 0 0 1 {x} {y} Tm /{font} {size} Tf [{array}] TJ ET")


@layout((*TEXT[:3], "Minister Quill thanked them all.", *TEXT[3:]))
def spaces_made_by_kerning(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:3], y=title(canvas))
    shown(canvas, 60, y, "(Minister)-278(Quill)-300(thank)12(ed)-250(them)-333(al)-8(l.)")
    paragraphs(canvas, TEXT[3:], y=y - 20)


@layout((*TEXT[:3], "Minister Quill thanked them all.", *TEXT[3:]))
def tight_words_by_kerning(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:3], y=title(canvas))
    shown(
        canvas, 60, y, "(Mi)-60(ni)40(st)-50(er)-210(Qu)-45(ill)-200(thanked)-205(them)-215(all.)"
    )
    paragraphs(canvas, TEXT[3:], y=y - 20)


HYPHENATED = (
    "President Morrow said that the agreement on the northern fishery was a long-term one and that the co-operation of the two "
    "coast guards would continue.",
    "Prime Minister Varga underscored that the agreement and the cooperative of self-employed pilots were safe.",
)


def hyphenated_lines(hyphen: str) -> list[list[str]]:
    h = hyphen
    return [
        [f"President Morrow said that the agree{h}", "ment on the northern fishery was a long-", f"term one and that the co-operation of the two coast gu{h}", "ards would continue."],
        [f"Prime Minister Varga under{h}", "scored that the agreement and the coopera" + h, "tive of self-", "employed pilots were safe."],
    ]  # fmt: skip


@layout(HYPHENATED)
def words_broken_at_line_ends(canvas: Canvas) -> None:
    y = title(canvas)
    for lines in hyphenated_lines("-"):
        y = put(canvas, lines, 60, y) - 8


@layout(HYPHENATED)
def words_broken_by_soft_hyphens(canvas: Canvas) -> None:
    y = title(canvas)
    for lines in hyphenated_lines("\u00ad"):
        y = put(canvas, lines, 60, y) - 8


@layout((TEXT[0], HYPHENATED[0]))
def a_word_broken_at_a_column_end(canvas: Canvas) -> None:
    y = title(canvas)
    lines = hyphenated_lines("-")[0]
    put(canvas, [*wrapped(TEXT[0], 210), "", *lines[:1]], 60, y)
    put(
        canvas,
        [
            lines[1],
            "term one and that the co-operation of",
            "the two coast gu-",
            "ards would continue.",
        ],
        310,
        y,
    )


# What nobody sees, and what everybody does.

SECRET = "Prime Minister Varga privately accepted the quota."


@layout(TEXT)
def invisible_letters(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT, y=title(canvas))
    text = canvas.beginText(60, y)
    text.setFont(FONT, 10)
    text.setTextRenderMode(3)
    text.textOut(SECRET)
    canvas.drawText(text)


@layout(TEXT)
def white_on_white(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:5], y=title(canvas))
    canvas.setFillColor(white)
    y = put(canvas, [SECRET], 60, y) - 8
    canvas.setFillColor(black)
    paragraphs(canvas, TEXT[5:], y=y)


@layout((*TEXT[:5], "Prime Minister Varga accepted the quota.", *TEXT[5:]))
def a_white_word_within_a_line(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:5], y=title(canvas))
    canvas.setFont(FONT, 10)
    x = 60.0
    for part, colour in (
        ("Prime Minister Varga ", black),
        ("never ", white),
        ("accepted the quota.", black),
    ):
        canvas.setFillColor(colour)
        if colour == white:
            canvas.drawString(x - 4, y, part)
            continue
        canvas.drawString(x, y, part)
        x += stringWidth(part, FONT, 10)
    canvas.setFillColor(black)
    paragraphs(canvas, TEXT[5:], y=y - 20)


@layout(TEXT)
def letters_of_no_size_and_beside_the_page(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT, y=title(canvas))
    put(canvas, [SECRET], 60, y, 0.5)
    put(canvas, [SECRET], WIDTH + 40, 400)
    put(canvas, [SECRET], 60, -40)


@layout(TEXT)
def letters_under_a_black_box(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:5], y=title(canvas))
    put(canvas, [SECRET], 60, y)
    canvas.rect(58, y - 3, 300, 13, stroke=0, fill=1)
    paragraphs(canvas, TEXT[5:], y=y - 20)


@layout(TEXT)
def letters_read_from_a_scan(canvas: Canvas) -> None:
    canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)
    text = canvas.beginText(60, HEIGHT - 80)
    text.setTextRenderMode(3)
    text.setFont(FONT, 15)
    text.textLine(TITLE)
    text.setFont(FONT, 10)
    text.textLine("")
    for sentence in TEXT:
        for line in wrapped(sentence, 440):
            text.textLine(line)
        text.textLine("")
    canvas.drawText(text)


@layout(TEXT, gaps=1)
def a_page_that_is_a_picture(canvas: Canvas) -> None:
    paragraphs(canvas, TEXT, y=title(canvas))
    canvas.showPage()
    canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)


@layout(TEXT, gaps=1)
def a_stamped_picture_between_pages(canvas: Canvas) -> None:
    paragraphs(canvas, TEXT[:5], y=title(canvas))
    canvas.showPage()
    canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)
    put(canvas, ["Released by the archive, 9 May 2032, number 41"], 60, HEIGHT - 30, 8)
    put(canvas, ["Page 2"], 500, 30, 8)
    canvas.showPage()
    paragraphs(canvas, TEXT[5:], y=HEIGHT - 70)


@layout(TEXT)
def paper_with_a_picture_as_ground(canvas: Canvas) -> None:
    canvas.drawImage(picture("white"), 0, 0, WIDTH, HEIGHT)
    paragraphs(canvas, TEXT, y=title(canvas))


@layout(TEXT)
def a_page_turned_by_its_own_word(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    canvas.translate(HEIGHT, 0)
    canvas.rotate(90)
    paragraphs(canvas, TEXT, y=title(canvas))


@layout(TEXT)
def a_page_written_from_the_foot_up(canvas: Canvas) -> None:
    canvas.translate(WIDTH, 0)
    canvas.rotate(90)
    paragraphs(canvas, TEXT, y=title(canvas, y=WIDTH - 60), width=700)


@layout(TEXT)
def text_in_a_drawing_set_into_the_page(canvas: Canvas) -> None:
    canvas.beginForm("part")
    paragraphs(canvas, TEXT[5:], y=500)
    canvas.endForm()
    paragraphs(canvas, TEXT[:5], y=title(canvas))
    canvas.doForm("part")


# What is typed into a form is read by one of the two readers.
@layout(
    (*TEXT[:3], "President Morrow names Minister Quill as her envoy.", *TEXT[3:]),
    doubts=1,
)
def a_form_field(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:3], y=title(canvas))
    canvas.setFont(FONT, 10)
    canvas.drawString(60, y, "President Morrow names")
    x = 60 + stringWidth("President Morrow names ", FONT, 10)
    canvas.acroForm.textfield(
        value="Minister Quill",
        x=x,
        y=y - 4,
        width=72,
        height=16,
        fontSize=10,
        fontName=FONT,
        borderWidth=0,
    )
    canvas.drawString(x + 75, y, "as her envoy.")
    paragraphs(canvas, TEXT[3:], y=y - 20)


@layout((*TEXT[:3], "Fishery", *TEXT[3:6], "Wages", *TEXT[6:]), apart=("Fishery", "Wages"))
def bold_headings(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:3], y=title(canvas))
    y = put(canvas, ["Fishery"], 60, y, font=BOLD)
    y = paragraphs(canvas, TEXT[3:6], y=y)
    y = put(canvas, ["Wages"], 60, y, font=BOLD)
    paragraphs(canvas, TEXT[6:], y=y)


# A second set: what other printers do.


@layout(ROWS, apart=SPEAKERS)
def a_table_of_speakers_set_in_the_middle_of_their_cells(canvas: Canvas) -> None:
    y = title(canvas)
    for name, said in zip(SPEAKERS, SAID, strict=True):
        lines = wrapped(said, 200)
        put(canvas, [name], 60, y - 6 * (len(lines) - 1))
        y = put(canvas, lines, 220, y) - 8


ITEMS = tuple(part for pair in zip(("Item 1", "Item 2", "Item 3"), SPEAKERS, strict=True) for part in pair)  # fmt: skip


@layout(
    (*ITEMS[:2], *ROWS[1:3], *ITEMS[2:4], ROWS[4], *ITEMS[4:], *ROWS[6:]),
    apart=ITEMS,
)
def a_table_of_items_and_speakers(canvas: Canvas) -> None:
    y = title(canvas)
    for number, (name, said) in enumerate(zip(SPEAKERS, SAID, strict=True), 1):
        put(canvas, [f"Item {number}"], 60, y)
        put(canvas, [name], 110, y)
        y = put(canvas, wrapped(said, 250), 260, y) - 8


@layout(TEXT)
def lists_in_two_columns(canvas: Canvas) -> None:
    top = title(canvas)
    for half, x in ((TEXT[:5], 60), (TEXT[5:], 310)):
        y = top
        for text in half:
            canvas.setFont(FONT, 10)
            canvas.drawString(x, y, "•")
            y = put(canvas, wrapped(text, 205), x + 12, y) - 4


@layout(TEXT)
def two_columns_of_indented_paragraphs(canvas: Canvas) -> None:
    top = title(canvas)
    canvas.setFont(FONT, 10)
    for half, x in ((TEXT[:5], 60), (TEXT[5:], 310)):
        y = top
        for text in half:
            for number, line in enumerate(wrapped("xxx " + text, 215)):
                canvas.drawString(x if number else x + 14, y, line.removeprefix("xxx "))
                y -= 12


@layout(
    (
        *TEXT[:3],
        "Both leaders said that the harbour of the island would not be closed before 2034.",
        *TEXT[3:],
    )
)
def a_head_that_stands_once_between_halves(canvas: Canvas) -> None:
    paragraphs(canvas, TEXT[:3], y=title(canvas))
    put(canvas, ["Both leaders said that the harbour of the island would"], 60, 100)
    put(canvas, ["MFA/2031/17"], 60, 40, 8)
    canvas.showPage()
    put(canvas, ["Joint communiqué, p. 2"], 60, HEIGHT - 40)
    y = put(canvas, ["not be closed before 2034."], 60, HEIGHT - 80) - 8
    paragraphs(canvas, TEXT[3:], y=y)


@layout(
    (TEXT[0], "The harbour closes in May, said Minister Quill.", TEXT[3]),
    (("a", "Except for mail."),),
)
def a_footnote_by_letter(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:1], y=title(canvas))
    raised(canvas, ["The harbour", "a", " closes in May, said Minister Quill."], 60, y)
    paragraphs(canvas, TEXT[3:4], y=y - 20)
    small(canvas, [("a", "Except for mail.")])


@layout(TEXT)
def a_drawing_over_the_left_column(canvas: Canvas) -> None:
    y = title(canvas)
    canvas.setFillColor(Color(0.3, 0.5, 0.8))
    canvas.rect(60, y - 210, 220, 220, stroke=0, fill=1)
    canvas.setFillColor(black)
    paragraphs(canvas, TEXT[:5], 60, y - 230, 220)
    paragraphs(canvas, TEXT[5:], 310, y, 220)


@layout(TEXT)
def words_read_from_a_scan_a_little_askew(canvas: Canvas) -> None:
    chance = random.Random(5)
    canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)
    y = HEIGHT - 80
    for number, sentence in enumerate((TITLE, *TEXT)):
        size = 10 if number else 15
        lines = wrapped(sentence, 440, size=size)
        for x, height, word in words_of(lines, 60, y, 440, size):
            text = canvas.beginText(x, height + chance.uniform(-0.7, 0.7))
            text.setTextRenderMode(3)
            text.setFont(FONT, size * (1 + chance.uniform(-0.07, 0.07)))
            text.textOut(word + " ")
            canvas.drawText(text)
        y -= 12 * len(lines) + 10


@layout(TEXT)
def letters_of_no_colour(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT, y=title(canvas))
    canvas.setFillAlpha(0)
    put(canvas, [SECRET], 60, y)
    canvas.setFillAlpha(1)


@layout((*TEXT[:3], "Minister Quill thanked them all.", *TEXT[3:]))
def letters_drawn_one_by_one_twice(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:3], y=title(canvas))
    canvas.setFont(FONT, 10)
    x = 60.0
    for letter in "Minister Quill thanked them all.":
        canvas.drawString(x, y, letter)
        canvas.drawString(x + 0.25, y, letter)
        x += stringWidth(letter, FONT, 10)
    paragraphs(canvas, TEXT[3:], y=y - 20)


@layout(TEXT)
def text_under_a_highlighter(canvas: Canvas) -> None:
    y = paragraphs(canvas, TEXT[:5], y=title(canvas))
    canvas.setFillColor(Color(1, 1, 0, 0.4))
    canvas.rect(58, y + 5, 400, 14, stroke=0, fill=1)
    canvas.setFillColor(black)
    paragraphs(canvas, TEXT[5:], y=y)


# Letters that a file maps to what it will.


def mapped(lines: Sequence[str], letters: dict[str, str], widths: dict[str, int]) -> bytes:
    """A PDF by hand, whose font maps some letters of its lines to others, as a font of its own does."""
    stream = "BT /F1 10 Tf 14 TL 60 760 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    pairs = [(chr(code), letters.get(chr(code), chr(code))) for code in range(32, 127)]
    rows = "\n".join(f"<{ord(a):02x}> <{b.encode('utf-16-be').hex()}>" for a, b in pairs)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(pairs)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    )
    known = " ".join(
        str(widths.get(chr(code), round(stringWidth(chr(code), FONT, 1000))))
        for code in range(32, 127)
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 126 "
        f"/Widths [{known}] /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    body, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    ).encode("latin-1")


def nothing(canvas: Canvas) -> None:
    """Draw nothing: the file is made by hand."""


def by_hand(name: str, lines: Sequence[str], letters: dict[str, str], sentences: Sequence[str], widths: dict[str, int] | None = None) -> None:  # fmt: skip
    raw = mapped([TITLE, "", *lines], letters, widths or {})
    LAYOUTS[name] = Layout(nothing, tuple(sentences), raw=raw)


by_hand(
    "ligatures",
    [
        "The ~nancial o^ce of Belmark said that the &oods were over.",
        "The sta@ of the ~eld o^ce rested.",
    ],
    {"~": "\ufb01", "^": "\ufb03", "&": "\ufb02", "@": "\ufb00"},
    [
        "The financial office of Belmark said that the floods were over.",
        "The staff of the field office rested.",
    ],
    {"~": 500, "^": 778, "&": 500, "@": 556},
)
by_hand(
    "ligatures as several letters",
    [
        "The ~nancial o^ce of Belmark said that the &oods were over.",
        "The sta@ of the ~eld o^ce rested.",
    ],
    {"~": "fi", "^": "ffi", "&": "fl", "@": "ff"},
    [
        "The financial office of Belmark said that the floods were over.",
        "The staff of the field office rested.",
    ],
    {"~": 500, "^": 778, "&": 500, "@": 556},
)
by_hand(
    "accents that combine",
    ["Minister Rene~ Nova~k said that Malmo^ was open.", "Minister Rene~ Nova~k left."],
    {"~": "\u0301", "^": "\u0308"},
    ["Minister René Novák said that Malmö was open.", "Minister René Novák left."],
    {"~": 0, "^": 0},
)
by_hand(
    "soft hyphens within a line",
    [
        "The agree~ment of the min~isters was signed in the har~",
        "bour of Astholm, said Minister Quill.",
        "Nobody came.",
    ],
    {"~": "\u00ad"},
    [
        "The agreement of the ministers was signed in the harbour of Astholm, said Minister Quill.",
        "Nobody came.",
    ],
    {"~": 0},
)
by_hand(
    "a name written from the right",
    ["Minister Quill met Envoy ]_[ @^{ in Astholm.", "Envoy ]_[ @^{ left."],
    {"{": "\u05db", "@": "\u05df", "^": "\u05d4", "[": "\u05e9", "_": "\u05dc", "]": "\u05dd"},
    [
        "Minister Quill met Envoy \u05db\u05d4\u05df \u05e9\u05dc\u05dd in Astholm.",
        "Envoy \u05db\u05d4\u05df \u05e9\u05dc\u05dd left.",
    ],
)
by_hand(
    "no-break spaces and typographic marks",
    ["President Morrow said:~`We sail on 3~May', and left.", "Nobody came."],
    {"~": "\u00a0", "`": "\u201c", "'": "\u201d"},
    ["President Morrow said: \u201cWe sail on 3 May\u201d, and left.", "Nobody came."],
)
