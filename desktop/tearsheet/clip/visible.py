"""Takes out of a page what no reader of it sees, and brings back what scripts would have shown."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from tearsheet.clip.page import Page, elements, remove

_NEVER_SEEN: Final = (
    "style", "template", "link", "meta", "head", "object", "applet", "canvas", "audio", "map",
    "datalist", "dialog", "frame", "frameset", "noframes", "portal",
)  # fmt: skip
# libxml2 does not know these as void (HTML, "13.1.2 Elements") and puts what follows inside.
_HOLD_NOTHING: Final = ("embed", "param", "track", "input", "keygen", "bgsound")
_CONTROLS: Final = ("button", "select", "textarea", "optgroup", "option", "progress")
_HIDDEN_STYLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_HIDDEN_NAME: Final = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader(?:-text)?|assistive-text|u-hidden)(?:$|[\s_-])",
    re.I,
)
_FORMULA: Final = re.compile(r"math/(?:tex|asciimath|mml)", re.I)
_MOST: Final = 0.8


def drop_unseen(page: Page, *, hidden_too: bool = True) -> None:
    """Leave of the page what a reader sees of it.

    hidden_too  take out what is hidden; an element that is hidden but holds most of the page's
                text stays even so: scripts unhide it
    """
    _drop_unshown(page.root)
    if hidden_too:
        _drop_hidden(page.root)


def _drop_unshown(root: HtmlElement) -> None:
    for script in list(root.iter("script")):
        if not _FORMULA.search(script.get("type", "")):
            remove(script)
    _free_noscript(root)
    for element in list(root.iter(*_HOLD_NOTHING)):
        element.drop_tag()
    for element in list(root.iter(*_NEVER_SEEN, *_CONTROLS)):
        if element.tag != "head" or element.getparent() is root:
            remove(element)


def _drop_hidden(root: HtmlElement) -> None:
    text = _size(root)
    for element in list(elements(root)):
        if is_hidden(element) and element.getparent() is not None and _size(element) < _MOST * text:
            remove(element)


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element says of itself that it is not shown."""
    get = element.get
    if get("hidden") is not None or get("aria-modal") == "true" or get("role") == "alertdialog":
        return True
    if get("aria-hidden") == "true" and "fallback-image" not in get("class", ""):
        return element.tag not in {"img", "math", "figure", "picture", "a"}
    style = get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    name = get("class")
    return bool(name) and _HIDDEN_NAME.search(name) is not None


def _size(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _free_noscript(root: HtmlElement) -> None:
    """A <noscript> that holds an image replaces the placeholder beside it; the rest goes."""
    for noscript in list(root.iter("noscript")):
        if noscript.getparent() is None:
            continue
        images = noscript.findall(".//img")
        if not images or len("".join(noscript.itertext()).strip()) > 200:
            remove(noscript)
            continue
        for beside in (noscript.getprevious(), noscript.getnext()):
            if beside is not None and _is_placeholder(beside):
                remove(beside)
        noscript.tag = "span"


def _is_placeholder(element: HtmlElement) -> bool:
    """Whether an element shows one image and nothing else."""
    images = [element] if element.tag == "img" else element.findall(".//img")
    if len(images) != 1 or "".join(element.itertext()).strip():
        return False
    return element.tag in {"img", "picture", "span", "div", "a", "amp-img"}
