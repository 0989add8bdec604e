"""One question to a library by the bare driver, for a terminal.

SQLAlchemy's import is most of what a person would wait for there, so none of it is imported here.
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pysqlite3

from tearsheet.article.article import Card
from tearsheet.article.place import EVERYTHING, Order
from tearsheet.library.card import cards
from tearsheet.library.listing import MOST_RANKED, best, every, first
from tearsheet.library.search.grammar import Query, parse
from tearsheet.library.search.index import BEHIND, FILE, SearchIndex
from tearsheet.library.version import SCHEMA_VERSION


def quick_search(folder: Path, typed: str, limit: int) -> tuple[list[Card], Query] | None:
    """The cards of the first articles that answer a search, best first, and what was understood.

    None where only `Library` can answer: a library of another version, or one that may not be
    written.
    """
    file = folder / "library.sqlite3"
    if not file.exists() or not (folder / FILE).exists():
        return None
    with closing(pysqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True)) as connection:
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != SCHEMA_VERSION:
                return None
            connection.execute("ATTACH ? AS search", (f"{(folder / FILE).as_uri()}?mode=ro",))
            if connection.execute(BEHIND).fetchone()[0]:
                SearchIndex(folder).catch_up()
            return _answer(connection, typed, limit)
        except pysqlite3.Error:
            return None


def _answer(connection: pysqlite3.Connection, typed: str, limit: int) -> tuple[list[Card], Query]:
    query = parse(typed, datetime.now().astimezone())
    if limit > MOST_RANKED:
        ids = every(connection, EVERYTHING, query, Order.BEST)[:limit]
    else:
        found = first(connection, EVERYTHING, query, Order.BEST, limit)
        ids = found.ids if found.is_ranked else best(connection, EVERYTHING, query)[:limit]
    return cards(connection, ids), query
