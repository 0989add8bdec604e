"""Web pages and saved pages: markup becomes a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tearsheet.article.clipping import Original
from tearsheet.article.figure import FoundFigure
from tearsheet.article.source_link import SourceLink
from tearsheet.article.text import word_count
from tearsheet.clip.extract import extract
from tearsheet.clip.facts import is_paywalled
from tearsheet.clip.page import decoded, parse
from tearsheet.clip.sources.draft import Draft
from tearsheet.errors import ClipError, NotAnArticle, Paywalled

# What browsers and SingleFile write into a page they save.
_SAVED_FROM: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)"
)
_FEWEST_WORDS: Final = 12
_TEASER_WORDS: Final = 120


def read_markup(address: str, original: Original) -> Draft:
    """The article on a page, with the doubt whether it is one. Raises nothing."""
    markup = decoded(original.content, original.media_type)
    link = SourceLink(original.final_address)
    saved = _SAVED_FROM.search(markup[:5000]) if not link.is_web else None
    base = saved.group(1) if saved else original.final_address
    page = parse(markup, base)
    page.folder = link.file.parent if link.file else None
    closed = is_paywalled(page)
    found = extract(markup, page)
    facts = found.facts
    if saved and not facts.canonical_url:
        facts = replace(facts, canonical_url=saved.group(1))
    figures = list(found.figures)
    doubt = _doubt(address, closed, found.text, figures)
    return Draft(facts, found.body, found.text, figures, list(found.links), original, doubt=doubt)


def _doubt(address: str, closed: bool, text: str, figures: list[FoundFigure]) -> ClipError | None:
    words = word_count(text)
    if not words and not figures:
        return NotAnArticle(address, "the page has no text; it may need a browser to show itself")
    if closed and words < _TEASER_WORDS:
        return Paywalled(
            address, "only the beginning of this story is shown without a subscription"
        )
    if words < _FEWEST_WORDS and not figures:
        return NotAnArticle(address, "there is no story on this page")
    return None
