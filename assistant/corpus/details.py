"""What front matter, a sidecar or a user states of a readout, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date as Date
from datetime import datetime
from typing import Any

from assistant.corpus.dates import read_date
from assistant.domain.readout import KINDS, Details, Kind, Person, Readout
from assistant.errors import DetailError
from assistant.names import may_be_same

# The names under which pages and people state a field; of several the first counts.
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "date": ("event_date", "date"),
    "published": ("published", "published_time"),
    "issuer": ("issuer",),
    "kind": ("kind",),
    "place": ("place",),
    "language": ("language", "lang"),
    "url": ("source_url", "url"),
    "participants": ("participants",),
}
LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)


def read_details(fields: Mapping[str, Any], strict: bool = False) -> Details:
    """Read the known fields; DetailError names the one that cannot be used and its value.

    `strict` refuses unknown fields and kinds, which a page may have for reasons of its own.
    """
    known = {name for names in NAMES.values() for name in names}
    unknown = [name for name in fields if name not in known]
    if strict and unknown:
        raise DetailError(
            str(unknown[0]), fields[unknown[0]], f"is unknown; known are {', '.join(sorted(known))}"
        )
    found: dict[str, Any] = {}
    for field, names in NAMES.items():
        name = next((name for name in names if fields.get(name) is not None), None)
        if name is None or (field == "kind" and not strict and fields[name] not in KINDS):
            continue
        read: Callable[[str, Any], Any] = READERS.get(field, _text)
        value = read(name, fields[name])
        if strict and not value:
            raise DetailError(name, fields[name], "is empty")
        found[field] = value or None
    return Details(**found)


def merged(first: Details, second: Details) -> Details:
    """Return what either states; the first stands above the second."""
    return replace(second, **{name: getattr(first, name) for name in first.names})


def stated_in(readout: Readout, details: Details) -> Readout:
    """Return the readout with these details in the place of what was inferred."""
    values = {name: getattr(details, name) for name in details.names if name != "participants"}
    stated = tuple(dict.fromkeys((*readout.stated, *details.names)))
    return replace(
        readout,
        **values,
        stated=stated,
        stated_people=details.participants or readout.stated_people,
    )


def edited(readout: Readout, edits: Details) -> Readout:
    """Return the readout with a user's own values.

    Those of before are kept in `replaced`, an earlier edit's are not.
    """
    plain = unedited(readout)
    values = {name: getattr(edits, name) for name in edits.names if name != "participants"}
    replaced = Details(**{name: getattr(plain, name) for name in values})
    return replace(plain, **values, edits=edits, replaced=replaced)


def unedited(readout: Readout) -> Readout:
    """Return the readout without any edit."""
    values = {
        name: getattr(readout.replaced, name)
        for name in readout.edits.names
        if name != "participants"
    }
    return replace(readout, **values, edits=Details(), replaced=Details())


def with_stated_people(readout: Readout) -> Readout:
    """Return the readout with the participants that were stated, each beside whom the text is found to name.

    A stated office or side stands above the inferred one. A name that the text does not give in
    full is added in full, so that it can be asked for.
    """
    people = list(readout.people)
    for person in readout.edits.participants or readout.stated_people:
        same = [i for i, other in enumerate(people) if may_be_same(other.name, person.name)]
        for i in same:
            people[i] = replace(
                people[i], title=person.title or people[i].title, side=person.side or people[i].side
            )
        if not any(people[i].name == person.name for i in same):
            people.append(person)
    return replace(readout, people=tuple(people))


def _text(name: str, value: Any) -> str:
    if isinstance(value, Mapping | list | tuple | set):
        raise DetailError(name, value, "is not a text")
    return " ".join(str(value).split())


def _date(name: str, value: Any) -> Date:
    if isinstance(value, datetime):
        return value.date()
    found = value if isinstance(value, Date) else read_date(str(value))
    if found is None:
        raise DetailError(name, value, "is not a date")
    return found


def _kind(name: str, value: Any) -> Kind:
    found = next((kind for kind in KINDS if kind == value), None)
    if found is None:
        raise DetailError(name, value, f"is no kind of readout; there are {', '.join(KINDS)}")
    return found


def _language(name: str, value: Any) -> str:
    found = LANGUAGE.match(str(value).strip())
    if found is None:
        raise DetailError(name, value, 'is no code of a language, such as "en"')
    return found.group().lower()


def _participants(name: str, value: Any) -> tuple[Person, ...]:
    rows = [value] if isinstance(value, str | Mapping) else value
    if not isinstance(rows, Sequence):
        raise DetailError(name, value, "is not a list of people")
    return tuple(_person(name, row) for row in rows)


def _person(name: str, row: Any) -> Person:
    """Read "Name; office; side", or a mapping of name, office (or title) and side (or country)."""
    if isinstance(row, str):
        parts = [part.strip() for part in row.split(";")]
        if not parts[0] or len(parts) > 3:
            raise DetailError(name, row, 'is not "Name", "Name; office" or "Name; office; side"')
        return Person(*parts)
    if not isinstance(row, Mapping) or not str(row.get("name") or "").strip():
        raise DetailError(name, row, "is a participant without a name")
    side = row.get("side") or row.get("country") or ""
    return Person(
        _text(name, row["name"]),
        _text(name, row.get("office") or row.get("title") or ""),
        _text(name, side),
    )


READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "date": _date,
    "published": _date,
    "kind": _kind,
    "language": _language,
    "participants": _participants,
}
