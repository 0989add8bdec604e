"""Many ids in one statement: a temporary table that a connection fills and asks against."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Integer, MetaData, Select, Table, select, text
from sqlalchemy.orm import Session

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
