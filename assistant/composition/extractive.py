"""Compose an answer that only quotes: the default, without any language model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from assistant.composition.abstaining import abstention, ambiguity, left_out
from assistant.composition.citing import cite
from assistant.composition.library_answer import describe
from assistant.composition.wording import changes
from assistant.domain.answer import Citation, Draft, Evidence, Quotation, Selection, Statement
from assistant.domain.question import Question
from assistant.domain.readout import BOTH_SIDES, Readout
from assistant.issuers import home_of
from assistant.text import count_of, long_date
from prompts.loader import Templates

WORDING = re.compile(
    r"\b(?:wording|language|phras\w+|formulation|change[ds]?|differ\w*|evolve[ds]?|develop(?:ed)?|shift(?:ed)?)\b",
    re.IGNORECASE,
)

GREETED = re.compile(r"\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day))\b", re.IGNORECASE)


class ExtractiveComposer:
    """Says who, when and in whose account, and quotes; every quoted word is the readout's."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def __call__(self, selection: Selection) -> Draft:
        """Return the draft: statements in the order of the evidence, or an abstention with who did say it."""
        question = selection.question
        if question.language:
            return _notice(
                question, self._templates.fill("english_only", language=question.language)
            )
        if question.kind == "talk":
            return _notice(question, self._small_talk(selection))
        if question.kind == "library" and selection.listed:
            return _notice(question, describe(selection.listed, self._templates), answered=True)
        shown = selection.evidence or selection.related
        citations = tuple(cite(evidence, marker) for marker, evidence in enumerate(shown, 1))
        statements = tuple(self._statements(question, shown, citations))
        answered = bool(selection.evidence)
        return Draft(
            question=question,
            answered=answered,
            preface=self._several(selection)
            if answered
            else abstention(selection, self._templates),
            statements=self._compared(question, statements) if answered else statements,
            citations=citations if answered else (),
            related=() if answered else citations,
        )

    def _small_talk(self, selection: Selection) -> str:
        return self._templates.fill(
            "small_talk",
            greeting="Hello. " if GREETED.match(selection.question.text) else "",
            readouts=count_of(selection.searched, "readout"),
        )

    def _several(self, selection: Selection) -> str:
        """Say how a model put a follow-up, where a name is several people's that were there, and what the time left out."""
        understood = (
            self._templates.fill("understood", question=selection.put_in_full)
            if selection.put_in_full
            else ""
        )
        quoted = [
            names
            for names in selection.question.speakers
            if any(set(names) & set(e.sentence.speakers) for e in selection.evidence)
        ]
        others = (
            any(set(names) & set(e.readout.participants) for e in selection.evidence)
            for names in selection.question.speakers
            if names not in quoted
        )
        is_doubtful = len(quoted) > 1 or any(others)
        several = ambiguity(selection.question, self._templates) if is_doubtful else ""
        undated = left_out(selection, undated_only=True)
        return "\n\n".join(part for part in (understood, several, undated) if part)

    def _statements(
        self, question: Question, shown: Sequence[Evidence], citations: Sequence[Citation]
    ) -> Iterable[Statement]:
        pairs = list(zip(shown, citations, strict=True))
        for (readout_id, speakers), group in groupby(
            pairs, key=lambda pair: (pair[1].readout_id, pair[1].speakers)
        ):
            members = list(group)
            readout = members[0][0].readout
            assert readout.id == readout_id
            quotations = tuple(
                Quotation(citation.quote, citation.marker) for _, citation in members
            )
            quotes = " ".join(f"“{quote.text}” [{quote.marker}]" for quote in quotations)
            if question.kind == "across":
                date = f"{long_date(readout.date)}, " if readout.date else ""
                text = self._templates.fill(
                    "statement_listed",
                    date=date,
                    source=_attribution(readout, speakers, False),
                    quotes=quotes,
                )
            else:
                text = self._templates.fill(
                    "statement", source=_attribution(readout, speakers), quotes=quotes
                )
            yield Statement(text, speakers, quotations)

    def _compared(
        self, question: Question, statements: tuple[Statement, ...]
    ) -> tuple[Statement, ...]:
        """Mark what each statement's wording adds and omits against the one before, where the question asks for that."""
        if question.kind != "across" or not WORDING.search(question.text):
            return statements
        marked = list(statements[:1])
        for earlier, later in pairwise(statements):
            old, new = earlier.quotations[0], later.quotations[0]
            added, omitted = changes(old.text, new.text)
            if earlier.speakers != later.speakers or not (added or omitted):
                marked.append(later)
                continue
            text = self._templates.fill(
                "wording",
                statement=later.text,
                marker=str(old.marker),
                added=f" adds {_listed(added)}" if added else "",
                omitted=f"{';' if added else ''} omits {_listed(omitted)}" if omitted else "",
            )
            extra = [Quotation(words, new.marker) for words in added] + [
                Quotation(words, old.marker) for words in omitted
            ]
            marked.append(Statement(text, later.speakers, (*later.quotations, *extra)))
        return tuple(marked)


def _notice(question: Question, text: str, answered: bool = False) -> Draft:
    """Return a draft that quotes nobody."""
    return Draft(question=question, answered=answered, preface=text, statements=(), citations=())


def _listed(stretches: Sequence[str]) -> str:
    return ", ".join(f"“{words}”" for words in stretches)


def _attribution(readout: Readout, speakers: tuple[str, ...], dated: bool = True) -> str:
    """Name the speakers, the day, and whose account it is where the issuer tells what its counterpart said."""
    who = {(): "The readout", (BOTH_SIDES,): "Both sides"}.get(speakers, ", ".join(speakers))
    account = (
        f"in the account of {_with_article(readout.issuer)}"
        if readout.issuer and _is_counterpart(readout, speakers)
        else ""
    )
    details = ", ".join(
        part for part in (long_date(readout.date) if dated else "", account) if part
    )
    return f"**{who}** ({details})" if details else f"**{who}**"


def _is_counterpart(readout: Readout, speakers: tuple[str, ...]) -> bool:
    """Tell whether a speaker belongs to another side than the issuer.

    A transcript is nobody's account.
    """
    if readout.kind == "transcript" or not speakers or speakers == (BOTH_SIDES,):
        return False
    sides = {person.side for person in readout.people if person.name in speakers and person.side}
    return bool(sides - {home_of(readout.issuer, readout.url)})


def _with_article(issuer: str) -> str:
    if issuer.startswith("The "):
        return "the " + issuer.removeprefix("The ")
    return (
        f"the {issuer}"
        if " of " in issuer
        or issuer.endswith(("Office", "Commission", "Service", "Council", "Union"))
        else issuer
    )
