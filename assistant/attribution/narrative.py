"""Speakers of prose: what each sentence's own words tell, and what it takes over from those before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.attribution.clause import SPOKEN, Voice
from assistant.attribution.clauses import Clauses, read_clauses
from assistant.attribution.groups import is_body
from assistant.attribution.mentions import Subject
from assistant.attribution.quotations import find_quotations
from assistant.attribution.resolving import Memory, Resolver, pronoun_of
from assistant.attribution.subjects import read_part
from assistant.attribution.tokens import Token
from assistant.attribution.vocabulary import is_verb_of
from assistant.domain.readout import JOINT, Readout, Sentence
from assistant.gazetteer import find_country

STATEMENT = re.compile(
    r"\b(?:following|this|joint)\b[^.]{0,40}\b(?:statement|declaration|remarks|message|announcement)\b[^.]{0,30}:$", re.IGNORECASE
)
DEMAND = frozenset({"should", "must", "ought"})
ANOTHER = "another person is told of inside a paragraph of one speaker: his words, or the narrator's"
# Behind "her" as an object, not as the owner of something.
NOT_OWNED = frozenset("that of to for on in at about and how whether when with by as from during today".split())
LISTED = re.compile(r"^(?:This|These|Those|Among these|They) (?:also )?(?:includes?|included|are|comprises?)\b")


@dataclass(frozen=True, slots=True)
class Voiced:
    """The voice a paragraph was opened with: whose it is, and whether everything to its end is said with it."""

    speakers: tuple[str, ...] = ()
    runs_on: bool = False


def attribute_prose(readout: Readout, resolver: Resolver, tokens: Sequence[Sequence[Token]]) -> tuple[Sentence, ...]:
    """Give each sentence of a readout in prose its speakers; `tokens` are those of each sentence.

    A sentence's own subject and cue decide. Without them it is a quotation's, or goes on with what was said before it
    in its paragraph, or is narration.
    """
    return _Reader(readout, resolver, tokens).read()


class _Reader:
    """Walks a readout once, remembering who was spoken of."""

    def __init__(self, readout: Readout, resolver: Resolver, tokens: Sequence[Sequence[Token]]) -> None:
        self._readout = readout
        self._resolver = resolver
        self._quotations = find_quotations(readout.text, readout.paragraphs)
        self._tokens = [self._unquoted(s, t) for s, t in zip(readout.sentences, tokens, strict=True)]
        cast = resolver.cast
        lead = next((i for i, s in enumerate(readout.sentences) if not s.text.endswith(":")), 0)
        self._clauses = [read_clauses(t, cast, is_lead=i <= lead) if t else Clauses() for i, t in enumerate(self._tokens)]
        self._runs_on = self._is_running()
        self._memory = Memory(pronouns=self._known_pronouns(), we=self._first_person())
        self._start = self._memory
        self._voice = Voiced()
        self._introduced: tuple[str, ...] = ()

    def read(self) -> tuple[Sentence, ...]:
        out: list[Sentence] = []
        number = 0
        for paragraph in self._readout.paragraphs:
            if not self._runs_on:
                self._voice = Voiced()
            is_first = True
            while number < len(self._readout.sentences) and self._readout.sentences[number].start < paragraph.end:
                out.append(self._sentence(number, is_first))
                is_first = False
                number += 1
        return self._give_quotations(out)

    def _sentence(self, number: int, is_first: bool) -> Sentence:
        sentence, clauses, tokens = self._readout.sentences[number], self._clauses[number], self._tokens[number]
        if not tokens:
            return sentence
        if self._voice.runs_on and not self._interrupts(clauses, tokens, is_first):
            return self._inside_voice(sentence, clauses)
        speakers, reason = self._own(clauses, tokens)
        if STATEMENT.search(sentence.text) or (sentence.text.endswith(":") and self._is_relay(speakers)):
            self._introduced = speakers or self._introduced
            self._remember(clauses, tokens, ())
            return replace(sentence, reason=None)
        if speakers:
            self._remember(clauses, tokens, speakers)
            self._open_voice(clauses, speakers, sentence, is_first)
            return replace(sentence, speakers=speakers)
        if reason:
            self._voice = Voiced()
            return replace(sentence, reason=reason)
        if self._voice.speakers and not is_first and _continues(sentence.text, tokens, clauses):
            return replace(sentence, speakers=self._voice.speakers)
        if not (clauses.main and clauses.main.verb.kind in ("demand", "promise")):
            self._remember(clauses, tokens, ())
        self._voice = Voiced()  # what follows narration goes on with nobody's words
        return sentence

    def _own(self, clauses: Clauses, tokens: Sequence[Token]) -> tuple[tuple[str, ...], str | None]:
        """Return the speakers of the main clause and of those added to it; or the reason why nobody is named."""
        speakers: tuple[str, ...] = ()
        reason: str | None = None
        memory = self._memory
        main = clauses.main
        if main and main.speaks:
            speakers, reason = self._voice_of(main, memory)
            if reason:
                return (), reason
        if main and main.subject:
            found = self._resolver.resolve(main.subject, memory).speakers
            if len(found) == 1 and found[0] in self._resolver.names:
                memory = replace(memory, single=found[0])
        for voice in clauses.added:
            more, refusal = self._voice_of(voice, memory)
            if refusal and not speakers:
                reason = refusal
            if refusal and speakers:
                return (), refusal
            speakers = (*speakers, *(name for name in more if name not in speakers))
        return speakers, reason if not speakers else None

    def _voice_of(self, voice: Voice, memory: Memory) -> tuple[tuple[str, ...], str | None]:
        if voice.subject is None:
            return JOINT, None
        kind, verb = voice.subject.parts[0].kind, voice.verb
        if kind == "country" and verb.kind == "weak" and (not verb.is_past or is_verb_of("side_acts", verb.base)):
            return (), None  # "Spain recognized Palestine" is an act
        if kind == "group" and not verb.is_past and not is_body(voice.subject.parts[0].text):
            return (), None  # what groups hold or plan is told, not said
        resolution = self._resolver.resolve(voice.subject, memory)
        if not verb.is_past and verb.kind != "stance" and kind == "person" and not self._takes_part(resolution.speakers):
            return (), None  # "Governor Cooper has committed": a third party's words, told
        return resolution.speakers, resolution.reason

    def _takes_part(self, speakers: tuple[str, ...]) -> bool:
        return any(member.name in speakers for member in self._resolver.event.principals)

    def _remember(self, clauses: Clauses, tokens: Sequence[Token], speakers: tuple[str, ...]) -> None:
        """Keep whom pronouns will mean: the one who spoke, or of whom was told, or those who spoke together."""
        memory, main = self._memory, clauses.main
        people = tuple(name for name in speakers if name in self._resolver.names)
        if speakers:
            single = people[0] if len(people) == 1 else self._last_of(clauses) if people else None if memory.was_narrated else memory.single
            together = main is not None and main.subject is not None and len(main.subject.parts) > 1 and not clauses.added
            group = len(speakers) == 1 and not people and find_country(speakers[0]) is None
            they = speakers if (len(speakers) > 1 and together) or group else JOINT
            they = JOINT if JOINT[0] in they or self._resolver.is_every_side(they) else they
            memory = replace(memory, single=single, was_narrated=False, they=they)
        elif main and main.subject and len(main.subject.parts) > 1 and memory is not self._start:
            told = self._resolver.resolve(main.subject, memory).speakers
            memory = replace(memory, they=told or JOINT)
        elif main and main.subject and len(main.subject.parts) == 1:
            told = self._resolver.resolve(main.subject, memory).speakers
            if len(told) == 1 and told[0] in self._resolver.names:
                memory = replace(memory, single=told[0], was_narrated=True)
        self._memory = self._learn_pronoun(memory, clauses, tokens)

    def _last_of(self, clauses: Clauses) -> str | None:
        """Return the last speaker of "X said ..., and Y replied"; None after "which Y welcomed", where both may be meant."""
        last = clauses.added[-1] if clauses.added else None
        if last is None or last.subject is None or last.is_relative:
            return None
        found = self._resolver.resolve(last.subject, self._memory).speakers
        return found[0] if len(found) == 1 and found[0] in self._resolver.names else None

    def _learn_pronoun(self, memory: Memory, clauses: Clauses, tokens: Sequence[Token]) -> Memory:
        """Learn "he" or "she" from "his" or "her" directly behind the cue of one person."""
        main = clauses.main
        if main is None or main.subject is None or len(main.subject.parts) > 1:
            return memory
        found = self._resolver.resolve(main.subject, memory).speakers
        if len(found) != 1 or found[0] not in self._resolver.names or found[0] in memory.pronouns:
            return memory
        referring = [v.subject.parts[0] for v in clauses.added if v.subject and v.subject.parts[0].kind == "pronoun"]
        part = referring[0] if referring else main.subject.parts[0]
        told = part.text if part.kind == "pronoun" else _possessive(tokens, main.verb.end)
        return replace(memory, pronouns={**memory.pronouns, found[0]: told}) if told else memory

    def _known_pronouns(self) -> Mapping[str, str]:
        found = ((m.name, pronoun_of(m)) for m in self._resolver.event.members)
        return {name: pronoun for name, pronoun in found if pronoun}

    def _first_person(self) -> tuple[str, ...]:
        """Return whose "we" is in a statement: all sides' in a joint one, else its author's."""
        author = re.match(r"(?:Statement|Remarks|Message|Speech)\b.*?\bby\b", self._readout.title, re.IGNORECASE)
        principals = self._resolver.event.principals
        return (principals[0].name,) if author and len(principals) == 1 else JOINT

    def _is_relay(self, speakers: tuple[str, ...]) -> bool:
        """Tell whether only a spokesperson passes on what follows."""
        if any("spokes" in name.casefold() for name in speakers):
            return True
        titles = [t.casefold() for name in speakers if name in self._resolver.names for t in self._resolver.names[name].titles]
        return not speakers or any("spokes" in title for title in titles)

    def _is_running(self) -> bool:
        """Tell whether the house style lets a paragraph run on under the name that opened it.

        The signs: a name, a cue and a comma before the speaker's own words; or "the two sides should" and "we will"
        behind a sentence that names a speaker, which no narrator says.
        """
        firsts = self._paragraph_firsts()
        spoken = False
        for number, clauses in enumerate(self._clauses):
            main = clauses.main
            if number in firsts:
                spoken = False
            if main and main.speaks and main.subject and main.subject.parts[0].kind in ("person", "office"):
                if (
                    number in firsts
                    and main.opens
                    and not self._readout.sentences[number].text.endswith(":")
                    and _is_direct(self._tokens[number], main)
                ):
                    return True
                spoken = True
            elif spoken and main and main.subject and main.subject.parts[0].kind in ("joint", "we") and main.verb.kind == "demand":
                return True
        return False

    def _paragraph_firsts(self) -> frozenset[int]:
        firsts: set[int] = set()
        number = 0
        for paragraph in self._readout.paragraphs:
            if number < len(self._readout.sentences) and self._readout.sentences[number].start < paragraph.end:
                firsts.add(number)
            while number < len(self._readout.sentences) and self._readout.sentences[number].start < paragraph.end:
                number += 1
        return frozenset(firsts)

    def _open_voice(self, clauses: Clauses, speakers: tuple[str, ...], sentence: Sentence, is_first: bool) -> None:
        one = len(speakers) == 1 and speakers[0] in self._resolver.names
        self._voice = Voiced(speakers, self._runs_on and one)

    def _interrupts(self, clauses: Clauses, tokens: Sequence[Token], is_first: bool) -> bool:
        """Tell whether a sentence in a running paragraph is somebody else's, or the narrator's."""
        main = clauses.main
        if main is None or main.subject is None:
            return is_first and not _is_present(tokens)
        kind, verb = main.subject.parts[0].kind, main.verb
        if kind in ("person", "office"):
            return is_first or self._is_his(main) or (verb.is_past and verb.kind in SPOKEN and self._is_principal(main))
        if kind in ("joint", "they"):
            return verb.is_past and verb.kind in (*SPOKEN, "event")
        if kind == "pronoun":
            return verb.is_past
        return is_first and verb.is_past and verb.kind in ("say", "topic", "event", "passive")

    def _is_his(self, main: Voice) -> bool:
        """Tell whether a sentence's subject is the one whose paragraph it stands in."""
        return self._voice_of(main, self._memory)[0] == self._voice.speakers and main.verb.is_past

    def _is_principal(self, main: Voice) -> bool:
        return main.subject is not None and self._takes_part(self._resolver.resolve(main.subject, self._memory).speakers)

    def _inside_voice(self, sentence: Sentence, clauses: Clauses) -> Sentence:
        """Give a sentence to the paragraph's voice, unless the past act of another person may be the narrator's to tell."""
        main = clauses.main
        if main and main.subject and main.subject.parts[0].kind in ("person", "office") and main.verb.is_past:
            return replace(sentence, reason=ANOTHER)
        return replace(sentence, speakers=self._voice.speakers)

    def _unquoted(self, sentence: Sentence, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens outside quotations; none for a sentence that is all quotation."""
        inside = [q for q in self._quotations if q.touches(sentence)]
        if not inside:
            return list(tokens)
        kept = [t for t in tokens if not any(q.start < sentence.start + t.start < q.end - 1 for q in inside)]
        return kept if any(t.text[0].isalpha() for t in kept) else []

    def _give_quotations(self, sentences: list[Sentence]) -> tuple[Sentence, ...]:
        """Give quoted sentences the speaker of their quotation: named in it, before it, or of the one before."""
        previous: tuple[str, ...] = ()
        for quotation in self._quotations:
            touched = [i for i, s in enumerate(sentences) if quotation.touches(s)]
            if not touched:
                continue
            named = next((sentences[i].speakers for i in touched if self._tokens[i] and sentences[i].speakers), ())
            before = sentences[touched[0] - 1] if touched[0] else None
            if not named and before is not None:
                named = self._before(before, touched[0] - 1, previous)
            for i in touched:
                if not self._tokens[i] or (quotation.holds(sentences[i]) and not sentences[i].speakers):
                    sentences[i] = replace(
                        sentences[i], speakers=named, reason=None if named else "the readout does not tell whose words are quoted"
                    )
            previous = named
        return tuple(sentences)

    def _before(self, before: Sentence, number: int, previous: tuple[str, ...]) -> tuple[str, ...]:
        if before.text.rstrip().endswith(":"):
            return before.speakers or self._own(self._clauses[number], self._tokens[number])[0] or self._attributable(number)
        if not self._tokens[number]:
            return previous or before.speakers
        return before.speakers if len(before.speakers) == 1 else ()

    def _attributable(self, number: int) -> tuple[str, ...]:
        """Return whom "Quotes attributable to Minister X:" names, the last one before the colon."""
        tokens, cast = self._tokens[number], self._resolver.cast
        for at in range(len(tokens)):
            part = read_part(tokens, at, cast)
            if part and part[0].kind in ("person", "office") and part[1] >= len(tokens) - 1:
                return self._resolver.resolve(Subject((part[0],), part[1]), self._memory).speakers
        return ()


def _continues(text: str, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """Tell whether a sentence without a voice goes on with what was said: a demand, a judgement, or a list of it."""
    main = clauses.main
    if main and main.subject and main.subject.parts[0].kind in ("person", "office"):
        return False
    if LISTED.match(text):
        return True
    if any(token.key in DEMAND for token in tokens[:25]):
        return True
    return re.match(r"^It (?:is|was) (?:not |also )?(?!expected|scheduled|the first|noted|recalled|agreed|located|held)", text) is not None


def _possessive(tokens: Sequence[Token], at: int) -> str | None:
    """Return the pronoun of the one who "expressed her concern"; in "told her that" it is another's."""
    if at + 1 >= len(tokens) or tokens[at + 1].key in NOT_OWNED or not tokens[at + 1].text[0].isalpha():
        return None
    return {"his": "he", "her": "she"}.get(tokens[at].key)


def _is_present(tokens: Sequence[Token]) -> bool:
    return any(t.key in ("is", "are", "will", "should", "must", "has", "have") for t in tokens)


def _is_direct(tokens: Sequence[Token], main: Voice) -> bool:
    """Tell whether the words behind the cue's comma are the speaker's own, not an insertion: "said, on Monday, that"."""
    rest = [token.key for token in tokens[main.verb.end : main.verb.end + 12]]
    return "that" not in rest
