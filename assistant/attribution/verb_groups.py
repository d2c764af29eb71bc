"""Read the verb behind a subject.

It attributes, narrates the meeting, promises, demands, or does none of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.attribution.tokens import Token
from assistant.attribution.vocabulary import (
    BASE,
    ING,
    PARTICIPLE,
    PAST,
    THIRD,
    Phrase,
    adverbs,
    is_verb_of,
    verbs,
)

VerbKind = Literal["say", "topic", "weak", "stance", "event", "promise", "demand", "passive", "act"]

FUTURE = frozenset({"will", "shall", "'ll"})
# Demands, and what is told as said of the future: both go on with words, and open none.
DEMAND = frozenset({"should", "must", "ought", "need", "needs", "would"})
ABILITY = frozenset({"can", "could", "may", "might", "cannot"})
BE = frozenset({"is", "are", "was", "were", "am", "be", "been", "being"})
HAVE = frozenset({"has", "have", "had"})
DO = frozenset({"do", "does", "did"})
# Helpers whose "not" tells of words kept back: "did not exclude", "could not confirm".
WITHHOLDING = DO | HAVE | frozenset({"would", "could", "can"})
# Behind "did not hide" these tell of somebody who hid, and of nothing hidden.
PLACES = frozenset(". , ; in at from behind under there here away".split())
NEGATIONS = frozenset({"not", "never", "neither"})
GOING_ON = frozenset(
    {"continued", "continues", "began", "proceeded", "went", "wanted", "undertook"}
)  # "continued to discuss"
PAIRED = frozenset({("in", "particular"), ("in", "turn"), ("in", "detail"), ("in", "response"), ("in", "addition"), ("in", "general"),
                    ("once", "again"), ("at", "length"), ("as", "well"), ("in", "depth")})  # fmt: skip
FLOATING = frozenset(
    {"both", "each", "all", "neither"}
)  # "they both agreed", "he neither confirmed nor denied"
LIGHT_REACH = (
    10  # tokens between "had" and "exchange" in "had a broad, in-depth and candid exchange"
)
REACH_STOPS = frozenset({".", ";", ":", "that", "which", "who", "(", "to"})
ABOUT = frozenset(
    {
        "on",
        "about",
        "regarding",
        "concerning",
        "covering",
        "over",
        "of",
        "focused",
        "focusing",
        "during",
    }
)
# Which reading of an ambiguous form counts, first to last: "supports" is a position, "supported"
# was said.
PAST_ORDER = ("say", "topic", "weak", "event", "stance")
PRESENT_ORDER = ("say", "topic", "stance", "weak", "event")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries, tokens [start, end).

    `is_past` tells reported speech from content, `base` is its form or phrase.
    """

    kind: VerbKind
    start: int
    end: int
    is_past: bool = False
    base: str = ""
    is_perfect: bool = False


def read_verb(tokens: Sequence[Token], at: int, is_plural: bool = False) -> VerbGroup | None:
    """Read the finite verb at a place, past adverbs; None where none that tells anything begins."""
    place = past_adverbs(tokens, at)
    while place < len(tokens) and tokens[place].key in FLOATING:
        place = past_adverbs(tokens, place + 1)
    if place >= len(tokens):
        return None
    key = tokens[place].key
    if key == "would" and _is_next(tokens, place, ("like", "to")):
        return VerbGroup("say", place, place + 3)
    withheld = _withheld(tokens, place)
    if withheld:
        return withheld
    if key in DEMAND and not (key in ("need", "needs") and not _is_next(tokens, place, ("to",))):
        return VerbGroup("demand", place, place + 1)
    if key in FUTURE:
        return _future(tokens, place)
    if key in ABILITY:
        return VerbGroup("act", place, place + 1)
    if key.removesuffix("n't") in DO:
        verb = past_adverbs(tokens, place + 1)
        found = _match(tokens, verb, (BASE,))
        return (
            VerbGroup(_as_kind(found[0], True), place, found[1], key.startswith("did"), found[2])
            if found
            else VerbGroup("act", place, verb)
        )
    if key in GOING_ON and _is_next(tokens, place, ("to",)):
        aim = read_infinitive(tokens, place + 2)
        if aim and aim.kind in ("say", "topic"):
            return VerbGroup(aim.kind, place, aim.end, True, aim.base)
    found = _match(tokens, place, (PAST, THIRD, BASE) if is_plural else (PAST, THIRD))
    if key in BE:
        return _being(tokens, place, found)
    if key.removesuffix("n't") in HAVE and not (found and found[0] != "event"):
        return _having(tokens, place, found)
    if found is None:
        return None
    kind, end, base, part = found
    return VerbGroup(_as_kind(kind, part == PAST), place, end, part == PAST, base)


def _withheld(tokens: Sequence[Token], place: int) -> VerbGroup | None:
    """Read words kept back: "would not rule out", "did not exclude", "could not confirm"."""
    key = tokens[place].key
    helper = "can" if key == "cannot" else key.replace("’", "'").removesuffix("n't")
    if helper not in WITHHOLDING:
        return None
    verb = past_adverbs(tokens, place + 1)
    verb += verb < len(tokens) and tokens[verb].key == "neither"
    denied = key != helper or any(token.key in NEGATIONS for token in tokens[place + 1 : verb])
    if not denied or verb >= len(tokens):
        return None
    word = tokens[verb].key
    if helper in HAVE:
        is_kept = is_verb_of("unhidden_done", word)
        return VerbGroup("say", place, verb + 1, base=word, is_perfect=True) if is_kept else None
    is_past = helper not in ("do", "does")
    if is_verb_of("unhidden", word) and not _is_next_of(tokens, verb, PLACES):
        return VerbGroup("say" if is_past else "stance", place, verb + 1, is_past, word)
    if word == "be" and _is_next(tokens, verb, ("drawn",)):
        return VerbGroup("say", place, verb + 2, True, "drawn")
    found = _match(tokens, verb, (BASE,)) if helper not in DO else None
    if found and is_verb_of("withheld", word):
        return VerbGroup("say", place, found[1], True, found[2])
    return None


def read_infinitive(tokens: Sequence[Token], at: int) -> VerbGroup | None:
    """Read a base form at a place: what stands behind "to"."""
    place = past_adverbs(tokens, at)
    found = _match(tokens, place, (BASE,)) if place < len(tokens) else None
    return VerbGroup(_as_kind(found[0], True), place, found[1], False, found[2]) if found else None


def read_participle(tokens: Sequence[Token], at: int) -> VerbGroup | None:
    """Read an -ing form at a place: ", committing that ..."."""
    place = past_adverbs(tokens, at)
    found = _match(tokens, place, (ING,)) if place < len(tokens) else None
    return VerbGroup(_as_kind(found[0], True), place, found[1], False, found[2]) if found else None


def past_adverbs(tokens: Sequence[Token], at: int) -> int:
    """Return the first place from here that holds no adverb, of one word or of several ("in particular")."""
    while at < len(tokens):
        if _is_adverb(tokens[at].key):
            at += 1
        elif at + 1 < len(tokens) and (tokens[at].key, tokens[at + 1].key) in PAIRED:
            at += 2
        else:
            break
    return at


@lru_cache(maxsize=8192)
def is_cue_form(key: str) -> bool:
    """Tell whether a word can be the finite cue of a sentence."""
    table = verbs()
    finite = any(
        s.part in (PAST, THIRD) and s.kind in ("say", "topic", "weak")
        for s in table.senses.get(key, ())
    )
    return finite or any(
        part in (PAST, THIRD) and base != "be" for base, part in table.forms.get(key, ())
    )


@lru_cache(maxsize=8192)
def _is_adverb(key: str) -> bool:
    return key in adverbs() or (
        key.endswith("ly")
        and len(key) > 4
        and key not in ("reply", "apply", "supply", "family", "ally", "rely", "july", "italy")
    )


def _match(
    tokens: Sequence[Token], at: int, parts: tuple[str, ...]
) -> tuple[str, int, str, str] | None:
    """Return class, end, base and part of the verb at a place, phrases before single words."""
    if at >= len(tokens):
        return None
    key = tokens[at].key
    table = verbs()
    for base, part in table.forms.get(key, ()):
        if part not in parts:
            continue
        for phrase in table.phrases[base]:
            end = _phrase_end(tokens, at + 1, phrase, base)
            if end is not None:
                return phrase.kind, end, base, part
    best = min(
        (sense for sense in table.senses.get(key, ()) if sense.part in parts),
        key=lambda sense: (
            (PAST_ORDER if sense.part == PAST else PRESENT_ORDER).index(sense.kind),
            parts.index(sense.part),
        ),
        default=None,
    )
    return (best.kind, at + 1, key, best.part) if best else None


def _phrase_end(tokens: Sequence[Token], at: int, phrase: Phrase, base: str) -> int | None:
    place = past_adverbs(tokens, at)
    if phrase.words:
        last = place + len(phrase.words)
        if tuple(token.key for token in tokens[place:last]) == phrase.words:
            return last
        return None
    for place in range(at, min(at + LIGHT_REACH, len(tokens))):
        if tokens[place].key in REACH_STOPS and not (place == at and tokens[place].key == "to"):
            return None
        if tokens[place].key in phrase.nouns:
            # "had talks with" is the meeting, "held talks on" what was said there.
            following = tokens[place + 1].key if place + 1 < len(tokens) else ""
            is_meeting = phrase.kind == "topic" and (
                following not in ABOUT
                if base == "hold"
                else following in ("with", "in", "at", "today")
            )
            return (
                None if is_meeting and not _is_next(tokens, place, ("in", "which")) else place + 1
            )
    return None


def _future(tokens: Sequence[Token], place: int) -> VerbGroup:
    verb = past_adverbs(tokens, place + 1)
    key = tokens[verb].key if verb < len(tokens) else ""
    if key == "continue" and _is_next(tokens, verb, ("to",)):
        return VerbGroup("stance", place, verb + 2)
    found = _match(tokens, verb, (BASE,)) if key else None
    if found and found[0] in ("say", "stance"):
        return VerbGroup("promise", place, found[1], False, found[2])
    return VerbGroup(
        "act" if is_verb_of("scheduled", key) else "promise", place, verb + 1, False, key
    )


def _being(
    tokens: Sequence[Token], place: int, found: tuple[str, int, str, str] | None
) -> VerbGroup:
    is_past = tokens[place].key in ("was", "were")
    if found:
        return VerbGroup("say" if is_past else "stance", place, found[1], is_past, "be")
    verb = past_adverbs(tokens, place + 1)
    doing = _match(tokens, verb, (ING,))
    if doing and is_verb_of("doing", tokens[verb].key):
        return VerbGroup("say" if is_past else "stance", place, doing[1], is_past, doing[2])
    done = _match(tokens, verb, (PARTICIPLE,))
    if done:
        return VerbGroup("passive", place, done[1], is_past, done[2])
    return VerbGroup("act", place, place + 1, is_past)


def _having(
    tokens: Sequence[Token], place: int, found: tuple[str, int, str, str] | None
) -> VerbGroup:
    verb = past_adverbs(tokens, place + 1)
    if verb < len(tokens) and tokens[verb].key == "to" and tokens[place].key != "had":
        return VerbGroup("demand", place, verb + 1)
    if verb < len(tokens) and tokens[verb].key == "been":
        inner = _being(tokens, verb, _match(tokens, verb, (PARTICIPLE,)))
        return VerbGroup(inner.kind, place, inner.end, True, inner.base)
    done = _match(tokens, verb, (PARTICIPLE,))
    if done:
        return VerbGroup(_as_kind(done[0], True), place, done[1], False, done[2], is_perfect=True)
    return VerbGroup(
        "event" if found and tokens[place].key == "had" else "act",
        place,
        place + 1,
        tokens[place].key == "had",
        "have",
    )


def _as_kind(kind: str, is_past: bool) -> VerbKind:
    """Turn a position told in the past tense into reported words."""
    return "weak" if kind == "stance" and is_past else kind  # type: ignore[return-value]


def _is_next_of(tokens: Sequence[Token], at: int, words: frozenset[str]) -> bool:
    """Tell whether one of the words, or nothing, stands behind a place."""
    return at + 1 >= len(tokens) or tokens[at + 1].key in words


def _is_next(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    return tuple(token.key for token in tokens[at + 1 : at + 1 + len(words)]) == words
