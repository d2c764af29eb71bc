"""Verify a library: text, spans, vectors, BM25, manifest and what is kept beside them, each against the others; mend what can be.

Records are the truth. Passages, vectors and indexes are made of them again; a store that is lost is
made again of the snapshot beside it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.adding import BATCH, batches
from assistant.domain.readout import Readout
from assistant.domain.record import from_json, to_json
from assistant.domain.report import SourceReport
from assistant.errors import LibraryError
from assistant.passages import cut, embedded_text
from assistant.retrieval import snapshot
from assistant.retrieval.indexes import key
from assistant.retrieval.library import Library
from assistant.text import terms
from vectorstore.errors import ManifestMismatch, StoreError
from vectorstore.sparse import SparseIndex
from vectorstore.vectors import VectorIndex

if TYPE_CHECKING:
    from vectorstore.dense import Store

SAMPLE = 50  # passages that are embedded anew to be compared
AGREES = 0.99  # cosine of a vector with the one made anew; bf16 and fp32 agree to .9999
CHROMA = "chroma"
KEPT = ("bm25", "vectors", "words")
# Opening a damaged folder may end the process; so another one tries it first.
PROBE = """
import sys
from vectorstore.dense import open_store
store = open_store(sys.argv[1])
print(sum(1 for _ in store.records()))
store.close()
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a library: where, what, and whether `repair` can mend it."""

    where: str
    what: str
    mendable: bool = True


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How many readouts and passages were looked at, what was found, and what of it was mended.

    `sources` is what holding the library against its files found, where that was asked for.
    """

    readouts: int
    passages: int
    found: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    sources: SourceReport | None = None

    @property
    def sound(self) -> bool:
        """Tell whether nothing is wrong, or no longer."""
        differing = self.sources is not None and self.sources.differing and not self.sources.reread
        return set(self.found) <= set(self.mended) and not differing


def problems(readout: Readout) -> list[str]:
    """Return what is wrong with a readout by itself: spans that lie outside its text or overlap."""
    wrong = []
    end = 0
    for number, sentence in enumerate(readout.sentences, 1):
        if not end <= sentence.start < sentence.end <= len(readout.text):
            wrong.append(f"the span of sentence {number} is not in its place in the text")
        end = sentence.end
    if any(
        not 0 <= paragraph.start <= paragraph.end <= len(readout.text)
        for paragraph in readout.paragraphs
    ):
        wrong.append("the span of a paragraph lies outside the text")
    return wrong if readout.sentences else ["it has no sentence"]


def broken_store(place: str) -> str | None:
    """Return what keeps a local store from being opened and read, tried in a process of its own, or None."""
    if not (Path(place) / CHROMA).exists():
        return "it is not there" if (Path(place) / snapshot.FILE).exists() else None
    done = subprocess.run(
        [sys.executable, "-c", PROBE, place], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return "it is empty" if done.stdout.strip() == "0" and _held(Path(place)) else None
    lines = done.stderr.strip().splitlines()
    return (
        lines[-1]
        if done.returncode > 0 and lines
        else f"opening it ended the process (signal {-done.returncode})"
    )


def restore(folder: Path, connect: Callable[[str], Store], lost: Library) -> int:
    """Make a lost store again of the snapshot beside it, and put the damaged one aside.

    Return the number of readouts.

    The new one takes its place when it is whole. LibraryError if there is no snapshot.
    """
    kept = snapshot.load(folder) or snapshot.older(folder)
    if kept is None:
        raise LibraryError(
            f"{folder}: the store is lost, and no snapshot of it is there; put its folder aside and add the files anew"
        )
    index = VectorIndex.load(folder / "vectors")
    known = dict(zip(index.keys, index.matrix, strict=True)) if index else {}
    workshop = folder / "restoring"
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir()
    library = Library(lambda: connect(str(workshop)), lost.embeddings, lost.embeddings)
    for batch in batches(map(from_json, kept.records), BATCH):
        library.add(batch, known)
    library.close()
    if (folder / CHROMA).exists():
        (folder / CHROMA).rename(folder / f"{CHROMA}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    (workshop / CHROMA).rename(folder / CHROMA)
    workshop.rmdir()
    return len(kept.records)


def check(library: Library, folder: Path | None, repair: bool = False) -> CheckReport:
    """Look at everything, and mend what can be if told to.

    LibraryError where the store cannot be read.
    """
    try:
        held = _held(folder)
        found = [
            *_records(library, held),
            *_manifest(library),
            *_passages(library),
            *_kept(library, folder, held),
        ]
    except StoreError as error:
        raise LibraryError(str(error)) from error
    mended = _mend(library, folder, found, held) if repair else []
    passages = sum(len(cut(readout)) for readout in library.readouts.values())
    return CheckReport(len(library.readouts), passages, tuple(found), tuple(mended))


def _held(folder: Path | None) -> dict[str, Readout]:
    """Return the readouts of the snapshot, which is in step with the store where it is there."""
    kept = snapshot.load(folder) if folder else None
    return {readout.id: readout for readout in map(from_json, kept.records)} if kept else {}


def _records(library: Library, held: Mapping[str, Readout]) -> Iterator[Finding]:
    whole = dict(library.store.records())
    for id in held.keys() - whole.keys():
        yield Finding(id, LOST)
    for id in library.store.digests().keys() - whole.keys() - held.keys():
        yield Finding(id, "parts of its record are missing; add its file anew", mendable=False)
    for id, text in whole.items():
        wrong = _wrong_record(id, text)
        if wrong:
            yield (
                Finding(id, LOST)
                if id in held
                else Finding(id, f"{wrong}; add its file anew", mendable=False)
            )
        elif id not in library.readouts:
            yield Finding(id, SUPERSEDED)


def _wrong_record(id: str, text: str) -> str | None:
    try:
        readout = from_json(text)
    except ValueError as error:
        return f"its record cannot be read ({error})"
    wrong = problems(readout)
    return (
        wrong[0] if wrong else None if readout.id == id else f"its record is that of {readout.id}"
    )


def _manifest(library: Library) -> Iterator[Finding]:
    try:
        library.store.open_passages(library.manifest, "")
    except ManifestMismatch as error:
        yield Finding(
            "manifest",
            f"the {error.field} is {error.stored!r}, and {error.wanted!r} is asked for; run `readout rebuild`",
            False,
        )


def _passages(library: Library) -> Iterator[Finding]:
    if any(_manifest(library)):
        return
    stored = dict(library.store.passages())
    wanted = {
        passage.id: (passage, readout)
        for readout in library.readouts.values()
        for passage in cut(readout)
    }
    for id in stored.keys() - wanted.keys():
        yield Finding(id, ORPHAN)
    wrong = {id for id, (passage, _) in wanted.items() if stored.get(id) != passage.text}
    for readout_id in sorted({wanted[id][1].id for id in wrong}):
        yield Finding(readout_id, PASSAGES)
    ids = [id for id in wanted if id not in wrong]
    vectors = library.store.vectors(ids, library.embeddings.dimension)
    lengths = np.linalg.norm(vectors, axis=1)
    bad = {id for id, length in zip(ids, lengths, strict=True) if abs(length - 1) > 0.05}
    step = max(1, len(ids) // SAMPLE)
    sample = [place for place in range(0, len(ids), step) if ids[place] not in bad]
    anew = (
        library.embeddings.embed_documents([embedded_text(*wanted[ids[place]]) for place in sample])
        if sample
        else []
    )
    for place, vector in zip(sample, anew, strict=True):
        if float(vectors[place] @ np.asarray(vector, dtype=np.float32)) < AGREES:
            bad.add(ids[place])
    for readout_id in sorted({wanted[id][1].id for id in bad}):
        yield Finding(readout_id, VECTORS)


def _kept(library: Library, folder: Path | None, held: Mapping[str, Readout]) -> Iterator[Finding]:
    """Compare what is kept beside the store with what it is made of.

    What is missing is no fault, and made when needed.
    """
    if folder is None:
        return
    passages = [passage for readout in library.readouts.values() for passage in cut(readout)]
    if (folder / snapshot.FILE).exists() and held != library.readouts:
        yield Finding(snapshot.FILE, KEPT_WRONG)
    index = VectorIndex.load(folder / "vectors")
    if index is None:
        if (folder / "vectors").exists():
            yield Finding("vectors", KEPT_WRONG)
    elif list(index.keys) == [
        key(passage, library.readouts[passage.readout_id]) for passage in passages
    ]:
        stored = library.store.vectors(
            [passage.id for passage in passages], library.embeddings.dimension
        )
        if passages and not np.allclose(index.matrix, stored, atol=1e-3):
            yield Finding("vectors", KEPT_WRONG)
    ids = [passage.id for passage in passages]
    sparse = SparseIndex.load(folder / "bm25", ids, terms)
    if sparse is not None and not _same_counts(
        sparse, [terms(passage.text) for passage in passages]
    ):
        yield Finding("bm25", KEPT_WRONG)


def _same_counts(sparse: SparseIndex, tokens: Sequence[Sequence[str]]) -> bool:
    counts: dict[str, int] = {}
    for row in tokens:
        for token in set(row):
            counts[token] = counts.get(token, 0) + 1
    return counts.keys() == {t for t in sparse.vocabulary if t} and all(
        sparse.frequency(token) == n for token, n in counts.items()
    )


def _mend(
    library: Library, folder: Path | None, found: Sequence[Finding], held: Mapping[str, Readout]
) -> list[Finding]:
    """Delete what belongs to nothing, write anew what is derived, and forget what is kept wrongly."""
    mendable = [finding for finding in found if finding.mendable]
    # Records first, and past the library, which puts the snapshot aside when it writes.
    library.store.put_records(
        {
            finding.where: to_json(held[finding.where])
            for finding in mendable
            if finding.what == LOST
        }
    )
    for finding in mendable:
        if finding.what == SUPERSEDED:
            library.store.delete_record(finding.where)
        elif finding.what == ORPHAN:
            library.store.delete_passages([finding.where])
    again = dict.fromkeys(
        finding.where for finding in mendable if finding.what in (PASSAGES, VECTORS)
    )
    for batch in batches(again, BATCH):
        library.add([library.readouts[id] for id in batch])
    for name in KEPT if folder and mendable else ():
        shutil.rmtree(Path(folder or "") / name, ignore_errors=True)
    if mendable and folder:
        snapshot.forget(folder)
        library.unsettle()
        library.settle()
    return mendable


LOST = "its record is lost or damaged in the store, and whole in the snapshot"
SUPERSEDED = "a later version has taken its place, and its record is still there"
ORPHAN = "a passage of no readout"
PASSAGES = "its passages are not those of its text"
VECTORS = "a vector is not that of its passage"
KEPT_WRONG = "what is kept is not what the library holds"
