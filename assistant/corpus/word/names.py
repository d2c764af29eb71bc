"""Names in a Word document's XML, and the few questions that every reader of it asks."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{COMPATIBILITY}AlternateContent"
CHOICE = f"{COMPATIBILITY}Choice"
FALLBACK = f"{COMPATIBILITY}Fallback"
BOX = f"{W}txbxContent"
# Deleted and moved text, and what tells of text without being text.
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
SILENT = frozenset(
    f"{W}{name}"
    for name in (
        "pPr rPr tblPr tblGrid tblPrEx trPr tcPr sdtPr sdtEndPr sectPr customXmlPr smartTagPr rubyPr "
        "fldData ffData instrText delInstrText delText commentReference annotationRef"
    ).split()
)
OFF = frozenset({"0", "false", "off"})


def value(element: Any, name: str) -> str | None:
    """Return the value of a child element, or None where there is no such child."""
    child = None if element is None else element.find(f"{W}{name}")
    return None if child is None else str(child.get(f"{W}val", ""))


def flag(element: Any, name: str) -> bool | None:
    """Return whether a child element switches a property on or off; None where it does neither."""
    found = value(element, name)
    return None if found is None else found.lower() not in OFF


def is_placeholder(control: Any) -> bool:
    """Tell whether a content control shows what to type into it and no more."""
    return bool(flag(control.find(f"{W}sdtPr"), "showingPlcHdr"))
