"""Articles: the shelves they stand on, their cards for a list, and each one whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from tearsheet.article.article import Article, State, Status
from tearsheet.article.figure import Figure
from tearsheet.article.ids import ArticleId, ArticleUid, BlobHash, RevisionId
from tearsheet.article.text import counted
from tearsheet.errors import NoSuchArticle
from tearsheet.library.chosen import article_row, choose
from tearsheet.library.database import Database
from tearsheet.library.noting import forget
from tearsheet.library.readers import Readers
from tearsheet.library.schema import (
    ArticleRow,
    ArticleTagRow,
    BlobRow,
    FigureRow,
    RequestRow,
    RevisionRow,
    TagRow,
)
from tearsheet.library.search.index import SearchIndex
from tearsheet.library.shelving import ShelfDrawer

_TIMES: Final[dict[State, InstrumentedAttribute[datetime | None]]] = {
    State.READ: ArticleRow.read_at,
    State.STARRED: ArticleRow.starred_at,
    State.ARCHIVED: ArticleRow.archived_at,
    State.TRASHED: ArticleRow.trashed_at,
}
_AT_ONCE: Final = 500
_VERBS: Final = {
    (State.READ, True): "mark {} as read",
    (State.READ, False): "mark {} as unread",
    (State.STARRED, True): "star {}",
    (State.STARRED, False): "take the star off {}",
    (State.ARCHIVED, True): "archive {}",
    (State.ARCHIVED, False): "take {} out of the archive",
    (State.TRASHED, True): "move {} to the trash",
    (State.TRASHED, False): "restore {}",
}


class ArticleDrawer(ShelfDrawer):
    """The library's articles, as lists show them and each one whole."""

    def __init__(self, database: Database, readers: Readers, index: SearchIndex | None) -> None:
        super().__init__(readers, index)
        self._database = database

    def sources(self, articles: Iterable[ArticleId]) -> dict[ArticleId, tuple[str, bool]]:
        """The address that each article came from, and whether the last clip of it failed."""
        found: dict[ArticleId, tuple[str, bool]] = {}
        ids = list(articles)
        with self._database.reading() as session:
            for start in range(0, len(ids), _AT_ONCE):
                wanted = (
                    select(ArticleRow.id, ArticleRow.source_url, RequestRow.failure)
                    .outerjoin(RequestRow, RequestRow.article_id == ArticleRow.id)
                    .where(ArticleRow.id.in_(ids[start : start + _AT_ONCE]))
                )
                for id_, link, failure in session.execute(wanted):
                    found[ArticleId(id_)] = (link, failure is not None)
        return found

    def article(self, id_: ArticleId, revision: RevisionId | None = None) -> Article:
        """One article whole, as its newest revision says, or another of them.

        Raises NoSuchArticle, also for a revision that is not the article's.
        """
        with self._database.reading() as session:
            row = article_row(session, id_)
            if revision is not None:
                said = session.get(RevisionRow, revision)
                if said is None or said.article_id != id_:
                    raise NoSuchArticle(f"{id_} in revision {revision}")
            return _article(session, row, revision)

    def find(self, wanted: str) -> ArticleId:
        """The article by its number, its uid, or the beginning of its uid if only one has it.

        Raises NoSuchArticle.
        """
        matches = ArticleRow.uid.startswith(wanted.lower(), autoescape=True)
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
            matches = ArticleRow.id == int(wanted)
        with self._database.reading() as session:
            found = session.scalars(select(ArticleRow.id).where(matches).limit(2)).all()
        if not wanted or len(found) != 1:
            raise NoSuchArticle(wanted)
        return ArticleId(found[0])

    def blob_type(self, digest: BlobHash) -> str | None:
        """The media type of a blob, or None if the library names no such blob."""
        with self._database.reading() as session:
            return session.scalar(select(BlobRow.media_type).where(BlobRow.sha256 == digest))

    def set_state(
        self, state: State, on: bool, articles: Iterable[ArticleId]
    ) -> frozenset[ArticleId]:
        """Put a state on articles or take it off; answers those that really changed."""
        column, verb = _TIMES[state], _VERBS[state, on]
        with self._database.editing(verb) as (session, draft):
            differs = column.is_(None) if on else column.is_not(None)
            rows = session.scalars(
                update(ArticleRow)
                .where(ArticleRow.id.in_(choose(session, articles)), differs)
                .values({column: datetime.now(UTC) if on else None})
                .returning(ArticleRow.id)
                .execution_options(synchronize_session=False)
            )
            changed = frozenset(map(ArticleId, rows.all()))
            draft.articles.update(changed)
            draft.what = verb.format(counted(len(changed), "article"))
        return changed

    def count_as_read(self, id_: ArticleId) -> None:
        """Mark an article as read because it was opened; that is no edit to be taken back."""
        with self._database.writing("open") as (session, draft):
            unread = (ArticleRow.id == id_, ArticleRow.read_at.is_(None))
            if session.scalar(select(ArticleRow.id).where(*unread)):
                session.execute(update(ArticleRow).where(*unread).values(read_at=datetime.now(UTC)))
                draft.articles.add(id_)

    def keep_place(self, id_: ArticleId, position: str) -> None:
        """Keep how far an article was read; that is no edit, and nobody needs to be told."""
        with self._database.writing("read") as (session, _):
            session.execute(
                update(ArticleRow).where(ArticleRow.id == id_).values(reading_position=position)
            )

    def empty_trash(self, before: datetime | None = None) -> int:
        """Forget what lies in the trash for good; answers how many. Cannot be taken back.

        before  only what was put there before this moment
        """
        with self._database.writing("empty the trash") as (session, draft):
            wanted = select(ArticleRow.id).where(ArticleRow.trashed_at.is_not(None))
            if before is not None:
                wanted = wanted.where(ArticleRow.trashed_at < before)
            gone = list(session.scalars(wanted))
            forget(session, gone)
            session.execute(delete(ArticleRow).where(ArticleRow.id.in_(choose(session, gone))))
            draft.articles.update(map(ArticleId, gone))
        return len(gone)


def _tags(session: Session, ids: Sequence[ArticleId]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    wanted = (
        select(ArticleTagRow.article_id, TagRow.name)
        .join(TagRow, TagRow.id == ArticleTagRow.tag_id)
        .where(ArticleTagRow.article_id.in_(ids))
        .order_by(TagRow.folded)
    )
    for article, name in session.execute(wanted):
        found[article] = (*found.get(article, ()), name)
    return found


def _article(session: Session, row: ArticleRow, wanted: RevisionId | None = None) -> Article:
    shown = wanted or row.revision_id
    revision = session.get(RevisionRow, shown) if shown else None
    count = select(func.count()).select_from(RevisionRow).where(RevisionRow.article_id == row.id)
    id_ = ArticleId(row.id)
    return Article(
        id=id_,
        uid=ArticleUid(row.uid),
        title=row.title,
        byline=row.byline,
        publisher=row.publisher,
        dateline=row.dateline,
        section=row.section,
        source_url=row.source_url,
        canonical_url=row.canonical_url,
        published_at=row.published_at,
        modified_at=row.modified_at,
        clipped_at=row.clipped_at,
        language=row.language,
        direction=row.direction,
        keywords=tuple(filter(None, row.keywords.split("\n"))),
        licence=row.licence,
        word_count=row.word_count,
        status=Status(row.status),
        status_reason=row.status_reason,
        revision=RevisionId(revision.id) if revision else None,
        revisions=session.scalar(count) or 0,
        body=revision.body if revision else "",
        text=revision.text if revision else "",
        figures=_figures(session, revision.id) if revision else (),
        tags=_tags(session, [id_]).get(id_, ()),
        is_read=row.read_at is not None,
        is_starred=row.starred_at is not None,
        is_archived=row.archived_at is not None,
        is_trashed=row.trashed_at is not None,
        original=BlobHash(revision.original) if revision else None,
        reading_position=row.reading_position,
    )


def _figures(session: Session, revision: int) -> tuple[Figure, ...]:
    rows = session.scalars(
        select(FigureRow).where(FigureRow.revision_id == revision).order_by(FigureRow.position)
    )
    return tuple(
        Figure(
            row.position,
            row.source_url,
            row.alt,
            row.caption,
            row.credit,
            row.missing,
            BlobHash(row.blob) if row.blob else None,
            row.width,
            row.height,
            row.media_type,
        )
        for row in rows
    )
