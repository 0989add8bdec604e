"""The same page kept twice: found by its address or its words, and made one with nothing lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import literal, select, text, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from tearsheet.article.ids import ArticleId
from tearsheet.article.source_link import url_key
from tearsheet.article.text import counted
from tearsheet.library.chosen import article_row
from tearsheet.library.database import Database
from tearsheet.library.schema import (
    ArticleCollectionRow,
    ArticleRow,
    ArticleTagRow,
    HighlightRow,
    NoteRow,
    RevisionRow,
)
from tearsheet.library.search.sql import KEPT

_FEWEST_WORDS = 30
"""Texts shorter than this may well be alike by chance."""


class DuplicateDrawer:
    """The library's duplicates."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def found(self) -> list[tuple[ArticleId, ...]]:
        """Articles that are the same page, in groups, the oldest of each first.

        Two are the same if their addresses differ only by what leads to the same page (tracking,
        scheme, trailing marks), if their pages name the same address as their own, or if they
        hold the very same words.
        """
        wanted = (
            select(
                ArticleRow.id,
                ArticleRow.url_key,
                ArticleRow.canonical_url,
                ArticleRow.word_count,
                RevisionRow.text_hash,
            )
            .join(RevisionRow, RevisionRow.id == ArticleRow.revision_id)
            .where(text(KEPT))
            .order_by(ArticleRow.id)
        )
        groups = _Groups()
        with self._database.reading() as session:
            for row in session.execute(wanted):
                groups.add(ArticleId(row.id), ("at", row.url_key))
                if row.canonical_url:
                    groups.add(ArticleId(row.id), ("at", url_key(row.canonical_url)))
                if row.word_count >= _FEWEST_WORDS and row.text_hash:
                    groups.add(ArticleId(row.id), ("says", row.text_hash))
        return groups.several()

    def merge(self, keep: ArticleId, others: Iterable[ArticleId]) -> None:
        """Make one article of several: it gets their tags, collections, highlights, notes and
        revisions, and what was starred or read stays so. The others go to the trash.

        Raises NoSuchArticle.
        """
        gone = sorted(set(others) - {keep})
        with self._database.editing("merge articles") as (session, draft):
            kept = article_row(session, keep)
            for other in gone:
                _move(session, kept, article_row(session, other))
            draft.articles.update([keep, *gone])
            draft.what = f"merge {counted(len(gone) + 1, 'article')} into “{kept.title}”"


class _Groups:
    """Articles joined by what they have in common, through others as well."""

    def __init__(self) -> None:
        self._head: dict[ArticleId, ArticleId] = {}
        self._first: dict[tuple[str, str], ArticleId] = {}

    def add(self, article: ArticleId, mark: tuple[str, str]) -> None:
        self._head.setdefault(article, article)
        other = self._first.setdefault(mark, article)
        one, two = self._top(article), self._top(other)
        self._head[max(one, two)] = min(one, two)

    def several(self) -> list[tuple[ArticleId, ...]]:
        groups: dict[ArticleId, list[ArticleId]] = defaultdict(list)
        for article in self._head:
            groups[self._top(article)].append(article)
        return [tuple(sorted(group)) for group in groups.values() if len(group) > 1]

    def _top(self, article: ArticleId) -> ArticleId:
        while self._head[article] != article:
            article = self._head[article]
        return article


def _move(session: Session, kept: ArticleRow, other: ArticleRow) -> None:
    tags = select(ArticleTagRow.tag_id, literal(kept.id)).where(
        ArticleTagRow.article_id == other.id
    )
    places = select(
        ArticleCollectionRow.collection_id, literal(kept.id), ArticleCollectionRow.position
    ).where(ArticleCollectionRow.article_id == other.id)
    session.execute(
        insert(ArticleTagRow).from_select(["tag_id", "article_id"], tags).on_conflict_do_nothing()
    )
    session.execute(
        insert(ArticleCollectionRow)
        .from_select(["collection_id", "article_id", "position"], places)
        .on_conflict_do_nothing()
    )
    for table in (RevisionRow, HighlightRow):
        session.execute(
            update(table).where(table.article_id == other.id).values(article_id=kept.id)
        )
    _move_note(session, kept, other)
    kept.starred_at = kept.starred_at or other.starred_at
    kept.read_at = kept.read_at or other.read_at
    other.trashed_at = other.trashed_at or datetime.now(UTC)
    session.flush()


def _move_note(session: Session, kept: ArticleRow, other: ArticleRow) -> None:
    theirs, ours = session.get(NoteRow, other.id), session.get(NoteRow, kept.id)
    if theirs is None or not theirs.markdown.strip():
        return
    if ours is None:
        session.add(
            NoteRow(article_id=kept.id, markdown=theirs.markdown, changed_at=theirs.changed_at)
        )
    elif theirs.markdown.strip() not in ours.markdown:
        ours.markdown = f"{ours.markdown.rstrip()}\n\n{theirs.markdown}"
