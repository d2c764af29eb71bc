"""Who publishes readouts: known by the pages' addresses, and each the voice of a country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.gazetteer import find_country
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
    return next((issuer.name for issuer in issuers() if any(issuer.mark in text for text in marks)), None)


def home_of(issuer: str | None) -> str:
    """Return the country (or body) an issuer speaks for: "Ministry of Foreign Affairs of China"; "" where unknown."""
    if not issuer:
        return ""
    listed = next((known.country for known in issuers() if known.name == issuer and known.country), "")
    if listed:
        return listed
    last = issuer.rsplit(" of ", 1)[-1] if " of " in issuer else ""
    country = find_country(last)
    return country.name if country else last
