"""The chosen element cleaned to a body: furniture out, links absolute, headings in step."""

from __future__ import annotations

import re
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from tearsheet.article.clipping import Link
from tearsheet.article.dateline import split_dateline
from tearsheet.article.text import folded
from tearsheet.clip.page import Page, elements, label, remove, text_of
from tearsheet.clip.sanitise import sanitised

_FURNITURE: Final = frozenset(
    [
        "script",
        "style",
        "nav",
        "aside",
        "footer",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "template",
        "dialog",
        "menu",
        "label",
        "link",
        "meta",
        "title",
        "audio",
        "video",
    ]
)
_LABELLED: Final = re.compile(
    r"(^|[\s_-])(share|sharing|social|related|recommend\w*|newsletter|subscribe|signup|comments?|cookie\w*|"
    r"promo|advert\w*|ad-slot|sponsor\w*|breadcrumbs?|byline|author-bio|tags?-list|pagination|skip-link|"
    r"most-read|read-more|paywall|banner)([\s_-]|$)"
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCKS: Final = (
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "blockquote",
    "pre",
    "td",
    "th",
    "dt",
    "dd",
    "caption",
    "div",
    "section",
    "figure",
    "table",
    "ul",
    "ol",
    "tr",
    "hr",
    "summary",
)


def drop_furniture(story: HtmlElement, title: str) -> None:
    """Take out what is no story: bars, boxes, scripts, what is hidden, the headline itself."""
    for element in list(elements(story)):
        if element is story or element.getparent() is None:
            continue
        is_boxed = (
            _LABELLED.search(label(element))
            and element.tag not in {"p", "img"}
            and element.tag != "figure"
        )
        is_hidden = _HIDDEN.search(element.get("style", "")) or element.get("hidden") is not None
        if element.tag in _FURNITURE or is_boxed or is_hidden:
            remove(element)
    for heading in list(story.iter("h1", "h2", "header")):
        if (heading.tag == "header" and heading.find(".//img") is None) or (
            heading.tag != "header" and folded(text_of(heading)) == folded(title)
        ):
            remove(heading)


def to_body(story: HtmlElement, page: Page) -> tuple[str, list[Link]]:
    """The story as sanitised HTML, and the links in it in their order."""
    links: list[Link] = []
    for element in elements(story):
        if element.tag == "h1":
            element.tag = "h2"
        if element.tag == "a" and element.get("href"):
            full = page.absolute(element.get("href"))
            element.set("href", full)
            if full.startswith("http"):
                links.append(Link(full, text_of(element)))
    inner = html.tostring(story, encoding="unicode", with_tail=False)
    return _tidied(sanitised(inner)), links


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
    """The words of a body, its blocks apart by an empty line, without the figures."""
    tree = html.fragment_fromstring(body, create_parent="div")
    for figure in list(tree.iter("figure")):
        remove(figure)
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


def _tidied(markup: str) -> str:
    """The markup without empty paragraphs and boxes that only hold one another."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    for element in reversed(
        list(
            tree.iter(
                "p", "div", "span", "section", "a", "b", "i", "em", "strong", "li", "ul", "h2", "h3"
            )
        )
    ):
        empty = (
            not text_of(element)
            and element.find(".//figure") is None
            and element.find(".//table") is None
        )
        if (
            empty
            and element.get("id") is None
            and element.getparent() is not None
            and not element.findall(".//br")
        ):
            remove(element)
    for element in list(tree.iter("div", "span", "section")):
        if element is not tree and not element.attrib:
            element.drop_tag() if element.tag == "span" or len(
                element
            ) or element.getparent() is None else setattr(element, "tag", "p")
    return _inner(tree).strip()


def _inner(tree: HtmlElement) -> str:
    inside = "".join(html.tostring(child, encoding="unicode") for child in tree)
    lead = tree.text or ""
    return sanitised(f"{f'<p>{lead}</p>' if lead.strip() else ''}{inside}")
