"""Web pages and saved pages: markup becomes a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tearsheet.article.clipping import Original
from tearsheet.article.source_link import SourceLink
from tearsheet.article.text import word_count
from tearsheet.clip.blocks import drop_furniture, plain_text, take_dateline, to_body
from tearsheet.clip.facts import is_paywalled, read_facts
from tearsheet.clip.figures import take_figures
from tearsheet.clip.page import decoded, parse
from tearsheet.clip.score import find_story
from tearsheet.clip.sources.draft import Draft
from tearsheet.errors import NotAnArticle, Paywalled

# What browsers and SingleFile write into a page they save.
_SAVED_FROM: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)"
)
_FEWEST_WORDS: Final = 12
_TEASER_WORDS: Final = 120


def read_markup(address: str, original: Original) -> Draft:
    """The article on a page. Raises NotAnArticle and Paywalled."""
    markup = decoded(original.content, original.media_type)
    link = SourceLink(original.final_address)
    saved = _SAVED_FROM.search(markup[:5000]) if not link.is_web else None
    base = saved.group(1) if saved else original.final_address
    page = parse(markup, base)
    page.folder = link.file.parent if link.file else None
    facts = read_facts(page)
    if saved and not facts.canonical_url:
        facts = replace(facts, canonical_url=saved.group(1))
    story = find_story(page)
    if story is None:
        raise NotAnArticle(address, "the page has no text; it may need a browser to show itself")
    figures = take_figures(story, page)
    drop_furniture(story, facts.title)
    body, links = to_body(story, page)
    dateline, body = take_dateline(body)
    text = plain_text(body)
    words = word_count(text)
    if is_paywalled(page) and words < _TEASER_WORDS:
        raise Paywalled(address, "only the beginning of this story is shown without a subscription")
    if words < _FEWEST_WORDS and not figures:
        raise NotAnArticle(address, "there is no story on this page")
    figures = [figure for figure in figures if f'data-figure="{figure.position}"' in body]
    title = facts.title or text[:80]
    return Draft(
        replace(facts, title=title, dateline=dateline), body, text, figures, links, original
    )
