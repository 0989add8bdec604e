"""What a person puts right in an article; what its page said is kept, and can be set back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tearsheet.article.ids import ArticleId
from tearsheet.errors import BadName
from tearsheet.library.chosen import article_row
from tearsheet.library.database import Database
from tearsheet.library.schema import AmendmentRow, ArticleRow, FigureRow

FIELDS: Final = (
    "title", "byline", "publisher", "dateline", "section", "language", "published_at",
)  # fmt: skip
"""Fields of an article that can be amended; those of its figures are "caption 0", "credit 0"."""
_OF_FIGURES: Final = ("caption", "credit")


class AmendmentDrawer:
    """The library's amendments."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, article: ArticleId) -> dict[str, str]:
        """The fields of an article that were amended, each with what the page said."""
        wanted = select(AmendmentRow.field, AmendmentRow.said).where(
            AmendmentRow.article_id == article
        )
        with self._database.reading() as session:
            return {row.field: row.said for row in session.execute(wanted)}

    def amend(self, article: ArticleId, field: str, value: str) -> None:
        """Put a field right. A value that is what the page said sets the field back.

        value  one line of text; of "published_at" a date as 2024-03-09, or empty

        Raises NoSuchArticle, and BadName for a field that is none or a date that is none.
        """
        shown = " ".join(value.split())
        with self._database.editing(f"change the {field.split(maxsplit=1)[0]}") as (session, draft):
            row = article_row(session, article)
            holder, name = _holder(session, row, field)
            now = _text(getattr(holder, name))
            if shown == now:
                return
            draft.what = f"change the {name.removesuffix('_at')} of “{row.title}”"
            before = session.scalar(
                select(AmendmentRow).where(
                    AmendmentRow.article_id == article, AmendmentRow.field == field
                )
            )
            said = before.said if before else now
            session.execute(
                delete(AmendmentRow).where(
                    AmendmentRow.article_id == article, AmendmentRow.field == field
                )
            )
            if shown != said:
                session.add(AmendmentRow(article_id=article, field=field, said=said, value=shown))
            setattr(holder, name, _value(name, shown))
            draft.articles.add(article)

    def set_back(self, article: ArticleId, field: str) -> None:
        """Let a field say again what the page said."""
        said = self.of(article).get(field)
        if said is not None:
            self.amend(article, field, said)


def reapply(session: Session, article: ArticleRow) -> None:
    """Lay the amendments of an article over what a new revision says."""
    session.flush()
    for amendment in session.scalars(
        select(AmendmentRow).where(AmendmentRow.article_id == article.id)
    ):
        try:
            holder, name = _holder(session, article, amendment.field)
        except BadName:
            # The image that the words were put right of is not on the page any more.
            continue
        amendment.said = _text(getattr(holder, name))
        setattr(holder, name, _value(name, amendment.value))


def _holder(
    session: Session, article: ArticleRow, field: str
) -> tuple[ArticleRow | FigureRow, str]:
    name, _, place = field.partition(" ")
    if name in FIELDS and not place:
        return article, name
    figure = (
        session.scalar(
            select(FigureRow).where(
                FigureRow.revision_id == article.revision_id, FigureRow.position == int(place)
            )
        )
        if name in _OF_FIGURES and place.isdigit()
        else None
    )
    if figure is None:
        raise BadName(f"There is no field “{field}” in this article.")
    return figure, name


def _text(value: str | datetime | None) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else value or ""


def _value(name: str, shown: str) -> str | datetime | None:
    if name != "published_at":
        return shown
    if not shown:
        return None
    try:
        return datetime.fromisoformat(shown).replace(tzinfo=UTC)
    except ValueError:
        raise BadName(f"“{shown}” is no date: write it as 2024-03-09.") from None
