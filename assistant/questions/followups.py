"""Fill what a follow-up leaves out with what was asked before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from assistant.domain.question import Question
from assistant.text import CAPITALS

ELLIPSIS = re.compile(
    r"^(?:and|but|so|what about|how about|what of)\b|^(?:when|where|why|how|more|tell me more)\W*$",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
SUBJECT_PRONOUN = re.compile(r"\b(?:did|does|has|had|was|is|do)\s+(?:he|she|they)\b", re.IGNORECASE)
BACK = re.compile(
    r"\b(?:that|this|it|they|them|their|there|then|same|in response|in reply|else|too|also|either)\b",
    re.IGNORECASE,
)
# Of a question that names speaker and topic, only these point back: not "say that", "their tax".
BACK_WHEN_WHOLE = re.compile(
    r"""\b(?:about|on|of|to|with|say|said|tell|do|mention|for)\ (?:that|this|it|them|those)
        (?=\W*$|\ (?:in|at|on|when|during|after|before|to|then|there|too|again|call|meeting|visit
          |talk|talks|conversation|day|occasion|time|year|month)\b)
      |\b(?:during|in|at|on|after|before)\ (?:that|this|the\ same)\b
      |\b(?:the\ same|then|there|in\ response|in\ reply|else|too|also|either|him)\b
      |\bher(?=\W*$|\ (?:about|on|to|in|at|when|that|regarding|of)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
EXCHANGE = re.compile(r"\b(?:he|she|they)\b.*\b(?:him|her|them)\b", re.IGNORECASE)
# Of a response it is not told what about: all they said on that occasion may be it.
RESPONSE = re.compile(
    r"\b(?:respon[ds]\w*|react\w*|repl(?:y|ied)|answer(?:ed)?)\b|\bsay (?:back|to (?:that|this|it))\b",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"\b(?:next|following|subsequent) (?:one|time|call|meeting|talks?|visit|conversation)\b",
    re.IGNORECASE,
)
PREVIOUS = re.compile(
    r"\b(?:previous|preceding|earlier) (?:one|call|meeting|talks?|visit|conversation)\b|\bthe (?:one|time) before\b",
    re.IGNORECASE,
)
CAPITAL = rf"(?-i:[{CAPITALS}])"
# "no, I meant Weber", "wrong, that was Weber": the question before, of somebody or something else.
CORRECTION = re.compile(
    rf"""^\W*(?:
        (?:no(?:\ wait)?|wait|nope|wrong(?:\ \w+)?|sorry|oops|pardon|not\ quite|actually|rather|correction
          |(?:that|this)(?:['’]s|\ is|\ was)\ wrong)
          \s*[,.:;!–—-]+\s*(?:but\s+)?(?:(?:that|it|this)(?:['’]s|\s+was|\s+is)\s+|i\s+(?:meant|mean)\s+
            |i\s+want(?:ed)?\s+|i\s+was\s+asking\s+(?:about|for)\s+|i\s+asked\s+(?:about|for)\s+|you\s+mean\s+|make\s+that\s+)?
       |(?:no|sorry|wrong)\s+(?:(?:that|it)\s+was|i\s+(?:meant|mean|asked\s+(?:about|for)))\s+
       |i\s+(?:meant|mean)\s+|i\s+was\s+asking\s+(?:about|for)\s+|make\s+that\s+|actually\s+(?={CAPITAL})
       |(?:that|it)\s+was\s+(?={CAPITAL})
       |(?=not\s+{CAPITAL})
       |(?={CAPITAL}[\w’'-]*(?:\s{CAPITAL}[\w’'-]*){{0,3}},?\snot\s{CAPITAL}))
      (?P<rest>.+)$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
NOT_WHOM = re.compile(r"(?:^|,|\band\b)?\s*\bnot\s+(?:the\s+)?[\w’' .-]{1,40}?(?=[,;?!]|\.?\s*$)")
WHO_DID = re.compile(
    r"\s+(?:who|that)\s+(?:said|promised|told|asked|did|was|is)\b.*$", re.IGNORECASE
)
QUESTION_WORD = re.compile(
    r"^(?:what|which|who|whom|when|where|why|how|did|does|do|has|have|was|were|is|are|tell|compare)\b",
    re.IGNORECASE,
)


def corrected(text: str) -> str | None:
    """Return what a correction puts in the place of what was asked before; None for no correction.

    "no, I meant Weber" puts "Weber" there; a whole question behind the "no" comes back as it is.
    """
    match = CORRECTION.match(text)
    if match is None:
        return None
    rest = NOT_WHOM.sub("", WHO_DID.sub("", match["rest"])).strip(" ,;.!?")
    if not rest:
        return None
    return match["rest"] if QUESTION_WORD.match(rest) else f"What about {rest}?"


def carry_over(question: Question, previous: Question, corrects: bool = False) -> Question:
    """Return the question completed by the one before it.

    One that stands for itself comes back as it is.

    `corrects` tells that it takes the place of the one before, rather than following it.
    """
    is_short = ELLIPSIS.search(question.text) is not None
    if question.kind in ("library", "talk") or not (is_short or _points_back(question)):
        return question
    topic = question.topic
    # "What did she offer in response?" asks by its verb for something new on the same occasion.
    if (
        not topic.terms
        and not topic.cues
        and question.kind != "else"
        and not (RESPONSE.search(question.text) and question.speakers)
    ):
        topic = previous.topic
    followed = replace(question, topic=topic, follows=previous, step=_step(question.text))
    spoke = _spoke(previous)
    earlier = tuple(names for names in (*previous.present, *spoke) if names)
    if question.speakers or question.unknown:
        asked = {name for names in question.speakers for name in names}
        others = tuple(names for names in earlier if asked.isdisjoint(names))
        if corrects:
            others = tuple(names for names in previous.present if asked.isdisjoint(names))
        return _within(
            replace(followed, present=question.present or (others if is_short else ())), previous
        )
    if not question.topic.terms and EXCHANGE.search(question.text) and previous.present:
        # "What did he say to her?" after what she said to him: asked again it would be the same
        # question.
        return _within(
            replace(
                followed,
                speakers=previous.present,
                present=spoke,
                asked=tuple(n[0] for n in previous.present),
            ),
            previous,
        )
    if question.kind in ("fact", "who") or (
        question.kind == "else" and not SUBJECT_PRONOUN.search(question.text)
    ):
        return _within(replace(followed, present=question.present or earlier), previous)
    return _of_the_same(followed, previous)


def _points_back(question: Question) -> bool:
    if not (question.speakers or question.present or question.unknown):
        return True
    if question.speakers and question.topic.terms:
        return BACK_WHEN_WHOLE.search(question.text) is not None
    return any(pattern.search(question.text) for pattern in (PRONOUN, BACK))


def _spoke(previous: Question) -> tuple[tuple[str, ...], ...]:
    """Return whose words the question before asked for.

    One mention that may be several people's is one who was there, and not all of them.
    """
    if len(previous.asked) == 1:
        return (tuple(name for names in previous.speakers for name in names),)
    return previous.speakers


def _of_the_same(question: Question, previous: Question) -> Question:
    """Return the question of whoever was asked about before, or whom an answer named since."""
    before: Question | None = previous
    while before is not None and not (before.speakers or before.unknown or before.kind == "who"):
        before = before.follows
    last = before or previous
    if last.kind == "who":
        question = replace(question, whose=last)
        while last.follows is not None and not last.speakers:
            last = last.follows
    return _within(
        replace(
            question,
            asked=last.asked,
            speakers=last.speakers,
            unknown=last.unknown,
            sides=last.sides,
            present=question.present or last.present,
        ),
        previous,
    )


def _step(text: str) -> Literal["next", "previous"] | None:
    if NEXT.search(text):
        return "next"
    return "previous" if PREVIOUS.search(text) else None


def _within(question: Question, previous: Question) -> Question:
    if question.step:
        return question
    return replace(
        question, since=question.since or previous.since, until=question.until or previous.until
    )
