"""Find the account in a web page.

Below its title, where the running text is, without what stands about it.

Trafilatura judges elements by their names, which each ministry chooses for itself; where the title
and the sentences are does not depend on names. Elements are lxml's; every function changes the page
it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.corpus.formats import clean

BLOCKS = {"p", "li", "td", "dd", "blockquote", "div", "section", "article", "pre"}
LISTS = {"ul", "ol", "dl", "table", "tr", "tbody"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
OUTSIDE = {
    "nav",
    "footer",
    "aside",
    "figure",
    "figcaption",
}
SENTENCE = re.compile(r"[.!?:;…][”\"’')]*(?:\s|$)")
SHORT = (
    100  # letters; running text is longer than captions, notices and menus, and teasers are links
)
MOST = 0.85  # share of the page's running text that the narrowest element around the account holds
NEARLY_ALL = 0.97  # the same, below a title: no paragraph of the account may be left out
ENOUGH = 0.4  # share of the running text below the title that the element around both holds
LINKS = 0.6  # share of a block's text in links, from which on it is a menu or a list of other news
# Classes of what stands about an account on pages of many makes; none of it holds the most of the
# running text.
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


def running(block: Any) -> int:
    """Return the length of the text that a block holds itself, not in blocks within it, where that is running text."""
    if block.tag not in BLOCKS:
        return 0
    text = clean("".join(_own_text(block)))
    if len(text) < SHORT or not SENTENCE.search(text):
        return 0
    return len(text) if _link_share(block) < LINKS else 0


def clear(body: Any, heading: Any) -> None:
    """Take out what is hidden, what is no text, and what is named as standing about an account.

    Never where the title is.
    """
    around = set() if heading is None else {heading, *heading.iterancestors()}
    weights = _weights(body)
    for element in [e for e in body.iter() if isinstance(e.tag, str)]:
        if element in around or element is body or element.getparent() is None:
            continue
        named = (
            ABOUT.search(f"{element.get('class') or ''} {element.get('id') or ''}")
            or element.tag == "form"
        )
        # Some sites put the whole page into one form.
        if _is_outside(element) or (
            named and weights.get(element, 0) <= ENOUGH * weights.get(body, 0)
        ):
            _remove(element)


def below_title(body: Any, heading: Any) -> Any:
    """Return the nearest element around the title that holds enough of the running text below it.

    The body without a title.
    """
    order = {element: place for place, element in enumerate(body.iter())}
    if heading not in order:
        return body
    weights = _weights(body, lambda block: order[block] > order[heading])
    return next(
        (e for e in heading.iterancestors() if weights.get(e, 0) >= ENOUGH * weights.get(body, 1)),
        body,
    )


def cut(account: Any, heading: Any) -> None:
    """Take out what stands before the title, and all from the first heading on that tells of something else."""
    around = {heading, *heading.iterancestors()}
    order = {element: place for place, element in enumerate(account.iter())}
    begun = past = False
    doomed = []
    for element in (e for e in account.iter() if isinstance(e.tag, str) and e is not account):
        if order[element] < order.get(heading, -1):
            doomed += [] if element in around else [element]
            continue
        begun = begun or running(element) > 0
        past = past or (
            begun
            and element.tag in HEADINGS
            and AFTER.match(clean("".join(element.itertext()))) is not None
        )
        doomed += [element] if past else []
    for element in doomed:
        if element.getparent() is not None:
            _remove(element)


def innermost(account: Any, nearly_all: bool) -> Any:
    """Return the narrowest element that holds most of the running text, or nearly all of it.

    Never one paragraph alone.
    """
    weights = _weights(account)
    least = (NEARLY_ALL if nearly_all else MOST) * weights.get(account, 0)
    # The last in document order of those that hold enough is the innermost.
    found = [e for e in account.iter() if weights.get(e, 0) >= least][-1] if weights else account
    while found is not account and (found.tag not in BLOCKS or running(found)):
        found = (
            found.getparent()
        )  # an account of one paragraph has a list or a closing line beside it
    return found


def keep(body: Any, account: Any) -> None:
    """Leave only the account in the body, without its menus and without names.

    Trafilatura would go by them.
    """
    weights = _weights(account)
    for block in [
        e for e in account.iter("ul", "ol", "dl", "div", "p", "table") if e is not account
    ]:
        if not weights.get(block) and block.getparent() is not None and _link_share(block) > LINKS:
            _remove(block)
    for element in (e for e in account.iter() if isinstance(e.tag, str)):
        for name in set(element.attrib) - {"href"}:
            del element.attrib[name]
    if account is not body:
        for child in list(body):
            body.remove(child)
        body.text = None
        account.tail = None
        body.append(account)


def _weights(root: Any, counts: Any = None) -> dict[Any, int]:
    """Return the length of the running text within each element that holds any, of the blocks that count."""
    weights: dict[Any, int] = {}
    for block in root.iter(*BLOCKS):
        weight = running(block) if counts is None or counts(block) else 0
        element = block if weight else None
        while element is not None:
            weights[element] = weights.get(element, 0) + weight
            element = element.getparent() if element is not root else None
    return weights


def _is_outside(element: Any) -> bool:
    if element.tag == "footer":
        return all(
            around.tag != "article" for around in element.iterancestors()
        )  # an article's own may tell its date
    if element.tag == "figure":
        return element.find(".//table") is None
    return element.tag in OUTSIDE


def _own_text(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in BLOCKS and child.tag not in LISTS:
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
