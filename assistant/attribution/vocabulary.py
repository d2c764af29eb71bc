"""The words the rules walk: titles, cues and joint subjects, read from data and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.wordlists import read_rows, read_words

DATA = "assistant.attribution.data"
VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Compiled alternations, each without anchors or groups."""

    titles: tuple[str, ...]
    title: str
    cue: str
    joint: str
    not_names: frozenset[str]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Read and compile the vocabulary."""
    titles = tuple(sorted(read_rows("assistant.data", "titles.txt"), key=len, reverse=True))
    return Vocabulary(
        titles=titles,
        title=_either(titles),
        cue=_either(sorted(_cues(), key=len, reverse=True)),
        joint=_either(sorted((word.replace("-", " ") for word in read_words(DATA, "joint.txt")), key=len, reverse=True)),
        not_names=read_words(DATA, "not_names.txt"),
    )


def _cues() -> set[str]:
    section, found = "", set[str]()
    for line in read_rows(DATA, "cues.txt"):
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "verbs":
            found.update(form for verb in line.split() for form in _forms(verb))
        elif section == "forms":
            found.update(line.split())
        else:
            found.update(phrase.strip() for phrase in line.split(";") if phrase.strip())
    return found


def _forms(verb: str) -> tuple[str, ...]:
    """Return base form, third person and past of a regular verb."""
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d"
    if verb.endswith(("s", "sh", "ch", "x")):
        return verb, verb + "es", verb + "ed"
    if verb in ("admit", "commit", "rebut", "recap"):
        return verb, verb + "s", verb + verb[-1] + "ed"
    return verb, verb + "s", verb + "ed"


def _either(phrases: tuple[str, ...] | list[str]) -> str:
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases) + ")"
