"""Fill what a follow-up leaves out with what was asked before."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.question import Question

ELLIPSIS = re.compile(r"^(?:and|but|so|what about|how about|what of)\b|^(?:when|where|why|how|more|tell me more)\W*$", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
BACK = re.compile(r"\b(?:that|this|it|they|them|their|there|the same|in response|in reply|else|too|also|either)\b", re.IGNORECASE)


def carry_over(question: Question, previous: Question) -> Question:
    """Return the question completed by the one before it; one that stands for itself comes back as it is."""
    is_short = ELLIPSIS.search(question.text) is not None
    points_back = PRONOUN.search(question.text) or BACK.search(question.text) or is_short or not (question.speakers or question.present)
    if not points_back or question.kind in ("library", "talk"):
        return question
    topic = question.topic if question.topic.terms or question.kind == "else" else replace(previous.topic, cues=question.topic.cues)
    earlier = previous.present + previous.speakers
    if question.speakers or question.unknown:
        others = tuple(p for p in earlier if p not in question.speakers)
        present = question.present or (others if is_short else ())
        return _within(replace(question, topic=topic, present=present), previous)
    if question.kind in ("fact", "else"):
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
