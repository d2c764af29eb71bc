"""Web pages: the running text, narrowed to where it stands and taken out by trafilatura, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from itertools import dropwhile
from typing import Any

from assistant.corpus.dates import read_date
from assistant.corpus.formats import Page, clean, decode, unlist
from assistant.errors import DocumentError
from assistant.text import fold

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
OUTSIDE = {"script", "style", "noscript", "template", "nav", "footer", "aside", "button", "select", "figure", "figcaption"}
BLOCKS = {"p", "li", "td", "dd", "blockquote", "div", "section", "article", "pre"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SENTENCE = re.compile(r"[.!?:;…][”\"’')]*(?:\s|$)")
RUNNING = 100  # letters of a block that is running text; captions, notices and menus are shorter, teasers are links
MOST = 0.85  # share of the page's running text that the narrowest element around the account holds
NEARLY_ALL = 0.97  # the same, below the title: no paragraph of the account may be left out
ENOUGH = 0.4  # share of the running text below the title that the element around both holds, where the page has a title
LINKS = 0.6  # share of a block's text in links, from which on it is a menu or a list of other news
# Classes of what stands about an account on pages of many makes; none of it holds the most of the running text.
ABOUT = re.compile(
    r"(?:^|[\s_-])(?:related|promo|widget|sidebar|comments?|shar(?:e|ing)|social|breadcrumbs?|cookies?|newsletter|captions?|pager|pagination"
    r"|tags?|toolbar|slider|carousel|paywall|premium|subscri\w+|recommend\w*|popular|disclaimer|copyright|visitors?|satisfaction|feedback)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# Headings of what follows an account.
AFTER = re.compile(
    r"(?:related|more\b|latest|recent|read (?:also|more|next)|see also|also (?:read|of)|most (?:read|popular|viewed)|recommended|news from"
    r"|other (?:news|questions|stories)|(?:\d+|one|no) (?:comments?|responses?)|comments?$|leave a|share|follow us|press (?:contact|office)"
    r"|media contact|contacts?$|downloads?$|links$|tags$|topics$|for subscribers|opening hours|newsletter|previous|next\b|archives?$|search"
    r"|explore|in this section|files$|attachments?$|useful links)",
    re.IGNORECASE,
)
LINKED_DATA = "//script[@type='application/ld+json']"
CELLS = re.compile(r"^(?:\|\s*)+|(?:\s*\|)+$")  # the frame of a table that lays out the page
SEPARATORS = re.compile(r"\s+[|–—•·:-]\s+|\s*[|_•]\s*")
OFFICIAL = re.compile(r"\bwebsite of (?:the )?(?P<name>[^.;|]+)", re.IGNORECASE)
HOME = re.compile(r"[,\s]*(?:\bhome\s*page\b|\bhome\b|\blogo\b|\bseal of\b)[,\s]*", re.IGNORECASE)
BRAND = re.compile(r"brand|logo|site-?(?:name|title)", re.IGNORECASE)
META_ISSUERS = ("dc.publisher", "dcterms.publisher", "publisher", "og:site_name", "application-name")


def html(raw: bytes, path: str) -> Page:
    """Read a web page; DocumentError where it has no main text."""
    declared = CHARSET.search(raw[:4096])
    return page_of(decode(raw, path, declared[1].decode("ascii", "replace") if declared else None), path)


def page_of(text: str, path: str) -> Page:
    """Read a web page that is decoded."""
    import trafilatura  # half a second to import, and most libraries hold no HTML

    # lxml refuses a text that declares an encoding, which decoding has made untrue.
    tree = trafilatura.load_html(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    if tree is None:
        raise DocumentError(path, "the page is no HTML")
    metadata = trafilatura.extract_metadata(text)
    title, heading = _title(tree, metadata.title or "")
    issuers = [name for name in _issuers(tree, metadata) if fold(name) not in fold(title)]
    sample = bool(tree.xpath("//meta[@name='sample']"))
    language = next(iter(tree.xpath("//@lang")), "")
    told = _stated_date(tree)
    printed = _narrow(tree, heading)
    published = told or printed
    found = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False, favor_recall=True)
    lines = ((found and found.text) or "").split("\n")
    blocks = tuple(block for line in lines if (block := clean(unlist(CELLS.sub("", line)))) and not _is_rule(block))
    # "14.03.2024 | Foreign policy"
    blocks = tuple(dropwhile(lambda block: len(block) < RUNNING and not SENTENCE.search(block) and read_date(block) is not None, blocks))
    if not blocks:
        raise DocumentError(path, "no main text was found in the page")
    stated: dict[str, Any] = {
        "title": title,
        "published": published,
        "source_url": metadata.url,
        "language": language if re.match(r"[A-Za-z]{2,3}\b", language) else None,
        "sample": sample,
    }
    hints = {"issuer": next((name for name in issuers if " " in name), next(iter(issuers), ""))}
    return Page(blocks, {name: value for name, value in stated.items() if value}, {name: value for name, value in hints.items() if value})


def _stated_date(tree: Any) -> str | None:
    """Return the day of publication that the head of the page states, without a look at its text."""
    from htmldate import find_date
    from lxml.etree import tostring

    head = tree.find(".//head")
    if head is None:
        return None
    scripts = "".join(f"<script type='application/ld+json'>{element.text or ''}</script>" for element in tree.xpath(LINKED_DATA))
    bare = f"<html>{tostring(head, encoding='unicode')}<body>{scripts}</body></html>"
    found: str | None = find_date(bare, extensive_search=False, original_date=True)
    return found


def _printed_date(container: Any, heading: Any = None) -> Date | None:
    """Return the date that is printed before the running text begins, and after the title where one is given."""
    before: list[str] = []
    passed = heading is None
    for element in container.iter():
        if not isinstance(element.tag, str):
            continue
        if heading is not None and heading in (element, *element.iterancestors()):
            passed = True
            continue  # the title may tell a date of its own
        if passed and element.tag in BLOCKS and _running(element):
            break
        # Each text by itself: a word after a date would hide where it ends.
        before += [element.text or "", *(child.tail or "" for child in element)] if passed else []
    return next((day for text in before if len(text) < RUNNING and (day := read_date(clean(text)))), None)


def _marked_date(container: Any) -> str | None:
    """Return the date that is marked up as a time."""
    from htmldate import find_date
    from lxml.etree import tostring

    bare = f"<html><body>{tostring(container, encoding='unicode', with_tail=False)}</body></html>"
    found: str | None = find_date(bare, extensive_search=False, original_date=True)
    return found


def _narrow(tree: Any, heading: Any) -> Date | str | None:
    """Leave of the page's body only the narrowest element that holds the account, and nothing in it that stands about one.

    Returns the date that is printed about it.

    Trafilatura judges elements by their names, which each ministry chooses for itself; where the title and the sentences are
    does not depend on names.
    """
    body = tree.find(".//body")
    if body is None:
        return None
    printed: Date | str | None = _printed_date(body, heading) if heading is not None else None
    _clear(body, heading)
    order = {element: place for place, element in enumerate(body.iter())}
    start = order.get(heading, -1)
    weights: dict[Any, int] = {}
    total = 0
    for block in body.iter(*BLOCKS):
        weight = _running(block) if order[block] > start else 0
        total += weight
        for around in (block, *block.iterancestors()) if weight else ():
            weights[around] = weights.get(around, 0) + weight
    if not total:
        return None
    if heading is not None and heading in order:
        narrowest = next(around for around in heading.iterancestors() if weights.get(around, 0) >= ENOUGH * total)
        printed = printed or _printed_date(narrowest) or _marked_date(narrowest)
        _cut(narrowest, heading, order)
    else:
        narrowest = body
    printed = printed or _printed_date(narrowest) or _marked_date(narrowest)
    share = MOST if narrowest is body else NEARLY_ALL
    total = sum(map(_running, narrowest.iter(*BLOCKS)))
    # The last in document order of those that hold enough is the innermost.
    narrowest = [e for e in narrowest.iter() if sum(map(_running, e.iter(*BLOCKS))) >= share * total][-1] if total else narrowest
    while narrowest is not body and (narrowest.tag not in BLOCKS or _running(narrowest)):
        narrowest = narrowest.getparent()  # an account of one paragraph has a list or a closing line beside it
    for element in narrowest.iter():
        if isinstance(element.tag, str):
            # Names and roles have done their work here; trafilatura would take parts of the account for something else by them.
            for name in set(element.attrib) - {"href"}:
                del element.attrib[name]
    for block in list(narrowest.iter("ul", "ol", "dl", "div", "p", "table")):
        if block is not narrowest and not weights.get(block) and _link_share(block) > LINKS and block.getparent() is not None:
            _remove(block)
    if narrowest is not body:
        for child in list(body):
            body.remove(child)
        body.text = None
        narrowest.tail = None
        body.append(narrowest)
    return printed


def _clear(body: Any, heading: Any) -> None:
    """Take out what is hidden, what is no text, and what is named as standing about an account; never where the title is."""
    around = set() if heading is None else {heading, *heading.iterancestors()}
    total = sum(map(_running, body.iter(*BLOCKS)))
    for element in [e for e in body.iter() if isinstance(e.tag, str)]:
        if element in around or element is body or element.getparent() is None:
            continue
        named = ABOUT.search(f"{element.get('class') or ''} {element.get('id') or ''}") or element.tag == "form"
        hidden = element.get("hidden") is not None or HIDDEN.search(element.get("style") or "")
        # Some sites put the whole page into one form.
        if hidden or element.tag not in (
            *BLOCKS,
            "form",
            "ul",
            "ol",
            "dl",
            "table",
            "span",
            "tr",
            "tbody",
            "header",
            "h1",
            "h2",
            "h3",
            "h4",
        ):
            if hidden or _is_outside(element):
                _remove(element)
        elif named and sum(map(_running, element.iter(*BLOCKS))) <= ENOUGH * total:
            _remove(element)


def _is_outside(element: Any) -> bool:
    if element.tag == "footer":
        return all(around.tag != "article" for around in element.iterancestors())  # an article's own may tell its date
    return element.tag in OUTSIDE or element.get("aria-hidden") == "true"


def _cut(container: Any, heading: Any, order: dict[Any, int]) -> None:
    """Take out what stands before the title, and all from the first heading on that tells of something else."""
    begun = False
    doomed = []
    past = False
    for element in container.iter():
        if not isinstance(element.tag, str) or element is container:
            continue
        if order[element] < order[heading]:
            if heading not in set(element.iter()):
                doomed.append(element)
            continue
        begun = begun or (element.tag in BLOCKS and _running(element) > 0)
        past = past or (begun and element.tag in HEADINGS and AFTER.match(clean("".join(element.itertext()))) is not None)
        if past:
            doomed.append(element)
    for element in doomed:
        if element.getparent() is not None:
            _remove(element)


def _running(block: Any) -> int:
    """Return the length of the text that a block holds itself, not in blocks within it, where that is running text."""
    text = clean("".join(_own_text(block)))
    if len(text) < RUNNING or not SENTENCE.search(text):
        return 0
    return len(text) if _link_share(block) < LINKS else 0


def _own_text(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in BLOCKS and child.tag not in ("ul", "ol", "dl", "table", "tr", "tbody"):
            yield from _own_text(child)
        yield child.tail or ""


def _link_share(block: Any) -> float:
    whole = len(clean("".join(block.itertext())))
    linked = sum(len(clean("".join(link.itertext()))) for link in block.iter("a"))
    return linked / whole if whole else 0.0


def _remove(element: Any) -> None:
    """Take an element out; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _title(tree: Any, guess: str) -> tuple[str, Any]:
    """Return the longest heading that the page's own title repeats, and its element; that title has the site's name about it.

    Where none is repeated it is the only first heading, else what the page's title gives, and no element.
    """
    told = [guess, *(clean("".join(e.itertext())) for e in tree.xpath("//head/title"))]
    told += [clean(value) for value in tree.xpath("//meta[@property='og:title' or translate(@name, 'DCT', 'dct')='dc.title']/@content")]
    headings = [(clean(" ".join(e.itertext())), e) for e in tree.xpath("//h1|//h2|//h3|//h4")]
    repeated = [(text, e) for text, e in headings if len(text.split()) > 2 and any(fold(text) in fold(title) for title in told)]
    parts = [part for title in told for part in SEPARATORS.split(title) if len(part.split()) > 3]
    # A heading may have a line of its own above the title.
    repeated = repeated or [(part, e) for text, e in headings for part in parts if fold(part) in fold(text)]
    first = [(text, e) for text, e in headings if e.tag == "h1" and len(text.split()) > 2]
    if repeated:
        return max(repeated, key=lambda pair: len(pair[0]))
    return first[0] if len(first) == 1 else (guess, None)


def _issuers(tree: Any, metadata: Any) -> Iterator[str]:
    """Yield names that the page gives its publisher, the surest first; a bare domain name is none."""
    names = [author.strip() for author in re.findall(r'"author"\s*:\s*\{[^{}]*"Organization"[^{}]*"name"\s*:\s*"([^"]+)"', _scripts(tree))]
    for name in META_ISSUERS:
        names += tree.xpath(f"//meta[translate(@name, 'DCTP', 'dctp')='{name}' or @property='{name}']/@content")
    names += [match["name"] for text in tree.xpath("//meta[@name='description']/@content") if (match := OFFICIAL.search(text))]
    for element in tree.xpath("//head/title"):
        names += SEPARATORS.split(clean("".join(element.itertext())))[:0:-1]
    for element in tree.xpath("//header//*[@class or @id]|//*[@class or @id]"):
        if BRAND.search(f"{element.get('class')} {element.get('id')}"):
            names += ["".join(element.itertext()), *element.xpath(".//img/@alt")]
    if metadata.sitename:
        names.append(metadata.sitename)
    for name in names:
        cleaned = clean(HOME.sub(" ", clean(name))).strip(" ,|")
        if cleaned and len(cleaned) < 100 and not re.fullmatch(r"\S+\.\S+|[\W\d]+|[a-z0-9-]+", cleaned):
            yield cleaned


def _scripts(tree: Any) -> str:
    return " ".join(element.text or "" for element in tree.xpath(LINKED_DATA))


def _is_rule(block: str) -> bool:
    """Tell whether a line is the frame of a table that holds nothing."""
    return not any(character.isalnum() for character in block)
