"""The index of all words, in files beside the library, which can always be made anew.

It is brought up to date from the library's changes: before a question, and by and by after clips.
Indexing inside the transaction that files an article would hold up its writer.

There are two tables of the same columns, each in a file of its own, so that two processors make
them at a time. `sieve` knows which words stand in which column, and what words begin with: it
says which articles answer, and how many, at a twentieth of a microsecond each. `doc` knows every
word's place: it finds phrases and ranks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import pysqlite3

from tearsheet.library.search.table import COLUMNS, IndexTable, Kind, Told

DOC: Final = Kind("doc", "search.sqlite3", has_words=True)
SIEVE: Final = Kind("sieve", "search-sieve.sqlite3", ", prefix='1 2 3 4 5', detail=column")
_CHANGED: Final = "SELECT coalesce(max(sequence), 0) FROM change"
BEHIND: Final = "SELECT " + " OR ".join(
    f"({_CHANGED}) IS NOT (SELECT sequence FROM {kind.name}.seen)" for kind in (DOC, SIEVE)
)
"""Asked of a library with its index attached: whether there are changes it has not taken in."""
_CACHES: Final = {DOC: 8_192, SIEVE: 16_384}
"""Kilobytes; an attached file has a cache of its own, of two megabytes unless it is told."""


class SearchIndex:
    """The index of one library. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._doc, self._sieve = IndexTable(folder, DOC), IndexTable(folder, SIEVE)

    def catch_up(
        self, stop: Callable[[], bool] = lambda: False, told: Told = lambda _done, _all: None
    ) -> int:
        """Take in what has changed in the library; answers how many articles that were.

        stop  asked between batches; what is not taken in then is taken in the next time
        told  told after each full batch how many are done, and how many it will be about; from
              one of several threads, one call after the other
        """
        behind = [table for table in (self._doc, self._sieve) if table.is_behind()]
        if not behind:
            return 0
        # A terminal's question where nothing is to be taken in need not wait for the import.
        from concurrent.futures import ThreadPoolExecutor

        done, lock = dict.fromkeys(behind, 0), threading.Lock()

        def tell(table: IndexTable, count: int, total: int) -> None:
            with lock:
                done[table] = count
                told(min(done.values()), total)

        def take_in(table: IndexTable) -> int:
            return table.catch_up(stop, partial(tell, table))

        with ThreadPoolExecutor(len(behind), "index") as threads:
            return max(threads.map(take_in, behind))

    def tidy(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Put in order what `catch_up` has written in a hurry, so that questions are quick.

        stop  asked every few milliseconds; what is left is done the next time
        """
        for table in (self._sieve, self._doc):
            table.tidy(stop)

    def freshen(self) -> None:
        """`catch_up` where only a few articles have changed, and no other thread is at it."""
        # The list of words lies beside doc: what the sieve finds by its words must be in it.
        for table in (self._doc, self._sieve):
            table.freshen()


def attach_index(connection: pysqlite3.Connection, folder: Path, *, is_fixed: bool) -> None:
    """The tables of a library's index, each as a schema of its name, to a connection that reads.

    is_fixed  nothing writes to the folder, nor could anything be written beside the files

    Where there is no index yet an empty one stands for it, so that nothing is found.
    """
    for kind, cache in _CACHES.items():
        file = folder / kind.file
        if file.exists():
            address = f"{file.as_uri()}?mode=ro{'&immutable=1' if is_fixed else ''}"
            connection.execute(f"ATTACH ? AS {kind.name}", (address,))
            connection.execute(f"PRAGMA {kind.name}.cache_size = -{cache}")
        else:
            connection.execute(f"ATTACH ':memory:' AS {kind.name}")
            for table in (
                f"VIRTUAL TABLE {kind.name}.{kind.name} USING fts5({COLUMNS})",
                f"TABLE {kind.name}.seen (sequence INTEGER)",
                f"TABLE {kind.name}.word (term TEXT PRIMARY KEY) WITHOUT ROWID",
            ):
                connection.execute(f"CREATE {table}")
