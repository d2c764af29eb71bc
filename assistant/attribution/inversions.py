"""Read voices that are no subject before its verb.

Behind the words, behind "by", or nobody in particular.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.attribution.clause import SPOKEN, Voice, has_verb, is_earlier, read_clause
from assistant.attribution.mentions import Cast, Part, Subject
from assistant.attribution.subjects import read_owner, read_subject
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import VerbGroup, is_cue_form, past_adverbs, read_verb
from assistant.attribution.vocabulary import is_verb_of

QUOTE_MARKS = frozenset({"”", '"', "–", "'", "»"})  # as keys: ’ is folded
MIN_WORDS = 4  # before ", X said, adding": fewer are a lead-in
WHERE = frozenset(
    {"on", "in", "at", "during", "after", "following", "today", "yesterday", "late", "earlier"}
)
# What may follow the speaker of a quotation: "said Minister Lee as she opened the meeting".
BEHIND = frozenset({",", "as", "when", "while", "before", *WHERE})
TAIL_REST = 8  # tokens behind "the Minister stated" that tell only where and when
TAIL_REACH = 16  # tokens of ", said the Minister for Trade of X on Monday"
VIEWS = frozenset({"view", "opinion", "words", "judgment", "judgement", "assessment", "eyes"})
AGREED = frozenset({"agreed", "decided", "resolved"})


def read_tail(tokens: Sequence[Token], cast: Cast) -> Voice | None:
    """Read who is named behind the words.

    Such as "..., she added.", "..., said Minister X.", "..., according to X.".
    """
    end = len(tokens)
    while end and not tokens[end - 1].text[0].isalnum():
        end -= 1
    adding = next(
        (
            i
            for i in range(1, end - 1)
            if tokens[i].key == ","
            and tokens[i + 1].key.endswith("ing")
            and is_cue_form(tokens[i - 1].key)
        ),
        end,
    )
    reach = min(end, adding) - TAIL_REACH
    for place in range(end - 1, -1, -1):
        if not _is_quote_mark(tokens, place) and (tokens[place].key != "," or place < reach):
            continue
        start = place + 1
        if not any(
            is_cue_form(token.key) for token in tokens[start : min(end, start + TAIL_REACH)]
        ):
            continue
        voice = read_clause(tokens[:end], start, cast)
        is_told = (
            voice
            and voice.verb.kind in ("say", "weak")
            and (voice.verb.is_past or _is_quote_mark(tokens, place))
        )
        if voice and is_told and _closes(tokens[:end], place, voice):
            return replace(voice, at=start)
        verb = read_verb(tokens[:end], start)
        if verb and is_verb_of("inverting", tokens[verb.start].key):
            subject = read_subject(tokens[:end], verb.end, cast)
            if subject and (subject.end == end or tokens[subject.end].key in BEHIND):
                return Voice(subject, verb, False, start)
        if [t.key for t in tokens[start : start + 2]] == ["according", "to"]:
            subject = read_subject(tokens[:end], start + 2, cast)
            if subject and subject.end == end:
                return Voice(subject, VerbGroup("say", start, start + 2, True), False, start)
    return None


def read_insertion(tokens: Sequence[Token], cast: Cast) -> Voice | None:
    """Read who is named in the middle of the words.

    Such as "Cyprus, he said, does not seek a confrontation".
    """
    ends = {
        i for i in range(3, len(tokens)) if tokens[i].key == "," and is_cue_form(tokens[i - 1].key)
    }
    for place in range(1, len(tokens) - 3) if ends else ():
        if tokens[place].key != ",":
            continue
        voice = read_clause(tokens, place + 1, cast)
        if (
            voice is None
            or voice.subject is None
            or voice.verb.kind != "say"
            or not voice.verb.is_past
        ):
            continue
        is_inserted = voice.verb.end < len(tokens) and tokens[voice.verb.end].key == ","
        if is_inserted and voice.subject.parts[0].kind in ("person", "office", "pronoun", "role"):
            return replace(voice, opens=False)
    return None


def _is_quote_mark(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a mark may end a quotation.

    An apostrophe only behind a stop or comma, or what it opened with.
    """
    key, before = tokens[place].key, tokens[place - 1].text if place else ""
    return key in QUOTE_MARKS and (key != "'" or before in (",", ".", "!", "?", "‘"))


def _closes(tokens: Sequence[Token], place: int, voice: Voice) -> bool:
    """Tell whether a voice behind the words is their attribution.

    At the end, behind a quotation, or before ", adding".
    """
    end = voice.verb.end
    if end == len(tokens) or _is_quote_mark(tokens, place):
        return True
    rest = [token.key for token in tokens[end:]]
    if (
        rest[0] in WHERE
        and len(rest) <= TAIL_REST
        and "that" not in rest
        and has_verb(tokens, place)
    ):
        return True  # "..., the Minister stated on Wednesday in Brussels"
    return (
        end + 1 < len(tokens)
        and tokens[end].key == ","
        and tokens[end + 1].key.endswith("ing")
        and place > MIN_WORDS
    )


def read_impersonal(tokens: Sequence[Token], cast: Cast, main: Voice | None) -> Voice | None:
    """Read "It was agreed that", "was welcomed by both sides", "as X made clear" and "According to X"."""
    head = past_adverbs(tokens, next((i for i, t in enumerate(tokens) if t.text[0].isalpha()), 0))
    for start in (head, *(i + 1 for i, t in enumerate(tokens[:-1]) if t.key == "," and i < 40)):
        start = past_adverbs(tokens, start)
        keys = [token.key for token in tokens[start : start + 5]]
        if keys[:1] == ["it"] and keys[1:2] in (["was"], ["is"]):
            verb = past_adverbs(tokens, start + 2)
            if verb < len(tokens) and tokens[verb].key in AGREED and not _by(tokens, verb, cast):
                return Voice(None, VerbGroup("say", start + 1, verb + 1, True), False, start)
        if (
            keys[:3] == ["agreement", "was", "reached"]
            or keys[:3] == ["there", "was", "agreement"]
            or keys[:4] == ["there", "was", "full", "agreement"]
        ):
            return Voice(None, VerbGroup("say", start + 1, start + 3, True), False, start)
        if (
            keys[:2] == ["according", "to"]
            and keys[2:3] in (["him"], ["her"])
            and keys[3:4] == [","]
        ):
            part = Part("pronoun", "he" if keys[2] == "him" else "she")
            return Voice(
                Subject((part,), start + 3), VerbGroup("say", start, start + 3, True), False, start
            )
        if keys[:2] == ["according", "to"]:
            subject = read_subject(tokens, start + 2, cast)
            if subject:
                return Voice(subject, VerbGroup("say", start, start + 2, True), False, start)
        if (
            keys[:1] == ["in"]
            and keys[1:2] in (["his"], ["her"])
            and keys[2:3] in (["opinion"], ["view"], ["words"])
        ):
            part = Part("pronoun", "he" if keys[1] == "his" else "she")
            return Voice(
                Subject((part,), start + 3), VerbGroup("say", start, start + 3, True), False, start
            )
        viewer = _viewer(tokens, start, cast)
        if viewer:
            return viewer
        if keys[:1] == ["as"]:
            voice = read_clause(tokens, start + 1, cast)
            if (
                voice
                and voice.verb.is_past
                and voice.verb.kind in SPOKEN
                and not is_earlier(tokens, voice)
            ):
                return replace(voice, is_relative=True)
    if main is None or main.verb.kind == "passive":
        return _by(tokens, 0, cast)
    return None


def _viewer(tokens: Sequence[Token], at: int, cast: Cast) -> Voice | None:
    """Read "In President X's view the dam must go"."""
    if at + 2 >= len(tokens) or tokens[at].key != "in":
        return None
    part = read_owner(tokens, at + 1, cast)
    if part is None or part[1] >= len(tokens):
        return None
    if part[0].kind not in ("person", "office") or tokens[part[1]].key not in VIEWS:
        return None
    verb = VerbGroup("say", at, part[1] + 1, True)
    return Voice(Subject((part[0],), part[1] + 1), verb, False, at)


def _by(tokens: Sequence[Token], at: int, cast: Cast) -> Voice | None:
    """Read the agent of a passive cue: "was welcomed by both Ministers"."""
    for place in range(at, len(tokens) - 2):
        if tokens[place].key != "by" or not place:
            continue
        subject = read_subject(tokens, place + 1, cast)
        if subject is None:
            continue
        for verb in range(max(0, place - 4), place):
            if tokens[verb].key in ("was", "were", "been"):
                passive = read_verb(tokens, verb)
                attends = tokens[max(0, verb - 1)].key in (
                    "attention",
                    "views",
                    "opinions",
                    "support",
                    "concern",
                )
                if attends or (
                    passive
                    and passive.kind == "passive"
                    and _is_spoken_participle(tokens, verb, place)
                ):
                    return Voice(subject, VerbGroup("say", verb, place, True), False, verb)
    return None


def _is_spoken_participle(tokens: Sequence[Token], at: int, end: int) -> bool:
    verb = past_adverbs(tokens, at + 1)
    found = read_verb([tokens[verb]], 0) if verb < end else None
    return found is not None and found.kind in SPOKEN
