"""Read who stands at a place of a sentence: a person, an office, a side, a group, a pronoun, or several of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.attribution.people import Office, read_name, read_office
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import is_cue_form
from assistant.attribution.vocabulary import find_place, nouns, title_trie
from assistant.names import name_words

PartKind = Literal["person", "office", "joint", "pronoun", "they", "we", "i", "country", "group", "counterpart"]

PRONOUNS = {"he": "pronoun", "she": "pronoun", "they": "they", "we": "we", "i": "i"}
NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve several many".split())
QUANTIFIERS = frozenset("the both all each these those other some various".split())
BOTH = frozenset({"both", "each", "all"})
DUO = frozenset({"pair", "duo", "two", "trio", "three"})
MEMBERSHIP = frozenset(
    {"members", "representatives", "leaders", "heads", "ministers", "participants", "officials", "part", "families", "ceos"}
)
# Where the words of a group end, whatever comes before its noun.
GROUP_STOPS = frozenset(
    "to in on with that for by at from as and or the a an which who where when how was were is are has have had while both but not".split()
)
LONGEST_GROUP = 7
LONGEST_ORGANISATION = 5


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a readout can name: the words of its people's names, and the sides that no gazetteer knows."""

    names: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()

    def knows(self, name: str) -> bool:
        """Tell whether every word of a name is of somebody's name here."""
        words = name_words(name)
        return bool(words) and words <= self.names


NOBODY = Cast()


@dataclass(frozen=True, slots=True)
class Part:
    """One of those named: for a person `text` is the name and `titles` the offices; for an office the `side` it is of."""

    kind: PartKind
    text: str
    titles: tuple[str, ...] = ()
    side: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Everyone named at a place, up to token `end`; possessive ones ("Khan’s") are no subjects."""

    parts: tuple[Part, ...]
    end: int

    @property
    def is_plural(self) -> bool:
        """Tell whether a verb behind it may be in its base form."""
        return len(self.parts) > 1 or self.parts[0].kind in ("joint", "they", "we", "i", "group", "country")


def read_subject(tokens: Sequence[Token], at: int, cast: Cast = NOBODY) -> Subject | None:
    """Read one or several coordinated mentions; `cast` are sides that no gazetteer knows."""
    place = at
    if place < len(tokens) and tokens[place].key == "both" and place + 1 < len(tokens) and not is_cue_form(tokens[place + 1].key):
        both = read_part(tokens, place, cast)
        if both is None or both[0].kind != "joint":
            place += 1
    first = read_part(tokens, place, cast)
    if first is None or (place > at and first[0].kind == "group"):
        return None
    parts, end = [first[0]], first[1]
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
    return Subject(tuple(parts), _past_relation(tokens, end))


def read_part(tokens: Sequence[Token], at: int, cast: Cast) -> tuple[Part, int] | None:
    """Read one mention at a place, and the place behind it."""
    if at is None or at >= len(tokens):
        return None
    token = tokens[at]
    if token.key in PRONOUNS and (token.key != "i" or token.text == "I") and token.text != "HE":
        return Part(PRONOUNS[token.key], token.key), at + 1  # type: ignore[arg-type]
    joint = _joint(tokens, at)
    if joint:
        return joint
    counterpart = _counterpart(tokens, at)
    if counterpart:
        return counterpart
    office = read_office(tokens, at, any_case=True)
    if office:
        found = _with_office(tokens, at, office, cast)
        if found:
            return found
    side = _side(tokens, at, cast)
    if side:
        return side
    name, end = read_name(tokens, at)
    if name and cast.knows(name) and _stands_alone(tokens, end):
        return Part("person", name), _past_side(tokens, end)
    return _of_organisation(tokens, at, cast) or _group(tokens, at)


def _with_office(tokens: Sequence[Token], at: int, office: Office, cast: Cast) -> tuple[Part, int] | None:
    """Read the person behind an office, or the office alone."""
    name, end = read_name(tokens, office.end, office.titles)
    if not name and office.end < len(tokens) and tokens[office.end].key == ",":
        named, behind = read_name(tokens, office.end + 1)
        if cast.knows(named) and behind < len(tokens) and tokens[behind].key == ",":
            name, end = named, behind + 1
    if name:
        known = cast.knows(name) and _stands_alone(tokens, end)
        return (Part("person", name, office.titles, office.side), _past_side(tokens, end)) if known else None
    alone = tokens[at].key == "the" or tokens[office.end - 1].text[0].isupper() or bool(office.side)
    return (
        (Part("office", office.titles[-1], office.titles, office.side), office.end) if alone and _stands_alone(tokens, office.end) else None
    )


def _of_organisation(tokens: Sequence[Token], at: int, cast: Cast) -> tuple[Part, int] | None:
    """Read a person behind an organisation and an office: "FEMA Administrator Ana Lee"."""
    for place in range(at + 1, min(at + LONGEST_ORGANISATION, len(tokens))):
        if not tokens[place - 1].is_capital:
            return None
        office = read_office(tokens, place) if title_trie().longest(tokens, place) else None
        if office:
            found = _with_office(tokens, place, office, cast)
            return found if found and found[0].kind == "person" else None
    return None


def _counterpart(tokens: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """Read "his counterpart" and "her Polish counterpart"."""
    if tokens[at].key not in ("his", "her"):
        return None
    country = find_place(tokens, at + 1) if at + 1 < len(tokens) else None
    place = country[1] if country else at + 1
    if place < len(tokens) and tokens[place].key in ("counterpart", "colleague", "interlocutor") and not tokens[place].is_possessive:
        return Part("counterpart", tokens[place].key, side=country[0].name if country else ""), place + 1
    return None


def _past_side(tokens: Sequence[Token], at: int) -> int:
    """Step over "of New Zealand" behind a name."""
    if at + 1 < len(tokens) and tokens[at].key == "of" and not tokens[at - 1].is_possessive:
        place = at + 1 + (tokens[at + 1].key == "the")
        country = find_place(tokens, place) if place < len(tokens) else None
        return country[1] if country else at
    return at


def _joint(tokens: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """Read "the two leaders", "both sides", "each side", "both", "the pair"."""
    place, has_number, is_both = at, False, False
    while place < len(tokens) and (tokens[place].key in QUANTIFIERS or tokens[place].key in NUMBERS or tokens[place].key.isdigit()):
        is_both = is_both or tokens[place].key in BOTH
        has_number = has_number or tokens[place].key in NUMBERS or tokens[place].key.isdigit()
        place += 1
        if is_both and place < len(tokens) and tokens[place].key == "of":
            place += 1
    if place >= len(tokens):
        return None
    if (
        place > at
        and (is_both or tokens[place - 1].key in ("two", "three"))
        and (is_cue_form(tokens[place].key) or tokens[place].key in ("also", "were", "are"))
    ):
        return Part("joint", "both"), place
    if tokens[place].key in DUO and place > at and not tokens[place].is_possessive:
        return Part("joint", "pair"), place + 1
    if (
        tokens[place].key in ("meeting", "summit", "session")
        and tokens[place].text[0].isupper()
        and tokens[at].key == "the"
        and place == at + 1
    ):
        return Part("joint", "both"), place + 1
    if place > at and tokens[at].key == "the" and tokens[place].key == "group":
        return Part("joint", "both"), place + 1
    while place + 1 < len(tokens) and tokens[place].key in ("meeting", "summit", "other", "participating"):
        place += 1
    adjectives = 0
    while place < len(tokens) and (country := find_place(tokens, place)):
        adjectives += 1
        place = country[1]
        if place < len(tokens) and tokens[place].key in ("and", ","):
            place += 1
    noun = _noun(tokens, place, "sides")
    if (
        noun is None
        and is_both
        and place < len(tokens)
        and tokens[place].key in ("side", "leader", "party", "country", "delegation", "minister", "nation")
    ):
        noun = tokens[place].key, place + 1
    if noun is None or adjectives == 1:
        return None
    name, end = noun
    if place == at and name in ("members", "officials", "representatives", "heads", "deputies", "ambassadors"):
        return None
    if end < len(tokens) and tokens[end].key == "and" and end + 2 < len(tokens) and tokens[end + 1].key == "their":
        end += 3
    certain = has_number or is_both or adjectives > 1
    return Part("joint", "both" if certain else name), end


def _noun(tokens: Sequence[Token], at: int, section: str) -> tuple[str, int] | None:
    return nouns()[section].longest(tokens, at)


def _side(tokens: Sequence[Token], at: int, cast: Cast) -> tuple[Part, int] | None:
    """Read a country or body that may speak: "China", "the Pakistani side", "U.S. officials", "the Government of India"."""
    place = at + 1 if tokens[at].key == "the" else at
    if place >= len(tokens):
        return None
    if tokens[place].key in nouns()["of_a_side"] and place + 2 < len(tokens) and tokens[place + 1].key in ("of", "from"):
        country = find_place(tokens, place + 3 if tokens[place + 2].key == "the" else place + 2)
        return (Part("country", country[0].name), country[1]) if country else None
    if tokens[place].text in cast.sides and not tokens[place].is_possessive:
        end = place + 1
        return Part("country", tokens[place].text), end + (end < len(tokens) and tokens[end].key in nouns()["of_a_side"])
    country = find_place(tokens, place)
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
    if end < len(tokens) and tokens[end].key in nouns()["of_a_side"] and not tokens[end - 1].is_possessive:
        return Part("country", country[0].name), end + 1
    is_name = " ".join(token.text for token in tokens[place:end]) not in country[0].adjectives
    return (Part("country", country[0].name), end) if is_name and _stands_alone(tokens, end) else None


def _group(tokens: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """Read a group as printed: "senior Administration officials", "The CEOs", "members of the COVID Response Team"."""
    start = at
    if tokens[at].key in BOTH or tokens[at].key in NUMBERS:
        return None  # "both companies" are two that were named, and who they are is not told
    spokesperson = _unnamed_spokesperson(tokens, at)
    if spokesperson:
        return spokesperson
    while start < len(tokens) and (
        tokens[start].key in QUANTIFIERS or tokens[start].key in ("senior", "a", "group", "of", "number") or tokens[start].key in NUMBERS
    ):
        start += 1
    for place in range(start, min(start + LONGEST_GROUP, len(tokens))):
        if not tokens[place].text[0].isalpha() or (
            tokens[place].key in GROUP_STOPS and not (place > start and _joins_words(tokens, place))
        ):
            return None
        noun = _noun(tokens, place, "groups") or (_noun(tokens, place, "bodies") if start > at or tokens[at].is_capital else None)
        if noun is None:
            continue
        end = noun[1]
        text = " ".join(token.text for token in tokens[start:end]).removesuffix("’s").removesuffix("'s")
        joins = end + 2 < len(tokens) and tokens[end].key == "and" and tokens[end + 1].is_capital and is_body(text)
        if _noun(tokens, end, "groups") or (joins and _noun(tokens, end + 2, "groups")):
            continue
        if end + 1 < len(tokens) and tokens[end].key == "of" and is_body(text) and (stretch := _of_what(tokens, end + 1)):
            return Part("group", f"{text} of {stretch[0]}"), stretch[1]
        if end + 1 < len(tokens) and tokens[end].key in ("of", "from") and tokens[place].key in MEMBERSHIP:
            stretch = _of_what(tokens, end + 1)
            if stretch:
                # Members of a body speak as the body.
                text = stretch[0] if tokens[place].key == "members" else text
                end = stretch[1]
        return Part("group", text), end
    return None


def is_body(text: str) -> bool:
    """Tell whether a group is one body that speaks as one: "Biden-Harris Administration"."""
    return text.split()[-1].lower() in nouns()["bodies"]


def _joins_words(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "and" joins words of one name: "Administration and Agency Officials"."""
    return tokens[at].key == "and" and at + 1 < len(tokens) and tokens[at - 1].is_capital and tokens[at + 1].is_capital


def _unnamed_spokesperson(tokens: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """Read "An FCDO spokesperson", who has no other name."""
    if tokens[at].key not in ("a", "an"):
        return None
    place = next((i for i in range(at + 1, min(at + 6, len(tokens))) if tokens[i].key.startswith("spokes")), None)
    if place is None or not all(t.is_capital or t.key in ("government", "ministry", "of", "the") for t in tokens[at + 1 : place]):
        return None
    return Part("group", " ".join(t.text for t in tokens[at + 1 : place + 1])), place + 1


def _of_what(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Read the capitalised name behind "members of the", and the place behind all that belongs to it."""
    start = at + 1 if tokens[at].key in ("the", "his", "her", "their") else at
    end = start
    while end < len(tokens) and (
        tokens[end].is_capital or tokens[end].key in ("of", "for", "and", "the", "on") or tokens[end].key[0].isdigit()
    ):
        if is_cue_form(tokens[end].key) and not tokens[end].is_capital:
            break
        end += 1
    while end > start and not tokens[end - 1].is_capital:
        end -= 1
    return (" ".join(token.text for token in tokens[start:end]), end) if end > start else None


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


def _stands_alone(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a mention ends here: "Biden" in "Biden Administration" or "China" in "China Town" does not."""
    if end >= len(tokens) or tokens[end - 1].is_possessive:
        return True
    following = tokens[end]
    return not (following.is_capital and following.text.isalpha() and following.key not in ("and",))


def _past_relation(tokens: Sequence[Token], at: int) -> int:
    """Step over "(ROK)", "and his team", ", joined by Y," and other insertions between commas that hold no verb to come."""
    if at < len(tokens) and tokens[at].key == "(":
        close = next((i for i in range(at, min(at + 8, len(tokens))) if tokens[i].key == ")"), None)
        at = close + 1 if close else at
    if at + 2 < len(tokens) and tokens[at].key == "and" and tokens[at + 1].key in ("his", "her", "their"):
        at += 3
    return at
