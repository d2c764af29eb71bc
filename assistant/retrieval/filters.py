"""Which passages a search may see, said once for Chroma and once for numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from assistant.domain.answer import Passage
from assistant.domain.readout import Readout


@dataclass(frozen=True, slots=True)
class Filter:
    """Hard conditions; None is no condition. `speakers` are names as the readouts give them.

    Any of them will do.
    """

    speakers: frozenset[str] | None = None
    readouts: frozenset[str] | None = None
    since: Date | None = None
    until: Date | None = None

    @property
    def narrows_readouts(self) -> bool:
        """Tell whether any condition depends on the readout."""
        return not (self.readouts is None and self.since is None and self.until is None)

    def admits_readout(self, readout: Readout) -> bool:
        """Tell whether a readout meets the conditions that do not depend on the passage."""
        if self.readouts is not None and readout.id not in self.readouts:
            return False
        if self.since is None and self.until is None:
            return True
        if readout.date is None:
            return False
        return (self.since or Date.min) <= readout.date <= (self.until or Date.max)

    def where(self) -> Mapping[str, Any] | None:
        """Return the same conditions in Chroma's language over `metadata`.

        None for no condition.
        """
        parts: list[dict[str, Any]] = []
        if self.speakers is not None:
            # Chroma refuses an empty list; no passage has an empty name.
            parts.append(
                _any_of(
                    [{"speakers": {"$contains": name}} for name in sorted(self.speakers) or [""]]
                )
            )
        if self.readouts is not None:
            parts.append({"readout_id": {"$in": sorted(self.readouts) or [""]}})
        if self.since is not None:
            parts.append({"date": {"$gte": self.since.toordinal()}})
        if self.until is not None:
            parts.append({"date": {"$lte": self.until.toordinal()}})
        return {"$and": parts} if len(parts) > 1 else parts[0] if parts else None


def metadata(passage: Passage, readout: Readout) -> dict[str, Any]:
    """Return what is stored beside a passage for `where`.

    Chroma compares numbers only, so dates are ordinals.
    """
    fields: dict[str, Any] = {"readout_id": readout.id, "start": passage.start, "end": passage.end}
    if passage.speakers:
        fields["speakers"] = list(passage.speakers)
    if readout.date is not None:
        fields["date"] = readout.date.toordinal()
    return fields


def _any_of(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {"$or": parts} if len(parts) > 1 else parts[0]
