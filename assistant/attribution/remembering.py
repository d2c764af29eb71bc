"""What a sentence leaves behind for pronouns.

Who was spoken of, who spoke together, who is "he" and who "she".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from assistant.attribution.clause import Voice
from assistant.attribution.clauses import Clauses, starts
from assistant.attribution.memory import Memory
from assistant.attribution.mentions import Cast, Part, Subject
from assistant.attribution.person_names import read_name
from assistant.attribution.resolving import Resolver
from assistant.attribution.sides import is_every_side
from assistant.attribution.strangers import Stranger, find_verb, read_stranger
from assistant.attribution.subjects import read_part, read_subject
from assistant.attribution.tokens import Token
from assistant.attribution.vocabulary import find_place, is_verb_of
from assistant.domain.readout import JOINT
from assistant.gazetteer import find_country

# Behind "her" as an object, not as the owner of something.
NOT_OWNED = frozenset(
    "that of to for on in at about and how whether when with by as from during today".split()
)

FORMS = {"he": "he", "his": "he", "himself": "he", "she": "she", "herself": "she"}
SOMEBODY = frozenset({"a", "an", "the", "another"})
LISTING = frozenset({"included", "include", "includes", "comprised", "attended", "joined"})
PRESENT = frozenset({"is", "are", "has", "have"})


def remember(
    memory: Memory,
    clauses: Clauses,
    speakers: tuple[str, ...],
    resolver: Resolver,
    is_lead: bool,
    tokens: list[Token] | None = None,
) -> Memory:
    """Return the memory after a sentence with these speakers, or of narration.

    The lead's subjects are the hosts, not the "they" of what follows.
    """
    main = clauses.main
    tokens = tokens or []
    memory = replace(memory, told="he" if any(t.key == "him" for t in tokens) else "")
    side = speakers[0] if len(speakers) == 1 and find_country(speakers[0]) else None
    memory = memory if side == memory.side else replace(memory, side=side)
    asks = main is not None and main.verb.base.startswith(("ask", "inquir", "enquir"))
    memory = replace(memory, asked=asks and bool(speakers))
    if speakers:
        memory = _after_words(
            _with_pronoun(memory, clauses, speakers, resolver), clauses, speakers, resolver
        )
        if main and main.at and len(speakers) == 1 and not main.is_relative:
            # "The strikers, he said, had been patient": they are the strikers, not the sides.
            told_of = strange_topic(tokens[: main.at] + tokens[main.verb.end :])
            memory = replace(memory, they=()) if told_of and told_of.is_plural else memory
        return replace(memory, stranger=None)
    subject = main.subject if main else topic(tokens, resolver.bearers.cast)
    if subject:
        if subject.parts[0].kind == "pronoun":
            return _after_pronoun(memory, subject.parts[0].text, tokens, resolver)
        return _after_narration(memory, subject, resolver, is_lead)
    stranger = None if is_lead else strange_topic(tokens)
    if stranger:
        return replace(memory, stranger=stranger, single=None)
    if not is_lead and _names_another(tokens, memory, resolver):
        return replace(memory, stranger=Stranger("", 0, is_beside=True), single=None)
    return memory


def remember_stranger(memory: Memory, stranger: Stranger | None, is_beside: bool = False) -> Memory:
    """Return the memory after a sentence about somebody outside the cast.

    None where nothing is known of him.
    """
    stranger = stranger or Stranger("", 0, is_beside=is_beside)
    return replace(memory, stranger=stranger, single=None, was_narrated=False, side=None)


def _after_pronoun(
    memory: Memory, pronoun: str, tokens: Sequence[Token], resolver: Resolver
) -> Memory:
    """Return the memory after "he" did something.

    Behind "he was stopped by a guard" the next may be either.
    """
    if memory.single and not memory.stranger and memory.single not in memory.pronouns:
        memory = replace(memory, pronouns={**memory.pronouns, memory.single: pronoun})
    if any(t.key == "by" for t in tokens) and _names_another(tokens, memory, resolver):
        return replace(memory, stranger=Stranger("", 0, is_beside=True), single=None)
    return memory


def _after_narration(memory: Memory, subject: Subject, resolver: Resolver, is_lead: bool) -> Memory:
    if subject.parts[0].kind in ("pronoun", "they", "we", "i", "it"):
        return memory
    told = resolver.resolve(subject, memory).speakers
    if len(subject.parts) > 1:
        return memory if is_lead else replace(memory, they=told or JOINT, stranger=None)
    if len(told) == 1 and resolver.bearers.is_person(told[0]):
        return replace(memory, single=told[0], was_narrated=True, stranger=None)
    part = subject.parts[0]
    if part.kind in ("person", "office", "role") and not told and not is_lead:
        return remember_stranger(memory, None)
    if part.kind == "country" and part.titles and told:
        return replace(memory, they=told, stranger=None)  # "the Japanese side", as its people
    return memory


def _names_another(tokens: Sequence[Token], memory: Memory, resolver: Resolver) -> bool:
    """Tell whether a sentence about a thing names somebody else.

    Such as "The mill was built by Greta Holm".
    """
    for place, token in enumerate(tokens):
        if token.key in SOMEBODY:
            stranger = read_stranger(tokens, place)
            if stranger and not stranger.is_thing and not stranger.is_plural:
                return True
        if not token.is_capital:
            continue
        name, end = read_name(tokens, place)
        if len(name.split()) > 1 and not tokens[end - 1].is_possessive:
            found = resolver.bearers.by_name(name)
            if not found and find_place(tokens, place) is None:
                return True
            if len(found) == 1 and found[0].name != memory.single:
                return True
    return False


def topic(tokens: Sequence[Token], cast: Cast) -> Subject | None:
    """Return the subject of a sentence whose verb no rule reads.

    Such as "The President provided a ladder".
    """
    for place in starts(tokens):
        subject = read_subject(tokens, place, cast) if place < len(tokens) else None
        if subject and subject.end < len(tokens) and find_verb(tokens, subject.end) == subject.end:
            return subject
    return None


def strange_topic(tokens: Sequence[Token]) -> Stranger | None:
    """Return the person or group outside the cast whom a sentence is about."""
    for place in starts(tokens):
        stranger = read_stranger(tokens, place) if place < len(tokens) else None
        verb = find_verb(tokens, stranger.end) if stranger else 0
        if stranger and verb:
            first = place + (tokens[place].key == "the")
            if tokens[verb].key in LISTING:
                return None  # "those present included ..." lists who took part
            if stranger.is_thing or tokens[first].key in ("both", "two"):
                return None  # "the two countries' advisers" may be the sides
            is_figure = any(t.text[0].isdigit() for t in tokens[place : stranger.end])
            if is_figure and tokens[verb].key in PRESENT:
                return None  # "an estimated 300,000 people are in need" tells of nobody who acts
            return stranger
    return None


def _with_pronoun(
    memory: Memory, clauses: Clauses, speakers: tuple[str, ...], resolver: Resolver
) -> Memory:
    """Keep the pronoun by which the one who just spoke was called."""
    part = clauses.main.subject.parts[0] if clauses.main and clauses.main.subject else None
    if (
        part is None
        or part.kind != "pronoun"
        or not resolver.bearers.is_person(speakers[0])
        or speakers[0] in memory.pronouns
    ):
        return memory
    return replace(memory, pronouns={**memory.pronouns, speakers[0]: part.text})


def _after_words(
    memory: Memory, clauses: Clauses, speakers: tuple[str, ...], resolver: Resolver
) -> Memory:
    people = tuple(filter(resolver.bearers.is_person, speakers))
    if len(people) == 1:
        single: str | None = people[0]
    elif people:
        single = _last_speaker(memory, clauses, resolver)
    else:
        # After a joint sentence "he" is the last who spoke, but not one who was only told of.
        single = None if memory.was_narrated else memory.single
    return replace(
        memory, single=single, was_narrated=False, they=_together(clauses, speakers, resolver)
    )


def _together(clauses: Clauses, speakers: tuple[str, ...], resolver: Resolver) -> tuple[str, ...]:
    """Return who "they" will be: those who spoke as one subject, a group, else all sides."""
    main = clauses.main
    as_one = bool(
        main
        and main.subject
        and len(main.subject.parts) > 1
        and not clauses.added
        and len(speakers) > 1
    )
    is_group = (
        len(speakers) == 1
        and not resolver.bearers.is_person(speakers[0])
        and find_country(speakers[0]) is None
    )
    if (
        not (as_one or is_group)
        or JOINT[0] in speakers
        or is_every_side(resolver.bearers, speakers)
    ):
        return JOINT
    return speakers


def _last_speaker(memory: Memory, clauses: Clauses, resolver: Resolver) -> str | None:
    """Return the last speaker of "X said ..., and Y replied".

    None after "which Y welcomed", where both may be meant.
    """
    last = clauses.added[-1] if clauses.added else None
    if last is None or last.subject is None or last.is_relative:
        return None
    found = resolver.resolve(last.subject, memory).speakers
    return found[0] if len(found) == 1 and resolver.bearers.is_person(found[0]) else None


def learn_pronouns(
    sentences: Sequence[tuple[Clauses, Sequence[Token]]], resolver: Resolver
) -> Mapping[str, str]:
    """Return who is "he" and who "she", as far as the whole readout tells without doubt.

    Signs: forms of address; "X said ..., and she thanked Y"; "X expressed her concern"; "thanked X
    for her words". A person with signs of both is left out.
    """
    told: dict[str, set[str]] = {
        name: {pronoun} for name, pronoun in resolver.bearers.pronouns().items()
    }
    for clauses, tokens in sentences:
        for part, pronoun in _signs(clauses, tokens, resolver):
            found = resolver.resolve(Subject((part,), 0), Memory()).speakers
            if len(found) == 1 and resolver.bearers.is_person(found[0]):
                told.setdefault(found[0], set()).add(pronoun)
    return {name: next(iter(pronouns)) for name, pronouns in told.items() if len(pronouns) == 1}


def _signs(
    clauses: Clauses, tokens: Sequence[Token], resolver: Resolver
) -> Iterator[tuple[Part, str]]:
    """Yield a mention and the pronoun that a sentence shows to be its own."""
    main = clauses.main
    if (
        main is None
        or main.subject is None
        or len(main.subject.parts) > 1
        or main.verb.end >= len(tokens)
    ):
        return
    subject, verb = main.subject.parts[0], tokens[main.verb.start].key
    if subject.kind == "person":
        own = _possessive(tokens, main.verb.end) if is_verb_of("own", verb) else None
        for pronoun in (own, *(_referring(voice, tokens, resolver) for voice in clauses.added)):
            if pronoun:
                yield subject, pronoun
    if is_verb_of("towards", verb):
        other = read_part(tokens, main.verb.end, resolver.bearers.cast)
        if (
            other
            and other[0].kind in ("person", "office")
            and other[1] + 1 < len(tokens)
            and tokens[other[1]].key in ("for", "on")
        ):
            theirs = _possessive(tokens, other[1] + 1)
            if theirs:
                yield other[0], theirs


def _referring(voice: Voice, tokens: Sequence[Token], resolver: Resolver) -> str | None:
    """Return the pronoun of "X said ..., and she thanked Y".

    Behind "invited Y, and he said" it may be either's.
    """
    part = voice.subject.parts[0] if voice.subject else None
    if part is None or part.kind != "pronoun" or voice.verb.end >= len(tokens):
        return None
    other = read_part(tokens, voice.verb.end, resolver.bearers.cast)
    return part.text if other and other[0].kind in ("person", "office") else None


def _possessive(tokens: Sequence[Token], at: int) -> str | None:
    """Return the pronoun of the one who "expressed her concern".

    In "told her that" it is another's.
    """
    at += at < len(tokens) and tokens[at].key == "that"  # "stated that her Government"
    if (
        at + 1 >= len(tokens)
        or tokens[at + 1].key in NOT_OWNED
        or not tokens[at + 1].text[0].isalpha()
    ):
        return None
    return {"his": "he", "her": "she"}.get(tokens[at].key)


def own_pronouns(
    read: Sequence[tuple[Clauses, Sequence[Token]]], resolver: Resolver
) -> Mapping[str, Set[str]]:
    """Return the "he" and "she" that stand in the sentences about each person: a hint, no more."""
    found: dict[str, set[str]] = {}
    for clauses, tokens in read:
        subject = clauses.main.subject if clauses.main and not clauses.content else None
        if subject is None or subject.parts[0].kind not in ("person", "office"):
            continue
        behind = tokens[subject.end :]
        called = {pronoun for t in behind if (pronoun := FORMS.get(t.key))}
        named = resolver.resolve(subject, Memory()).speakers
        if len(named) == 1 and len(called) == 1:
            found.setdefault(named[0], set()).update(called)
    return found
