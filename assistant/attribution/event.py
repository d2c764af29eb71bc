"""The event a readout tells of: who takes part, on which side, and how the page speaks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.attribution.members import Member


@dataclass(frozen=True, slots=True)
class Event:
    """Who takes part and on which side: what bare titles and joint words are resolved against.

    `host` is the issuer's own leader, `lead_titles` bare titles the first sentence gives to
    somebody it does not name, `camps` the folded words before and behind its verb ("the Vice
    President" | "CEOs of four companies"), `sides` every country with a place in the event,
    `printed` how this readout writes a country, `any_country` where each country of a gathering may
    speak for itself.
    """

    members: Sequence[Member] = ()
    host: Member | None = None
    principals: tuple[Member, ...] = ()
    home: str = ""
    lead_titles: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    lead_countries: frozenset[str] = frozenset()
    camps: tuple[str, str] = ("", "")
    printed: Mapping[str, str] = field(default_factory=dict)
    is_bilateral: bool = True
    any_country: bool = False
