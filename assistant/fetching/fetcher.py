"""Fetch one address: checked, timed, limited in size, allowed by the site, and asked again only for what has changed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

import httpx

from assistant.corpus.feeds import Entry, is_feed, read_entries
from assistant.corpus.loading import READERS, SIZE_LIMIT, Document
from assistant.domain.readout import Details, Origin
from assistant.errors import DocumentError
from assistant.fetching.addresses import resolve
from assistant.fetching.robots import Robots

NOTHING = Details()
AGENT = "readout-assistant"
TIMEOUT = httpx.Timeout(20.0, connect=10.0)  # seconds without an answer
LONGEST = 60.0  # seconds for one page in all: a server may send a byte at a time for ever
MOST_REDIRECTS = 5
LONGEST_PAUSE = 30.0  # seconds that a busy server's wish to be asked later is waited for
BUSY = (429, 503)
NOT_MODIFIED = 304
FORMATS: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stands at an address: a document, or the entries of a feed, or nothing new."""

    document: Document | None = None
    entries: tuple[Entry, ...] = ()
    unchanged: bool = False


class Fetcher:
    """Fetches over one set of connections.

    `allow_private` admits addresses of this machine and its network.

    `timeout` is how many seconds one page may take.
    """

    def __init__(self, allow_private: bool = False, timeout: float = LONGEST) -> None:
        self._allow_private = allow_private
        self._timeout = timeout
        self._client: httpx.Client | None = None
        self._robots = Robots(AGENT, self._robots_text)

    def fetch(self, url: str, known: Origin | None = None) -> Fetched:
        """Fetch an address; with what is `known` of it, only if it has changed since.

        Raises DocumentError for an address that may not be fetched or does not answer, and for what
        cannot be read.
        """
        headers: dict[str, str] = {}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        self._robots.check(url)
        response, raw = self._get(url, headers)
        if response.status_code == NOT_MODIFIED:
            return Fetched(unchanged=True)
        if response.status_code != 200:
            raise DocumentError(
                url, f"the server answers {response.status_code} {response.reason_phrase}".rstrip()
            )
        final = str(response.url)
        if is_feed(raw):
            return Fetched(entries=read_entries(raw, final))
        suffix = _suffix(response, final, url)
        etag, modified = response.headers.get("etag", ""), response.headers.get("last-modified", "")
        raw = _in_utf8(raw, response, url) if suffix in (".html", ".txt", ".md") else raw
        return Fetched(
            Document(
                url,
                suffix,
                raw,
                sha256(raw).hexdigest(),
                NOTHING,
                url=final,
                etag=etag,
                modified=modified,
            )
        )

    def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _get(
        self, url: str, headers: Mapping[str, str], is_robots: bool = False
    ) -> tuple[httpx.Response, bytes]:
        """Follow redirects, each checked like the first address.

        Wait once where a busy server names a time.
        """
        began, at, waited = time.monotonic(), url, False
        for _ in range(MOST_REDIRECTS + 2):
            _check_form(at, url)
            if at != url and not is_robots:
                self._robots.check(at, url)
            response, raw = self._once(at, url, headers, began)
            pause = response.headers.get("retry-after", "")
            if (
                response.status_code in BUSY
                and pause.isdigit()
                and int(pause) <= LONGEST_PAUSE
                and not waited
            ):
                waited = True
                time.sleep(int(pause))
                began = time.monotonic()
            elif response.has_redirect_location:
                at = urljoin(at, response.headers["location"])
            else:
                return response, raw
        raise DocumentError(url, f"the server redirects more than {MOST_REDIRECTS} times")

    def _once(
        self, at: str, url: str, headers: Mapping[str, str], began: float
    ) -> tuple[httpx.Response, bytes]:
        try:
            with self._connections().stream("GET", at, headers=dict(headers)) as response:
                if response.has_redirect_location:
                    return response, b""
                chunks: list[bytes] = []
                size = 0
                for chunk in response.iter_bytes():
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > SIZE_LIMIT:
                        raise DocumentError(
                            url, f"the page is larger than {SIZE_LIMIT // 1024**2} MB"
                        )
                    if time.monotonic() - began > self._timeout:
                        raise DocumentError(
                            url, f"the page took longer than {self._timeout:g} seconds"
                        )
                return response, b"".join(chunks)
        except DocumentError as error:
            raise DocumentError(
                url, error.reason
            ) from None  # of the address that was asked for, not of one it led to
        except httpx.TimeoutException:
            raise DocumentError(url, "the server does not answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise DocumentError(
                url, f"the page cannot be fetched ({str(error) or type(error).__name__})"
            ) from None

    def _robots_text(self, url: str) -> tuple[int, bytes]:
        response, raw = self._get(url, {}, is_robots=True)
        return response.status_code, raw

    def _connections(self) -> httpx.Client:
        if self._client is None:
            headers = {
                "User-Agent": f"{AGENT}/{version('readout-assistant')}",
                "Accept": "text/html, application/pdf;q=0.9, */*;q=0.5",
            }
            timeout = httpx.Timeout(
                min(self._timeout, TIMEOUT.read or self._timeout), connect=TIMEOUT.connect
            )
            # A proxy would look the name up itself, after it was checked here.
            transport = _Checked(self._allow_private)
            self._client = httpx.Client(
                transport=transport,
                headers=headers,
                timeout=timeout,
                trust_env=False,
                follow_redirects=False,
            )
        return self._client


class _Checked(httpx.HTTPTransport):
    """Connects to the very address that was checked.

    A name may mean another one the next time it is looked up.
    """

    def __init__(self, allow_private: bool) -> None:
        super().__init__()
        self._allow_private = allow_private

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        address = resolve(url.host, port, str(url), self._allow_private)
        extensions = {**request.extensions, "sni_hostname": url.host}
        pinned = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions=extensions,
        )
        return super().handle_request(pinned)


def _check_form(at: str, url: str) -> None:
    try:
        parts = urlsplit(at)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_whole = False
        parts = urlsplit("")
    if not is_whole:
        raise DocumentError(
            url,
            f"{at} is no web address"
            if at == url
            else f"the server redirects to {at}, which is no web address",
        )
    if parts.username or parts.password:
        raise DocumentError(
            url, "a name and password in a web address are not sent; save the page and add the file"
        )


def _suffix(response: httpx.Response, final: str, url: str) -> str:
    """Return the format as the server tells it, else as the address ends."""
    told = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    ending = PurePosixPath(urlsplit(final).path).suffix.lower()
    if told in FORMATS and not (told == "text/plain" and ending in READERS):
        return FORMATS[told]
    if ending in READERS:
        return ending
    raise DocumentError(url, f"the format {told or 'that the server does not name'} cannot be read")


def _in_utf8(raw: bytes, response: httpx.Response, url: str) -> bytes:
    """Return text in UTF-8 with a mark saying so, where the server names another encoding.

    It stands above the page's own word.
    """
    charset = response.charset_encoding
    if not charset or charset.lower().replace("_", "-") in ("utf-8", "utf8"):
        return raw
    try:
        return b"\xef\xbb\xbf" + raw.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        raise DocumentError(
            url, f"the page is not in the encoding that the server names: {charset!r}"
        ) from None
