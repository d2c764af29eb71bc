"""Understand a question, and a follow-up by what was asked before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.question import Question, QuestionKind
from assistant.domain.readout import BOTH_SIDES
from assistant.questions.dates import find_period
from assistant.questions.lexicon import Lexicon
from assistant.questions.mentions import FOLLOWING_NAME, POSSESSIVE, TITLE_WORDS, TOKEN, Mention, find_mentions
from assistant.questions.register import Identity, Register
from assistant.questions.topics import FRAME_WORDS, find_topic
from assistant.text import STOPWORDS, fold

AGREED = re.compile(r"\bagree(?:d|ment)?\b|\bin common\b", re.IGNORECASE)
BOTH = re.compile(r"\b(?:both|each|compare|comparison|two (?:sides|leaders|presidents))\b", re.IGNORECASE)
FACT = re.compile(
    r"""^(?:and\s+)?(?:when|where(?!.*\bstands?\b)|how\ (?:long|many|big)|what\ (?:day|date|time)
      |who\ (?:took|attended|joined|was|were|met|did\ \w+\ (?:meet|call|phone|bring|invite))
      |which\ (?:leaders|people|ministers)\ (?:joined|attended|took)
      |(?:was|is|were|did)\ .*\b(?:in\ person|by\ phone|virtual(?:ly)?|take\ place)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
ACROSS = re.compile(
    r"""\b(?:(?:which|what|how\ many)\ (?:of\ (?:his|her|their|the)\ )?(?:\w+\ )?
          (?:calls|meetings|talks|readouts|leaders|countries|conversations|visits)
      |every\ time|each\ time|across\ (?:the|his|her|all)|wording|language\ .*\ (?:change|develop|evolve)
      |over\ (?:time|the\ years))\b""",
    re.IGNORECASE | re.VERBOSE,
)
WHO = re.compile(
    r"""^(?:who|which\ (?:leaders?|sides?|president|minister|country|countries))\s+(?:else\s+)?
      (?:said|mentioned|raised|talked|spoke|brought|discussed|called|asked)\b""",
    re.IGNORECASE | re.VERBOSE,
)
SUBJECT = re.compile(r"\b(?:did|does|do|has|have|had|was|were|is|are)\s+(?P<subject>[^?]*)", re.IGNORECASE)
ELLIPSIS = re.compile(r"^(?:and|but|so|what about|how about|what of)\b|^(?:when|where|why|how|more|tell me more)\W*$", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
BACK = re.compile(r"\b(?:that|this|it|they|them|there|the same|in response|in reply|else)\b", re.IGNORECASE)
SUBJECT_PRONOUN = re.compile(r"(?:he|she|they|it)\b", re.IGNORECASE)
JOINED = re.compile(r"^(?:['’]s)?\s*(?:,|and|&|or)\s*(?:the\s+)?$", re.IGNORECASE)


class Understanding:
    """Reads questions against the people and words of one library."""

    def __init__(self, register: Register, lexicon: Lexicon) -> None:
        self._register = register
        self._lexicon = lexicon

    def __call__(self, text: str, history: Sequence[str] = ()) -> Question:
        """Return the question as understood; `history` holds the earlier questions, oldest first."""
        previous: Question | None = None
        for earlier in history:
            previous = self._understand(earlier, previous)
        return self._understand(text, previous)

    def speaker(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return the identities a name or group given as a filter stands for; empty for nobody."""
        if fold(name) == BOTH_SIDES:
            return ((BOTH_SIDES,),)
        found = find_mentions(name, self._register, lambda word: False)
        people = tuple(b for mention in found for b in mention.bearers)
        groups = frozenset().union(*(self._register.groups_of(m.country) for m in found if m.country))
        named = tuple((group,) for group in self._register.groups if fold(group) == fold(name))
        return people or named or (((tuple(sorted(groups))),) if groups else ())

    def _understand(self, text: str, previous: Question | None) -> Question:
        # All in capitals, capitals tell nothing.
        plain = POSSESSIVE.sub(lambda m: " " * len(m.group()), text.lower() if text.isupper() else text)
        period = find_period(plain)
        undated = _blank(plain, [period.span]) if period else plain
        mentions = find_mentions(undated, self._register, self._lexicon.is_common)
        kind = _kind(text)
        asked, present, unknown = self._roles(undated, mentions, kind)
        used = [(m.start, m.end) for m in (*asked, *present)]
        topic = find_topic(_blank(undated, used + [span for _, span in unknown]), self._lexicon)
        question = Question(
            text=text,
            kind=kind,
            topic=topic,
            asked=tuple(m.text for m in asked),
            speakers=self._identities(asked),
            # Sides are compared where all of them were.
            present=_names(present if kind not in ("both", "agreed") else [*asked, *present]),
            unknown=tuple(name for name, _ in unknown),
            since=period.since if period else None,
            until=period.until if period else None,
        )
        return _carry_over(question, previous) if previous else question

    def _roles(
        self, text: str, mentions: list[Mention], kind: QuestionKind
    ) -> tuple[list[Mention], list[Mention], list[tuple[str, tuple[int, int]]]]:
        """Tell those whose words are asked for from those who must have been there, and names nobody bears."""
        people = [m for m in mentions if m.bearers]
        if kind in ("fact", "who"):
            return [], people, []
        match = _subject_start(text)
        if match and SUBJECT_PRONOUN.match(text, match):
            return [], [m for m in people if m.start >= match], []  # whoever "he" is stands in the question before
        # Without a "did" before it, a country is what is asked about and not who is asked for.
        after = [m for m in mentions if m.start >= match and (match or m.bearers)]
        asked: list[Mention] = []
        if after and _only_frame(text[match : after[0].start]):
            unborne = self._longer_name(text, after[0])
            meant = self._register.by_slip(unborne[0]) if unborne else []
            if unborne and not meant:
                return [], people, [unborne]
            asked = [_slip(unborne, meant) if unborne else after[0]]
        elif match and (unknown := self._unknown_subject(text, match)):
            meant = self._register.by_slip(unknown[0])
            if not meant:
                return [], people, [unknown]
            asked = [_slip(unknown, meant)]
        elif people:
            asked = [people[0]]
        for mention in mentions:
            if asked and mention.start > asked[-1].end - 1 and JOINED.match(text[asked[-1].end : mention.start]) and mention.bearers:
                asked.append(mention)
        return asked, [m for m in people if m not in asked], []

    def _unknown_subject(self, text: str, start: int) -> tuple[str, tuple[int, int]] | None:
        """Return the name right after "did" that no reader of the library could know."""
        names: list[re.Match[str]] = []
        for token in TOKEN.finditer(text, start):
            word = fold(token.group())
            if word in FRAME_WORDS or word in STOPWORDS:
                if names or word not in ("the", *TITLE_WORDS):
                    break
                continue
            if not names and not token.group()[0].isupper() and self._lexicon.is_common(word):
                break
            names.append(token)
        if not names:
            return None
        span = names[0].start(), names[-1].end()
        return text[slice(*span)], span

    def _longer_name(self, text: str, mention: Mention) -> tuple[str, tuple[int, int]] | None:
        """Return a name that goes on, in capitals, beyond all that the library's bearers are called: "Kim Jong Un"."""
        following = FOLLOWING_NAME.match(text, mention.end)
        if mention.country or not following:
            return None
        span = mention.start, following.end()
        return text[slice(*span)], span

    def _identities(self, asked: Sequence[Mention]) -> tuple[tuple[str, ...], ...]:
        found: list[tuple[str, ...]] = []
        for mention in asked:
            if mention.bearers:
                found.extend(mention.bearers)
            elif mention.country and (groups := self._register.groups_of(mention.country)):
                found.append(tuple(sorted(groups)))
        return tuple(dict.fromkeys(found))


def _slip(unknown: tuple[str, tuple[int, int]], meant: Sequence[Identity]) -> Mention:
    name, (start, end) = unknown
    return Mention(start, end, name, tuple(tuple(sorted(identity.names)) for identity in meant))


def _names(mentions: Sequence[Mention]) -> tuple[tuple[str, ...], ...]:
    """Return per mention every name that may be meant; mentions of no person are left out."""
    named = (tuple(name for bearer in mention.bearers for name in bearer) for mention in mentions)
    return tuple(names for names in named if names)


def _kind(text: str) -> QuestionKind:
    if WHO.search(text):
        return "who"
    if FACT.search(text.strip()):
        return "fact"
    if ACROSS.search(text):
        return "across"
    if AGREED.search(text):
        return "agreed"
    return "both" if BOTH.search(text) else "said"


def _subject_start(text: str) -> int:
    match = SUBJECT.search(text)
    return match.start("subject") if match else 0


def _only_frame(text: str) -> bool:
    """Tell whether nothing but function words and titles stands between "did" and the first name."""
    return all(word in STOPWORDS or word in TITLE_WORDS for word in fold(text).replace(".", "").split())


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _carry_over(question: Question, previous: Question) -> Question:
    """Fill what a follow-up leaves out with what was asked before."""
    is_short = ELLIPSIS.search(question.text) is not None
    points_back = PRONOUN.search(question.text) or BACK.search(question.text) or is_short
    if not points_back:
        return question
    topic = question.topic if question.topic.groups else previous.topic
    earlier = previous.present + previous.speakers
    if question.speakers:
        others = tuple(p for p in earlier if p not in question.speakers)
        present = question.present or (others if is_short else ())
        return _within(replace(question, topic=topic, present=present), previous)
    if question.kind == "fact":
        return _within(replace(question, topic=topic, present=question.present or earlier), previous)
    return _within(
        replace(
            question,
            topic=topic,
            asked=previous.asked,
            speakers=previous.speakers,
            unknown=previous.unknown,
            present=question.present or previous.present,
        ),
        previous,
    )


def _within(question: Question, previous: Question) -> Question:
    return replace(question, since=question.since or previous.since, until=question.until or previous.until)
