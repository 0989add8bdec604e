"""What a page says about itself for machines: JSON-LD, meta elements, microdata, RDFa.

Forms: JSON-LD 1.1 with the vocabulary of schema.org; the Open Graph protocol; Dublin Core in HTML;
Highwire's citation_ names; the names of the WHATWG MetaExtensions list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from lxml.html import HtmlElement

from tearsheet.article.credit import Caption
from tearsheet.clip.page import Page, text_of

_ARTICLE: Final = re.compile(
    r"Article|BlogPosting|Report|Review|LiveBlog|Recipe|ScholarlyWork|NewsItem|ShortStory|SocialMediaPosting",
    re.I,
)
_WRAPPING: Final = re.compile(
    r"^\s*(?:/[/*])?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*/)?|\s*(?:/[/*])?\s*(?:-->|\]\]>)\s*(?:\*/)?\s*;?\s*$"
)
_TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class Said:
    """Everything a page says for machines, read once.

    things    its JSON-LD objects, those inside graphs and lists too, in their order
    article   the first of them that is an article, or empty
    meta      the content of its meta elements by lower-case name, the first of each name
    """

    things: list[dict[str, Any]] = field(default_factory=list)
    article: dict[str, Any] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first of these meta names that has a content, or empty."""
        return next((self.meta[name] for name in names if self.meta.get(name)), "")

    def publisher_name(self) -> str:
        """The publisher of the article, even where it is only pointed at by its @id."""
        given = self.article.get("publisher") or self.article.get("sourceOrganization")
        return word(given) or self._named(given)

    def image_words(self) -> dict[str, Caption]:
        """Captions and credits of images (schema.org ImageObject), by the image's file name."""
        found: dict[str, Caption] = {}
        for thing in self._images():
            address = word(thing.get("contentUrl")) or word(thing.get("url"), "url")
            caption = word(thing.get("caption"))
            credit = word(thing.get("creditText")) or word(thing.get("copyrightHolder"))
            if address and (caption or credit):
                found.setdefault(file_of(address), Caption(caption, credit))
        return found

    def _images(self) -> Iterator[dict[str, Any]]:
        for thing in self.things:
            given = thing.get("image") or thing.get("associatedMedia") or []
            listed = given if isinstance(given, list) else [given]
            yield from (one for one in (thing, *listed) if isinstance(one, dict))

    def is_paywalled(self) -> bool:
        """Whether the page says it is not whole for all (schema.org isAccessibleForFree)."""
        tier = self.first("article:content_tier", "og:article:content_tier").lower()
        return tier in {"locked", "metered"} or any(
            str(thing.get("isAccessibleForFree", "")).lower() == "false" for thing in self.things
        )

    def _named(self, given: Any) -> str:  # noqa: ANN401 (JSON of any shape)
        wanted = given.get("@id") if isinstance(given, dict) else given
        pointed = (t for t in self.things if wanted and t.get("@id") == wanted)
        return next((word(t.get("name")) for t in pointed), "")

    def author_names(self) -> list[str]:
        """The authors of the article, in their order."""
        given = self.article.get("author") or self.article.get("creator") or []
        listed = given if isinstance(given, list) else [given]
        return [name for one in listed if (name := word(one) or self._named(one))]


def read_said(page: Page) -> Said:
    """What the page says. What is not well formed is passed over."""
    said = Said()
    for script in page.root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            said.things += _things("".join(script.itertext()))
    said.article = next((t for t in said.things if is_article(t)), {})
    for meta in page.root.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (meta.get(attribute) or "").lower().split():
                if content:
                    said.meta.setdefault(name, content)
    return said


def file_of(address: str) -> str:
    """The last part of an address's path, by which the sizes of one image are mostly alike."""
    return unquote(address.partition("?")[0].rstrip("/").rsplit("/", 1)[-1])


def is_article(thing: dict[str, Any]) -> bool:
    """Whether a JSON-LD object is of a type that is an article's."""
    kinds = thing.get("@type")
    return any(
        _ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def word(value: Any, name: str = "name") -> str:  # noqa: ANN401 (JSON of any shape)
    """A JSON-LD value as one line of text; of an object, its ``name``; of a list, its first."""
    if isinstance(value, list):
        return next(filter(None, (word(one, name) for one in value)), "")
    if isinstance(value, dict):
        return word(value.get(name) or value.get("@value"), name)
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return (
            " ".join(_TAG.sub(" ", str(value)).split())
            if "<" in str(value)
            else " ".join(str(value).split())
        )
    return ""


def marked(page: Page, name: str) -> Iterator[HtmlElement]:
    """The elements that microdata or RDFa mark with a property, those of comments left out."""
    for element in page.root.xpath(
        "//*[contains(concat(' ', @itemprop, ' ', @property, ' '), $wanted)]",
        wanted=f" {name} ",
    ):
        inside = (scope.get("itemtype", "") for scope in element.iterancestors())
        if element.tag != "meta" and not any(
            "Comment" in kind or "Product" in kind for kind in inside
        ):
            yield element


def value_of(element: HtmlElement) -> str:
    """The value of a marked element (HTML, "5.2.4 Values")."""
    given = element.get("content") or element.get("datetime")
    return " ".join(given.split()) if given else text_of(element)


def _things(written: str) -> Iterator[dict[str, Any]]:
    waiting = [_loaded(_WRAPPING.sub("", _WRAPPING.sub("", written)))]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting.extend(reversed(thing))
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(
                thing[name]
                for name in ("mainEntity", "@graph")
                if isinstance(thing.get(name), list | dict)
            )


def _loaded(written: str) -> Any:  # noqa: ANN401 (JSON of any shape)
    for attempt in (written, _TRAILING_COMMA.sub("", written)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
