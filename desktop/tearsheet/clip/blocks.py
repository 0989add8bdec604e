"""The shaped story as a body: sanitised HTML, its links, its dateline, its words."""

from __future__ import annotations

import re
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from tearsheet.article.clipping import Link
from tearsheet.article.dateline import split_dateline
from tearsheet.clip.page import Page, elements, remove, text_of
from tearsheet.clip.sanitise import sanitised

_BLOCKS: Final = (
    "p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "dt", "dd",
    "caption", "div", "section", "figure", "table", "ul", "ol", "tr", "hr", "summary",
)  # fmt: skip


def to_body(story: HtmlElement, page: Page) -> tuple[str, list[Link]]:
    """The story as sanitised HTML, and the links in it in their order."""
    links: list[Link] = []
    for element in elements(story):
        if element.tag == "a" and element.get("href"):
            if element.get("href").startswith("#"):
                continue
            full = page.absolute(element.get("href"))
            place, _, fragment = full.partition("#")
            if fragment and place == page.address.partition("#")[0]:
                element.set("href", f"#{fragment}")
                continue
            element.set("href", full)
            if full.startswith("http"):
                links.append(Link(full, text_of(element)))
    return _inner(story), links


def take_dateline(body: str) -> tuple[str, str]:
    """The dateline of a body's first paragraph, and the body without it."""
    tree = html.fragment_fromstring(body, create_parent="div")
    first = next((p for p in tree.iter("p") if text_of(p)), None)
    if first is None:
        return "", body
    dateline, rest = split_dateline(text_of(first))
    if not dateline:
        return "", body
    # Words that go may lie in inner elements (<b>NORHAVN</b> —): drop by characters, not by text.
    _drop_characters(first, len(text_of(first)) - len(rest))
    return dateline, _inner(tree)


def plain_text(body: str) -> str:
    """The words of a body, its blocks apart by an empty line, without figures and cards."""
    tree = html.fragment_fromstring(body, create_parent="div")
    for apart in list(tree.iter("figure", "aside")):
        remove(apart)
    for element in tree.iter(*_BLOCKS):
        element.text = f"\n\n{element.text or ''}"
        element.tail = f"\n\n{element.tail or ''}"
    for line_break in tree.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    parts = (" ".join(part.split()) for part in re.split(r"\n{2,}", "".join(tree.itertext())))
    return "\n\n".join(part for part in parts if part)


def _drop_characters(element: HtmlElement, count: int) -> None:
    """Drop the first ``count`` characters of an element's text, spaces folded."""
    left = count
    for node in list(elements(element)):
        for place in ("text", "tail"):
            if (place == "tail" and node is element) or left <= 0:
                continue
            words = " ".join((getattr(node, place) or "").split(" "))
            kept = words.lstrip() if left == count else words
            setattr(node, place, kept[left:])
            left -= min(left, len(kept))


def _inner(tree: HtmlElement) -> str:
    inside = "".join(html.tostring(child, encoding="unicode") for child in tree)
    lead = tree.text or ""
    return sanitised(f"{f'<p>{lead}</p>' if lead.strip() else ''}{inside}")
