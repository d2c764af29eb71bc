"""Read one clause: a subject with its verb, past what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.attribution.mentions import Cast, Subject
from assistant.attribution.subjects import read_part, read_subject
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import VerbGroup, is_cue_form, read_participle, read_verb
from assistant.attribution.vocabulary import is_verb_of

SPOKEN = frozenset({"say", "topic", "weak"})
ASIDE_REACH = 60  # tokens; "President X, noting that ..., said" can be long
REDUCED_REACH = 10
EARLIER = frozenset({"last", "earlier", "previously", "already", "publicly", "yesterday", "ago"})
EARLIER_REACH = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """A subject with its verb.

    `opens` tells a cue with comma or colon behind it, `subject` None stands for all sides.
    """

    subject: Subject | None
    verb: VerbGroup
    opens: bool = False
    at: int = 0
    is_relative: bool = False

    @property
    def speaks(self) -> bool:
        """Tell whether the verb attributes, rather than narrates."""
        if self.verb.kind == "promise":
            return self.subject is not None and self.subject.parts[0].kind in (
                "country",
                "joint",
                "they",
                "we",
            )
        return self.verb.kind in SPOKEN or self.verb.kind == "stance"


def read_clause(tokens: Sequence[Token], place: int, cast: Cast) -> Voice | None:
    """Read a subject with its verb at a place, stepping over what stands between commas."""
    if place >= len(tokens):
        return None
    subject = read_subject(tokens, place, cast)
    if subject is None:
        return _nominal(tokens, place, cast)
    verb = read_verb(tokens, subject.end, subject.is_plural) or _behind_aside(tokens, subject)
    if verb is None:
        return None
    behind = tokens[verb.end].key if verb.end < len(tokens) else ""
    return Voice(subject, verb, behind in (",", ":") and verb.kind in SPOKEN, place)


def _behind_aside(tokens: Sequence[Token], subject: Subject) -> VerbGroup | None:
    at = subject.end
    if at >= len(tokens):
        return None
    if tokens[at].key in (",", "–", "—"):
        if (
            subject.parts[-1].kind == "person"
            and (verb := read_verb(tokens, at + 1))
            and verb.is_past
            and not _is_by(tokens, verb)
        ):
            return verb  # behind an apposition: "the Secretary-General, Dr. Hakim, underlined"
        speaking = read_participle(tokens, at + 1)
        for place in range(at + 1, min(at + ASIDE_REACH, len(tokens) - 1)):
            if tokens[place].key in (",", "–", "—"):
                verb = read_verb(tokens, place + 1, subject.is_plural)
                if verb and (verb.is_past or verb.kind in ("stance", "weak", "say", "promise")):
                    return verb
        return speaking if speaking and speaking.kind == "say" else None
    is_group = subject.parts[0].kind in ("group", "joint")
    if is_group and (
        tokens[at].key.endswith("ing")
        or tokens[at].key in ("from", "of", "in", "at", "who", "representing", "with")
    ):
        for place in range(at + 1, min(at + REDUCED_REACH, len(tokens))):
            if tokens[place].key in (",", ".", ";"):
                return None
            verb = read_verb(tokens, place, subject.is_plural)
            if verb and verb.is_past and verb.kind in SPOKEN:
                return verb
    return None


def _is_by(tokens: Sequence[Token], verb: VerbGroup) -> bool:
    """Tell whether a past form is a participle: ", joined by Y,"."""
    return verb.end < len(tokens) and tokens[verb.end].key == "by"


def _nominal(tokens: Sequence[Token], place: int, cast: Cast) -> Voice | None:
    """Read "The Team’s immediate recommendation to all adults is ..."."""
    part = read_part(tokens, place, cast)
    if part is None or not tokens[part[1] - 1].is_possessive:
        return None
    noun = next(
        (
            i
            for i in range(part[1], min(part[1] + 3, len(tokens)))
            if is_verb_of("nominal", tokens[i].key)
        ),
        None,
    )
    be = noun and next(
        (i for i in range(noun, min(noun + 8, len(tokens))) if tokens[i].key in ("is", "was")), None
    )
    return (
        Voice(Subject((part[0],), part[1]), VerbGroup("say", noun, be + 1, False), False, place)
        if noun and be
        else None
    )


def is_earlier(tokens: Sequence[Token], voice: Voice) -> bool:
    """Tell whether a clause speaks of an earlier event.

    Such as "as he has said publicly", "which X announced last year".
    """
    behind = tokens[voice.verb.start : voice.verb.end + EARLIER_REACH]
    return any(token.key in EARLIER for token in behind)


def has_verb(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a finite verb stands before a place, so that "and" joins clauses and not nouns."""
    return any(
        t.key in ("is", "are", "was", "were", "has", "have", "had", "will") or is_cue_form(t.key)
        for t in tokens[:end]
    )
