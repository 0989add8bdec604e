"""The images of a story as figures: found, told from ornaments, and each put where it stood."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from tearsheet.article.figure import FoundFigure
from tearsheet.clip.captions import Held, caption_of, held, is_caption
from tearsheet.clip.furniture import names
from tearsheet.clip.image_address import image_addresses
from tearsheet.clip.page import Page, remove, text_of
from tearsheet.clip.shape import is_data_table

_ORNAMENT: Final = re.compile(
    r"(?<![a-z])(?:avatar|gravatar|icons?|logo|emoji|smil(?:ey|ie)|pixel|track(?:er|ing)|spacer|blank|badge|"
    r"share|social|sprite|button|btn|arrow|bullet|loader|loading|spinner|1x1|transparent|placeholder|"
    r"author-?(?:photo|image|pic))(?![a-z])",
)
_SITE: Final = re.compile(r"facebook|twitter|whatsapp|pinterest|instagram")
_TRACKER: Final = re.compile(
    r"(?:doubleclick|googlesyndication|scorecardresearch|quantserve|/pixel|/beacon|/count(?:er)?[./?]|feedburner\.com/~|stats\.wordpress)",
    re.I,
)
_FORMULA: Final = re.compile(r"(?<![a-z])(?:math|latex|tex(?![a-z])|mwe-|katex|equation)")
_SIZE: Final = re.compile(
    r"(?:w|h|width|height|size|resize|fit|crop|quality|q|auto|dpr|format|fm|strip|ssl|zoom|scale|downsize|itok|v|ver)=",
    re.I,
)
_FORMULA_ADDRESS: Final = re.compile(
    r"(?:latex\.php|[?&/](?:tex|latex|equation|math)[=/?]|codecogs|/math/render/|mathtex|mimetex)",
    re.I,
)
_LINES: Final = frozenset({"p", "li", "td", "dd", "h2", "h3"})
_SHORTEST_IN_LINE: Final = 8
_TALLEST_IN_LINE: Final = 40
_SMALLEST: Final = 48
_FEWEST_SIGNS: Final = 3
_BY_SCRIPT: Final = "The page shows this image by script only, so it was not in what was clipped."


def take_figures(story: HtmlElement, page: Page) -> list[FoundFigure]:
    """The figures of a story in their order; in the story each is replaced by its number.

    The same image twice is one; a sign among words or in a table is shown wherever it stood.
    Ornaments, avatars and counting pixels are no figures.
    """
    taking = _Taking(story, page)
    for image in list(story.iter("img", "amp-img")):
        if any(parent is story for parent in image.iterancestors()):
            taking.take(image)
    _take_orphans(story, taking.found)
    return taking.found


class _Taking:
    """Takes the images of one story, one after the other."""

    def __init__(self, story: HtmlElement, page: Page) -> None:
        self.found: list[FoundFigure] = []
        self._story, self._page = story, page
        self._seen: set[str] = set()
        self._signs = _signs(story, page)
        self._in_line: dict[str, int] = {}

    def take(self, image: HtmlElement) -> None:
        addresses = image_addresses(image, self._page)
        alt = " ".join((image.get("alt") or "").split())
        if not addresses or is_ornament(image, addresses[0]):
            _take_ornament(image, alt)
            return
        address, *better = addresses
        figure = FoundFigure(len(self.found), address, alt, better=tuple(better))
        key = _key(address)
        if _is_in_line(image) or (key in self._signs and _cell_of(image) is not None):
            self._take_sign(image, figure, key)
        else:
            self._take_picture(image, figure, key)

    def _take_sign(self, image: HtmlElement, figure: FoundFigure, key: str) -> None:
        if key not in self._in_line:
            self._in_line[key] = figure.position
            self.found.append(figure)
        _mark_in_line(image, self._in_line[key])

    def _take_picture(self, image: HtmlElement, figure: FoundFigure, key: str) -> None:
        holder = held(image, self._story)
        words = caption_of(holder)
        if key in self._seen and not (holder.box.tag == "figure" and words.caption):
            remove(holder.box if holder.words or holder.box.tag == "figure" else image)
            return
        self._seen.add(key)
        self.found.append(replace(figure, caption=words.caption, credit=words.credit))
        _put(holder, figure.position)


def _take_orphans(story: HtmlElement, found: list[FoundFigure]) -> None:
    """Captions whose images a script would have brought: the image is known to be missing."""
    said = {figure.caption for figure in found if figure.caption}
    for box in list(story.iter("div", "figure", "figcaption", "p", "span", "aside")):
        if box is story or box.getparent() is None or not _is_orphan(box):
            continue
        words = caption_of(Held(box, [box]))
        if words.caption in said or not (words.caption or words.credit):
            remove(box)
            continue
        said.add(words.caption)
        position = len(found)
        found.append(
            FoundFigure(
                position, "", caption=words.caption, credit=words.credit, missing=_BY_SCRIPT
            )
        )
        _put(Held(box, []), position)


def _is_orphan(box: HtmlElement) -> bool:
    """Whether an element is a caption and nothing else, with no image beside it."""
    if not is_caption(box) or next(box.iter("img", "figure", "table"), None) is not None:
        return False
    if any(p.tag in {"figure", "table", "blockquote"} for p in box.iterancestors()):
        return any(p.tag == "figure" and not p.get("data-figure") for p in box.iterancestors())
    parent = box.getparent()
    # The caption's own parent may be the whole of it, with its credit.
    return parent is not None and 0 < len(text_of(box)) < 700 and not is_caption(parent)


def with_lead(found: list[FoundFigure], lead: str) -> list[FoundFigure]:
    """The figures with the page's lead image before them, where the story has no image at all."""
    if found or not lead:
        return found
    return [FoundFigure(0, lead, is_lead=True)]


def is_ornament(image: HtmlElement, address: str) -> bool:
    """Whether an image decorates the page or counts its readers, and shows nothing of the story."""
    sides = [_pixels(image.get(side)) for side in ("width", "height")]
    known = [side for side in sides if side is not None]
    if (known and max(known) <= 2) or _TRACKER.search(address):
        return True
    is_small = all(side is not None and side < _SMALLEST for side in sides)
    if is_small and not _is_in_line(image):
        return True
    file = (
        unquote(urlsplit(address).path.rsplit("/", 1)[-1])
        if not address.startswith("data:")
        else ""
    )
    if not _ORNAMENT.search(f"{names(image)} {file.lower()}") and not _SITE.search(names(image)):
        return False
    # A large image whose name merely holds such a word is shown for itself.
    return not any(side is not None and side >= 200 for side in sides)


def _is_in_line(image: HtmlElement) -> bool:
    """Whether an image stands among words as one of them: a formula, a sign, a small flag."""
    if _FORMULA.search(names(image)) or _FORMULA_ADDRESS.search(image.get("src") or ""):
        return True
    height = _pixels(image.get("height"))
    if height is not None and (height > _TALLEST_IN_LINE or height < _SHORTEST_IN_LINE):
        return False
    line = next((e for e in image.iterancestors() if e.tag in _LINES), None)
    if line is None or not text_of(line):
        return False
    return height is not None or _is_amid_words(image)


def _is_amid_words(image: HtmlElement) -> bool:
    """Whether the sentence that runs up to an image goes on after it."""
    before = image.getprevious()
    ahead = (before.tail if before is not None else image.getparent().text) or ""
    after = image.tail or ""
    return bool(ahead.strip()) and bool(after.strip()) and ahead.rstrip()[-1] not in ".!?:。"


def _signs(story: HtmlElement, page: Page) -> set[str]:
    """The images that stand again and again in the cells of tables, as ticks and flags do."""
    shown = (
        image_addresses(image, page) for image in story.iter("img") if _cell_of(image) is not None
    )
    counted = Counter(_key(addresses[0]) for addresses in shown if addresses)
    return {key for key, count in counted.items() if count >= _FEWEST_SIGNS}


def _cell_of(image: HtmlElement) -> HtmlElement | None:
    """The cell of a data table that an image stands in."""
    cell = next(image.iterancestors("td", "th"), None)
    table = None if cell is None else next(cell.iterancestors("table"), None)
    return cell if table is not None and is_data_table(table) else None


def _mark_in_line(image: HtmlElement, position: int) -> None:
    tail = image.tail
    image.clear()
    image.tag, image.tail = "img", tail
    image.set("data-figure", str(position))


def _pixels(given: str | None) -> int | None:
    digits = (given or "").strip().removesuffix("px")
    return int(digits) if digits.isdigit() and len(digits) < 6 else None


def _key(address: str) -> str:
    """What two addresses of one image have in common: all but the size that a server cuts it to."""
    if address.startswith("data:"):
        return address
    place, _, question = address.partition("?")
    kept = [pair for pair in question.split("&") if pair and not _SIZE.match(pair)]
    return "&".join([place, *kept])


def _take_ornament(image: HtmlElement, alt: str) -> None:
    """An ornament goes; an emoji drawn as an image is the character it stands for."""
    if 0 < len(alt) <= 4 and not alt.isascii():
        image.tail = f"{alt}{image.tail or ''}"
    remove(image)


def _put(holder: Held, position: int) -> None:
    for element in holder.words:
        if element.getparent() is not None and element is not holder.box:
            remove(element)
    target = holder.box
    parent = target.getparent()
    if parent is not None and parent.tag == "a" and not text_of(parent) and len(parent) == 1:
        target = parent
    tail = target.tail
    target.clear()
    target.tail = tail
    target.tag = "figure"
    target.set("data-figure", str(position))
    _lift(target)


def _lift(figure: HtmlElement) -> None:
    """A figure inside a line of text comes to stand before that line."""
    line = None
    for parent in figure.iterancestors():
        if parent.tag in {
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "a",
            "b",
            "strong",
            "em",
            "i",
            "span",
            "u",
            "font",
            "small",
            "center",
            "picture",
        }:
            line = parent
        else:
            break
    if line is None or line.getparent() is None:
        return
    before = figure.getprevious()
    tail, figure.tail = figure.tail, None
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            inside = figure.getparent()
            inside.text = (inside.text or "") + tail
    line.addprevious(figure)
