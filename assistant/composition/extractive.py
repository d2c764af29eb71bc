"""Compose an answer that only quotes: the default, without any language model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.domain.answer import Citation, Draft, Evidence, Quotation, Selection, Statement
from assistant.domain.question import Question
from assistant.domain.readout import BOTH_SIDES, Readout
from assistant.issuers import home_of
from prompts.loader import Templates


class ExtractiveComposer:
    """Says who, when and in whose account, and quotes; every quoted word is the readout's."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def __call__(self, selection: Selection) -> Draft:
        """Return the draft: statements in the order of the evidence, or an abstention with who did say it."""
        shown = selection.evidence or selection.related
        citations = tuple(cite(evidence, marker) for marker, evidence in enumerate(shown, 1))
        statements = tuple(self._statements(shown, citations))
        answered = bool(selection.evidence)
        return Draft(
            question=selection.question,
            answered=answered,
            preface="" if answered else self._abstention(selection),
            statements=statements,
            citations=citations if answered else (),
            related=() if answered else citations,
        )

    def _statements(self, shown: Sequence[Evidence], citations: Sequence[Citation]) -> Iterable[Statement]:
        pairs = list(zip(shown, citations, strict=True))
        for (readout_id, speakers), group in groupby(pairs, key=lambda pair: (pair[1].readout_id, pair[1].speakers)):
            members = list(group)
            readout = members[0][0].readout
            assert readout.id == readout_id
            quotations = tuple(Quotation(citation.quote, citation.marker) for _, citation in members)
            quotes = " ".join(f"“{quote.text}” [{quote.marker}]" for quote in quotations)
            text = self._templates.fill("statement", source=_attribution(readout, speakers), quotes=quotes)
            yield Statement(text, speakers, quotations)

    def _abstention(self, selection: Selection) -> str:
        question = selection.question
        if not (question.topic.terms or question.asked or question.unknown or selection.searched):
            return self._templates.fill("nothing_asked")
        name = "abstention_with_others" if selection.related else "abstention"
        return self._templates.fill(
            name,
            whose=_whose(question),
            topic=f" on “{question.topic.text}”" if question.topic.text else "",
            searched=_count(selection.searched),
        )


def cite(evidence: Evidence, marker: int) -> Citation:
    """Return the citation of one sentence."""
    readout, sentence = evidence.readout, evidence.sentence
    return Citation(
        marker=marker,
        quote=sentence.text,
        speakers=sentence.speakers,
        readout_id=readout.id,
        title=readout.title,
        date=readout.date,
        issuer=readout.issuer,
        path=readout.path,
        url=readout.url,
        start=sentence.start,
        end=sentence.end,
        sample=readout.sample,
    )


def long_date(readout: Readout | Citation) -> str:
    """Return the date as analysts write it, "26 October 2021"; "" where unknown."""
    return f"{readout.date.day} {readout.date:%B %Y}" if readout.date else ""


def _attribution(readout: Readout, speakers: tuple[str, ...]) -> str:
    """Name the speakers, the day, and whose account it is where the issuer tells what its counterpart said."""
    who = {(): "The readout", (BOTH_SIDES,): "Both sides"}.get(speakers, ", ".join(speakers))
    account = f"in the account of {_with_article(readout.issuer)}" if readout.issuer and _is_counterpart(readout, speakers) else ""
    details = ", ".join(part for part in (long_date(readout), account) if part)
    return f"**{who}** ({details})" if details else f"**{who}**"


def _is_counterpart(readout: Readout, speakers: tuple[str, ...]) -> bool:
    """Tell whether a speaker belongs to another side than the issuer; a transcript is nobody's account."""
    if readout.kind == "transcript" or not speakers or speakers == (BOTH_SIDES,):
        return False
    sides = {person.side for person in readout.people if person.name in speakers and person.side}
    return bool(sides - {home_of(readout.issuer, readout.url)})


def _with_article(issuer: str) -> str:
    if issuer.startswith("The "):
        return "the " + issuer.removeprefix("The ")
    return f"the {issuer}" if " of " in issuer or issuer.endswith(("Office", "Commission", "Service", "Council", "Union")) else issuer


def _whose(question: Question) -> str:
    names = question.unknown or question.asked
    return f" of {' or '.join(names)}" if names else ""


def _count(searched: int) -> str:
    return "1 readout" if searched == 1 else f"{searched:,} readouts"
