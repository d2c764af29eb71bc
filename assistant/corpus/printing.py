"""Make a page's tree plain: what a browser prints stays, as text; what it does not print goes.

Struck and hidden text goes, quotations get their marks, a reading of a name its brackets, buttons
inside a sentence stay as words. Elements are lxml's; every function changes the page it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.corpus.formats import clean
from assistant.corpus.styles import (
    BLOCK_DISPLAY,
    Declarations,
    Shape,
    Styles,
    declarations,
    is_bold,
    is_hidden,
    is_raised,
    is_struck,
    shape,
)

BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li legend main menu nav"
    " ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul caption".split()
)
# Nothing of these is text on the page: programs, pictures, what a browser shows in their place only
# where it cannot.
UNPRINTED = frozenset(
    "script style template noscript iframe object embed svg canvas audio video picture meter"
    " progress select datalist textarea map head title rp dialog annotation annotation-xml".split()
)
CONTROLS = frozenset({"button", "input"})
WORDED = frozenset({"button", "submit", "reset"})  # inputs that print their value
MOST = 0.5  # share of a page's text from which on hidden text is text that a script shows
MOST_STEPS = 40  # elements that are looked at before and after one
AROUND = 60  # letters before and after an element that are looked at
QUOTE_MARKS = "“”„‟«»\"'‘’"
ENDED = re.compile(r"[.!?:;…][”\"’')\]]*\s*$")
PERMALINKS = frozenset("#¶§🔗∞")
ICON = re.compile(r"icon|anchor|symbol|glyph|(?:^|\s)fa[bsr]?(?:-|\s|$)", re.IGNORECASE)
STOPS = re.compile(r"[,.;:!?)\]]")


def make_plain(tree: Any, styles: Styles) -> None:
    """Leave in a page what a browser prints on a screen, each thing as text in its place."""
    body = tree.find(".//body")
    if body is None:
        return
    for element in list(body.iter("wbr", "source", "track")):
        unwrap(element)  # libxml2 takes what follows these for what they hold
    _fill_shadows(body)
    _apply_styles(body, styles)
    for element in list(body.iter(*UNPRINTED)):
        if element.tag == "dialog" and element.get("open") is not None:
            continue
        if element.getparent() is not None:
            remove(element)
    _write_out(body)


def sheets(tree: Any) -> Iterator[str]:
    """Yield a page's style sheets; one for paper alone is none."""
    for element in tree.iter("style"):
        media = (element.get("media") or "").lower()
        within = element.getparent()
        if "print" not in media and (within is None or within.tag != "noscript"):
            yield element.text or ""


def before(element: Any, limit: int = AROUND) -> str:
    """Return the text before an element in its own block, back to a line's break at most."""
    parts: list[str] = []
    size = 0
    for _ in range(MOST_STEPS):
        previous = element.getprevious()
        parent = element.getparent()
        if previous is None:
            part = (parent.text or "") if parent is not None else ""
        else:
            part = previous.tail or ""
            if _breaks(previous):
                parts.append(part)
                break
            part = _text(previous) + part
        parts.append(part)
        size += len(part)
        is_done = previous is None and (parent is None or parent.tag in BLOCK_TAGS)
        if is_done or size >= limit:
            break
        element = previous if previous is not None else parent
    return "".join(reversed(parts))[-limit:]


def after(element: Any, limit: int = AROUND) -> str:
    """Return the text behind an element in its own block, up to a line's break at most."""
    parts = [element.tail or ""]
    size = len(parts[0])
    for _ in range(MOST_STEPS):
        following = element.getnext()
        if following is None:
            element = element.getparent()
            if element is None or element.tag in BLOCK_TAGS:
                break
            part = element.tail or ""
        elif _breaks(following):
            break
        else:
            part = _text(following) + (following.tail or "")
            element = following
        parts.append(part)
        size += len(part)
        if size >= limit:
            break
    return "".join(parts)[:limit]


def remove(element: Any, instead: str = "") -> None:
    """Take away what an element holds, and put a text in its place.

    A gap that is left before a stop goes too. The element stays, empty, so that the texts about it
    need not be joined each time.
    """
    previous, parent = element.getprevious(), element.getparent()
    tail = element.tail
    if not instead and tail and STOPS.match(tail) and parent is not None:
        if previous is not None:
            previous.tail = (previous.tail or "").rstrip() or None
        else:
            parent.text = (parent.text or "").rstrip() or None
    element.clear()
    element.tag, element.text, element.tail = "span", instead or None, tail


def unwrap(element: Any, opening: str = "", closing: str = "") -> None:
    """Leave of an element only what it holds, between two texts."""
    element.attrib.clear()
    element.tag = "span"
    if opening:
        element.text = opening + (element.text or "")
    if closing and len(element):
        element[-1].tail = (element[-1].tail or "") + closing
    elif closing:
        element.text = (element.text or "") + closing


def _breaks(element: Any) -> bool:
    return element.tag in BLOCK_TAGS or element.tag == "br"


def _text(element: Any) -> str:
    return "".join(element.itertext()) if isinstance(element.tag, str) else ""


def _fill_shadows(body: Any) -> None:
    """Print declarative shadow trees where they stand, what they are given in their slots."""
    for template in list(body.iter("template")):
        if template.get("shadowrootmode") is None and template.get("shadowroot") is None:
            continue
        host = template.getparent()
        light = [child for child in host if child is not template]
        for slot in template.iter("slot"):
            name = slot.get("name") or ""
            given = [child for child in light if (_slot(child)) == name]
            if given:
                slot.text = None
                for child in list(slot):
                    slot.remove(child)
            for child in given:
                slot.append(child)
        for child in light:
            if child.getparent() is host:
                host.remove(child)
        template.tag = "div"


def _slot(element: Any) -> str:
    return element.get("slot") or "" if isinstance(element.tag, str) else ""


def _apply_styles(body: Any, styles: Styles) -> None:
    """Take out what is hidden or struck, and tell by tags what style makes of the rest."""
    most = MOST * len(clean("".join(body.itertext())))
    for element in [e for e in body.iter() if isinstance(e.tag, str) and e is not body]:
        if element.getparent() is None:
            continue
        own = shape(element.tag, element.attrib)
        declared = _declared(element, own, styles)
        if is_struck(declared, own.tag):
            remove(element)
        elif is_hidden(declared, own) or _is_unheard(element):
            _hide(element, most)
        elif declared:
            _retag(element, declared)


def _declared(element: Any, own: Shape, styles: Styles) -> Declarations:
    style = element.get("style") or ""
    rules = styles.candidates(own)
    if not rules:
        return declarations(style) if style else {}
    chain = [own, *(shape(e.tag, e.attrib) for e in element.iterancestors())]
    return styles.declared(rules, chain, style)


def _is_unheard(element: Any) -> bool:
    """Tell whether an element is kept from screen readers and is no words of a line.

    An icon, a mirror of other text.
    """
    if element.get("aria-hidden") != "true":
        return False
    if element.tag in BLOCK_TAGS or ICON.search(element.get("class") or ""):
        return True
    return not (before(element).strip() or after(element).strip())


def _hide(element: Any, most: float) -> None:
    """Take out what is hidden, unless a script shows it or it is a title to be heard."""
    if element.tag == "h1" or element.find(".//h1") is not None:
        return
    if len(clean("".join(element.itertext()))) <= most:
        remove(element)


def _retag(element: Any, declared: Declarations) -> None:
    display = declared.get("display", "")
    if display in BLOCK_DISPLAY and element.tag not in BLOCK_TAGS:
        element.tag = "div"
    elif display == "inline" and element.tag in ("div", "p", "section"):
        element.tag = "span"
    elif declared.get("white-space", "").startswith("pre") and element.tag in ("div", "p"):
        element.tag = "pre"
    elif element.tag in ("span", "font", "a", "small") and is_raised(declared):
        if element.tag == "a":
            element.set("role", "doc-noteref")
        else:
            element.tag = "sup"
    elif element.tag in ("span", "font") and is_bold(declared):
        element.tag = "b"


def _write_out(body: Any) -> None:
    """Write as text what a browser prints about or instead of an element."""
    for element, depth in [(e, _depth(e)) for e in body.iter("q")]:
        _quote(element, depth)
    for element in list(body.iter("rt")):
        _bracket(element)
    for element in list(body.iter("input")):
        words = element.get("value") or ""
        is_worded = (element.get("type") or "text").lower() in WORDED or (
            element.get("readonly") is not None
        )
        remove(element, words if words and is_worded and is_within_sentence(element) else "")
    for element in [e for e in body.iter("a") if _is_permalink(e)]:
        remove(element)
    for element in [e for e in body.iter("button", "label") if _is_control(e)]:
        has_words = any(c.isalnum() for c in "".join(element.itertext()))
        if has_words and is_within_sentence(element):
            unwrap(element)
        else:
            remove(element)


def is_within_sentence(element: Any) -> bool:
    """Tell whether a control is a word of a sentence.

    One is open before it, or goes on behind it.
    """
    lead, rest = before(element).rstrip(), after(element).lstrip()
    if lead and not ENDED.search(lead):
        return len(lead.split()) > 1 or bool(rest)
    return rest[:1].islower()


def _is_permalink(link: Any) -> bool:
    """Tell whether a link only gives the address of the paragraph or heading it stands at."""
    return "#" in (link.get("href") or "") and "".join(link.itertext()).strip() in PERMALINKS


def _is_control(element: Any) -> bool:
    """Tell whether an element is a button, or the label of a field."""
    if element.tag == "button":
        return True
    return element.get("for") is not None or element.find(".//input") is not None


def _depth(element: Any) -> int:
    return sum(around.tag == "q" for around in element.iterancestors())


def _quote(element: Any, depth: int) -> None:
    inside = clean("".join(element.itertext()))
    if inside[:1] in QUOTE_MARKS or not inside:
        unwrap(element)
    else:
        unwrap(element, *(("‘", "’") if depth % 2 else ("“", "”")))


def _bracket(element: Any) -> None:
    """Put the reading of a name between the brackets that a browser without ruby prints."""
    text = clean("".join(element.itertext()))
    remove(element, f"({text})" if text else "")
