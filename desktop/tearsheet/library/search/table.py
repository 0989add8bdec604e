"""One table of the index of words, in a file of its own beside the library.

It is brought up to date from the library's changes, by statements that hand the texts from one
file to the other; Python sees them for their words, and where letters are not plain.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pysqlite3

from tearsheet.library.search.folding import indexed
from tearsheet.library.search.vocabulary import TOKENS, Vocabulary

_VERSION: Final = 5
_BATCH: Final = 1000
_HELD: Final = 100
"""Articles whose texts are held in memory at a time."""
_STEP: Final = 256
"""Pages of four kilobytes that are merged before others may go on."""
_FEW: Final = 500
_NAMED: Final = 50_000
"""Changed articles up to which only they are looked at."""
_FRESHENED: Final = 8
"""Articles that a question waits for; more are taken in behind it, and it is asked again."""
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
_FIGURES: Final = """(SELECT group_concat({}, char(10)) FROM library.figure
    WHERE figure.revision_id = article.revision_id)"""
_TEXTS: Final = {
    "title": "article.title",
    "byline": "article.byline",
    "publisher": "article.publisher",
    "caption": _FIGURES.format("caption"),
    "credit": _FIGURES.format("credit"),
    "body": "revision.text",
    "note": """coalesce((SELECT markdown FROM library.note WHERE article_id = article.id), '')
    || coalesce((SELECT char(10) || group_concat(note, char(10)) FROM library.highlight
        WHERE article_id = article.id), '')""",
}
_THESE: Final = "IN (SELECT value FROM json_each(:ids))"
_NAMED_TEXTS: Final = ", ".join(f"coalesce({said}, '') AS {name}" for name, said in _TEXTS.items())
_SAID: Final = f"""
WITH said AS MATERIALIZED (
    SELECT article.id AS id, {_NAMED_TEXTS}
    FROM library.article JOIN library.revision ON revision.id = article.revision_id
    WHERE article.id {_THESE} ORDER BY article.id
)"""
COLUMNS: Final = ", ".join(_TEXTS)
_PLAIN: Final = "CASE WHEN octet_length({0}) = length({0}) THEN {0} ELSE indexed({0}) END"
"""A column as the index holds it: plain letters stay as they are, and are not handed over."""
_NOTED: Final = f"noted(body, {' || char(10) || '.join(name for name in _TEXTS if name != 'body')})"
Told = Callable[[int, int], None]
"""Hears how many articles are done, and how many there are to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a table of the index is for.

    name       of the table, and of the schema that its file is attached as
    file       in the library's folder
    options    of FTS5, beyond those that all have, each after a comma
    has_words  whether the words of the library are listed beside it, in ``word``
    """

    name: str
    file: str
    options: str = ""
    has_words: bool = False


class IndexTable:
    """One table of the index. Safe to use from several threads."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self._path = folder / kind.file
        self._library = folder / "library.sqlite3"
        self._kind = kind
        self._lock = threading.Lock()
        self._make()

    def is_behind(self) -> bool:
        """Whether there are changes in the library that it has not taken in."""
        with closing(self._connected()) as connection:
            newest, seen = _newest(connection), _seen(connection)
        return newest != seen

    def catch_up(self, stop: Callable[[], bool], told: Told) -> int:
        """Take in what has changed in the library; answers how many articles that were.

        stop  asked between batches; what is not taken in then is taken in the next time
        told  told after each full batch
        """
        with self._lock, closing(self._connected()) as connection:
            return self._take_in_all(connection, stop, told)

    def freshen(self) -> None:
        """`catch_up` where only a few articles have changed, and no other thread is at it."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            with closing(self._connected()) as connection:
                changed = _changed_few(connection, _seen(connection))
                if changed is None and _is_small(connection):
                    changed = set(_stale(connection, None, 0))
                if changed is not None and len(changed) <= _FRESHENED:
                    self._take_in_all(connection, lambda: False, lambda _done, _all: None)
        finally:
            self._lock.release()

    def tidy(self, stop: Callable[[], bool]) -> None:
        """Merge what was written in many pieces, a little at a time, until there are few.

        stop  asked between two steps; other threads may go between them, too
        """
        merge = f"INSERT INTO {self._kind.name} ({self._kind.name}, rank) VALUES ('merge', ?)"
        with closing(self._connected()) as connection:
            is_done = False
            while not is_done and not stop():
                with self._lock, connection:
                    before = connection.total_changes
                    connection.execute(merge, (_STEP,))
                    # FTS5 changes one row of its own where there was nothing to merge.
                    is_done = connection.total_changes - before < 2

    def _take_in_all(
        self,
        connection: pysqlite3.Connection,
        stop: Callable[[], bool],
        told: Told,
    ) -> int:
        done = 0
        newest, seen = _newest(connection), _seen(connection)
        if newest == seen:
            return 0
        only = _changed_few(connection, seen)
        words, last, total = Vocabulary(), 0, 0
        connection.create_function("indexed", 1, indexed, deterministic=True)
        connection.create_function("noted", 2, words.noted)
        while stale := _stale(connection, only, last):
            self._take_in(connection, stale, words)
            done += len(stale)
            last = stale[-1]
            if len(stale) == _BATCH:
                total = max(total or done + _unknown(connection), done)
                told(done, total)
            if stop():
                return done
        self._drop_gone(connection)
        connection.execute("UPDATE seen SET sequence = ?", (newest,))
        connection.commit()
        return done

    def _take_in(
        self, connection: pysqlite3.Connection, stale: list[int], words: Vocabulary
    ) -> None:
        table, ids = self._kind.name, {"ids": json.dumps(stale)}
        known = f"rowid IN (SELECT id FROM known WHERE id {_THESE})"
        connection.execute(f"DELETE FROM {table} WHERE {known}", ids)
        texts = {name: _PLAIN.format(name) for name in _TEXTS}
        if self._kind.has_words:
            texts["body"] = _NOTED
        said = (
            f"{_SAID} INSERT INTO {table} (rowid, {COLUMNS})"
            f" SELECT id, {', '.join(texts.values())} FROM said"
        )
        for start in range(0, len(stale), _HELD):
            connection.execute(said, {"ids": json.dumps(stale[start : start + _HELD])})
        connection.execute(
            "INSERT OR REPLACE INTO known (id, stamp)"
            f" SELECT id, {_STAMP} FROM library.article WHERE id {_THESE}",
            ids,
        )
        if self._kind.has_words:
            words.remember(connection)
        connection.commit()

    def _drop_gone(self, connection: pysqlite3.Connection) -> None:
        gone = connection.execute(
            "SELECT id FROM known WHERE id NOT IN (SELECT id FROM library.article)"
        ).fetchall()
        connection.executemany(f"DELETE FROM {self._kind.name} WHERE rowid = ?", gone)
        connection.executemany("DELETE FROM known WHERE id = ?", gone)

    def _make(self) -> None:
        """The file as it should be; one of another version or a damaged one is made anew."""
        try:
            if self._path.exists():
                with closing(pysqlite3.connect(self._path)) as connection:
                    (version,) = connection.execute("PRAGMA user_version").fetchone()
                    if version == _VERSION:
                        return
        except pysqlite3.DatabaseError:
            import logging  # a terminal's question, where nothing fails, need not wait for it

            logging.getLogger(__name__).warning("the search index was damaged and is made anew")
        for ending in ("", "-wal", "-shm"):
            Path(f"{self._path}{ending}").unlink(missing_ok=True)
        with closing(pysqlite3.connect(self._path)) as connection:
            connection.executescript(_made(self._kind))

    def _connected(self) -> pysqlite3.Connection:
        connection = pysqlite3.connect(self._path.as_uri(), uri=True, timeout=10)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32768")
        # What a large merge leaves behind it is not kept on the disk.
        connection.execute("PRAGMA journal_size_limit = 16777216")
        connection.execute("ATTACH ? AS library", (f"{self._library.as_uri()}?mode=ro",))
        return connection


def _made(kind: Kind) -> str:
    # Postings are gathered in memory up to `hashsize` bytes before they are written. Merging them
    # is half of the work if it is done at once; it is put off until there is time for it, or there
    # are sixteen pieces of a size. Even then it is done little by little: what is called a crisis
    # merges all in one go, which takes minutes in a large library.
    words = "CREATE TABLE word (term TEXT PRIMARY KEY) WITHOUT ROWID;" if kind.has_words else ""
    return f"""
        PRAGMA journal_mode = WAL;
        CREATE VIRTUAL TABLE {kind.name} USING fts5(
            {COLUMNS}, content='', contentless_delete=1, tokenize="{TOKENS}" {kind.options});
        INSERT INTO {kind.name} ({kind.name}, rank) VALUES ('hashsize', 8388608);
        INSERT INTO {kind.name} ({kind.name}, rank) VALUES ('automerge', 16);
        INSERT INTO {kind.name} ({kind.name}, rank) VALUES ('crisismerge', 100);
        CREATE TABLE known (id INTEGER PRIMARY KEY, stamp TEXT);
        CREATE TABLE seen (sequence INTEGER);
        INSERT INTO seen VALUES (-1);
        {words}
        PRAGMA user_version = {_VERSION};
    """


def _newest(connection: pysqlite3.Connection) -> int:
    said = "SELECT coalesce(max(sequence), 0) FROM library.change"
    return int(connection.execute(said).fetchone()[0])


def _seen(connection: pysqlite3.Connection) -> int:
    return int(connection.execute("SELECT sequence FROM seen").fetchone()[0])


def _unknown(connection: pysqlite3.Connection) -> int:
    """How many articles there are that the index does not know at all."""
    said = "SELECT (SELECT count(*) FROM library.article WHERE revision_id IS NOT NULL)"
    (count,) = connection.execute(f"{said} - (SELECT count(*) FROM known)").fetchone()
    return max(int(count), 0)


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
