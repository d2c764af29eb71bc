"""The public API, as other programs use it."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from assistant import (
    DocumentError,
    LibraryError,
    QuestionError,
    ReadoutAssistant,
    Settings,
    SettingsError,
    UnknownReadout,
)
from assistant.chain import ReadoutRetriever
from assistant.domain.readout import JOINT
from assistant.settings import from_environment
from tests.writing import MFA, PROSE

TAIWAN = "What did Khan say about Taiwan?"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_khan_on_taiwan_is_quoted_and_cited(samples: ReadoutAssistant) -> None:
    answer = samples.ask(TAIWAN)
    assert answer.answered
    [citation] = answer.citations
    readout = samples.readout(citation.readout_id)
    assert citation.speakers == ("Imran Khan",)
    assert citation.speaker == "Imran Khan"
    assert "Taiwan" in citation.quote
    assert readout.text[citation.start : citation.end] == citation.quote
    assert f"“{citation.quote}” [1]" in answer.text
    assert (citation.marker, citation.title, citation.date) == (
        1,
        readout.title,
        date(2021, 10, 26),
    )
    assert citation.issuer == "Ministry of Foreign Affairs of China"
    assert citation.path
    assert citation.path.endswith(".txt")


def test_a_sample_is_never_passed_off_as_the_real_thing(samples: ReadoutAssistant) -> None:
    answer = samples.ask(TAIWAN)
    assert answer.citations[0].sample
    assert "not to be quoted" in answer.text


def test_xi_on_taiwan_is_not_recorded_and_khan_is_pointed_to(samples: ReadoutAssistant) -> None:
    answer = samples.ask("What did Xi say about Taiwan?")
    assert not answer.answered
    assert not answer.citations
    assert [c.speakers for c in answer.related] == [("Imran Khan",)]
    assert answer.text.startswith("Nothing is recorded of Xi on “Taiwan”")


def test_a_follow_up_is_resolved_from_the_history(samples: ReadoutAssistant) -> None:
    first = samples.ask(TAIWAN)
    as_dicts = [{"role": "user", "content": TAIWAN}, {"role": "assistant", "content": first.text}]
    as_messages = [HumanMessage(TAIWAN), AIMessage(first.text)]
    for history in (as_dicts, as_messages):
        answer = samples.ask("and Xi?", history=history)
        assert not answer.answered
        assert [c.speaker for c in answer.related] == ["Imran Khan"]


@pytest.mark.parametrize(
    "question",
    [
        "What did Khan say about Kashmir?",
        "What did Zykov say about Taiwan?",
        "What did Varrick say about whaling?",
    ],
)
def test_what_nobody_said_is_not_recorded(samples: ReadoutAssistant, question: str) -> None:
    answer = samples.ask(question)
    assert not answer.answered
    assert not answer.citations
    assert not answer.related


def test_filters_are_hard_conditions(samples: ReadoutAssistant) -> None:
    call = next(r.id for r in samples.readouts() if "Imran Khan" in r.participants)
    other = next(r.id for r in samples.readouts() if "Imran Khan" not in r.participants)
    assert samples.ask(TAIWAN, readouts=[call]).answered
    assert not samples.ask(TAIWAN, readouts=[other]).answered
    assert samples.ask(TAIWAN, since="2021-10-26", until=date(2021, 10, 26)).answered
    assert not samples.ask(TAIWAN, since="2022-01-01").answered
    assert (
        samples.ask("What was said about Taiwan?", speaker="Khan").citations[0].speaker
        == "Imran Khan"
    )
    assert not samples.ask("What was said about Taiwan?", speaker="Xi Jinping").answered
    assert not samples.ask("What was said about Taiwan?", speaker="Nobody Known").answered


def test_a_stream_is_the_answer_in_pieces(samples: ReadoutAssistant) -> None:
    stream = samples.stream(TAIWAN)
    assert stream.answer is None
    pieces = list(stream)
    assert len(pieces) > 5
    assert stream.answer == samples.ask(TAIWAN)
    assert "".join(pieces) == stream.answer.text


def test_an_answer_can_be_awaited(samples: ReadoutAssistant) -> None:
    assert asyncio.run(samples.aask(TAIWAN)) == samples.ask(TAIWAN)


def test_the_chain_is_the_same_path(samples: ReadoutAssistant) -> None:
    chain = samples.as_runnable()
    assert chain.invoke({"question": TAIWAN}) == samples.ask(TAIWAN)
    history = [{"role": "user", "content": TAIWAN}]
    assert chain.invoke({"question": "and Xi?", "history": history}) == samples.ask(
        "and Xi?", history
    )


def test_search_ranks_passages_and_makes_no_answer(samples: ReadoutAssistant) -> None:
    hits = samples.search("Taiwan", k=3)
    assert len(hits) == 3
    assert "Taiwan" in hits[0].passage.text
    assert all(
        "Xi Jinping" in hit.passage.speakers for hit in samples.search("Taiwan", speaker="Xi")
    )
    assert samples.search("Taiwan", speaker="Nobody Known") == ()
    with pytest.raises(QuestionError):
        samples.search("Taiwan", k=0)


def test_the_library_is_a_langchain_retriever(samples: ReadoutAssistant) -> None:
    documents = ReadoutRetriever(search=samples.search).invoke("Taiwan")
    assert "Taiwan" in documents[0].page_content
    assert documents[0].metadata["speakers"] == ["Imran Khan"]


def test_attribute_stores_nothing(samples: ReadoutAssistant) -> None:
    before = len(samples.readouts())
    sentences = samples.attribute(PROSE)
    assert sentences[1].speakers == ("Maria Lindqvist",)
    assert sentences[4].speakers == JOINT
    assert len(samples.readouts()) == before
    with pytest.raises(DocumentError):
        samples.attribute("   ")


def test_adding_is_idempotent_and_reports(tmp_path: Path) -> None:
    write(tmp_path, "in/call.txt", MFA)
    write(tmp_path, "in/deep/prose.txt", PROSE)
    write(tmp_path, "in/empty.txt", "")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        first = assistant.add(tmp_path / "in")
        assert (len(first.added), len(first.failed)) == (2, 1)
        assert first.failed[0].path.endswith("empty.txt")
        assert "empty" in first.failed[0].reason
        again = assistant.add(tmp_path / "in")
        assert (again.added, again.replaced) == ((), ())
        assert set(again.unchanged) == set(first.added)
        copy = assistant.add(write(tmp_path, "copy.txt", MFA))
        assert (copy.added, len(copy.unchanged)) == ((), 1)


def test_a_changed_file_takes_the_place_of_its_old_version(tmp_path: Path) -> None:
    path = write(tmp_path, "call.txt", MFA)
    with ReadoutAssistant(tmp_path / "library") as assistant:
        [old] = assistant.add(path).added
        path.write_text(MFA.replace("grain stores", "salt mines"), encoding="utf-8")
        [new] = assistant.add(path).replaced
        assert [r.id for r in assistant.readouts()] == [new] != [old]
        assert not assistant.ask("What did Anwar say about grain?").answered
        assert assistant.ask("What did Anwar say about salt mines?").answered


def test_removing_leaves_nothing_behind(tmp_path: Path) -> None:
    with ReadoutAssistant(tmp_path / "library") as assistant:
        [id] = assistant.add(write(tmp_path, "call.txt", MFA)).added
        assistant.remove(id)
        assert assistant.readouts() == []
        assert assistant.search("grain") == ()
        assert not assistant.ask("What did Anwar say about grain?").answered
        assert list(assistant._opened().store.passages()) == []
        with pytest.raises(UnknownReadout):
            assistant.remove(id)
        assert len(assistant.add(tmp_path / "call.txt").added) == 1


def test_everything_survives_closing_and_rebuilding(tmp_path: Path) -> None:
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(write(tmp_path, "call.txt", MFA))
        before = assistant.ask("What did Anwar say about grain?")
        readouts = assistant.readouts()
    (tmp_path / "call.txt").unlink()
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assert assistant.readouts() == readouts
        assert assistant.ask("What did Anwar say about grain?") == before
        assert assistant.rebuild() == 1
        assert assistant.ask("What did Anwar say about grain?") == before


def test_opening_under_another_embedder_names_both_and_the_remedy(tmp_path: Path) -> None:
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(write(tmp_path, "call.txt", MFA))
    from vectorstore.embeddings import packaged_folder

    other = Settings(library=str(tmp_path / "library"), embedding_model=str(packaged_folder()))
    with ReadoutAssistant(other) as assistant:
        assert len(assistant.readouts()) == 1
        with pytest.raises(LibraryError) as caught:
            assistant.ask("What did Anwar say about grain?")
        assert "all-MiniLM-L6-v2" in str(caught.value)
        assert "readout rebuild" in str(caught.value)
        assistant.rebuild()
        assert assistant.ask("What did Anwar say about grain?").answered


def test_a_held_library_names_its_holder(tmp_path: Path) -> None:
    with (
        ReadoutAssistant(tmp_path / "library"),
        pytest.raises(LibraryError, match="in use by process"),
    ):
        ReadoutAssistant(tmp_path / "library")
    ReadoutAssistant(tmp_path / "library").close()


def test_a_closed_library_says_so(tmp_path: Path) -> None:
    assistant = ReadoutAssistant(tmp_path / "library")
    assistant.close()
    assistant.close()
    for use in (
        lambda: assistant.ask(TAIWAN),
        lambda: assistant.add(tmp_path),
        lambda: assistant.search("x"),
        assistant.rebuild,
    ):
        with pytest.raises(LibraryError, match="is closed"):
            use()


def test_a_file_that_takes_on_anothers_text_leaves_none_of_its_own(tmp_path: Path) -> None:
    first, second = write(tmp_path, "a.txt", MFA), write(tmp_path, "b.txt", PROSE)
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(first, second)
        second.write_text(MFA, encoding="utf-8")
        assistant.add(first, second)
        assert [Path(r.path or "").name for r in assistant.readouts()] == ["a.txt"]


def test_what_a_page_says_of_itself_is_renewed(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", f"---\ntitle: T\nissuer: Ministry of A\n---\n{PROSE}")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(path)
        path.write_text(
            path.read_text("utf-8").replace("Ministry of A", "Ministry of B"), encoding="utf-8"
        )
        assert len(assistant.add(path).replaced) == 1
        assert [r.issuer for r in assistant.readouts()] == ["Ministry of B"]


@pytest.mark.parametrize("question", ["???", ".*", "1", "\U0001f600", "what did they say"])
def test_a_question_about_nothing_is_not_answered_at_random(
    samples: ReadoutAssistant, question: str
) -> None:
    answer = samples.ask(question)
    assert not answer.answered
    assert not answer.related
    assert "names no person, topic or day" in answer.text


def test_an_empty_library_answers_that_nothing_is_recorded(tmp_path: Path) -> None:
    with ReadoutAssistant(tmp_path / "library") as assistant:
        answer = assistant.ask(TAIWAN)
        assert not answer.answered
        assert "0 readouts" in answer.text
        assert assistant.search("Taiwan") == ()


@pytest.mark.parametrize("question", ["", "   ", "x" * 100_000, "\ud800 Taiwan"])
def test_a_question_that_is_none_is_refused(samples: ReadoutAssistant, question: str) -> None:
    with pytest.raises(QuestionError) as caught:
        samples.ask(question)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "arguments",
    [
        {"since": "last spring"},
        {"since": "2022-01-01", "until": "2021-01-01"},
        {"speaker": " "},
        {"history": [{"role": "user"}]},
        {"history": ["hello"]},
        {"speaker": 5},
        {"readouts": 5},
    ],
)
def test_arguments_that_cannot_be_used_are_named(
    samples: ReadoutAssistant, arguments: dict[str, object]
) -> None:
    with pytest.raises(QuestionError):
        samples.ask(TAIWAN, **arguments)  # type: ignore[arg-type]


def test_an_unknown_readout_is_named(samples: ReadoutAssistant) -> None:
    for use in (lambda: samples.ask(TAIWAN, readouts=["nope"]), lambda: samples.readout("nope")):
        with pytest.raises(UnknownReadout, match="nope"):
            use()


def test_settings_are_checked_and_unknown_ones_named() -> None:
    assert from_environment({"READOUT_THREADS": "4", "HOME": "/x"}).threads == 4
    for environment in (
        {"READOUT_COLOUR": "red"},
        {"READOUT_THREADS": "many"},
        {"READOUT_THREADS": "0"},
        {"READOUT_LIBRARY": " "},
    ):
        with pytest.raises(SettingsError):
            from_environment(environment)
    with pytest.raises(SettingsError, match="model"):
        ReadoutAssistant("unused", model="provider:name")


def test_a_phrase_in_quotation_marks_is_searched_exactly(samples: ReadoutAssistant) -> None:
    answer = samples.ask("Who said “one-China policy”?")
    assert answer.answered
    assert all("one-china policy" in citation.quote.casefold() for citation in answer.citations)
    assert not samples.ask("Who said “policy one-China”?").answered
