"""One SQLite file: its pragmas, its readers, and `writing()` as the only way to commit.

There is one writer connection, guarded by a lock, and readers that cannot write. Every
transaction that writes starts with BEGIN IMMEDIATE, so that it waits for other processes
at its start and never fails half-way for want of the lock.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
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
from tearsheet.errors import ReadOnlyLibrary
from tearsheet.library.changes import ChangeSet, Draft, Listeners
from tearsheet.library.noting import begin_step, end_step, watch_edits
from tearsheet.library.readers import SETTINGS, Readers, breaking_off, failure
from tearsheet.library.schema import ChangeRow
from tearsheet.library.wanted import is_unwanted

log = logging.getLogger(__name__)

# FULL keeps the last commit through a power cut; the articles are worth one sync each.
_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    *SETTINGS,
)
_TOLD_AT_ONCE: Final = 10_000
"""Articles named in a change row; a larger change says only that everything may have changed."""


class Database:
    """The open SQLite file of a library.

    asking  `Readers.asking`: a short question by the bare driver
    """

    def __init__(
        self, path: Path, readers: Readers, listeners: Listeners, *, read_only: bool
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.listeners = listeners
        self.asking = readers.asking
        self._writer_lock = threading.RLock()
        self._readers = _engine(readers.connected, "BEGIN")
        self._writer = _engine(lambda: _writer(path), "BEGIN IMMEDIATE")

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
            with breaking_off(_bare(session)):
                yield session

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
            if (ours := failure(self.path.parent, str(exc.orig))) is not None:
                raise ours from exc
            raise


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


def _bare(session: Session) -> pysqlite3.Connection:
    """The driver's own connection of a session."""
    bare = session.connection().connection.dbapi_connection
    assert isinstance(bare, pysqlite3.Connection), "the engine was made with this driver"
    return bare


def _engine(connect: Callable[[], pysqlite3.Connection], begin: str) -> Engine:
    engine = create_engine(
        "sqlite://", module=pysqlite3, creator=connect, pool_size=4, poolclass=QueuePool
    )

    @event.listens_for(engine, "begin")
    def started(connection: Any) -> None:  # noqa: ANN401 (SQLAlchemy gives its Connection)
        connection.exec_driver_sql(begin)

    return engine


def _writer(path: Path) -> pysqlite3.Connection:
    connection = pysqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, check_same_thread=False, isolation_level=None
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    watch_edits(connection)
    return connection
