"""Articles as Markdown or plain text, with the head and tail that print views give them.

Such a text begins with its headline, perhaps a byline, a date and an image or the notice that an
image is missing, with its caption; it ends, after a rule, with its source link and publisher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from tearsheet.article.byline import joined, people
from tearsheet.article.clipping import Facts, Original
from tearsheet.article.credit import split_caption
from tearsheet.article.figure import FoundFigure
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.blocks import plain_text, take_dateline, to_body
from tearsheet.clip.code import name_code
from tearsheet.clip.dates import moment
from tearsheet.clip.language import direction_of, language_of
from tearsheet.clip.page import Page, parse, remove, text_of
from tearsheet.clip.sources.draft import Draft
from tearsheet.errors import NotAnArticle

_NO_IMAGE: Final = re.compile(
    r"^\W*(image|photo|picture|imagen|bild|foto)\W+(not\s+(found|available)|unavailable|missing|removed|"
    r"no\s+(encontrada|disponible)|nicht\s+(gefunden|verfügbar)|non\s+trovata)[^.]{0,40}\W*$",
    re.I,
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_SOURCE_WORD: Final = re.compile(
    r"^\s*(source|link|url|original|quelle|fuente|retrieved from|read more at)\s*:?\s*", re.I
)
_BYLINE: Final = re.compile(r"^(by|von|por|par|di)\s+\S.{1,100}$", re.I)
_FIELD: Final = re.compile(r"^(\w[\w -]{1,20}):\s*(.+)$")
_MISSING: Final = "The image was not in the text that was clipped."
_TAIL_BLOCKS: Final = 6


@dataclass(slots=True)
class _Found:
    """What head and tail said."""

    facts: dict[str, str] = field(default_factory=dict)
    figures: list[FoundFigure] = field(default_factory=list)
    source_url: str = ""


def read_markdown(address: str, text: str, original: Original) -> Draft:
    """The article in a text. Raises NotAnArticle if it has no words."""
    found = _Found()
    text = _take_front_matter(text.lstrip("\ufeff"), found)
    page = parse(_rendered(text), original.final_address)
    file = SourceLink(original.final_address).file
    page.folder = file.parent if file else None
    body_element = page.root.find("body")
    if body_element is None or not text_of(body_element):
        raise NotAnArticle(address, "the text has no words")
    title = found.facts.get("title") or _take_title(body_element)
    _take_tail(body_element, found)
    _take_figures(body_element, page, found)
    _take_head(body_element, found)
    name_code(body_element)
    body, links = to_body(body_element, page)
    dateline, body = take_dateline(body)
    said = found.facts
    facts = Facts(
        title=title,
        byline=joined(people(said.get("author", ""))),
        dateline=dateline,
        publisher=said.get("publisher", "")
        or (SourceLink(found.source_url).host if found.source_url else ""),
        section=said.get("section", ""),
        canonical_url=found.source_url,
        published_at=moment(said.get("date", "")),
        language=said.get("language", ""),
    )
    words = plain_text(body)
    language = facts.language or language_of(words)
    return Draft(
        replace(
            facts,
            title=title or words[:80],
            language=language,
            direction=direction_of(language),
        ),
        body,
        words,
        found.figures,
        links,
        original,
        found.source_url,
    )


def _rendered(text: str) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    # Indented lines in a text are verse or layout, hardly ever code; code has fences.
    parser.disable("code")
    return str(parser.render(text))


def _take_front_matter(text: str, found: _Found) -> str:
    """The text after a YAML-like head between two rules, whose plain fields are noted."""
    head = re.match(r"---\s*\n((?:[\w -]+:.*\n)+)---\s*\n", text)
    if head is None:
        return text
    for line in head.group(1).splitlines():
        name, _, value = line.partition(":")
        found.facts[_fact(name)] = value.strip().strip("\"'")
    found.source_url = (
        found.facts.get("source", "") if _ADDRESS.match(found.facts.get("source", "")) else ""
    )
    return text[head.end() :]


def _fact(name: str) -> str:
    plain = name.strip().lower()
    same = {
        "by": "author",
        "byline": "author",
        "url": "source",
        "link": "source",
        "published": "date",
        "site": "publisher",
        "publication": "publisher",
        "lang": "language",
        "headline": "title",
    }
    return same.get(plain, plain)


def _take_title(body: HtmlElement) -> str:
    heading = next(iter(body.iter("h1", "h2")), None)
    first = next((block for block in body if text_of(block)), None)
    if heading is None and first is not None and len(text_of(first)) < 160 and len(body) > 1:
        heading = first if not text_of(first).endswith(".") else None
    if heading is None:
        return ""
    title = text_of(heading)
    remove(heading)
    return title


def _take_tail(body: HtmlElement, found: _Found) -> None:
    """Source link and publisher from the blocks after the last rule, or the last lines."""
    blocks = list(body)
    rules = [n for n, block in enumerate(blocks) if block.tag == "hr"]
    start = rules[-1] if rules else max(len(blocks) - 3, 0)
    tail = blocks[start:]
    said = [(block, text_of(block)) for block in tail if block.tag != "hr" and text_of(block)]
    linked = [pair for pair in said if _is_source(pair[0], pair[1])]
    if not linked or len(said) > _TAIL_BLOCKS or any(len(words) > 300 for _, words in said):
        return
    block, words = linked[0]
    address = _ADDRESS.search(words) or _ADDRESS.search(next(iter(block.xpath(".//a/@href")), ""))
    if address and not found.source_url:
        found.source_url = address.group().rstrip(".,;)")
    remove(block)
    for other, name in said:
        if (
            other is not block
            and len(name) <= 80
            and not re.search(r"[.!?]$", name)
            and (rules or _is_emphatic(other))
        ):
            found.facts.setdefault("publisher", name)
            remove(other)
    for n in rules[-1:]:
        if all(text_of(after) == "" for after in blocks[n + 1 :] if after.getparent() is not None):
            remove(blocks[n])


def _is_source(block: HtmlElement, words: str) -> bool:
    """Whether a block is nothing but a link, perhaps after a word such as "Source:"."""
    rest = _ADDRESS.sub("", _SOURCE_WORD.sub("", words)).strip(" <>()[].:")
    linked = block.find(".//a") is not None or _ADDRESS.search(words) is not None
    return linked and (not rest or (_SOURCE_WORD.match(words) is not None and len(rest) < 80))


def _take_figures(body: HtmlElement, page: Page, found: _Found) -> None:
    for block in list(body):
        images = [image for image in block.iter("img") if image.get("src")]
        notice = not images and _NO_IMAGE.match(text_of(block)) is not None
        if block.getparent() is None or not (images or notice):
            continue
        caption = _take_caption(block, images)
        for image in images or [None]:
            position = len(found.figures)
            said = split_caption((image.get("title", "") if image is not None else "") or caption)
            address = page.absolute(image.get("src", "")) if image is not None else ""
            missing = None if address else _MISSING
            alt = image.get("alt", "") if image is not None else ""
            found.figures.append(
                FoundFigure(position, address, alt, said.caption, said.credit, missing=missing)
            )
            mark = block.makeelement("figure", {"data-figure": str(position)})
            block.addprevious(mark)
            if image is not None:
                remove(image)
        if notice or not text_of(block):
            remove(block)


def _take_caption(block: HtmlElement, images: list[HtmlElement]) -> str:
    """The words under an image: the emphatic paragraph after it, or what shares its paragraph."""
    own = text_of(block) if images and block.tag == "p" else ""
    if own and len(own) < 400:
        for child in list(block):
            if child.tag != "img" and child.find(".//img") is None:
                remove(child)
        block.text = None
        for image in images:
            image.tail = None
        return own
    after = block.getnext()
    if after is not None and after.tag == "p" and _is_emphatic(after) and len(text_of(after)) < 600:
        words = text_of(after)
        remove(after)
        return words
    return ""


def _is_emphatic(block: HtmlElement) -> bool:
    """Whether a block is wholly bold or italic, as captions in print views are."""
    loud = "".join(text_of(e) for e in block if e.tag in {"strong", "em", "b", "i"})
    return bool(loud) and len(loud) >= 0.9 * len(text_of(block))


def _take_head(body: HtmlElement, found: _Found) -> None:
    """Byline, date and other short fields that stand before the story; leading rules go."""
    for block in list(body)[:6]:
        words = text_of(block)
        if block.tag == "figure":
            continue
        if block.tag == "hr":
            remove(block)
        elif _BYLINE.match(words) and len(words) < 100 and not words.endswith("."):
            found.facts.setdefault("author", words)
            remove(block)
        elif (
            (said := _FIELD.match(words))
            and len(words) < 200
            and _fact(said.group(1)) in {"author", "date", "publisher", "section", "source"}
        ):
            found.facts.setdefault(_fact(said.group(1)), said.group(2))
            if _fact(said.group(1)) == "source" and (address := _ADDRESS.search(words)):
                found.source_url = found.source_url or address.group()
            remove(block)
        elif len(words) < 40 and re.search(r"\d{4}", words) and moment(words):
            found.facts.setdefault("date", words)
            remove(block)
        else:
            return
