"""Name whom a running label stands for: a person, a role, or what the label prints."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.attribution.offices import read_office
from assistant.attribution.person_names import read_name
from assistant.attribution.resolving import Resolver
from assistant.attribution.tokens import tokenize
from assistant.attribution.vocabulary import ranks
from assistant.domain.readout import Readout
from assistant.names import name_words
from assistant.text import fold
from assistant.wordlists import read_words

ROLES = read_words("assistant.data", "roles.txt")
FILLERS = frozenset("the a an another second third unidentified unknown male female".split())
HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "madam", "sir", "lady"})
SHORTEST = 4  # letters of a name to be read; fewer in capitals are a house's initials
LETTER = re.compile(r"[QA]\d{0,2}")
ANSWER = re.compile(r"A\d{0,2}|answer", re.IGNORECASE)
# What tells that somebody is asked: "Interview with Minister Holt", "Minister Holt answers
# questions".
ASKED = re.compile(
    r"\b(?:interview\w*|answers?|answered|replies|responds?|questions?|Q ?& ?A|Q and A"
    r"|press (?:conference|briefing))\b",
    re.IGNORECASE,
)


def name_labels(readout: Readout, resolver: Resolver) -> Mapping[str, str]:
    """Name whom each label stands for; beside an office's surname "DR. X" keeps to itself."""
    labels = list(dict.fromkeys(p.label for p in readout.paragraphs if p.label))
    answering = _interviewee(readout, resolver) if all(map(is_role, labels)) else ""
    names = {
        label: answering if answering and ANSWER.fullmatch(label) else _name_label(label, resolver)
        for label in labels
    }
    by_office = {
        name
        for label, name in names.items()
        if not _is_honorific(label)
        and read_office(tokenize(label.title()), 0)
        and not _is_full(label, name)
    }
    return {
        label: label.title() if _is_honorific(label) and name in by_office else name
        for label, name in names.items()
    }


def is_role(label: str) -> bool:
    """Tell whether a label names a part and not a person: "Q", "AN AIDE", "Reporter 2"."""
    if LETTER.fullmatch(label):
        return True
    words = [word.strip(".,#") for word in fold(label).replace("/", " ").split()]
    kept = [word for word in words if word not in FILLERS and not word.isdigit()]
    names = [word for word in kept if word not in ROLES]
    # "NHK Reporter" and "Moderator" are roles; "Moderator Jane Doe" has a name.
    return bool(kept) and (kept[-1] in ROLES or (kept[0] in ROLES and len(names) < 2))


def _interviewee(readout: Readout, resolver: Resolver) -> str:
    """Return the one who is asked, where the page tells that exactly one person is; else ""."""
    first = next((p.start for p in readout.paragraphs if p.label), 0)
    opening = f"{readout.title} {readout.text[:first]}"
    principals = [
        member
        for member in resolver.event.principals
        if not any("spokes" in fold(title) for title in member.titles)
    ]
    if not ASKED.search(opening) or len(principals) != 1:
        return ""
    return principals[0].name


def _name_label(label: str, resolver: Resolver) -> str:
    printed = label if len(label) < SHORTEST else label.title()
    if LETTER.fullmatch(label):
        return label
    person = resolver.bearers.by_label(label)
    if person:
        return person.name
    words = label.split()
    # "NATO SPOKESPERSON": the organisation stands before the office.
    for cut in range(1, len(words)):
        bearers = resolver.bearers.by_title(" ".join(words[cut:]).title())
        if len(bearers) == 1 and not ranks() & {fold(word) for word in words[:cut]}:
            return bearers[0].name
    # The label itself is all the readout gives.
    if is_role(label):
        return re.sub(r"^(?:An?|The) ", "", printed)
    if len(label) < SHORTEST:
        return label
    tokens = tokenize(printed)
    return (
        next((name for at in range(len(tokens)) if (name := read_name(tokens, at)[0])), "")
        or printed
    )


def _is_full(label: str, name: str) -> bool:
    """Tell whether a label gives a person's whole name, so that "Ms X" is that person too."""
    return len(name.split()) > 1 and name_words(name) <= name_words(label)


def _is_honorific(label: str) -> bool:
    return fold(label).split()[0].strip(".") in HONORIFICS
