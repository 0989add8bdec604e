"""What the rows of an article say, taken from its clipping."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from tearsheet.article.article import Status
from tearsheet.article.clipping import Clipping
from tearsheet.article.figure import FoundFigure, Picture
from tearsheet.article.source_link import url_key
from tearsheet.article.text import excerpt, word_count
from tearsheet.library.blob import StoredBlob
from tearsheet.library.schema import BlobRow

Row = dict[str, Any]
"""The values of a row by the names of its columns."""


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An image of a clipping that lies on the disk, with its thumbnail where it has one."""

    blob: StoredBlob
    thumbnail: StoredBlob | None
    media_type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A clipping whose bytes lie on the disk, ready for its rows.

    images  by the position of their figures
    """

    clipping: Clipping
    original: StoredBlob
    images: dict[int, StoredImage]

    @property
    def text_hash(self) -> str:
        """Hash of what the page says; its markup may change without its words."""
        one = self.clipping
        said = "\n".join((one.facts.title, one.text, *(f.caption for f in one.figures)))
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def images_missing(self) -> int:
        """How many images are known and were not had."""
        return len(self.clipping.figures) - len(self.images)

    def blobs(self) -> list[Row]:
        """The rows that name its bytes; thumbnails before the images that they are of."""
        rows = [blob_row(self.original, self.clipping.original.media_type)]
        for image in self.images.values():
            if image.thumbnail:
                rows.append(blob_row(image.thumbnail, "image/webp"))
            rows.append(blob_row(image.blob, image.media_type, image.thumbnail))
        return rows

    def shown(self) -> Row:
        """What the article shows of it."""
        facts, text = self.clipping.facts, self.clipping.text
        return {
            "title": facts.title,
            "byline": facts.byline,
            "publisher": facts.publisher,
            "dateline": facts.dateline,
            "section": facts.section,
            "keywords": "\n".join(facts.keywords),
            "licence": facts.licence,
            "canonical_url": facts.canonical_url,
            "published_at": facts.published_at,
            "modified_at": facts.modified_at,
            "language": facts.language,
            "direction": facts.direction,
            "excerpt": excerpt(text),
            "word_count": word_count(text),
            "missing_images": self.images_missing,
            "lead_image": self.images[min(self.images)].blob.sha256 if self.images else None,
            "status": Status.READY.value,
            "status_reason": None,
        }

    def begun(self) -> Row:
        """What is true of the article from its first clip on."""
        return {
            "clipped_at": datetime.now(UTC),
            "source_url": self.clipping.source_url,
            "url_key": self.key,
        }

    @property
    def key(self) -> str:
        """What the page is found by again: where redirects ended, or what a file says it is."""
        final = self.clipping.original.final_address
        return url_key(final if final.startswith("http") else self.clipping.source_url)

    def article(self) -> Row:
        """A new article."""
        return {"uid": str(uuid7()), **self.begun(), **self.shown()}

    def revision(self, article: int) -> Row:
        """The revision of an article."""
        clipping, page = self.clipping, self.clipping.original
        return {
            "article_id": article,
            "clipped_at": datetime.now(UTC),
            "body": clipping.body,
            "text": clipping.text,
            "text_hash": self.text_hash,
            "original": self.original.sha256,
            "original_type": page.media_type,
            "http_status": page.status,
            "etag": page.etag,
            "last_modified": page.last_modified,
            "final_url": page.final_address,
            "how_had": "http" if page.status else "file",
            "saved_at": page.saved_at,
            "extractor": clipping.extractor,
        }

    def figures(self, revision: int) -> list[Row]:
        """The figures of its revision."""
        return [
            _figure(revision, figure, self.images.get(figure.position))
            for figure in self.clipping.figures
        ]

    def links(self, revision: int) -> list[Row]:
        """The links of its revision."""
        return [
            {"revision_id": revision, "position": n, "href": link.href, "text": link.text}
            for n, link in enumerate(self.clipping.links)
        ]


def add_blobs(session: Session, rows: list[Row]) -> None:
    """Name bytes that lie on the disk; what is named already stays as it is."""
    session.execute(insert(BlobRow).on_conflict_do_nothing(), rows)


def pictures(clipping: Clipping) -> list[tuple[int, Picture]]:
    """The images that a clipping brings, by the positions of their figures."""
    return [(figure.position, figure.picture) for figure in clipping.figures if figure.picture]


def blob_row(stored: StoredBlob, media_type: str, thumbnail: StoredBlob | None = None) -> Row:
    """The row that names bytes which lie on the disk."""
    return {
        "sha256": stored.sha256,
        "size": stored.size,
        "media_type": media_type,
        "packing": stored.packing,
        "thumbnail": thumbnail.sha256 if thumbnail else None,
    }


def _figure(revision: int, figure: FoundFigure, image: StoredImage | None) -> Row:
    picture = figure.picture
    return {
        "revision_id": revision,
        "position": figure.position,
        "source_url": figure.source_url,
        "alt": figure.alt,
        "caption": figure.caption,
        "credit": figure.credit,
        "blob": image.blob.sha256 if image else None,
        "missing": figure.missing,
        "width": picture.width if picture else None,
        "height": picture.height if picture else None,
        "media_type": picture.media_type if picture else None,
    }
