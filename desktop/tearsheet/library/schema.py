"""The tables, mapped. Nothing outside this package imports them.

A change here comes with a migration and a new `SCHEMA_VERSION`. Annotations are not put off here:
SQLAlchemy would have to read each of them from its text again, which costs 50 ms at every start.
Times are kept as UTC text in ISO 8601, which sorts as it reads. The counts that triggers keep
(``tag_count``, ``collection_count``, ``collection_within``, ``shelf_count``) are read by the bare
driver and not mapped; migration 8 says what they are.
"""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept as ``2026-11-14T09:12:00.000000Z``; one without a zone is taken as UTC."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The text for the database."""
        del dialect
        if value is None:
            return None
        utc = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return f"{utc.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401 (what the driver gives)
        """The moment out of the database."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    """The library's tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcTime()}  # noqa: RUF012 (SQLAlchemy's own form)


_ORDERED_WORDS: Final = ("title", "byline", "publisher", "section", "language")
_ORDERED_VALUES: Final = ("published_at", "word_count", "missing_images")


def _order_index(field: str, key: str) -> Index:
    """The index of an order of lists: the kept articles by a field, then the newest first."""
    kept = text("trashed_at IS NULL AND status = 'ready'")
    return Index(f"ix_article_by_{field}", text(key), text("id DESC"), sqlite_where=kept)


class ArticleRow(Base):
    """An article; what its page said stands in its revisions."""

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint("status IN ('pending', 'ready', 'failed')", name="status"),
        CheckConstraint("direction IN ('ltr', 'rtl')", name="direction"),
        Index("ix_article_url_key", "url_key"),
        # The shelves' counts and lists: each index holds just the rows of its shelf.
        Index(
            "ix_article_unread",
            "id",
            sqlite_where=text(
                "read_at IS NULL AND archived_at IS NULL "
                "AND trashed_at IS NULL AND status = 'ready'"
            ),
        ),
        Index(
            "ix_article_starred",
            "id",
            sqlite_where=text("starred_at IS NOT NULL AND trashed_at IS NULL AND status = 'ready'"),
        ),
        Index(
            "ix_article_archived",
            "id",
            sqlite_where=text(
                "archived_at IS NOT NULL AND trashed_at IS NULL AND status = 'ready'"
            ),
        ),
        Index("ix_article_trashed", "id", sqlite_where=text("trashed_at IS NOT NULL")),
        Index(
            "ix_article_kept", "id", sqlite_where=text("trashed_at IS NULL AND status = 'ready'")
        ),
        Index("ix_article_unready", "id", sqlite_where=text("status <> 'ready'")),
        *(_order_index(field, f"nullif(lower({field}), '')") for field in _ORDERED_WORDS),
        *(_order_index(field, field) for field in _ORDERED_VALUES),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    source_url: Mapped[str] = mapped_column(Text)
    canonical_url: Mapped[str] = mapped_column(Text, default="")
    url_key: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text, default="")
    byline: Mapped[str] = mapped_column(Text, default="")
    publisher: Mapped[str] = mapped_column(Text, default="")
    dateline: Mapped[str] = mapped_column(Text, default="")
    section: Mapped[str] = mapped_column(Text, default="")
    keywords: Mapped[str] = mapped_column(Text, default="", server_default="")
    licence: Mapped[str] = mapped_column(Text, default="", server_default="")
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    modified_at: Mapped[datetime | None]
    clipped_at: Mapped[datetime] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(Text, default="")
    direction: Mapped[str] = mapped_column(String(3), default="ltr")
    excerpt: Mapped[str] = mapped_column(Text, default="")
    word_count: Mapped[int] = mapped_column(default=0)
    missing_images: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None]
    starred_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    trashed_at: Mapped[datetime | None]
    reading_position: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(Text, default="pending")
    status_reason: Mapped[str | None] = mapped_column(Text)
    revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True, ondelete="SET NULL"), index=True
    )
    lead_image: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))


class RevisionRow(Base):
    """What a page said at one clip."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), index=True
    )
    clipped_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str] = mapped_column(String(64))
    original: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    original_type: Mapped[str] = mapped_column(Text)
    http_status: Mapped[int | None]
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    final_url: Mapped[str] = mapped_column(Text)
    how_had: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime | None]
    extractor: Mapped[str] = mapped_column(Text)


class FigureRow(Base):
    """A revision's image with caption and credit; ``blob`` or ``missing`` is set, never both."""

    __tablename__ = "figure"
    __table_args__ = (
        UniqueConstraint("revision_id", "position"),
        CheckConstraint("(blob IS NULL) <> (missing IS NULL)", name="had_or_missing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    position: Mapped[int]
    source_url: Mapped[str] = mapped_column(Text)
    alt: Mapped[str] = mapped_column(Text, default="")
    caption: Mapped[str] = mapped_column(Text, default="")
    credit: Mapped[str] = mapped_column(Text, default="")
    blob: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"), index=True)
    missing: Mapped[str | None] = mapped_column(Text)
    tries: Mapped[int] = mapped_column(default=1)
    width: Mapped[int | None]
    height: Mapped[int | None]
    media_type: Mapped[str | None] = mapped_column(Text)


class LinkRow(Base):
    """A link in a revision's body."""

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revision.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    href: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    checked_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)


class BlobRow(Base):
    """Bytes on disk, named by their hash. ``packing`` says how the file holds them."""

    __tablename__ = "blob"
    __table_args__ = (CheckConstraint("packing IN ('none', 'gzip')", name="packing"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(Text)
    packing: Mapped[str] = mapped_column(String(4), default="none")
    thumbnail: Mapped[str | None] = mapped_column(String(64))


class RequestRow(Base):
    """What a person asked to be clipped and has not got yet; gone once it is filed.

    It stands apart from the article's status because a ready article can be asked for again.
    """

    __tablename__ = "request"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), unique=True
    )
    source_url: Mapped[str] = mapped_column(Text)
    given: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    given_type: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(Text)
    is_a_doubt: Mapped[bool] = mapped_column(default=False, server_default="0")
    as_it_is: Mapped[bool] = mapped_column(default=False, server_default="0")
    worker: Mapped[str | None] = mapped_column(Text)


class CollectionRow(Base):
    """A collection; top ones have no parent."""

    __tablename__ = "collection"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("collection.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)


class ArticleCollectionRow(Base):
    """An article's place in a collection."""

    __tablename__ = "article_collection"

    collection_id: Mapped[int] = mapped_column(
        ForeignKey("collection.id", ondelete="CASCADE"), primary_key=True
    )
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(default=0)


class SmartCollectionRow(Base):
    """A saved search."""

    __tablename__ = "smart_collection"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text)
    sort: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)


class TagRow(Base):
    """A tag; ``folded`` is what makes two spellings one tag."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, unique=True)
    colour: Mapped[str] = mapped_column(Text, default="")


class ArticleTagRow(Base):
    """A tag on an article."""

    __tablename__ = "article_tag"

    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class HighlightRow(Base):
    """What a reader marked: a quote with what stands around it, as in W3C Web Annotation."""

    __tablename__ = "highlight"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), index=True
    )
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="SET NULL"))
    quote: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text, default="")
    suffix: Mapped[str] = mapped_column(Text, default="")
    start: Mapped[int]
    end: Mapped[int]
    colour: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]


class NoteRow(Base):
    """A reader's note on an article, in Markdown."""

    __tablename__ = "note"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True
    )
    markdown: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]


class AmendmentRow(Base):
    """A field that a person put right: what the page said, and what is shown instead."""

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("article_id", "field"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)


class ViewRow(Base):
    """How a place is shown: `Place.key`, and a View as JSON."""

    __tablename__ = "view"

    place: Mapped[str] = mapped_column(Text, primary_key=True)
    look: Mapped[str] = mapped_column(Text)


class StepRow(Base):
    """One edit of the history, done or undone."""

    __tablename__ = "step"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    is_undone: Mapped[bool] = mapped_column(default=False, server_default="0")


class NoteOfStepRow(Base):
    """A note of a step: how one row is put back."""

    __tablename__ = "step_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    one: Mapped[int | None]
    two: Mapped[int | None]
    old: Mapped[str | None] = mapped_column(Text)


class ChangeRow(Base):
    """One commit: what it was, and which articles it touched."""

    __tablename__ = "change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(Text)
    articles: Mapped[str] = mapped_column(Text, default="")
