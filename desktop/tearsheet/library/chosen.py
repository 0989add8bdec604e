"""Articles by their ids: one as its row, or many in one statement by a temporary table."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Integer, MetaData, Select, Table, select, text
from sqlalchemy.orm import Session

from tearsheet.errors import NoSuchArticle
from tearsheet.library.schema import ArticleRow

_CHOSEN = Table(
    "chosen", MetaData(), Column("id", Integer, primary_key=True), prefixes=["TEMPORARY"]
)


def choose(session: Session, ids: Iterable[int]) -> Select[int]:
    """The ids as a subquery, as many as there are; good until the next call in this session."""
    session.execute(text("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)"))
    session.execute(text("DELETE FROM temp.chosen"))
    rows = [{"id": id_} for id_ in set(ids)]
    if rows:
        session.execute(text("INSERT INTO temp.chosen VALUES (:id)"), rows)
    return select(_CHOSEN.c.id)


def article_row(session: Session, id_: int) -> ArticleRow:
    """The row of one article. Raises NoSuchArticle."""
    row = session.get(ArticleRow, id_)
    if row is None:
        raise NoSuchArticle(str(id_))
    return row
