"""The words that belong to an image: what holds them, and which of them are caption and credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from tearsheet.article.credit import Caption, split_caption
from tearsheet.clip.furniture import names
from tearsheet.clip.page import text_of

_CAPTION: Final = re.compile(
    r"(?<![a-z])(?:[a-z]*caption|legend|cutline|bildunterschrift|bildtext|image-?(?:desc|text|title|info|meta)|"
    r"photo-?(?:desc|text|info|meta|title)|media-?(?:desc|text|info|meta)|pie-?de-?foto|leyenda|legenda|didascalia)"
)
_CREDIT: Final = re.compile(
    r"(?<![a-z])(?:[a-z]*credit|copyright|photographer|image-?source|photo-?source|rights|attribution|agency|courtesy)"
)
_BOX: Final = re.compile(
    r"(?<![a-z])(?:figure|[a-z]*image|img|photo|picture|media|thumb|wp-caption|caption|visual|asset|illustration|embed|"
    r"align(?:left|right|center|none)|lead-?art|hero)"
)
_LINES: Final = frozenset({"small", "em", "i", "cite"})
_LONGEST: Final = 700
_LONGEST_UNNAMED: Final = 300


@dataclass(slots=True)
class Held:
    """An image with what holds it.

    box    what is replaced by the figure: it holds this image and words about it, nothing else
    words  the elements whose text those words are; each goes with the box
    """

    box: HtmlElement
    words: list[HtmlElement]


def held(image: HtmlElement, story: HtmlElement) -> Held:
    """The widest element around an image that holds nothing but it and words about it."""
    box = image
    words: list[HtmlElement] = []
    while (parent := box.getparent()) is not None and parent is not story:
        if parent.tag in {
            "article",
            "main",
            "body",
            "li",
            "td",
            "th",
            "tr",
            "table",
            "ul",
            "ol",
        } and not _is_sole(parent, image):
            break
        if _other_images(parent, image):
            break
        about = _words_about(parent, box)
        if about is None:
            break
        words += about
        box = parent
        if parent.tag == "figure":
            break
    return Held(box, words) if words else _beside(image, box, story)


def caption_of(found: Held) -> Caption:
    """Caption and credit of the words that belong to an image."""
    credited = [one for element in found.words for one in _credits(element)]
    credit = " ".join(text_of(element) for element in credited)
    printed = " ".join(_text_without(element, credited) for element in found.words).strip()
    if not credit:
        return split_caption(printed)
    said = split_caption(printed)
    whole = credit.strip(" ()[]")
    return Caption(
        said.caption, f"{said.credit} {whole}".strip() if said.credit != whole else whole
    )


def _is_sole(cell: HtmlElement, image: HtmlElement) -> bool:
    return (
        cell.tag in {"td", "li", "tr", "table"}
        and len(text_of(cell)) < _LONGEST_UNNAMED
        and not _other_images(cell, image)
    )


def _other_images(parent: HtmlElement, image: HtmlElement) -> bool:
    return any(
        other is not image for other in parent.iter("img", "amp-img", "video", "iframe", "table")
    )


def _words_about(parent: HtmlElement, box: HtmlElement) -> list[HtmlElement] | None:
    """The words in ``parent`` beside ``box``, or None where they are not about the image."""
    bare = (parent.text or "").strip() + "".join((child.tail or "").strip() for child in parent)
    others = [child for child in parent if child is not box and text_of(child)]
    if not bare and not others:
        return []
    size = len(bare) + sum(len(text_of(child)) for child in others)
    if size > _LONGEST:
        return None
    named = [child for child in others if is_caption(child)]
    if named and ((len(named) == len(others) and not bare) or parent.tag == "figure"):
        return named
    if parent.tag in {"tbody", "table"} and len(others) == 1 and size <= _LONGEST_UNNAMED:
        return None if bare or _is_story(others[0]) else others
    is_box = parent.tag == "figure" or bool(_BOX.search(names(parent)))
    if not is_box or size > _LONGEST_UNNAMED or any(_is_story(child) for child in others):
        return None
    return [_wrapped(parent, box)] if bare else (named or others)


def _is_story(element: HtmlElement) -> bool:
    """Whether an element speaks at length, as paragraphs do and captions do not."""
    return element.tag in {"h1", "h2", "h3", "ul", "ol"} or len(element.findall(".//p")) > 2


def _wrapped(parent: HtmlElement, box: HtmlElement) -> HtmlElement:
    """The bare words of a parent that holds an image, gathered into an element of their own."""
    gathered = parent.makeelement("span")
    gathered.text = " ".join(
        filter(
            None,
            [parent.text, *(f"{'' if c is box else text_of(c)} {c.tail or ''}" for c in parent)],
        )
    )
    return gathered


def is_caption(element: HtmlElement) -> bool:
    """Whether an element says by tag or name that it holds the words of an image."""
    if element.tag == "figcaption":
        return True
    said = names(element)
    if said and (_CAPTION.search(said) or _CREDIT.search(said)):
        return True
    return (
        any(
            inner.tag == "figcaption"
            or ((of := names(inner)) and (_CAPTION.search(of) or _CREDIT.search(of)))
            for inner in element.iterdescendants("figcaption", "div", "p", "span", "small")
        )
        and len(text_of(element)) < _LONGEST
    )


def _beside(image: HtmlElement, box: HtmlElement, story: HtmlElement) -> Held:
    """Words right under an image that show by their form that they are about it."""
    after = box.getnext()
    if after is None or (box.tail or "").strip() or box is story:
        return Held(box, [])
    if image.get("aria-describedby") and after.get("id") == image.get("aria-describedby"):
        return Held(box, [after])
    text = text_of(after)
    if not text or len(text) > _LONGEST_UNNAMED or any(True for _ in after.iter("img")):
        return Held(box, [])
    if after.tag in {"p", "div", "span", "figcaption", "small", "em", "i", "center"}:
        said = names(after)
        is_named = after.tag == "figcaption" or bool(
            said and (_CAPTION.search(said) or _CREDIT.search(said))
        )
        if is_named or _is_slanted(after) or split_caption(text).caption != text:
            return Held(box, [after])
    return Held(box, [])


def _is_slanted(element: HtmlElement) -> bool:
    """Whether all of a line is set small or slanted, as captions are."""
    lines = [element] if element.tag in _LINES else [c for c in element if c.tag in _LINES]
    return bool(lines) and sum(len(text_of(line)) for line in lines) >= 0.9 * len(text_of(element))


def _credits(element: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for inner in element.iter(
        "span", "cite", "small", "p", "div", "em", "i", "a", "figcaption", "strong"
    ):
        said = names(inner)
        if (
            said
            and _CREDIT.search(said)
            and not _CAPTION.search(said)
            and text_of(inner)
            and not any(p in found for p in inner.iterancestors())
        ):
            found.append(inner)
    return found


def _text_without(element: HtmlElement, left_out: list[HtmlElement]) -> str:
    if element in left_out:
        return ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_text_without(child, left_out))
            if child.tag not in {"span", "a", "em", "i", "b", "strong", "sup", "sub", "abbr"}:
                parts.append(" ")
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
