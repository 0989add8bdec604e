"""An article as the library gives it out: whole, or as a card for a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from tearsheet.article.ids import ArticleId, ArticleUid, BlobHash, RequestId, RevisionId

if TYPE_CHECKING:
    from tearsheet.article.figure import Figure


class Status(Enum):
    """How far an article has come: asked for, here, or not to be had so far."""

    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


class State(Enum):
    """What a person has made of an article; each is on or off."""

    READ = "read"
    STARRED = "starred"
    ARCHIVED = "archived"
    TRASHED = "trashed"


class Shelf(Enum):
    """The standing lists of the sidebar.

    Nothing in the trash stands on any other shelf; what is archived is no longer unread, so
    that archiving clears the desk without losing anything.
    """

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"
    ARCHIVE = "archive"
    ATTENTION = "attention"
    TRASH = "trash"


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an article.

    failure  why the last try to clip it failed, or None
    """

    id: ArticleId
    title: str
    publisher: str
    byline: str
    source_url: str
    published_at: datetime | None
    clipped_at: datetime
    word_count: int
    missing_images: int
    is_read: bool
    is_starred: bool
    is_archived: bool
    is_trashed: bool
    status: Status
    failure: str | None
    tags: tuple[str, ...]
    thumbnail: BlobHash | None
    direction: str
    language: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article with everything the library knows of its present revision.

    reading_position  how far it was read, as the reader keeps it; empty from the beginning
    body, text  empty while the article is pending or failed
    """

    id: ArticleId
    uid: ArticleUid
    title: str
    byline: str
    publisher: str
    dateline: str
    section: str
    source_url: str
    canonical_url: str
    published_at: datetime | None
    modified_at: datetime | None
    clipped_at: datetime
    language: str
    direction: str
    keywords: tuple[str, ...]
    licence: str
    word_count: int
    status: Status
    status_reason: str | None
    revision: RevisionId | None
    revisions: int
    body: str
    text: str
    figures: tuple[Figure, ...]
    tags: tuple[str, ...]
    is_read: bool
    is_starred: bool
    is_archived: bool
    is_trashed: bool
    original: BlobHash | None
    reading_position: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """Something a person asked to be clipped and has not got yet.

    given       bytes that came with the request instead of an address to fetch, as a blob
    tries       how often it was tried
    failure     why the last try failed; None while it waits or runs
    is_a_doubt  it failed only because the page seems to be no article
    as_it_is    the page is wanted even if it seems to be none
    """

    id: RequestId
    article: ArticleId
    source_url: str
    given: BlobHash | None
    given_type: str
    tries: int
    failure: str | None
    is_a_doubt: bool = False
    as_it_is: bool = False


class Outcome(Enum):
    """What filing a clipping did."""

    ADDED = "added"
    REVISED = "revised"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a clipping went and what that changed."""

    article: ArticleId
    outcome: Outcome
    title: str
    figures_had: int
    figures_missing: int
