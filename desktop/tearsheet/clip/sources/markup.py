"""Web pages and saved pages: markup becomes a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tearsheet.article.clipping import Original
from tearsheet.article.figure import FoundFigure
from tearsheet.article.source_link import SourceLink
from tearsheet.article.text import word_count
from tearsheet.clip.blocks import plain_text, take_dateline, to_body
from tearsheet.clip.facts import is_paywalled, read_facts
from tearsheet.clip.figures import take_figures
from tearsheet.clip.furniture import drop_around
from tearsheet.clip.inside import drop_inside, drop_site_lines
from tearsheet.clip.measure import measure
from tearsheet.clip.page import decoded, parse
from tearsheet.clip.score import find_story
from tearsheet.clip.shape import shape
from tearsheet.clip.sources.draft import Draft
from tearsheet.clip.visible import drop_unseen
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
    facts = read_facts(page)
    if saved and not facts.canonical_url:
        facts = replace(facts, canonical_url=saved.group(1))
    closed = is_paywalled(page)
    drop_unseen(page)
    drop_around(page.root, measure(page.root))
    story = find_story(page, measure(page.root), facts.title)
    if story is None:
        doubt = NotAnArticle(address, "the page has no text; it may need a browser to show itself")
        return Draft(facts, "", "", [], [], original, doubt=doubt)
    drop_inside(story, facts)
    figures = take_figures(story, page)
    drop_site_lines(story)
    shape(story)
    body, links = to_body(story, page)
    dateline, body = take_dateline(body)
    text = plain_text(body)
    figures = [figure for figure in figures if f'data-figure="{figure.position}"' in body]
    title = facts.title or text[:80]
    return Draft(
        replace(facts, title=title, dateline=dateline),
        body,
        text,
        figures,
        links,
        original,
        doubt=_doubt(address, closed, text, figures),
    )


def _doubt(address: str, closed: bool, text: str, figures: list[FoundFigure]) -> ClipError | None:
    words = word_count(text)
    if closed and words < _TEASER_WORDS:
        return Paywalled(
            address, "only the beginning of this story is shown without a subscription"
        )
    if words < _FEWEST_WORDS and not figures:
        return NotAnArticle(address, "there is no story on this page")
    return None
