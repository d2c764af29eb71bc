"""Who publishes readouts: known by the pages' addresses, and each the voice of a country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.gazetteer import find_country, names_pattern
from assistant.text import fold
from assistant.wordlists import read_rows

SMALL = frozenset("the of and for de du".split())
LONGEST = 14  # words of a body's name
LONGEST_LINE = 400  # characters of a line that may be a body's name with what stands about it
OF_THE = frozenset(
    {"Republic", "United", "Kingdom", "Netherlands", "Philippines", "Czech", "Maldives"}
)
# What stands about a body's name on its line: "Source: ...", "© 2025 ...", "... press release",
# "... on Facebook".
AROUND = re.compile(
    r"^(?:(?:source|origin|issued by|published by|author|from|by|ministry|copyright)\s*:\s*|(?:copyright|©|\(c\))[\s\d©–-]*)+"
    r"|[\s|·,–-]+(?:press releases?|press office|press service|news|facebook|instagram|youtube|twitter|linkedin|crest|logo|website"
    r"|all rights reserved)\b.*$",
    re.IGNORECASE,
)
BODY = re.compile(
    r"^(?:[\w’'.-]+ ){0,4}(?:ministry|office|department|embassy|high commission|consulate(?: general)?|presidency|government"
    r"|chancellery|secretariat|permanent (?:mission|representation|delegation)|cabinet|palace|commission|directorate|bureau)\b"
    r"(?=$|,| (?:of|for|in|to|de)\b| \(| [A-Z])",
    re.IGNORECASE,
)
# Offices that every house has: they do not tell which.
VAGUE = re.compile(
    r"^(?:the )?(?:(?:office of (?:the )?)?(?:the )?(?:spokes\w+|press(?: secretary| service| office)?|public affairs|communications?)"
    r"|(?:press|media|news|information|communications?|our|home|box|post|back|contact)\s(?:office|department|bureau|directorate))\W*$",
    re.IGNORECASE,
)
SPEAKS = re.compile(r"\b(?:spokes\w+|said|says|stated|statement by|attribut\w+)\b", re.IGNORECASE)
PORTFOLIO = re.compile(
    r"^(?:\w+\s)?(?:Ministry|Department) of (?:(?! of ).)+$"
)  # "Ministry of Ports"
# Where a mission stands is not whose it is.
POST = re.compile(
    r"(?<=\w)(?:,\s|\s(?:in|to|at)\s).*$",
)
MISSION = re.compile(r"\b(?:embassy|high commission|consulate|permanent \w+)\b", re.IGNORECASE)
SPOKEN = re.compile(
    r"\b(?:an?|the)\s(?P<before>(?:[\w’'.-]+\s){1,6})spokes(?:person|man|woman)\b"
    r"|\bspokes(?:person|man|woman)\s(?:of|for|at)\s(?:the\s)?(?P<behind>[^:.;]{3,90})",
    re.IGNORECASE,
)
INITIALS = re.compile(
    r"^(?P<name>[A-Z][A-Za-z]?[A-Z]{1,4}(?:\s(?!Press|Statement|Spokes|News|Read)[A-Z][a-z]+)?)"
    r"(?=\s(?:Press|Statement|Spokes|News|Readout)|\s*$)"
)
SHORT = {
    "MFA": "Ministry of Foreign Affairs",
    "MOFA": "Ministry of Foreign Affairs",
    "PMO": "Prime Minister's Office",
}
ADDRESS = re.compile(r"https?://|www\.|@\w")
# "Foreign Minister of Xland", "Ylandish President": a country beside an office is a counterpart's
# more often than the host's.
SIDE_BEFORE = r"(?:Minister|President|Secretary|Chancellor|Affairs|King|Ambassador|Premier|Republic|Government) of (?:the )?"
SIDE_BEHIND = (
    r" (?:\w+ ){0,2}(?:Minister|President|Secretary|Chancellor|Ambassador|Premier|counterpart)"
)
# A spokesperson without a house, and the chief whose words are given: the houses that have no other
# name for themselves.
CHIEF = re.compile(r"\bSecretary of State (?=[A-Z][\w.]* )")
GENERAL = re.compile(r"\bSecretary-General\b(?! of (?!the United Nations))")
LEAD = 600  # characters


@dataclass(frozen=True, slots=True)
class Issuer:
    """An office that publishes.

    The mark its pages bear, its name, its country where the name does not tell, other names.
    """

    mark: str
    name: str
    country: str
    others: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def issuers() -> tuple[Issuer, ...]:
    """Read the table of issuers."""
    rows = (row.split("\t") for row in read_rows("assistant.data", "issuers.tsv"))
    filled = ([*row, "", ""][:4] for row in rows)
    return tuple(
        Issuer(mark, name, country, tuple(other for other in others.split("|") if other))
        for mark, name, country, others in filled
    )


def find_issuer(marks: Sequence[str]) -> str | None:
    """Return the issuer that an address or breadcrumb tells, or None."""
    return next(
        (issuer.name for issuer in issuers() if any(issuer.mark in text for text in marks)), None
    )


@lru_cache(maxsize=1)
def _spellings() -> Mapping[frozenset[str], str]:
    """Map the words of each known body's names to the name."""
    return {
        _key(name): issuer.name
        for issuer in reversed(issuers())
        for name in (*issuer.others, issuer.name)
    }


def _key(name: str) -> frozenset[str]:
    bare = re.sub(r"['’]s?\b|[.]", "", fold(name))
    return frozenset(re.findall(r"\w+", bare)) - SMALL


def known_body(line: str) -> str | None:
    """Return the name of the body that a whole line names in any spelling, or None."""
    words = line.split()
    if not 0 < len(words) <= LONGEST or words[0][0].islower():
        return None
    return _spellings().get(_key(line))


def read_issuer(lines: Sequence[str], title: str = "", text: str = "") -> str | None:
    """Return the body that the lines about an account name.

    Masthead, "Source: ...", spokesperson, contact, copyright.
    """
    for read in (_named, _spoken_for, _abbreviated):
        found = next((name for line in lines if (name := read(line))), None)
        if found:
            return found if home_of(found) else _with_home(found, text)
    told = _abbreviated(title)
    if told:
        return told if home_of(told) else _with_home(told, text)
    return find_issuer([line for line in lines if ADDRESS.search(line)])


def _named(line: str) -> str | None:
    """Return the body whose name a whole line is."""
    if len(line) > LONGEST_LINE:
        return None
    bare = AROUND.sub("", " ".join(line.split())).strip(" .,:;|·–—-")
    known = known_body(bare) or known_body(re.sub(r"\s*\([^()]*\)", "", bare))
    if known:
        return known
    match = BODY.match(bare)
    if SPEAKS.search(bare):
        return None
    if match is None or len(bare.split()) > LONGEST or VAGUE.match(bare):
        return None
    return spelled(bare)


def spelled(name: str) -> str:
    """Return a body's name in one spelling.

    Capitals lowered, "of" before a country that stands bare behind it.
    """
    if name.isupper():
        name = (
            re.sub(
                r"(?<= )(Of|And|The|For|De|Du)(?= )", lambda small: small[0].lower(), name.title()
            )
            .replace("’S", "’s")
            .replace("'S", "'s")
        )
    name = re.sub(r"^(?:The|the) (?=[A-Z])", "", name)
    words = name.split()
    for at in range(2, len(words)):
        country = " ".join(words[at:])
        ends = words[at - 1]
        if (
            find_country(country)
            and ends[-1] not in ","
            and ends.lower() not in SMALL | {"to", "in"}
        ):
            if country.split()[0] in OF_THE:
                country = f"the {country}"
            name = f"{' '.join(words[:at])} of {country}"
            break
    return _spellings().get(_key(name), name)


def _spoken_for(line: str) -> str | None:
    """Return the body for which somebody speaks.

    Such as "A Downing Street spokesperson said", "Spokesperson of the Ministry of Trade".
    """
    match = SPOKEN.search(line)
    if match is None:
        return None
    name = SPEAKS.split(match["before"] or match["behind"] or "")[0].strip(" ,:")
    words = name.split()
    for start in range(len(words)):
        found = _named(" ".join(words[start:]))
        if found:
            return found
    return None


def _abbreviated(line: str) -> str | None:
    """Return the body whose initials stand at the head of a line or in brackets.

    Such as "MFA Press Statement", "Photo: MFA".
    """
    match = INITIALS.search(line)
    if match is None:
        return None
    known = known_body(match["name"]) or known_body(match["name"].split()[0])
    country = find_country(" ".join(match["name"].split()[1:]))
    short = match["name"].split()[0].upper()
    if short not in SHORT:
        return known
    return f"{SHORT[short]} of {country.name}" if country else known or SHORT[short]


def _with_home(name: str, text: str) -> str:
    """Return a body's name with the country whose account the text is, where it shows that."""
    home = home_in(text) if len(name.split()) < LONGEST else ""
    return f"{name} of {home}" if home and " of the " not in name else name


def home_in(text: str) -> str:
    """Return the country that a text speaks of beside its counterparts', or "".

    Such as "ties between Xland and Yland" with Yland's minister.
    """
    named = Counter(
        country.name
        for match in re.finditer(rf"\b{names_pattern()}(?!\w)", text)
        if (country := find_country(match.group()))
    )
    others = {
        country.name
        for match in re.finditer(
            rf"{SIDE_BEFORE}(?P<of>{names_pattern()})(?!\w)|\b(?P<adj>{names_pattern()})(?={SIDE_BEHIND})",
            text,
        )
        if (country := find_country(match["of"] or match["adj"]))
    }
    ranked = [(count, name) for name, count in named.most_common() if name not in others]
    if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return ""
    return ranked[0][1]


def spokesperson_issuer(lines: Sequence[str], text: str) -> str | None:
    """Return the issuer that a bare spokesperson's line and the text's own chief tell, where no body is named."""
    told = " ".join(line for line in lines if "pokesperson" in line or "ecretary-General" in line)
    if "pokesperson" in told and CHIEF.search(text[:LEAD]):
        return "U.S. Department of State"
    return "United Nations Secretary-General" if GENERAL.search(told) else None


def home_of(issuer: str | None, url: str | None = None) -> str:
    """Return the country (or body) an issuer speaks for: "Ministry of Foreign Affairs of China".

    Such as "" where unknown.

    A country the issuer's own name tells, else the one its address does; a last "of Xland" may be a
    place of fiction.
    """
    if issuer and MISSION.search(issuer):
        return _mission_home(POST.sub("", issuer))
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
    if PORTFOLIO.match(issuer or ""):
        return ""
    last = (issuer or "").rsplit(" of ", 1)[-1] if " of " in (issuer or "") else ""
    return "" if last.startswith("the ") else last


def _mission_home(name: str) -> str:
    """Return whose a mission is: "Embassy of Norland", "British Embassy Vilnius".

    The first country in its name.
    """
    match = re.search(rf"\b{names_pattern()}(?!\w)", name)
    country = find_country(match.group()) if match else None
    if country:
        return country.name
    return name.rsplit(" of ", 1)[-1].removeprefix("the ") if " of " in name else ""


def _country_in(text: str) -> str:
    """Return the last country that a name holds.

    Such as "Prime Minister's Office, Denmark", "Presidency of the French Republic".
    """
    found = [
        country.name
        for match in re.finditer(rf"\b{names_pattern()}(?!\w)", text)
        if (country := find_country(match.group()))
    ]
    return found[-1] if found else ""
