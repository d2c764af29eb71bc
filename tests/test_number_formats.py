"""The number format that texts are embedded in decides speed, never an answer.

Both formats are computed here on any processor: one without bf16 of its own is only slower at it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from assistant import ReadoutAssistant
from assistant.settings import Settings
from vectorstore.compiled import CompiledModel, compile_model
from vectorstore.embeddings import GRAPH, SentenceEmbeddings, packaged_folder

Matrix = npt.NDArray[np.float32]
# Measured over 944 sentences of real readouts with torch 2.13.0 and sentence-transformers 6.2.0:
# components differ by .0041 at most, cosines of two texts by .0075, and no two texts further apart
# than .0041 changed places. The limits below leave half as much again.
COMPONENT = 0.006
SIMILARITY = 0.012
TOPICS = (
    "the fishing quota", "the harbour dues", "the night train", "the canal toll", "the ceasefire",
    "vaccines for schools", "the salt mine", "student visas", "the price of gas", "cyber attacks",
)  # fmt: skip
CUES = ("underscored the need for talks on", "did not accept the terms of", "thanked her host for")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [f"Minister Orla Vance {cue} {topic}." for topic in TOPICS for cue in CUES]


@pytest.fixture(scope="module")
def embed(texts: list[str]) -> Callable[[bool], Matrix]:
    made: dict[bool, Matrix] = {}

    def run(in_bf16: bool) -> Matrix:
        if in_bf16 not in made:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("vectorstore.embeddings.computes_in_bf16", lambda: in_bf16)
                made[in_bf16] = np.asarray(SentenceEmbeddings().embed_documents(texts), np.float32)
        return made[in_bf16]

    return run


def test_the_two_formats_really_differ(embed: Callable[[bool], Matrix]) -> None:
    assert np.abs(embed(True) - embed(False)).max() > 1e-4


def test_bf16_vectors_stay_within_the_measured_distance_of_fp32(
    embed: Callable[[bool], Matrix],
) -> None:
    full, half = embed(False), embed(True)
    assert np.abs(full - half).max() < COMPONENT
    assert (full * half).sum(axis=1).min() > 0.9995


@pytest.mark.parametrize("in_bf16", [False, True])
def test_vectors_have_length_one_in_either_format(
    embed: Callable[[bool], Matrix], in_bf16: bool
) -> None:
    # sentence-transformers alone leaves lengths of .996 to 1.004 in bf16.
    assert np.abs(np.linalg.norm(embed(in_bf16), axis=1) - 1).max() < 1e-5


def test_texts_further_apart_than_the_tolerance_keep_their_rank(
    embed: Callable[[bool], Matrix],
) -> None:
    full, half = embed(False), embed(True)
    exact, rounded = full @ full.T, half @ half.T
    assert np.abs(exact - rounded).max() < SIMILARITY
    for ours, theirs in zip(exact, rounded, strict=True):
        apart = ours[:, None] - ours[None, :] > SIMILARITY
        assert (theirs[:, None] > theirs[None, :])[apart].all()


@pytest.mark.parametrize("in_bf16", [False, True])
def test_an_answer_does_not_depend_on_the_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_bf16: bool
) -> None:
    monkeypatch.setattr("vectorstore.embeddings.computes_in_bf16", lambda: in_bf16)
    # With no cache folder there is no compiled model: every text goes through the format asked for.
    monkeypatch.setattr("vectorstore.embeddings.SentenceEmbeddings._compile", lambda self: None)
    with ReadoutAssistant(Settings(library=str(tmp_path / "library"))) as assistant:
        assistant.add_samples()
        answer = assistant.ask("What did Khan say about Taiwan?")
        assert {citation.speaker for citation in answer.citations} == {"Imran Khan"}
        assert "one-China" in answer.citations[0].quote
        assert not assistant.ask("What did Khan say about Ukraine?").answered
        assert assistant.check().sound


def test_models_loaded_by_several_threads_leave_the_format_of_the_process_alone(
    monkeypatch: pytest.MonkeyPatch, texts: list[str]
) -> None:
    import torch

    monkeypatch.setattr("vectorstore.embeddings.computes_in_bf16", lambda: True)
    for _ in range(3):
        failed: list[BaseException] = []

        def embed(failed: list[BaseException] = failed) -> None:
            try:
                SentenceEmbeddings().embed_documents(texts[:2])
            except RuntimeError as error:
                failed.append(error)

        threads = [threading.Thread(target=embed) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert torch.get_default_dtype() == torch.float32


def test_a_graph_is_in_fp32_whatever_the_format_of_the_process(tmp_path: Path) -> None:
    import torch

    torch.set_default_dtype(torch.bfloat16)
    try:
        compile_model(packaged_folder(), tmp_path / GRAPH)
    finally:
        torch.set_default_dtype(torch.float32)
    assert CompiledModel.load(tmp_path / GRAPH, packaged_folder()) is not None
