"""Web pages and feeds from a real server.

What is fetched, what is refused, and what is not asked for twice.
"""

from __future__ import annotations

import gzip
import ipaddress
import re
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from assistant import DocumentError, ReadoutAssistant, Settings
from assistant.corpus.feeds import is_feed, read_entries
from assistant.fetching import fetcher
from assistant.fetching.addresses import is_public, resolve
from assistant.fetching.fetcher import Fetcher
from tests.serving import serving
from tests.test_formats import CALL_PDF_PARAGRAPHS, simple_pdf
from tests.writing import MFA

PAGES = Path(__file__).resolve().parent / "pages"
Answer = tuple[int, dict[str, str], bytes]
HTML = {"content-type": "text/html; charset=utf-8"}


class Site:
    """Pages by path, each an answer or what makes one; every request is noted."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[BaseHTTPRequestHandler], Answer]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.url = ""

    def __call__(self, request: BaseHTTPRequestHandler, body: bytes) -> Answer:
        self.asked.append(request.path)
        self.agents.add(request.headers.get("user-agent", ""))
        page = self.pages.get(request.path, (404, {}, b"not here"))
        return page(request) if callable(page) else page


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    with serving(made) as url:
        made.url = url
        yield made


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[ReadoutAssistant]:
    with ReadoutAssistant(
        Settings(library=str(tmp_path / "library"), private_addresses=True)
    ) as opened:
        yield opened


def page(name: str) -> Answer:
    return 200, HTML, (PAGES / name).read_bytes()


def test_a_page_is_fetched_read_and_cited_with_its_address(
    site: Site, assistant: ReadoutAssistant
) -> None:
    site.pages["/call"] = page("mofa-zhenxu.html")
    [id] = assistant.add(f"{site.url}/call").added
    readout = assistant.readout(id)
    assert readout.path is None
    assert readout.url
    assert [origin.place for origin in readout.origins] == [f"{site.url}/call"]
    answer = assistant.ask("What did Lu Wenhai say about the river?")
    assert answer.citations[0].url == readout.url
    assert site.asked == ["/robots.txt", "/call"]
    assert all(agent.startswith("readout-assistant/") for agent in site.agents)


def test_a_page_is_asked_for_again_only_if_it_has_changed(
    site: Site, assistant: ReadoutAssistant
) -> None:
    etag, changed = '"one"', formatdate(1700000000, usegmt=True)
    seen: list[tuple[str | None, str | None]] = []
    content = {"now": (PAGES / "mofa-zhenxu.html").read_bytes()}

    def answer(request: BaseHTTPRequestHandler) -> Answer:
        seen.append(
            (request.headers.get("if-none-match"), request.headers.get("if-modified-since"))
        )
        if request.headers.get("if-none-match") == etag:
            return 304, {}, b""
        return 200, {**HTML, "etag": etag, "last-modified": changed}, content["now"]

    site.pages["/call"] = answer
    [id] = assistant.add(f"{site.url}/call").added
    assert assistant.add(f"{site.url}/call").unchanged == (id,)
    assert seen == [(None, None), ('"one"', changed)]
    etag = '"two"'
    content["now"] = content["now"].replace(b"expand rail transport", b"reduce rail transport")
    [new] = assistant.refresh().replaced
    assert "reduce rail transport" in assistant.readout(new).text
    assert len(assistant.readouts()) == 1


def test_the_same_page_by_another_spelling_of_its_address_is_known(
    site: Site, assistant: ReadoutAssistant
) -> None:
    site.pages |= {path: page("mofa-zhenxu.html") for path in ("/call", "/call/")}
    [id] = assistant.add(f"{site.url}/call").added
    assert assistant.add(f"{site.url}/call/", f"{site.url}/call#top").unchanged == (id,)
    assert len(assistant.readout(id).origins) == 1


def test_a_page_and_its_saved_file_are_one_readout(site: Site, assistant: ReadoutAssistant) -> None:
    site.pages["/call"] = page("mofa-zhenxu.html")
    [id] = assistant.add(PAGES / "mofa-zhenxu.html").added
    [fold] = assistant.add(f"{site.url}/call").folded
    assert (fold.id, fold.reason) == (id, "the same words")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feed.rss", "application/rss+xml"),
        ("feed.atom", "application/xml"),
        ("feed.rss", "text/html"),
    ],
)
def test_a_feed_is_followed_and_each_page_is_fetched_once(
    site: Site, assistant: ReadoutAssistant, name: str, kind: str
) -> None:
    feed = (PAGES / name).read_text("utf-8").replace("{BASE}", site.url)
    site.pages |= {f"/{path.name}": page(path.name) for path in PAGES.glob("*.html")}
    site.pages["/feed"] = (200, {"content-type": kind}, feed.encode())
    seen: list[tuple[int, int]] = []
    report = assistant.add(
        f"{site.url}/feed", progress=lambda done, total: seen.append((done, total))
    )
    assert len(report.added) == 2
    assert report.failed == ()
    assert seen[-1] == (3, 3)
    assert len(assistant.add(f"{site.url}/feed").unchanged) == 2


def test_a_feeds_dead_link_fails_alone(site: Site, assistant: ReadoutAssistant) -> None:
    feed = f"<rss version='2.0'><channel><item><link>{site.url}/gone</link></item><item><link>/call</link></item></channel></rss>"
    site.pages |= {"/feed": (200, {}, feed.encode()), "/call": page("mofa-zhenxu.html")}
    report = assistant.add(f"{site.url}/feed")
    assert len(report.added) == 1
    assert [(failure.url, failure.reason) for failure in report.failed] == [
        (f"{site.url}/gone", "the server answers 404 Not Found")
    ]


def test_pdf_and_text_are_told_by_the_server_or_the_address(
    site: Site, assistant: ReadoutAssistant, tmp_path: Path
) -> None:
    simple_pdf(tmp_path / "x.pdf")
    site.pages["/download?id=7"] = (
        200,
        {"content-type": "application/pdf"},
        (tmp_path / "x.pdf").read_bytes(),
    )
    site.pages["/call.md"] = (
        200,
        {"content-type": "text/plain"},
        f"---\ntitle: A call\n---\n{MFA}".encode(),
    )
    report = assistant.add(f"{site.url}/download?id=7", f"{site.url}/call.md")
    assert len(report.added) == 2
    assert CALL_PDF_PARAGRAPHS[0] in assistant.readout(report.added[0]).text
    assert assistant.readout(report.added[1]).title == "A call"


def test_the_servers_word_on_the_encoding_counts(site: Site, assistant: ReadoutAssistant) -> None:
    text = (
        (PAGES / "mofa-zhenxu.html")
        .read_text("utf-8")
        .replace("charset=utf-8", "charset=latin-1")
        .replace("’", "'")
        .replace("Karsu", "Karsú")
    )
    raw = "".join(character if ord(character) < 256 else "-" for character in text).encode(
        "latin-1"
    )
    site.pages["/call"] = (200, {"content-type": "text/html; charset=iso-8859-1"}, raw)
    [id] = assistant.add(f"{site.url}/call").added
    assert "Karsú River" in assistant.readout(id).text


def redirect(to: str) -> Answer:
    return 302, {"location": to}, b""


def test_redirects_are_followed_and_each_step_is_checked(
    site: Site, assistant: ReadoutAssistant
) -> None:
    site.pages |= {
        "/a": redirect("/b"),
        "/b": redirect(f"{site.url}/call"),
        "/call": page("pm-northmere.html"),
    }
    [id] = assistant.add(f"{site.url}/a").added
    assert assistant.readout(id).origins[0].place == f"{site.url}/a"
    assert assistant.add(f"{site.url}/a").unchanged == (id,)


@pytest.mark.parametrize(
    ("path", "answer", "reason"),
    [
        ("/loop", redirect("/loop"), "redirects more than 5 times"),
        (
            "/file",
            redirect("file:///etc/passwd"),
            "redirects to file:///etc/passwd, which is no web address",
        ),
        ("/ftp", redirect("ftp://example.org/x"), "which is no web address"),
        ("/login", redirect("http://user:secret@127.0.0.1/x"), "a name and password"),
        ("/gone", (410, {}, b""), "the server answers 410"),
        (
            "/picture",
            (200, {"content-type": "image/png"}, b"\x89PNG"),
            "the format image/png cannot be read",
        ),
        ("/nothing", (200, HTML, b""), "empty"),
        ("/menu", (200, HTML, b"<html><body><nav>Home</nav></body></html>"), "no main text"),
        ("/feed", (200, {}, b"<rss><channel></channel></rss>"), "the feed links no page"),
        (
            "/charset",
            (200, {"content-type": "text/html; charset=utf-16"}, b"\xff\xfe\x00"),
            "not in the encoding that the server names",
        ),
    ],
)
def test_what_cannot_be_fetched_says_why_under_the_address_that_was_asked(
    site: Site, assistant: ReadoutAssistant, path: str, answer: Answer, reason: str
) -> None:
    site.pages[path] = answer
    [failure] = assistant.add(f"{site.url}{path}").failed
    assert failure.url == f"{site.url}{path}"
    assert reason in failure.reason
    assert "secret" not in failure.reason


def test_a_page_that_is_too_large_or_inflates_to_be_is_left(
    site: Site, assistant: ReadoutAssistant
) -> None:
    site.pages["/large"] = (200, HTML, b"a" * (fetcher.SIZE_LIMIT + 1))
    site.pages["/bomb"] = (
        200,
        {**HTML, "content-encoding": "gzip"},
        gzip.compress(b"a" * (fetcher.SIZE_LIMIT + 1)),
    )
    reasons = [
        failure.reason for failure in assistant.add(f"{site.url}/large", f"{site.url}/bomb").failed
    ]
    assert reasons == ["the page is larger than 20 MB"] * 2


def test_a_server_that_sends_for_ever_is_given_up() -> None:
    def drip(request: BaseHTTPRequestHandler, body: bytes) -> Answer:
        if request.path == "/robots.txt":
            return 404, {}, b""
        request.send_response(200)
        request.send_header("content-type", "text/html")
        request.end_headers()
        for _ in range(200):
            try:
                request.wfile.write(b"a")
                request.wfile.flush()
            except OSError:
                break
            time.sleep(0.05)
        return 200, {}, b""

    with serving(drip) as url:
        start = time.monotonic()
        with pytest.raises(DocumentError, match="took longer than 1 seconds"):
            Fetcher(allow_private=True, timeout=1.0).fetch(f"{url}/x")
        assert time.monotonic() - start < 5


def test_a_busy_server_that_names_a_time_is_asked_once_more(
    site: Site, assistant: ReadoutAssistant
) -> None:
    answers = iter(
        [
            (503, {"retry-after": "0"}, b""),
            page("pm-northmere.html"),
            (429, {"retry-after": "0"}, b""),
            (429, {"retry-after": "0"}, b""),
        ]
    )
    site.pages["/busy"] = lambda request: next(answers)
    assert len(assistant.add(f"{site.url}/busy").added) == 1
    assert "answers 429" in assistant.add(f"{site.url}/busy").failed[0].reason


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        (b"User-agent: *\nDisallow: /private", "/private/call", False),
        (b"User-agent: *\nDisallow: /private", "/call", True),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: readout-assistant\nAllow: /", "/call", True),
        (b"User-agent: readout-assistant\nDisallow: /", "/call", False),
        (b"User-agent: *\nDisallow: /*.html$", "/call.html", False),
        (b"", "/call", True),
    ],
)
def test_what_a_site_does_not_allow_is_not_fetched(
    site: Site, assistant: ReadoutAssistant, robots: bytes, path: str, allowed: bool
) -> None:
    site.pages |= {
        "/robots.txt": (200, {"content-type": "text/plain"}, robots),
        path: page("pm-northmere.html"),
    }
    report = assistant.add(f"{site.url}{path}")
    assert bool(report.added) == allowed
    assert allowed or "robots.txt does not allow" in report.failed[0].reason
    assert (path in site.asked) == allowed


def test_a_redirect_does_not_lead_past_robots(site: Site, assistant: ReadoutAssistant) -> None:
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private"),
        "/a": redirect("/private/call"),
        "/private/call": page("pm-northmere.html"),
    }
    [failure] = assistant.add(f"{site.url}/a").failed
    assert "robots.txt does not allow" in failure.reason
    assert "/private/call" not in site.asked


def test_a_site_whose_robots_cannot_be_read_is_left_alone(
    site: Site, assistant: ReadoutAssistant
) -> None:
    site.pages |= {"/robots.txt": (500, {}, b""), "/call": page("pm-northmere.html")}
    assert "robots.txt cannot be read" in assistant.add(f"{site.url}/call").failed[0].reason


def test_a_site_that_asks_for_a_pause_gets_it(site: Site) -> None:
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 0.4"),
        "/a": page("pm-northmere.html"),
        "/b": page("mofa-zhenxu.html"),
    }
    asking = Fetcher(allow_private=True)
    asking.fetch(f"{site.url}/a")
    start = time.monotonic()
    asking.fetch(f"{site.url}/b")
    assert time.monotonic() - start > 0.35


def test_addresses_of_this_machine_and_its_network_are_refused_unless_allowed(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/call"] = page("pm-northmere.html")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        [failure] = assistant.add(f"{site.url}/call").failed
    assert "127.0.0.1, an address of this machine or its own network" in failure.reason
    assert "READOUT_PRIVATE_ADDRESSES" in failure.reason
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("64:ff9b::5db8:d822", True), ("2002:5db8:d822::1", True),
        ("127.0.0.1", False), ("127.9.9.9", False), ("10.0.0.1", False), ("172.16.5.5", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("fe80::1", False), ("fc00::1", False), ("::", False), ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("2002:7f00:1::1", False), ("2002:a00:1::", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_public_network_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) == public


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "::1", "0.0.0.0"],
)
def test_a_loopback_address_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(DocumentError, match=r"an address of this machine|is not known"):
        resolve(host, 80, f"http://{host}/", allow_private=False)


def test_the_address_that_was_checked_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    """A name that means a public address when it is checked and this machine when it is looked up again."""
    looked_up: list[str] = []
    port = int(site.url.rsplit(":", 1)[1])

    def lookup(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        if host == "192.0.2.1":
            return [(2, 1, 6, "", (host, port))]
        looked_up.append(host)
        address = "192.0.2.1" if len(looked_up) == 1 else "127.0.0.1"
        return [(2, 1, 6, "", (address, port))]

    monkeypatch.setattr("socket.getaddrinfo", lookup)
    monkeypatch.setattr(
        "assistant.fetching.addresses.is_public", lambda address: str(address) == "192.0.2.1"
    )
    monkeypatch.setattr(fetcher, "TIMEOUT", fetcher.httpx.Timeout(1.0))
    # This suite forbids connecting to 192.0.2.1, which shows that it is where the connection would
    # go.
    with pytest.raises(
        (AssertionError, DocumentError), match=r"192\.0\.2\.1|in time|cannot be fetched"
    ):
        Fetcher(timeout=1.0).fetch(f"http://rebinding.example:{port}/call")
    assert site.asked == []


@pytest.mark.parametrize(("raw", "feed"), [(b"<rss>", True), (b"<?xml version='1.0'?>\n<!-- x --><feed xmlns='a'>", True), (b"\xef\xbb\xbf<rdf:RDF>", True), (b"<html><rss>", False), (b"rss", False), (b"<feedback>", False)])  # fmt: skip
def test_a_feed_is_told_by_what_it_is(raw: bytes, feed: bool) -> None:
    assert is_feed(raw) == feed


def test_a_feeds_links_are_absolute_and_of_the_web() -> None:
    raw = (
        b"<rss><channel>"
        + b"".join(
            b"<item><link>%s</link></item>" % link
            for link in (b"/a", b"b.html", b"javascript:x", b"file:///etc", b"http://o.example/c")
        )
        + b"</channel></rss>"
    )
    links = [entry.link for entry in read_entries(raw, "https://m.example/news/feed")]
    assert links == [
        "https://m.example/a",
        "https://m.example/news/b.html",
        "http://o.example/c",
    ]


TALK = (
    "Premier Ilse Brandvold met President Ode Marru in Varde. "
    "Premier Brandvold said that the ferry would sail in June. "
    "President Marru said that the fares were too high."
)
CONTENT = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"


def item(*parts: str) -> str:
    return f"<item><title>Premier Brandvold meets President Marru</title>{''.join(parts)}</item>"


def rss(*items: str) -> bytes:
    return f"<rss version='2.0' {CONTENT}><channel>{''.join(items)}</channel></rss>".encode()


def atom(text: str) -> bytes:
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:x:1</id>"
        "<title>Premier Brandvold meets President Marru</title>"
        f"<published>2024-06-03T23:40:00+02:00</published>{text}</entry></feed>"
    ).encode()


ENCODED = f"<content:encoded><![CDATA[<p>{TALK}</p>]]></content:encoded>"
DAY = "<pubDate>Mon, 03 Jun 2024 23:40:00 {}</pubDate>"


@pytest.mark.parametrize(
    "feed",
    [
        rss(item(ENCODED, DAY.format("BST"))),
        rss(item(ENCODED, DAY.format("CEST"), "<guid isPermaLink='false'>x</guid>")),
        rss(item(f"<description>{TALK}</description>", DAY.format("-0700"))),
        rss(item(ENCODED, DAY.format("GMT"), "<link>{BASE}/gone</link>")),
        rss(item(ENCODED, DAY.format("GMT"), "<link>{BASE}/login</link>")),
        atom(f"<content type='html'>&lt;p&gt;{TALK}&lt;/p&gt;</content>"),
        atom(f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{TALK}</div></content>"),
        atom(f"<content type='text'>{TALK}</content>"),
        atom(f"<summary>{TALK}</summary>"),
    ],
)  # fmt: skip
def test_a_feed_that_carries_its_text_is_read_on_the_day_it_writes(
    feed: bytes, site: Site, assistant: ReadoutAssistant, tmp_path: Path
) -> None:
    feed = feed.replace(b"{BASE}", site.url.encode())
    login = b"<title>Log in</title><p>Please log in to continue.</p>"
    site.pages |= {"/feed": (200, {}, feed), "/login": (200, HTML, login)}
    report = assistant.add(f"{site.url}/feed")
    assert report.failed == ()
    readout = assistant.readout(report.added[0])
    assert readout.title == "Premier Brandvold meets President Marru"
    assert [sentence.text for sentence in readout.sentences] == re.split(r"(?<=\.) ", TALK)
    assert readout.sentences[2].speakers == ("Ode Marru",)
    assert str(readout.published) == "2024-06-03"
    assert readout.doubts == ()
    assert assistant.add(f"{site.url}/feed").unchanged == report.added
    assert assistant.refresh().unchanged == report.added


def test_a_feed_in_a_file_is_read_entry_by_entry(
    assistant: ReadoutAssistant, tmp_path: Path
) -> None:
    other = item(ENCODED.replace("ferry", "tram"), "<link>http://m.example/2</link>")
    (tmp_path / "f.xml").write_bytes(rss(item(ENCODED), other, item("<link>/x</link>")))
    report = assistant.add(str(tmp_path / "f.xml"))
    assert len(report.added) == 2
    assert [failure.reason for failure in report.failed] == []
    readouts = [assistant.readout(id) for id in report.added]
    assert [readout.url for readout in readouts] == [None, "http://m.example/2"]
    assert assistant.add(str(tmp_path / "f.xml")).unchanged == report.added
    assert assistant.check(sources=True).sources.missing == ()


def test_a_page_that_links_are_good_for_stands_above_the_text_of_its_feed(
    site: Site, assistant: ReadoutAssistant
) -> None:
    fuller = f"<h1>Premier Brandvold meets President Marru</h1><p>{TALK} The talks went on.</p>"
    feed = rss(item(ENCODED, f"<link>{site.url}/page</link>"))
    site.pages |= {"/feed": (200, {}, feed), "/page": (200, HTML, fuller.encode())}
    [id] = assistant.add(f"{site.url}/feed").added
    assert assistant.readout(id).text.endswith("went on.")
    del site.pages["/page"]
    again = assistant.add(f"{site.url}/feed")
    assert [failure.reason for failure in again.failed] == ["the server answers 404 Not Found"]
    assert [readout.id for readout in assistant.readouts()] == [id]


@pytest.mark.parametrize(
    "text",
    [
        "<description>The Premier met the President in Varde today. Read more on our site.</description>",
        "<description>The Premier met the President in Varde. They spoke of the ferry and of the fares […]</description>",
        "<content:encoded><![CDATA[<p>Photo</p>]]></content:encoded>",
    ],
)  # fmt: skip
def test_a_summary_that_breaks_off_is_no_account(
    text: str, site: Site, assistant: ReadoutAssistant
) -> None:
    feed = rss(item(text, f"<link>{site.url}/gone</link>"), item(ENCODED))
    site.pages["/feed"] = (200, {}, feed)
    report = assistant.add(f"{site.url}/feed")
    assert len(report.added) == len(report.failed) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<note><to>x</to></note>", "no feed"),
        (rss(item("<link>http://m.example/1</link>")), "1 entry carries no text of its own"),
        (b"<rss><channel></channel></rss>", "links no page"),
    ],
)
def test_xml_that_holds_no_account_is_refused(
    content: bytes, reason: str, assistant: ReadoutAssistant, tmp_path: Path
) -> None:
    (tmp_path / "f.xml").write_bytes(content)
    [failure] = assistant.add(str(tmp_path / "f.xml")).failed
    assert reason in failure.reason
