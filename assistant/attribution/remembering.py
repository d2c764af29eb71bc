"""What a sentence leaves behind for pronouns: who was spoken of, who spoke together, who is "he" and who "she"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.attribution.clauses import Clauses
from assistant.attribution.resolving import Memory, Resolver
from assistant.attribution.tokens import Token
from assistant.domain.readout import JOINT
from assistant.gazetteer import find_country

# Behind "her" as an object, not as the owner of something.
NOT_OWNED = frozenset("that of to for on in at about and how whether when with by as from during today".split())


def remember(
    memory: Memory, clauses: Clauses, tokens: Sequence[Token], speakers: tuple[str, ...], resolver: Resolver, is_lead: bool
) -> Memory:
    """Return the memory after a sentence with these speakers, or of narration.

    The lead's subjects are the hosts, not the "they" of what follows.
    """
    main = clauses.main
    if speakers:
        memory = _after_words(memory, clauses, speakers, resolver)
    elif main and main.subject:
        told = resolver.resolve(main.subject, memory).speakers
        if len(main.subject.parts) > 1:
            memory = memory if is_lead else replace(memory, they=told or JOINT)
        elif len(told) == 1 and resolver.is_person(told[0]):
            memory = replace(memory, single=told[0], was_narrated=True)
    return _learn_pronoun(memory, clauses, tokens, resolver)


def _after_words(memory: Memory, clauses: Clauses, speakers: tuple[str, ...], resolver: Resolver) -> Memory:
    people = tuple(filter(resolver.is_person, speakers))
    if len(people) == 1:
        single: str | None = people[0]
    elif people:
        single = _last_speaker(memory, clauses, resolver)
    else:
        # After a joint sentence "he" is the last who spoke, but not one who was only told of.
        single = None if memory.was_narrated else memory.single
    return replace(memory, single=single, was_narrated=False, they=_together(clauses, speakers, resolver))


def _together(clauses: Clauses, speakers: tuple[str, ...], resolver: Resolver) -> tuple[str, ...]:
    """Return who "they" will be: those who spoke as one subject, a group, else all sides."""
    main = clauses.main
    as_one = bool(main and main.subject and len(main.subject.parts) > 1 and not clauses.added and len(speakers) > 1)
    is_group = len(speakers) == 1 and not resolver.is_person(speakers[0]) and find_country(speakers[0]) is None
    if not (as_one or is_group) or JOINT[0] in speakers or resolver.is_every_side(speakers):
        return JOINT
    return speakers


def _last_speaker(memory: Memory, clauses: Clauses, resolver: Resolver) -> str | None:
    """Return the last speaker of "X said ..., and Y replied"; None after "which Y welcomed", where both may be meant."""
    last = clauses.added[-1] if clauses.added else None
    if last is None or last.subject is None or last.is_relative:
        return None
    found = resolver.resolve(last.subject, memory).speakers
    return found[0] if len(found) == 1 and resolver.is_person(found[0]) else None


def _learn_pronoun(memory: Memory, clauses: Clauses, tokens: Sequence[Token], resolver: Resolver) -> Memory:
    """Learn a person's pronoun from "X said ..., and she thanked" or "X expressed her concern"."""
    main = clauses.main
    if main is None or main.subject is None or len(main.subject.parts) > 1:
        return memory
    found = resolver.resolve(main.subject, memory).speakers
    if len(found) != 1 or not resolver.is_person(found[0]) or found[0] in memory.pronouns:
        return memory
    referring = [v.subject.parts[0] for v in clauses.added if v.subject and v.subject.parts[0].kind == "pronoun"]
    part = referring[0] if referring else main.subject.parts[0]
    told = part.text if part.kind == "pronoun" else _possessive(tokens, main.verb.end)
    return replace(memory, pronouns={**memory.pronouns, found[0]: told}) if told else memory


def _possessive(tokens: Sequence[Token], at: int) -> str | None:
    """Return the pronoun of the one who "expressed her concern"; in "told her that" it is another's."""
    at += at < len(tokens) and tokens[at].key == "that"  # "stated that her Government"
    if at + 1 >= len(tokens) or tokens[at + 1].key in NOT_OWNED or not tokens[at + 1].text[0].isalpha():
        return None
    return {"his": "he", "her": "she"}.get(tokens[at].key)
