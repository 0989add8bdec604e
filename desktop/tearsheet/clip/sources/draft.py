"""A draft: what a source gave, before its pictures are fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tearsheet.article.clipping import Facts, Link, Original
from tearsheet.article.figure import FoundFigure
from tearsheet.errors import ClipError


@dataclass(frozen=True, slots=True)
class Draft:
    """An article without its pictures.

    parts       images that came with the source, by the addresses its figures give
    next_page   where the article goes on, or empty
    doubt       why this seems to be no article, or not the whole of one; None where nothing does
    source_url  where the source itself says it came from, or empty
    figures     those with ``missing`` set are known not to be had
    """

    facts: Facts
    body: str
    text: str
    figures: list[FoundFigure]
    links: list[Link]
    original: Original
    source_url: str = field(default="")
    doubt: ClipError | None = None
    parts: Mapping[str, bytes] = field(default_factory=dict)
    next_page: str = ""
