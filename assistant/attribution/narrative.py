"""Speakers of prose: what each sentence's own words tell, and what it takes over from those before it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from assistant.attribution.clause import SPOKEN, Voice
from assistant.attribution.clauses import Clauses, read_clauses
from assistant.attribution.groups import is_body
from assistant.attribution.hearsay import Hearsay
from assistant.attribution.house_style import runs_on
from assistant.attribution.memory import Memory
from assistant.attribution.mentions import Cast, Subject
from assistant.attribution.quotations import find_quotations, give_speakers, marks_of, outside
from assistant.attribution.remembering import (
    learn_pronouns,
    own_pronouns,
    remember,
    remember_stranger,
)
from assistant.attribution.resolving import MAYBE_ANOTHER, Resolver
from assistant.attribution.sides import is_every_side
from assistant.attribution.subjects import read_part
from assistant.attribution.tags import Tag, read_colon, read_tag
from assistant.attribution.tokens import Token
from assistant.attribution.vocabulary import irregular_participles, is_of_strangers, is_verb_of
from assistant.domain.readout import JOINT, Readout, Sentence

STATEMENT = re.compile(
    r"\b(?:following|this|joint)\b[^.]{0,40}\b(?:statement|declaration|remarks|message|announcement)\b[^.]{0,30}:$",
    re.IGNORECASE,
)
AUTHORED = re.compile(
    r"(?:Statement|Remarks|Message|Speech|Address)\b.*?\b(?:by|from|of)\b"
    r"|.*[’']s? (?:statement|remarks|message|speech|address)\b",
    re.IGNORECASE,
)
# "We, the leaders of ..., met": the text itself is everybody's.
OF_ALL = re.compile(r"[“\"«]?We\b(?:,| the (?:leaders|heads|ministers|presidents)\b)")
JOINT_TITLE = re.compile(r"\bjoint\b", re.IGNORECASE)
DEMAND = frozenset({"should", "must", "ought", "would"})
DASHES = "–—"
VIEWED = frozenset("in as for to by with from per".split())
LONGEST_TAG = 8  # words behind the last comma: "the office of the Prime Minister said"
DEMAND_REACH = 25  # tokens; further on the demand is not the sentence's own
PRESENT = frozenset({"is", "are", "will", "should", "must", "has", "have"})
ANOTHER = (
    "another person is told of inside a paragraph of one speaker: his words, or the narrator's"
)
MIXED = "somebody else's words stand in the sentence"
ON_A_THING = "the words stand on something, and nobody is named as saying them"
HEARSAY = "the words are told by somebody else's account"
CONTENT = frozenset({"that", "how", "what", "why"})
LISTED = re.compile(
    r"^(?:This|These|Those|Among these|They) (?:also )?(?:includes?|included|are|comprises?)\b"
)
AGENTLESS = re.compile(r"^It (?:was|has been|had been) (?:also |further |again )?\w+ed that\b")
JUDGED = re.compile(r"^It (?:is|was) (?:not |also )?(?!\w+ed\b|the first|held|in \d)")


@dataclass(frozen=True, slots=True)
class Running:
    """The voice that a sentence opened.

    Whose it is, and whether its paragraph is said with it to the end.
    """

    speakers: tuple[str, ...] = ()
    runs_on: bool = False


SILENCE = Running()


def attribute_prose(
    readout: Readout,
    resolver: Resolver,
    tokens: Sequence[Sequence[Token]],
    breaks: Set[int] = frozenset(),
) -> tuple[Sentence, ...]:
    """Give each sentence of a readout in prose its speakers; `tokens` are those of each sentence.

    `breaks` are the numbers of sentences behind something that is no prose: nothing goes on across
    them.

    A sentence's own subject and cue decide. Without them it is a quotation's, or goes on with what
    was said before it in its paragraph, or is narration.
    """
    return _Reader(readout, resolver, tokens, breaks).read()


class _Reader:
    """Walks a readout once, remembering who was spoken of."""

    def __init__(
        self,
        readout: Readout,
        resolver: Resolver,
        tokens: Sequence[Sequence[Token]],
        breaks: Set[int],
    ) -> None:
        self._readout = readout
        self._breaks = breaks
        self._resolver = resolver
        self._quotations = find_quotations(readout.text, readout.paragraphs)
        self._tokens = [
            outside(self._quotations, s, t) for s, t in zip(readout.sentences, tokens, strict=True)
        ]
        # What only announces a statement is not yet the event.
        self._lead = next(
            (i for i, s in enumerate(readout.sentences) if not s.text.endswith(":")), 0
        )
        cast = resolver.bearers.cast
        self._clauses = [
            read_clauses(t, cast, is_lead=i <= self._lead) if t else Clauses()
            for i, t in enumerate(self._tokens)
        ]
        self._firsts = _paragraph_firsts(readout)
        read = list(zip(self._clauses, self._tokens, strict=True))
        self._runs_on = runs_on(read, self._firsts, resolver.event.home)
        self._memory = Memory(
            pronouns=learn_pronouns(read, resolver),
            we=self._first_person(),
            hints=own_pronouns(read, resolver),
        )
        self._voice = SILENCE

    def read(self) -> tuple[Sentence, ...]:
        sentences = [self._sentence(number) for number in range(len(self._readout.sentences))]
        return give_speakers(
            self._quotations, sentences, [not tokens for tokens in self._tokens], self._introducer
        )

    def _sentence(self, number: int) -> Sentence:
        sentence, clauses, tokens = (
            self._readout.sentences[number],
            self._clauses[number],
            self._tokens[number],
        )
        is_first = number in self._firsts
        if number in self._breaks:
            self._memory = replace(self._memory, single=None, they=(), side=None)
            self._voice = SILENCE
        if is_first and not self._runs_on:
            self._voice = SILENCE
        if not tokens:
            return sentence  # all quotation: given its speaker at the end
        if sentence.text[0] in DASHES and not is_first and self._voice.speakers:
            return replace(sentence, speakers=self._voice.speakers)  # speech set off by dashes
        tag = self._tag(sentence, tokens)
        if tag and (tagged := self._tagged(sentence, clauses, tokens, tag)):
            return tagged
        if self._voice.runs_on and not self._interrupts(clauses, tokens, is_first):
            return self._inside_voice(sentence, clauses)
        speakers, reason = ((), None) if _is_headed(clauses, tokens) else self._own(clauses)
        if STATEMENT.search(sentence.text) or (
            sentence.text.endswith(":") and self._is_relay(speakers)
        ):
            self._remember(number, ())
            return sentence
        if speakers:
            self._remember(number, speakers)
            is_one = len(speakers) == 1 and self._resolver.bearers.is_person(speakers[0])
            last = self._memory.single if clauses.added else None
            going_on = (
                (last,) if last and last in speakers else speakers
            )  # "they discussed X, and Y replied": Y goes on
            self._voice = Running(going_on, self._runs_on and is_one)
            return replace(sentence, speakers=speakers)
        if (
            not reason
            and self._voice.speakers
            and not is_first
            and _continues(sentence.text, tokens, clauses)
            and not _is_led_by(tokens, self._resolver.bearers.cast)
        ):
            return replace(sentence, speakers=self._voice.speakers)
        if reason:
            # Somebody unknown spoke, whom the next "he" may be; "they" may still be the two of "X
            # and Y".
            subject = clauses.main.subject if clauses.main else None
            is_pair = subject is not None and len(subject.parts) > 1
            self._memory = remember_stranger(self._memory, None, is_beside=is_pair)
        elif not (clauses.main and clauses.main.verb.kind in ("demand", "promise")):
            self._remember(number, ())
        self._voice = SILENCE  # what follows narration goes on with nobody's words
        return replace(sentence, reason=reason)

    def _tag(self, sentence: Sentence, tokens: Sequence[Token]) -> Tag | None:
        """Return whom the sentence names beside a quotation."""
        marks = marks_of(self._quotations, sentence, tokens)
        if not marks:
            return None
        cast = self._resolver.bearers.cast
        return read_tag(tokens, marks, cast) or read_colon(tokens, marks, cast)

    def _tagged(
        self, sentence: Sentence, clauses: Clauses, tokens: Sequence[Token], tag: Tag
    ) -> Sentence | None:
        """Give a sentence with a quotation to the stranger its tag names.

        None where the rules of prose decide.

        A stranger's quotation inside the words of another ("she told how a welder had said: “...”")
        stays with them.
        """
        main = clauses.main
        speakers: tuple[str, ...] = ()
        if tag.subject:
            speakers = self._resolver.resolve(tag.subject, self._memory).speakers
            if not speakers:
                speakers = self._resolver.last_of(tag.subject, self._memory)
            if not speakers or (main and main.speaks and self._own(clauses)[0]):
                return None
            if speakers == JOINT and tag.subject.parts[0].kind == "they":
                return replace(sentence, reason=MIXED)  # sides do not shout in chorus
            return self._spoken(sentence, speakers)
        stranger = tag.stranger
        if stranger is None:
            return None
        bearers = self._resolver.bearers
        known = (
            bearers.by_name(stranger.text) if stranger.is_named else bearers.by_kin(stranger.text)
        )
        if len(known) == 1:
            return self._spoken(sentence, (known[0].name,))
        if main and main.speaks and main.at < tag.at and main.verb.end <= tag.at:
            if (
                stranger.is_thing
                or main.verb.end == tag.at
                or any(t.key in CONTENT for t in tokens[main.verb.end : main.verb.end + 2])
            ):
                return None
            return replace(sentence, reason=MIXED)
        self._voice = SILENCE
        self._memory = remember_stranger(self._memory, stranger)
        if stranger.is_thing:
            return replace(sentence, reason=ON_A_THING)
        return replace(sentence, speakers=(stranger.text,))

    def _spoken(self, sentence: Sentence, speakers: tuple[str, ...]) -> Sentence:
        """Give a sentence to those its tag names, who are the next "he" or "she"."""
        single = speakers[0] if len(speakers) == 1 else None
        self._voice = SILENCE
        self._memory = replace(
            self._memory, single=single, was_narrated=False, stranger=None, they=JOINT
        )
        return replace(sentence, speakers=speakers)

    def _remember(self, number: int, speakers: tuple[str, ...]) -> None:
        is_lead = number <= self._lead
        self._memory = remember(
            self._memory,
            self._clauses[number],
            speakers,
            self._resolver,
            is_lead,
            self._tokens[number],
        )

    def _own(self, clauses: Clauses) -> tuple[tuple[str, ...], str | None]:
        """Return the speakers of the main clause and of those added to it.

        Or the reason why nobody is named.
        """
        main, memory = clauses.main, self._memory
        if clauses.hearsay:
            return self._hearsay(clauses.hearsay)
        if clauses.content and main and main.subject:
            told = self._resolver.resolve(clauses.content.subject, memory)
            tag = main.subject.parts[0].text
            if not told.speakers:
                return (), told.reason or MIXED
            if self._resolver.bearers.takes_part(told.speakers):
                return self._resolver.tagged(
                    told.speakers, tag, memory, is_asked=clauses.content.is_asked
                )
        if clauses.is_tag and memory.asked and self._is_unsure(main, memory):
            return (), MAYBE_ANOTHER
        if clauses.lead_in:  # "While the President is glad, he knows that": "he" is the President
            named = self._resolver.resolve(clauses.lead_in, memory).speakers
            if len(named) == 1 and self._resolver.bearers.is_person(named[0]):
                memory = replace(memory, single=named[0], stranger=None)
        speakers, reason = self._voice_of(main, memory) if main and main.speaks else ((), None)
        if reason:
            return (), reason
        if main and main.subject:
            found = self._resolver.resolve(main.subject, memory).speakers
            if len(found) == 1 and self._resolver.bearers.is_person(found[0]):
                memory = replace(memory, single=found[0], stranger=None)
        if len(speakers) > 1:
            memory = replace(memory, they=speakers)  # "X and Y welcomed ..., and they discussed"
        for voice in clauses.added:
            more, refusal = self._voice_of(voice, memory)
            told_of = (
                voice.is_relative
                and voice.subject
                and voice.subject.parts[0].kind in ("person", "office")
            )
            if (
                told_of
                and not refusal
                and not self._resolver.bearers.takes_part(more)
                and more != JOINT
            ):
                continue  # "which the Secretary-General announced": another occasion
            if refusal and speakers:
                return (), refusal  # half of the speakers would be a wrong label
            reason = reason or refusal
            speakers = (*speakers, *(name for name in more if name not in speakers))
        people = tuple(name for name in speakers if name != JOINT[0])
        pair = (
            main is not None
            and main.subject is not None
            and len(main.subject.parts) == len(people) > 1
        )
        if len(people) < len(speakers) and (pair or is_every_side(self._resolver.bearers, people)):
            speakers = JOINT  # "X and Y reaffirmed ..., and the two Ministers agreed"
        return speakers, None if speakers else reason

    def _is_unsure(self, tag: Voice | None, memory: Memory) -> bool:
        """Tell whether the "he" of a tag behind a question may be the one who asked or the one asked."""
        subject = tag.subject if tag else None
        is_pronoun = subject is not None and subject.parts[0].kind == "pronoun"
        return is_pronoun and memory.single not in memory.pronouns

    def _hearsay(self, hearsay: Hearsay) -> tuple[tuple[str, ...], str | None]:
        """Return the one of the cast who tells, or nobody."""
        if hearsay.teller is None:
            return (), HEARSAY
        told = self._resolver.resolve(hearsay.teller, self._memory)
        return told.speakers, told.reason or HEARSAY

    def _voice_of(self, voice: Voice, memory: Memory) -> tuple[tuple[str, ...], str | None]:
        if voice.subject is None:
            return JOINT, None
        kind, verb = voice.subject.parts[0].kind, voice.verb
        is_side = bool(
            voice.subject.parts[0].titles
        )  # "the Chinese side introduced its efforts" says something
        if (
            kind == "country"
            and verb.kind == "weak"
            and (not verb.is_past or (is_verb_of("side_acts", verb.base) and not is_side))
        ):
            return (), None  # "Spain recognized Palestine" is an act
        if kind == "group" and not verb.is_past and not is_body(voice.subject.parts[0].text):
            return (), None  # what groups hold or plan is told, not said
        if kind in ("they", "pronoun") and memory.stranger and not verb.is_past:
            return (), None  # "they deny the charges": told of strangers, not said by them
        resolution = self._resolver.resolve(voice.subject, memory)
        if (
            verb.is_perfect
            and kind == "person"
            and not self._resolver.bearers.takes_part(resolution.speakers)
        ):
            return (), None  # "Governor Cooper has committed": a third party's words, told
        return resolution.speakers, resolution.reason

    def _first_person(self) -> tuple[str, ...]:
        """Return whose "we" is in a statement: its author's, or all sides' in a joint one."""
        principals = self._resolver.event.principals
        if len(principals) == 1 and AUTHORED.match(self._readout.title):
            return (principals[0].name,)
        has_turns = self._readout.kind == "transcript"
        is_told = not has_turns and not self._readout.is_remarks
        is_ours = any(OF_ALL.match(s.text) for s in self._readout.sentences)
        is_joint = JOINT_TITLE.search(self._readout.title) is not None or is_ours
        return JOINT if is_told and is_joint else ()

    def _is_relay(self, speakers: tuple[str, ...]) -> bool:
        """Tell whether only a spokesperson passes on what follows a colon, or nobody is named."""
        named = [name.casefold() for name in speakers]
        titles = [
            title.casefold() for name in speakers for title in self._resolver.bearers.titles(name)
        ]
        return not speakers or any("spokes" in text for text in (*named, *titles))

    def _interrupts(self, clauses: Clauses, tokens: Sequence[Token], is_first: bool) -> bool:
        """Tell whether a sentence in a running paragraph is somebody else's, or the narrator's."""
        main = clauses.main
        if clauses.hearsay and clauses.hearsay.is_tag:
            return True
        if main is None or main.subject is None or main.is_relative:
            return is_first and not any(token.key in PRESENT for token in tokens)
        kind, verb = main.subject.parts[0].kind, main.verb
        if kind in ("person", "office"):
            found = self._resolver.resolve(main.subject, self._memory).speakers
            is_own = verb.is_past and self._voice_of(main, self._memory)[0] == self._voice.speakers
            return (
                is_first
                or is_own
                or (
                    verb.is_past
                    and verb.kind in SPOKEN
                    and self._resolver.bearers.takes_part(found)
                )
            )
        if kind in ("joint", "they"):
            return verb.is_past and verb.kind in (*SPOKEN, "event")
        if kind == "pronoun":
            return verb.is_past
        return is_first and verb.is_past and verb.kind in (*SPOKEN, "event", "passive")

    def _inside_voice(self, sentence: Sentence, clauses: Clauses) -> Sentence:
        """Give a sentence to the paragraph's voice, unless the past act of another person may be the narrator's to tell."""
        main = clauses.main
        if (
            main
            and main.subject
            and main.subject.parts[0].kind in ("person", "office")
            and main.verb.is_past
            and not main.is_relative
        ):
            return replace(sentence, reason=ANOTHER)
        return replace(sentence, speakers=self._voice.speakers)

    def _introducer(self, number: int) -> tuple[str, ...]:
        """Return whom a sentence before a quotation names.

        Such as "X said:", or "Quotes attributable to Minister X:".
        """
        clauses = self._clauses[number]
        speakers = self._own(clauses)[0]
        if speakers:
            return speakers
        if STATEMENT.search(self._readout.sentences[number].text):
            named = (
                self._resolver.resolve(clauses.main.subject, self._memory).speakers
                if clauses.main and clauses.main.subject
                else ()
            )
            return named or self._memory.we
        tokens = self._tokens[number]
        for at in range(len(tokens)):
            part = read_part(tokens, at, self._resolver.bearers.cast)
            opens = (
                at == 0
                and part
                and clauses.main is None
                and tokens[part[1] : part[1] + 1]
                and tokens[part[1]].key == ","
            )
            if (
                part
                and part[0].kind in ("person", "office")
                and (opens or part[1] >= len(tokens) - 1)
            ):
                return self._resolver.resolve(Subject((part[0],), part[1]), self._memory).speakers
        return ()


def _is_headed(clauses: Clauses, tokens: Sequence[Token]) -> bool:
    """Tell whether "we" stands behind a topic.

    Such as "Trade: we will see more of it" does not say whose words these are.
    """
    main = clauses.main
    return (
        main is not None
        and main.subject is not None
        and main.subject.parts[0].kind in ("we", "i")
        and any(token.key == ":" or token.text == ":" for token in tokens[: main.at])
    )


def _continues(text: str, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """Tell whether a sentence without a voice goes on with what was said.

    A demand, a judgement, or a list of it.
    """
    main = clauses.main
    if main and main.subject and main.subject.parts[0].kind in ("person", "office"):
        return False
    if AGENTLESS.match(text) or _is_done(tokens) or _names_its_own(tokens):
        return False
    keys = [token.key for token in tokens[:DEMAND_REACH]]
    demands = any(
        key in DEMAND or (key == "had" and after == "to")
        for key, after in zip(keys, [*keys[1:], ""], strict=True)
    )
    return demands or LISTED.match(text) is not None or JUDGED.match(text) is not None


def _is_led_by(tokens: Sequence[Token], cast: Cast) -> bool:
    """Tell whether a lead-in names whose view it is.

    Such as "As President X put it, the sea should rest".
    """
    if not tokens or tokens[0].key not in VIEWED:
        return False
    for at in range(1, min(LONGEST_TAG, len(tokens))):
        if tokens[at].key in DEMAND or tokens[at].key == ",":
            return False
        part = read_part(tokens, at, cast)
        if part and part[0].kind in ("person", "office", "role"):
            return True
    return False


def _names_its_own(tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence says whose words it is, in words no rule reads.

    Such as ", her office said".
    """
    edges = [at for at, token in enumerate(tokens) if token.key == ","]
    for start, end in itertools.pairwise((*edges, len(tokens))):
        tag = [token.key for token in tokens[start + 1 : end] if token.text[0].isalnum()]
        is_last = end == len(tokens)
        if 1 < len(tag) <= LONGEST_TAG and (
            is_of_strangers("tagging", tag[-1]) or (is_last and is_of_strangers("tagging", tag[0]))
        ):
            return True
    return False


def _is_done(tokens: Sequence[Token]) -> bool:
    """Tell whether "it" was made, built or held: a fact, and no judgement."""
    keys = [token.key for token in tokens[:3]]
    return (
        keys[:2] in (["it", "was"], ["it", "is"])
        and keys[2:] != []
        and (keys[2] in irregular_participles())
    )


def _paragraph_firsts(readout: Readout) -> frozenset[int]:
    """Return the numbers of the sentences that open a paragraph."""
    starts = [sentence.start for sentence in readout.sentences]
    firsts = (bisect_left(starts, paragraph.start) for paragraph in readout.paragraphs)
    return frozenset(first if first < len(starts) else 0 for first in firsts)
