"""Tell hearsay: words given to a speaker by somebody else's account, "according to the mayor, the President said"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.attribution.clause import Voice
from assistant.attribution.mentions import Cast, Subject
from assistant.attribution.strangers import AUXILIARIES, Stranger, find_verb, read_stranger
from assistant.attribution.subjects import read_subject
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import BE, HAVE, past_adverbs
from assistant.attribution.vocabulary import is_of_strangers, is_verb_of

MARKS = frozenset({",", "–", "—", "-", ";", "."})
LEADS = frozenset(
    {"as", "so", "or", "if", "that", "this", "it", "and", "but", "though", "is", "what"}
)
HEARERS = frozenset({"i", "we", "they", "people", "some", "many", "one", "others"})
HEARING = frozenset(
    "hear heard understand understood gather gathered say told believe learn learnt learned".split()
)
OPENERS = frozenset(
    {"who", "which", "whose", "whom", "while", "when", "where", "after", "before", "because"}
)
PARTICIPLES = ("ing", "ed")
LONGEST_ASIDE = 12
HAS_IT = frozenset({"has", "had"})


@dataclass(frozen=True, slots=True)
class Hearsay:
    """Somebody else's account.

    `teller` is the one of the cast who gives it, None where it is a stranger or nobody.

    `is_tag` tells that a tag behind the words names the stranger.
    """

    teller: Subject | None = None
    is_tag: bool = False


def read_hearsay(
    tokens: Sequence[Token], cast: Cast, main: Voice | None, is_tail: bool
) -> Hearsay | None:
    """Tell whether what a sentence gives to its speaker is another's account of it."""
    if not is_tail and _is_told_behind(tokens, cast):
        return Hearsay(is_tag=True)
    if main is None or not main.speaks:
        if main and _is_said_to(tokens, main):
            return Hearsay()
        return _told_by_head(tokens, cast, None) if main is None else None
    if any(is_of_strangers("hearsay", t.key) for t in tokens[main.at : main.verb.end]):
        return Hearsay()
    if _is_said_to(tokens, main):
        return Hearsay()
    found = _by_head_account(tokens, cast, main) or _by_asides(tokens, cast, main)
    if found or is_tail:
        return found
    return _told_by_head(tokens, cast, main)


def _is_told_behind(tokens: Sequence[Token], cast: Cast) -> bool:
    """Tell whether a stranger's tag closes a sentence: "..., a source close to her said."."""
    segments = _segments(tokens)
    if len(segments) < 2:
        return False
    start, end = segments[-1]
    if end - start > LONGEST_ASIDE or tokens[start - 1].key != ",":
        return False
    verb, opens = tokens[end - 1].key, tokens[start].key
    if not (is_verb_of("inverting", verb) or is_of_strangers("media_verbs", verb)):
        return False
    if opens in OPENERS or opens in LEADS or read_subject(tokens, start, cast):
        return False
    return end - start > 1 and read_stranger(tokens, start) is not None


def _is_said_to(tokens: Sequence[Token], main: Voice) -> bool:
    """Tell whether "is said to have promised" or "was reported to be" is the verb."""
    if main.subject is None:
        return False
    at = past_adverbs(tokens, main.subject.end)
    while at < len(tokens) and (tokens[at].key in BE or tokens[at].key in HAVE):
        at = past_adverbs(tokens, at + 1)
    if at + 1 >= len(tokens) or tokens[at - 1].key not in BE:
        return False
    return is_of_strangers("rumoured", tokens[at].key) and tokens[at + 1].key == "to"


def _by_head_account(tokens: Sequence[Token], cast: Cast, main: Voice) -> Hearsay | None:
    """Read "According to the Tribuna the President said", which no comma need divide."""
    head = next((i for i, t in enumerate(tokens) if t.text[0].isalnum()), 0)
    opens = [t.key for t in tokens[head : head + 2]] == ["according", "to"]
    return _account(tokens, head + 2, main.at, cast) if opens and main.at > head + 2 else None


def _by_asides(tokens: Sequence[Token], cast: Cast, main: Voice) -> Hearsay | None:
    """Read the stretches set off by commas before, inside and behind the speaker's clause."""
    for start, end in _segments(tokens):
        if start <= main.at < end and main.verb.end <= end:
            continue
        if _is_content(tokens, start, end, main):
            continue
        found = _aside(tokens, start, end, cast, main)
        if found:
            return found
    return None


def _is_content(tokens: Sequence[Token], start: int, end: int, main: Voice) -> bool:
    """Tell whether an aside stands inside the speaker's own words.

    Such as "said that, according to the engineers, it held".
    """
    behind = [t.key for t in tokens[main.verb.end : start]]
    is_last = all(not t.text[0].isalnum() for t in tokens[end:])
    return "that" in behind and not is_last


def _segments(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the stretches between commas and dashes."""
    bounds = [i for i, t in enumerate(tokens) if t.key in MARKS]
    edges = [-1, *bounds, len(tokens)]
    return [(left + 1, right) for left, right in itertools.pairwise(edges) if left + 1 < right]


def _aside(
    tokens: Sequence[Token], start: int, end: int, cast: Cast, main: Voice
) -> Hearsay | None:
    keys = [t.key for t in tokens[start:end]]
    if keys[:2] == ["according", "to"]:
        return _account(tokens, start + 2, end, cast)
    if any(is_of_strangers("hearsay", key) for key in keys[:2]):
        return Hearsay()
    if len(keys) > LONGEST_ASIDE or keys[0] in OPENERS or keys[0].endswith(PARTICIPLES):
        return None
    if _is_impersonal(keys) or (keys[0] == "if" and _passes_on(keys)):
        return Hearsay()
    if is_of_strangers("tagging", keys[0]) and main.subject and main.subject.end <= start:
        return _inverted(tokens, start, end, cast)
    at = start
    while at < end and tokens[at].key in LEADS:
        at += 1
    if at >= end:
        return None
    if tokens[at].key in HEARERS:
        heard = any(key in HEARING for key in keys[at - start + 1 : at - start + 4])
        return Hearsay() if heard else None
    return _told_in(tokens, at, end, cast, main)


def _passes_on(keys: Sequence[str]) -> bool:
    """Tell whether papers or rumours are named: "if reports are right"."""
    return any(is_of_strangers(name, key) for name in ("media", "rumours") for key in keys)


def _inverted(tokens: Sequence[Token], start: int, end: int, cast: Cast) -> Hearsay | None:
    """Read ", say her critics," and ", claims the Tribuna," as a whole aside."""
    subject = read_subject(tokens, start + 1, cast)
    if subject:
        return Hearsay(subject) if subject.end >= end else None
    stranger = read_stranger(tokens, start + 1)
    if stranger is None or stranger.end < end or not _may_tell(tokens, start + 1, stranger):
        return None
    return Hearsay()


def _told_in(tokens: Sequence[Token], at: int, end: int, cast: Cast, main: Voice) -> Hearsay | None:
    """Read "rumours say", "President X said" and "that is what his driver told me" as a whole aside."""
    if at <= main.at < end:
        return None
    subject = read_subject(tokens, at, cast)
    if subject:
        is_inside = main.subject is not None and main.subject.end <= at and end <= main.verb.start
        verb = past_adverbs(tokens, subject.end)
        tells = verb < end and is_of_strangers("tagging", tokens[verb].key) and verb + 1 >= end
        return Hearsay(subject) if is_inside and tells else None
    stranger = read_stranger(tokens, at)
    if stranger is None or stranger.end > end or not _may_tell(tokens, at, stranger):
        return None
    verb = find_verb(tokens, stranger.end)
    if not stranger.end <= verb < end or end - verb > 4:
        return None
    return Hearsay() if is_of_strangers("tagging", tokens[verb].key) else None


def _may_tell(tokens: Sequence[Token], at: int, stranger: Stranger) -> bool:
    """Tell whether somebody, and no view or figure, tells.

    A person, a paper, a rumour, a name in capitals.
    """
    head = tokens[stranger.end - 1]
    passes_on = any(is_of_strangers(name, head.key) for name in ("media", "rumours"))
    return not stranger.is_thing or passes_on or (head.is_capital and stranger.end - at < 3)


def _is_impersonal(keys: Sequence[str]) -> bool:
    """Tell "it is said", "it was widely reported", "rumour has it", "so it is believed"."""
    at = next((i for i, key in enumerate(keys) if key not in ("as", "so", "or")), 0)
    rest = [key for key in keys[at:] if not key.endswith("ly")]
    if rest[:1] == ["it"] and len(rest) > 2 and rest[1] in (*BE, *HAVE):
        behind = next((key for key in rest[1:] if key not in AUXILIARIES), "")
        return is_of_strangers("rumoured", behind)
    return (
        len(rest) > 2
        and is_of_strangers("rumours", rest[0])
        and rest[1] in HAS_IT
        and rest[2] == "it"
    )


def _account(tokens: Sequence[Token], at: int, end: int, cast: Cast) -> Hearsay | None:
    """Read whose account "according to ..." gives; the event's own papers are no hearsay."""
    if any("spokes" in t.key for t in tokens[at:end]):
        return None
    subject = read_subject(tokens, at, cast)
    if subject:
        return Hearsay(subject)
    if at >= end:
        return None
    stranger = read_stranger(tokens, at)
    if stranger is None or not _may_tell(tokens, at, stranger):
        return None
    return None if is_of_strangers("documents", tokens[stranger.end - 1].key) else Hearsay()


def _told_by_head(tokens: Sequence[Token], cast: Cast, main: Voice | None) -> Hearsay | None:
    """Read a sentence that a stranger opens.

    Such as "Newspapers wrote that ...", "It is alleged that ...".
    """
    head = next((i for i, t in enumerate(tokens) if t.text[0].isalnum()), 0)
    head = past_adverbs(tokens, head)
    keys = [t.key for t in tokens[head : head + LONGEST_ASIDE]]
    if not keys or keys[0].endswith(PARTICIPLES):
        return None
    if keys[0] in HEARERS and keys[1:2] in (["say"], ["said"]) and "that" in keys[2:3]:
        return Hearsay()
    if main and main.at <= head:
        return None
    if _is_impersonal(keys) and "that" in keys:
        return Hearsay()
    if keys[0] in HEARERS and any(key in HEARING for key in keys[1:3]):
        return Hearsay()
    if _is_impersonal(keys):
        return Hearsay()
    if read_subject(tokens, head, cast):
        return None
    stranger = read_stranger(tokens, head)
    verb = find_verb(tokens, stranger.end) if stranger else 0
    if not verb or (main and main.at < verb):
        return None
    told = is_of_strangers("tagging", tokens[verb].key)
    named = any(is_of_strangers("documents", t.key) for t in tokens[head:verb])
    if not told or named or stranger is None or not _may_tell(tokens, head, stranger):
        return None
    return Hearsay() if _reaches(tokens, verb, main) else None


def _reaches(tokens: Sequence[Token], verb: int, main: Voice | None) -> bool:
    """Tell whether the speaker's clause hangs on the stranger's verb, and is not joined to it by ", and"."""
    if main is None:
        return verb + 1 < len(tokens) and tokens[verb + 1].key == "that"
    between = [t.key for t in tokens[verb + 1 : main.at]]
    return between[:1] == ["that"] or "and" not in between
