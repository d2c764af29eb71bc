"""Web pages: the running text, narrowed to where it stands and taken out by trafilatura, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.corpus.formats import Page, clean, decode, unlist
from assistant.errors import DocumentError
from assistant.text import fold

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
OUTSIDE = "//script|//style|//noscript|//template|//nav|//footer|//aside|//button|//select|//*[@hidden]|//*[@aria-hidden='true']"
BLOCKS = {"p", "li", "td", "dd", "blockquote", "div", "section", "article", "figcaption", "pre"}
SENTENCE = re.compile(r"[.!?:;…][”\"’')]*(?:\s|$)")
RUNNING = 100  # letters of a block that is running text; captions, notices and menus are shorter, teasers are links
MOST = 0.85  # share of the page's running text that the narrowest element around the account holds
LINKS = 0.6  # share of a block's text in links, from which on it is a menu or a list of other news
SEPARATORS = re.compile(r"\s+[|–—•·:-]\s+|\s*[|_•]\s*")
CELLS = re.compile(r"^(?:\|\s*)+|(?:\s*\|)+$")  # the frame of a table that lays out the page
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
    issuers = list(_issuers(tree, metadata))
    title = _title(tree, metadata.title or "")
    sample = bool(tree.xpath("//meta[@name='sample']"))
    language = next(iter(tree.xpath("//@lang")), "")
    _narrow(tree)
    found = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False, favor_recall=True)
    lines = ((found and found.text) or "").split("\n")
    blocks = tuple(block for line in lines if (block := clean(unlist(CELLS.sub("", line)))) and not _is_rule(block))
    if not blocks:
        raise DocumentError(path, "no main text was found in the page")
    stated: dict[str, Any] = {
        "title": title,
        "published": metadata.date,
        "source_url": metadata.url,
        "language": language if re.match(r"[A-Za-z]{2,3}\b", language) else None,
        "sample": sample,
    }
    hints = {"issuer": next((name for name in issuers if " " in name), next(iter(issuers), ""))}
    return Page(blocks, {name: value for name, value in stated.items() if value}, {name: value for name, value in hints.items() if value})


def _narrow(tree: Any) -> None:
    """Leave of the page's body only the narrowest element that holds nearly all of the running text, and no menus in it.

    Trafilatura judges elements by their names, which each ministry chooses for itself; where the sentences are does not
    depend on names.
    """
    body = tree.find(".//body")
    if body is None:
        return
    hidden = [e for e in body.iter() if isinstance(e.tag, str) and HIDDEN.search(e.get("style") or "")]
    # Some sites put the whole page into one form.
    forms = [form for form in tree.xpath("//form") if sum(map(_running, form.iter(*BLOCKS))) * 2 < sum(map(_running, body.iter(*BLOCKS)))]
    outside = {*tree.xpath(OUTSIDE), *hidden, *forms}
    for element in outside:
        if element.getparent() is not None:
            _remove(element)
    weights: dict[Any, int] = {}
    total = 0
    for block in body.iter(*BLOCKS):
        weight = _running(block)
        total += weight
        for around in (block, *block.iterancestors()) if weight else ():
            weights[around] = weights.get(around, 0) + weight
    if not total:
        return
    # The last in document order of those that hold enough is the innermost.
    narrowest = [element for element in body.iter() if weights.get(element, 0) >= MOST * total][-1]
    if narrowest.tag in ("p", "li", "blockquote"):
        narrowest = narrowest.getparent()  # an account of one paragraph has a list or a closing line beside it
    for block in list(narrowest.iter("ul", "ol", "dl", "div", "p", "table")):
        if block is not narrowest and not weights.get(block) and _link_share(block) > LINKS and block.getparent() is not None:
            _remove(block)
    if narrowest is not body:
        for child in list(body):
            body.remove(child)
        body.text = None
        narrowest.tail = None
        body.append(narrowest)


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


def _title(tree: Any, guess: str) -> str:
    """Return the longest heading that the page's own title repeats: that title has the site's name about it, a heading has not."""
    told = [guess, *(clean("".join(e.itertext())) for e in tree.xpath("//head/title"))]
    told += [clean(value) for value in tree.xpath("//meta[@property='og:title' or translate(@name, 'DCT', 'dct')='dc.title']/@content")]
    headings = [clean("".join(e.itertext())) for e in tree.xpath("//h1|//h2|//h3")]
    repeated = [h for h in headings if len(h.split()) > 2 and any(fold(h) in fold(title) for title in told)]
    first = [clean("".join(e.itertext())) for e in tree.xpath("//h1")]
    return max(repeated, key=len, default="") or (first[0] if len(first) == 1 and len(first[0].split()) > 2 else guess)


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
        if cleaned and len(cleaned) < 100 and not re.fullmatch(r"\S+\.\S+|[\W\d]+", cleaned):
            yield cleaned


def _scripts(tree: Any) -> str:
    return " ".join(element.text or "" for element in tree.xpath("//script[@type='application/ld+json']"))


def _is_rule(block: str) -> bool:
    """Tell whether a line is the frame of a table that holds nothing."""
    return not any(character.isalnum() for character in block)
