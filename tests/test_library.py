"""The library: what an add does, what a user puts right, and that nothing is lost."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant import DocumentError, LibraryError, ReadoutAssistant
from assistant.domain.readout import Person
from assistant.errors import DetailError
from assistant.passages import cut
from assistant.retrieval import snapshot
from tests.test_formats import PARAGRAPHS, TITLE, archive, simple_pdf
from tests.writing import MFA, PROSE, put
from vectorstore.errors import StoreUnavailable

ROOT = Path(__file__).resolve().parent.parent
CALL = "\n\n".join((TITLE, *PARAGRAPHS))
LONG = "\n\n".join(
    (
        TITLE,
        "5 May 2024",
        *PARAGRAPHS,
        "They also discussed the fisheries of the northern sea and the price of grain in both countries.",
    )
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def assistant(tmp_path: Path) -> ReadoutAssistant:
    with ReadoutAssistant(tmp_path / "library") as opened:
        yield opened


def origins(assistant: ReadoutAssistant, id: str) -> list[str]:
    return [Path(origin.place).name for origin in assistant.readout(id).origins]


def test_page_and_pdf_of_one_account_are_one_readout_and_the_decision_is_shown(
    assistant: ReadoutAssistant, folder: Path
) -> None:
    put(folder, "a.txt", CALL)
    simple_pdf(folder / "b.pdf")
    report = assistant.add(folder)
    [id] = report.added
    [fold] = report.folded
    assert (Path(fold.path).name, fold.id, fold.reason) == ("b.pdf", id, "the same words")
    assert origins(assistant, id) == ["a.txt", "b.pdf"]
    again = assistant.add(folder)
    assert (again.added, again.unchanged, again.replaced, again.folded) == ((), (id,), (), ())


def test_a_fuller_version_takes_the_place_of_an_extract_and_an_extract_is_folded(
    assistant: ReadoutAssistant, folder: Path
) -> None:
    put(folder, "a.txt", CALL)
    first = assistant.add(folder)
    put(folder, "b.txt", LONG)
    report = assistant.add(folder)
    [fuller] = report.replaced
    assert "fisheries" in assistant.readout(fuller).text
    assert "took its place" in report.folded[0].reason
    assert [r.id for r in assistant.readouts()] == [fuller] != list(first.added)
    put(folder, "c.txt", "\n\n".join((TITLE, "5 May 2024", *PARAGRAPHS)) + " ")
    assert assistant.add(folder).folded[0].reason == "every sentence of it stands there"
    assert origins(assistant, fuller) == ["b.txt", "a.txt", "c.txt"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one word differs", CALL.replace("will stay open", "will not stay open")),
        ("another issuer's", f"---\nissuer: Costana\n---\n{CALL}"),
        ("another year's", f"---\ndate: 2020-01-01\n---\n{CALL}"),
        ("a short extract", "\n\n".join((TITLE, PARAGRAPHS[0]))),
    ],
)
def test_what_only_resembles_is_kept_apart(
    assistant: ReadoutAssistant, folder: Path, name: str, text: str
) -> None:
    put(folder, "a.md", f"---\nissuer: Norland\n---\n{CALL}")
    put(folder, "b.md", text)
    report = assistant.add(folder)
    assert len(report.added) == 2, name
    assert not report.folded


def test_a_copy_that_changes_becomes_a_readout_of_its_own(
    assistant: ReadoutAssistant, folder: Path
) -> None:
    put(folder, "a.txt", CALL)
    put(folder, "b.txt", CALL + "\n")
    [id] = assistant.add(folder).added
    put(folder, "a.txt", MFA)
    report = assistant.add(folder)
    assert len(report.added) == 1
    assert origins(assistant, id) == ["b.txt"]
    assert assistant.readout(id).path == str(folder / "b.txt")
    assert len(assistant.readouts()) == 2


def test_a_changed_file_replaces_its_old_version_and_leaves_nothing_behind(
    assistant: ReadoutAssistant, folder: Path
) -> None:
    put(folder, "a.txt", PROSE)
    [old] = assistant.add(folder).added
    put(folder, "a.txt", PROSE.replace("forty minutes", "an hour"))
    [new] = assistant.add(folder).replaced
    assert [r.id for r in assistant.readouts()] == [new] != [old]
    assert assistant.readout(new).version == 2
    stored = {id for id, _ in assistant._opened().store.passages()}
    assert stored == {passage.id for passage in cut(assistant.readout(new))}
    put(folder, "a.txt", PROSE)  # and back
    assert assistant.add(folder).replaced == (old,)
    assert [r.id for r in assistant.readouts()] == [old]
    assert assistant.check().sound


def test_a_replacement_cut_short_shows_the_new_version_alone(tmp_path: Path, folder: Path) -> None:
    """The new version is written and the old one not yet deleted when the process ends."""
    put(folder, "a.txt", PROSE)
    code = f"""
import os
from assistant import ReadoutAssistant
from assistant.retrieval.library import Library
Library.remove = lambda self, id: os._exit(9)
with ReadoutAssistant({str(tmp_path / "library")!r}) as assistant:
    assistant.add({str(folder)!r})
"""
    with ReadoutAssistant(tmp_path / "library") as assistant:
        [old] = assistant.add(folder).added
    put(folder, "a.txt", PROSE.replace("forty minutes", "an hour"))
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 9
    with ReadoutAssistant(tmp_path / "library") as assistant:
        [new] = assistant.readouts()
        assert new.id != old
        assert "an hour" in new.text
        assert len(assistant.add(folder).unchanged) == 1
        report = assistant.check(repair=True)
        assert [finding.where for finding in report.found if "later version" in finding.what] == [
            old
        ]
        assert assistant.check().found == ()


def test_an_interrupted_add_goes_on_where_it_stopped(
    assistant: ReadoutAssistant, folder: Path
) -> None:
    for number in range(70):
        put(folder, f"{number:02}.txt", PROSE.replace("forty", f"{number + 2}"))
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        assistant.add(folder, progress=stop)
    there = len(assistant.readouts())
    assert 0 < there < 70
    assert seen[0][1] == 70
    report = assistant.add(folder, progress=lambda done, total: seen.append((done, total)))
    assert (len(report.unchanged), len(report.added)) == (there, 70 - there)
    assert seen[-1] == (70, 70)
    assert assistant.check().sound


def test_remove_leaves_nothing_behind(assistant: ReadoutAssistant, folder: Path) -> None:
    put(folder, "a.txt", CALL)
    put(folder, "b.txt", PROSE)
    for id in assistant.add(folder).added:
        assistant.remove(id)
    store = assistant._opened().store
    assert not list(store.passages())
    assert not list(store.records())
    assert not assistant.ask("What did Lindqvist say about the border?").answered


def test_a_title_that_is_edited_is_embedded_anew(assistant: ReadoutAssistant, folder: Path) -> None:
    put(folder, "a.txt", CALL)
    [id] = assistant.add(folder).added
    library = assistant._opened()
    before = np.array(library.vectors.matrix)
    assistant.edit(id, title="A talk on fisheries")
    assert not np.allclose(before, assistant._opened().vectors.matrix, atol=1e-3)
    assert assistant.check().sound


def test_details_are_mended_and_the_mend_survives(
    assistant: ReadoutAssistant, folder: Path
) -> None:
    put(folder, "a.txt", CALL)
    [id] = assistant.add(folder).added
    before = assistant.readout(id)
    assert "date" in before.inferred
    edited = assistant.edit(
        id, date="2024-05-03", published=date(2024, 5, 6), issuer="Office of the President of Norland", kind="meeting", place="Norhaven",
        participants=["Ana Reis; Foreign Minister; Costana", "Paulo Andrade; Premier; Costana"],
    )  # fmt: skip
    assert (edited.date, edited.published, edited.kind, edited.place) == (
        date(2024, 5, 3),
        date(2024, 5, 6),
        "meeting",
        "Norhaven",
    )
    assert Person("Ana Reis", "Foreign Minister", "Costana") in edited.people
    assert Person("Paulo Andrade", "Premier", "Costana") in edited.people
    assert "date" not in edited.inferred
    assistant.edit(id, language="en")
    assistant.rebuild()
    assert assistant.readout(id).date == date(2024, 5, 3)
    put(folder, "a.txt", CALL.replace("hard to reach", "easy to reach"))
    [new] = assistant.add(folder).replaced
    renewed = assistant.readout(new)
    assert (renewed.date, renewed.place, renewed.language) == (date(2024, 5, 3), "Norhaven", "en")
    assert Person("Ana Reis", "Foreign Minister", "Costana") in renewed.people
    back = assistant.unedit(new, "date", "participants")
    assert (back.date, back.place) == (date(2024, 5, 4), "Norhaven")
    assert "Ana Reis" not in back.participants
    assert assistant.check().sound


@pytest.mark.parametrize(
    ("details", "reason"),
    [({"date": "someday"}, "field date is not a date"), ({"kind": "party"}, "no kind of readout"), ({"colour": "red"}, "field colour is unknown"), ({"place": " "}, "field place is empty")],
)  # fmt: skip
def test_an_edit_that_cannot_be_made_names_field_and_value(
    assistant: ReadoutAssistant, folder: Path, details: dict[str, str], reason: str
) -> None:
    put(folder, "a.txt", CALL)
    [id] = assistant.add(folder).added
    with pytest.raises(DetailError, match=reason):
        assistant.edit(id, **details)
    with pytest.raises(DetailError, match="is not edited"):
        assistant.unedit(id, "date")


def test_an_edited_date_is_the_one_that_filters_go_by(
    assistant: ReadoutAssistant, folder: Path
) -> None:
    put(folder, "a.txt", CALL)
    [id] = assistant.add(folder).added
    question = "What did Lindqvist say about the border?"
    assert assistant.ask(question, until="2024-12-31").answered
    assistant.edit(id, date="2025-02-01")
    assert not assistant.ask(question, until="2024-12-31").answered
    assert assistant.ask(question, since="2025-01-01").citations[0].date == date(2025, 2, 1)


def test_refresh_reads_every_place_anew(assistant: ReadoutAssistant, folder: Path) -> None:
    put(folder, "a.txt", CALL)
    put(folder, "b.txt", PROSE)
    archive(folder / "c.zip", {"d.txt": MFA.encode()})
    assistant.add(folder)
    put(folder, "a.txt", CALL.replace("hard to reach", "easy to reach"))
    (folder / "b.txt").unlink()
    report = assistant.refresh()
    assert (len(report.replaced), len(report.unchanged)) == (1, 1)
    assert [(Path(f.path).name, f.reason) for f in report.failed] == [
        ("b.txt", "no such file or folder")
    ]
    assert len(assistant.readouts()) == 3  # what is gone from its place stays in the library


def test_a_library_of_an_earlier_version_is_read(assistant: ReadoutAssistant, folder: Path) -> None:
    put(folder, "a.txt", CALL)
    [id] = assistant.add(folder).added
    library = assistant._opened()
    [(_, text)] = library.store.records()
    record = json.loads(text)
    for name in (
        "origins",
        "stated",
        "stated_people",
        "edits",
        "replaced",
        "published",
        "place",
        "language",
        "version",
        "supersedes",
    ):
        del record[name]
    record["digest"] = "x"
    library.store.put_records({id: json.dumps(record)})
    library.unsettle()
    readout = assistant.readout(id)
    assert [(o.place, o.digest) for o in readout.origins] == [(str(folder / "a.txt"), "x")]
    assert assistant.ask("What did Lindqvist say about the border?").answered


def test_a_question_needs_no_store_once_the_library_has_settled(
    tmp_path: Path, folder: Path
) -> None:
    put(folder, "a.txt", CALL)
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(folder)
    code = f"""
import sys
from assistant import ReadoutAssistant
with ReadoutAssistant({str(tmp_path / "library")!r}) as assistant:
    assert assistant.ask("What did Lindqvist say about the border?").answered
    assert assistant.add({str(folder)!r}).unchanged
print([m for m in ("chromadb", "torch", "langchain_core", "httpx", "gradio") if m in sys.modules])
"""
    assert (
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
        ).stdout.strip()
        == "[]"
    )


def damage_record(assistant: ReadoutAssistant, id: str) -> None:
    assistant._opened().store._records.update(
        ids=[id], documents=['{"text": "half'], embeddings=[[1.0, 1.0]]
    )


def damage_record_unseen(assistant: ReadoutAssistant, id: str) -> None:
    """Damage a record of which no snapshot is left."""
    damage_record(assistant, id)
    (assistant._library._folder / snapshot.FILE).unlink()


def damage_passage(assistant: ReadoutAssistant, id: str) -> None:
    vectors = assistant._opened().store.vectors([f"{id}:0"], 384)
    assistant._opened().store._open().update(
        ids=[f"{id}:0"], documents=["other words"], embeddings=vectors
    )


def damage_vector(assistant: ReadoutAssistant, id: str) -> None:
    assistant._opened().store._open().update(ids=[f"{id}:0"], embeddings=[[0.0] * 383 + [1.0]])


def orphan(assistant: ReadoutAssistant, id: str) -> None:
    assistant._opened().store._open().add(
        ids=["nobody:0"], documents=["x"], embeddings=[[0.0] * 383 + [1.0]]
    )


def lose_passage(assistant: ReadoutAssistant, id: str) -> None:
    assistant._opened().store.delete_passages([f"{id}:0"])


def swap_kept_vectors(assistant: ReadoutAssistant, id: str) -> None:
    path = assistant._library._folder / "vectors" / "vectors.npy"
    vectors = np.load(path)
    np.save(path, vectors[::-1].copy())


def swap_bm25(assistant: ReadoutAssistant, id: str) -> None:
    path = assistant._library._folder / "bm25" / "vocab.index.json"
    vocabulary = json.loads(path.read_text("utf-8"))
    first, second = sorted(vocabulary)[5:7]
    del vocabulary[first]
    path.write_text(json.dumps(vocabulary), encoding="utf-8")
    assert second


def cut_snapshot(assistant: ReadoutAssistant, id: str) -> None:
    path = assistant._library._folder / snapshot.FILE
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize(
    ("damage", "said", "mendable"),
    [
        (damage_record, "its record is lost or damaged in the store", True),
        (damage_record_unseen, "its record cannot be read", False),
        (damage_passage, "its passages are not those of its text", True),
        (damage_vector, "a vector is not that of its passage", True),
        (orphan, "a passage of no readout", True),
        (lose_passage, "its passages are not those of its text", True),
        (swap_kept_vectors, "what is kept is not what the library holds", True),
        (swap_bm25, "what is kept is not what the library holds", True),
        (cut_snapshot, "what is kept is not what the library holds", True),
    ],
)
def test_a_check_finds_damage_and_repair_mends_what_can_be(
    tmp_path: Path, folder: Path, damage: object, said: str, mendable: bool
) -> None:
    put(folder, "a.txt", CALL)
    put(folder, "b.txt", PROSE)
    with ReadoutAssistant(tmp_path / "library") as assistant:
        id = assistant.add(folder).added[0]
        assert assistant.check().found == ()
        damage(assistant, id)
        report = assistant.check()
        assert not report.sound
        assert said in {
            finding.what.split(";")[0].split(" (")[0].split(",")[0] for finding in report.found
        }
        assert all(
            finding.mendable == mendable
            for finding in report.found
            if finding.what.startswith(said)
        )
        repaired = assistant.check(repair=True)
        assert repaired.sound == mendable
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assert (assistant.check().found == ()) == mendable
        if mendable:
            assert assistant.ask("What did Lindqvist say about the border?").answered


@pytest.mark.parametrize("share", [0, 3, 7])
def test_a_truncated_store_still_answers_and_is_made_again(
    tmp_path: Path, folder: Path, share: int
) -> None:
    put(folder, "a.txt", CALL)
    put(folder, "b.txt", PROSE)
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(folder)
        edited = assistant.edit(assistant.readouts()[0].id, place="Norhaven")
        assistant.ask("What did Lindqvist say about the border?")
    database = tmp_path / "library" / "chroma" / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[: database.stat().st_size * share // 10])
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assert assistant.ask("What did Lindqvist say about the border?").answered
        put(folder, "c.txt", MFA)
        with pytest.raises(LibraryError):
            assistant.add(folder)
        assert not assistant.check().sound
        assert assistant.check(repair=True).sound
        assert assistant.readout(edited.id).place == "Norhaven"
        assert len(assistant.add(folder).added) == 1
        assert assistant.check().found == ()
    assert bool(list((tmp_path / "library").glob("chroma.damaged-*"))) == (
        share > 0
    )  # nothing is left of one cut to nothing


def test_a_lost_store_is_not_taken_for_an_empty_one(tmp_path: Path, folder: Path) -> None:
    put(folder, "a.txt", CALL)
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(folder)
    shutil.rmtree(tmp_path / "library" / "chroma")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        put(folder, "b.txt", PROSE)
        with pytest.raises(LibraryError, match="its store is lost; `readout check --repair`"):
            assistant.add(folder)
        assert assistant.check(repair=True).sound
        assert len(assistant.add(folder).added) == 1


def test_a_whole_library_is_carried_as_one_archive(tmp_path: Path, folder: Path) -> None:
    put(folder, "a.txt", CALL)
    put(folder, "b.txt", PROSE)
    with ReadoutAssistant(tmp_path / "one") as one:
        first, _ = one.add(folder).added
        one.edit(first, place="Norhaven")
        one.correct(first, 1, "Paulo Andrade")
        assert one.export(tmp_path / "all.zip") == 2
        expected = {r.id: r for r in one.readouts()}
    with ReadoutAssistant(tmp_path / "two") as two:
        two._library.embeddings.embed_documents = lambda texts: (
            pytest.fail("embedded again") if len(texts[0].split()) > 5 else real(texts)
        )
        real = type(two._library.embeddings).embed_documents.__get__(two._library.embeddings)
        report = two.import_(tmp_path / "all.zip")
        assert set(report.added) == set(expected)
        assert {r.id: r for r in two.readouts()} == expected
        assert two.import_(tmp_path / "all.zip").unchanged
    with ReadoutAssistant(tmp_path / "two") as two:
        assert two.check().found == ()
        assert two.ask("What did Lindqvist say about the border?").answered


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (None, "no whole archive of a library"),
        ({"library.json": b"{}"}, "no whole archive of a library"),
        ({"library.json": b'{"format": 99}'}, "is of format 99"),
        (
            {"library.json": b'{"format": 1, "readouts": 1, "manifest": {}}'},
            "no whole archive of a library",
        ),
    ],
)
def test_what_is_no_archive_of_a_library_says_so(
    assistant: ReadoutAssistant, tmp_path: Path, members: dict[str, bytes] | None, reason: str
) -> None:
    path = archive(tmp_path / "x.zip", members or {})
    if members is None:
        path.write_bytes(b"no archive")
    with pytest.raises(DocumentError, match=reason):
        assistant.import_(path)


def test_a_damaged_readout_in_an_archive_is_named_and_the_rest_is_there(
    assistant: ReadoutAssistant, tmp_path: Path, folder: Path
) -> None:
    put(folder, "a.txt", CALL)
    put(folder, "b.txt", PROSE)
    assistant.add(folder)
    assistant.export(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    lines = members["readouts.jsonl"].decode().splitlines()
    record = json.loads(lines[0])
    record["sentences"][0][1] = 10**6
    members["readouts.jsonl"] = "\n".join([json.dumps(record), lines[1], ""]).encode()
    archive(tmp_path / "bad.zip", members)
    with ReadoutAssistant(tmp_path / "other") as other:
        report = other.import_(tmp_path / "bad.zip")
        assert len(report.added) == 1
        assert "readout 1" in report.failed[0].path
        assert "span of sentence 1" in report.failed[0].reason


def test_an_earlier_version_added_from_elsewhere_is_a_readout_again(
    tmp_path: Path, folder: Path
) -> None:
    text = f"A Call on the Border\n\n{PROSE}"
    other = text.replace("forty minutes", "an hour")
    path, elsewhere = put(folder, "a.txt", text), put(folder, "b.txt", text)
    with ReadoutAssistant(tmp_path / "library") as assistant:
        [old] = assistant.add(path).added
        put(folder, "a.txt", other)
        [new] = assistant.add(path).replaced
        assert assistant.add(elsewhere).added == (old,)
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assert {readout.id for readout in assistant.readouts()} == {old, new}
        assistant._library.unsettle()
        assert {readout.id for readout in assistant.readouts()} == {old, new}
        assert assistant.add(folder).added == ()
        assert assistant.check().found == ()


def test_an_import_puts_nothing_out_of_force(tmp_path: Path, folder: Path) -> None:
    path = put(folder, "a.txt", PROSE)
    with ReadoutAssistant(tmp_path / "one") as one:
        [old] = one.add(path).added
        one.correct(old, 1, "Paulo Andrade")
        with ReadoutAssistant(tmp_path / "two") as two:
            two.add(path)
            put(folder, "a.txt", PROSE.replace("forty minutes", "an hour"))
            [new] = two.add(path).replaced
            two.export(tmp_path / "two.zip")
        assert one.import_(tmp_path / "two.zip").added == (new,)
    with ReadoutAssistant(tmp_path / "one") as one:
        assert {readout.id for readout in one.readouts()} == {old, new}
        assert len(one.corrections()) == 1
        assert one.check().sound


def test_a_copy_of_an_edited_readout_is_folded_into_it(
    assistant: ReadoutAssistant, folder: Path
) -> None:
    text = f"---\ntitle: A call\ndate: 2024-05-04\nissuer: Norland\n---\n{MFA}"
    put(folder, "a.md", text)
    [id] = assistant.add(folder).added
    assistant.edit(id, date="2020-01-05", issuer="Costana", title="Another title")
    assistant.correct(id, 1, "Tarek Anwar")
    put(folder, "b.md", text)
    assert assistant.add(folder).folded[0].id == id
    [readout] = assistant.readouts()
    assert (readout.date, readout.issuer) == (date(2020, 1, 5), "Costana")
    assert len(readout.corrections) == 1
    assert origins(assistant, id) == ["a.md", "b.md"]


SPOKEN = "---\ntitle: Remarks by President Lindqvist and Prime Minister Andrade\ndate: 2024-02-03\n---\n\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            PROSE + " They invested 1.5 billion dollars.",
            PROSE + " They invested 15 billion dollars.",
        ),
        (PROSE + " Trade fell by -5 points.", PROSE + " Trade fell by 5 points."),
        (
            SPOKEN
            + "PRESIDENT LINDQVIST:  We will sign the treaty this year.\n\nPRIME MINISTER ANDRADE:  We will not sign the treaty.",
            SPOKEN
            + "PRIME MINISTER ANDRADE:  We will sign the treaty this year.\n\nPRESIDENT LINDQVIST:  We will not sign the treaty.",
        ),
        (f"{PROSE} He would not go yesterday.", f"{PROSE} Yes."),
        (
            "A Call with President Anwar\n\nThe leaders spoke today of the canal.",
            "A Call with President Okoro\n\nThe leaders spoke today of the canal.",
        ),
    ],
)
def test_texts_that_differ_in_a_number_a_label_a_word_or_a_name_are_two(
    assistant: ReadoutAssistant, folder: Path, one: str, other: str
) -> None:
    put(folder, "a.md", one)
    put(folder, "b.md", other)
    report = assistant.add(folder)
    assert len(report.added) == 2
    assert not report.folded


def tamper(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    with zipfile.ZipFile(path) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    record = json.loads(members["readouts.jsonl"].decode().split("\n")[0])
    change(record)
    members["readouts.jsonl"] = (json.dumps(record) + "\n").encode()
    archive(path, members)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("supersedes", ["a"], "supersedes is no text"), ("people", [[1, 2, 3]], "people holds what is no text"), ("issuer", ["a"], "issuer is no text"),
        ("id", "a\nb", "id holds a character"), ("id", 5, "id is no text"), ("id", "", "id is no text"), ("title", 5, "title is no text"),
        ("kind", 7, "kind is none"), ("version", "9", "version or sample"), ("path", 5, "path is no text"), ("date", "soon", "soon"), ("text", None, "text is no text"),
        ("sentences", [[0, 5, "abc", None, None]], "speakers are no names"), ("sentences", [[0, 10**6, [], None, None]], "span of sentence 1"), ("sentences", [], "no sentence"),
        ("colour", "red", "colour"),
    ],
)  # fmt: skip
def test_a_tampered_readout_is_refused_and_named(
    assistant: ReadoutAssistant, tmp_path: Path, folder: Path, field: str, value: object, named: str
) -> None:
    put(folder, "a.txt", PROSE)
    assistant.add(folder)
    assistant.export(tmp_path / "x.zip")
    tamper(tmp_path / "x.zip", lambda record: record.update({field: value}))
    assistant.remove(assistant.readouts()[0].id)
    report = assistant.import_(tmp_path / "x.zip")
    assert report.added == ()
    assert named in report.failed[0].reason
    assert "readout 1" in report.failed[0].path


@pytest.mark.parametrize(
    "vectors",
    [
        np.zeros((4, 384), np.float32),
        np.ones((4, 7), np.float32),
        np.ones((4, 384), np.complex64),
        b"no array",
        b"",
    ],
)
def test_vectors_that_are_none_are_made_again(
    assistant: ReadoutAssistant, tmp_path: Path, folder: Path, vectors: object
) -> None:
    put(folder, "a.txt", PROSE)
    assistant.add(folder)
    assistant.export(tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    data = io.BytesIO()
    if isinstance(vectors, bytes):
        data.write(vectors)
    else:
        np.save(data, vectors)
    archive(tmp_path / "y.zip", {**members, "vectors.npy": data.getvalue()})
    with ReadoutAssistant(tmp_path / "other") as other:
        assert len(other.import_(tmp_path / "y.zip").added) == 1
        assert other.check().found == ()


def test_line_separators_in_a_name_survive_export(
    assistant: ReadoutAssistant, tmp_path: Path, folder: Path
) -> None:
    put(folder, "a\u2028b.txt", PROSE)
    assistant.add(folder)
    assistant.export(tmp_path / "x.zip")
    with ReadoutAssistant(tmp_path / "other") as other:
        assert len(other.import_(tmp_path / "x.zip").added) == 1


def test_after_the_store_has_failed_the_library_is_read_anew(
    assistant: ReadoutAssistant, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a.txt", CALL)
    assistant.add(folder)
    store = assistant._opened().store
    write = store.put_records

    def write_and_fail(records: dict[str, str]) -> None:
        write(records)
        raise StoreUnavailable("the store", "it was lost just after")

    put(folder, "b.txt", PROSE)
    with monkeypatch.context() as patch:
        patch.setattr(store, "put_records", write_and_fail)
        with pytest.raises(LibraryError, match="lost just after; what was added before stays"):
            assistant.add(folder)
    assert len(assistant.readouts()) == 2  # it had been written
    assert assistant.add(folder).added == ()
    assert assistant.check().found == ()


def test_an_archive_that_cannot_be_opened_costs_the_rest_of_its_folder_nothing(
    assistant: ReadoutAssistant, folder: Path
) -> None:
    put(folder, "a.txt", CALL)
    put(folder, "b.zip", "no archive")
    put(folder, "c.txt", PROSE)
    report = assistant.add(folder)
    assert len(report.added) == 2
    assert [Path(failure.path).name for failure in report.failed] == ["b.zip"]
