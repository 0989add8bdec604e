"""An article as JSON, and as a line for a terminal. The names of the fields stay for good."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tearsheet.article.article import Article, Card


def article_fields(article: Article, *, whole: bool) -> dict[str, Any]:
    """An article's fields by name; without body and text unless ``whole``."""
    fields: dict[str, Any] = {
        "id": article.id,
        "uid": article.uid,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "dateline": article.dateline,
        "section": article.section,
        "source_url": article.source_url,
        "canonical_url": article.canonical_url,
        "published_at": _moment(article.published_at),
        "clipped_at": _moment(article.clipped_at),
        "modified_at": _moment(article.modified_at),
        "language": article.language,
        "direction": article.direction,
        "keywords": list(article.keywords),
        "licence": article.licence,
        "word_count": article.word_count,
        "status": article.status.value,
        "status_reason": article.status_reason,
        "revisions": article.revisions,
        "tags": list(article.tags),
        "figures": [
            {
                "position": figure.position,
                "source_url": figure.source_url,
                "alt": figure.alt,
                "caption": figure.caption,
                "credit": figure.credit,
                "missing": figure.missing,
            }
            for figure in article.figures
        ],
    }
    return {**fields, "body": article.body, "text": article.text} if whole else fields


def card_fields(card: Card) -> dict[str, Any]:
    """A card's fields by name."""
    return {
        "id": card.id,
        "title": card.title,
        "byline": card.byline,
        "publisher": card.publisher,
        "source_url": card.source_url,
        "published_at": _moment(card.published_at),
        "clipped_at": _moment(card.clipped_at),
        "word_count": card.word_count,
        "tags": list(card.tags),
    }


def card_line(card: Card) -> str:
    """A card as one line: number, date, publisher, title."""
    title = card.title or card.source_url
    failure = f"  [{card.failure}]" if card.failure else ""
    return f"{card.id:>7}  {card.clipped_at:%Y-%m-%d}  {card.publisher[:24]:<24}  {title}{failure}"


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
