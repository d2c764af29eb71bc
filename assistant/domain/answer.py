"""Evidence, citations and answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from assistant.domain.question import Question
from assistant.domain.readout import Readout, Sentence


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one speaker in one readout: what is embedded and searched.

    `sentences` is the half-open range of indices into the readout's sentences.
    """

    id: str
    readout_id: str
    text: str
    start: int
    end: int
    speakers: tuple[str, ...]
    sentences: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its cosine similarity to the query and its fused rank value."""

    passage: Passage
    readout: Readout
    similarity: float
    fused: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer a question; `support` is the probability, 0..1, that it does."""

    readout: Readout
    sentence: Sentence
    support: float


@dataclass(frozen=True, slots=True)
class Found:
    """What retrieval brings: passages of those asked about, and how many readouts were open to it.

    `left_out` are readouts of other days than the question's, `undated` those of no known day.
    """

    question: Question
    hits: tuple[Hit, ...]
    searched: int
    left_out: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences that answer; if there are none, sentences of others that would.

    `nearest` is the best of what was found beside the point, where nothing answers; `listed` are
    the readouts that a question about the library itself speaks of; `put_in_full` is how a model
    put a follow-up that was answered so. `left_out` and `undated` count the readouts that the
    question's time left out.
    """

    question: Question
    evidence: tuple[Evidence, ...]
    related: tuple[Evidence, ...]
    searched: int
    nearest: Evidence | None = None
    listed: tuple[Readout, ...] = ()
    put_in_full: str = ""
    left_out: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: `readout.text[start:end] == quote`, always.

    `sample` warns of words written for this product, which nobody ever said. `notes` are the texts
    of the footnotes whose marks stand in the quote. `doubt` says how a second reading of the file
    differs from the quote; None where it does not.
    """

    marker: int
    quote: str
    speakers: tuple[str, ...]
    readout_id: str
    title: str
    date: Date | None
    issuer: str | None
    path: str | None
    url: str | None
    start: int
    end: int
    sample: bool = False
    notes: tuple[str, ...] = ()
    doubt: str | None = None

    @property
    def speaker(self) -> str | None:
        """The first speaker, or None for narration."""
        return self.speakers[0] if self.speakers else None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words a statement puts in quotation marks, and the marker of the citation they are said to come from."""

    text: str
    marker: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a draft answer: `speakers` are those it names as saying the quotations."""

    text: str
    speakers: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()


# What the verifier says of a sentence of prose: the first two pass, "unverified" is what it cannot
# decide.
Verdict = Literal[
    "verbatim",
    "supported",
    "altered quote",
    "wrong speaker",
    "unsupported name",
    "unsupported number",
    "unsupported date",
    "unsupported negation",
    "unsupported modal",
    "no citation",
    "citation out of range",
    "markup",
    "unverified",
]


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of prose with its verdict.

    `detail` says what is wrong, `before` is the white space or list mark in front.
    """

    text: str
    verdict: Verdict
    markers: tuple[int, ...]
    detail: str = ""
    before: str = ""

    @property
    def passed(self) -> bool:
        """Tell whether a reader may see it as verified."""
        return self.verdict in ("verbatim", "supported")


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdicts on a text, sentence by sentence."""

    sentences: tuple[Checked, ...]

    @property
    def passed(self) -> tuple[Checked, ...]:
        """The sentences that a reader may see."""
        return tuple(sentence for sentence in self.sentences if sentence.passed)

    @property
    def dropped(self) -> Mapping[Verdict, int]:
        """How many sentences failed, by verdict."""
        return Counter(sentence.verdict for sentence in self.sentences if not sentence.passed)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model's reply cost; tokens are None where the model does not tell."""

    model: str
    calls: int
    input_tokens: int | None
    output_tokens: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Prose:
    """What a model wrote, verified: `text` is what a reader may see of it, citing `markers`.

    `note` says who wrote it, or why the quotes stand beside or instead of it.
    """

    text: str
    markers: tuple[int, ...]
    verification: Verification
    usage: Usage
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed answer before its last check; `preface` quotes nobody.

    With prose, the statements are those it left to say.
    """

    question: Question
    answered: bool
    preface: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...] = ()
    prose: Prose | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """A draft without the statements that failed, each kept with the reason."""

    draft: Draft
    rejected: tuple[tuple[Statement, str], ...] = ()


# Who wrote an answer: it only quotes; a model did; a model was asked, and what it wrote did not do.
Path = Literal["extractive", "generative", "fallback"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader gets. `answered` is False for an abstention.

    `dropped` counts rejected sentences and statements.

    `path` says which way it was made. Where a model was asked, `usage` is what that cost and
    `verification` holds every sentence it wrote with its verdict, the dropped ones too.
    """

    question: Question
    answered: bool
    text: str
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...] = ()
    dropped: int = 0
    path: Path = "extractive"
    usage: Usage | None = None
    verification: Verification | None = None
