"""The door of the library: opens its folder, migrates it, closes it, and holds the drawers."""

from __future__ import annotations

import os
import threading
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import pysqlite3

from tearsheet.errors import DamagedLibrary, LibraryTooNew, NotALibrary, ReadOnlyLibrary
from tearsheet.library.changes import ChangeSet, Listeners
from tearsheet.library.readers import Readers
from tearsheet.library.search.index import SearchIndex
from tearsheet.library.shelving import ShelfDrawer
from tearsheet.library.version import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from tearsheet.library.amendment import AmendmentDrawer
    from tearsheet.library.article import ArticleDrawer
    from tearsheet.library.blob import BlobStore
    from tearsheet.library.collection import CollectionDrawer
    from tearsheet.library.database import Database
    from tearsheet.library.duplicate import DuplicateDrawer
    from tearsheet.library.figure import FigureDrawer
    from tearsheet.library.filing import Filing
    from tearsheet.library.finding import FindingDrawer
    from tearsheet.library.highlight import HighlightDrawer, NoteDrawer
    from tearsheet.library.history import History
    from tearsheet.library.request import RequestDrawer
    from tearsheet.library.revision import RevisionDrawer
    from tearsheet.library.smart import SmartDrawer
    from tearsheet.library.tag import TagDrawer
    from tearsheet.library.view import ViewDrawer
    from tearsheet.library.worker import Worker

_FILE: Final = "library.sqlite3"


class Library:
    """An open library. Safe to use from several threads; writes wait for each other.

    shelves  what stands where: there at once. The other drawers need SQLAlchemy, whose import
             takes half a second, and come when they are first asked for.
    """

    def __init__(self, folder: Path, *, read_only: bool) -> None:
        """Made by `Library.open`."""
        self.folder = folder
        self.is_read_only = read_only
        self.index = None if read_only else SearchIndex(folder)
        self.listeners = Listeners()
        self._readers = Readers(folder / _FILE, read_only=read_only)
        self.shelves = ShelfDrawer(self._readers, self.index)
        self._opened: Database | None = None
        self._worker_now: Worker | None = None
        self._lock = threading.Lock()

    @property
    def _database(self) -> Database:
        from tearsheet.library.database import Database

        with self._lock:
            if self._opened is None:
                self._opened = Database(
                    self.folder / _FILE,
                    self._readers,
                    self.listeners,
                    read_only=self.is_read_only,
                )
            return self._opened

    @property
    def _worker(self) -> Worker | None:
        from tearsheet.library.worker import Worker

        with self._lock:
            if self._worker_now is None and not self.is_read_only:
                self._worker_now = Worker(self.folder / "workers")
            return self._worker_now

    @cached_property
    def blobs(self) -> BlobStore:
        """The bytes of originals and images."""
        from tearsheet.library.blob import BlobStore

        store = BlobStore(self.folder / "blobs")
        if not self.is_read_only:
            store.sweep_unfinished()
        return store

    @cached_property
    def articles(self) -> ArticleDrawer:
        """Articles, each one whole."""
        from tearsheet.library.article import ArticleDrawer

        return ArticleDrawer(self._database, self._readers, self.index)

    @cached_property
    def tags(self) -> TagDrawer:
        """Tags."""
        from tearsheet.library.tag import TagDrawer

        return TagDrawer(self._database)

    @cached_property
    def collections(self) -> CollectionDrawer:
        """Collections."""
        from tearsheet.library.collection import CollectionDrawer

        return CollectionDrawer(self._database)

    @cached_property
    def smart(self) -> SmartDrawer:
        """Smart collections."""
        from tearsheet.library.smart import SmartDrawer

        return SmartDrawer(self._database)

    @cached_property
    def amendments(self) -> AmendmentDrawer:
        """What a person put right."""
        from tearsheet.library.amendment import AmendmentDrawer

        return AmendmentDrawer(self._database)

    @cached_property
    def highlights(self) -> HighlightDrawer:
        """Highlights."""
        from tearsheet.library.highlight import HighlightDrawer

        return HighlightDrawer(self._database)

    @cached_property
    def notes(self) -> NoteDrawer:
        """Notes on whole articles."""
        from tearsheet.library.highlight import NoteDrawer

        return NoteDrawer(self._database)

    @cached_property
    def revisions(self) -> RevisionDrawer:
        """What pages said at each clip."""
        from tearsheet.library.revision import RevisionDrawer

        return RevisionDrawer(self._database)

    @cached_property
    def finding(self) -> FindingDrawer:
        """What stands beside a search."""
        from tearsheet.library.finding import FindingDrawer

        return FindingDrawer(self._database)

    @cached_property
    def views(self) -> ViewDrawer:
        """How places are shown."""
        from tearsheet.library.view import ViewDrawer

        return ViewDrawer(self._database)

    @cached_property
    def duplicates(self) -> DuplicateDrawer:
        """Pages that are kept twice."""
        from tearsheet.library.duplicate import DuplicateDrawer

        return DuplicateDrawer(self._database)

    @cached_property
    def history(self) -> History:
        """Edits, to be undone and redone."""
        from tearsheet.library.history import History

        return History(self._database)

    @cached_property
    def requests(self) -> RequestDrawer:
        """What was asked for and is not here yet."""
        from tearsheet.library.request import RequestDrawer

        return RequestDrawer(self._database, self.blobs, self._worker)

    @cached_property
    def figures(self) -> FigureDrawer:
        """Images that were missing and are had after all."""
        from tearsheet.library.figure import FigureDrawer

        return FigureDrawer(self._database, self.blobs)

    @cached_property
    def filing(self) -> Filing:
        """The desk where clippings are filed."""
        from tearsheet.library.filing import Filing

        return Filing(self._database, self.blobs)

    @classmethod
    def open(cls, folder: Path) -> Library:
        """The library in this folder, made new where the folder is empty or not there.

        A library from an earlier Tearsheet is brought up to date, after a backup; one in a
        folder that may not be written opens for reading only.

        Raises NotALibrary, LibraryTooNew, DamagedLibrary, or ReadOnlyLibrary where a new or
        an old library would have to be written and may not be.
        """
        path = folder / _FILE
        writable = os.access(path if path.exists() else _nearest_existing(folder), os.W_OK)
        writable = writable and os.access(_nearest_existing(folder), os.W_OK)
        version = _version(path) if path.exists() else _check_free(folder)
        if version != SCHEMA_VERSION:
            if not writable:
                raise ReadOnlyLibrary(folder, "the library here must be brought up to date first")
            _bring_up_to_date(path)
        return cls(folder, read_only=not writable)

    def close(self) -> None:
        """Let go of the files; requests of this process that still wait are free for others."""
        self._readers.close()
        if self._opened is not None:
            self._opened.close()
        if self._worker_now is not None:
            self._worker_now.close()

    def get_ready(self) -> None:
        """Make every drawer now, for those who would rather not wait when they ask for one."""
        for name, kind in vars(type(self)).items():
            if isinstance(kind, cached_property):
                getattr(self, name)

    def changes_since(self, sequence: int) -> list[ChangeSet]:
        """The commits after number ``sequence``, this process's and others', in their order.

        A change too large to name its articles has an empty set of them.
        """
        return self._database.changes_since(sequence)

    def last_change(self) -> int:
        """The number of the newest commit; 0 in a new library."""
        return self._database.last_change()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _nearest_existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


def _check_free(folder: Path) -> int:
    """Answers 0, the version of a library yet to be made, if it may be made here."""
    if folder.exists() and not folder.is_dir():
        raise NotALibrary(folder, "this is a file, and a library is a folder")
    if folder.exists() and any(folder.iterdir()):
        raise NotALibrary(folder, "this folder holds other things and no library")
    return 0


def _version(path: Path) -> int:
    """The schema number of the database at ``path``; 0 for an empty file."""
    # In a folder that may not be written, SQLite can read a WAL database only as immutable.
    mode = (
        "mode=rw" if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK) else "immutable=1"
    )
    try:
        with closing(pysqlite3.connect(f"{path.as_uri()}?{mode}", uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except pysqlite3.DatabaseError as exc:
        raise DamagedLibrary(path.parent, f"the library's database is damaged ({exc})") from exc
    if tables and application != APPLICATION_ID:
        raise NotALibrary(path.parent, f"{path.name} is another program's database")
    if version > SCHEMA_VERSION:
        raise LibraryTooNew(
            path.parent, f"this library was written by a later Tearsheet (schema {version})"
        )
    return int(version)


def _bring_up_to_date(path: Path) -> None:
    from tearsheet.library.migrations import migrate

    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "blobs").mkdir(exist_ok=True)
    migrate(path, backups=path.parent / "backups")
