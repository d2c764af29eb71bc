"""The few settings, read in one place."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_cache_dir

from assistant.errors import SettingsError

PREFIX = "READOUT_"
PACKAGED = "packaged"
MOST_THREADS = 1024
KINDS: Mapping[str, type] = {"str": str, "int": int, "bool": bool}
NOUNS = {str: "text", int: "a whole number", bool: "True or False"}
DEFAULT_LIBRARY = "readout-library"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set.

    `library` is a folder, created when missing. `embedding_model` is "packaged" (all-MiniLM-L6-v2,
    no network) or the name or folder of any sentence-transformers model. `reranker` is the name or
    folder of a cross-encoder that puts what was found in order ("" for none). `threads` is how many
    the embedder may use: all cores are fastest alone and far slower beside one busy neighbour.
    `cache` is a folder for what can be made again. `private_addresses` lets web pages be fetched
    from this machine and its own network. `embedding_url` is a server that embeds with
    `embedding_model` ("" for none), and `embedding_key` what it asks for; the `chroma_` settings
    are what a Chroma server asks for. Keys and tokens are in no printed form of the settings.
    `model` may write the answers ("provider:name"; "" or "none" for none); `model_url` is the
    address of a server that speaks the provider's API, and its key stands in `model_key` or in a
    file that nobody else may read. It has `model_timeout` seconds for an answer and is given
    `model_budget` tokens of evidence; with `model_follow_ups` it also puts a follow-up in full for
    which the rules find nothing; `show_unverified` shows, marked, what the verifier cannot decide.
    """

    library: str = DEFAULT_LIBRARY
    embedding_model: str = PACKAGED
    reranker: str = ""
    threads: int = 2
    cache: str = field(default_factory=lambda: user_cache_dir("readout-assistant"))
    private_addresses: bool = False
    embedding_url: str = ""
    embedding_key: str = field(default="", repr=False)
    chroma_token: str = field(default="", repr=False)
    chroma_tenant: str = ""
    chroma_database: str = ""
    model: str = ""
    model_url: str = ""
    model_key: str = field(default="", repr=False)
    model_key_file: str = ""
    model_timeout: int = 60
    model_budget: int = 3000
    model_follow_ups: bool = False
    show_unverified: bool = False

    def __post_init__(self) -> None:
        for each in fields(self):
            value, kind = getattr(self, each.name), KINDS[str(each.type)]
            if each.name != "library" and type(value) is not kind:
                raise SettingsError(
                    each.name,
                    f"must be {NOUNS[kind]}, not {value!r}"
                    if "key" not in each.name
                    else "must be text",
                )
        if not str(self.library).strip():
            raise SettingsError("library", "is empty; name a folder")
        if not self.embedding_model.strip():
            raise SettingsError("embedding_model", f"is empty; name a model or {PACKAGED!r}")
        if self.embedding_url and not self.embedding_url.startswith(("http://", "https://")):
            raise SettingsError(
                "embedding_url", f"must be an http(s) address, not {self.embedding_url!r}"
            )
        if self.embedding_url and self.embedding_model == PACKAGED:
            raise SettingsError(
                "embedding_model",
                "must name the model that the server at embedding_url embeds with",
            )
        if self.model_url and not _is_address(self.model_url):
            raise SettingsError("model_url", "must be an http(s) address without a password in it")
        if self.model_key and self.model_key_file:
            raise SettingsError(
                "model_key_file", "and model_key are both given; one of them holds the key"
            )
        for name, least, most in (("model_timeout", 1, 3600), ("model_budget", 100, 1_000_000)):
            if not least <= getattr(self, name) <= most:
                raise SettingsError(
                    name, f"must be between {least:,} and {most:,}, not {getattr(self, name):,}"
                )
        if not self.cache.strip():
            raise SettingsError("cache", "is empty; name a folder")
        if not 1 <= self.threads <= MOST_THREADS:
            raise SettingsError(
                "threads", f"must be between 1 and {MOST_THREADS}, not {self.threads}"
            )

    def with_(self, **changes: object) -> Settings:
        """Return a copy with the changes that are not None.

        An unknown name raises SettingsError.
        """
        for name in changes:
            if name not in _names():
                raise SettingsError(name, f"is unknown; the settings are {', '.join(_names())}")
        given: dict[str, Any] = {n: value for n, value in changes.items() if value is not None}
        return replace(self, **given)


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from READOUT_LIBRARY and its like, one for each.

    Any other READOUT_* is an error.
    """
    environment = os.environ if environment is None else environment
    changes: dict[str, object] = {}
    for key, value in environment.items():
        if not key.startswith(PREFIX):
            continue
        name = key.removeprefix(PREFIX).lower()
        if name not in _names():
            raise SettingsError(
                key,
                f"is unknown; known are {', '.join(PREFIX + known.upper() for known in _names())}",
            )
        changes[name] = READERS[name](key, value) if name in READERS else value
    return Settings().with_(**changes)


def _is_address(url: str) -> bool:
    """Tell whether a text is an http(s) address without name and password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None


def _names() -> list[str]:
    return sorted(each.name for each in fields(Settings))


def _number(key: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise SettingsError(key, f"must be a whole number, not {value!r}") from None


def _yes(key: str, value: str) -> bool:
    found = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(
        value.strip().lower()
    )
    if found is None:
        raise SettingsError(key, f"must be yes or no, not {value!r}")
    return found


READERS: Mapping[str, Callable[[str, str], object]] = {
    "threads": _number,
    "model_timeout": _number,
    "model_budget": _number,
    "private_addresses": _yes,
    "model_follow_ups": _yes,
    "show_unverified": _yes,
}
