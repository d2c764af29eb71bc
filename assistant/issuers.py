"""Who publishes readouts: known by the pages' addresses, and each the voice of a country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.gazetteer import find_country, names_pattern
from assistant.wordlists import read_rows


@dataclass(frozen=True, slots=True)
class Issuer:
    """An office that publishes: the mark its pages bear, its name, and its country where the name does not tell."""

    mark: str
    name: str
    country: str


@lru_cache(maxsize=1)
def issuers() -> tuple[Issuer, ...]:
    """Read the table of issuers."""
    rows = (row.split("\t") for row in read_rows("assistant.data", "issuers.tsv"))
    return tuple(Issuer(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows)


def find_issuer(marks: Sequence[str]) -> str | None:
    """Return the issuer that an address or breadcrumb tells, or None."""
    return next(
        (issuer.name for issuer in issuers() if any(issuer.mark in text for text in marks)), None
    )


def home_of(issuer: str | None, url: str | None = None) -> str:
    """Return the country (or body) an issuer speaks for: "Ministry of Foreign Affairs of China"; "" where unknown.

    A country the issuer's own name tells, else the one its address does; a last "of Xland" may be a place of fiction.
    """
    for text in (issuer or "", url or ""):
        listed = next(
            (
                known.country
                for known in issuers()
                if known.country and (known.name == text or known.mark in text)
            ),
            "",
        )
        told = (
            listed
            or (_country_in(text) if text == issuer else "")
            or (_country_in(find_issuer([text]) or "") if text else "")
        )
        if told:
            return told
    last = (issuer or "").rsplit(" of ", 1)[-1] if " of " in (issuer or "") else ""
    return "" if last.startswith("the ") else last


def _country_in(text: str) -> str:
    """Return the last country that a name holds: "Prime Minister's Office, Denmark", "Presidency of the French Republic"."""
    found = [
        country.name
        for match in re.finditer(rf"\b{names_pattern()}(?!\w)", text)
        if (country := find_country(match.group()))
    ]
    return found[-1] if found else ""
