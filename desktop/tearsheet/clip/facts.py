"""Headline, byline, dates and publisher: from JSON-LD, then meta elements, then the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from dateutil import parser as dates

from tearsheet.article.byline import joined, people
from tearsheet.article.clipping import Facts
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.page import Page, text_of

_ARTICLE: Final = re.compile(r"Article|BlogPosting|Report|Review|LiveBlog|Recipe|TechArticle", re.I)
_RTL: Final = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"})
# "Headline | The Paper", "Headline - The Paper".
_SITE_AFTER: Final = re.compile(r"\s+[|–—·»-]\s+([^|–—·»]{2,40})$")


def read_facts(page: Page) -> Facts:
    """What the page says about itself."""
    said = {**_from_page(page), **_from_meta(page), **_from_json(page)}
    title, publisher = _title(page, said), said.get("publisher", "")
    host = SourceLink(page.address).host
    language = _language(page, said)
    return Facts(
        title=title,
        byline=joined(people(said.get("byline", ""))),
        publisher=publisher or host,
        section=said.get("section", ""),
        canonical_url=_canonical(page),
        published_at=moment(said.get("published", "")),
        modified_at=moment(said.get("modified", "")),
        language=language,
        direction=_direction(page, language),
        lead_image=page.absolute(said["image"]) if said.get("image") else "",
    )


def is_paywalled(page: Page) -> bool:
    """Whether the page says it is not whole for all (schema.org isAccessibleForFree)."""
    return any(
        str(thing.get("isAccessibleForFree", "")).lower() == "false" for thing in _things(page)
    )


def moment(written: str) -> datetime | None:
    """A moment as a page writes it, ISO 8601 first; None where it cannot be told.

    One without a time zone is taken as UTC.
    """
    text = written.strip()
    if not re.search(r"\d{4}", text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = dates.parse(text, default=datetime(2000, 1, 1, tzinfo=UTC), tzinfos=_zone)
        except (ValueError, OverflowError, TypeError):
            return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _zone(name: str, offset: int | None) -> timezone:
    """The zone of a name in RFC 2822, section 4.3; other names are ambiguous and taken as UTC."""
    hours = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
    return timezone(timedelta(seconds=offset) if offset else timedelta(hours=hours.get(name, 0)))


def _things(page: Page) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object on the page, those inside graphs and lists too."""
    for script in page.root.xpath("//script[contains(@type, 'ld+json')]/text()"):
        try:
            waiting = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, list):
                waiting.extend(reversed(thing))
            elif isinstance(thing, dict):
                yield thing
                waiting.append(thing.get("@graph", []))


def _from_json(page: Page) -> dict[str, str]:
    for thing in _things(page):
        if _ARTICLE.search(str(thing.get("@type", ""))):
            said = {
                "title": _word(thing.get("headline") or thing.get("name")),
                "byline": _names(thing.get("author") or thing.get("creator")),
                "publisher": _word(thing.get("publisher")),
                "section": _word(thing.get("articleSection")),
                "published": _word(thing.get("datePublished")),
                "modified": _word(thing.get("dateModified")),
                "image": _word(thing.get("image"), "url"),
                "language": _word(thing.get("inLanguage")),
            }
            return {name: value for name, value in said.items() if value}
    return {}


def _word(value: Any, field: str = "name") -> str:  # noqa: ANN401 (JSON of any shape)
    if isinstance(value, list):
        return _word(value[0], field) if value else ""
    if isinstance(value, dict):
        return _word(value.get(field) or value.get("@id"), field)
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _names(value: Any) -> str:  # noqa: ANN401 (JSON of any shape)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_names, value)))
    return _word(value)


_META: Final = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "byline": ("author", "article:author_name", "parsely-author", "dc.creator", "byl"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "citation_publisher"),
    "section": ("article:section", "parsely-section"),
    "published": (
        "article:published_time",
        "datepublished",
        "parsely-pub-date",
        "dc.date",
        "date",
        "pubdate",
    ),
    "modified": ("article:modified_time", "datemodified", "last-modified"),
    "image": ("og:image", "twitter:image", "og:image:url"),
    "language": ("content-language",),
}


def _from_meta(page: Page) -> dict[str, str]:
    given: dict[str, str] = {}
    for meta in page.root.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in meta.get(attribute, "").lower().split():
                given.setdefault(name, " ".join(meta.get("content", "").split()))
    said = {
        fact: next((given[name] for name in names if given.get(name)), "")
        for fact, names in _META.items()
    }
    return {fact: value for fact, value in said.items() if value}


def _from_page(page: Page) -> dict[str, str]:
    found = {
        "byline": "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') "
        "or contains(@class, 'author-name')]",
        "published": "//time[@datetime][not(ancestor::aside)]",
    }
    byline = next(
        (text for e in page.root.xpath(found["byline"]) if 2 < len(text := text_of(e)) < 80), ""
    )
    published = next((e.get("datetime") for e in page.root.xpath(found["published"])), "")
    return {"byline": byline, "published": published}


def _title(page: Page, said: dict[str, str]) -> str:
    """The headline: what metadata say, unless a heading shows that they added the site's name."""
    headings = [text_of(h) for h in page.root.xpath("//h1[not(ancestor::header/ancestor::nav)]")]
    in_head = page.root.find(".//title")
    named = said.get("title") or (text_of(in_head) if in_head is not None else "")
    for heading in headings:
        if heading and (named.startswith(heading) or heading == named):
            return heading
    cut = _SITE_AFTER.search(named)
    if cut and (cut.group(1).casefold() in said.get("publisher", "").casefold() or not headings):
        named = named[: cut.start()]
    return named or next(filter(None, headings), "")


def _canonical(page: Page) -> str:
    hrefs = page.root.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    named = page.root.xpath("//meta[@property='og:url']/@content")
    found = next((page.absolute(href) for href in [*hrefs, *named] if href.strip()), "")
    return found if found.startswith("http") else ""


def _language(page: Page, said: dict[str, str]) -> str:
    tag = (page.root.get("lang") or said.get("language") or "").split(",")[0].strip()
    return tag.replace("_", "-") if re.fullmatch(r"[A-Za-z]{2,3}([-_]\w+)*", tag) else ""


def _direction(page: Page, language: str) -> str:
    body = page.root.find("body")
    written = page.root.get("dir") or (body.get("dir") if body is not None else "") or ""
    if written.lower() in {"ltr", "rtl"}:
        return written.lower()
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _RTL else "ltr"
