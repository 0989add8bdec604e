"""Tags: words a person puts on articles. Two spellings that fold alike are one tag."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from tearsheet.article.ids import ArticleId
from tearsheet.library.database import Database
from tearsheet.library.schema import ArticleTagRow, TagRow


def folded_name(name: str) -> str:
    """What makes two spellings of a tag one: no case, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", " ".join(name.split()))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


class TagDrawer:
    """The library's tags."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def attach(self, name: str, articles: Iterable[ArticleId]) -> frozenset[ArticleId]:
        """Put a tag on articles, making the tag if it is new; answers those that gained it.

        Raises ValueError if the name is blank.
        """
        shown = " ".join(name.split())
        if not shown:
            raise ValueError("a tag needs a name")
        wanted = frozenset(articles)
        with self._database.writing(f"tag “{shown}”") as (session, draft):
            session.execute(
                insert(TagRow)
                .values(name=shown, folded=folded_name(shown))
                .on_conflict_do_nothing()
            )
            tag = session.scalars(
                select(TagRow.id).where(TagRow.folded == folded_name(shown))
            ).one()
            gained = (
                session.scalars(
                    insert(ArticleTagRow)
                    .on_conflict_do_nothing()
                    .returning(ArticleTagRow.article_id),
                    [{"tag_id": tag, "article_id": article} for article in sorted(wanted)],
                ).all()
                if wanted
                else []
            )
            draft.articles.update(map(ArticleId, gained))
        return frozenset(map(ArticleId, gained))
