"""Images of a story with caption and credit told apart, and the best size to fetch."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from tearsheet.article.credit import Caption, split_caption
from tearsheet.article.figure import FoundFigure
from tearsheet.clip.page import Page, label, remove, text_of

_LAZY: Final = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-url",
    "data-hi-res-src",
    "data-full-src",
)
_LAZY_SETS: Final = ("srcset", "data-srcset", "data-lazy-srcset")
_ORNAMENT: Final = re.compile(
    r"avatar|icon|logo|emoji|pixel|tracking|spacer|badge|share|gravatar|sprite", re.I
)
_CAPTION: Final = re.compile(r"caption|legend|bildunterschrift|wp-caption-text|cutline", re.I)
_CREDIT: Final = re.compile(r"credit|copyright|photographer|byline|source|rights", re.I)
_WIDEST: Final = 1600
"""Pixels; wider than this shows nothing more in a column at twice the density."""


def take_figures(story: HtmlElement, page: Page) -> list[FoundFigure]:
    """The figures of a story in their order; in the story each is replaced by its number.

    The same image twice is one. Ornaments, avatars and counting pixels are no figures.
    """
    found: list[FoundFigure] = []
    seen: dict[str, int] = {}
    _free_noscript(story)
    for image in list(story.iter("img")):
        if image.getroottree().getroot() is not page.root and image.getparent() is None:
            continue
        holder = _holder(image)
        address = _address(image, page)
        if address in seen or not address or _is_ornament(image, address):
            remove(image)
            continue
        words, used = _caption(image, holder)
        position = len(found)
        alt = " ".join(image.get("alt", "").split())
        found.append(FoundFigure(position, address, alt, words.caption, words.credit))
        seen[address] = position
        _put_number(image, holder, used, position)
    return found


def with_lead(found: list[FoundFigure], lead: str) -> list[FoundFigure]:
    """The figures with the page's lead image before them, where the story has no image at all."""
    if found or not lead:
        return found
    return [FoundFigure(0, lead, is_lead=True)]


def best_of(srcset: str) -> str:
    """The candidate of a srcset (HTML, "4.8.4.2.1") that is best for reading.

    The smallest of at least 1600 pixels or twice the density; else the largest there is.
    """
    sized: list[tuple[float, str]] = []
    for candidate in re.findall(
        r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)", srcset
    ):
        address, number, unit = candidate
        size = float(number or 1) * (_WIDEST / 2 if unit != "w" else 1)
        sized.append((size, address))
    enough = [pair for pair in sized if pair[0] >= _WIDEST]
    return (min(enough) if enough else max(sized, default=(0, "")))[1]


def _free_noscript(story: HtmlElement) -> None:
    """A <noscript> copy of an image replaces the placeholder before it, or stands for itself."""
    for noscript in list(story.iter("noscript")):
        if noscript.find(".//img") is None:
            remove(noscript)
            continue
        before = noscript.getprevious()
        if before is not None and before.tag == "img":
            remove(before)
        noscript.tag = "span"


def _holder(image: HtmlElement) -> HtmlElement:
    """What the image and its words stand in: a <figure>, a captioned block, or the image itself."""
    for level, parent in enumerate(image.iterancestors()):
        if parent.tag == "figure":
            # A gallery holds several images; each keeps the words that stand next to it.
            return parent if len(list(parent.iter("img"))) == 1 else image
        if level < 4 and _CAPTION.search(label(parent)) and len(list(parent.iter("img"))) == 1:
            return parent
        if (
            level < 3
            and parent.tag in {"div", "td", "li"}
            and len(list(parent.iter("img"))) == 1
            and any(_CAPTION.search(label(child)) for child in parent.iterdescendants())
        ):
            return parent
        if parent.tag in {"article", "body", "main"}:
            break
    return image


def _address(image: HtmlElement, page: Page) -> str:
    picture = (
        image.getparent()
        if image.getparent() is not None and image.getparent().tag == "picture"
        else None
    )
    sources = [
        s.get(name, "")
        for s in (picture if picture is not None else ())
        if s.tag == "source"
        for name in _LAZY_SETS
    ]
    sets = [*(image.get(name, "") for name in _LAZY_SETS), *sources]
    plain = [image.get(name, "") for name in _LAZY]
    candidates = [*map(best_of, filter(None, sets)), *plain, image.get("src", "")]
    full = [page.absolute(address) for address in candidates if address.strip()]
    fetched = [address for address in full if not address.startswith("data:")]
    # A small data: image is what lazy loaders show meanwhile; a large one is the picture.
    inline = [address for address in full if address.startswith("data:") and len(address) > 1000]
    return next(iter([*fetched, *inline]), "")


def _is_ornament(image: HtmlElement, address: str) -> bool:
    sides = [image.get(side, "").removesuffix("px") for side in ("width", "height")]
    tiny = any(side.isdigit() and int(side) < 40 for side in sides)
    said = f"{label(image)} {'' if address.startswith('data:') else address.rsplit('/', 1)[-1]}"
    return tiny or (_ORNAMENT.search(said) is not None and image.getparent().tag != "figure")


def _caption(image: HtmlElement, holder: HtmlElement) -> tuple[Caption, list[HtmlElement]]:
    """The words of an image, and the elements they were taken from."""
    if holder is image:
        return _words_beside(image)
    captions = (
        list(holder.iter("figcaption"))
        or [
            e
            for e in holder.iterdescendants()
            if e.tag != "img" and _CAPTION.search(label(e)) and e.find(".//img") is None
        ][:1]
    )
    credits_ = [
        e
        for e in holder.iterdescendants()
        if e.tag in {"span", "cite", "small", "p", "div"}
        and _CREDIT.search(label(e))
        and text_of(e)
    ][:1]
    credit = text_of(credits_[0]).strip("()[] ") if credits_ else ""
    for element in credits_:
        remove(element)
    said = split_caption(" ".join(text_of(e) for e in captions))
    return Caption(said.caption, credit or said.credit), captions


def _words_beside(image: HtmlElement) -> tuple[Caption, list[HtmlElement]]:
    block = next(
        (e for e in (image, *image.iterancestors()) if e.tag in {"p", "div", "li", "a", "td"}),
        image,
    )
    beside = block.getnext() if block.getnext() is not None else image.getnext()
    if beside is not None and (_CAPTION.search(label(beside)) or beside.tag == "figcaption"):
        return split_caption(text_of(beside)), [beside]
    return Caption("", ""), []


def _put_number(
    image: HtmlElement, holder: HtmlElement, used: list[HtmlElement], position: int
) -> None:
    for element in used:
        remove(element)
    target = holder
    if (
        holder is image
        and image.getparent() is not None
        and image.getparent().tag in {"picture", "a"}
    ):
        target = image.getparent()
    # What else stood in the holder is story (a paragraph in a captioned cell, say) and stays.
    tail = target.tail
    target.clear()
    target.tail = tail
    target.tag = "figure"
    target.set("data-figure", str(position))
