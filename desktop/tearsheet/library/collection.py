"""Collections: folders of articles that nest; an article can lie in many."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from tearsheet.article.ids import ArticleId
from tearsheet.library.database import Database
from tearsheet.library.schema import ArticleCollectionRow, CollectionRow


class CollectionDrawer:
    """The library's collections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, path: str, articles: Iterable[ArticleId]) -> frozenset[ArticleId]:
        """Put articles at the end of a collection; answers those that were not in it before.

        path  the names from the top with slashes between them, as "Harbours/Ferries";
              what is not there yet is made

        Raises ValueError if a name in the path is blank.
        """
        names = [" ".join(name.split()) for name in path.split("/")]
        if not all(names):
            raise ValueError(f"“{path}” names no collection")
        with self._database.writing(f"add to “{path}”") as (session, draft):
            collection = _at(session, names)
            last = session.scalar(
                select(func.coalesce(func.max(ArticleCollectionRow.position), -1)).where(
                    ArticleCollectionRow.collection_id == collection
                )
            )
            rows = [
                {"collection_id": collection, "article_id": article, "position": (last or 0) + n}
                for n, article in enumerate(dict.fromkeys(articles), 1)
            ]
            gained = (
                session.scalars(
                    insert(ArticleCollectionRow)
                    .on_conflict_do_nothing()
                    .returning(ArticleCollectionRow.article_id),
                    rows,
                ).all()
                if rows
                else []
            )
            draft.articles.update(map(ArticleId, gained))
        return frozenset(map(ArticleId, gained))


def _at(session: Session, names: list[str]) -> int:
    """The id of the collection at that path, made where it is not there yet."""
    parent: int | None = None
    for name in names:
        found = session.scalar(
            select(CollectionRow.id).where(
                CollectionRow.name == name, CollectionRow.parent_id.is_not_distinct_from(parent)
            )
        )
        if found is None:
            row = CollectionRow(parent_id=parent, name=name)
            session.add(row)
            session.flush()
            found = row.id
        parent = found
    assert parent is not None, "a path has at least one name"
    return parent
