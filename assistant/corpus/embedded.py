"""Find the article in the data that a page carries for its programs.

What is the article is told by its form: whole sentences, and the most of them; a text beside the
page's own title goes first.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.corpus.formats import clean
from assistant.text import fold

TAGS = re.compile(r"<[^<>]*>")
SENTENCE = re.compile(r"[^\W_][^\W_]+[.!?][”\"’')]*(?:\s|$)")
ASSIGNED = re.compile(
    r"(?:^|[\s;{(])(?:window|self|globalThis|var|let|const)[.\s][\w.$]{1,60}\s?=\s?"
)
PARSED = re.compile(r"JSON\.parse\(\s?(?=[\"'])")
PUSHED = re.compile(r"__next_f\.push\((?=\[)")
ROW = re.compile(r"^[0-9a-f]{1,6}:(?P<long>T[0-9a-f]{1,6},)?", re.MULTILINE)
MARKUP = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|section|article)\b[^<>]*>", re.IGNORECASE
)
# Names of what is no account, wherever in the data it stands.
BESIDE = re.compile(
    r"(?:related|latest|recommend|teaser|sidebar|footer|header|nav|menu|cookie|consent"
    r"|i18n|translation|messages?|locale|labels?|config|disclaimer|copyright|comments?|faq"
    r"|newsletter|banner|alert|notification|template|stylesheet|css|script|breadcrumb|query)",
    re.IGNORECASE,
)
SUMMARY = re.compile(
    r"desc|summary|excerpt|abstract|standfirst|intro|^og|^meta|^seo", re.IGNORECASE
)
TITLES = ("headline", "title", "name", "heading", "label")
DATES = re.compile(
    r"^(?:date|datePublished|published\w*|publish_?date|publication_?date|release_?date|created\w*)$",
    re.IGNORECASE,
)
TEXTS = (
    "text",
    "value",
    "html",
    "innerHTML",
    "content",
    "children",
    "body",
    "paragraph",
    "data",
    "nodes",
    "rendered",
    "items",
)
UNSPOKEN = re.compile(
    r"image|img|picture|video|audio|embed|ad\b|advert|gallery|figure|caption|code|button|form",
    re.IGNORECASE,
)
INLINE = re.compile(r"text|span|link|a|b|i|em|strong|u|mark|sup|sub|hyperlink", re.IGNORECASE)
LEAST = 60  # letters of an article
LONG_SUMMARY = 400  # letters from which on what is called a summary may be the account
DEEPEST = 60  # levels of data
MOST_VALUES = 300_000


@dataclass(frozen=True, slots=True)
class Article:
    """An article found in data: its HTML, and the title and date that stand beside it."""

    html: str
    size: int
    title: str = ""
    date: str = ""
    is_linked: bool = False  # schema.org's articleBody


def scripts(tree: Any) -> tuple[tuple[str, str], ...]:
    """Return the scripts of a page that may carry its article, each with its type."""
    found = []
    for element in tree.iter("script"):
        text, kind = element.text or "", (element.get("type") or "").lower()
        if len(text) > LEAST and (
            "json" in kind or ASSIGNED.search(text[:2000]) or "__next_f" in text[:200]
        ):
            found.append((text, "flat" if element.get("id") == "__NUXT_DATA__" else kind))
    return tuple(found)


def find_article(found: Sequence[tuple[str, str]], titles: Sequence[str]) -> Article | None:
    """Return the article that scripts carry.

    Of several the one beside a title of the page, then the longest.
    """
    best: tuple[tuple[bool, int], Article] | None = None
    wanted = [fold(title) for title in titles if title]
    for text, kind in found:
        for value in _values(text, kind):
            for article in _articles(value, kind):
                title = fold(article.title)
                is_own = bool(title) and any(title in each or each in title for each in wanted)
                rank = (is_own, article.size)
                if best is None or rank > best[0]:
                    best = (rank, article)
    return best[1] if best else None


def _values(text: str, kind: str) -> Iterator[Any]:
    """Yield the data in a script.

    JSON as such, assigned to a name, in a string, or pushed row by row.
    """
    decoder = json.JSONDecoder()
    if "json" in kind or kind == "flat":
        starts = [len(text) - len(text.lstrip())]
    elif "__next_f" in text[:200]:
        yield from _rows("".join(_pushed(text)))
        return
    else:
        starts = [match.end() for match in ASSIGNED.finditer(text)][:50]
        starts += [match.end() for match in PARSED.finditer(text)][:50]
    for start in starts:
        try:
            value, _ = decoder.raw_decode(text, start)
            yield json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue


def _pushed(text: str) -> Iterator[str]:
    for match in PUSHED.finditer(text):
        try:
            value, _ = json.JSONDecoder().raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        yield from (part for part in value if isinstance(part, str))


def _rows(text: str) -> Iterator[Any]:
    """Yield the rows of a stream of components: JSON each, or a long text of so many bytes."""
    for match in ROW.finditer(text):
        if match["long"]:
            size = int(match["long"][1:-1], 16)
            yield (
                text[match.end() :].encode()[:size].decode("utf-8", "ignore")
                if size < 2**22
                else ""
            )
            continue
        try:
            yield json.JSONDecoder().raw_decode(text, match.end())[0]
        except (ValueError, RecursionError):
            continue


def _articles(value: Any, kind: str) -> Iterator[Article]:
    """Yield what in the data has the form of an article."""
    stack: list[tuple[Any, str, tuple[Any, ...]]] = [(value, "", ())]
    for _ in range(MOST_VALUES):
        if not stack:
            return
        at, name, around = stack.pop()
        if len(around) > DEEPEST:
            continue
        if isinstance(at, str):
            yield from _article([at], name, around)
        elif isinstance(at, dict):
            inner = [(v, k, (*around, at)) for k, v in at.items() if not BESIDE.search(k)]
            stack += reversed(inner)
        elif isinstance(at, list):
            parts = _parts(at) if _is_text(at, kind) else []
            if len(parts) > 1:
                yield from _article(parts, name, around)
            stack += [(each, name, around) for each in reversed(at)]


def _article(parts: Sequence[str], name: str, around: tuple[Any, ...]) -> Iterator[Article]:
    """Yield an article of these parts if they are whole sentences, two at least."""
    marked = [_marked(part) for part in parts]
    text = clean(" ".join(html.unescape(TAGS.sub(" ", part)) for part in marked))
    least = LONG_SUMMARY if SUMMARY.search(name) else LEAST
    if len(text) < least or len(SENTENCE.findall(text)) < 2 or _is_program(text):
        return
    title = next((t for each in reversed(around[-4:]) if (t := _told_title(each))), "")
    date = next((d for each in reversed(around[-4:]) if (d := _told_date(each))), "")
    yield Article("\n".join(marked), len(text), title, date, name == "articleBody")


def _marked(part: str) -> str:
    """Return a part as HTML.

    Plain text with its paragraphs marked, escaped HTML as it was meant.
    """
    if not MARKUP.search(part) and "&lt;p" in part:
        part = html.unescape(part)
    if MARKUP.search(part):
        return part if part.lstrip().startswith("<") else f"<p>{part}"
    return (
        "".join(
            f"<p>{html.escape(html.unescape(each), quote=False)}</p>"
            for each in re.split(r"\n\s*\n|\n", part)
            if each.strip()
        )
        if "<" not in part
        else f"<p>{part}</p>"
    )


def _is_program(text: str) -> bool:
    """Tell whether a text is code: letters and spaces are less of it than in any prose."""
    words = sum(character.isalpha() or character.isspace() for character in text)
    return words < 0.8 * len(text) or text.count("{") > 2


def _is_text(items: Sequence[Any], kind: str) -> bool:
    """Tell whether a list may be the paragraphs of one text: no item has a title of its own."""
    if not items or not all(isinstance(item, (str, dict, list)) for item in items):
        return False
    if kind == "flat":
        return False
    return not any(
        isinstance(item, dict)
        and not item.keys().isdisjoint(("title", "headline", "slug", "url", "path", "href"))
        for item in items
    ) and not (isinstance(items[0], str) and items[0].startswith("$"))


def _parts(value: Any, depth: int = 0) -> list[str]:
    """Return the paragraphs of a text that is kept in pieces, as editors keep it."""
    if depth > DEEPEST:
        return []
    if isinstance(value, str):
        return [value] if value.strip() and not value.startswith("$") else []
    if isinstance(value, dict):
        if UNSPOKEN.search(
            str(value.get("type") or value.get("_type") or value.get("nodeType") or "")
        ):
            return []
        key = next((key for key in TEXTS if isinstance(value.get(key), (str, list, dict))), None)
        return _parts(value[key], depth + 1) if key else []
    if not isinstance(value, list):
        return []
    if len(value) == 4 and value[0] == "$" and isinstance(value[1], str):
        props = value[3] if isinstance(value[3], dict) else {}
        return [] if UNSPOKEN.search(value[1]) else _parts(props.get("children"), depth + 1)
    pieces = [_parts(each, depth + 1) for each in value]
    if _is_inline(value):
        return ["".join(part for piece in pieces for part in piece)]
    return [part for piece in pieces for part in piece]


def _is_inline(items: Sequence[Any]) -> bool:
    """Tell whether the items of a list are pieces of one paragraph."""
    kinds = [_kind(item) for item in items]
    if any(kind is not None and INLINE.fullmatch(kind) for kind in kinds):
        return True
    leaves = [
        item.get("text", item.get("value")) if isinstance(item, dict) else item for item in items
    ]
    texts = [leaf for leaf in leaves if isinstance(leaf, str) and leaf.strip()]
    is_typed = any(kind for kind in kinds)
    return (
        bool(texts)
        and not is_typed
        and not all(re.search(r"[.!?:;”\"’)>]\s*$", text) for text in texts)
    )


def _kind(item: Any) -> str | None:
    if isinstance(item, dict):
        told = item.get("type") or item.get("_type") or item.get("nodeType")
        return told if isinstance(told, str) else None
    if isinstance(item, list) and len(item) == 4 and item[0] == "$" and isinstance(item[1], str):
        return item[1]
    return None


def _told_title(value: Any) -> str:
    found = (value.get(name) for name in TITLES) if isinstance(value, dict) else ()
    texts = (each.get("rendered") if isinstance(each, dict) else each for each in found)
    return next(
        (clean(TAGS.sub("", each)) for each in texts if isinstance(each, str) and each.strip()), ""
    )


def _told_date(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    return next((v for k, v in value.items() if DATES.match(k) and isinstance(v, str)), "")
