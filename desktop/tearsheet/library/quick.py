"""One question to a library by the bare driver, for a terminal.

SQLAlchemy's import is most of what a person would wait for there, so none of it is imported here.
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pysqlite3

from tearsheet.article.article import Card, Status
from tearsheet.article.ids import ArticleId, BlobHash
from tearsheet.article.place import EVERYTHING, Order
from tearsheet.library.listing import MOST_RANKED, best, every, first
from tearsheet.library.search.grammar import Query, parse
from tearsheet.library.search.index import BEHIND, FILE, SearchIndex
from tearsheet.library.version import SCHEMA_VERSION

_CARDS: Final = """
SELECT article.*, request.failure,
    (SELECT thumbnail FROM blob WHERE sha256 = article.lead_image) AS thumbnail,
    (SELECT group_concat(name, char(10)) FROM (SELECT tag.name FROM article_tag
     JOIN tag ON tag.id = tag_id WHERE article_id = article.id ORDER BY folded)) AS tags
FROM article LEFT JOIN request ON request.article_id = article.id WHERE article.id = ?
"""


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
    connection.row_factory = pysqlite3.Row
    rows = (connection.execute(_CARDS, (id_,)).fetchone() for id_ in ids)
    return [_card(row) for row in rows], query


def _card(row: Any) -> Card:  # noqa: ANN401 (the driver's row)
    return Card(
        id=ArticleId(row["id"]),
        title=row["title"],
        publisher=row["publisher"],
        byline=row["byline"],
        source_url=row["source_url"],
        published_at=_moment(row["published_at"]),
        clipped_at=datetime.fromisoformat(row["clipped_at"]),
        word_count=row["word_count"],
        missing_images=row["missing_images"],
        is_read=row["read_at"] is not None,
        is_starred=row["starred_at"] is not None,
        is_archived=row["archived_at"] is not None,
        is_trashed=row["trashed_at"] is not None,
        status=Status(row["status"]),
        failure=row["failure"],
        tags=tuple((row["tags"] or "").split("\n")) if row["tags"] else (),
        thumbnail=BlobHash(row["thumbnail"]) if row["thumbnail"] else None,
        direction=row["direction"],
        language=row["language"],
        section=row["section"],
    )


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
