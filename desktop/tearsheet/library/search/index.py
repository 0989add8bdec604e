"""The index of all words, in a file of its own beside the library, which can always be made anew.

It is brought up to date from the library's changes: before a question, and by and by after clips.
Indexing inside the transaction that files an article would hold up its writer.

There are two tables of the same columns. `sieve` knows which words stand in which column, and
what words begin with: it says which articles answer, and how many, at a twentieth of a
microsecond each. `doc` knows every word's place: it finds phrases and ranks.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import pysqlite3

from tearsheet.library.search.folding import indexed
from tearsheet.library.search.nearest import remember

log = logging.getLogger(__name__)

FILE: Final = "search.sqlite3"
_VERSION: Final = 4
_BATCH: Final = 1000
_FEW: Final = 500
_NAMED: Final = 50_000
"""Changed articles up to which only they are looked at."""
_FRESHENED: Final = 8
"""Articles that a question waits for; more are taken in behind it, and it is asked again."""
_COLUMNS: Final = "title, byline, publisher, caption, credit, body, note"
_FTS: Final = (
    "content='', contentless_delete=1,"
    """ tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'\""""
)
# Postings are gathered in memory up to `hashsize` bytes before they are written and merged.
_MAKE: Final = f"""
PRAGMA journal_mode = WAL;
CREATE VIRTUAL TABLE doc USING fts5({_COLUMNS}, {_FTS}, prefix='4');
CREATE VIRTUAL TABLE sieve USING fts5({_COLUMNS}, {_FTS}, prefix='1 2 3 4 5', detail=column);
INSERT INTO doc (doc, rank) VALUES ('hashsize', 16777216);
INSERT INTO sieve (sieve, rank) VALUES ('hashsize', 16777216);
CREATE TABLE word (term TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE known (id INTEGER PRIMARY KEY, stamp TEXT);
CREATE TABLE seen (sequence INTEGER);
INSERT INTO seen VALUES (-1);
PRAGMA user_version = {_VERSION};
"""
# What an article is indexed as: its revision, what a person put right in it, and their note.
_STAMP: Final = """article.revision_id || ':' || coalesce(
    (SELECT max(id) || '-' || count(*) FROM library.amendment WHERE article_id = article.id), '')
    || ':' || coalesce((SELECT changed_at FROM library.note WHERE article_id = article.id), '')
    || ':' || (SELECT count(*) || '-' || CAST(total(length(note) + id) AS INTEGER)
        FROM library.highlight WHERE article_id = article.id)"""
_STALE: Final = f"""
SELECT article.id FROM library.article LEFT JOIN known ON known.id = article.id
WHERE article.revision_id IS NOT NULL AND known.stamp IS NOT {_STAMP}
"""
_DOCS: Final = f"""
SELECT article.id, {_STAMP}, article.title, article.byline, article.publisher,
    (SELECT group_concat(caption, char(10)) FROM library.figure
     WHERE figure.revision_id = article.revision_id),
    (SELECT group_concat(credit, char(10)) FROM library.figure
     WHERE figure.revision_id = article.revision_id),
    revision.text, coalesce((SELECT markdown FROM library.note WHERE article_id = article.id), '')
    || coalesce((SELECT char(10) || group_concat(note, char(10)) FROM library.highlight
        WHERE article_id = article.id), '')
FROM library.article JOIN library.revision ON revision.id = article.revision_id
WHERE article.id = ?
"""
_INTO: Final = f"INSERT INTO {{}} (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
BEHIND: Final = (
    "SELECT (SELECT coalesce(max(sequence), 0) FROM change)"
    " IS NOT (SELECT sequence FROM search.seen)"
)
"""Asked of a library with its index attached: whether there are changes it has not taken in."""


class SearchIndex:
    """The index of one library. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._library = folder / "library.sqlite3"
        self._lock = threading.Lock()
        self._make()

    def catch_up(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Take in what has changed in the library; answers how many articles that were.

        stop  asked between batches; what is not taken in then is taken in the next time
        """
        with self._lock, closing(self._connected()) as connection:
            return self._take_in_all(connection, stop)

    def freshen(self) -> None:
        """`catch_up` where only a few articles have changed, and no other thread is at it."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            with closing(self._connected()) as connection:
                (seen,) = connection.execute("SELECT sequence FROM seen").fetchone()
                changed = _changed_few(connection, seen)
                if changed is None and _is_small(connection):
                    changed = set(_stale(connection, None, 0))
                if changed is not None and len(changed) <= _FRESHENED:
                    self._take_in_all(connection, lambda: False)
        finally:
            self._lock.release()

    @staticmethod
    def _take_in_all(connection: pysqlite3.Connection, stop: Callable[[], bool]) -> int:
        done = 0
        (newest,) = connection.execute(
            "SELECT coalesce(max(sequence), 0) FROM library.change"
        ).fetchone()
        (seen,) = connection.execute("SELECT sequence FROM seen").fetchone()
        if newest == seen:
            return 0
        only = _changed_few(connection, seen)
        last = 0
        while stale := _stale(connection, only, last):
            _take_in(connection, stale)
            done += len(stale)
            last = stale[-1]
            if stop():
                return done
        _drop_gone(connection)
        connection.execute("UPDATE seen SET sequence = ?", (newest,))
        connection.commit()
        return done

    def _make(self) -> None:
        """The file as it should be; one of another version or a damaged one is made anew."""
        try:
            if self.path.exists():
                with closing(pysqlite3.connect(self.path)) as connection:
                    (version,) = connection.execute("PRAGMA user_version").fetchone()
                    if version == _VERSION:
                        return
        except pysqlite3.DatabaseError:
            log.warning("the search index was damaged and is made anew")
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        with closing(pysqlite3.connect(self.path)) as connection:
            connection.executescript(_MAKE)

    def _connected(self) -> pysqlite3.Connection:
        connection = pysqlite3.connect(self.path.as_uri(), uri=True, timeout=10)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("ATTACH ? AS library", (f"{self._library.as_uri()}?mode=ro",))
        return connection


def _changed_few(connection: pysqlite3.Connection, seen: int) -> set[int] | None:
    """The articles that changed since, where they are few and named; None: look at all."""
    rows = connection.execute(
        "SELECT articles FROM library.change WHERE sequence > ? LIMIT ?", (seen, _FEW)
    ).fetchall()
    if seen < 0 or len(rows) == _FEW:
        return None
    ids: set[int] = set()
    for (named,) in rows:
        these = connection.execute("SELECT value FROM json_each(?)", (named or "[]",)).fetchall()
        if not these:
            return None
        ids.update(id_ for (id_,) in these)
    return ids if len(ids) <= _NAMED else None


def _is_small(connection: pysqlite3.Connection) -> bool:
    """Whether there are so few articles that to look at all of them is quick."""
    some = f"SELECT count(*) FROM (SELECT 1 FROM library.article LIMIT {_FEW + 1})"
    return bool(connection.execute(some).fetchone()[0] <= _FEW)


def _stale(connection: pysqlite3.Connection, only: set[int] | None, after: int) -> list[int]:
    """Some articles that the index does not know as they are, in order, from past an id on."""
    end = f" AND article.id > {after} ORDER BY article.id LIMIT {_BATCH}"
    if only is None:
        found = connection.execute(_STALE + end)
    else:
        among = f"{_STALE} AND article.id IN (SELECT value FROM json_each(?)){end}"
        found = connection.execute(among, (json.dumps(sorted(only)),))
    return [id_ for (id_,) in found]


def _take_in(connection: pysqlite3.Connection, stale: list[int]) -> None:
    words: set[str] = set()
    for id_ in stale:
        row = connection.execute(_DOCS, (id_,)).fetchone()
        if row is None:
            continue
        texts = [indexed(text or "") for text in row[2:]]
        for table in ("doc", "sieve"):
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (id_,))
        connection.execute(_INTO.format("doc"), (id_, *texts))
        each = [set(text.lower().split()) for text in texts]
        connection.execute(_INTO.format("sieve"), (id_, *(" ".join(some) for some in each)))
        connection.execute("INSERT OR REPLACE INTO known VALUES (?, ?)", row[:2])
        words.update(*each)
    remember(connection, words)
    connection.commit()


def _drop_gone(connection: pysqlite3.Connection) -> None:
    gone = connection.execute(
        "SELECT id FROM known WHERE id NOT IN (SELECT id FROM library.article)"
    ).fetchall()
    for table in ("doc", "sieve"):
        connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", gone)
    connection.executemany("DELETE FROM known WHERE id = ?", gone)
