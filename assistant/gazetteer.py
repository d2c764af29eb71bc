"""Countries, what their people are called, and their other names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.text import fold
from assistant.wordlists import read_rows


@dataclass(frozen=True, slots=True)
class Country:
    """A country or union of countries; `adjectives` and `aliases` as printed."""

    name: str
    adjectives: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to write the country or its adjective."""
        return (self.name, *self.adjectives, *self.aliases)


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """Read the table of countries."""
    found = []
    for row in read_rows("assistant.data", "countries.tsv"):
        name, adjectives, aliases = ([*row.split("\t"), "", ""])[:3]
        spaced = tuple(adjective.replace("-", " ") for adjective in adjectives.split())
        found.append(Country(name, spaced, tuple(alias for alias in aliases.split("|") if alias)))
    return tuple(found)


@lru_cache(maxsize=1)
def by_name() -> Mapping[str, Country]:
    """Map every folded name, adjective and alias to its country."""
    table = {}
    for country in countries():
        for name in country.names:
            table[fold(name).removeprefix("the ")] = country
    return table


def find_country(text: str) -> Country | None:
    """Return the country that the whole text names, or None."""
    key = fold(text).strip().removeprefix("the ")
    return by_name().get(key)


@lru_cache(maxsize=1)
def names_pattern() -> str:
    """Return an alternation of every name, adjective and alias as printed, longest first, without groups."""
    names = sorted(
        (name for country in countries() for name in country.names), key=len, reverse=True
    )
    return "(?:" + "|".join(re.escape(name).replace("'", "['’]") for name in names) + ")"


@lru_cache(maxsize=1)
def seat_rows() -> tuple[tuple[str, str], ...]:
    """Read the table of capitals and seats of government.

    Each as printed, with its country's name.
    """
    rows = (row.split("\t") for row in read_rows("assistant.data", "seats.tsv"))
    return tuple((seat, country) for country, names in rows for seat in names.split("|"))


@lru_cache(maxsize=1)
def seats() -> Mapping[str, str]:
    """Map each folded capital or seat of government to its country's name."""
    return {fold(seat): country for seat, country in seat_rows()}
