"""Fill what a follow-up leaves out with what was asked before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from assistant.domain.question import Question

ELLIPSIS = re.compile(
    r"^(?:and|but|so|what about|how about|what of)\b|^(?:when|where|why|how|more|tell me more)\W*$",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
BACK = re.compile(
    r"\b(?:that|this|it|they|them|their|there|then|same|in response|in reply|else|too|also|either)\b",
    re.IGNORECASE,
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


def carry_over(question: Question, previous: Question) -> Question:
    """Return the question completed by the one before it; one that stands for itself comes back as it is."""
    is_short = ELLIPSIS.search(question.text) is not None
    names_nobody = not (question.speakers or question.present or question.unknown)
    points_back = (
        PRONOUN.search(question.text) or BACK.search(question.text) or is_short or names_nobody
    )
    if not points_back or question.kind in ("library", "talk"):
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
    # One mention that may be several people's is one who was there, and not all of them.
    spoke = (
        (tuple(name for names in previous.speakers for name in names),)
        if len(previous.asked) == 1
        else previous.speakers
    )
    earlier = tuple(names for names in (*previous.present, *spoke) if names)
    step = _step(question.text)
    followed = replace(question, topic=topic, follows=previous, step=step)
    if question.speakers or question.unknown:
        asked = {name for names in question.speakers for name in names}
        others = tuple(names for names in earlier if asked.isdisjoint(names))
        return _within(
            replace(followed, present=question.present or (others if is_short else ())), previous
        )
    if not question.topic.terms and EXCHANGE.search(question.text) and previous.present:
        # "What did he say to her?" after what she said to him: asked again it would be the same question.
        return _within(
            replace(
                followed,
                speakers=previous.present,
                present=spoke,
                asked=tuple(n[0] for n in previous.present),
            ),
            previous,
        )
    if question.kind in ("fact", "else", "who"):
        return _within(replace(followed, present=question.present or earlier), previous)
    return _within(
        replace(
            followed,
            asked=previous.asked,
            speakers=previous.speakers,
            unknown=previous.unknown,
            present=question.present or previous.present,
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
