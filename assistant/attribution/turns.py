"""Whose words labelled speech is, and where a turn ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.attribution.clauses import read_clauses, starts
from assistant.attribution.first_person import is_personal
from assistant.attribution.memory import Memory
from assistant.attribution.mentions import Subject
from assistant.attribution.narrative import attribute_prose
from assistant.attribution.resolving import Resolver
from assistant.attribution.subjects import read_owner, read_part, read_subject
from assistant.attribution.tokens import Token, tokenize
from assistant.domain.readout import Paragraph, Readout, Sentence

# A line of a form: it tells of the meeting, and nobody says it.
FIELD = re.compile(
    r"^[*_\[(]{0,3}(?:date|time|day|place|venue|location|subject|topic|theme|re|present|absent"
    r"|in attendance|attended by|attendees"
    r"|participants?|source|sources|language|duration|status)[*_\])]{0,3}\s?:",
    re.IGNORECASE,
)
# A heading behind which the house speaks, also in a transcript.
EDITORIAL = re.compile(
    r"^[#*_\s]*(?:background|context|about\b|notes?\b|further\b|related\b|see also)", re.I
)
# What is told of the event itself behind its last turn: "The briefing ended at noon".
EVENT_TOLD = re.compile(
    r"^(?:the|this|today[’']s)\s(?:[\w-]+\s){0,3}?(?:briefing|conference|interview|meeting|session"
    r"|call|talks|conversation|event|hearing|exchange|discussions?|q ?& ?a|programme|broadcast"
    r"|ceremony|visit|summit)\s(?:first\s|then\s|was\s|were\s|also\s){0,2}"
    r"(?:ended|concluded|closed|lasted|finished|adjourned|wrapped up|broke up|took place|held"
    r"|came to (?:an end|a close)|ran (?:for|until|to)|drew to|followed by|attended by|moderated"
    r"|conducted|organi[sz]ed|recorded|broadcast|streamed|hosted|chaired|opened|began"
    r"|appeared|aired|published|printed)\b"
    r"|^the next (?:[\w-]+\s){1,3}?(?:will|is|are|takes)\b"
    r"|^questions (?:were|was) (?:also )?(?:taken|put|asked|answered|submitted)\b",
    re.IGNORECASE,
)
FEW = 2  # labels; with no more a text is an account that holds some labelled lines
NOBODY: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What a paragraph of a labelled text is: somebody's words, or prose."""

    speakers: tuple[str, ...] = NOBODY
    is_prose: bool = False


PROSE = Turn(is_prose=True)
SILENT = Turn()


def attribute_turns(
    readout: Readout,
    names: Mapping[str, str],
    resolver: Resolver,
    tokens: Sequence[Sequence[Token]],
) -> tuple[Sentence, ...]:
    """Give each sentence of a text with labels or asides its speakers.

    A label's words are its bearer's up to the next label. An aside is nobody's, a heading neither.
    What is told about people before, between and behind the turns is attributed as prose.
    """
    walk = _Turns(readout, names, resolver)
    turns = walk.read()
    paragraph_of = _paragraphs_of(readout)
    found: dict[int, Sentence] = {}
    rest: list[int] = []
    told = -1  # the paragraph in which the account has taken over from the one who speaks
    for number, (sentence, at) in enumerate(zip(readout.sentences, paragraph_of, strict=True)):
        turn = turns[at]
        if turn.is_prose:
            rest.append(number)
            continue
        if is_personal(sentence.text):
            told = -1
        elif walk.tells_of(sentence.text, turn) or (
            readout.paragraphs[at].start < sentence.start and walk.narrates(sentence.text)
        ):
            told = at
        found[number] = replace(sentence, speakers=NOBODY if told == at else turn.speakers)
    found.update(zip(rest, _prose(readout, turns, rest, resolver, tokens), strict=True))
    return tuple(found[number] for number in range(len(readout.sentences)))


def _paragraphs_of(readout: Readout) -> list[int]:
    """Return for each sentence the number of its paragraph."""
    out, at = [], 0
    for sentence in readout.sentences:
        while readout.paragraphs[at].end <= sentence.start:
            at += 1
        out.append(at)
    return out


def _prose(
    readout: Readout,
    turns: Sequence[Turn],
    numbers: Sequence[int],
    resolver: Resolver,
    tokens: Sequence[Sequence[Token]],
) -> tuple[Sentence, ...]:
    """Attribute the sentences of these numbers as prose; no pronoun reaches back past a turn."""
    if not numbers:
        return ()
    part = replace(
        readout,
        paragraphs=tuple(
            p for p, turn in zip(readout.paragraphs, turns, strict=True) if turn.is_prose
        ),
        sentences=tuple(readout.sentences[number] for number in numbers),
    )
    breaks = frozenset(at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1)
    read = [tokens[number] or tokenize(readout.sentences[number].text) for number in numbers]
    return attribute_prose(part, resolver, read, breaks)


class _Turns:
    """Walks the paragraphs of a text once, remembering whose turn it is."""

    def __init__(self, readout: Readout, names: Mapping[str, str], resolver: Resolver) -> None:
        self._readout = readout
        self._names = names
        self._resolver = resolver
        labels = sum(p.label is not None for p in readout.paragraphs)
        self._has_labels = labels > 0
        self._starts = [sentence.start for sentence in readout.sentences]
        self._until = 0  # the paragraph up to which a turn is known to go on
        self._last = self._last_voice() if labels else 0
        self._is_account = labels <= FEW and not readout.is_remarks
        self._turn = PROSE
        self._is_paused = False
        self._is_bare = False  # a label whose words stand in the next paragraph

    def read(self) -> list[Turn]:
        return [self._read(number) for number in range(len(self._readout.paragraphs))]

    def _read(self, number: int) -> Turn:
        paragraph = self._readout.paragraphs[number]
        is_field = paragraph.label is None and FIELD.match(self._words(paragraph))
        if paragraph.standing == "aside" or (is_field and self._has_labels):
            self._is_paused = True
            return SILENT
        if paragraph.label:
            self._turn = Turn((self._names[paragraph.label],))
            self._is_paused = False
        elif paragraph.standing == "heading" and self._has_labels:
            if self._is_account or EDITORIAL.match(self._words(paragraph)):
                self._turn = PROSE if self._is_account else SILENT
            return SILENT
        elif self._turn.speakers and not self._is_bare:
            return self._following(number)
        self._is_bare = bool(paragraph.label) and not self._text(paragraph)
        return self._turn

    def _following(self, number: int) -> Turn:
        """Return whose a paragraph behind a turn is; the first person takes up a paused one."""
        paragraph = self._readout.paragraphs[number]
        if is_personal(self._words(paragraph)):
            self._is_paused = False
            return self._turn
        if self._is_told(paragraph):
            self._is_paused = True
        elif not self._is_paused and (not self._is_account or self._goes_on(number)):
            return self._turn
        if self._is_account:
            self._turn = PROSE
        return PROSE if self._is_account or self._is_own(paragraph) else SILENT

    def _goes_on(self, number: int) -> bool:
        """Tell whether a turn is taken up below, in the first person, before anything ends it."""
        if number < self._until:
            return True
        for later in range(number + 1, len(self._readout.paragraphs)):
            paragraph = self._readout.paragraphs[later]
            if paragraph.label or paragraph.standing != "text" or self._is_told(paragraph):
                return False
            if is_personal(self._words(paragraph)):
                self._until = later
                return True
        return False

    def _is_told(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph tells of people, in the past; in remarks speakers do."""
        text = self._text(paragraph)
        if paragraph.start > self._last and (EVENT_TOLD.match(text) or self._is_of_bearer(text)):
            return True
        return self.tells_of(text, self._turn) or self.narrates(text, ("person", "office", "joint"))

    def _is_of_bearer(self, text: str) -> bool:
        """Tell whether a sentence is about the one whose turn it is: "The Minister then left"."""
        tokens = tokenize(text)
        cast = self._resolver.bearers.cast
        parts = (
            read_part(tokens, at, cast) or read_owner(tokens, at, cast)
            for at in starts(tokens)
            if at < len(tokens)
        )
        part = next((p for p in parts if p), None)
        if part is None or part[0].kind not in ("person", "office"):
            return False
        subject = Subject((part[0],), part[1])
        return self._resolver.resolve(subject, Memory()).speakers == self._turn.speakers

    def _last_voice(self) -> int:
        """Return where the last paragraph begins that has a label or the first person."""
        spoken = (
            p.start
            for p in self._readout.paragraphs
            if p.label or ((words := self._words(p)) and is_personal(words))
        )
        return max(spoken, default=0)

    def _is_own(self, paragraph: Paragraph) -> bool:
        return self.tells_of(self._text(paragraph), self._turn)

    def narrates(self, text: str, kinds: Sequence[str] = ("person", "office")) -> bool:
        """Tell whether a sentence is about what somebody did, as an account tells it."""
        if self._readout.is_remarks or not text:
            return False
        main = read_clauses(tokenize(text), self._resolver.bearers.cast).main
        return (
            main is not None
            and main.subject is not None
            and main.verb.is_past
            and main.subject.parts[0].kind in kinds
        )

    def tells_of(self, text: str, turn: Turn) -> bool:
        """Tell whether a sentence opens with the name of the one whose turn it is."""
        if self._readout.is_remarks:
            return False
        subject = read_subject(tokenize(text), 0, self._resolver.bearers.cast) if text else None
        if subject is None or subject.parts[0].kind != "person":
            return False
        found = self._resolver.resolve(subject, Memory()).speakers
        return bool(set(found) & set(turn.speakers))

    def _words(self, paragraph: Paragraph) -> str:
        return self._readout.text[paragraph.start : paragraph.end]

    def _text(self, paragraph: Paragraph) -> str:
        """Return the first sentence of a paragraph."""
        at = bisect_left(self._starts, paragraph.start)
        first = self._readout.sentences[at] if at < len(self._starts) else None
        return first.text if first and first.start < paragraph.end else ""
