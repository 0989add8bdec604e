"""Connections that only read, by the bare driver, for the questions that a person waits for.

They need nothing of SQLAlchemy, whose import is half a second: a list stands before it has come.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pysqlite3

from tearsheet.errors import (
    Cancelled,
    DamagedLibrary,
    LibraryBusy,
    LibraryError,
    ReadOnlyLibrary,
    TearsheetError,
)
from tearsheet.library.search.index import attach_index
from tearsheet.library.wanted import is_unwanted

WAIT_SECONDS: Final = 10
SETTINGS: Final = (
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -8192",
    f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}",
)
_STEPS: Final = 2_000
"""Steps of SQLite's machine, a tenth of a millisecond, between two looks at whether to go on."""


class Readers:
    """A library's connections that read, as many as threads ask at once."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path, self._read_only = path, read_only
        self._free: list[pysqlite3.Connection] = []
        self._lock = threading.Lock()

    @contextmanager
    def asking(self) -> Iterator[pysqlite3.Connection]:
        """A connection that sees one moment of the library and cannot change it.

        What it reads is broken off with Cancelled once it is unwanted, see `while_wanted`.
        """
        with translated(self._path.parent):
            bare = self._taken()
            try:
                with breaking_off(bare):
                    bare.execute("BEGIN")
                    yield bare
            finally:
                bare.rollback()
                with self._lock:
                    self._free.append(bare)

    def connected(self) -> pysqlite3.Connection:
        """A new connection that reads, with the index attached."""
        # A folder that may not be written holds no -shm file either: immutable needs none.
        is_fixed = self._read_only and not _beside_writable(self._path)
        mode = "rw" if not self._read_only else "ro"
        address = f"{self._path.as_uri()}?mode={mode}{'&immutable=1' if is_fixed else ''}"
        bare = pysqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
        for setting in SETTINGS:
            bare.execute(setting)
        folder = self._path.parent
        attach_index(bare, folder, is_fixed=not _beside_writable(self._path))
        bare.execute("PRAGMA query_only = ON")
        return bare

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            while self._free:
                self._free.pop().close()

    def _taken(self) -> pysqlite3.Connection:
        with self._lock:
            if self._free:
                return self._free.pop()
        return self.connected()


@contextmanager
def breaking_off(bare: pysqlite3.Connection) -> Iterator[None]:
    """What a connection does is broken off once nobody wants it, see `while_wanted`."""
    bare.set_progress_handler(is_unwanted.get(), _STEPS)
    try:
        yield
    finally:
        bare.set_progress_handler(None, 0)


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turns the driver's errors into ours at this wall."""
    try:
        yield
    except pysqlite3.DatabaseError as exc:
        if (ours := failure(folder, str(exc))) is not None:
            raise ours from exc
        raise


def failure(folder: Path, said: str) -> TearsheetError | None:
    """What SQLite says of a failure, in our words; None where nobody foresaw it."""
    if "interrupted" in said:
        return Cancelled()
    if "locked" in said:
        return LibraryBusy(folder, "another program keeps this library locked")
    if "readonly" in said:
        return ReadOnlyLibrary(folder, "this library may not be written")
    if "malformed" in said or "not a database" in said:
        return DamagedLibrary(folder, f"the library's database is damaged ({said})")
    if "is full" in said:
        return LibraryError(folder, "the disk is full, so nothing more can be kept")
    return None


def _beside_writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK)
