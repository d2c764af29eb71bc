"""Understand a question, and a follow-up by what was asked before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.question import Question, QuestionKind, Topic
from assistant.domain.readout import BOTH_SIDES
from assistant.names import name_words
from assistant.questions.calendar import Calendar
from assistant.questions.dates import Period
from assistant.questions.followups import carry_over, corrected
from assistant.questions.kinds import AGREED, kind_of, without_remark
from assistant.questions.languages import language_of
from assistant.questions.lexicon import Lexicon
from assistant.questions.mentions import POSSESSIVE, Mention, find_mentions
from assistant.questions.offices import GROUP_WORDS
from assistant.questions.register import Register
from assistant.questions.roles import find_roles
from assistant.questions.times import read_times, time_words
from assistant.questions.topics import find_topic
from assistant.text import fold

# Of which part of the world leaders are is nothing that they say.
REGION = re.compile(
    r"\b(?:african|asian|european|arab|gulf|nordic|baltic|balkan|pacific|caribbean|(?:latin|central|south|north) american|western|eastern"
    r"|(?:central|south|southeast|east) asian|middle eastern)\s+"
    rf"(?=(?:{GROUP_WORDS}|presidents?|ministers?|prime ministers?|countries|nations)\b)",
    re.IGNORECASE,
)
# What asks for an answer and tells nothing of it: "Can you tell me", "I'm looking for".
REQUEST = re.compile(
    r"""^\W*(?:please\s+)?
      (?:(?:can|could|would)\ you\s+(?:please\s+)?(?:tell|find|give|show|set\ out|list|trace|explain|remind|say)(?:\ me|\ us|\ out)?
        |(?:tell|give|show|remind)\ me|find(?:\ me|\ out)?|do\ you\ know|looking\ for
        |i(?:['’]?m|\ am)\s+(?:after|looking\ for|looking\ to\ find|interested\ in|trying\ to\ find(?:\ out)?)
        |i(?:['’]d|\ would)\s+like(?:\ to\ (?:know|find|see))?|i\s+(?:need|want)(?:\ to\ (?:know|find|see))?)
      \s+(?:about\s+)?(?:the\ list\ of\s+)?""",
    re.IGNORECASE | re.VERBOSE,
)
# What an account of several occasions is asked for, and not what it is about: "how did the wording
# develop over".
CHANGING = re.compile(
    r"\b(?:develop|evolve|shift|change|move on)(?:ed|d|s)?\b(?=\W*$|\s+(?:over|from|between|across|during|in)\b)",
    re.IGNORECASE,
)
BY_WHOM = re.compile(r"by\s+(?P<name>[A-Z]\w+)")
MANY = 20  # bearers of an office: that one of so many was there says next to nothing
Names = tuple[tuple[str, ...], ...]


class Understanding:
    """Reads questions against the people and words of one library."""

    def __init__(self, register: Register, lexicon: Lexicon, calendar: Calendar) -> None:
        self._register = register
        self._lexicon = lexicon
        self._calendar = calendar

    def __call__(self, text: str, history: Sequence[str] = ()) -> Question:
        """Return the question as understood.

        `history` holds the earlier questions, oldest first.
        """
        previous: Question | None = None
        for earlier in history:
            understood = self._understand(earlier, previous)
            # "Thanks" asks for nothing, and what was asked before it stays the subject.
            if understood.kind != "talk":
                previous = understood
        return self._understand(text, previous)

    def speaker(self, name: str) -> Names:
        """Return the identities a name or group given as a filter stands for; empty for nobody."""
        if fold(name) == BOTH_SIDES:
            return ((BOTH_SIDES,),)
        found = find_mentions(name, self._register, lambda word: False, lambda word: False)
        people = tuple(b for mention in found for b in mention.bearers)
        groups = frozenset().union(
            *(self._register.groups_of(m.country) for m in found if m.country)
        )
        named = tuple((group,) for group in self._register.groups if fold(group) == fold(name))
        return people or named or (((tuple(sorted(groups))),) if groups else ())

    def _understand(self, text: str, previous: Question | None) -> Question:
        if language := language_of(text):
            return Question(text=text, kind="talk", topic=Topic(""), language=language)
        kind = kind_of(text)
        if previous and kind != "talk" and (instead := corrected(text)):
            return carry_over(self._alone(instead, kind_of(instead)), previous, corrects=True)
        if kind != "talk":
            text = without_remark(text)
            kind = kind_of(text)
        kind = kind if kind in ("talk", "library") else kind_of(REQUEST.sub("", text))
        question = self._alone(text, kind)
        if previous is None:
            return question
        if question.otherwise:
            question = replace(question, otherwise=carry_over(question.otherwise, previous))
        return carry_over(question, previous)

    def _alone(self, text: str, kind: QuestionKind) -> Question:
        """Understand a question by itself."""
        # All in capitals, capitals tell nothing.
        plain = text.lower() if text.isupper() else text
        for pattern in (REQUEST, POSSESSIVE, REGION):
            plain = pattern.sub(lambda m: " " * len(m.group()), plain)
        timing = read_times(plain, self._period)
        undated = _blank(plain, [timing.said.span]) if timing.said else plain
        # A time that is part of the topic names nobody: "the May vote".
        nameless = _blank(undated, [period.span for period in timing.topical])
        mentions = find_mentions(
            nameless, self._register, self._lexicon.is_common, self._lexicon.is_known
        )
        roles = find_roles(nameless, mentions, kind, self._register, self._lexicon)
        used = [(m.start, m.end) for m in (*roles.asked, *roles.present)]
        used += [span for _, span in roles.unknown]
        question = Question(
            text=text,
            kind=kind,
            topic=self._topic(_blank(undated, used), kind, _times(plain, timing.topical)),
            asked=tuple(m.text for m in roles.asked),
            speakers=self._identities(roles.asked),
            # Sides are compared where all of them were.
            present=(
                *(self._parties(roles.asked) if kind in ("both", "agreed") else ()),
                *_names(roles.present),
            ),
            unknown=tuple(name for name, _ in roles.unknown),
            sides=frozenset(m.country for m in roles.asked if m.country),
        )
        if timing.said is None:
            return question
        taken = self._topic(_blank(plain, used), kind, _times(plain, (timing.said,)))
        otherwise = replace(question, topic=replace(taken, must_name_time=True))
        return replace(
            question,
            since=timing.said.since,
            until=timing.said.until,
            otherwise=otherwise if timing.may_be_topical and taken.times else None,
        )

    def _period(self, text: str) -> Period | None:
        """Find a time in a text; "by May" is none where somebody of the library is called May."""
        period = self._calendar.find_period(text)
        if period is None:
            return None
        printed = text[slice(*period.span)]
        by_whom = BY_WHOM.fullmatch(printed)
        if by_whom and self._register.by_words(name_words(by_whom["name"])):
            return None
        return period

    def _topic(self, text: str, kind: QuestionKind, times: frozenset[str]) -> Topic:
        if kind == "across":
            text = CHANGING.sub(" ", text)
        # In "did they reach any agreement on the border" the agreement is asked for, and not what
        # about.
        if kind == "agreed":
            text = AGREED.sub(" ", text)
        return find_topic(text, self._lexicon, times)

    def _identities(self, asked: Sequence[Mention]) -> Names:
        found: list[tuple[str, ...]] = []
        for mention in asked:
            found.extend(mention.bearers)
            if mention.is_side and mention.country:
                found.append(self._voices(mention.country))
        return tuple(dict.fromkeys(names for names in found if names))

    def _parties(self, asked: Sequence[Mention]) -> Names:
        """Return per mention everyone who is or speaks for what it names."""
        found = (
            tuple(name for names in self._identities([mention]) for name in names)
            for mention in asked
        )
        return tuple(names for names in found if names)

    def _voices(self, country: str) -> tuple[str, ...]:
        """Return all who speak for a country: itself, as readouts call it, and its people."""
        people = {name for identity in self._register.of_side(country) for name in identity.names}
        return tuple(sorted(self._register.groups_of(country) | people))


def _names(mentions: Sequence[Mention]) -> Names:
    """Return per mention every name that may be meant.

    Mentions of no person, or of any of many, are left out.
    """
    named = (
        tuple(name for bearer in mention.bearers for name in bearer)
        for mention in mentions
        if len(mention.bearers) <= MANY
    )
    return tuple(names for names in named if names)


def _times(text: str, periods: Sequence[Period]) -> frozenset[str]:
    return frozenset().union(*(time_words(text[slice(*period.span)]) for period in periods))


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
