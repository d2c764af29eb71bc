"""What a site allows programs to fetch: its robots.txt, read by Protego as RFC 9309 has it."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from assistant.errors import DocumentError

LONGEST_DELAY = 30.0  # seconds between two pages of one site, whatever it asks for
SERVER_ERROR = 500


class Robots:
    """The rules of each site, asked for once.

    `read` fetches a robots.txt and returns its status and bytes.
    """

    def __init__(self, agent: str, read: Callable[[str], tuple[int, bytes]]) -> None:
        self._agent = agent
        self._read = read
        self._rules: dict[str, Protego] = {}
        self._last: dict[str, float] = {}

    def check(self, url: str, asked: str | None = None) -> None:
        """Wait as long as the site asks for between two pages.

        DocumentError, of the address `asked`, if it forbids this one.

        A site whose rules cannot be had is taken to forbid everything, one that has none to allow
        it.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._fetch(site, asked or url)
        rules = self._rules[site]
        if not rules.can_fetch(url, self._agent):
            raise DocumentError(
                asked or url,
                "the site's robots.txt does not allow programs to fetch this page; save it and add the file",
            )
        delay = min(float(rules.crawl_delay(self._agent) or 0), LONGEST_DELAY)
        wait = self._last.get(site, 0.0) + delay - time.monotonic()
        if delay and wait > 0:
            time.sleep(wait)
        self._last[site] = time.monotonic()

    def _fetch(self, site: str, asked: str) -> Protego:
        try:
            status, raw = self._read(f"{site}/robots.txt")
        except DocumentError as error:
            raise DocumentError(asked, error.reason) from None
        if status >= SERVER_ERROR:
            raise DocumentError(
                asked, f"the site's robots.txt cannot be read (the server answers {status})"
            )
        return Protego.parse(raw.decode("utf-8", "replace") if status == 200 else "")
