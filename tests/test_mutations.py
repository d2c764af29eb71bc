"""Three hundred true cited sentences of real readouts, altered: none may pass.

And as they are, or changed harmlessly: all must.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from assistant import ReadoutAssistant
from assistant.composition.verification import verify
from assistant.domain.answer import Evidence
from assistant.gazetteer import names_pattern
from tests.mutating import (
    ALTERATIONS,
    POINTING,
    Cited,
    cited_sentences,
    countries_altered,
    harmless,
    quoting,
    stitched,
    telling,
)

pytestmark = pytest.mark.shared
COUNT = 300
FORMS: tuple[Callable[..., str], ...] = (quoting, telling)


@pytest.fixture(scope="module")
def cases(whole: ReadoutAssistant) -> list[Cited]:
    readouts = sorted(whole.readouts(), key=lambda readout: readout.id)
    found = cited_sentences(readouts, COUNT)
    assert len(found) == COUNT
    return found


def passes(text: str, *evidence: Evidence) -> bool:
    """Tell whether any part of a text would be shown."""
    return any(sentence.passed for sentence in verify(text, evidence).sentences)


def test_the_originals_and_harmless_changes_pass_in_whole(cases: list[Cited]) -> None:
    failed = []
    for case in cases:
        for form in FORMS[:1] if POINTING.match(case.sentence.text) else FORMS:
            for name, text in [("original", form(case)), *harmless(form(case))]:
                sentences = verify(text, [case.evidence]).sentences
                if len(sentences) != 1 or not sentences[0].passed:
                    failed.append((name, [(s.verdict, s.detail, s.text) for s in sentences]))
    assert failed == []


def altered(cases: list[Cited]) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    """Yield kind, prose and evidence of every alteration that can be made of each case."""
    chance = random.Random(1)
    pattern = names_pattern()
    kinds = {
        **ALTERATIONS,
        "country": lambda text, chance: countries_altered(text, pattern, chance),
    }
    for place, case in enumerate(cases):
        for kind, alter in kinds.items():
            words = alter(case.sentence.text, chance)
            if words not in (None, case.sentence.text):
                yield from ((kind, form(case, words), (case.evidence,)) for form in FORMS)
        others = [name for name in case.readout.participants if name not in case.sentence.speakers]
        yield from (
            ("speaker", form(case, None, name), (case.evidence,))
            for name in others[:1]
            for form in FORMS
        )
        other = cases[(place + 1) % len(cases)]
        words = stitched(case.sentence.text, other.sentence.text)
        if words:
            yield from (("stitched", form(case, words), (case.evidence,)) for form in FORMS)
            same = (
                Evidence(case.readout, case.sentence, 1.0),
                Evidence(other.readout, other.sentence, 1.0),
            )
            yield from (
                ("stitched of two", form(case, words).replace("[1]", "[1][2]"), same)
                for form in FORMS
            )


def test_no_alteration_passes(cases: list[Cited]) -> None:
    made: Counter[str] = Counter()
    through = []
    for kind, text, evidence in altered(cases):
        made[kind] += 1
        if passes(text, *evidence):
            through.append((kind, text))
    assert through == []
    assert made.total() > 2_000
    assert min(made.values()) >= 6  # number words are the rarest: the sampled sentences hold eight


def test_halves_of_one_speakers_sentences_are_not_stitched(cases: list[Cited]) -> None:
    """The hardest stitching.

    Both halves are the same person's, in one readout, and both are cited.
    """
    made, through = 0, []
    for case in cases:
        for sentence in case.readout.sentences:
            words = stitched(case.sentence.text, sentence.text)
            if (
                words
                and sentence.speakers == case.sentence.speakers
                and sentence is not case.sentence
            ):
                made += 1
                evidence = case.evidence, Evidence(case.readout, sentence, 1.0)
                through += [
                    text
                    for form in FORMS
                    if passes(text := form(case, words).replace("[1]", "[1][2]"), *evidence)
                ]
    assert through == []
    assert made > 300


def test_verification_takes_little_of_an_answers_time(cases: list[Cited]) -> None:
    """An answer of three sentences over three citations, as whole answers have."""
    seconds = []
    for place in range(len(cases) - 2):
        trio = cases[place : place + 3]
        text = " ".join(
            quoting(case).replace("[1]", f"[{number}].") for number, case in enumerate(trio, 1)
        )
        start = time.perf_counter()
        verify(text, [case.evidence for case in trio])
        seconds.append(time.perf_counter() - start)
    assert np.percentile(seconds, 95) < 0.020
