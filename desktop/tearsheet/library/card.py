"""Cards: what a list shows of articles, read by the bare driver."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import pysqlite3

from tearsheet.article.article import Card, Status
from tearsheet.article.ids import ArticleId, BlobHash

_CARDS: Final = """
SELECT article.id, title, publisher, byline, article.source_url, published_at, clipped_at,
    word_count, missing_images, read_at, starred_at, archived_at, trashed_at, status, direction,
    language, section, request.failure,
    (SELECT thumbnail FROM blob WHERE sha256 = article.lead_image),
    (SELECT group_concat(name, char(10)) FROM (SELECT tag.name FROM article_tag
     JOIN tag ON tag.id = tag_id WHERE article_id = article.id ORDER BY folded))
FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value
LEFT JOIN request ON request.article_id = article.id
"""


def cards(connection: pysqlite3.Connection, ids: Iterable[int]) -> list[Card]:
    """The cards of these articles in the order asked for; those that are gone are left out."""
    wanted = list(ids)
    found = {row[0]: row for row in connection.execute(_CARDS, (json.dumps(wanted),))}
    return [_card(found[id_]) for id_ in wanted if id_ in found]


def _card(row: tuple[Any, ...]) -> Card:
    (
        id_, title, publisher, byline, source_url, published_at, clipped_at, word_count, missing,
        read_at, starred_at, archived_at, trashed_at, status, direction, language, section,
        failure, thumbnail, tags,
    ) = row  # fmt: skip
    return Card(
        id=ArticleId(id_),
        title=title,
        publisher=publisher,
        byline=byline,
        source_url=source_url,
        published_at=datetime.fromisoformat(published_at) if published_at else None,
        clipped_at=datetime.fromisoformat(clipped_at),
        word_count=word_count,
        missing_images=missing,
        is_read=read_at is not None,
        is_starred=starred_at is not None,
        is_archived=archived_at is not None,
        is_trashed=trashed_at is not None,
        status=Status(status),
        failure=failure,
        tags=tuple(tags.split("\n")) if tags else (),
        thumbnail=BlobHash(thumbnail) if thumbnail else None,
        direction=direction,
        language=language,
        section=section,
    )
