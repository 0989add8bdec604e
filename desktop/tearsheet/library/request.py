"""Requests: what a person asked to be clipped and has not got yet.

A request is stored the moment it is made, so that a crash, a dead network or a closed window
never loses it; it goes away in the transaction that files its article. A request that failed
stays with its reason under Needs attention until it is tried again or dismissed.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from tearsheet.article.article import Request, Status
from tearsheet.article.ids import ArticleId, BlobHash, RequestId
from tearsheet.article.source_link import GIVEN_BYTES, SourceLink, url_key
from tearsheet.library.blob import BlobStore
from tearsheet.library.database import Database
from tearsheet.library.entry import add_blobs, blob_row
from tearsheet.library.schema import ArticleRow, RequestRow
from tearsheet.library.worker import Worker


class RequestDrawer:
    """The library's requests."""

    def __init__(self, database: Database, blobs: BlobStore, worker: Worker | None) -> None:
        self._database = database
        self._blobs = blobs
        self._worker = worker

    def expect(self, link: SourceLink, *, as_it_is: bool = False) -> Request:
        """Store that this link is wanted; this process works on it from now on.

        as_it_is  the page is wanted even if it seems to be no article

        A link whose page is in the library asks for that article again; one that is asked for
        already is the same request, tried anew.
        """
        with self._database.writing(f"ask for {link.address}") as (session, draft):
            row = self._ask(session, link.address)
            row.as_it_is = as_it_is
            draft.articles.add(ArticleId(row.article_id))
            return _request(row)

    def expect_given(self, content: bytes, media_type: str) -> Request:
        """Store bytes that came without an address, and that an article of them is wanted.

        media_type  "text/html" or "text/markdown", with a charset where it is known
        """
        stored = self._blobs.put(content, pack=True)
        address = f"{GIVEN_BYTES}{hashlib.sha256(content).hexdigest()}"
        with self._database.writing("ask for what was given") as (session, draft):
            add_blobs(session, [blob_row(stored, media_type)])
            row = self._ask(session, address)
            row.given, row.given_type = stored.sha256, media_type
            draft.articles.add(ArticleId(row.article_id))
            session.flush()
            return _request(row)

    def take_up(self) -> list[Request]:
        """The requests that wait and that no living process works on, now this one's, in order."""
        worker = self._living()
        with self._database.writing("take up what was left") as (session, _):
            waiting = session.scalars(
                select(RequestRow).where(RequestRow.failure.is_(None)).order_by(RequestRow.id)
            ).all()
            dead = [row for row in waiting if row.worker is None or not worker.is_alive(row.worker)]
            for row in dead:
                row.worker = worker.name
            return [_request(row) for row in dead]

    def retry(self, articles: frozenset[ArticleId], *, as_it_is: bool = False) -> list[Request]:
        """The failed requests of these articles, waiting again and now this process's.

        as_it_is  their pages are wanted even if they seem to be no articles
        """
        worker = self._living()
        with self._database.writing("try again") as (session, draft):
            failed = session.scalars(
                select(RequestRow)
                .where(RequestRow.failure.is_not(None), RequestRow.article_id.in_(sorted(articles)))
                .order_by(RequestRow.id)
            ).all()
            for row in failed:
                row.failure, row.worker = None, worker.name
                row.as_it_is = as_it_is
                self._set_status(session, row.article_id, Status.PENDING, None)
                draft.articles.add(ArticleId(row.article_id))
            session.flush()
            return [_request(row) for row in failed]

    def fail(self, request: RequestId, reason: str, *, is_a_doubt: bool = False) -> None:
        """Keep why this request could not be had; an article that is there stays as it is.

        is_a_doubt  the page was had, and only seems to be no article
        """
        with self._database.writing("a clip failed") as (session, draft):
            row = session.get(RequestRow, request)
            if row is None:
                return
            row.failure, row.worker, row.tries = reason, None, row.tries + 1
            row.is_a_doubt = is_a_doubt
            self._set_status(session, row.article_id, Status.FAILED, reason)
            draft.articles.add(ArticleId(row.article_id))

    def dismiss(self, articles: frozenset[ArticleId]) -> None:
        """Forget the requests of these articles; an article never had goes with its request."""
        with self._database.writing("dismiss") as (session, draft):
            chosen = sorted(articles)
            for row in session.scalars(select(RequestRow).where(RequestRow.article_id.in_(chosen))):
                article = session.get(ArticleRow, row.article_id)
                session.delete(row)
                session.flush()
                if article is not None and article.revision_id is None:
                    session.delete(article)
                draft.articles.add(ArticleId(row.article_id))

    def failed(self) -> list[Request]:
        """The requests that failed, newest first."""
        with self._database.reading() as session:
            found = session.scalars(
                select(RequestRow)
                .where(RequestRow.failure.is_not(None))
                .order_by(RequestRow.id.desc())
            )
            return [_request(row) for row in found]

    def _living(self) -> Worker:
        assert self._worker is not None, "writing() refuses a library that is read-only"
        return self._worker

    def _ask(self, session: Session, address: str) -> RequestRow:
        article = twin(session, address)
        if article is None:
            article = ArticleRow(
                uid=str(uuid7()),
                source_url=address,
                url_key=url_key(address),
                clipped_at=datetime.now(UTC),
                status=Status.PENDING.value,
            )
            session.add(article)
            session.flush()
        # The same page may be asked for twice at once; the rows of both askers are one.
        session.execute(
            insert(RequestRow)
            .values(
                article_id=article.id,
                source_url=address,
                asked_at=datetime.now(UTC),
                worker=self._living().name,
            )
            .on_conflict_do_update(
                index_elements=[RequestRow.article_id],
                set_={"failure": None, "worker": self._living().name, "source_url": address},
            )
        )
        self._set_status(session, article.id, Status.PENDING, None)
        return session.scalars(select(RequestRow).where(RequestRow.article_id == article.id)).one()

    @staticmethod
    def _set_status(session: Session, article: int, status: Status, reason: str | None) -> None:
        """The status of an article that was never had; one that is there stays ready."""
        session.execute(
            update(ArticleRow)
            .where(ArticleRow.id == article, ArticleRow.revision_id.is_(None))
            .values(status=status.value, status_reason=reason)
        )


def twin(session: Session, *addresses: str) -> ArticleRow | None:
    """The article that is the page of one of these addresses, the oldest if there are several."""
    keys = sorted({url_key(address) for address in addresses if address})
    return session.scalars(
        select(ArticleRow).where(ArticleRow.url_key.in_(keys)).order_by(ArticleRow.id).limit(1)
    ).first()


def _request(row: RequestRow) -> Request:
    return Request(
        RequestId(row.id),
        ArticleId(row.article_id),
        row.source_url,
        BlobHash(row.given) if row.given else None,
        row.given_type,
        row.tries,
        row.failure,
        row.is_a_doubt,
        row.as_it_is,
    )
