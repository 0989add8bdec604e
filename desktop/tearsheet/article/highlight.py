"""What a reader marked in an article: a quote, found again by what stands around it.

The anchor is that of the W3C Web Annotation Data Model: a TextQuoteSelector (section 4.2.4: exact,
prefix, suffix) with a TextPositionSelector (section 4.2.5: start, end) to begin the search at.
Positions count UTF-16 code units of the text of the article's body, as a browser counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tearsheet.article.ids import ArticleId, HighlightId

COLOURS = ("yellow", "green", "blue", "pink", "orange")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands.

    prefix, suffix  what stands before and after it, up to 32 characters each
    """

    quote: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlight. ``colour`` is one of `COLOURS`; ``note`` may be empty."""

    id: HighlightId
    article: ArticleId
    title: str
    source_url: str
    anchor: Anchor
    colour: str
    note: str
    made_at: datetime


def as_markdown(highlights: list[Highlight]) -> str:
    """Highlights as Markdown: block quotes with their notes, under their articles as links."""
    parts: list[str] = []
    last = None
    for one in highlights:
        if one.article != last:
            parts.append(f"## [{one.title}]({one.source_url})")
            last = one.article
        quoted = "\n".join(f"> {line}" for line in one.anchor.quote.splitlines() if line.strip())
        parts.append(quoted)
        if one.note.strip():
            parts.append(one.note.strip())
    return "\n\n".join(parts) + "\n" if parts else ""
