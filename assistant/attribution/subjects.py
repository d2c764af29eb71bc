"""Read everyone whom a place of a sentence names, one or several, as a subject."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.attribution.groups import read_group, read_joint, read_side, stands_alone
from assistant.attribution.mentions import NOBODY, Cast, Part, Subject
from assistant.attribution.offices import Office, read_office
from assistant.attribution.person_names import may_begin_name, read_name
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import is_cue_form
from assistant.attribution.vocabulary import find_place, is_class, title_trie

PRONOUNS = {"he": "pronoun", "she": "pronoun", "they": "they", "we": "we", "i": "i", "it": "it"}
COPULAS = frozenset("is was has had would will".split())  # "it was agreed" stands for nobody
LONGEST_ORGANISATION = 5
# Capitalised at the head of a sentence, but no part of an organisation's name.
LEADING = frozenset(
    "as while although when after before since if in on at during following with and but for the".split()
)
HEADED = frozenset({"government", "state", "delegation", "diplomacy", "department", "ministry"})
LONGEST_OWNER = 6  # tokens
LONGEST_ROLE = 3  # "top diplomat", "distinguished visiting guest"
# Roles that name somebody without a country beside them.
UNPLACED_ROLES = frozenset(
    {"guest", "visitor", "dignitary", "counterpart", "colleague", "interlocutor", "host", "latter"}
)


def read_subject(tokens: Sequence[Token], at: int, cast: Cast = NOBODY) -> Subject | None:
    """Read one or several coordinated mentions; `cast` are sides that no gazetteer knows."""
    place = at
    if (
        place < len(tokens)
        and tokens[place].key == "both"
        and place + 1 < len(tokens)
        and not is_cue_form(tokens[place + 1].key)
    ):
        both = read_part(tokens, place, cast)
        if both is None or both[0].kind != "joint":
            place += 1
    first = read_part(tokens, place, cast)
    if first is None or (place > at and first[0].kind == "group"):
        return None
    parts, end = _each_by_name(tokens, first, cast) or ([first[0]], first[1])
    while end < len(tokens) and not tokens[end - 1].is_possessive:
        step = _coordinator(tokens, end)
        more = read_part(tokens, step, cast) if step else None
        if more is None or tokens[more[1] - 1].is_possessive:
            break
        # "X, Y said" is no list of two: only "and" closes one.
        if tokens[step - 1].key == "," and not _list_closes(tokens, more[1], cast):
            break
        if not _is_own_company(tokens, more[1], more[0]):
            parts.append(more[0])
        end = more[1]
    if tokens[end - 1].is_possessive:
        return None
    if [t.key for t in tokens[end : end + 3]] in (
        ["and", "his", "counterparts"],
        ["and", "her", "counterparts"],
    ):
        return Subject((Part("joint", "both"),), end + 3)
    return Subject(tuple(parts), _past_relation(tokens, end))


def _each_by_name(
    tokens: Sequence[Token], first: tuple[Part, int], cast: Cast
) -> tuple[list[Part], int] | None:
    """Read "Presidents Biden and Kenyatta" as the persons they are."""
    part, end = first
    if part.kind != "joint" or end >= len(tokens) or not tokens[end].is_capital:
        return None
    name, end = read_name(tokens, end)
    if not name or not cast.knows(name):
        return None
    return [Part("person", name)], end


def read_part(tokens: Sequence[Token], at: int, cast: Cast) -> tuple[Part, int] | None:
    """Read one mention at a place, and the place behind it."""
    if cast.memo is None:
        return _read_part(tokens, at, cast)
    key = at, len(tokens)
    if key not in cast.memo:
        cast.memo[key] = _read_part(tokens, at, cast)
    return cast.memo[key]


def read_owner(tokens: Sequence[Token], at: int, cast: Cast) -> tuple[Part, int] | None:
    """Read the mention before "’s" at a place: "the King’s" of "in the King’s view"."""
    ends = (i for i in range(at, min(at + LONGEST_OWNER, len(tokens))) if tokens[i].is_possessive)
    end = next(ends, None)
    if end is None:
        return None
    bare = tokens[end].text.removesuffix("’s").removesuffix("'s")
    owner = tokens[end]._replace(text=bare, is_possessive=False)
    part = read_part([*tokens[:end], owner], at, cast.for_sentence())
    return part if part and part[1] == end + 1 else None


def _read_part(tokens: Sequence[Token], at: int, cast: Cast) -> tuple[Part, int] | None:
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.key == "it" and at + 1 < len(tokens) and tokens[at + 1].key in COPULAS:
        return None
    if token.key in PRONOUNS and (token.key != "i" or token.text == "I") and token.text != "HE":
        return Part(PRONOUNS[token.key], token.key), at + 1  # type: ignore[arg-type]
    joint = read_joint(tokens, at)
    if joint:
        return joint
    role = _role(tokens, at)
    if role:
        return _named_role(tokens, role, cast) or role
    office = read_office(tokens, at, any_case=True)
    if office:
        found = _with_office(tokens, at, office, cast)
        if found:
            return found
    side = read_side(tokens, at, cast)
    if side:
        return side
    name, end = read_name(tokens, at) if may_begin_name(token) else ("", at)
    if name and cast.knows(name) and stands_alone(tokens, end):
        return Part("person", name), _past_side(tokens, end)
    return _of_organisation(tokens, at, cast) or read_group(tokens, at, cast)


def _with_office(
    tokens: Sequence[Token], at: int, office: Office, cast: Cast
) -> tuple[Part, int] | None:
    """Read the person behind an office, or the office alone."""
    name, end = read_name(tokens, office.end, office.titles)
    if not name and office.end < len(tokens) and tokens[office.end].key == ",":
        named, behind = read_name(tokens, office.end + 1)
        if cast.knows(named) and behind < len(tokens) and tokens[behind].key == ",":
            name, end = named, behind + 1
    if name:
        known = cast.knows(name) and stands_alone(tokens, end)
        return (
            (Part("person", name, office.titles, office.side), _past_side(tokens, end))
            if known
            else None
        )
    alone = tokens[at].key == "the" or tokens[office.end - 1].text[0].isupper() or bool(office.side)
    return (
        (Part("office", office.titles[-1], office.titles, office.side), office.end)
        if alone and stands_alone(tokens, office.end)
        else None
    )


def _named_role(
    tokens: Sequence[Token], role: tuple[Part, int], cast: Cast
) -> tuple[Part, int] | None:
    """Read "her Danish counterpart, Karen Bruun," as the person named."""
    comma = role[1] < len(tokens) and tokens[role[1]].key == ","
    name, end = read_name(tokens, role[1] + comma) if role[1] + comma < len(tokens) else ("", 0)
    if (
        not name
        or not cast.knows(name)
        or (comma and not (end < len(tokens) and tokens[end].key == ","))
    ):
        return None
    return Part("person", name, side=role[0].side), end + comma


def _of_organisation(tokens: Sequence[Token], at: int, cast: Cast) -> tuple[Part, int] | None:
    """Read a person behind an organisation and an office: "FEMA Administrator Ana Lee"."""
    if tokens[at].key in LEADING:
        return None
    for place in range(at + 1, min(at + LONGEST_ORGANISATION, len(tokens))):
        if not tokens[place - 1].is_capital:
            return None
        office = read_office(tokens, place) if title_trie().longest(tokens, place) else None
        if office:
            found = _with_office(tokens, place, office, cast)
            return found if found and found[0].kind == "person" else None
    return None


def _role(tokens: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """Read someone by the part played.

    Such as "his Polish counterpart", "the Lao guest", "the head of the Polish government".
    """
    place = at + (tokens[at].key in ("the", "his", "her"))
    if place == at and not tokens[at].is_capital:
        return None
    if place > at and [t.key for t in tokens[place : place + 2]] == ["head", "of"]:
        start = place + 2 + (place + 2 < len(tokens) and tokens[place + 2].key == "the")
        country = find_place(tokens, start) if start < len(tokens) else None
        headed = (
            next(
                (
                    i
                    for i in range(country[1], min(country[1] + 3, len(tokens)))
                    if tokens[i].key in HEADED
                ),
                0,
            )
            if country
            else 0
        )
        if country and headed:
            return Part("role", "leader", side=country[0].name), headed + 1
    if (
        place > at
        and place + 1 < len(tokens)
        and tokens[place].key == "visiting"
        and title_trie().longest(tokens, place + 1)
    ):
        office = read_office(tokens, place + 1)
        return (Part("role", "guest"), office.end) if office else None
    country = find_place(tokens, place) if place < len(tokens) else None
    place = country[1] if country else place
    for step in range(place, min(place + LONGEST_ROLE, len(tokens))):
        token = tokens[step]
        if not (token.text.islower() or token.key in ("government", "leader")) or (
            step > place and tokens[step - 1].key in ("and", "of")
        ):
            break
        if is_class("roles", token.key):
            side = (
                find_place(tokens, step + 2)
                if step + 2 < len(tokens) and tokens[step + 1].key == "of" and country is None
                else None
            )
            if side and place > at:
                return Part("role", token.key, side=side[0].name), side[1]
            alone = (
                not token.is_possessive
                and (country or place > at)
                and (country or token.key in UNPLACED_ROLES)
            )
            return (
                (Part("role", token.key, side=country[0].name if country else ""), step + 1)
                if alone
                else None
            )
    return None


def _past_side(tokens: Sequence[Token], at: int) -> int:
    """Step over "of New Zealand" behind a name."""
    if at + 1 < len(tokens) and tokens[at].key == "of" and not tokens[at - 1].is_possessive:
        place = at + 1 + (tokens[at + 1].key == "the")
        country = find_place(tokens, place) if place < len(tokens) else None
        return country[1] if country else _past_town(tokens, at)
    return at


def _past_town(tokens: Sequence[Token], at: int) -> int:
    """Step over "of Las Cruces, New Mexico," behind a name."""
    place = at + 1
    while place < len(tokens) and tokens[place].is_capital and not tokens[place].is_possessive:
        place += 1
    if place == at + 1:
        return at
    if place + 1 < len(tokens) and tokens[place].key == "," and tokens[place + 1].is_capital:
        end = place + 1
        while end < len(tokens) and tokens[end].is_capital:
            end += 1
        if end < len(tokens) and tokens[end].key == ",":
            return end + 1
    return place


def _coordinator(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind ", and", "and" or ","; 0 where none stands."""
    key = tokens[at].key
    if key in (",", "and", "&", "/"):
        if key == "," and at + 1 < len(tokens) and tokens[at + 1].key == "and":
            return at + 2
        return at + 1
    return 0


def _list_closes(tokens: Sequence[Token], at: int, cast: Cast) -> bool:
    """Tell whether "and" with another mention follows soon: "A, B, and C"."""
    for place in range(at, min(at + 40, len(tokens))):
        if tokens[place].key == "and" and read_part(tokens, place + 1, cast):
            return True
        if place == at and tokens[place].key != ",":
            return False
        if is_cue_form(tokens[place].key):
            return False
    return False


def _is_own_company(tokens: Sequence[Token], end: int, part: Part) -> bool:
    """Tell whether "and his team" only accompanies the one before."""
    return part.kind == "group" and part.text.split()[0] in ("his", "her", "their")


def _past_relation(tokens: Sequence[Token], at: int) -> int:
    """Step over "(ROK)", "and his team", ", joined by Y," and other insertions between commas that hold no verb to come."""
    if at < len(tokens) and tokens[at].key == "(":
        close = next((i for i in range(at, min(at + 8, len(tokens))) if tokens[i].key == ")"), None)
        at = close + 1 if close else at
    if (
        at + 2 < len(tokens)
        and tokens[at].key == "and"
        and tokens[at + 1].key in ("his", "her", "their")
    ):
        at += 3
    return at
