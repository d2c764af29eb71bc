"""What an add did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]  # documents done, and their total


@dataclass(frozen=True, slots=True)
class Failure:
    """A path or web address that could not be added, and why."""

    path: str
    reason: str

    @property
    def url(self) -> str | None:
        """The address, where it is one."""
        return self.path if self.path.startswith(("http://", "https://")) else None


@dataclass(frozen=True, slots=True)
class Fold:
    """A place whose readout the library had from elsewhere.

    The readout's id, and how it was recognised.
    """

    path: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a user should know of a readout that was added: its place, its id, and what."""

    path: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """Ids of readouts added, known already, and put in the place of an older version; failures.

    `folded` are the places that hold another copy of a readout; its id is among the unchanged, or
    among the replaced where the copy is the fuller one. `sentences` counts those of the added and
    replaced readouts, `refused` those of them that may be somebody's but were given to nobody,
    because it is not certain whose, and `doubtful` those that a second reading of the file does not
    confirm. `remarks` tell what of a file could not be read, or that it is in another language than
    English.
    """

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    folded: tuple[Fold, ...] = ()
    sentences: int = 0
    refused: int = 0
    doubtful: int = 0
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A readout that its file does not bear out as it stands: its id, the file, and how."""

    id: str
    place: str
    what: str


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What holding a library against its files found.

    `files` were read, `missing` are places on this machine that could not be read any more.
    `sentences` counts those compared, `doubtful` those that a second reading of the file does not
    confirm: they are marked on the readout and on every citation. `differing` are the readouts
    whose file has changed or is read otherwise than it was, and `reread` the ids that came of
    reading those anew.
    """

    files: int = 0
    missing: tuple[str, ...] = ()
    sentences: int = 0
    doubtful: int = 0
    differing: tuple[Difference, ...] = ()
    reread: tuple[str, ...] = ()
