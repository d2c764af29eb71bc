"""Tell which sides of an event a mention of several stands for.

Such as "the two leaders", "the Kazakh and Azerbaijani sides".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.attribution.bearers import Bearers
from assistant.attribution.memory import Resolution
from assistant.attribution.mentions import Part
from assistant.domain.readout import JOINT
from assistant.gazetteer import find_country
from assistant.text import fold

# The issuer's own people in a domestic meeting, who need not stand in its first sentence.
OWN_OFFICIALS = re.compile(
    r"\b(?:administration|white house|government|federal|cabinet|agency)\b.*\bofficials$"
)
# Nouns that mean one camp only where the first sentence calls its guests so.
ONE_CAMP = frozenset(
    {
        "representatives",
        "officials",
        "members",
        "advisors",
        "advisers",
        "ambassadors",
        "partners",
        "allies",
        "participants",
    }
)
LEADING = frozenset({"leaders", "presidents", "ministers"})


def is_every_side(bearers: Bearers, speakers: Sequence[str], mentioned: int = 2) -> bool:
    """Tell whether speakers named together stand for all sides of the event."""
    if mentioned < 2 or len(speakers) < 2:
        return False
    event = bearers.event
    sides = {
        bearers.names[name].side or event.home if name in bearers.names else _country(name)
        for name in speakers
    }
    wanted = {member.side or event.home for member in event.principals} - {""}
    if len(wanted) > 1 and wanted <= sides:
        return True
    if len(wanted) > 1 and not any(fold(name).split()[-1] == "participants" for name in speakers):
        return False
    if all(name not in bearers.names and find_country(name) for name in speakers):
        return len(event.lead_countries) > 1 and (
            event.lead_countries <= sides or (event.home in sides and len(sides) == 2)
        )
    if any(fold(name).split()[-1] in ("participants", "attendees") for name in speakers):
        return True
    if all(name in bearers.names for name in speakers) and not {
        m.name for m in event.principals
    } <= set(speakers):
        return False
    if all(name in bearers.names for name in speakers) and len(event.principals) < 2:
        return False
    # Hosts alone are not all sides where they met with somebody.
    return " with " not in event.camps[1] or {_camp(bearers, name) for name in speakers} >= {0, 1}


def resolve_joint(bearers: Bearers, part: Part) -> Resolution:
    """Resolve "the leaders" to all sides, but "the representatives" to those whom the first sentence calls so."""
    sides = {bearers.side_of(m) for m in bearers.event.principals} - {""}
    if part.side:
        return _of_some_sides(bearers, part, sides)
    holders = [m for m in bearers.event.principals if part.titles and m.holds(part.titles[0])]
    if len(holders) == 2 and sides - {bearers.side_of(m) for m in holders}:
        return Resolution(
            tuple(m.name for m in holders)
        )  # "the two prime ministers" of three parties
    guests = re.search(rf"\b{re.escape(part.text)}\b", bearers.event.camps[1]) is not None
    if part.text == "participants" and not bearers.event.is_bilateral:
        return Resolution((part.text,))
    return Resolution((part.text,) if guests and part.text in ONE_CAMP else JOINT)


def _of_some_sides(bearers: Bearers, part: Part, sides: set[str]) -> Resolution:
    """Resolve "the Kazakh and Azerbaijani sides" and "the two Nigerian ministers".

    All sides, or those countries or persons.
    """
    named = part.side.split("|")
    if len(named) > 1 and sides <= set(named):
        return Resolution(JOINT)
    people = [
        m
        for m in bearers.event.members
        if bearers.side_of(m) in named and part.titles and m.holds(part.titles[0])
    ]
    if len(named) == 1:
        return (
            Resolution(tuple(m.name for m in people))
            if len(people) == 2
            else Resolution(reason=f"it is not certain who the {part.text} are")
        )
    leads = [m for m in bearers.event.principals if bearers.side_of(m) in named]
    if part.text in LEADING and len(leads) == len(named):
        return Resolution(tuple(m.name for m in leads))
    return Resolution(tuple(bearers.event.printed.get(country, country) for country in named))


def _camp(bearers: Bearers, name: str) -> int | None:
    """Return 0 for one named before the verb of the first sentence, 1 for one behind it."""
    member = bearers.names.get(name)
    last = fold(name).split()[-1]
    if member is None and OWN_OFFICIALS.search(fold(name)):
        return 0
    if member and any(fold(title) in bearers.event.lead_titles for title in member.titles):
        return 0
    return next(
        (camp for camp in (0, 1) if re.search(rf"\b{re.escape(last)}", bearers.event.camps[camp])),
        None,
    )


def _country(name: str) -> str:
    country = find_country(name)
    return country.name if country else name
