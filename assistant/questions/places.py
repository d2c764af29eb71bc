"""Countries as questions call them: by name, by their people, by capital or seat of government."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.gazetteer import countries, find_country, names_pattern, seats
from assistant.text import fold


@lru_cache(maxsize=1)
def place_pattern() -> str:
    """Return an alternation of every name of a country, its people and its seats, longest first, without groups."""
    names = sorted(seats(), key=len, reverse=True)
    return f"(?:{names_pattern()}|{'|'.join(re.escape(name) for name in names)})s?"


def find_place(text: str) -> str | None:
    """Return the country that the whole text names or governs from, or None.

    Short words in lower case are words.
    """
    if text == "us" or (text.islower() and len(text) < 4):
        return None
    country = find_country(text)
    if country is None and text.endswith("s") and is_adjective(text[:-1]):
        country = find_country(text[:-1])  # "Americans"
    return country.name if country else seats().get(fold(text).strip())


@lru_cache(maxsize=256)
def names_of(country: str) -> tuple[str, ...]:
    """Return every way to write a country, its people and its seats."""
    known = find_country(country)
    return (
        *(known.names if known else (country,)),
        *(seat for seat, governed in seats().items() if governed == country),
    )


@lru_cache(maxsize=1)
def place_words() -> frozenset[str]:
    """Return every folded name of one word for a country, its people or its seats."""
    names = (*(fold(name) for country in countries() for name in country.names), *seats())
    return frozenset(name for name in names if name.isalpha())


def is_adjective(text: str) -> bool:
    """Tell whether a text names a country's people and not the country: "Slovenian", "Germans"."""
    country = find_country(text)
    return country is not None and fold(text) in {
        fold(adjective) for adjective in country.adjectives
    }
