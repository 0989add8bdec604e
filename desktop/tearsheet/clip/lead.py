"""The image above a story, which many pages keep outside of the story's own box."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from tearsheet.article.clipping import Facts
from tearsheet.article.text import folded
from tearsheet.clip.captions import held
from tearsheet.clip.figures import is_ornament
from tearsheet.clip.image_address import image_addresses
from tearsheet.clip.page import Page, text_of

_ENDING: Final = re.compile(
    r"[-_.](?:\d{2,4}x\d{2,4}|\d{2,4}w?|scaled|large|medium|thumb\w*|master\d*|superjumbo)(?=\.)",
    re.I,
)


def bring_lead(story: HtmlElement, page: Page, facts: Facts) -> None:
    """Put a copy of the lead image, with its words, at the beginning of the story.

    It is the image between the headline and the story that the page also names as its own
    (og:image); a story that shows it already keeps it where it is.
    """
    wanted = _file(facts.lead_image)
    if not wanted or any(_is_same(image, page, wanted) for image in story.iter("img", "amp-img")):
        return
    image = _above(story, page, facts, wanted)
    if image is None:
        return
    box = held(image, page.root)
    story.insert(0, deepcopy(_with_words(box.box, box.words)))
    story[0].tail = None
    lead, story.text = story[0], story.text
    if story.text and story.text.strip():
        lead.tail, story.text = story.text, None


def _with_words(box: HtmlElement, words: list[HtmlElement]) -> HtmlElement:
    """A figure of a box and the words that stand outside of it."""
    outside = [word for word in words if not any(parent is box for parent in word.iterancestors())]
    if not outside:
        return box
    figure = box.makeelement("figure")
    figure.append(deepcopy(box))
    figure[0].tail = None
    for word in outside:
        caption = figure.makeelement("figcaption")
        caption.text = text_of(word)
        figure.append(caption)
    return figure


def _above(story: HtmlElement, page: Page, facts: Facts, wanted: str) -> HtmlElement | None:
    """The page's own image before the story and after the headline, or right before that."""
    headline = folded(facts.title)
    scope = next(story.iterancestors("article", "main"), page.root)
    found: HtmlElement | None = None
    for element in scope.iter("img", "amp-img", story.tag, "h1"):
        if element is story:
            return found
        if element.tag in {"img", "amp-img"} and _is_same(element, page, wanted):
            found = element
        elif element.tag == "h1" and folded(text_of(element)) == headline and scope is page.root:
            found = None
    return None


def _is_same(image: HtmlElement, page: Page, wanted: str) -> bool:
    addresses = image_addresses(image, page)
    return any(_file(one) == wanted for one in addresses) and not is_ornament(image, addresses[0])


def _file(address: str) -> str:
    """The file of an image without what its server appends for the size."""
    name = unquote(urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]).lower()
    return _ENDING.sub("", name)
