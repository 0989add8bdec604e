"""Filing: a clipping goes in, and an article or a new revision of one comes of it.

The blobs are written first; then article, revision, figures and links go in by one transaction,
or not at all.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from tearsheet.article.article import Filed, Outcome, Status
from tearsheet.article.clipping import Clipping
from tearsheet.article.figure import FoundFigure, Picture
from tearsheet.article.ids import ArticleId, BlobHash, RequestId
from tearsheet.article.source_link import url_key
from tearsheet.article.text import excerpt, word_count
from tearsheet.library.amendment import reapply
from tearsheet.library.blob import BlobStore, StoredBlob
from tearsheet.library.database import Database
from tearsheet.library.request import add_blob, twin
from tearsheet.library.schema import ArticleRow, FigureRow, LinkRow, RequestRow, RevisionRow

_Stored = tuple[StoredBlob, StoredBlob | None, str]
"""An image, its thumbnail, and the image's media type."""


class Filing:
    """The desk where clippings are filed."""

    def __init__(self, database: Database, blobs: BlobStore) -> None:
        self._database = database
        self._blobs = blobs

    def file(self, clipping: Clipping, request: RequestId | None = None) -> Filed:
        """Keep a clipping.

        request  what it answers; done with in the same transaction

        A page that is in the library gets a new revision if its words or its images changed,
        and is never a second article.
        """
        original = self._blobs.put(clipping.original.content, pack=True)
        stored = {f.position: self._store(f.picture) for f in clipping.figures if f.picture}
        with self._database.writing("clip") as (session, draft):
            add_blob(session, original, clipping.original.media_type)
            article = _article_for(session, clipping, request)
            before = session.get(RevisionRow, article.revision_id or 0)
            outcome = _outcome(session, before, clipping, stored)
            if outcome is not Outcome.UNCHANGED:
                _add_revision(session, article, clipping, original.sha256, stored)
            if request is not None:
                session.execute(delete(RequestRow).where(RequestRow.id == request))
            draft.what = f"clip “{article.title}”"
            draft.articles.add(ArticleId(article.id))
        had = len(stored)
        return Filed(
            ArticleId(article.id), outcome, article.title, had, len(clipping.figures) - had
        )

    def _store(self, picture: Picture) -> tuple[StoredBlob, StoredBlob | None, str]:
        thumbnail = self._blobs.put(picture.thumbnail) if picture.thumbnail else None
        return self._blobs.put(picture.content), thumbnail, picture.media_type


def _article_for(session: Session, clipping: Clipping, request: RequestId | None) -> ArticleRow:
    """The article this clipping belongs to: its twin, the one that was asked for, or a new one."""
    asked = session.get(RequestRow, request) if request is not None else None
    awaiting = session.get(ArticleRow, asked.article_id) if asked else None
    known = twin(session, clipping.source_url, clipping.original.final_address)
    if awaiting is None:
        return known or _new_article(session, clipping)
    if known is None or known.id == awaiting.id or awaiting.revision_id is not None:
        return awaiting
    # The address redirected to a page we have: the placeholder gives way to its article.
    session.delete(awaiting)
    session.flush()
    return known


def _new_article(session: Session, clipping: Clipping) -> ArticleRow:
    article = ArticleRow(
        uid=str(uuid7()),
        source_url=clipping.source_url,
        url_key=url_key(clipping.source_url),
        clipped_at=datetime.now(UTC),
        title="",
    )
    session.add(article)
    return article


def _outcome(
    session: Session, before: RevisionRow | None, clipping: Clipping, stored: dict[int, _Stored]
) -> Outcome:
    if before is None:
        return Outcome.ADDED
    had = select(FigureRow.position, FigureRow.blob).where(FigureRow.revision_id == before.id)
    pictures_before = {position: blob for position, blob in session.execute(had) if blob}
    # An image that is gone now is no reason to lose the one that is kept.
    gained = any(pictures_before.get(n) != blob.sha256 for n, (blob, *_) in stored.items())
    same_words = before.text_hash == _text_hash(clipping)
    return Outcome.UNCHANGED if same_words and not gained else Outcome.REVISED


def _text_hash(clipping: Clipping) -> str:
    """Hash of what the page says; its markup may change without its words."""
    said = "\n".join((clipping.facts.title, clipping.text, *(f.caption for f in clipping.figures)))
    return hashlib.sha256(said.encode()).hexdigest()


def _add_revision(
    session: Session,
    article: ArticleRow,
    clipping: Clipping,
    original: BlobHash,
    stored: dict[int, _Stored],
) -> None:
    now, page = datetime.now(UTC), clipping.original
    session.flush()
    revision = RevisionRow(
        article_id=article.id,
        clipped_at=now,
        body=clipping.body,
        text=clipping.text,
        text_hash=_text_hash(clipping),
        original=original,
        original_type=page.media_type,
        http_status=page.status,
        etag=page.etag,
        last_modified=page.last_modified,
        final_url=page.final_address,
        how_had="http" if page.status else "file",
        saved_at=page.saved_at,
        extractor=clipping.extractor,
    )
    session.add(revision)
    session.flush()
    for blob, thumbnail, media_type in stored.values():
        if thumbnail:
            add_blob(session, thumbnail, "image/webp")
        add_blob(session, blob, media_type, thumbnail.sha256 if thumbnail else None)
    session.add_all(
        _figure_row(revision.id, figure, stored.get(figure.position)) for figure in clipping.figures
    )
    session.add_all(
        LinkRow(revision_id=revision.id, position=n, href=link.href, text=link.text)
        for n, link in enumerate(clipping.links)
    )
    _show(article, clipping, stored)
    article.revision_id = revision.id
    reapply(session, article)
    session.flush()


def _figure_row(revision: int, figure: FoundFigure, stored: _Stored | None) -> FigureRow:
    picture = figure.picture
    return FigureRow(
        revision_id=revision,
        position=figure.position,
        source_url=figure.source_url,
        alt=figure.alt,
        caption=figure.caption,
        credit=figure.credit,
        blob=stored[0].sha256 if stored else None,
        missing=figure.missing,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        media_type=picture.media_type if picture else None,
    )


def _show(article: ArticleRow, clipping: Clipping, stored: dict[int, _Stored]) -> None:
    """Let the article show what its newest revision says."""
    facts = clipping.facts
    article.title, article.byline, article.publisher = facts.title, facts.byline, facts.publisher
    article.dateline, article.section = facts.dateline, facts.section
    article.keywords, article.licence = "\n".join(facts.keywords), facts.licence
    article.canonical_url = facts.canonical_url
    article.published_at, article.modified_at = facts.published_at, facts.modified_at
    article.language, article.direction = facts.language, facts.direction
    article.excerpt, article.word_count = excerpt(clipping.text), word_count(clipping.text)
    article.missing_images = sum(figure.picture is None for figure in clipping.figures)
    article.lead_image = stored[min(stored)][0].sha256 if stored else None
    article.status, article.status_reason = Status.READY.value, None
    if article.revision_id is None:
        article.clipped_at = datetime.now(UTC)
        article.source_url, article.url_key = clipping.source_url, _key(clipping)


def _key(clipping: Clipping) -> str:
    """What the page is found by again: where redirects ended, or what a file says it is."""
    final = clipping.original.final_address
    return url_key(final if final.startswith("http") else clipping.source_url)
