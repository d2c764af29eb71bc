"""Past one machine: the same library on a real Chroma server, and embeddings by a server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import LibraryError, ReadoutAssistant, Settings, SettingsError
from assistant.cli import main
from assistant.settings import from_environment
from tests.faults import free_port, server, write_files
from tests.serving import embedding, gate, serving
from tests.writing import MFA, PROSE, put
from vectorstore.embeddings import GRAPH, SentenceEmbeddings
from vectorstore.endpoint import EndpointEmbeddings
from vectorstore.errors import EmbeddingModelError

QUESTION = "What did Anwar say about grain?"


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    with server(tmp_path_factory.mktemp("chroma"), port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def database(chroma: str, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A database of its own for each test, on one server."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    settings = ChromaSettings(anonymized_telemetry=False, chroma_api_impl="chromadb.api.fastapi.FastAPI",
                              chroma_server_host="127.0.0.1", chroma_server_http_port=int(chroma.rsplit(":", 1)[1]))  # fmt: skip
    name = f"db{abs(hash(request.node.name))}"
    chromadb.AdminClient(settings).create_database(name)
    return Settings(library=chroma, chroma_database=name, cache=cache(tmp_path / "cache"))


def cache(folder: Path) -> str:
    """A cache of its own, with the compiled model in it."""
    folder.mkdir(exist_ok=True)
    graph = Path(Settings().cache) / GRAPH
    if graph.exists() and not (folder / GRAPH).exists():
        (folder / GRAPH).symlink_to(graph)
    return str(folder)


def test_a_library_on_a_server_is_added_to_asked_mended_and_checked(
    database: Settings, tmp_path: Path
) -> None:
    path = put(tmp_path / "in", "a.txt", MFA)
    put(tmp_path / "in", "b.txt", PROSE)
    with ReadoutAssistant(database) as assistant:
        assert len(assistant.add(tmp_path / "in").added) == 2
        assert assistant.ask(QUESTION).citations[0].speakers == ("Tarek Anwar",)
        assert assistant.add(tmp_path / "in").unchanged
        id = next(r.id for r in assistant.readouts() if r.path == str(path))
        assistant.edit(id, place="Velmar City")
        assert assistant.check().found == ()
    with ReadoutAssistant(database) as assistant:
        assert assistant.readout(id).place == "Velmar City"
        assistant.rebuild()
        assert assistant.ask(QUESTION).answered
        assistant.remove(id)
        assert not assistant.ask(QUESTION).answered
        assert assistant.check().found == ()


def test_what_one_machine_writes_another_reads_at_once(database: Settings, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", MFA)
    elsewhere = Settings(
        library=database.library,
        chroma_database=database.chroma_database,
        cache=cache(tmp_path / "other"),
    )
    with ReadoutAssistant(database) as one, ReadoutAssistant(elsewhere) as other:
        assert not other.ask(QUESTION).answered
        [id] = one.add(tmp_path / "in").added
        assert other.ask(QUESTION).answered
        other.correct(id, 5, "Lena Okoro")
        assert one.readouts()[0].sentences[4].speakers == ("Lena Okoro",)
        one.remove(id)
        assert not other.ask(QUESTION).answered
        assert not other.readouts()


def test_several_machines_add_at_once_and_the_same_readout_is_one(
    database: Settings, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "in", 40)
    for number in range(3):  # each has all of the first ten, and ten of its own
        for i in [*range(10), *range(10 + number * 10, 20 + number * 10)]:
            put(
                tmp_path / f"machine-{number}",
                f"{i}.txt",
                (folder / f"{i:03}.txt").read_text("utf-8"),
            )
    failures: list[object] = []

    def ingest(number: int) -> None:
        settings = Settings(
            library=database.library,
            chroma_database=database.chroma_database,
            cache=cache(tmp_path / f"cache-{number}"),
        )
        with ReadoutAssistant(settings) as assistant:
            failures.extend(assistant.add(tmp_path / f"machine-{number}").failed)

    with ReadoutAssistant(database) as assistant:
        assistant.ask(QUESTION)  # the collections are there
    threads = [threading.Thread(target=ingest, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with ReadoutAssistant(database) as assistant:
        assert len(assistant.readouts()) == 40
        assert [f for f in assistant.check().found if "passage of no readout" not in f.what] == []


def test_a_server_that_asks_for_a_token_is_shown_it_and_nobody_else_is(
    database: Settings, tmp_path: Path
) -> None:
    with serving(gate(database.library, "secret-token")) as address:
        settings = Settings(
            library=address,
            chroma_database=database.chroma_database,
            chroma_token="secret-token",
            cache=cache(tmp_path / "cache"),
        )
        with ReadoutAssistant(settings) as assistant:
            assistant.add(put(tmp_path / "in", "a.txt", MFA))
            assert assistant.ask(QUESTION).answered
        assert "secret" not in repr(settings)
        with pytest.raises(LibraryError) as caught:
            ReadoutAssistant(
                Settings(
                    library=address,
                    chroma_database=database.chroma_database,
                    cache=cache(tmp_path / "x"),
                )
            )
        assert address in str(caught.value)
        assert "secret" not in str(caught.value)


def test_a_long_readout_is_kept_in_parts_that_a_cloud_takes(
    database: Settings, tmp_path: Path
) -> None:
    from vectorstore.dense import PART, REMOTE_BATCH

    text = MFA + "\n\n".join(
        f"Lena Okoro pointed out, the {i}th dam — on the Délta — was discussed at length by both of the sides."
        for i in range(600)
    )
    with ReadoutAssistant(database) as assistant:
        [id] = assistant.add(put(tmp_path / "in", "a.txt", text)).added
        stored = assistant._opened().store._records.get()
        assert len(stored["ids"]) > 3
        assert (
            max(len(document.encode()) for document in stored["documents"] or []) <= PART < 16_384
        )
        assert max(len(id.encode()) for id in stored["ids"]) <= 128
        assert REMOTE_BATCH <= 300
        expected = assistant.readout(id)
    with ReadoutAssistant(
        Settings(
            library=database.library,
            chroma_database=database.chroma_database,
            cache=cache(tmp_path / "b"),
        )
    ) as assistant:
        assert assistant.readout(id) == expected
        put(tmp_path / "in", "a.txt", MFA)
        assistant.add(tmp_path / "in")
        assert len(assistant._opened().store._records.get()["ids"]) == 1


def test_a_server_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    assert main(["--library", address, "ask", QUESTION]) == 1
    assert f"{address}: no Chroma server answers there" in capsys.readouterr().err


def test_another_embedder_on_the_server_is_refused_by_name(
    database: Settings, tmp_path: Path, embeddings: SentenceEmbeddings
) -> None:
    with ReadoutAssistant(database) as assistant:
        assistant.add(put(tmp_path / "in", "a.txt", MFA))
    with serving(embedding(embeddings.embed_documents, "k", [])) as url:
        other = Settings(library=database.library, chroma_database=database.chroma_database, cache=cache(tmp_path / "x"),
                         embedding_model="other-model", embedding_url=f"{url}/v1", embedding_key="k")  # fmt: skip
        with ReadoutAssistant(other) as assistant, pytest.raises(LibraryError) as caught:
            assistant.ask(QUESTION)
        assert "'all-MiniLM-L6-v2'" in str(caught.value)
        assert "'other-model'" in str(caught.value)


@pytest.mark.parametrize("path", ["/v1", "/embed"])
def test_a_server_embeds_for_a_whole_library(
    tmp_path: Path, embeddings: SentenceEmbeddings, path: str
) -> None:
    seen: list[dict[str, object]] = []
    with serving(embedding(embeddings.embed_documents, "key-of-mine", seen)) as url:
        settings = Settings(
            library=str(tmp_path / "library"),
            embedding_model="served",
            embedding_url=url + path,
            embedding_key="key-of-mine",
        )
        with ReadoutAssistant(settings) as assistant:
            assistant.add(put(tmp_path / "in", "a.txt", MFA))
            assert assistant.ask(QUESTION).citations[0].speakers == ("Tarek Anwar",)
            assert assistant.check().found == ()
    assert seen
    assert "key-of-mine" not in repr(settings)


def test_vectors_come_back_in_order_and_unit_and_many_go_in_several_requests(
    embeddings: SentenceEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In fp32 on purpose: in bf16 a text's vector depends on the batch that it is embedded in.
    monkeypatch.setattr("vectorstore.embeddings.computes_in_bf16", lambda: False)
    embeddings = SentenceEmbeddings()
    seen: list[dict[str, object]] = []
    texts = [f"The ministers spoke of dam {i}." for i in range(70)]
    expected = embeddings.embed_documents(texts)
    with serving(embedding(embeddings.embed_documents, "k", seen)) as url:
        for path in ("/v1", "/v1/", "/embed"):
            found = EndpointEmbeddings(url + path, "m", "k").embed_documents(texts)
            assert found[69] == pytest.approx(expected[69], abs=1e-4)
            assert found[1] == pytest.approx(expected[1], abs=1e-4)
    assert [len(row.get("input") or row["inputs"]) for row in seen[:3]] == [32, 32, 6]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "content", "reason", "tries"),
    [
        (401, b"who are you", "answers 401: who are you", 1),
        (200, b"<html>", "answers with no JSON", 1),
        (200, b'{"data": []}', "answers with no vectors", 1),
        (200, b'{"data": [{"index": 0}]}', "answers with no vectors", 1),
        (200, b'{"data": [{"index": 0, "embedding": [0.0, 0.0]}]}', "0 texts|usable vectors", 1),
        (503, b"busy", "answers 503: busy", 4),
    ],
)
def test_a_server_that_cannot_embed_is_named_and_a_busy_one_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, status: int, content: bytes, reason: str, tries: int
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("vectorstore.endpoint.PAUSE", 0.01)

    def handle(request: object, body: bytes) -> tuple[int, dict[str, str], bytes]:
        asked.append(1)
        return status, {}, content

    with serving(handle) as url:
        with pytest.raises(EmbeddingModelError, match=reason) as caught:
            EndpointEmbeddings(f"{url}/v1", "m", "key-of-mine").embed_query("x")
        assert url in str(caught.value)
        assert "key-of-mine" not in str(caught.value)
    assert len(asked) == tries


def test_a_question_to_a_library_whose_embedder_is_gone_is_one_clear_error(
    tmp_path: Path, embeddings: SentenceEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.endpoint.PAUSE", 0.01)
    with serving(embedding(embeddings.embed_documents, "", [])) as url:
        settings = Settings(
            library=str(tmp_path / "library"), embedding_model="served", embedding_url=f"{url}/v1"
        )
        with serving(lambda request, body: (200, {}, b"")):
            pass
    with (
        pytest.raises(LibraryError, match="does not embed"),
        ReadoutAssistant(settings) as assistant,
    ):
        assistant.add(put(tmp_path / "in", "a.txt", MFA))


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"READOUT_EMBEDDING_URL": "ftp://x", "READOUT_EMBEDDING_MODEL": "m"}, "must be an http"),
        ({"READOUT_EMBEDDING_URL": "http://x"}, "must name the model"),
        ({"READOUT_PRIVATE_ADDRESSES": "perhaps"}, "must be yes or no"),
    ],
)
def test_settings_of_servers_are_checked(environment: dict[str, str], reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        from_environment(environment)
