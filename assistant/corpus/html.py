"""Web pages: the account, narrowed to where it stands, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Date
from html import escape
from typing import Any

from assistant.corpus.blocks import Blocks, read_blocks
from assistant.corpus.dates import read_date
from assistant.corpus.embedded import Article, find_article, scripts
from assistant.corpus.footnotes import closing, lift
from assistant.corpus.formats import Page, clean, decode, lift_marks, unlist
from assistant.corpus.furniture import timestamp
from assistant.corpus.narrowing import (
    SENTENCE,
    SHORT,
    below_title,
    clear,
    cut,
    innermost,
    keep,
    running,
)
from assistant.corpus.printing import make_plain, sheets
from assistant.corpus.rereading import IN_HEAD, reread
from assistant.corpus.shells import why_no_account
from assistant.corpus.styles import Styles
from assistant.errors import DocumentError
from assistant.text import fold

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # characters at which libxml2 stops
LINKED_DATA = "//script[@type='application/ld+json']"
SEPARATORS = re.compile(r"\s+[|–—•·:-]\s+|\s*[|_•]\s*")
MACHINE_DATE = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}(?=$|[T ])")
OFFICIAL = re.compile(r"\bwebsite of (?:the )?(?P<name>[^.;|]+)", re.IGNORECASE)
HOME = re.compile(r"[,\s]*(?:\bhome\s*page\b|\bhome\b|\blogo\b|\bseal of\b)[,\s]*", re.IGNORECASE)
BRAND = re.compile(r"brand|logo|site-?(?:name|title)", re.IGNORECASE)
TEASER = 600  # letters; a page that prints less may carry its article as data
DEEPEST = 800  # elements one in another; readers of trees walk them by calls one in another
FULLER = 1.5  # times the letters printed that an article carried as data must have
META_ISSUERS = (
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "og:site_name",
    "application-name",
)


def html(raw: bytes, path: str) -> Page:
    """Read a web page; DocumentError where it has no main text."""
    declared = CHARSET.search(raw[:4096])
    return page_of(
        decode(raw, path, declared[1].decode("ascii", "replace") if declared else None), path
    )


def page_of(text: str, path: str) -> Page:
    """Read a web page that is decoded; one that carries its article as data is read from there."""
    tree = _parsed(text, path)
    data = scripts(tree)
    head = _head_of(tree) if data else ""
    told = clean("".join(next(iter(tree.xpath("//head/title")), tree).itertext()))[:300]
    page = _read(tree, text)
    title = str(page.stated.get("title", ""))
    reason = why_no_account(title, told, page.blocks) if page.blocks else "no main text was found"
    if data and (reason or _size(page) < TEASER):
        article = find_article(data, (title, told))
        if article and _is_fuller(article, page, reason is not None):
            return _read_article(article, head, title, told, path)
    if reason:
        raise DocumentError(
            path,
            f"{reason} in the page" if not page.blocks else f"the page is no article: {reason}",
        )
    return page


def _parsed(text: str, path: str) -> Any:
    """Return the tree of a page, or of a part of one; it always has a body."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    if "<" not in text:
        raise DocumentError(path, "the page is no HTML")
    raw = UNREADABLE.sub("", text).encode("utf-8", "replace")
    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = document_fromstring(raw, parser)
        if any("depth" in str(entry.message) for entry in parser.error_log):
            # What stands in the deepest elements is lost without a word: elements left open, one in
            # another.
            parser = HTMLParser(
                encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
            )
            tree = document_fromstring(raw, parser)
            if _depth(tree) > DEEPEST:
                raise DocumentError(path, "its elements are nested too deep")
    except LxmlError:
        raise DocumentError(path, "the page is no HTML") from None
    _open_body(tree)
    return tree


def _open_body(tree: Any) -> None:
    """Put into the body what libxml2 leaves in the head where no tag begins the body."""
    from lxml.etree import SubElement

    body, head = tree.find(".//body"), tree.find(".//head")
    if body is None:
        body = SubElement(tree, "body")
    children = list(head) if head is not None else []
    first = next((n for n, child in enumerate(children) if child.tag not in IN_HEAD), len(children))
    for place, child in enumerate(children[first:]):
        body.insert(place, child)


def _depth(tree: Any) -> int:
    """Return how many elements stand one in another at most."""
    from lxml.etree import iterwalk

    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _read(tree: Any, text: str) -> Page:
    """Read a web page as it is printed; it may hold nothing."""
    import trafilatura  # half a second to import, and most libraries hold no HTML

    metadata = trafilatura.extract_metadata(text)
    names = list(_issuers(tree, metadata))
    told = _stated_date(tree)
    sample = bool(tree.xpath("//meta[@name='sample']"))
    language = next(iter(tree.xpath("//@lang")), "")
    styles = Styles(list(sheets(tree)))
    make_plain(tree, styles)
    body = tree.find(".//body")
    notes = lift(body) if body is not None else []
    title, heading = _title(tree, metadata.title or "")
    issuers = [name for name in names if fold(name) not in fold(title)]
    printed = _narrow(tree, heading)
    found = read_blocks(body) if body is not None else Blocks()
    texts, more, kept = closing(found.texts)
    stays = [number for number in range(len(texts)) if number not in _dates(texts, title)]
    notes += more
    stated: dict[str, Any] = {
        "title": title,
        "published": told or printed,
        "source_url": metadata.url,
        "language": language if re.match(r"[A-Za-z]{2,3}\b", language) else None,
        "sample": sample,
    }
    hints = {"issuer": next((name for name in issuers if " " in name), next(iter(issuers), ""))}
    return Page(
        tuple(unlist(texts[number]) for number in stays),
        {name: value for name, value in stated.items() if value},
        {name: value for name, value in hints.items() if value},
        notes=tuple(notes),
        apart=frozenset(n for n, number in enumerate(stays) if kept[number] in found.apart),
        second=reread(text, styles, frozenset(mark for mark, _ in notes)),
    )


def _size(page: Page) -> int:
    """Return the letters of a page that stand in sentences."""
    return sum(len(block) for block in page.blocks if SENTENCE.search(block))


def _is_fuller(article: Article, page: Page, is_shell: bool) -> bool:
    """Tell whether an article carried as data is to be read in the place of what is printed."""
    if is_shell:
        return True
    return article.size > (1 if article.is_linked else FULLER) * _size(page)


def _head_of(tree: Any) -> str:
    """Return what a page says of itself, before its article is put below it."""
    from lxml.etree import tostring

    head = tree.find(".//head")
    linked = "".join(
        tostring(element, encoding="unicode", with_tail=False)
        for element in tree.xpath("//body" + LINKED_DATA)
    )
    told = tostring(head, encoding="unicode", with_tail=False) if head is not None else ""
    return f"{told}{linked}"


def _read_article(article: Article, head: str, title: str, told: str, path: str) -> Page:
    """Read an article that was found as data, by the same reader."""
    heading = article.title or title or told
    body = f"<article><h1>{escape(heading, quote=False)}</h1>{article.html}</article>"
    text = f"<html>{head}<body>{body}</body></html>"
    page = _read(_parsed(text, path), text)
    stated = {"title": heading, **page.stated}
    published = read_date(article.date)
    return replace(page, stated={**stated, "published": published} if published else stated)


def _dates(texts: Sequence[str], title: str) -> set[int]:
    """Return the numbers of the blocks at the head of a page, about its title, that are dates."""
    found: set[int] = set()
    for number, block in enumerate(texts):
        if _is_dated(block):
            found.add(number)
        elif lift_marks(block)[0] != title:
            break
    return found


def _is_dated(block: str) -> bool:
    """Tell whether a block is a short line with a date: "14.03.2024 | Foreign policy"."""
    return len(block) < SHORT and not SENTENCE.search(block) and read_date(block) is not None


def _stated_date(tree: Any) -> str | None:
    """Return the day of publication that the head of the page states, not its text."""
    from htmldate import find_date
    from lxml.etree import tostring

    head = tree.find(".//head")
    if head is None:
        return None
    scripts = "".join(
        f"<script type='application/ld+json'>{element.text or ''}</script>"
        for element in tree.xpath(LINKED_DATA)
    )
    bare = f"<html>{tostring(head, encoding='unicode')}<body>{scripts}</body></html>"
    found: str | None = find_date(bare, extensive_search=False, original_date=True)
    return found


def _narrow(tree: Any, heading: Any) -> Date | str | None:
    """Leave of the page's body the account alone, and return the date that is printed about it."""
    body = tree.find(".//body")
    if body is None:
        return None
    printed = _printed_date(body, heading) if heading is not None else None
    clear(body, heading)
    account = below_title(body, heading)
    found = printed or _printed_date(account) or _marked_date(account)
    if heading is not None:
        cut(account, heading)
    keep(body, innermost(account, nearly_all=account is not body))
    return found


def _printed_date(container: Any, heading: Any = None) -> Date | None:
    """Return the date printed before the running text, and after the title if one is given."""
    before: list[str] = []
    within = set() if heading is None else {*heading.iter()}
    passed = heading is None
    for element in container.iter():
        if not isinstance(element.tag, str):
            continue
        if element in within:
            passed = True
            continue  # the title may tell a date of its own
        if passed and running(element):
            break
        # Each text by itself: a word after a date would hide where it ends.
        before += [element.text or "", *(child.tail or "" for child in element)] if passed else []
    return next(
        (day for text in before if len(text) < SHORT and (day := read_date(clean(text)))), None
    )


def _marked_date(container: Any) -> str | None:
    """Return the date that is marked up as a time: 2025-05-12, with an hour behind it or not.

    A day that is only printed is read elsewhere, as 05/06/2025 may be two days.
    """
    stamps = container.xpath(".//time/@datetime | .//*[@itemprop]/@content | .//abbr/@title")
    found = (MACHINE_DATE.match(stamp.strip()) for stamp in stamps)
    return next((match[0] for match in found if match), None)


def _title(tree: Any, guess: str) -> tuple[str, Any]:
    """Return the longest heading that the page's own title repeats, and its element.

    That title has the site's name about it. Where none is repeated it is the only first
    heading, else what the page's title gives, and no
    element.
    """
    told = [guess, *(clean("".join(e.itertext())) for e in tree.xpath("//head/title"))]
    told += [
        clean(value)
        for value in tree.xpath(
            "//meta[@property='og:title' or translate(@name, 'DCT', 'dct')='dc.title']/@content"
        )
    ]
    headings = [(_printed(e), e) for e in tree.xpath("//h1|//h2|//h3|//h4")]
    repeated = [
        (text, e)
        for text, e in headings
        if len(text.split()) > 2 and any(fold(text) in fold(title) for title in told)
    ]
    parts = [part for title in told for part in SEPARATORS.split(title) if len(part.split()) > 3]
    # A heading may have a line of its own above the title.
    repeated = repeated or [
        (part, e) for text, e in headings for part in parts if fold(part) in fold(text)
    ]
    first = [(text, e) for text, e in headings if e.tag == "h1" and len(text.split()) > 2]
    if repeated:
        return max(repeated, key=lambda pair: len(pair[0]))
    return first[0] if len(first) == 1 else (guess, None)


def _issuers(tree: Any, metadata: Any) -> Iterator[str]:
    """Yield names that the page gives its publisher, the surest first.

    A bare domain name is none.
    """
    names = [
        author.strip()
        for author in re.findall(
            r'"author"\s*:\s*\{[^{}]*"Organization"[^{}]*"name"\s*:\s*"([^"]+)"', _scripts(tree)
        )
    ]
    for name in META_ISSUERS:
        names += tree.xpath(
            f"//meta[translate(@name, 'DCTP', 'dctp')='{name}' or @property='{name}']/@content"
        )
    names += [
        match["name"]
        for text in tree.xpath("//meta[@name='description']/@content")
        if (match := OFFICIAL.search(text))
    ]
    for element in tree.xpath("//head/title"):
        names += SEPARATORS.split(clean("".join(element.itertext())))[:0:-1]
    for element in tree.xpath("//header//*[@class or @id]|//*[@class or @id]"):
        if BRAND.search(f"{element.get('class')} {element.get('id')}"):
            names += ["".join(element.itertext()), *element.xpath(".//img/@alt")]
    if metadata.sitename:
        names.append(metadata.sitename)
    for name in names:
        cleaned = clean(HOME.sub(" ", clean(name))).strip(" ,|")
        if (
            cleaned
            and len(cleaned) < 100
            and not re.fullmatch(r"\S+\.\S+|[\W\d]+|[a-z0-9-]+", cleaned)
        ):
            yield cleaned


def _scripts(tree: Any) -> str:
    return " ".join(element.text or "" for element in tree.xpath(LINKED_DATA))


def _printed(heading: Any) -> str:
    """Return the words of a heading, without footnote marks and a date on its own line."""
    lines = [lift_marks(line)[0] for line in read_blocks(heading).texts]
    return " ".join(line for line in lines if not timestamp(line))
