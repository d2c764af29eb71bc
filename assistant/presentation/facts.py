"""What is known of a readout beside its text, with what was inferred marked as that.

For the page and the terminal.
"""

from __future__ import annotations

from assistant.domain.readout import Readout
from assistant.text import long_date

INFERRED = "*"
NOTE = f"{INFERRED} inferred from the text"


def facts(readout: Readout) -> list[str]:
    """Return date, publication, place, issuer and participants as short texts.

    What nobody stated ends in INFERRED.
    """
    inferred = readout.inferred
    published = readout.published if readout.published != readout.date else None
    rows = [
        ("date", long_date(readout.date)),
        ("published", f"published {long_date(published)}" if published else ""),
        ("place", readout.place or ""),
        ("issuer", readout.issuer or ""),
        ("participants", ", ".join(readout.participants)),
    ]
    return [f"{text}{INFERRED if name in inferred else ''}" for name, text in rows if text]
