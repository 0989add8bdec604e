"""What stands around and between the paragraphs of a story and is none of it."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from tearsheet.clip.measure import Measures
from tearsheet.clip.page import elements, remove
from tearsheet.clip.phrases import BOX

_TAGS: Final = frozenset({"nav", "footer", "menu", "form"})
_STORY_NAMES: Final = re.compile(
    r"(?<![a-z])(?:article|story|post|entry)-?(?:body|content|text|copy)|body-?(?:content|text|copy)|main-?content|"
    r"(?<![a-z])(?:content|article|main|story|mathjax|shadow)(?![a-z])(?!-?(?:after|bottom|end|footer|tools|meta|header))"
)
_TALK: Final = re.compile(r"(?<![a-z])(?:comment|disqus|respond|replies|livefyre)")
_POST: Final = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|fb-post|tiktok-embed|bluesky-embed|reddit-"
)
_GALLERY: Final = re.compile(r"(?<![a-z])(?:gallery|slideshow|slides|carousel|legends)(?![a-z])")
_ROLES: Final = frozenset(
    {
        "navigation", "complementary", "banner", "contentinfo", "dialog", "alert", "menu",
        "menubar", "search", "toolbar", "form",
    }
)  # fmt: skip
# These stand in a line of the story; what they are called is of how they look.
_WORDS: Final = frozenset(
    {
        "a",
        "b",
        "strong",
        "em",
        "i",
        "code",
        "mark",
        "abbr",
        "sup",
        "sub",
        "br",
        "u",
        "tbody",
        "tr",
        "td",
        "th",
        "h1",
    }
)
_NEVER: Final = frozenset(
    {"html", "body", "article", "main", "img", "figure", "figcaption", "picture"}
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def drop_around(root: HtmlElement, measures: Measures) -> None:
    """Take out boxes that say by tag, role or name that they are no story.

    A box that holds most of the page's prose stays, whatever it is called.
    """
    whole = measures[root].prose
    code = {inner for pre in root.iter("pre", "code") for inner in pre.iter("*")}
    for element in list(elements(root)):
        if element.getparent() is None or element is root:
            continue
        found = measures.get(element)
        if found is None or element in code or _is_kept(element):
            continue
        if not is_furniture(element) and not _is_empty_gallery(element):
            continue
        # A page may hold more talk about its story than story; it holds no more menu than that.
        limit = (
            0.9 if _TALK.search(names(element)) or _is_empty_gallery(element) else 0.35
        ) * whole
        if found.prose <= limit and (whole - found.prose > 150 or not found.prose):
            remove(element)


def _is_empty_gallery(element: HtmlElement) -> bool:
    """Whether an element is a gallery whose pictures only a script would bring."""
    return (
        element.tag in {"ul", "ol", "div"}
        and _GALLERY.search(names(element)) is not None
        and next(element.iter("img", "picture"), None) is None
    )


def _is_kept(element: HtmlElement) -> bool:
    return holds_post(element) or next(element.iter("math"), None) is not None


def holds_post(element: HtmlElement) -> bool:
    """Whether an element holds somebody's post that the story shows."""
    return any(_POST.search(e.get("class") or "") for e in element.iter("blockquote"))


def is_furniture(element: HtmlElement) -> bool:
    """Whether an element says of itself that it is no part of a story."""
    if element.tag in _NEVER:
        return False
    if element.tag in _TAGS or element.get("role", "").lower() in _ROLES:
        return True
    if element.tag in _WORDS:
        return False
    said = names(element)
    return bool(said) and bool(BOX.search(said)) and not _STORY_NAMES.search(said)


def names(element: HtmlElement) -> str:
    """Class and id of an element, lower-case, words apart by hyphens."""
    said, given = element.get("class") or "", element.get("id") or ""
    # The id of a section may be its heading's words, which say nothing of what the box is for.
    if given and element.tag not in _HEADINGS and not any(c.tag in _HEADINGS for c in element[:2]):
        said = f"{said} {given}"
    return _CAMEL.sub("-", said).replace("_", "-").lower() if said else ""
