"""Lift the footnotes out of a web page, and put its footnote marks into the text as marks.

Elements are lxml's; `lift` changes the page it is given. What is a mark is decided in `raised`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.corpus.formats import NOTE_CLOSE, NOTE_OPEN, clean, lift_marks, note_mark
from assistant.corpus.printing import BLOCK_TAGS, after, before, remove, unwrap
from assistant.corpus.raised import Raised, is_mark, marks_of, printed

Notes = list[tuple[str, str]]

# Names of a note's place ("fn1", "_ftn2", "cite_note-3") and of a mark's own ("fnref1",
# "cite_ref-3"), to which a note leads back.
SURE = r"_?(?:fn|ftn|edn|foot-?note|end-?note|note|cite_note)"
UNSURE = r"_?(?:f|n|en|ref)"
NUMBER = r"[-_:.]?(?:\w{1,20}[-_:])?(?P<mark>\d{1,3}|(?<=[-_:])[a-z]|[*†‡])"
NOTE_PLACE = re.compile(SURE + NUMBER, re.IGNORECASE)
MAYBE_PLACE = re.compile(rf"(?:{SURE}|{UNSURE})" + NUMBER, re.IGNORECASE)
BACK = re.compile(
    r"_?(?:fn|ftn|foot-?note|end-?note|note|edn|cite)?[-_:]?(?:ref|back|call|src)|back|top",
    re.IGNORECASE,
)
ROLES = re.compile(r"doc-noteref|\bnoteref\b", re.IGNORECASE)
NOTE_ROLES = re.compile(r"doc-(?:footnote|endnote)s?|(?:foot|end|rear)notes?", re.IGNORECASE)
MARK_CLASS = re.compile(
    r"(?:foot|end)?-?note-?(?:ref(?:erence)?|mark(?:er)?|call|link|anchor|number)"
    r"|fn-?ref|ftnref|reference"
    r"|foot-?note",
    re.IGNORECASE,
)
NOTE_CLASS = re.compile(
    r"(?:foot|end)-?notes?(?:[-_]?(?:text|content|body|list|area|item))?"
    r"|side-?note|margin-?note|fn-?text|references",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"(?:foot|end)?-?notes?(?: and references)?\s*:?|references\s*:?", re.IGNORECASE
)
LEADING = re.compile(
    r"(?:\[(?P<a>\w{1,3}|[*†‡§¶#])\]|[\[(](?P<n>[Nn]ote)[\])]|\((?P<b>\d{1,3}|[a-z*†‡])\)"
    r"|(?P<c>\d{1,3}|[*†‡§¶#])[.):]?|(?P<d>[a-z])[.)])"
    r"(?:\s+|(?=[A-Z“\"‘]))"
)
OPENING = re.compile(f"{NOTE_OPEN}(?P<mark>[^{NOTE_CLOSE}]*){NOTE_CLOSE}[.:)]?\\s*")
POINT = re.compile(r"\w+[.):]")
ARROWS = "↩↵⤴↑^︎"
LONGEST = 2000  # letters of one note


def lift(body: Any) -> Notes:
    """Lift the notes out of a page as (mark, text), and write its marks into the text."""
    for margin in list(body.iter("label")):
        if "margin-toggle" in (margin.get("class") or ""):
            remove(margin)
    referred = _referred(body)
    notes: Notes = []
    for element in _note_elements(body, referred):
        if element.getparent() is not None and _is_within(element, body):
            notes += _lift(element, notes)
    notes += _listed(body, bool(referred))
    known = frozenset(mark for mark, _ in notes)
    for element in [e for e in body.iter("sup", "sub", "a", "span", "cite") if _is_candidate(e)]:
        _write(element, known)
    return notes


def closing(blocks: list[str]) -> tuple[list[str], Notes, list[int]]:
    """Part from the blocks the notes among them, which begin with a mark of the text above.

    Returns the other blocks, the notes, and the numbers of the blocks that are kept.
    """
    seen: set[str] = set()
    kept: list[int] = []
    notes: Notes = []
    for number, block in enumerate(blocks):
        opening = OPENING.match(block)
        if opening and opening["mark"] in seen:
            notes.append((opening["mark"], lift_marks(block[opening.end() :])[0]))
            continue
        kept.append(number)
        seen |= {mark for mark, at in lift_marks(block)[1] if at}
    given = {mark for mark, _ in notes}
    if seen - given:
        notes += _trailing(blocks, kept, seen - given)
    return [blocks[number] for number in kept], notes, kept


def _trailing(blocks: list[str], kept: list[int], marks: set[str]) -> Notes:
    """Take from the end of the blocks the notes whose marks are printed as text.

    "[1] In euros." and "* Provisional." are notes; "1. In euros." begins a point of a list as well,
    and is one
    only where there is one for each mark.
    """
    found: Notes = []
    place = len(kept)
    while place and len(block := blocks[kept[place - 1]]) <= LONGEST:
        mark, text = _parted(block)
        if mark not in marks:
            break
        found.insert(0, (mark, text))
        place -= 1
    is_listed = any(POINT.match(blocks[number]) for number in kept[place:])
    if is_listed and (len(found) != len(marks) or {mark for mark, _ in found} != marks):
        return []
    del kept[place:]
    return found


def _referred(body: Any) -> set[str]:
    """Return the fragments that marks in the text link to."""
    found = set()
    for link in body.iter("a"):
        target = _target(link)
        text = clean("".join(link.itertext()))
        if (target and is_mark(text) and (_is_called(link) or is_place(target))) or (
            target and text[:1] == "[" and is_mark(text)
        ):
            found.add(target)
    return {target for target in found if not BACK.match(target)}


def place_of(href: str) -> str:
    """Return the place in the page that a link leads to.

    None for a way back to where a mark stands.
    """
    target = href.rpartition("#")[2] if "#" in href else ""
    return "" if BACK.match(target) else target


def is_place(name: str) -> bool:
    """Tell whether a place in a page has the name of a note's."""
    return MAYBE_PLACE.fullmatch(name) is not None


def is_note(words: str) -> bool:
    """Tell whether an element's classes and roles call it a footnote."""
    return any(
        (NOTE_ROLES.fullmatch(word) and not ROLES.search(word)) or NOTE_CLASS.fullmatch(word)
        for word in words.split()
    )


def told(attributes: Mapping[str, str | None]) -> str:
    """Return the classes and roles of an element."""
    return " ".join(attributes.get(name) or "" for name in ("class", "role", "epub:type"))


def is_called(words: str) -> bool:
    """Tell whether an element's classes and roles call it a reference to a note."""
    return any(ROLES.search(word) or MARK_CLASS.fullmatch(word) for word in words.split())


def _target(link: Any) -> str:
    return place_of(link.get("href") or "")


def _is_called(element: Any) -> bool:
    """Tell whether the page calls an element a reference to a note, or raises it."""
    if is_called(told(element.attrib)):
        return True
    around = element.getparent()
    return around is not None and (
        around.tag == "sup" or element.find("sup") is not None or is_called(told(around.attrib))
    )


def _note_elements(body: Any, referred: set[str]) -> Iterator[Any]:
    """Yield the elements that hold footnotes, as role, class, id or a mark's link tell."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            continue
        name = element.get("id") or element.get("name") or ""
        if is_note(told(element.attrib)) and _has_words(element):
            yield element
        elif name and (name in referred or (NOTE_PLACE.fullmatch(name) and not BACK.match(name))):
            block = _block(element)
            if block is not None and _is_note(block, element, name in referred):
                yield block


def _block(element: Any) -> Any:
    """Return the paragraph, list item or row that an element is or stands in."""
    block = element
    while block is not None and block.tag not in BLOCK_TAGS:
        block = block.getparent()
    if block is not None and block.tag == "td":
        return block.getparent()
    return block


def _is_note(block: Any, element: Any, is_referred: bool) -> bool:
    if block.tag in ("body", "main", "article", "html", "h1", "h2", "h3", "form", "table"):
        return False
    text = clean("".join(block.itertext()))
    if not text or len(text) > LONGEST:
        return False
    if element is block:
        return is_referred or block.tag in ("li", "dd", "p", "aside")
    # An anchor before a note, not a mark inside a sentence that others point at.
    return not before(element).strip() and is_referred


def _has_words(element: Any) -> bool:
    text = clean("".join(element.itertext()))
    return not is_mark(text) and len(text) > 0


def _is_within(element: Any, body: Any) -> bool:
    return any(around is body for around in element.iterancestors())


def _lift(element: Any, known: Notes) -> Notes:
    """Take one element out, and return the notes it holds.

    One inside a sentence leaves its mark there.
    """
    items = [e for e in element.iter("li") if e is not element] or [
        e for e in element.iter("p") if e is not element and _opens(e)
    ]
    if element.tag in BLOCK_TAGS:
        notes = [_note(each, number) for number, each in enumerate(items or [element], 1)]
        remove(element)
        return [note for note in notes if note[1]]
    number, previous = str(len(known) + 1), element.getprevious()
    own, text = _note(element, len(known) + 1)
    called = clean("".join(previous.itertext())) if previous is not None else ""
    if previous is not None and not (previous.tail or "").strip() and is_mark(called):
        remove(element)
        return [(called.strip("[]()"), text)]
    remove(element, note_mark(number))
    return [(number, text)] if text or own else []


def _opens(paragraph: Any) -> bool:
    """Tell whether a paragraph begins with a mark."""
    text = clean("".join(paragraph.itertext()))
    return bool(_parted(text)[0])


def _note(element: Any, number: int) -> tuple[str, str]:
    """Return an element's mark and words, without the way back to the text."""
    back = ""
    for link in list(element.iter("a")):
        href, text = link.get("href") or "", clean("".join(link.itertext()))
        if "#" not in href or not BACK.match(href.rpartition("#")[2]):
            continue
        if is_mark(text):
            back = back or text.strip("[]().")
        if not is_mark(text) or not before(link).strip():
            remove(link)
    text = clean(" ".join(_pieces(element))).strip(ARROWS + " ")
    name = NOTE_PLACE.fullmatch(element.get("id") or "")
    if back and back not in ARROWS:
        return back, text.lstrip("[]().:, ") if text[:1] in "])." else text
    mark, rest = _parted(text)
    if mark and (element.tag != "li" or name is None or mark == name["mark"]):
        return mark, rest
    if name:
        return name["mark"], text
    within = next(
        (
            e
            for e in element.iter()
            if isinstance(e.tag, str) and NOTE_PLACE.fullmatch(e.get("id") or e.get("name") or "")
        ),
        None,
    )
    if within is not None:
        place = NOTE_PLACE.fullmatch(within.get("id") or within.get("name") or "")
        return (place["mark"] if place else str(number)), text
    return (element.get("value") or str(number)), text


def _parted(text: str) -> tuple[str, str]:
    """Return the mark that a note begins with, or none, and the rest."""
    match = LEADING.match(text)
    if match is None:
        return "", text
    return next(filter(None, match.groups())), text[match.end() :]


def _pieces(element: Any) -> Iterator[str]:
    """Yield the text of an element, blocks in it apart."""
    blocks = [e for e in element if e.tag in BLOCK_TAGS]
    if not blocks:
        yield "".join(element.itertext())
        return
    yield element.text or ""
    for child in element:
        yield "".join(child.itertext()) if isinstance(child.tag, str) else ""
        yield child.tail or ""


def _listed(body: Any, has_marks: bool) -> Notes:
    """Take out the list under a heading "Notes", where the text has marks."""
    has_marks = has_marks or body.find(".//sup") is not None
    for heading in (
        list(body.iter("h2", "h3", "h4", "h5", "h6", "p", "strong", "b")) if has_marks else ()
    ):
        if heading.getparent() is None or not HEADING.fullmatch(clean("".join(heading.itertext()))):
            continue
        place = heading if heading.tag in BLOCK_TAGS else _block(heading)
        following = place.getnext() if place is not None else None
        if following is None or following.tag not in ("ol", "ul"):
            if not heading.tag.startswith("h") or following is not None:
                continue
            remove(heading)  # its notes are lifted already
            continue
        start = int(following.get("start") or 1)
        notes = [_note(item, number) for number, item in enumerate(following.iter("li"), start)]
        remove(following)
        remove(place)
        return [note for note in notes if note[1]]
    return []


def _is_candidate(element: Any) -> bool:
    if element.tag in ("sup", "sub"):
        return True
    text = "".join(element.itertext()).strip()
    if not text or len(text) > 14 or not is_mark(text):
        return False
    if element.tag != "a":
        return _is_called(element) and element.find("sup") is None
    target = _target(element)
    return (bool(target) and (_is_called(element) or text[0] == "[" or is_place(target))) or (
        _is_called(element) and element.find("sup") is None
    )


def _write(element: Any, known: frozenset[str]) -> None:
    """Write a raised or linked text into the text about it: as a mark, or as the words it is."""
    if element.getparent() is None:
        return
    text = "".join(element.itertext()).strip()
    if NOTE_OPEN in text:
        unwrap(element)
        return
    is_marked = (
        element.tag not in ("sup", "sub")
        or any(_target(link) or _is_called(link) for link in element.iter("a"))
        or is_called(told(element.attrib))
        or _is_linked(element)
    )
    lead, rest = before(element), after(element)
    marks = () if element.tag == "sub" else marks_of(Raised(text, lead, rest, is_marked), known)
    if marks:
        ended = lead.rstrip()[-1:] in tuple('.!?”"’)') and rest[:1].isupper()
        gap = " " if ended or (lead[-1:].isspace() and rest[:1].isalnum()) else ""
        remove(element, "".join(map(note_mark, marks)) + gap)
    elif element.tag in ("sup", "sub"):
        remove(element, printed(text, lead, element.tag == "sup", rest))


def _is_linked(element: Any) -> bool:
    """Tell whether an element stands in a link to a note."""
    return any(around.tag == "a" and bool(_target(around)) for around in element.iterancestors("a"))
