"""One process at a time on a local folder.

Two that write one Chroma folder damage it, without an error at either.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from filelock import FileLock, Timeout

from vectorstore.errors import StoreUnavailable

LOCK = "lock"
HOLDER = "holder"
NOT_WRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS)


class Hold:
    """The lock on a folder until it is released.

    `writable` is False where the folder can only be read, and nobody can harm it.
    """

    def __init__(self, folder: Path, lock: FileLock | None) -> None:
        self.folder = folder
        self._lock = lock

    @property
    def writable(self) -> bool:
        """Tell whether the folder may be written."""
        return self._lock is not None

    def release(self) -> None:
        """Let another process have the folder."""
        if self._lock is not None:
            self._lock.release()


def hold(folder: Path) -> Hold:
    """Lock a folder, created when missing.

    StoreUnavailable where it cannot be used, or names the process that holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK)
        lock.acquire(timeout=0)
        (folder / HOLDER).write_text(str(os.getpid()), encoding="ascii")
    except Timeout:
        raise StoreUnavailable(
            str(folder), f"the library is in use by process {_holder(folder)}; close it first"
        ) from None
    except OSError as error:
        if error.errno in NOT_WRITABLE and folder.is_dir() and os.access(folder, os.R_OK | os.X_OK):
            return Hold(folder, None)
        if error.errno == errno.ENOSPC and (folder / LOCK).exists():
            return Hold(
                folder, lock
            )  # a full disk still lets the library be read; who holds it is not noted
        raise StoreUnavailable(
            str(folder), f"the folder cannot be used ({error.strerror})"
        ) from error
    return Hold(folder, lock)


def _holder(folder: Path) -> str:
    try:
        return (folder / HOLDER).read_text(encoding="ascii")
    except OSError:
        return "(unknown)"
