"""Which element holds the story: the one whose paragraphs have the most words and fewest links."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from tearsheet.clip.page import Page, elements, label, text_of

_PARAGRAPHS: Final = frozenset({"p", "pre", "blockquote", "td"})
_FOR: Final = re.compile(r"article|story|body|content|entry|post|main|text", re.I)
_AGAINST: Final = re.compile(
    r"comment|sidebar|footer|related|promo|share|nav|menu|widget|banner", re.I
)


def find_story(page: Page) -> HtmlElement | None:
    """The element that holds the story, or None where no element has any text."""
    marked = page.root.xpath("//*[@itemprop='articleBody']")
    if len(marked) == 1 and len(text_of(marked[0])) > 250:
        return marked[0]
    scores: dict[HtmlElement, float] = {}
    for element in elements(page.root):
        if element.tag in _PARAGRAPHS:
            _credit_parents(element, scores)
    if not scores:
        body = page.root.find("body")
        return body if body is not None and text_of(body) else None
    best = max(scores, key=lambda element: scores[element] * _loose(element))
    return _widened(best)


def _credit_parents(paragraph: HtmlElement, scores: dict[HtmlElement, float]) -> None:
    text = text_of(paragraph)
    if len(text) < 25:
        return
    # Characters count with a ceiling, so that one long licence does not outweigh a story.
    worth = 1 + min(len(text) / 60, 8) + len(re.findall(r"[,、,،]", text)) * 0.5
    for share, parent in zip((1.0, 0.6, 0.3), paragraph.iterancestors(), strict=False):
        if parent not in scores:
            said = label(parent)
            scores[parent] = 6.0 * bool(_FOR.search(said)) - 20.0 * bool(_AGAINST.search(said))
            scores[parent] += 10.0 * (parent.tag in {"article", "main"})
        scores[parent] += worth * share


def _loose(element: HtmlElement) -> float:
    """The share of an element's text that is no link."""
    linked = sum(len(text_of(a)) for a in element.iter("a"))
    return 1 - min(linked / (len(text_of(element)) or 1), 1)


def _widened(element: HtmlElement) -> HtmlElement:
    """The whole <article> around the best element, where that is not a list of several."""
    for parent in element.iterancestors("article"):
        if len(text_of(parent)) < 3 * len(text_of(element)) + 200:
            return parent
    return element
