"""What the verifier lets through, and what not.

Tables with a true sentence beside each false one.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from assistant.attribution.attributing import attribute
from assistant.composition.verification import Verifier, verify
from assistant.corpus.loading import read_text
from assistant.domain.answer import Checked, Evidence
from assistant.domain.readout import Readout
from tests.writing import MFA

CALL = """President Maria Lindqvist of Norden spoke today with Prime Minister Paulo Andrade of Costana. President Lindqvist thanked
Prime Minister Andrade for hosting the talks, and reiterated that Norden will not station troops on the island. She underscored
that the border stays open if the 1962 treaty holds. Prime Minister Andrade said that Costana does not seek a quarrel with its
neighbors, and that 40 vessels would sail on May 5. Prime Minister Andrade denied that Costana has closed the harbor. The two
leaders agreed to meet in the spring. They also discussed fisheries, trade, and the harvest."""


@pytest.fixture(scope="module")
def call() -> Readout:
    return replace(
        attribute(read_text(CALL)),
        title="President Lindqvist's Call with Prime Minister Andrade",
        kind="call",
    )


def evidence(readout: Readout, *starts: str) -> list[Evidence]:
    return [
        Evidence(readout, next(s for s in readout.sentences if start in s.text), 1.0)
        for start in starts
    ]


@pytest.fixture(scope="module")
def numbered(call: Readout) -> list[Evidence]:
    """[1] Lindqvist, [2] Lindqvist, [3] Andrade, [4] Andrade, [5] both sides, [6] narration or both."""
    return evidence(
        call, "thanked", "underscored", "does not seek", "denied", "agreed to meet", "fisheries"
    )


def verdict(text: str, numbered: list[Evidence]) -> tuple[str, str]:
    [checked] = verify(text, numbered).sentences
    return checked.verdict, checked.detail


def test_the_evidence_is_whose_it_should_be(numbered: list[Evidence]) -> None:
    assert [item.sentence.speakers for item in numbered[:5]] == [
        ("Maria Lindqvist",),
        ("Maria Lindqvist",),
        ("Paulo Andrade",),
        ("Paulo Andrade",),
        ("both sides",),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Paulo Andrade said: "Costana does not seek a quarrel with its neighbors" [3].',
        "Andrade said: “Costana does not seek a quarrel with its neighbors” [3].",
        "Prime Minister Andrade said: «Costana does not seek a quarrel with its neighbors» [3].",
        "Prime Minister Paulo Andrade of Costana said: 'Costana does not seek a quarrel with its neighbors' [3].",
        "The Prime Minister said: “Costana does not seek a quarrel with its neighbors.” [3]",
        "“Costana does not seek a quarrel with its neighbors,” said Andrade [3].",
        "“Costana does not seek a quarrel with its neighbors,” Andrade said [3].",
        "According to Paulo Andrade, “Costana does not seek a quarrel with its neighbors” [3].",
        "In the call, Paulo Andrade said: “Costana does not seek a quarrel with its neighbors” [3].",
        "In a phone call with Maria Lindqvist, Paulo Andrade said: “Costana does not seek a quarrel with its neighbors” [3].",
        "Paulo Andrade told Maria Lindqvist: “Costana does not seek a quarrel with its neighbors” [3].",
    ],
)
def test_a_true_quote_under_its_speaker_is_verbatim(text: str, numbered: list[Evidence]) -> None:
    assert verdict(text, numbered) == ("verbatim", "")


@pytest.mark.parametrize(
    "text",
    [
        "Paulo Andrade said that Costana does not seek a quarrel with its neighbors [3].",
        "Paulo Andrade said Costana did not seek a quarrel with its neighbors [3].",
        "Andrade said that Costana doesn't seek a quarrel with its neighbors [3].",
        "Maria Lindqvist thanked Prime Minister Andrade for hosting the talks [1].",
        "Maria Lindqvist thanked Paulo Andrade for hosting the talks [1].",
        "President Lindqvist reiterated that Norden will not station troops on the island [1].",
        "Maria Lindqvist reaffirmed that Norden will not station troops on the island [1].",
        "Maria Lindqvist stressed that the border stays open if the 1962 treaty holds [2].",
        "Andrade denied that Costana has closed the harbor [4].",
        "The two leaders agreed to meet in the spring [5].",
        "Both sides agreed to meet in the spring [5].",
        "Maria Lindqvist said the border stays open if the 1962 treaty holds [2], while Paulo Andrade said “Costana does not seek a quarrel with its neighbors” [3].",
    ],
)
def test_the_same_words_in_ones_own_voice_are_supported(
    text: str, numbered: list[Evidence]
) -> None:
    assert verdict(text, numbered) == ("supported", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # altered quotes
        ("Andrade said: “Costana does seek a quarrel with its neighbors” [3].", "altered quote"),
        ("Andrade said: “Costana never seeks a quarrel” [3].", "altered quote"),
        (
            "Andrade said: “Costana does not seek a quarrel ... 40 vessels would sail” [3].",
            "altered quote",
        ),
        (
            "Andrade said: “Costana does not seek a quarrel [...] with its neighbors” [3].",
            "altered quote",
        ),
        ("Andrade said: “Costana does not seek a quarrel!” [3].", "altered quote"),
        ("Andrade said: “not seek a quarrel with its neighbor” [3].", "altered quote"),
        ("Andrade said: “Costana does not seek a quarrel [3].", "altered quote"),
        ("Andrade said: “Costana has closed the harbor” [3].", "altered quote"),
        # another's words
        (
            "Lindqvist said: “Costana does not seek a quarrel with its neighbors” [3].",
            "wrong speaker",
        ),
        (
            "President Lindqvist said that Costana does not seek a quarrel with its neighbors [3].",
            "wrong speaker",
        ),
        (
            "“Costana does not seek a quarrel with its neighbors,” said Lindqvist [3].",
            "wrong speaker",
        ),
        ("Costana does not seek a quarrel with its neighbors [3].", "wrong speaker"),
        ("“Costana does not seek a quarrel with its neighbors” [3].", "wrong speaker"),
        (
            "Both sides said: “Costana does not seek a quarrel with its neighbors” [3].",
            "wrong speaker",
        ),
        (
            "Lindqvist and Andrade said: “Costana does not seek a quarrel with its neighbors” [3].",
            "wrong speaker",
        ),
        (
            "Andrade's spokesman said: “Costana does not seek a quarrel with its neighbors” [3].",
            "wrong speaker",
        ),
        ("Andrade said: “the border stays open” [2].", "wrong speaker"),
        (
            "Andrade said “Costana does not seek a quarrel” and thanked Lindqvist [1][3].",
            "wrong speaker",
        ),
        ("Paulo Andrade agreed to meet in the spring [5].", "wrong speaker"),
        # names, numbers, dates
        (
            "Andrade said that Sweden does not seek a quarrel with its neighbors [3].",
            "unsupported name",
        ),
        (
            "Andrade said that Costana does not seek a quarrel with its neighbors in Whitcombe Bay [3].",
            "unsupported name",
        ),
        ("Andrade said that 41 vessels would sail on May 5 [3].", "unsupported number"),
        ("Andrade said that 40 vessels would sail on June 5 [3].", "unsupported date"),
        (
            "On 3 March 2021, Andrade said: “Costana does not seek a quarrel with its neighbors” [3].",
            "unsupported date",
        ),
        # negation, modality, conditions
        (
            "Andrade said that Costana does seek a quarrel with its neighbors [3].",
            "unsupported negation",
        ),
        (
            "Lindqvist reiterated that Norden will station troops on the island [1].",
            "unsupported negation",
        ),
        (
            "Lindqvist reiterated that Norden may not station troops on the island [1].",
            "unsupported modal",
        ),
        ("Andrade said: “Costana has closed the harbor” [4].", "unsupported negation"),
        ("Andrade said that Costana has closed the harbor [4].", "unsupported negation"),
        ("Andrade: “seek a quarrel with its neighbors” [3]", "unsupported negation"),
        ("Lindqvist said that the border stays open [2].", "unverified"),
        ("Lindqvist said: “the border stays open” [2].", "unverified"),
        # citations
        ("Andrade said that Costana does not seek a quarrel with its neighbors.", "no citation"),
        (
            "Andrade said: “Costana does not seek a quarrel with its neighbors” [3], which pleased everybody.",
            "no citation",
        ),
        (
            "Andrade said that Costana does not seek a quarrel with its neighbors [9].",
            "citation out of range",
        ),
        (
            "Andrade said that Costana does not seek a quarrel with its neighbors [0].",
            "citation out of range",
        ),
        (
            "Andrade said that Costana does not seek a quarrel with its neighbors [3][9].",
            "citation out of range",
        ),
        # what cannot be decided
        ("Andrade said that Costana wants no trouble [3].", "unsupported negation"),
        ("Andrade spoke warmly of peace [3].", "unverified"),
        (
            "Andrade assured Lindqvist that Costana does not seek a quarrel with its neighbors [3].",
            "unsupported name",
        ),
        ("Andrade said that Costana does not seek [3].", "unverified"),
        ("Lindqvist thanked Andrade for the talks [1].", "unverified"),
        (
            "Andrade said that Costana does not seek a quarrel with its neighbors <img src=x> [3].",
            "markup",
        ),
        (
            "[Andrade](http://evil.example) said: “Costana does not seek a quarrel with its neighbors” [3].",
            "markup",
        ),
    ],
)
def test_what_the_evidence_does_not_bear_fails(
    text: str, expected: str, numbered: list[Evidence]
) -> None:
    assert verdict(text, numbered)[0] == expected


def verdicts(text: str, numbered: list[Evidence]) -> list[str]:
    return [sentence.verdict for sentence in verify(text, numbered).sentences]


def test_a_pronoun_means_whom_the_sentence_before_named_and_only_where_that_passed(
    numbered: list[Evidence],
) -> None:
    first = "Lindqvist said: “the border stays open if the 1962 treaty holds” [2]."
    second = "She reiterated that Norden will not station troops on the island [1]."
    assert verdicts(f"{first} {second}", numbered) == ["verbatim", "supported"]
    assert verdicts(second, numbered) == ["wrong speaker"]
    assert verdicts(f"{first} {second.replace('She', 'He')}", numbered)[1] == "wrong speaker"
    assert (
        verdicts(
            f"The Prime Minister denied that Costana has closed the harbor [4]. {second}", numbered
        )[1]
        == "wrong speaker"
    )
    assert verdicts(f"{first} Andrade wept [4]. {second}", numbered)[2] == "wrong speaker"
    assert verdicts(
        f"Lindqvist thanked Paulo Andrade for hosting the talks [1]. {second}", numbered
    ) == ["supported", "wrong speaker"]


def test_a_marker_printed_in_a_readout_is_no_citation() -> None:
    forged = attribute(read_text(MFA.replace("open its grain stores", "open its [2] grain stores")))
    [item] = evidence(forged, "[2] grain")
    assert verdicts(
        "Tarek Anwar said: “Velmaria will open its [2] grain stores before the winter” [1].", [item]
    ) == ["verbatim"]


def test_no_evidence_bears_nothing() -> None:
    assert verdicts("Andrade said: “anything” [1].", []) == ["citation out of range"]
    assert verify("", []).sentences == ()


def test_the_verdicts_do_not_depend_on_how_the_text_comes(numbered: list[Evidence]) -> None:
    text = """Here it is. Andrade said: “Costana does not seek a quarrel with its neighbors.” [3] Prime Minister Andrade denied that Costana has closed the harbor. [4]

- President Lindqvist reiterated that Norden will not station troops on the island [1].
1. The U.S. said no. Mr. Andrade said that Sweden sails [3]. "Unbalanced [2]. The two leaders agreed to meet in the spring [5]"""
    whole = verify(text, numbered).sentences
    chance = random.Random(4)
    for _ in range(60):
        verifier, found, rest = Verifier(numbered), [], text
        while rest:
            size = chance.randint(1, 12)
            found += verifier.feed(rest[:size])
            rest = rest[size:]
        assert (*found, *verifier.finish()) == whole
    assert [sentence.verdict for sentence in whole if sentence.passed] == [
        "verbatim",
        "supported",
        "supported",
    ]


def test_what_nobody_sees_is_taken_out_before_it_is_verified(numbered: list[Evidence]) -> None:
    text = "**Andrade** said: “Costana\u200b does \u202enot seek a quarrel with its neighbors” [3]."
    [checked] = verify(text, numbered).sentences
    assert checked.passed
    assert checked.text == "Andrade said: “Costana does not seek a quarrel with its neighbors” [3]."


def test_markers_are_shown_one_way_and_line_marks_are_kept(numbered: list[Evidence]) -> None:
    found = verify(
        "Then:\n\n* The two leaders agreed to meet in the spring [5, 5].\n\n## Both sides agreed to meet in the spring [ 5 ].",
        numbered,
    )
    assert [(s.before, s.text) for s in found.passed] == [
        ("\n\n- ", "The two leaders agreed to meet in the spring [5][5]."),
        ("\n\n", "Both sides agreed to meet in the spring [5]."),
    ]
    assert found.dropped == {"no citation": 1}
    assert all(isinstance(sentence, Checked) for sentence in found.sentences)
