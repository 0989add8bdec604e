"""One SQLite file: its pragmas, its readers, and `writing()` as the only way to commit.

There is one writer connection, guarded by a lock, and readers that cannot write. Every
transaction that writes starts with BEGIN IMMEDIATE, so that it waits for other processes
at its start and never fails half-way for want of the lock.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pysqlite3
from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from tearsheet.article.ids import ArticleId
from tearsheet.errors import (
    Cancelled,
    DamagedLibrary,
    LibraryBusy,
    LibraryError,
    ReadOnlyLibrary,
)
from tearsheet.library.changes import ChangeSet, Draft, Listeners
from tearsheet.library.noting import begin_step, end_step, watch_edits
from tearsheet.library.schema import ChangeRow
from tearsheet.library.search.index import FILE as SEARCH_FILE
from tearsheet.library.wanted import is_unwanted

log = logging.getLogger(__name__)

_WAIT_SECONDS: Final = 10
# FULL keeps the last commit through a power cut; the articles are worth one sync each.
_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -12288",
    f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}",
)
_STEPS: Final = 2_000
"""Steps of SQLite's machine, a tenth of a millisecond, between two looks at whether to go on."""
_TOLD_AT_ONCE: Final = 10_000
"""Articles named in a change row; a larger change says only that everything may have changed."""


class Database:
    """The open SQLite file of a library."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.listeners = Listeners()
        self._writer_lock = threading.RLock()
        self._readers = _engine(path, writes=False, read_only=read_only)
        self._writer = self._readers if read_only else _engine(path, writes=True, read_only=False)

    def close(self) -> None:
        """Let go of the file."""
        self._readers.dispose()
        self._writer.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the library and cannot change it."""
        with self._translated(), Session(self._readers, expire_on_commit=False) as session:
            if is_unwanted.get() is None:
                yield session
                return
            with _breaking_off(_bare(session)):
                yield session

    @contextmanager
    def asking(self) -> Iterator[pysqlite3.Connection]:
        """`reading` by the bare driver: a tenth of what a session costs, for short questions."""
        pooled = self._readers.raw_connection()
        bare = pooled.dbapi_connection
        assert isinstance(bare, pysqlite3.Connection), "the engine was made with this driver"
        try:
            with self._translated(), _breaking_off(bare):
                bare.execute("BEGIN")
                yield bare
        finally:
            # Given back to the pool, it is rolled back, which ends the reading.
            pooled.close()

    @contextmanager
    def writing(self, what: str) -> Iterator[tuple[Session, Draft]]:
        """One transaction: all of the block is kept, or, if it raises, nothing.

        what  the act in a few words, kept with the change

        The draft collects the articles that the block touches; listeners hear of them after
        the commit. Raises ReadOnlyLibrary where the library may not be written, LibraryBusy
        where another program holds the lock for longer than ten seconds.
        """
        if self.read_only:
            raise ReadOnlyLibrary(self.path.parent, "this library was opened for reading only")
        draft = Draft(what)
        with (
            self._writer_lock,
            self._translated(),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session, draft
            change = _record(session, draft)
        if change is not None:
            self.listeners.tell(change)

    @contextmanager
    def editing(self, name: str) -> Iterator[tuple[Session, Draft]]:
        """`writing`, noted as a step of the history that can be taken back.

        name  the edit as a person would say it, as "tag 214 articles"; the block may give the
              draft another ``what``, once it knows how many it touched
        """
        with self.writing(name) as (session, draft):
            step = begin_step(session, name)
            yield session, draft
            step.name = draft.what
            end_step(session, step)

    def changes_since(self, sequence: int) -> list[ChangeSet]:
        """The commits after number ``sequence``, this process's and others', in their order.

        A change too large to name its articles has an empty set of them.
        """
        wanted = select(ChangeRow).where(ChangeRow.sequence > sequence).order_by(ChangeRow.sequence)
        with self.reading() as session:
            return [
                ChangeSet(
                    row.sequence,
                    row.what,
                    frozenset(map(ArticleId, json.loads(row.articles or "[]"))),
                )
                for row in session.scalars(wanted)
            ]

    def last_change(self) -> int:
        """The number of the newest commit; 0 in a new library."""
        newest = select(ChangeRow.sequence).order_by(ChangeRow.sequence.desc()).limit(1)
        with self.reading() as session:
            return session.scalar(newest) or 0

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turns the driver's errors into ours at this wall."""
        try:
            yield
        except DatabaseError as exc:
            raise self._ours(exc, exc.orig) from exc
        except pysqlite3.DatabaseError as exc:
            raise self._ours(exc, exc) from exc

    def _ours(self, error: Exception, orig: BaseException | None) -> Exception:
        said = str(orig)
        folder = self.path.parent
        if "interrupted" in said:
            return Cancelled()
        if "locked" in said:
            return LibraryBusy(folder, "another program keeps this library locked")
        if "readonly" in said:
            return ReadOnlyLibrary(folder, "this library may not be written")
        if "malformed" in said or "not a database" in said:
            return DamagedLibrary(folder, f"the library's database is damaged ({said})")
        if "full" in said:
            return LibraryError(folder, "the disk is full, so nothing more can be kept")
        return error


def _record(session: Session, draft: Draft) -> ChangeSet | None:
    session.flush()
    if not draft.articles and not draft.everything:
        return None
    told = frozenset() if draft.everything else frozenset(draft.articles)
    named = sorted(told) if len(told) <= _TOLD_AT_ONCE else []
    row = ChangeRow(at=datetime.now(UTC), what=draft.what, articles=json.dumps(named))
    session.add(row)
    session.flush()
    return ChangeSet(row.sequence, draft.what, told)


@contextmanager
def _breaking_off(bare: pysqlite3.Connection) -> Iterator[None]:
    """What a connection does is broken off once nobody wants it, see `while_wanted`."""
    bare.set_progress_handler(is_unwanted.get(), _STEPS)
    try:
        yield
    finally:
        bare.set_progress_handler(None, 0)


def _bare(session: Session) -> pysqlite3.Connection:
    """The driver's own connection of a session."""
    bare = session.connection().connection.dbapi_connection
    assert isinstance(bare, pysqlite3.Connection), "the engine was made with this driver"
    return bare


def _engine(path: Path, *, writes: bool, read_only: bool) -> Engine:
    def connect() -> pysqlite3.Connection:
        # A folder that may not be written holds no -shm file either: immutable needs none.
        mode = (
            f"?mode=ro{'' if _beside_writable(path) else '&immutable=1'}"
            if read_only
            else "?mode=rw"
        )
        connection = pysqlite3.connect(
            f"{path.as_uri()}{mode}", uri=True, check_same_thread=False, isolation_level=None
        )
        for pragma in _PRAGMAS[3:] if read_only else _PRAGMAS:
            connection.execute(pragma)
        if writes:
            watch_edits(connection)
        else:
            _attach_index(connection, path.parent / SEARCH_FILE)
            connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine(
        "sqlite://",
        module=pysqlite3,
        creator=connect,
        pool_size=1 if writes else 6,
        poolclass=QueuePool,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:  # noqa: ANN401 (SQLAlchemy gives its Connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _beside_writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK)


def _attach_index(connection: pysqlite3.Connection, file: Path) -> None:
    """The index as ``search``; an empty one where there is none, so that nothing is found."""
    if file.exists():
        mode = "" if _beside_writable(file) else "&immutable=1"
        connection.execute("ATTACH ? AS search", (f"{file.as_uri()}?mode=ro{mode}",))
        # An attached file has a cache of its own, of two megabytes unless it is told.
        connection.execute("PRAGMA search.cache_size = -24576")
    else:
        connection.execute("ATTACH ':memory:' AS search")
        for table in ("doc", "sieve"):
            connection.execute(f"CREATE VIRTUAL TABLE search.{table} USING fts5(title)")
        connection.execute("CREATE TABLE search.seen (sequence INTEGER)")
        connection.execute("CREATE TABLE search.word (term TEXT PRIMARY KEY) WITHOUT ROWID")
