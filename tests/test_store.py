from __future__ import annotations

import hashlib
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document

from assistant import ReadoutAssistant
from assistant.errors import SettingsError
from assistant.settings import Settings
from vectorstore.compiled import CompiledModel, compile_model
from vectorstore.dense import open_store
from vectorstore.embeddings import GRAPH, SentenceEmbeddings, packaged_folder
from vectorstore.errors import EmbeddingModelError, ManifestMismatch, StoreUnavailable
from vectorstore.holding import hold
from vectorstore.manifest import Manifest
from vectorstore.reranker import Reranker
from vectorstore.sparse import SparseIndex

MANIFEST = Manifest("tiny", 3, "1")
OFFICIAL_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

ROOT = Path(__file__).resolve().parent.parent


def document(id: str, text: str, **metadata: object) -> Document:
    return Document(id=id, page_content=text, metadata=metadata)


def test_the_packaged_weights_are_the_official_ones() -> None:
    weights = (packaged_folder() / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == OFFICIAL_WEIGHTS


def test_vectors_are_unit_and_know_likeness(embeddings: SentenceEmbeddings) -> None:
    near, same, far = np.asarray(
        embeddings.embed_documents(
            ["the prime minister spoke", "the premier talked", "bananas are yellow"]
        )
    )
    assert embeddings.dimension == len(near) == 384
    assert np.linalg.norm(near) == pytest.approx(1, abs=0.01)
    assert near @ same > near @ far + 0.3


def test_half_precision_agrees_with_full(embeddings: SentenceEmbeddings) -> None:
    from sentence_transformers import SentenceTransformer

    texts = [
        "Both sides exchanged views on the canal.",
        "She underscored that the border will stay open.",
    ]
    full = SentenceTransformer(str(packaged_folder())).encode(texts, normalize_embeddings=True)
    product = np.asarray(embeddings.embed_documents(texts))
    assert (full * product).sum(axis=1).min() > 0.999


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the compiled model."""
    folder = tmp_path_factory.mktemp("cache")
    compile_model(packaged_folder(), folder / GRAPH)
    return folder


@pytest.mark.parametrize(
    "text", ["canal", "What did Khan say about Taiwan?", "They spoke of the canal. " * 100]
)
def test_the_compiled_model_agrees_with_torch(
    cache: Path, embeddings: SentenceEmbeddings, text: str
) -> None:
    from sentence_transformers import SentenceTransformer

    compiled = np.asarray(SentenceEmbeddings(cache=cache).embed_query(text))
    full = SentenceTransformer(str(packaged_folder())).encode(text, normalize_embeddings=True)
    assert compiled @ full > 0.99999


def test_a_question_is_embedded_without_importing_torch(cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from vectorstore.embeddings import SentenceEmbeddings;"
        f"SentenceEmbeddings(cache=Path({str(cache)!r})).embed_query('canal'); print('torch' in sys.modules)"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT
        ).stdout.strip()
        == "False"
    )


def test_a_damaged_graph_is_made_anew(cache: Path, tmp_path: Path) -> None:
    (tmp_path / GRAPH).write_bytes((cache / GRAPH).read_bytes()[:1000])
    assert CompiledModel.load(tmp_path / GRAPH, packaged_folder()) is None
    SentenceEmbeddings(cache=tmp_path).embed_query("canal")
    assert CompiledModel.load(tmp_path / GRAPH, packaged_folder()) is not None
    assert [path.name for path in tmp_path.iterdir()] == [GRAPH]


def test_where_the_graph_cannot_be_kept_torch_embeds_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert len(SentenceEmbeddings(cache=tmp_path / "file").embed_query("canal")) == 384
    assert "the compiled model cannot be kept" in caplog.text


@pytest.fixture(scope="module")
def tiny_reranker(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A cross-encoder of two small layers with random weights.

    It loads and ranks as a real one does, only without sense.
    """
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = str(tmp_path_factory.mktemp("reranker"))
    torch.manual_seed(7)
    config = BertConfig(
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(str(packaged_folder())).save_pretrained(folder)
    return folder


def test_a_reranker_is_loaded_by_folder_and_gives_each_text_a_relevance(tiny_reranker: str) -> None:
    reranker = Reranker(tiny_reranker)
    texts = ["They spoke of the canal.", "Bananas are yellow.", "They spoke of the canal."]
    relevances = reranker.relevances("What was said of the canal?", texts)
    assert relevances[0] == pytest.approx(relevances[2], abs=1e-4)
    assert all(0 <= value <= 1 for value in relevances)
    assert reranker.relevances("What?", []) == []


def test_a_reranker_puts_what_is_enough_in_its_order_and_answers_nothing_more(
    tiny_reranker: str, tmp_path: Path
) -> None:
    settings = Settings(library=str(tmp_path / "library"), reranker=tiny_reranker)
    with ReadoutAssistant(settings) as assistant:
        assistant.add_samples()
        answer = assistant.ask("What did Khan say about Taiwan?")
        assert "Taiwan" in answer.citations[0].quote
        assert {c.speaker for c in answer.citations} == {"Imran Khan"}
        assert not assistant.ask("What did Khan say about Ukraine?").answered


def test_a_reranker_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    with ReadoutAssistant(
        Settings(library=str(tmp_path), reranker="/no/such/reranker")
    ) as assistant:
        assistant.add_samples()
        with pytest.raises(SettingsError, match="/no/such/reranker"):
            assistant.ask("What did Khan say about Taiwan?")


def test_a_model_that_cannot_be_loaded_says_which_and_what_to_do() -> None:
    with pytest.raises(EmbeddingModelError) as caught:
        SentenceEmbeddings("/no/such/model").embed_query("x")
    assert "/no/such/model" in str(caught.value)
    assert "'packaged'" in str(caught.value)


def test_passages_are_found_by_vector_and_filtered(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    store.open_passages(MANIFEST, "")
    store.add_passages(
        [
            document("a", "one", speakers=["Xi Jinping"], date=10),
            document("b", "two", speakers=["Imran Khan", "Xi Jinping"], date=20),
            document("c", "three", date=30),
        ],
        [[1, 0, 0], [0.9, 0.1, 0], [0, 1, 0]],
    )
    assert [m.id for m in store.nearest([1, 0, 0], 3)] == ["a", "b", "c"]
    assert store.nearest([1, 0, 0], 1)[0].similarity == pytest.approx(1, abs=1e-5)
    assert [
        m.id for m in store.nearest([1, 0, 0], 3, {"speakers": {"$contains": "Imran Khan"}})
    ] == ["b"]
    assert [m.id for m in store.nearest([1, 0, 0], 3, {"date": {"$gte": 20}})] == ["b", "c"]
    assert [m.id for m in store.nearest([1, 0, 0], 3, {"speakers": {"$contains": "Xi"}})] == []
    store.close()


def test_records_and_passages_survive_closing(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    store.open_passages(MANIFEST, "")
    store.add_passages([document("a", "one", date=1)], [[1, 0, 0]])
    store.put_records({"r": "first"})
    store.put_records({"r": "second"})
    store.close()
    store = open_store(str(tmp_path))
    store.open_passages(MANIFEST, "")
    assert list(store.records()) == [("r", "second")]
    assert [text for _, text in store.passages()] == ["one"]
    store.delete_record("r")
    store.delete_passages(["a", "unknown"])
    assert not list(store.records())
    assert not list(store.passages())
    store.close()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        (Manifest("large", 3, "1"), "embedding model"),
        (Manifest("tiny", 4, "1"), "dimension"),
        (Manifest("tiny", 3, "2"), "passages"),
    ],
)
def test_opening_with_something_else_names_both_and_the_remedy(
    tmp_path: Path, other: Manifest, field: str
) -> None:
    store = open_store(str(tmp_path))
    store.open_passages(MANIFEST, "")
    with pytest.raises(ManifestMismatch) as caught:
        store.open_passages(other, "run this")
    assert field in str(caught.value)
    assert "run this" in str(caught.value)
    assert repr(caught.value.stored) in str(caught.value)
    assert repr(caught.value.wanted) in str(caught.value)
    store.close()


def _open_elsewhere(place: str, answer: multiprocessing.queues.Queue[str]) -> None:
    try:
        hold(Path(place)).release()
        answer.put("opened")
    except StoreUnavailable as error:
        answer.put(str(error))


def test_a_second_process_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    held = hold(tmp_path)
    for expected in (f"in use by process {os.getpid()}", "opened"):
        process = context.Process(target=_open_elsewhere, args=(str(tmp_path), answer))
        process.start()
        assert expected in answer.get(timeout=60)
        process.join()
        held.release()


def test_a_place_that_cannot_be_a_library_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnavailable) as caught:
        hold(tmp_path / "file")
    assert "cannot be used" in str(caught.value)
    with pytest.raises(StoreUnavailable) as caught:
        open_store("http://127.0.0.1:9")
    assert "no Chroma server answers" in str(caught.value)


def test_bm25_weighs_rare_words_more_and_is_kept(tmp_path: Path) -> None:
    ids = ["a", "b", "c"]
    built = SparseIndex.build(ids, ["peace and trade", "peace and peace", "harbor"], str.split)
    weights = built.weights("harbor peace unknown")
    assert weights[2] > weights[1] > weights[0] > 0
    assert built.frequency("peace") == 2
    assert built.frequency("unknown") == 0
    built.save(tmp_path / "bm25")
    kept = SparseIndex.load(tmp_path / "bm25", ids, str.split)
    assert kept is not None
    assert np.allclose(kept.weights("harbor peace"), built.weights("harbor peace"))
    assert kept.frequency("peace") == 2
    assert SparseIndex.load(tmp_path / "bm25", ["a", "b"], str.split) is None
    assert SparseIndex.load(tmp_path / "none", ids, str.split) is None


def test_bm25_of_nothing_finds_nothing() -> None:
    empty = SparseIndex.build([], [], str.split)
    assert empty.weights("peace").shape == (0,)
    assert SparseIndex.build(["a"], [""], str.split).weights("peace").tolist() == [0]
