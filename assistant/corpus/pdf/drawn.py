"""The first reading: pypdfium2's glyphs of each page, without those that nobody sees."""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from assistant.corpus.pdf.glyphs import Box, Glyph, Sheet, main_angle, turned, turned_box
from assistant.errors import DocumentError

LOCK = threading.Lock()  # PDFium keeps state of its own and must not run twice at once
BOLD = ("bold", "black", "heavy", "demi")
FORCE_BOLD = 1 << 18  # flag of a font descriptor
SMALLEST = 2.0  # points; nobody reads smaller letters
NEAR = 25  # of 255: two colours that no eye tells apart on paper
PICTURE = 0.5  # share of a page that one picture covers when the page is a scan
THIN = 3.0  # points: a path no higher is a rule
RECTANGLE = 6  # segments of a path; one of more does not fill its box
LARGE = 50.0  # points: a drawing that wide and high is a picture
MOST_SHAPES = 500  # drawings on a page that are looked at; a map has more and hides no words
STROKED, FILLED_STROKED, INVISIBLE, CLIPPED = 1, 2, 3, 7  # text rendering modes
TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5  # kinds of page objects
TYPED = (3, 20)  # kinds of annotations that print words on the page: free text, form field
UNKNOWN, HYPHEN = (
    0xFFFD,
    2,
)  # what PDFium gives for a letter it does not know, and for a hyphen at a line's end
Colour = tuple[int, int, int, int]
WHITE: Colour = (255, 255, 255, 255)


@dataclass(frozen=True, slots=True)
class Shape:
    """A path or picture and its place in the order of drawing; `colour` is what it fills with."""

    order: int
    box: Box
    colour: Colour | None
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn on a page beside letters, and the order in which text objects are drawn."""

    shapes: tuple[Shape, ...]
    rules: tuple[Box, ...]
    text_order: dict[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """What all letters of one text object share."""

    size: float
    angle: int
    is_bold: bool
    mode: int
    colour: Colour
    order: int

    @property
    def is_plain(self) -> bool:
        """Tell whether the letters are drawn so that they show on paper."""
        return self.is_shown and min(self.colour[:3]) < 255 - NEAR

    @property
    def is_shown(self) -> bool:
        """Tell whether they are drawn at all, in whatever colour."""
        return self.mode not in (INVISIBLE, CLIPPED) and self.colour[3] != 0


def read_sheets(raw: bytes, path: str) -> list[Sheet]:
    """Read every page's glyphs with PDFium; DocumentError for a file that is locked or damaged."""
    import pypdfium2

    with LOCK:
        try:
            document = pypdfium2.PdfDocument(raw)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            reason = "is locked by a password" if locked else "is damaged (it cannot be opened)"
            raise DocumentError(path, f"the PDF {reason}") from None
        with closing(document):
            try:
                return [_sheet(document, number) for number in range(len(document))]
            except pypdfium2.PdfiumError:
                raise DocumentError(path, "the PDF is damaged (a page cannot be read)") from None


def _sheet(document: Any, number: int) -> Sheet:
    page = document[number]
    if _has_typed_words(page):
        document.init_forms()
        page.close()
        page = document[number]
        page.flatten()
        page.close()
        page = document[number]
    with closing(page):
        box = _page_box(page)
        scene = _scene(page)
        with closing(page.get_textpage()) as text:
            return _Reading(text, scene, box).sheet(number + 1)


def _page_box(page: Any) -> Box:
    """Return what is shown of a page, in its own unturned space."""
    left, bottom, right, top = page.get_mediabox()
    crop = page.get_cropbox()
    box = max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3])
    return box if box[0] < box[2] and box[1] < box[3] else (left, bottom, right, top)


def _has_typed_words(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in TYPED:
            return True
    return False


def _scene(page: Any) -> Scene:
    import pypdfium2.raw as pdfium

    shapes: list[Shape] = []
    rules: list[Box] = []
    text_order: dict[int, int] = {}
    for order, (item, kind, matrix) in enumerate(_objects(page)):
        if kind == TEXT:
            text_order[_address(item)] = order
        elif kind in (PATH, IMAGE) and len(shapes) < MOST_SHAPES:
            box = _placed(_bounds(item), matrix)
            if kind == PATH and box[3] - box[1] <= THIN:
                rules.append(box)
            elif kind == IMAGE:
                shapes.append(Shape(order, box, None, is_picture=True))
            else:
                count = pdfium.FPDFPath_CountSegments(item)
                shapes.append(Shape(order, box, _fill(item) if count <= RECTANGLE else None))
    return Scene(tuple(shapes), tuple(rules), text_order)


Matrix = tuple[float, float, float, float, float, float]


def _objects(page: Any) -> Iterator[tuple[Any, int, tuple[Matrix, ...]]]:
    """Yield every object in the order of drawing, with the matrices of the forms around it."""
    import pypdfium2.raw as pdfium

    def inside(
        items: Iterator[Any], matrices: tuple[Matrix, ...]
    ) -> Iterator[tuple[Any, int, tuple[Matrix, ...]]]:
        for item in items:
            kind = pdfium.FPDFPageObj_GetType(item)
            yield item, kind, matrices
            if kind == FORM and len(matrices) < 8:
                found = pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(item, found)
                matrix = (found.a, found.b, found.c, found.d, found.e, found.f)
                count = pdfium.FPDFFormObj_CountObjects(item)
                parts = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(count))
                yield from inside(parts, (matrix, *matrices))

    count = pdfium.FPDFPage_CountObjects(page)
    yield from inside((pdfium.FPDFPage_GetObject(page, index) for index in range(count)), ())


def _address(item: Any) -> int:
    return ctypes.c_void_p.from_buffer(item).value or 0


def _bounds(item: Any) -> Box:
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *edges)
    return edges[0].value, edges[1].value, edges[2].value, edges[3].value


def _placed(box: Box, matrices: tuple[Matrix, ...]) -> Box:
    for a, b, c, d, e, f in matrices:
        corners = [
            (a * x + c * y + e, b * x + d * y + f)
            for x in (box[0], box[2])
            for y in (box[1], box[3])
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = min(xs), min(ys), max(xs), max(ys)
    return box


def _fill(item: Any) -> Colour | None:
    """Return the colour with which a path covers its box, or None where it does not."""
    import pypdfium2.raw as pdfium

    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, mode, stroked)
    parts = [ctypes.c_uint() for _ in range(4)]
    if (
        not mode.value
        or pdfium.FPDFPageObj_HasTransparency(item)
        or not pdfium.FPDFPageObj_GetFillColor(item, *parts)
    ):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue, alpha) if alpha == 255 else None


class _Reading:
    """One page's text as PDFium has it."""

    def __init__(self, text: Any, scene: Scene, box: Box) -> None:
        self.text = text
        self.scene = scene
        self.box = box
        self.styles: dict[int, Style] = {}
        width, height = max(1.0, box[2] - box[0]), max(1.0, box[3] - box[1])
        pictures = [shape for shape in scene.shapes if shape.is_picture]
        areas = [_overlap(shape.box, box) / (width * height) for shape in pictures]
        self.covered = sum(areas)
        self.scans = [
            shape for shape, area in zip(pictures, areas, strict=True) if area > PICTURE / 4
        ]
        self.fills = [shape for shape in scene.shapes if shape.colour]

    def sheet(self, number: int) -> Sheet:
        """Return the glyphs that can be seen, turned upright, in the order of the file."""
        found, unknown = self._letters()
        angle = main_angle(style.angle for _, _, style in found)
        left, bottom, right, top = turned_box(self.box, angle)
        shown: list[Glyph] = []
        hidden: dict[tuple[float, float, str], None] = {}
        places: set[tuple[float, float, str]] = set()
        is_layer = self.covered > PICTURE
        is_moved = angle != 0 or left != 0 or bottom != 0
        for glyph_box, glyph, style in found:
            if abs(style.angle - angle) > 3 or self._is_hidden(glyph_box, glyph, style, is_layer):
                hidden[glyph.x0, glyph.y, glyph.text] = None
            elif is_moved:
                box = turned_box(glyph_box, angle)
                y = turned(glyph.x0, glyph.y, angle)[1]
                shown.append(glyph._replace(x0=box[0] - left, x1=box[2] - left, y=y - bottom))
                places.add((glyph.x0, glyph.y, glyph.text))
            else:
                shown.append(glyph)
        if hidden and not is_moved:
            places = {(glyph.x0, glyph.y, glyph.text) for glyph in shown}

        def set_down(boxes: Iterable[Box]) -> tuple[Box, ...]:
            upright = (turned_box(box, angle) for box in boxes)
            return tuple((b[0] - left, b[1] - bottom, b[2] - left, b[3] - bottom) for b in upright)

        pictures = [
            shape.box for shape in self.scene.shapes if shape.is_picture or _is_large(shape.box)
        ]
        return Sheet(
            number, right - left, top - bottom, tuple(shown), set_down(self.scene.rules),
            set_down(pictures), self.covered, unknown,
            tuple(spot for spot in hidden if spot not in places), angle,
        )  # fmt: skip

    def _letters(self) -> tuple[list[tuple[Box, Glyph, Style]], int]:
        import pypdfium2.raw as pdfium

        found: list[tuple[Box, Glyph, Style]] = []
        unknown, is_spaced = 0, False
        x, y, loose = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(loose)
        page = _address(self.text.raw)
        unicode, item = _quick(pdfium.FPDFText_GetUnicode), _quick(pdfium.FPDFText_GetTextObject)
        origin, box_of = (
            _quick(pdfium.FPDFText_GetCharOrigin),
            _quick(pdfium.FPDFText_GetLooseCharBox),
        )
        last, style = 0, None
        for index in range(pdfium.FPDFText_CountChars(self.text)):
            code, address = unicode(page, index), item(page, index)
            letter = chr(code) if 0 <= code < 0x110000 else "\ufffd"
            if not address or letter.isspace():
                if address and not pdfium.FPDFText_IsGenerated(self.text, index):
                    is_spaced = True
                    origin(page, index, at_x, at_y)
                    _end_before(found, x.value, y.value)
                continue
            if address != last or style is None:
                last, style = address, self._style(index, address)
                origin(page, index, at_x, at_y)
            elif style.angle:
                origin(page, index, at_x, at_y)
            if code < 32 or code == UNKNOWN:
                unknown += code != HYPHEN
            box_of(page, index, at_box)
            left, right = loose.left, loose.right
            glyph = Glyph(letter, left, right, y.value, style.size, style.is_bold, is_spaced)
            found.append(((left, loose.bottom, right, loose.top), glyph, style))
            is_spaced = False
        return found, unknown

    def _style(self, index: int, address: int) -> Style:
        if address not in self.styles:
            self.styles[address] = self._read_style(index, address)
        return self.styles[address]

    def _read_style(self, index: int, address: int) -> Style:
        import pypdfium2.raw as pdfium

        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self.text, index) * math.hypot(matrix.c, matrix.d)
        item = pdfium.FPDFText_GetTextObject(self.text, index)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self.text, index, name, 200, flags)
        label = name.value.decode("utf-8", "replace").lower()
        parts = [ctypes.c_uint() for _ in range(4)]
        read = pdfium.FPDFText_GetStrokeColor if mode == STROKED else pdfium.FPDFText_GetFillColor
        read(self.text, index, *parts)
        return Style(
            size,
            round(math.degrees(math.atan2(matrix.b, matrix.a))),
            mode == FILLED_STROKED
            or bool(flags.value & FORCE_BOLD)
            or any(word in label for word in BOLD),
            mode,
            (parts[0].value, parts[1].value, parts[2].value, parts[3].value),
            self.scene.text_order.get(address, -1),
        )

    def _is_hidden(self, box: Box, glyph: Glyph, style: Style, is_layer: bool) -> bool:
        """Tell whether nobody sees a letter; on a scan it is what recognition read there."""
        x, y = (box[0] + box[2]) / 2, glyph.y + style.size / 4
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top) or style.size < SMALLEST:
            return True
        if is_layer and any(_holds(scan.box, x, y) for scan in self.scans):
            return False
        if style.is_plain and not self.fills:
            return False
        return not style.is_shown or self._is_drowned(x, y, style)

    def _is_drowned(self, x: float, y: float, style: Style) -> bool:
        """Tell whether a letter has the colour of its ground, or lies under something."""
        ground = WHITE
        for shape in self.fills:
            if shape.colour and _holds(shape.box, x, y):
                if shape.order > style.order >= 0:
                    return True
                ground = shape.colour
        if any(_holds(shape.box, x, y) for shape in self.scene.shapes if shape.is_picture):
            return False
        pairs = zip(style.colour[:3], ground[:3], strict=True)
        return max(abs(one - other) for one, other in pairs) < NEAR


def _end_before(found: list[tuple[Box, Glyph, Style]], x: float, y: float) -> None:
    """Let the last letter end where a space begins; boxes of ligatures and accents are too wide."""
    place = len(found) - 1
    while place >= 0 and found[place][1].x0 <= x < found[place][1].x1 and found[place][1].y == y:
        box, glyph, style = found[place]
        if style.angle:
            return
        found[place] = ((box[0], box[1], x, box[3]), glyph._replace(x1=x), style)
        place -= 1


def _quick(function: Any) -> Any:
    """Return a function of PDFium's that takes addresses as numbers: three times faster."""
    kinds: dict[str, tuple[Any, ...]] = {
        "FPDFText_GetUnicode": (ctypes.c_uint,),
        "FPDFText_GetTextObject": (ctypes.c_void_p,),
        "FPDFText_GetCharOrigin": (ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p),
        "FPDFText_GetLooseCharBox": (ctypes.c_int, ctypes.c_void_p),
    }
    result, *arguments = kinds[function.__name__]
    prototype = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *arguments)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _is_large(box: Box) -> bool:
    return box[2] - box[0] > LARGE and box[3] - box[1] > LARGE


def _overlap(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)
