"""What stands beside a search: passages of what it found, words like those it did not find."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import pysqlite3
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tearsheet.article.ids import ArticleId
from tearsheet.library.database import Database
from tearsheet.library.schema import ArticleRow, FigureRow, NoteRow, RevisionRow
from tearsheet.library.search.folding import match_of
from tearsheet.library.search.grammar import Words, parse
from tearsheet.library.search.nearest import nearest
from tearsheet.library.search.passages import marks, passage
from tearsheet.library.search.vocabulary import SHORTEST

_OFFERED: Final = 3
_NAMES: Final = 12


class FindingDrawer:
    """Answers about searches."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def passages(self, ids: Sequence[ArticleId], typed: str) -> dict[ArticleId, str]:
        """For each article the passage around the first place where a search's words stand.

        Looked for in the text, then in captions, credits and the note; an article that has the
        words only in its title, or nowhere, is left out.
        """
        words = _words(typed)
        if not words:
            return {}
        found, shown = marks(words), {}
        with self._database.reading() as session:
            for id_ in ids:
                if said := passage(_texts(session, id_), found):
                    shown[id_] = said
        return shown

    def names(self, field: str, beginning: str) -> list[str]:
        """The publishers or bylines that have a word beginning so, the commonest first.

        field  "publisher" or "by"; any other has no names here
        """
        column = {"publisher": ArticleRow.publisher, "by": ArticleRow.byline}.get(field)
        if column is None:
            return []
        starts = column.istartswith(beginning, autoescape=True)
        inside = column.icontains(f" {beginning}", autoescape=True)
        wanted = (
            select(column)
            .where(or_(starts, inside), column != "")
            .group_by(column)
            .order_by(func.count().desc())
            .limit(_NAMES)
        )
        with self._database.reading() as session:
            return list(session.scalars(wanted))

    def nearest(self, typed: str) -> list[str]:
        """Searches like this one whose words this library knows, for one that found nothing."""
        offered: list[str] = []
        with self._database.asking() as connection:
            for one in _words(f"{typed} "):
                if " " in one.text or len(one.text) < SHORTEST or _is_known(connection, one.text):
                    continue
                for like in nearest(connection, one.text):
                    if _is_known(connection, like):
                        offered.append(typed.replace(one.text, like))
        return offered[:_OFFERED]


def _words(typed: str) -> tuple[Words, ...]:
    return parse(typed, datetime.now().astimezone()).words()


def _texts(session: Session, id_: ArticleId) -> list[str]:
    row = session.execute(
        select(RevisionRow.id, RevisionRow.text)
        .join(ArticleRow, ArticleRow.revision_id == RevisionRow.id)
        .where(ArticleRow.id == id_)
    ).first()
    if row is None:
        return []
    figures = session.execute(
        select(FigureRow.caption, FigureRow.credit).where(FigureRow.revision_id == row.id)
    )
    note = session.scalar(select(NoteRow.markdown).where(NoteRow.article_id == id_))
    return [row.text, *(said for figure in figures for said in figure), note or ""]


def _is_known(connection: pysqlite3.Connection, word: str) -> bool:
    match = match_of(word, "", is_beginning=False, near=None)
    one = "SELECT 1 FROM doc.doc WHERE doc MATCH ? LIMIT 1"
    return connection.execute(one, (match,)).fetchone() is not None
