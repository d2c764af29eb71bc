"""Characters that Word keeps as a place in a symbol font, and digits raised above the line."""

from __future__ import annotations

from assistant.corpus.formats import note_mark

PRIVATE = range(0xF000, 0xF100)  # where a symbol font's own places stand
# The Symbol font's letters, at the places of these Latin ones.
GREEK = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
SIGNS = {0xA0: "€", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB9: "≠", 0xBB: "≈"}
PICTURES = ("wingdings", "webdings", "zapf", "marlett")
RAISED = str.maketrans("0123456789abcdefgh", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰ")
DAGGERS = "*†‡§"


def symbol(font: str, code: str) -> str:
    """Return the character of a w:sym, or "" for a picture."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if any(name in font.lower() for name in PICTURES) or not 0 < place < 0x110000:
        return ""
    if place in PRIVATE:
        place -= PRIVATE.start
    elif place > 0xFF:
        return chr(place)
    if font.lower().startswith("symbol"):
        return SIGNS.get(place) or GREEK.get(chr(place), chr(place) if place < 0x7F else "")
    return chr(place)


def raised(text: str) -> str:
    """Return raised digits, or one raised letter, as the characters that print so.

    Words such as "th" as they are.

    A raised star or dagger is the mark of a footnote, and so is "[1]".
    """
    bare = text.strip()
    if bare and (not bare.strip(DAGGERS) or (bare[0] + bare[-1] == "[]" and bare[1:-1].isdigit())):
        return note_mark(bare.strip("[]"))
    is_mark = bare.replace(",", "").replace(" ", "").isdigit() or (
        len(bare) == 1 and bare in "abcdefgh"
    )
    return text.translate(RAISED) if is_mark else text
