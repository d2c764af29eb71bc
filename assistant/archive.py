"""A whole library as one file.

Readouts with all that users put right in them, and their vectors, so that nothing is embedded
again.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from tokenize import TokenError

import numpy as np
import numpy.typing as npt

from assistant.adding import BATCH, batches
from assistant.checking import problems
from assistant.domain.readout import Readout
from assistant.domain.record import from_json, to_json
from assistant.domain.report import AddReport, Failure, Progress
from assistant.errors import DocumentError
from assistant.retrieval.library import Library

FORMAT = 1
UNIT = 0.05  # how far from one a vector's length may be
ABOUT, READOUTS, KEYS, VECTORS = "library.json", "readouts.jsonl", "keys.txt", "vectors.npy"


def export(library: Library, path: str) -> int:
    """Write the library into a .zip file, whole or not at all; return the number of readouts.

    DocumentError where it cannot be.
    """
    readouts = list(library.readouts.values())
    about = {
        "format": FORMAT,
        "readouts": len(readouts),
        "version": version("readout-assistant"),
        "manifest": library.manifest.as_metadata(),
    }
    unfinished = Path(f"{path}.new")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(ABOUT, json.dumps(about, indent=2))
            archive.writestr(READOUTS, "".join(to_json(readout) + "\n" for readout in readouts))
            archive.writestr(KEYS, "\n".join(library.vectors.keys))
            vectors = io.BytesIO()
            np.save(vectors, np.asarray(library.vectors.matrix))
            archive.writestr(VECTORS, vectors.getvalue())
        os.replace(unfinished, path)  # noqa: PTH105  # whole or not at all
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise DocumentError(path, f"the archive cannot be written ({error.strerror})") from None
    return len(readouts)


def import_(library: Library, path: str, progress: Progress | None = None) -> AddReport:
    """Add every readout of an archive that the library does not have; what it has stays as it is.

    A readout that is damaged is listed as failed. DocumentError where the file is no such archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read(ABOUT))
            if about["format"] != FORMAT:
                raise DocumentError(
                    path,
                    f"the archive is of format {about['format']}, and this version reads {FORMAT}",
                )
            told = int(about["readouts"])
            lines = archive.read(READOUTS).decode("utf-8").rstrip("\n").split("\n")
            known = (
                _vectors(archive, library.embeddings.dimension)
                if about["manifest"] == library.manifest.as_metadata()
                else {}
            )
    except OSError as error:
        raise DocumentError(path, error.strerror or "cannot be read") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        KeyError,
        TypeError,
        ValueError,
    ) as error:
        raise DocumentError(
            path, f"the file is no whole archive of a library ({type(error).__name__})"
        ) from None
    failed: list[Failure] = []
    added: list[str] = []
    unchanged: list[str] = []
    done = 0
    for batch in batches(enumerate(lines, 1), BATCH):
        new = {readout.id: readout for readout in _readouts(batch, path, failed)}
        unchanged += [id for id in new if id in library.readouts]
        # What it says of versions is of another library, and must not put anything out of force in
        # this one.
        fresh = [
            library.unsuperseded(replace(r, supersedes=None))
            for id, r in new.items()
            if id not in library.readouts
        ]
        library.add(fresh, known)
        added += [readout.id for readout in fresh]
        done += len(batch)
        if progress:
            progress(done, len(lines))
    library.settle()
    if len(lines) != told:
        failed.append(
            Failure(path, f"the archive says that it holds {told} readouts, and holds {len(lines)}")
        )
    return AddReport(tuple(added), tuple(unchanged), (), tuple(failed))


def _readouts(batch: list[tuple[int, str]], path: str, failed: list[Failure]) -> Iterator[Readout]:
    for number, line in batch:
        try:
            readout = from_json(line)
            wrong = problems(readout)
        except ValueError as error:
            wrong = [f"it is no readout ({error})"]
        if wrong:
            failed.append(Failure(f"{path}, readout {number}", wrong[0]))
        else:
            yield readout


def _vectors(archive: zipfile.ZipFile, dimension: int) -> Mapping[str, npt.NDArray[np.float32]]:
    """Return the vectors by key; none where they are not what they should be.

    They are then made again.
    """
    keys = archive.read(KEYS).decode("utf-8").split("\n")
    try:
        vectors = np.lib.format.read_array(io.BytesIO(archive.read(VECTORS)), allow_pickle=False)
    except (ValueError, EOFError, SyntaxError, TokenError, TypeError):
        return {}
    if vectors.dtype != np.float32 or vectors.shape != (len(keys), dimension):
        return {}
    lengths = np.linalg.norm(vectors, axis=1)
    return {
        name: vector
        for name, vector, length in zip(keys, vectors, lengths, strict=True)
        if abs(length - 1) < UNIT
    }
