"""Let a language model write the answer from numbered evidence.

A reader sees only the sentences that are verified.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256

from langchain_core.messages.utils import count_tokens_approximately

from assistant.composition.extractive import WORDING
from assistant.composition.model import TICK, Model
from assistant.composition.verification import Verifier
from assistant.domain.answer import Checked, Draft, Evidence, Prose, Selection, Verification
from assistant.domain.question import Question
from assistant.errors import ModelError
from assistant.text import count_of, long_date
from prompts.loader import Templates

MOST_SENTENCES = 200
ENOUGH = 0.5  # of the sentences that cite must pass, or the quotes stand beside them


@dataclass(frozen=True, slots=True)
class GenerativeComposer:
    """Writes by a model. `budget` is how many tokens of evidence it is given.

    `show_unverified` lets undecided sentences through.
    """

    model: Model
    templates: Templates
    budget: int
    show_unverified: bool = False

    def write(self, selection: Selection, quoting: Draft) -> Generator[str, None, Draft]:
        """Yield the text that a reader may see, sentence by sentence, and return the draft.

        `quoting` is the draft without a model.

        Where too little of it passes, or the model fails, the quoting draft's statements stand,
        with a note that says so.
        """
        if quoting.preface:
            yield quoting.preface + "\n\n"
        evidence = self._within_budget(selection.evidence)
        verifier = Verifier(evidence)
        layout = Layout(self.show_unverified)
        reply = self.model.reply(*self.messages(selection.question, evidence))
        failure = ""
        checked: list[Checked] = []
        shown = time.monotonic()
        try:
            with closing(iter(reply)) as pieces:  # type: ignore[type-var]
                for piece in pieces:
                    found = verifier.feed(piece)
                    checked += found
                    texts = layout.add(found)
                    if texts or time.monotonic() > shown + TICK:
                        yield from texts or (
                            "",
                        )  # a reader who cancels is heard between two yields
                        shown = time.monotonic()
                    if len(checked) > MOST_SENTENCES:
                        failure = "wrote too much"
                        break
        except ModelError as error:
            failure = error.reason
        if not failure:  # what a reply breaks off in is no sentence
            found = verifier.finish()
            checked += found
            yield from layout.add(found)
        note = self._note(checked, selection, evidence, failure)
        prose = Prose(
            layout.text,
            tuple(layout.markers),
            Verification(tuple(checked)),
            reply.usage,
            note or self._provenance(checked),
        )
        return replace(quoting, statements=quoting.statements if note else (), prose=prose)

    def messages(self, question: Question, evidence: Sequence[Evidence]) -> tuple[str, str]:
        """Return what the model is told, and the question with its evidence between lines that no readout can forge.

        A record is a line, and no text of a readout can begin one. The boundary is a digest of all
        that stands between: whoever writes a readout would have to know the digest of a text that
        holds it.
        """
        plain = "\n".join([question.text, *(item.sentence.text for item in evidence)])
        boundary = f"={sha256(plain.encode()).hexdigest()[:20]}="
        records, forms = [], []
        for number, item in enumerate(evidence, 1):
            speaker = _one_line(" and ".join(item.sentence.speakers) or "The readout")
            date, title = (
                long_date(item.readout.date) or "no known day",
                _one_line(item.readout.title),
            )
            text = _one_line(item.sentence.text)
            records.append(
                self.templates.fill(
                    "record", number=str(number), speaker=speaker, date=date, title=title, text=text
                )
            )
            forms.append(self.templates.fill("form", number=str(number), speaker=speaker))
        asked = self.templates.fill(
            "records",
            boundary=boundary,
            question=_one_line(question.text),
            records="\n".join(records),
            forms="\n".join(forms),
        )
        return self.templates.fill(_prompt(question), boundary=boundary), asked

    def _within_budget(self, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return as much of the evidence as the budget holds, at least the first.

        Numbers stay those of the citations.
        """
        kept, used = list(evidence[:1]), 0
        for item in evidence:
            used += count_tokens_approximately([item.sentence.text, item.readout.title])
            if item is not evidence[0]:
                if used > self.budget:
                    break
                kept.append(item)
        return tuple(kept)

    def _note(
        self,
        checked: Sequence[Checked],
        selection: Selection,
        evidence: Sequence[Evidence],
        failure: str,
    ) -> str:
        """Return why the quotes must stand beside what the model wrote; "" where it will do."""
        passed = [sentence for sentence in checked if sentence.passed]
        citing = [sentence for sentence in checked if sentence.verdict != "no citation"]
        if failure or not checked:
            return self.templates.fill(
                "fallback_failed", model=self.model.name, reason=failure or "it wrote nothing"
            )
        if len(passed) < max(1.0, ENOUGH * len(citing)):
            written = count_of(len(checked), "sentence")
            return self.templates.fill(
                "fallback_dropped",
                model=self.model.name,
                written=written,
                dropped=str(len(checked) - len(passed)),
            )
        heard = {speaker for item in selection.evidence for speaker in item.sentence.speakers}
        told = {
            speaker
            for s in passed
            for marker in s.markers
            for speaker in evidence[marker - 1].sentence.speakers
        }
        if not heard <= told:
            return self.templates.fill("fallback_partial", model=self.model.name)
        return ""

    def _provenance(self, checked: Sequence[Checked]) -> str:
        dropped = sum(not sentence.passed for sentence in checked)
        return self.templates.fill(
            "written", model=self.model.name, dropped=f", {dropped} dropped" if dropped else ""
        )


class Layout:
    """Puts the sentences that may be shown together, with the line breaks and list marks of those dropped between them."""

    def __init__(self, show_unverified: bool) -> None:
        self._show_unverified = show_unverified
        self._break = ""
        self.text = ""
        self.markers: list[int] = []

    def add(self, sentences: Sequence[Checked]) -> list[str]:
        """Return the text that these sentences add, one piece for each that is shown."""
        pieces = []
        for sentence in sentences:
            before = sentence.before if "\n" in sentence.before or not self._break else self._break
            undecided = self._show_unverified and sentence.verdict == "unverified"
            if not (sentence.passed or undecided):
                self._break = before
                continue
            self._break = ""
            text = f"{sentence.text} (unverified)" if undecided else sentence.text
            piece = (before if self.text else before.lstrip()) + text
            self.text += piece
            self.markers += sentence.markers
            pieces.append(piece)
        return pieces


def _prompt(question: Question) -> str:
    if question.kind == "across" and WORDING.search(question.text):
        return "over_time"
    return "compare" if question.kind in ("both", "agreed") else "answer"


def _one_line(text: str) -> str:
    return " ".join(text.split())
