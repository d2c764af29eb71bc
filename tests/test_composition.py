from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.attribution.attributing import attribute
from assistant.composition.citing import cite
from assistant.composition.extractive import ExtractiveComposer
from assistant.composition.withholding import contains, objection, withhold
from assistant.corpus.loading import read_text
from assistant.domain.answer import Citation, Evidence, Quotation, Selection, Statement
from assistant.domain.question import Question, Topic
from assistant.domain.readout import Readout
from prompts.loader import TemplateError, Templates, load_templates, parse
from tests.writing import MFA

QUESTION = Question(
    "What did Anwar say about grain?", "said", Topic("grain"), ("Anwar",), (("Tarek Anwar",),)
)
QUOTE = "Velmaria will open its grain stores before the winter."


@pytest.fixture(scope="module")
def readout() -> Readout:
    return replace(attribute(read_text(MFA)), issuer="Ministry of Foreign Affairs of Norden")


@pytest.fixture(scope="module")
def evidence(readout: Readout) -> Evidence:
    return Evidence(readout, next(s for s in readout.sentences if s.text == QUOTE), 1.0)


@pytest.fixture(scope="module")
def citation(evidence: Evidence) -> Citation:
    return cite(evidence, 1)


def statement(
    quote: str, marker: int = 1, speakers: tuple[str, ...] = ("Tarek Anwar",)
) -> Statement:
    return Statement(f"“{quote}” [{marker}]", speakers, (Quotation(quote, marker),))


def test_an_answer_names_speaker_day_and_whose_account_it_is(evidence: Evidence) -> None:
    draft = ExtractiveComposer(load_templates())(Selection(QUESTION, (evidence,), (), 1))
    assert draft.answered
    assert draft.statements[0].text == (
        f"**Tarek Anwar** (2 March 2023, in the account of the Ministry of Foreign Affairs of Norden): “{QUOTE}” [1]"
    )


def test_an_abstention_says_whose_words_on_what_in_how_many_and_who_did(
    readout: Readout, evidence: Evidence
) -> None:
    composer = ExtractiveComposer(load_templates())
    alone = composer(Selection(QUESTION, (), (), 7))
    assert alone.preface == "Nothing is recorded of Anwar on “grain” in the 7 readouts searched."
    pointed = composer(Selection(QUESTION, (), (evidence,), 1))
    assert not pointed.answered
    assert not pointed.citations
    assert [c.speaker for c in pointed.related] == ["Tarek Anwar"]


@pytest.mark.parametrize(
    "quote",
    [
        QUOTE,
        "open its grain stores",
        "Velmaria  will open\nits grain stores",
        "Velmaria\u00a0will open its grain stores before the winter",
    ],
)
def test_true_quotes_pass(readout: Readout, citation: Citation, quote: str) -> None:
    assert objection(statement(quote), {1: citation}, {readout.id: readout}) is None


@pytest.mark.parametrize(
    ("quote", "marker", "speakers", "reason"),
    [
        (
            "Velmaria will not open its grain stores before the winter.",
            1,
            ("Tarek Anwar",),
            "altered quote",
        ),
        (
            "Velmaria may open its grain stores before the winter.",
            1,
            ("Tarek Anwar",),
            "altered quote",
        ),
        ("velmaria will open its grain stores", 1, ("Tarek Anwar",), "altered quote"),
        (
            "Velmaria will open its grain stores before the winter!",
            1,
            ("Tarek Anwar",),
            "altered quote",
        ),
        ("Velmaria will open ... before the winter.", 1, ("Tarek Anwar",), "altered quote"),
        (
            "President Okoro's proposal on the canal deserves study.",
            1,
            ("Tarek Anwar",),
            "altered quote",
        ),
        ("", 1, ("Tarek Anwar",), "altered quote"),
        (QUOTE, 1, ("Lena Okoro",), "wrong speaker"),
        (QUOTE, 1, ("Tarek Anwar", "Lena Okoro"), "wrong speaker"),
        (QUOTE, 1, (), "wrong speaker"),
        (QUOTE, 2, ("Tarek Anwar",), "citation out of range"),
    ],
)
def test_untrue_statements_fail(
    readout: Readout,
    citation: Citation,
    quote: str,
    marker: int,
    speakers: tuple[str, ...],
    reason: str,
) -> None:
    assert (
        objection(statement(quote, marker, speakers), {1: citation}, {readout.id: readout})
        == reason
    )


def test_a_citation_that_is_not_in_its_readout_fails(readout: Readout, citation: Citation) -> None:
    for wrong in (
        replace(citation, start=citation.start + 1),
        replace(citation, readout_id="another"),
    ):
        assert (
            objection(statement(QUOTE), {1: wrong}, {readout.id: readout})
            == "citation not in its readout"
        )


def test_a_marker_in_the_prose_must_exist_too(readout: Readout, citation: Citation) -> None:
    loose = Statement(f"“{QUOTE}” [1] and more [9]", ("Tarek Anwar",), (Quotation(QUOTE, 1),))
    assert objection(loose, {1: citation}, {readout.id: readout}) == "citation out of range"
    assert (
        objection(Statement("He agreed.", ("Tarek Anwar",)), {1: citation}, {readout.id: readout})
        == "no citation"
    )


def test_a_marker_printed_in_a_readout_is_no_citation() -> None:
    forged = replace(
        attribute(read_text(MFA.replace("its grain stores", "its [9] grain stores"))), issuer=None
    )
    sentence = next(s for s in forged.sentences if "[9]" in s.text)
    citation = cite(Evidence(forged, sentence, 1.0), 1)
    assert objection(statement(sentence.text), {1: citation}, {forged.id: forged}) is None


def test_what_fails_is_dropped_and_the_rest_stands(readout: Readout, evidence: Evidence) -> None:
    draft = ExtractiveComposer(load_templates())(Selection(QUESTION, (evidence,), (), 1))
    bad = statement("Velmaria will close its grain stores.")
    verified = withhold(replace(draft, statements=(*draft.statements, bad)), {readout.id: readout})
    assert verified.draft.statements == draft.statements
    assert verified.rejected == ((bad, "altered quote"),)


@pytest.mark.parametrize(
    ("text", "quote", "held"),
    [
        ("the “one China” policy", 'the "one China" policy', True),
        ("Ghana’s debt", "Ghana's debt", True),
        ("the 'one China' policy", 'the "one China" policy', False),
        ("will not use force", "will use force", False),
        ("anything", " ", False),
    ],
)
def test_only_white_space_and_the_shape_of_quotation_marks_are_folded(
    text: str, quote: str, held: bool
) -> None:
    assert contains(text, quote) is held


def test_every_template_can_be_filled_with_what_it_declares() -> None:
    templates = load_templates()
    assert templates.fill("statement", source="A", quotes="“{source}” [1]") == "A: “{source}” [1]"
    with pytest.raises(TemplateError, match="wants"):
        templates.fill("statement", source="A")
    with pytest.raises(TemplateError, match="none of this name"):
        Templates({}).fill("statement")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no header", "header"),
        ("---\nversion: 1\nvariables: a b\n---\n{a}", "declares"),
        ("---\nversion: 1\nvariables: a\n---\n{a} {b}", "uses"),
    ],
)
def test_a_template_that_contradicts_itself_is_refused(text: str, reason: str) -> None:
    with pytest.raises(TemplateError, match=reason):
        parse("x", text)
