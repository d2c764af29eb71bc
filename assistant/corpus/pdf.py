"""PDF files with text in them: paragraphs in reading order, running heads and hyphens at line ends taken out."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from assistant.corpus.formats import ZERO_WIDTH, Page, clean, unlist
from assistant.corpus.furniture import timestamp
from assistant.errors import DocumentError
from assistant.wordlists import read_words

MARGIN = 0.12  # share of the page's height, above and below, where running heads and feet stand
FEET = 3  # blocks in a margin that may be a running foot: a footnote is not one
PICTURE = 0.5  # share of a page that a picture covers when the page is a scan
LOUD = 1.15  # how much larger than the text a title is set
UNREADABLE = 0.05  # share of characters without a letter behind them
UNKNOWN = re.compile(r"\(cid:\d+\)")
PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–—\s]*\d{1,4}\s*[-–—]?(?:\s*(?:/|of)\s*\d{1,4})?$", re.IGNORECASE
)
HYPHEN = re.compile(r"(\w+)[-\u2010]\s*$")
ENDS = re.compile(r"[.!?:;…][”\"’')\]]*\s*$")
LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "ft",
        "\ufb06": "st",
    }
)
PREFIXES = read_words("assistant.corpus.data", "hyphenated.txt")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one paragraph on one page: its left edge, top and bottom in points from the page's lower left corner.

    `height` is where it stands, 0 the foot and 1 the head; `size` is the letters', in points.
    """

    lines: tuple[str, ...]
    page: int
    left: float
    top: float
    bottom: float
    height: float
    size: float

    @property
    def text(self) -> str:
        """The lines as one."""
        return clean(" ".join(self.lines))


def pdf(raw: bytes, path: str) -> Page:
    """Read a PDF; DocumentError for one that is damaged, locked, a scan, or whose fonts do not tell their letters."""
    if not raw.strip():
        raise DocumentError(path, "the file is empty")
    blocks = _blocks(raw, path)
    text = "".join(line for block in blocks for line in block.lines)
    if len("".join(UNKNOWN.findall(text))) > UNREADABLE * len(text):
        raise DocumentError(
            path,
            "the PDF's fonts do not say which letters they draw; run text recognition (OCR) on it and add the result",
        )
    body = _without_running_heads(blocks)
    if not body:
        raise DocumentError(path, "the PDF holds no text")
    title = _title(body)
    paragraphs = _joined(body)
    return Page(
        tuple(clean(unlist(paragraph)) for paragraph in paragraphs),
        {},
        {"title": title.text} if title else {},
    )


def _blocks(raw: bytes, path: str) -> list[Block]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    blocks: list[Block] = []
    scans: list[int] = []
    try:
        for number, page in enumerate(
            extract_pages(io.BytesIO(raw), laparams=LAParams(all_texts=True)), 1
        ):
            found = [block for box in _boxes(page) for block in _split(box, number, page)]
            if (
                not any(character.isalnum() for block in found for character in block.text)
                and _covered(page) > PICTURE
            ):
                scans.append(number)
            blocks.extend(found)
    except PDFPasswordIncorrect:
        raise DocumentError(path, "the PDF is locked by a password") from None
    except (
        PDFException,
        PSException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
    ) as error:
        # On damaged files pdfminer raises whatever it stumbles upon.
        raise DocumentError(path, f"the PDF is damaged ({type(error).__name__})") from None
    if scans:
        pages = (
            "its pages are pictures"
            if not blocks
            else f"of its pages {', '.join(map(str, scans))} are pictures"
        )
        raise DocumentError(
            path,
            f"the PDF is a scan: {pages} without text; run text recognition (OCR) on it and add the result",
        )
    return blocks


def _boxes(container: Any) -> Iterator[Any]:
    """Yield the boxes of lines, those of drawings that are set into the page too."""
    for item in container:
        if hasattr(item, "get_text") and hasattr(item, "__iter__"):
            yield item
        elif hasattr(item, "__iter__"):
            yield from _boxes(item)


def _covered(page: Any) -> float:
    """Return the share of a page that pictures cover."""
    covered: float = sum(_pictures(page)) / max(1.0, page.width * page.height)
    return covered


def _pictures(container: Any) -> Iterator[float]:
    for item in container:
        if hasattr(item, "stream"):
            yield item.width * item.height
        elif hasattr(item, "__iter__") and not hasattr(item, "get_text"):
            yield from _pictures(item)


def _split(box: Any, page: int, whole: Any) -> Iterator[Block]:
    """Cut a box of lines where one is indented, the letters change their size, or a date stands alone: a new paragraph begins there."""
    begun: list[Any] = []
    for line in (line for line in box if line.get_text().strip()):
        if begun and _begins(line, box, begun[-1]):
            yield _block(begun, page, whole)
            begun = []
        begun.append(line)
    if begun:
        yield _block(begun, page, whole)


def _begins(line: Any, box: Any, above: Any) -> bool:
    changes = max(_size(line), _size(above)) > LOUD * min(_size(line), _size(above))
    return (
        changes or _is_indented(line, box, above) or timestamp(clean(above.get_text())) is not None
    )


def _is_indented(line: Any, box: Any, above: Any) -> bool:
    # A centred line is no indented one.
    indent = line.x0 - box.x0
    return bool(
        _size(line) * 0.8 < indent < _size(line) * 5
        and above.x0 - box.x0 < _size(line) * 0.5
        and ENDS.search(above.get_text())
    )


def _block(lines: Sequence[Any], page: int, whole: Any) -> Block:
    # A soft hyphen at a line's end is a hyphen there.
    texts = tuple(
        ZERO_WIDTH.sub("", re.sub("\u00ad$", "-", line.get_text().rstrip()))
        .translate(LIGATURES)
        .strip()
        for line in lines
    )
    top, bottom = lines[0].y1, lines[-1].y0
    height = (top + bottom) / 2 / max(1.0, whole.height)
    return Block(
        texts, page, lines[0].x0, top, bottom, height, median(_size(line) for line in lines)
    )


def _size(line: Any) -> float:
    sizes = [item.size for item in line if hasattr(item, "size")]
    return float(median(sizes)) if sizes else float(line.height)


def _without_running_heads(blocks: Sequence[Block]) -> list[Block]:
    """Leave out page numbers in the margins, and what stands in them on several pages, whatever numbers it holds."""
    margin = [block for block in blocks if not MARGIN < block.height < 1 - MARGIN]
    pages: Counter[str] = Counter()
    for key, _ in {(_key(block), block.page) for block in margin}:
        pages[key] += 1
    running = {
        id(b)
        for b in margin
        if PAGE_NUMBER.match(b.text) or (pages[_key(b)] > 1 and len(b.lines) <= FEET)
    }
    return [block for block in blocks if id(block) not in running]


def _key(block: Block) -> str:
    return re.sub(r"\d+", "#", block.text)


def _title(blocks: Sequence[Block]) -> Block | None:
    """Return the largest block of the first page where it is larger than the text, or None."""
    body = median(block.size for block in blocks for _ in block.lines)
    first = [block for block in blocks if block.page == blocks[0].page]
    largest = max(first, key=lambda block: block.size)
    return largest if largest.size > LOUD * body and len(largest.text) > 10 else None


def _joined(blocks: Sequence[Block]) -> list[str]:
    """Return paragraphs: one that a column or page breaks off goes on where the next block begins in small letters."""
    words = Counter(
        word.casefold()
        for block in blocks
        for line in block.lines
        for word in re.findall(r"\w+(?:[-\u2010]\w+)*", line)
    )
    paragraphs: list[list[str]] = []
    last: Block | None = None
    for block in blocks:
        if (
            paragraphs
            and last
            and abs(last.size - block.size) < 0.5
            and (_breaks_off(last, block) or _hangs(last, block))
        ):
            paragraphs[-1].extend(block.lines)
        else:
            paragraphs.append(list(block.lines))
        last = block
    return [_unhyphenated(lines, words) for lines in paragraphs]


def _breaks_off(above: Block, below: Block) -> bool:
    return not ENDS.search(above.text) and below.text[:1].islower()


def _hangs(above: Block, below: Block) -> bool:
    """Tell whether the one above is the indented first line of the paragraph below: the layout analysis keeps them apart."""
    if timestamp(above.text):
        return False
    indent, gap = above.left - below.left, above.bottom - below.top
    is_next = above.page == below.page and -0.5 < gap / below.size < 0.5
    return len(above.lines) == 1 and is_next and 0.8 < indent / below.size < 5


def _unhyphenated(lines: Sequence[str], words: Counter[str]) -> str:
    """Join lines; a word broken at a line's end is made whole, one that has a hyphen of its own keeps it.

    How the document writes the word elsewhere decides; else whether its first part is one that hyphens follow.
    """
    text = ""
    for line in lines:
        broken = HYPHEN.search(text)
        after = re.match(r"\w+", line)
        if broken and after and line[0].islower():
            whole, hyphenated = (
                (broken[1] + after[0]).casefold(),
                f"{broken[1]}-{after[0]}".casefold(),
            )
            keeps = words[hyphenated] > 0 or (
                words[whole] == 0 and broken[1].casefold() in PREFIXES
            )
            text = text.rstrip() + line if keeps else text[: broken.end(1)] + line
        elif broken and after:
            text = text.rstrip() + line  # "Franco-" and "German"
        else:
            text = f"{text} {line}" if text else line
    return text
