"""Headline, byline, dates and publisher: what the page says for machines, then what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from tearsheet.article.byline import joined, people
from tearsheet.article.clipping import Facts
from tearsheet.article.source_link import SourceLink
from tearsheet.article.text import folded
from tearsheet.clip.dates import moment, moment_in
from tearsheet.clip.furniture import names
from tearsheet.clip.language import direction_of
from tearsheet.clip.page import Page, text_of
from tearsheet.clip.phrases import any_of
from tearsheet.clip.said import Said, marked, value_of, word

# "Headline | The Paper", "Headline - The Paper".
_SITE_AFTER: Final = re.compile(r"\s+(?:[|–—·»›«:]|-{1,2})\s+(?=[^|–—·»›«]{2,45}$)")
_ANCHORS: Final = " ¶#§🔗"
"""What pages put after a heading as the link to it."""
_LONGEST_NAME: Final = 90
_SIGNED: Final = re.compile(
    r"(?<![a-z])(?:byline|author|writer|contributor|autor|auteur|redakteur|firma)"
)
_NOT_SIGNED: Final = re.compile(
    r"comment|bio(?![a-z])|avatar|image|photo|related|author-?(?:box|info|desc|about|card|social|follow|links?)|date|time|title-author|widget"
)


def read_facts(page: Page, said: Said) -> Facts:
    """What the page says about itself: for machines, and to its readers."""
    publisher = _publisher(page, said)
    language = _language(page, said)
    image = word(said.article.get("image"), "url") or said.first(
        "og:image", "og:image:url", "twitter:image", "twitter:image:src"
    )
    return Facts(
        title=_title(page, said, publisher),
        byline=_byline(page, said),
        publisher=publisher or SourceLink(page.address).host,
        section=word(said.article.get("articleSection"))
        or said.first("article:section", "parsely-section"),
        canonical_url=_canonical(page),
        published_at=next(filter(None, map(moment, _published(page, said))), None)
        or moment_in(page),
        modified_at=moment(
            word(said.article.get("dateModified"))
            or said.first(
                "article:modified_time",
                "datemodified",
                "og:updated_time",
                "last-modified",
                "dcterms.modified",
            )
        ),
        language=language,
        direction=_direction(page, language),
        lead_image=page.absolute(image) if image else "",
        keywords=_keywords(said),
        licence=_licence(page, said),
    )


def candidates(page: Page, said: Said) -> dict[str, list[tuple[str, str]]]:
    """What each fact may be, as pairs of where it stands and what stands there, best first."""
    window = page.root.find(".//head/title")
    metas = {
        "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
        "byline": ("author", "article:author", "dc.creator", "citation_author"),
        "published": ("article:published_time", "date", "pubdate", "dc.date"),
        "publisher": ("og:site_name", "dc.publisher", "application-name"),
    }
    found: dict[str, list[tuple[str, str]]] = {
        "title": [
            ("JSON-LD headline", word(said.article.get("headline"))),
            *(("h1", text_of(heading)) for heading in page.root.iter("h1")),
            ("title", text_of(window) if window is not None else ""),
        ],
        "byline": [
            ("JSON-LD author", ", ".join(said.author_names())),
            *(("marked as author", value_of(e)) for e in _author_marks(page)),
            *(("signed on the page", one) for one in _signatures(page)),
        ],
        "published": [
            ("JSON-LD datePublished", word(said.article.get("datePublished"))),
            *(("marked", value_of(e)) for e in marked(page, "datePublished")),
            *(("time", time.get("datetime", "")) for time in page.root.iter("time")),
        ],
        "publisher": [("JSON-LD publisher", said.publisher_name())],
    }
    for fact, names_ in metas.items():
        found[fact] += [(f"meta {name}", said.meta.get(name, "")) for name in names_]
    return {fact: [pair for pair in pairs if pair[1]][:8] for fact, pairs in found.items()}


def _title(page: Page, said: Said, publisher: str) -> str:
    """The headline: what is said for machines, held against the headings and the window's title."""
    headings = [text_of(h).rstrip(_ANCHORS) for h in page.root.iter("h1")]
    shown = [folded(h) for h in headings if h]
    in_head = page.root.find(".//head/title")
    window = text_of(in_head) if in_head is not None else ""
    candidates = [
        said.first("dc:title", "dcterm:title", "dcterms.title", "dc.title", "citation_title"),
        word(said.article.get("headline")),
        said.first("og:title", "weibo:article:title", "parsely-title", "twitter:title"),
        word(said.article.get("name")),
        window,
    ]
    named = [_without_site(one, publisher, shown) for one in candidates if one]
    # What is said for machines must stand in the window's title or in a heading, in other words
    # perhaps: some sites say the same of all their pages.
    seen = [set(folded(one).split()) for one in (*headings, window) if one]
    for one in named:
        words = set(folded(one).split())
        if words and any(len(words & other) >= 0.5 * len(words) for other in seen):
            return _as_headed(one, headings)
    return next(iter(named), "") or next(filter(None, headings), "")


def _as_headed(title: str, headings: list[str]) -> str:
    """The heading that begins a title, where the title goes on with the site's name."""
    for heading in headings:
        if len(folded(heading)) > 0.5 * len(folded(title)) and folded(title).startswith(
            folded(heading)
        ):
            return heading
    return title


def _without_site(title: str, publisher: str, shown: list[str]) -> str:
    """A title without the site's name after it."""
    cut = _SITE_AFTER.search(title)
    if cut is None:
        return title
    before, after = title[: cut.start()], folded(title[cut.end() :])
    names_site = bool(after) and (
        after in folded(publisher) or (folded(publisher) and folded(publisher) in after)
    )
    return before if names_site or folded(before) in shown else title


def _byline(page: Page, said: Said) -> str:
    """The people who wrote it."""
    for given in (
        said.author_names(),
        _meta_authors(said),
        [value_of(e) for e in _author_marks(page)],
        _signatures(page),
    ):
        written = _people(given)
        if written:
            return joined(written)
    return ""


def _meta_authors(said: Said) -> list[str]:
    tried = (
        "dc:creator", "dcterm:creator", "dc.creator", "dcterms.creator", "citation_author",
        "author", "article:author", "og:article:author", "parsely-author", "byl",
        "sailthru.author", "article:author_name",
    )  # fmt: skip
    return [
        given
        for name in tried
        if (given := said.meta.get(name, "")) and not given.startswith("http")
    ][:1]


def _author_marks(page: Page) -> Iterator[HtmlElement]:
    """The elements marked as the author's, as far as they stand in one line with the first."""
    first: HtmlElement | None = None
    for mark in (*marked(page, "author"), *page.root.xpath("//*[@rel='author']")):
        if any("comment" in (p.get("class") or "").lower() for p in mark.iterancestors()):
            continue
        if first is not None and not _in_one_line(first, mark):
            return
        first = mark if first is None else first
        named = [e for e in mark.iter("*") if e.get("itemprop") == "name"]
        yield named[0] if named else mark


def _in_one_line(one: HtmlElement, other: HtmlElement) -> bool:
    above = set(one.iterancestors())
    shared = next((p for p in other.iterancestors() if p in above), None)
    return shared is not None and len(text_of(shared)) < 200


def _signatures(page: Page) -> list[str]:
    """What is signed on the page itself: the first element named as a byline."""
    for element in page.root.xpath("//*[@class or @id][not(self::body)][not(self::html)]"):
        said = names(element)
        if not _SIGNED.search(said) or _NOT_SIGNED.search(said):
            continue
        text = text_of(element)
        if 3 < len(text) < 160:
            links = [text_of(a) for a in element.iter("a") if 3 < len(text_of(a)) < 60]
            inner = [
                text_of(e)
                for e in element.iter("*")
                if e is not element
                and _SIGNED.search((e.get("class") or "").lower())
                and 3 < len(text_of(e)) < 60
            ]
            return [min((*inner, *links[:3], text), key=lambda one: (not _is_name(one), -len(one)))]
    return []


# What is printed after the names: where, when and what they are, and how to reach them.
_AFTER_NAMES: Final = (
    r"\s+(?:[|•·–—]|-)\s+.*$", r"\s*[@#]\w+.*$", r"\s+\(?(?:updated|published|posted|on)\b.*$",
    r"[,\s]*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+\d.*$",
    r"[,\s]*\d{1,2}[./:-]\d.*$",
    r",?\s+(?:[A-Z]\w+ )?(?:editor|reporter|correspondent|staff writer)$",
    r",\s+(?:senior|staff|chief|special|political|editor|reporter|correspondent|writer)\b.*$",
    r",\s+(?:associated press|for )\b.*$",
)  # fmt: skip
_CUT: Final = any_of(_AFTER_NAMES)
_NO_NAMES: Final = (
    "staff", "admin", "administrator", "editors?", "redaktion", "redaction", "webmaster",
    "follow author", "see all.*", "more by.*", r"\d.*",
)  # fmt: skip
_ROLE: Final = any_of(_NO_NAMES, "^", "$")


def _people(given: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for printed in given:
        for name in people(_CUT.sub("", printed)):
            clean = _CUT.sub("", name).strip(" ,")
            if (
                1 < len(clean) <= _LONGEST_NAME
                and not _ROLE.match(clean)
                and not clean.startswith("http")
            ):
                found.append(clean)
    return tuple(dict.fromkeys(found))


def _is_name(text: str) -> bool:
    return 1 < len(text.split()) <= 5 and not any(c.isdigit() for c in text)


def _publisher(page: Page, said: Said) -> str:
    given = said.publisher_name() or said.first(
        "og:site_name",
        "dc.publisher",
        "dc:publisher",
        "citation_publisher",
        "citation_journal_title",
        "application-name",
        "copyright",
    )
    if given and not given.startswith("http"):
        return re.sub(r"^(?:©|\(c\)|copyright)\s*(?:\d{4})?\s*", "", given, flags=re.I)
    return next((value_of(e) for e in marked(page, "publisher") if 1 < len(value_of(e)) < 60), "")


def _published(page: Page, said: Said) -> Iterator[str]:
    yield word(said.article.get("datePublished") or said.article.get("dateCreated"))
    for name in (
        "article:published_time", "og:article:published_time", "datepublished",
        "parsely-pub-date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
        "citation_publication_date", "citation_date", "date", "pubdate", "publishdate",
        "publish-date", "sailthru.date", "article.published", "published-date",
    ):  # fmt: skip
        yield said.meta.get(name, "")
    for thing in said.things:
        yield word(thing.get("datePublished"))
    yield from (value_of(e) for e in marked(page, "datePublished"))
    for time in page.root.iter("time"):
        if time.get("datetime") and not any(
            p.tag in {"aside", "footer"} or "comment" in (p.get("class") or "").lower()
            for p in time.iterancestors()
        ):
            yield time.get("datetime") or ""


def _keywords(said: Said) -> tuple[str, ...]:
    given = said.article.get("keywords") or said.first(
        "news_keywords", "keywords", "parsely-tags", "article:tag"
    )
    listed = given if isinstance(given, list) else str(given or "").split(",")
    words = (" ".join(str(one).split()) for one in listed if isinstance(one, str))
    return tuple(dict.fromkeys(one for one in words if 0 < len(one) <= 60))[:30]


def _licence(page: Page, said: Said) -> str:
    given = word(said.article.get("license"), "url") or said.first("dc.rights", "dcterms.license")
    if given:
        return given
    hrefs = page.root.xpath("//*[@rel='license']/@href")
    return page.absolute(hrefs[0]) if hrefs else ""


def _canonical(page: Page) -> str:
    hrefs = page.root.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    named = page.root.xpath("//meta[@property='og:url']/@content")
    found = next((page.absolute(href) for href in [*hrefs, *named] if href.strip()), "")
    return found if found.startswith("http") else ""


def _language(page: Page, said: Said) -> str:
    body = page.root.find("body")
    tried = (
        page.root.get("lang")
        or page.root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or page.root.get("xml:lang"),
        body.get("lang") if body is not None else "",
        said.first("content-language", "language", "dc.language", "og:locale"),
        word(said.article.get("inLanguage")),
    )
    for given in tried:
        tag = (given or "").split(",")[0].strip().replace("_", "-")
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-\w+)*", tag):
            return tag
    return ""


def _direction(page: Page, language: str) -> str:
    body = page.root.find("body")
    written = page.root.get("dir") or (body.get("dir") if body is not None else "") or ""
    if written.lower() in {"ltr", "rtl"}:
        return written.lower()
    return direction_of(language) if language else ""
