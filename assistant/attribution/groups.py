"""Read who speaks as one: all sides together, a country, a body, a group as printed."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.attribution.mentions import Cast, Part
from assistant.attribution.offices import STATE_WORDS
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import is_cue_form, read_verb
from assistant.attribution.vocabulary import adverbs, find_place, nouns

NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve several many".split()
)
QUANTIFIERS = frozenset("the both all each these those other some various".split())
BOTH = frozenset({"both", "each", "all"})
DUO = frozenset({"pair", "duo", "two", "trio", "three"})
MEMBERSHIP = frozenset(
    {
        "members",
        "representatives",
        "leaders",
        "heads",
        "ministers",
        "participants",
        "officials",
        "part",
        "families",
        "ceos",
    }
)
# Where the words of a group end, whatever comes before its noun.
GROUP_STOPS = frozenset(
    "to in on with that for by at from as and or the a an which who where when how was were is are has have had while both but not".split()
)
GATHERINGS = frozenset({"meeting", "summit", "session"})
ALONE = DUO | GATHERINGS | {"group", "them", "us"}
SINGULAR = frozenset({"side", "leader", "party", "country", "delegation", "minister", "nation"})
# Plurals that without an article are some of these, not all sides.
NOT_ALONE = frozenset(
    "members officials representatives heads deputies ambassadors diplomats politicians negotiators envoys allies advisers "
    "advisors".split()
)
ANIMATE = (
    "ers",
    "ors",
    "ists",
    "ians",
    "ees",
    "presidents",
    "students",
    "residents",
    "agents",
    "assistants",
    "women",
    "men",
)
LONGEST_GROUP = 7


def read_joint(tokens: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """Read "the two leaders", "both sides", "each side", "both", "the pair", "The Meeting"."""
    place, quantifiers = _past_quantifiers(tokens, at)
    if place >= len(tokens) or (
        place == at and not tokens[at].is_capital and not nouns()["sides"].begins(tokens[at].key)
    ):
        return None
    is_both = bool(quantifiers & BOTH)
    if place > at and _stands_for_all(tokens, place, is_both):
        return Part("joint", "both"), place + (tokens[place].key in ALONE)
    while place + 1 < len(tokens) and tokens[place].key in (
        "meeting",
        "summit",
        "other",
        "participating",
    ):
        place += 1
    place, named = _past_sides(tokens, place)
    noun = _noun(tokens, place, "sides")
    if noun is None and is_both and place < len(tokens) and tokens[place].key in SINGULAR:
        noun = tokens[place].key, place + 1
    if (
        noun is None
        or (len(named) == 1 and not quantifiers & {"two", "both"})
        or (place == at and noun[0] in NOT_ALONE)
    ):
        return None
    name, end = noun
    if tokens[end - 1].is_possessive and name in SINGULAR:
        return None
    if end + 2 < len(tokens) and tokens[end].key == "and" and tokens[end + 1].key == "their":
        end += 3  # "the two leaders and their teams"
    is_certain = is_both or any(word in NUMBERS or word.isdigit() for word in quantifiers)
    office = (
        (name.replace("-", " ").removesuffix("s"),)
        if named or quantifiers & {"two", "both"}
        else ()
    )
    return Part(
        "joint", "both" if is_certain and not named else name, titles=office, side="|".join(named)
    ), end


def _past_quantifiers(tokens: Sequence[Token], at: int) -> tuple[int, set[str]]:
    """Return the place behind "both of the", "the two", "all three", and the words passed."""
    place, passed = at, set[str]()
    while place < len(tokens) and (
        tokens[place].key in QUANTIFIERS
        or tokens[place].key in NUMBERS
        or tokens[place].key.isdigit()
    ):
        passed.add(tokens[place].key)
        place += 1
        if passed & BOTH and place < len(tokens) and tokens[place].key == "of":
            place += 1
    return place, passed


def _stands_for_all(tokens: Sequence[Token], place: int, is_both: bool) -> bool:
    """Tell whether quantifiers need no noun of a side.

    Such as "both agreed", "both of them", "the pair", "The Meeting noted".
    """
    token, before = tokens[place], tokens[place - 1].key
    if (is_both or before in ("two", "three")) and (
        is_cue_form(token.key) or token.key in ("also", "were", "are")
    ):
        return True
    if before == "of":
        return token.key in ("them", "us")
    is_gathering = before == "the" and (
        token.key == "group" or (token.key in GATHERINGS and token.is_capital)
    )
    return (token.key in DUO or is_gathering) and not token.is_possessive


def _past_sides(tokens: Sequence[Token], at: int) -> tuple[int, list[str]]:
    """Return the place behind "U.S. and Afghan", and the sides named."""
    place, found = at, list[str]()
    while place < len(tokens) and (country := find_place(tokens, place)):
        found.append(country[0].name)
        place = country[1]
        if place < len(tokens) and tokens[place].key in ("and", ","):
            place += 1
    return place, found


def _noun(tokens: Sequence[Token], at: int, section: str) -> tuple[str, int] | None:
    return nouns()[section].longest(tokens, at)


def read_side(tokens: Sequence[Token], at: int, cast: Cast) -> tuple[Part, int] | None:
    """Read a country or body that may speak.

    Such as "China", "the Pakistani side", "U.S. officials", "the Government of India".
    """
    place = at + 1 if tokens[at].key == "the" else at
    if place >= len(tokens):
        return None
    if (
        tokens[place].key in nouns()["of_a_side"]
        and place + 2 < len(tokens)
        and tokens[place + 1].key in ("of", "from")
    ):
        country = find_place(tokens, place + 3 if tokens[place + 2].key == "the" else place + 2)
        return (Part("country", country[0].name), country[1]) if country else None
    if tokens[place].text in cast.sides and not tokens[place].is_possessive:
        end = place + 1
        return Part("country", tokens[place].text), end + (
            end < len(tokens) and tokens[end].key in nouns()["of_a_side"]
        )
    while (
        place + 2 < len(tokens)
        and tokens[place].key in STATE_WORDS
        and tokens[place + 1].key == "of"
    ):
        place += 2 + (tokens[place + 2].key == "the")  # "the Republic of the Marshall Islands"
    country = find_place(tokens, place) if place < len(tokens) else None
    if country is None:
        return None
    end = country[1]
    while (
        end < len(tokens)
        and tokens[end].key in ("federal", "government", "high-level", "senior")
        and end + 1 < len(tokens)
        and tokens[end + 1].key in nouns()["of_a_side"]
    ):
        end += 1
    if (
        end < len(tokens)
        and tokens[end].key in nouns()["of_a_side"]
        and not tokens[end - 1].is_possessive
    ):
        return Part("country", country[0].name, titles=("side",)), end + 1
    is_name = " ".join(token.text for token in tokens[place:end]) not in country[0].adjectives
    return (
        (Part("country", country[0].name), end) if is_name and stands_alone(tokens, end) else None
    )


def read_group(tokens: Sequence[Token], at: int, cast: Cast) -> tuple[Part, int] | None:
    """Read a group as printed.

    Such as "senior Administration officials", "The CEOs", "members of the COVID Response Team".
    """
    start = at
    if tokens[at].key in BOTH or (
        tokens[at].key in NUMBERS and tokens[at].key not in ("several", "many")
    ):
        return None  # "both companies" are two that were named, and who they are is not told
    spokesperson = _unnamed_spokesperson(tokens, at)
    if spokesperson:
        return spokesperson
    while start < len(tokens) and (
        tokens[start].key in QUANTIFIERS
        or tokens[start].key in ("senior", "a", "group", "of", "number")
        or tokens[start].key in NUMBERS
    ):
        start += 1
    for place in range(start, min(start + LONGEST_GROUP, len(tokens))):
        if not tokens[place].text[0].isalpha() or (
            tokens[place].key in GROUP_STOPS and not (place > start and _joins_words(tokens, place))
        ):
            return None
        noun = (
            (_animate(tokens, place) if at == 0 else None)
            or _noun(tokens, place, "groups")
            or (_noun(tokens, place, "bodies") if start > at or tokens[at].is_capital else None)
        )
        if noun is None:
            continue
        end = noun[1]
        text = (
            " ".join(token.text for token in tokens[start:end])
            .removesuffix("’s")
            .removesuffix("'s")
        )
        joins = (
            end + 2 < len(tokens)
            and tokens[end].key == "and"
            and tokens[end + 1].is_capital
            and is_body(text)
        )
        if _noun(tokens, end, "groups") or (joins and _noun(tokens, end + 2, "groups")):
            continue
        if (
            end + 1 < len(tokens)
            and tokens[end].key == "of"
            and is_body(text)
            and (stretch := _of_what(tokens, end + 1))
        ):
            return Part("group", f"{text} of {stretch[0]}"), stretch[1]
        if (
            end + 1 < len(tokens)
            and tokens[end].key in ("of", "from")
            and tokens[place].key in MEMBERSHIP
        ):
            stretch = _of_what(tokens, end + 1)
            side = read_side(tokens, end + 1, cast)
            if side:
                return side  # "members of the Czech delegation"
            if stretch:
                # Members of a body speak as the body.
                text = stretch[0] if tokens[place].key == "members" else text
                end = stretch[1]
        return Part("group", text), end
    return None


def is_body(text: str) -> bool:
    """Tell whether a group is one body that speaks as one: "Biden-Harris Administration"."""
    return text.split()[-1].lower() in nouns()["bodies"]


def _animate(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Read a plural of people no list holds ("operators", "growers") directly before words of saying."""
    key = tokens[at].key
    if not key.endswith(ANIMATE) or key in nouns()["things"] or tokens[at].is_possessive:
        return None
    verb = read_verb(tokens, at + 1, is_plural=True) if at + 1 < len(tokens) else None
    return (key, at + 1) if verb and verb.is_past and verb.kind == "say" else None


def _joins_words(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "and" joins words of one name: "Administration and Agency Officials"."""
    return (
        tokens[at].key == "and"
        and at + 1 < len(tokens)
        and tokens[at - 1].is_capital
        and tokens[at + 1].is_capital
    )


def _unnamed_spokesperson(tokens: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """Read "An FCDO spokesperson", who has no other name."""
    if tokens[at].key not in ("a", "an"):
        return None
    place = next(
        (i for i in range(at + 1, min(at + 6, len(tokens))) if tokens[i].key.startswith("spokes")),
        None,
    )
    if place is None or not all(
        t.is_capital or t.key in ("government", "ministry", "of", "the")
        for t in tokens[at + 1 : place]
    ):
        return None
    return Part("group", " ".join(t.text for t in tokens[at + 1 : place + 1])), place + 1


def _of_what(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Read the capitalised name behind "members of the", and the place behind all that belongs to it."""
    start = at + 1 if tokens[at].key in ("the", "his", "her", "their") else at
    end = start
    while end < len(tokens) and (
        tokens[end].is_capital
        or tokens[end].key in ("of", "for", "and", "the", "on")
        or tokens[end].key[0].isdigit()
    ):
        if is_cue_form(tokens[end].key) and not tokens[end].is_capital:
            break
        end += 1
    while end > start and not tokens[end - 1].is_capital:
        end -= 1
    return (" ".join(token.text for token in tokens[start:end]), end) if end > start else None


def stands_alone(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a mention ends here.

    Such as "Biden" in "Biden Administration" or "China" in "China Town" does not.
    """
    if end >= len(tokens) or tokens[end - 1].is_possessive:
        return True
    following = tokens[end]
    is_word = following.is_capital and following.text.isalpha()
    return not is_word or following.key == "and" or following.key in adverbs()
