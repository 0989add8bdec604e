"""The revisions of articles: what a page said at each clip of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tearsheet.article.ids import ArticleId, RevisionId
from tearsheet.library.database import Database
from tearsheet.library.schema import FigureRow, RevisionRow


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision, as a list of them shows it.

    extractor  which engine took the text out of the page
    """

    id: RevisionId
    clipped_at: datetime
    words: int
    images: int
    extractor: str


class RevisionDrawer:
    """The library's revisions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, article: ArticleId) -> list[Revision]:
        """The revisions of an article, newest first."""
        images = (
            select(func.count())
            .where(FigureRow.revision_id == RevisionRow.id)
            .correlate(RevisionRow)
            .scalar_subquery()
        )
        wanted = (
            select(RevisionRow, images)
            .where(RevisionRow.article_id == article)
            .order_by(RevisionRow.id.desc())
        )
        with self._database.reading() as session:
            return [
                Revision(
                    RevisionId(row.id), row.clipped_at, len(row.text.split()), count, row.extractor
                )
                for row, count in session.execute(wanted)
            ]
