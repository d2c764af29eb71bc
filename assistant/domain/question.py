"""A question as understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

# "else": what other topics came up; "library": about the readouts there are; "talk": greetings and
# thanks.
QuestionKind = Literal["said", "both", "agreed", "across", "fact", "who", "else", "library", "talk"]
Form = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a question is about, and what meets it in a sentence.

    `forms` are interchangeable stem sequences: one of them meets the term ("afghan" or
    "afghanistan"; "cpec" or "china pakistan econom corridor"). `related` are stems that come near
    it, each with its nearness in 0..1 ("employ" for "job"). A `named` term is a proper name:
    nothing but itself will do.
    """

    text: str
    forms: tuple[Form, ...]
    related: tuple[tuple[str, float], ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about: its words as asked, and the terms among them.

    `cues` are the stems of verbs that tell how it was said, with their synonyms: "promise",
    "pledge", "assure". `phrases` stood in quotation marks: only passages that hold each of them are
    looked at. `times` are the months and years among its words, folded: a sentence that names
    another is on something else, and one that names none is too if `must_name_time`.
    """

    text: str
    terms: tuple[Term, ...] = ()
    cues: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    times: frozenset[str] = frozenset()
    must_name_time: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its people, topic and time resolved against the library.

    `speakers` are the identities whose words are asked for: each a tuple of the names the library's
    readouts give one person, and `asked` how the question called them. `present` are the people who
    must have taken part. `unknown` holds a name that nobody in the library bears. `readouts` is
    None for "any". `follows` is the question before where this one points back to it, `step` tells
    that it asks for the event after or before that one's. `whose` is the question whose answer
    tells who "she" is: "Who said that?".

    `sides` are the countries whose office or voice is asked for: "The Prime Minister" of a readout
    is theirs or nobody's. `otherwise` is the same question with its time taken as part of the
    topic, where it may be; `language` names the language of a question that is not in English, and
    is understood no further.
    """

    text: str
    kind: QuestionKind
    topic: Topic
    asked: tuple[str, ...] = ()
    speakers: tuple[tuple[str, ...], ...] = ()
    present: tuple[tuple[str, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    readouts: frozenset[str] | None = None
    since: Date | None = None
    until: Date | None = None
    follows: Question | None = None
    step: Literal["next", "previous"] | None = None
    whose: Question | None = None
    sides: frozenset[str] = frozenset()
    otherwise: Question | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a caller asks: the question, the earlier questions of the conversation, and the caller's own filters.

    `speaker` is a name as anybody would write it; `readouts` are ids; the days are included.
    """

    text: str
    history: tuple[str, ...] = ()
    speaker: str | None = None
    readouts: frozenset[str] | None = None
    since: Date | None = None
    until: Date | None = None
