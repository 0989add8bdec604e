"""Figures of articles: images that were missing at the clip and are had after all."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tearsheet.article.figure import Picture
from tearsheet.article.ids import ArticleId
from tearsheet.errors import NoSuchArticle
from tearsheet.library.blob import BlobStore
from tearsheet.library.chosen import article_row
from tearsheet.library.database import Database
from tearsheet.library.entry import add_blobs, blob_row
from tearsheet.library.schema import ArticleRow, FigureRow


class FigureDrawer:
    """The figures of the articles' newest revisions, by their positions."""

    def __init__(self, database: Database, blobs: BlobStore) -> None:
        self._database, self._blobs = database, blobs

    def supply(self, article: ArticleId, position: int, picture: Picture) -> None:
        """Give a figure the image that it lacked; caption and credit stay.

        Raises NoSuchArticle, also where the article has no such figure.
        """
        thumbnail = self._blobs.put(picture.thumbnail) if picture.thumbnail else None
        blob = self._blobs.put(picture.content)
        rows = [blob_row(blob, picture.media_type, thumbnail)]
        if thumbnail:
            rows.append(blob_row(thumbnail, "image/webp"))
        with self._database.writing("add a missing image") as (session, draft):
            add_blobs(session, rows)
            row, figure = _figure(session, article, position)
            figure.blob, figure.missing = blob.sha256, None
            figure.width, figure.height = picture.width, picture.height
            figure.media_type = picture.media_type
            figure.tries += 1
            session.flush()
            _count_missing(session, row)
            row.lead_image = row.lead_image or blob.sha256
            draft.articles.add(article)

    def tried(self, article: ArticleId, position: int, why: str) -> None:
        """Note that an image could not be had again, and why. Raises NoSuchArticle."""
        with self._database.writing("try an image again") as (session, draft):
            _, figure = _figure(session, article, position)
            if figure.blob is None:
                figure.missing = why
                figure.tries += 1
                draft.articles.add(article)


def _figure(session: Session, article: ArticleId, position: int) -> tuple[ArticleRow, FigureRow]:
    row = article_row(session, article)
    figure = session.scalar(
        select(FigureRow).where(
            FigureRow.revision_id == row.revision_id, FigureRow.position == position
        )
    )
    if figure is None:
        raise NoSuchArticle(f"{article} with an image {position + 1}")
    return row, figure


def _count_missing(session: Session, row: ArticleRow) -> None:
    row.missing_images = (
        session.scalar(
            select(func.count())
            .select_from(FigureRow)
            .where(FigureRow.revision_id == row.revision_id, FigureRow.blob.is_(None))
        )
        or 0
    )
