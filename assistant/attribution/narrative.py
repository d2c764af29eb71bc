"""Speakers of prose: subject and cue at the head of each sentence, and the voice a paragraph opens with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.attribution.people import CAPITAL, LEADING, NAME, SUFFIX, tidy_name
from assistant.attribution.resolving import Resolver
from assistant.attribution.vocabulary import vocabulary
from assistant.domain.readout import JOINT, Person, Readout, Sentence
from assistant.gazetteer import find_country, names_pattern

ADVERB = r"(?:also|further|again|then|both|each|all|once again|in turn|likewise|[a-z]+ly|for (?:his|her|their) part,?)"
ASIDE = r"(?:,\s[^,]{1,80},|\s\([^()]{1,40}\))"
# "In addition,", "On Taiwan,", "Turning to energy,": what may stand before the subject.
LEAD_IN = re.compile(
    r"^(?:(?:And|But|So|Finally|Also|Further|Today|Moreover|Additionally|Together|Separately)\s+|[A-Z][^,.;:]{0,140}?,\s+)(?=\S)"
)

# What may join the clause of a second speaker to the first one's.
COORDINATE = re.compile(
    r"(?:,\s+(?:and|but|while|whereas|which|as)\s+|;\s+(?:and\s+)?|\s+(?:while|whereas)\s+|\s+and\s+(?=they\b|the two\b))"
)
OTHER_PRONOUN = "the pronoun is not the one used for the person spoken of before"
ANOTHER = "another person is named as speaking inside a paragraph of one speaker"


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a sentence tells: who speaks, and whether the cue opens the speaker's own words."""

    speakers: tuple[str, ...]
    opens_speech: bool = False
    is_named: bool = False
    pronoun: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What earlier sentences of the paragraph leave behind for pronouns and unmarked sentences."""

    single: str | None = None
    narrated: bool = False
    pronoun: str | None = None
    several: tuple[str, ...] = JOINT
    voice: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def _subject(unlisted: tuple[str, ...]) -> re.Pattern[str]:
    """Compile what may be the subject at the head of a sentence; `unlisted` are sides the gazetteer lacks."""
    words = vocabulary()
    places = f"(?:{'|'.join([*map(re.escape, unlisted), names_pattern()])})"

    def one(i: int) -> str:
        return (
            rf"(?:[Tt]he\s+)?(?:(?P<of{i}>{places})\s+)?(?P<bare{i}>{words.title})(?![\w.]|\s+{CAPITAL})"
            rf"|(?!The\b)(?:{places}\s+)?(?:(?P<title{i}>{words.title})(?:\s+(?:{words.title}))?\s+{LEADING})?"
            rf"(?P<name{i}>{NAME}){SUFFIX}?"
        )

    return re.compile(
        rf"(?:[Bb]oth\s+)?(?:"
        rf"(?P<joint>(?:[Tt]he\s+)?(?:two|three|four|both|[Bb]oth(?:\s+the)?|[Tt]wo|[Ee]ach)\s+(?:\w+\s+)?{words.joint}"
        rf"|[Tt]he\s+{words.joint}|[Ee]ach\s+side|[Tt]hey|[Pp]articipants)"
        rf"(?:\s+and\s+their\s+(?:teams|delegations))?"
        rf"|(?P<pronoun>[Hh]e|[Ss]he)"
        rf"|(?:[Tt]he\s+)?(?P<country>{places})(?=\s+(?!and\b))(?:\s+side)?(?!\s+(?:{words.title}|{CAPITAL}))"
        rf"|(?:{one(1)})(?:,?\s+and\s+(?:{one(2)})|,\s+(?:{one(3)}),?\s+and\s+(?:{one(4)}))?"
        rf")"
    )


@lru_cache(maxsize=1)
def _cue() -> re.Pattern[str]:
    return re.compile(rf"(?:{ASIDE})?(?:\s+{ADVERB})*\s+(?P<cue>{vocabulary().cue})(?P<after>[,:]?)(?=\W)(?:\s+that\b[,]?)?")


def attribute_prose(readout: Readout, resolver: Resolver) -> tuple[Sentence, ...]:
    """Give each sentence of a readout in prose its speakers.

    A sentence whose head is a subject and a cue has that subject's speakers. A paragraph opened by a name, a cue
    and a comma ("Xi Jinping stressed, ...") is that person's to its end. Everything else is narration.
    """
    out: list[Sentence] = []
    remaining = list(readout.sentences)
    context = Context()
    for paragraph in readout.paragraphs:
        # A pronoun may look back over a paragraph break; the voice of a paragraph ends with it.
        context = replace(context, voice=())
        while remaining and remaining[0].start < paragraph.end:
            sentence = remaining.pop(0)
            attributed, context = _attribute(sentence, resolver, context)
            out.append(attributed)
    return tuple(out)


def _attribute(sentence: Sentence, resolver: Resolver, context: Context) -> tuple[Sentence, Context]:
    text = sentence.text
    head = _head(text, resolver, context)
    if context.voice and (head is None or not _may_interrupt(text, head)):
        others = [s for s in head.speakers if resolver.is_person(s) and s not in context.voice] if head and head.is_named else []
        if others:
            # His own words on another person, or the other's words: neither reading is safe, nor is what follows.
            return replace(sentence, speakers=(), reason=ANOTHER), replace(context, voice=(), single=None)
        return replace(sentence, speakers=context.voice), context
    if head is None:
        return sentence, _remember_subject(text, resolver, context)
    if head.pronoun and context.pronoun and head.pronoun != context.pronoun:
        return replace(sentence, reason=OTHER_PRONOUN), context
    speakers = head.speakers
    named = tuple(s for s in speakers if resolver.is_person(s))
    # After a joint sentence "he" is the last who spoke, but not one who was only mentioned.
    single = named[0] if len(named) == 1 else None if context.narrated else context.single
    context = replace(
        context,
        single=single,
        narrated=False,
        pronoun=head.pronoun or (context.pronoun if single == context.single else None),
        several=speakers if len(speakers) > 1 else JOINT if speakers == JOINT else context.several,
        voice=speakers if head.opens_speech else (),
    )
    return replace(sentence, speakers=speakers), context


def _may_interrupt(text: str, head: Head) -> bool:
    """Inside a paragraph of one voice only another opened speech, or the two sides' joint act, is somebody else's."""
    if head.opens_speech:
        return True
    return (
        head.speakers == JOINT
        and re.match(r"(?:the two|both|they)\b.*?\b(?:agreed|exchanged|reached|decided)\b", text, re.IGNORECASE) is not None
    )


def _remember_subject(text: str, resolver: Resolver, context: Context) -> Context:
    """Keep who "he" will be: a sentence of narration whose subject is one person of the readout still tells."""
    match = _subject(resolver.unlisted_sides).match(text)
    speakers = _speakers(match, resolver, context) if match else ()
    if len(speakers) == 1 and resolver.is_person(speakers[0]):
        return replace(context, single=speakers[0], narrated=True, pronoun=None)
    return context


def _head(text: str, resolver: Resolver, context: Context) -> Head | None:
    """Find subject and cue at the head of a sentence, past lead-in phrases; None where there is none."""
    for _ in range(4):
        match = _subject(resolver.unlisted_sides).match(text)
        if match:
            cue = _cue().match(text, match.end())
            speakers = _speakers(match, resolver, context) if cue else ()
            if cue and speakers:
                opens = bool(cue["after"]) and speakers != JOINT and not match["pronoun"]
                everyone = _with_second_voice(text[cue.end() :], speakers, cue.group(), resolver, context)
                return Head(everyone, opens, is_named=bool(match["name1"]), pronoun=(match["pronoun"] or "").lower() or None)
        lead_in = LEAD_IN.match(text)
        if not lead_in:
            return None
        text = text[lead_in.end() :]
    return None


def _with_second_voice(rest: str, speakers: tuple[str, ...], cue: str, resolver: Resolver, context: Context) -> tuple[str, ...]:
    """Add the speaker of a coordinate clause ("..., and the two leaders discussed ...") to the main one."""
    if cue.endswith((",", ":")):
        return speakers
    for joint in COORDINATE.finditer(rest):
        match = _subject(resolver.unlisted_sides).match(rest, joint.end())
        if match and not match["country"] and not match["pronoun"] and _cue().match(rest, match.end()):
            for speaker in _speakers(match, resolver, context):
                if speaker not in speakers:
                    speakers = (*speakers, speaker)
    return speakers


def _speakers(match: re.Match[str], resolver: Resolver, context: Context) -> tuple[str, ...]:
    if match["joint"]:
        return context.several if match["joint"].lower() == "they" else JOINT
    if match["pronoun"]:
        return (context.single,) if context.single else ()
    if match["country"]:
        return (match["country"],)
    found: list[Person] = []
    asked = 0
    for i in ("1", "2", "3", "4"):
        bare, name, title = match[f"bare{i}"], tidy_name(match[f"name{i}"] or ""), match[f"title{i}"] or ""
        if not (bare or match[f"name{i}"]):
            continue
        asked += 1
        side = find_country(match[f"of{i}"] or "")
        person = resolver.by_title(bare, side.name if side else "") if bare else resolver.by_name(name, title)
        if person and person not in found:
            found.append(person)
    if len(found) < asked:
        return ()
    return JOINT if resolver.is_every_side(found) else tuple(person.name for person in found)
