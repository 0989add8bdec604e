"""What readers marked, and their notes on whole articles."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tearsheet.article.highlight import COLOURS, Anchor, Highlight
from tearsheet.article.ids import ArticleId, HighlightId
from tearsheet.article.text import counted
from tearsheet.errors import BadName, NoSuchName
from tearsheet.library.chosen import article_row
from tearsheet.library.database import Database
from tearsheet.library.schema import ArticleRow, HighlightRow, NoteRow


class HighlightDrawer:
    """The library's highlights."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, articles: Iterable[ArticleId]) -> list[Highlight]:
        """The highlights of articles, newest article first, in each as they stand in the text."""
        # One value holds them all, however many a place lists.
        some = text("SELECT value FROM json_each(:ids)").bindparams(ids=json.dumps([*articles]))
        with self._database.reading() as session:
            wanted = (
                select(HighlightRow, ArticleRow.title, ArticleRow.source_url)
                .join(ArticleRow, ArticleRow.id == HighlightRow.article_id)
                .where(HighlightRow.article_id.in_(some))
                .order_by(HighlightRow.article_id.desc(), HighlightRow.start, HighlightRow.id)
            )
            return [_highlight(row, title, link) for row, title, link in session.execute(wanted)]

    def all(self) -> list[Highlight]:
        """Every highlight of the library, of what is not in the trash."""
        with self._database.reading() as session:
            wanted = (
                select(HighlightRow, ArticleRow.title, ArticleRow.source_url)
                .join(ArticleRow, ArticleRow.id == HighlightRow.article_id)
                .where(ArticleRow.trashed_at.is_(None))
                .order_by(HighlightRow.article_id.desc(), HighlightRow.start, HighlightRow.id)
            )
            return [_highlight(row, title, link) for row, title, link in session.execute(wanted)]

    def make(self, article: ArticleId, anchor: Anchor, colour: str = COLOURS[0]) -> HighlightId:
        """Mark a quote in an article's newest revision. Raises NoSuchArticle, BadName."""
        _check(colour)
        if not anchor.quote.strip():
            raise BadName("There are no words there to highlight.")
        with self._database.editing("highlight") as (session, draft):
            row = article_row(session, article)
            made = HighlightRow(
                article_id=article,
                revision_id=row.revision_id,
                quote=anchor.quote,
                prefix=anchor.prefix,
                suffix=anchor.suffix,
                start=anchor.start,
                end=anchor.end,
                colour=colour,
                made_at=datetime.now(UTC),
            )
            session.add(made)
            session.flush()
            draft.articles.add(article)
            draft.what = f"highlight in “{row.title}”"
            return HighlightId(made.id)

    def change(self, id_: HighlightId, colour: str, note: str) -> None:
        """Give a highlight another colour or note. Raises NoSuchName, BadName."""
        _check(colour)
        with self._database.editing("change a highlight") as (session, draft):
            row = _row(session, id_)
            row.colour, row.note = colour, note.strip()
            draft.articles.add(ArticleId(row.article_id))

    def delete(self, highlights: Iterable[HighlightId]) -> None:
        """Take highlights away. Raises NoSuchName."""
        ids = list(highlights)
        with self._database.editing(f"delete {counted(len(ids), 'highlight')}") as (session, draft):
            for id_ in ids:
                row = _row(session, id_)
                draft.articles.add(ArticleId(row.article_id))
                session.delete(row)


class NoteDrawer:
    """Notes on whole articles, in Markdown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, article: ArticleId) -> str:
        """The note on an article; empty where there is none."""
        with self._database.reading() as session:
            wanted = select(NoteRow.markdown).where(NoteRow.article_id == article)
            return session.scalar(wanted) or ""

    def write(self, article: ArticleId, markdown: str) -> None:
        """Keep this as the note on an article; a blank one is none. Raises NoSuchArticle."""
        with self._database.editing("write a note") as (session, draft):
            about = article_row(session, article)
            row = session.get(NoteRow, article)
            if (row.markdown if row else "") == markdown.rstrip():
                return
            draft.articles.add(article)
            draft.what = f"write a note on “{about.title}”"
            if row is not None and not markdown.strip():
                session.delete(row)
            elif row is not None:
                row.markdown, row.changed_at = markdown.rstrip(), datetime.now(UTC)
            else:
                now = datetime.now(UTC)
                session.add(NoteRow(article_id=article, markdown=markdown.rstrip(), changed_at=now))


def _check(colour: str) -> None:
    if colour not in COLOURS:
        raise BadName(f"“{colour}” is no colour of a highlight: {', '.join(COLOURS)}.")


def _row(session: Session, id_: HighlightId) -> HighlightRow:
    row = session.get(HighlightRow, id_)
    if row is None:
        raise NoSuchName("highlight", str(id_))
    return row


def _highlight(row: HighlightRow, title: str, source_url: str) -> Highlight:
    return Highlight(
        HighlightId(row.id),
        ArticleId(row.article_id),
        title,
        source_url,
        Anchor(row.quote, row.prefix, row.suffix, row.start, row.end),
        row.colour or COLOURS[0],
        row.note,
        row.made_at,
    )
