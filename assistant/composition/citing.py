"""Make citations of evidence, with enough before a quote that its pronouns are understood."""

from __future__ import annotations

import re

from assistant.domain.answer import Citation, Evidence
from assistant.domain.readout import Readout, Sentence
from assistant.errors import QuestionError

# A subject that only the sentence before tells; "he" and "she" are the speaker, whom the answer
# names.
UNCLEAR = re.compile(
    r"^[“\"]?(?:And |But )?(?:This|That|These|Those|It|Such|They|There|The (?:latter|former|same))\b"
)


def cite(evidence: Evidence, marker: int) -> Citation:
    """Return the citation of one sentence.

    With the one before it, where that tells what its subject is and is the same speaker's.
    """
    readout, sentence = evidence.readout, evidence.sentence
    start = _start(readout, sentence)
    doubt = readout.doubt_within(start, sentence.end)
    return Citation(
        marker=marker,
        quote=readout.text[start : sentence.end],
        speakers=sentence.speakers,
        readout_id=readout.id,
        title=readout.title,
        date=readout.date,
        issuer=readout.issuer,
        path=readout.path,
        url=readout.url,
        start=start,
        end=sentence.end,
        sample=readout.sample,
        notes=tuple(note.text for note in readout.notes_within(start, sentence.end)),
        doubt=doubt.reason if doubt else None,
    )


def evidence_of(citation: Citation, readout: Readout) -> Evidence:
    """Return the evidence that a citation is of: the sentence that ends where it does.

    QuestionError where there is none.
    """
    sentence = next((s for s in readout.sentences if s.end == citation.end), None)
    if (
        sentence is None
        or readout.text[citation.start : citation.end] != citation.quote
        or sentence.speakers != citation.speakers
    ):
        raise QuestionError(
            f"citation [{citation.marker}] is not of the readout {readout.id} as it stands"
        )
    return Evidence(readout, sentence, 1.0)


def _start(readout: Readout, sentence: Sentence) -> int:
    if not sentence.speakers or not UNCLEAR.match(sentence.text):
        return sentence.start
    before = next((s for s in reversed(readout.sentences) if s.end <= sentence.start), None)
    together = (
        any(p.start <= before.start and sentence.end <= p.end for p in readout.paragraphs)
        if before
        else False
    )
    return (
        before.start
        if before and together and before.speakers == sentence.speakers
        else sentence.start
    )
