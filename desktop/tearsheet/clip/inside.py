"""Cuts out of a story what stands between and below its paragraphs and is none of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from tearsheet.article.clipping import Facts
from tearsheet.article.text import folded
from tearsheet.clip.embeds import CARD
from tearsheet.clip.furniture import holds_post, names
from tearsheet.clip.measure import Measure, Measures, measure
from tearsheet.clip.page import elements, remove, text_of
from tearsheet.clip.phrases import ABOUT_SITE, DATE_LINE, POINTER, SITE_LINE
from tearsheet.clip.shape import is_data_table

_BOXES: Final = frozenset({"div", "section", "ul", "ol", "dl", "table", "aside", "header"})
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_OF_STORY: Final = frozenset({"td", "th", "code", "pre", "figcaption", "blockquote"})
_TAIL: Final = ("p", "div", "li", "ul", "ol", "em", "i", "small", *_HEADINGS)
_SOLID: Final = ("p", "div", "ul", "ol", "table", "figure", "pre", "blockquote")
_CHAPTERS: Final = 4
_NEAR: Final = 3
_MEDIA: Final = ("img", "picture", "figure", "video", "iframe", "math", "pre", "svg")
_FACTS: Final = frozenset({"datePublished", "dateModified", "author", "publisher", "dateCreated"})
_ADDRESS_LINE: Final = re.compile(r"^https?://\S+$")


def drop_inside(story: HtmlElement, facts: Facts) -> None:
    """Leave of a story its headings, paragraphs, lists, tables, quotes and media."""
    measures = measure(story)
    for element in list(elements(story)):
        if element is story or element.getparent() is None:
            continue
        if _is_cut(element, measures, story):
            remove(element)
    _drop_title(story, facts.title)
    _drop_head_lines(story, measures, facts.byline)
    _drop_pointers(story, measures)
    _drop_site_lines(story)
    _drop_tail(story)
    _drop_empty_headings(story)
    for aside in story.xpath(f".//aside[not(@{CARD})]"):
        aside.tag = "blockquote" if _is_pull_quote(aside) else "div"


def _is_cut(element: HtmlElement, measures: Measures, story: HtmlElement) -> bool:
    found, whole = measures[element], measures[story]
    if element.get(CARD) is not None:
        return False
    if element.tag == "aside":
        return found.prose < 0.3 * whole.prose and not _is_pull_quote(element)
    if element.tag in {"ul", "ol"}:
        return _is_link_list(element, measures) and not _is_in_data(element)
    if element.tag not in _BOXES or not found.is_block or not found.chars or _is_in_data(element):
        return False
    if holds_post(element) or _is_data(element) or element.find(".//pre") is not None:
        return False
    return found.prose <= 0.2 * whole.prose and _leads_away(element, found)


def _leads_away(element: HtmlElement, found: Measure) -> bool:
    """Whether a box is there for its links."""
    if found.chars < 400 and found.linked > 0.3 * found.chars and POINTER.match(text_of(element)):
        return True
    if _is_teaser_list(element, found):
        return True
    has_media = _has_media(element)
    if has_media and found.chars < 60:
        return False
    most = 0.75 if has_media else 0.55
    return found.link_density > most and found.prose < 0.5 * found.chars


def _is_teaser_list(element: HtmlElement, found: Measure) -> bool:
    """Whether a box holds several headings that are links, each with a line or two about it."""
    linked = [
        heading
        for heading in element.iter(*_HEADINGS)
        if text_of(heading) == "".join(text_of(link) for link in heading.iter("a"))
    ]
    return len(linked) >= 3 and found.chars < 250 * len(linked)


def _is_link_list(element: HtmlElement, measures: Measures) -> bool:
    """Whether a list leads elsewhere: every item of it is a link and little else."""
    items = [item for item in element if item.tag == "li"]
    linked = [item for item in items if measures[item].link_density > 0.8]
    free = measures[element].chars - measures[element].linked
    if not items or free > 160 or next(element.iterancestors("table", "li"), None) is not None:
        return False
    if _is_headed(element):
        return False
    return (
        len(linked) >= 0.8 * len(items) and measures[element].chars > 0 and not _introduced(element)
    )


def _is_headed(element: HtmlElement) -> bool:
    """Whether a list stands right under a heading that does not itself point elsewhere.

    A heading that is one of many alike is a chapter's, whatever it says.
    """
    if any(_is_chapter(heading) for heading in _heading_over(element)):
        return True
    before = element.getprevious()
    if before is None or before.tag not in _HEADINGS or (before.tail or "").strip():
        return False
    text = text_of(before)
    return bool(text) and not SITE_LINE.match(text) and not POINTER.match(f"{text}:")


def _heading_over(element: HtmlElement) -> Iterator[HtmlElement]:
    """The heading before an element, where no paragraph stands between them."""
    for before in itertools.islice(element.itersiblings(preceding=True), _NEAR):
        if before.tag in _HEADINGS:
            yield before
        if before.tag in _HEADINGS or before.tag == "p":
            return


def _is_chapter(heading: HtmlElement) -> bool:
    parent = heading.getparent()
    return parent is not None and len(parent.findall(heading.tag)) >= _CHAPTERS


def _introduced(element: HtmlElement) -> bool:
    """Whether the paragraph before a list ends with a colon: the list is its sentence then."""
    before = element.getprevious()
    return before is not None and before.tag == "p" and text_of(before).endswith((":", ":"))


def _is_data(element: HtmlElement) -> bool:
    return element.tag == "table" and (
        element.find(".//th") is not None or element.find("caption") is not None
    )


def _is_in_data(element: HtmlElement) -> bool:
    """Whether a box stands in a cell of a data table, where a link alone is often the datum."""
    table = next(element.iterancestors("table"), None)
    return table is not None and is_data_table(table)


def _is_pull_quote(element: HtmlElement) -> bool:
    return "quote" in names(element) or element.find(".//blockquote") is not None


def _drop_title(story: HtmlElement, title: str) -> None:
    """The headline stands above the story already."""
    wanted = folded(title)
    for heading in list(story.iter("h1", "h2")):
        said = folded(text_of(heading))
        if said and (
            said == wanted
            or (heading.tag == "h1" and len(said) > 15 and (said in wanted or wanted in said))
        ):
            remove(heading)


def _drop_head_lines(story: HtmlElement, measures: Measures, byline: str) -> None:
    """Above the first paragraph, lines that only date or sign the story go: they are facts."""
    names_ = [name.casefold() for name in byline.split(", ") if name]
    for element in list(elements(story)):
        found = measures.get(element)
        if found is None or element is story or element.getparent() is None or not found.is_block:
            continue
        if found.own > 25 and found.is_prose and not DATE_LINE.match(text_of(element)):
            return
        if (
            0 < found.chars < 90
            and not any(True for _ in element.iter(*_MEDIA))
            and element.tag in {"p", "div", "li", "span", "ul", "h5", "h6", "time", "address"}
        ):
            text = text_of(element)
            signs = any(name in text.casefold() for name in names_)
            if DATE_LINE.match(text) or _ADDRESS_LINE.match(text) or signs:
                remove(element)
        elif found.chars < 160 and element.get("itemprop") in _FACTS:
            remove(element)


def _drop_pointers(story: HtmlElement, measures: Measures) -> None:
    """Whole paragraphs that are one link set loud, between paragraphs that are none."""
    if measures[story].blocks < 5:
        return
    for element in list(story.iter("p", "h2", "h3", "h4", "strong")):
        found = measures.get(element)
        if (
            found is None
            or found.own < 20
            or found.own > 260
            or found.own_linked < 0.9 * found.own
            or found.ends
        ):
            continue
        parent = element.getparent()
        if parent is None or (
            element.tag == "strong"
            and (parent.tag != "p" or len(text_of(parent)) != len(text_of(element)))
        ):
            continue
        text = text_of(element)
        is_loud = (
            text.isupper()
            or element.tag != "p"
            or element.find(".//strong") is not None
            or element.find(".//b") is not None
        )
        if is_loud and element.tag in {"p", "strong"} and element.find(".//img") is None:
            remove(element)


def _drop_site_lines(story: HtmlElement) -> None:
    """Take out whole short blocks that are lines of the site and not of its story."""
    measures = measure(story)
    for element in list(elements(story)):
        if element is story or element.getparent() is None or element.tag in _OF_STORY:
            continue
        if element.tag in _HEADINGS and _is_chapter(element):
            continue
        found = measures[element]
        if found.is_block and 0 < found.chars <= 320 and not _has_media(element):
            text = text_of(element)
            points = found.linked > 0.25 * found.chars and POINTER.match(text)
            if points or SITE_LINE.match(text):
                remove(element)


def _drop_tail(story: HtmlElement) -> None:
    """From the end upwards, blocks that speak of the site or its people and not of the story."""
    kept = 0
    # A short story may speak of its site in every line; more than a part of it is never cut.
    left = 0.3 * measure(story)[story].chars
    for block in reversed(list(story.iter(*_TAIL))):
        if block is story or block.getparent() is None or not _is_line(block):
            continue
        text = text_of(block)
        linked = sum(len(text_of(link)) for link in block.iter("a"))
        leads_away = linked > 0.85 * len(text) and len(text) < 200 and block.tag == "p" and not kept
        if len(text) <= left and (leads_away or (len(text) < 420 and ABOUT_SITE.search(text))):
            left -= len(text)
            remove(block)
        elif block.tag not in {"em", "i", "small"}:
            kept += 1
            if kept == 3:
                return


def _is_line(block: HtmlElement) -> bool:
    """Whether an element holds text, and no block or picture inside it."""
    return (
        next(block.iter(*_SOLID), block) is block and bool(text_of(block)) and not _has_media(block)
    )


def _has_media(element: HtmlElement) -> bool:
    return next(element.iter(*_MEDIA), None) is not None


def _drop_empty_headings(story: HtmlElement) -> None:
    """A heading that nothing follows before the story's end heads nothing."""
    for element in reversed(list(elements(story))):
        if element is story:
            continue
        if element.tag in _HEADINGS:
            if element.getparent() is not None:
                remove(element)
            continue
        if (
            (element.text and element.text.strip())
            or (element.tail and element.tail.strip())
            or element.tag in _MEDIA
        ) and not any(True for _ in element.iterancestors(*_HEADINGS)):
            return
