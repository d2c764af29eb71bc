"""The marks of footnotes and endnotes as Word prints them: counted in the order of the text."""

from __future__ import annotations

from typing import Any

from assistant.corpus.word.names import W, value

ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
DAGGERS = "*†‡§"
FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Marks:
    """Count the references of one kind, footnotes or endnotes, and remember which note each one is to."""

    def __init__(self, kind: str, properties: tuple[Any, ...]) -> None:
        """Take the properties that state a number format; the last that states one counts."""
        stated = [each.find(f"{W}{kind}Pr") for each in properties if each is not None]
        formats = [found for each in stated if (found := value(each, "numFmt"))]
        starts = [found for each in stated if (found := value(each, "numStart"))]
        self._format = formats[-1] if formats else FORMATS[kind]
        self._next = int(starts[-1]) if starts and starts[-1].isdigit() else 1
        self.found: list[tuple[str, str]] = []  # (mark, id of the note) in the order of the text

    def mark(self, reference: Any, custom: str) -> str:
        """Return the mark printed at a reference.

        `custom` is the one that follows it, if it says so.
        """
        mark = custom.strip() if is_custom(reference) else ""
        if not mark:
            mark = _numeral(self._next, self._format)
            self._next += 1
        self.found.append((mark, reference.get(f"{W}id") or ""))
        return mark


def is_custom(reference: Any) -> bool:
    """Tell whether a reference's mark is typed behind it."""
    return (reference.get(f"{W}customMarkFollows") or "0").lower() in ("1", "true", "on")


def is_note(note: Any) -> bool:
    """Tell a note from the line that Word draws between text and notes."""
    return "eparator" not in (note.get(f"{W}type") or "")


def _numeral(number: int, style: str) -> str:
    if style in ("lowerRoman", "upperRoman"):
        roman = ""
        for size, letters in ROMAN:
            while number >= size and len(roman) < 20:
                roman, number = roman + letters, number - size
        return roman.upper() if style == "upperRoman" else roman
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style == "chicago":
        return DAGGERS[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)
