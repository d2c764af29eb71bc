"""Read vocabulary kept as data."""

from __future__ import annotations

from importlib import resources


def read_rows(package: str, name: str) -> list[str]:
    """Return the lines of a package's data file, without blank ones and comments."""
    text = (resources.files(package) / name).read_text(encoding="utf-8")
    return [
        line.strip(" ") for line in text.splitlines() if line.strip() and not line.startswith("#")
    ]


def read_words(package: str, name: str) -> frozenset[str]:
    """Return the words of a package's data file, however they are laid out in lines."""
    return frozenset(word for row in read_rows(package, name) for word in row.split())
