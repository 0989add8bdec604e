"""Where an image of a page lies, through lazy loading, srcset and picture, and at which size."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from tearsheet.clip.furniture import names
from tearsheet.clip.page import Page

WIDEST: Final = 1600
"""Pixels; wider than this shows nothing more in a column at twice the density."""
_LAZY: Final = re.compile(
    r"^data-(?!srcset)(?:[a-z-]*(?:src|original|lazy|image|img|url|hi-?res|large|full|file|photo)[a-z-]*)$"
)
_LAZY_SET: Final = re.compile(r"^(?:data-[a-z-]*)?srcset$")
_IMAGE_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:$|[?#&:!/])", re.I)
_CANDIDATE: Final = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)([wxh]))?\s*(?:,|$)")
_BACKGROUND: Final = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*['\"]?([^'\")]+)", re.I)
_BLANK: Final = re.compile(
    r"(?:^|[/_-])(?:blank|spacer|placeholder|loading|loader|lazy|grey|gray|transparent|pixel|1x1|clear)(?![a-z])[^/]*\.(?:gif|png|svg|jpe?g)(?:$|\?)",
    re.I,
)
_PICTURED: Final = re.compile(
    r"(?<![a-z])(?:[a-z]*image|img|photo|picture|hero|lead|cover|figure|media|thumb|feature|poster)"
)
_SHORTEST_INLINE: Final = 1000


def image_addresses(image: HtmlElement, page: Page) -> list[str]:
    """The addresses of an image: the page's own first, then others of it that read better.

    A small data: image is what lazy loaders show meanwhile; a large one is the picture itself.
    Empty where the page gives none.
    """
    own = [*_lazy(image), image.get("src") or "", *_sets(image)]
    full = [page.absolute(given) for given in own if given.strip()]
    shown = [one for one in full if one and not _is_meanwhile(one)]
    if not shown:
        return []
    better = [page.absolute(best_of(given)) for given in _srcsets(image)]
    return list(dict.fromkeys([shown[0], *filter(None, better)]))


def _is_meanwhile(address: str) -> bool:
    """Whether an address is what a lazy loader shows until the image comes."""
    if address.startswith("data:"):
        return len(address) < _SHORTEST_INLINE or address.startswith(
            "data:image/svg+xml;base64,PHN2ZyB4bWxucz"
        )
    return bool(_BLANK.search(address))


def background_address(element: HtmlElement, page: Page) -> str:
    """The address of the image that an element has for its background, or empty."""
    found = _BACKGROUND.search(element.get("style") or "")
    return page.absolute(found.group(1)) if found and not found.group(1).startswith("data:") else ""


def show_backgrounds(page: Page) -> None:
    """Give an empty box whose name says that it shows an image that image as its content."""
    for box in page.root.xpath("//*[contains(@style, 'url(') and not(normalize-space())]"):
        address = background_address(box, page)
        if address and _PICTURED.search(names(box)) and box.find(".//img") is None:
            box.append(box.makeelement("img", {"src": address}))


def best_of(srcset: str) -> str:
    """The candidate of a srcset (HTML, "4.8.4.2.1") that is best for reading.

    The smallest of at least 1600 pixels or twice the density; else the largest there is.
    """
    sized: list[tuple[float, str]] = []
    for address, number, unit in _CANDIDATE.findall(srcset):
        try:
            size = float(number or 1) * (WIDEST / 2 if unit != "w" else 1)
        except ValueError:
            continue
        sized.append((size, address))
    enough = [pair for pair in sized if pair[0] >= WIDEST]
    return (min(enough) if enough else max(sized, default=(0, "")))[1]


def _lazy(image: HtmlElement) -> list[str]:
    """What scripts would have put in the place of src, where src is only a stand-in."""
    given = [value for name, value in image.items() if _LAZY.match(name) and _is_image(value)]
    source = image.get("src") or ""
    return given if not source or source.startswith("data:") or _BLANK.search(source) else []


def _sets(image: HtmlElement) -> list[str]:
    return [best_of(given) for given in _srcsets(image)]


def _srcsets(image: HtmlElement) -> list[str]:
    sets = [value for name, value in image.items() if _LAZY_SET.match(name) and value.strip()]
    picture = image.getparent()
    while picture is not None and picture.tag in {"source", "picture"}:
        sets += [
            value
            for one in (picture, *picture.iter("source"))
            for name, value in one.items()
            if _LAZY_SET.match(name) and value.strip()
        ]
        picture = picture.getparent()
    return sets


def _is_image(value: str) -> bool:
    return " " not in value.strip() and (
        bool(_IMAGE_FILE.search(value)) or value.startswith(("http://", "https://", "//", "/"))
    )
