"""Filing: a clipping goes in, and an article or a new revision of one comes of it.

The blobs are written first; then article, revision, figures and links go in by one transaction,
or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Table, delete, func, insert, select, text, update
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from tearsheet.article.article import Filed, Outcome
from tearsheet.article.clipping import Clipping
from tearsheet.article.ids import ArticleId, RequestId
from tearsheet.article.source_link import url_key
from tearsheet.article.text import counted
from tearsheet.library.amendment import reapply
from tearsheet.library.blob import BlobStore, StoredBlob
from tearsheet.library.database import Database
from tearsheet.library.entry import Entry, StoredImage, add_blobs, pictures
from tearsheet.library.request import twin
from tearsheet.library.schema import (
    ArticleRow,
    Base,
    FigureRow,
    LinkRow,
    RequestRow,
    RevisionRow,
)

_AT_ONCE: Final = 500
_BYTES_AT_ONCE: Final = 64 * 2**20


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
        (entry,) = self._stored([clipping])
        with self._database.writing("clip") as (session, draft):
            filed = _file(session, entry, request)
            draft.what = f"clip “{filed.title}”"
            draft.articles.add(filed.article)
        return filed

    def file_all(self, clippings: Iterable[Clipping]) -> list[Filed]:
        """`file` for many that answer no request: some hundred to a transaction.

        If one cannot be filed, those of its transaction are not, and those before it are.
        """
        filed: list[Filed] = []
        for some in _lots(clippings):
            entries = self._stored(some)
            what = f"file {counted(len(entries), 'clipping')}"
            with self._database.writing(what) as (session, draft):
                new = _new_ones(session, entries)
                added = dict(zip(map(id, new), _add_new(session, new), strict=True))
                these = [added.get(id(each)) or _file(session, each, None) for each in entries]
                draft.articles.update(each.article for each in these)
            filed += these
        return filed

    def _stored(self, clippings: list[Clipping]) -> list[Entry]:
        """Clippings with their bytes on the disk, by one sync for all of them."""
        contents = [content for each in clippings for content in _contents(each)]
        blobs = iter(self._blobs.put_all(contents))
        return [_entry(each, blobs) for each in clippings]


def _lots(clippings: Iterable[Clipping]) -> Iterator[list[Clipping]]:
    """Clippings in lots for a transaction each, that are not too large to hold."""
    lot: list[Clipping] = []
    size = 0
    for each in clippings:
        lot.append(each)
        size += sum(len(content) for content, _ in _contents(each))
        if len(lot) == _AT_ONCE or size >= _BYTES_AT_ONCE:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _contents(clipping: Clipping) -> Iterator[tuple[bytes, bool]]:
    """The bytes of a clipping, and whether each is to be packed: original, images, thumbnails."""
    yield clipping.original.content, True
    for _, picture in pictures(clipping):
        yield picture.content, False
        if picture.thumbnail:
            yield picture.thumbnail, False


def _entry(clipping: Clipping, blobs: Iterator[StoredBlob]) -> Entry:
    """A clipping with what its `_contents` were stored as, in their order."""
    original = next(blobs)
    images = {
        position: StoredImage(
            next(blobs), next(blobs) if picture.thumbnail else None, picture.media_type
        )
        for position, picture in pictures(clipping)
    }
    return Entry(clipping, original, images)


def _file(session: Session, entry: Entry, request: RequestId | None) -> Filed:
    add_blobs(session, entry.blobs())
    article = _article_for(session, entry, request)
    before = session.get(RevisionRow, article.revision_id or 0)
    outcome = _outcome(session, before, entry)
    if outcome is not Outcome.UNCHANGED:
        _add_revision(session, article, entry)
    if request is not None:
        session.execute(delete(RequestRow).where(RequestRow.id == request))
    return _filed(article.id, outcome, article.title, entry)


def _filed(article: int, outcome: Outcome, title: str, entry: Entry) -> Filed:
    return Filed(ArticleId(article), outcome, title, len(entry.images), entry.images_missing)


def _article_for(session: Session, entry: Entry, request: RequestId | None) -> ArticleRow:
    """The article this clipping belongs to: its twin, the one that was asked for, or a new one."""
    asked = session.get(RequestRow, request) if request is not None else None
    awaiting = session.get(ArticleRow, asked.article_id) if asked else None
    known = twin(session, *_addresses(entry))
    if awaiting is None:
        return known or _new_article(session, entry)
    if known is None or known.id == awaiting.id or awaiting.revision_id is not None:
        return awaiting
    # The address redirected to a page we have: the placeholder gives way to its article.
    session.delete(awaiting)
    session.flush()
    return known


def _addresses(entry: Entry) -> tuple[str, str]:
    return entry.clipping.source_url, entry.clipping.original.final_address


def _new_article(session: Session, entry: Entry) -> ArticleRow:
    article = ArticleRow(uid=str(uuid7()), title="", **entry.begun())
    session.add(article)
    session.flush()
    return article


def _outcome(session: Session, before: RevisionRow | None, entry: Entry) -> Outcome:
    if before is None:
        return Outcome.ADDED
    had = select(FigureRow.position, FigureRow.blob).where(FigureRow.revision_id == before.id)
    pictures_before = {position: blob for position, blob in session.execute(had) if blob}
    # An image that is gone now is no reason to lose the one that is kept.
    gained = any(
        pictures_before.get(place) != image.blob.sha256 for place, image in entry.images.items()
    )
    same_words = before.text_hash == entry.text_hash
    return Outcome.UNCHANGED if same_words and not gained else Outcome.REVISED


def _add_revision(session: Session, article: ArticleRow, entry: Entry) -> None:
    session.flush()
    revision = RevisionRow(**entry.revision(article.id))
    session.add(revision)
    session.flush()
    if figures := entry.figures(revision.id):
        session.execute(insert(FigureRow), figures)
    if links := entry.links(revision.id):
        session.execute(insert(LinkRow), links)
    for name, value in entry.shown().items():
        setattr(article, name, value)
    if article.revision_id is None:
        for name, value in entry.begun().items():
            setattr(article, name, value)
    article.revision_id = revision.id
    reapply(session, article)
    session.flush()


def _new_ones(session: Session, entries: list[Entry]) -> list[Entry]:
    """Those of which the library has no twin, and none before them has the same address."""
    keys = [{url_key(address) for address in _addresses(each) if address} for each in entries]
    wanted = select(ArticleRow.url_key).where(ArticleRow.url_key.in_(set().union(*keys)))
    known = set(session.scalars(wanted))
    new = []
    for each, own in zip(entries, keys, strict=True):
        if not own & known:
            new.append(each)
        known |= own | {each.key}
    return new


def _add_new(session: Session, entries: list[Entry]) -> list[Filed]:
    """Add articles that the library does not have, a table at a time."""
    if not entries:
        return []
    add_blobs(session, [row for each in entries for row in each.blobs()])
    articles = _ids_after(session, ArticleRow, len(entries))
    revisions = _ids_after(session, RevisionRow, len(entries))
    numbered = list(zip(articles, revisions, entries, strict=True))
    session.execute(
        insert(_table(ArticleRow)), [{"id": id_, **each.article()} for id_, _, each in numbered]
    )
    session.execute(
        insert(_table(RevisionRow)),
        [{"id": own, **each.revision(id_)} for id_, own, each in numbered],
    )
    # An article and its revision point to each other.
    first = revisions[0] - articles[0]
    session.execute(
        update(ArticleRow)
        .where(ArticleRow.id >= articles[0])
        .values(revision_id=ArticleRow.id + first)
        .execution_options(synchronize_session=False)
    )
    for table, rows in (
        (FigureRow, [row for _, own, each in numbered for row in each.figures(own)]),
        (LinkRow, [row for _, own, each in numbered for row in each.links(own)]),
    ):
        if rows:
            session.execute(insert(_table(table)), rows)
    return [
        _filed(id_, Outcome.ADDED, each.clipping.facts.title, each) for id_, _, each in numbered
    ]


def _table(row: type[Base]) -> Table:
    """The table of a row's class: rows go into it without being looked at one by one."""
    table = row.__table__
    assert isinstance(table, Table), "no row of ours is of a join"
    return table


def _ids_after(session: Session, table: type[ArticleRow | RevisionRow], count: int) -> range:
    """The numbers that come next in a table; the transaction holds it, so they stay free."""
    last = session.scalar(select(func.coalesce(func.max(table.id), 0))) or 0
    if table is ArticleRow:
        # The number of an article that is gone for good is not given again.
        sequence = select(func.coalesce(func.max(text("seq")), 0)).select_from(
            text("sqlite_sequence")
        )
        last = max(last, session.scalar(sequence.where(text("name = 'article'"))) or 0)
    return range(last + 1, last + 1 + count)
