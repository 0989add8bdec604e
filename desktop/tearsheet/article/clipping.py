"""A clipping: what clip made of a page, not yet filed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tearsheet.article.figure import FoundFigure


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a body: where it points and the words it stands on."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """The untouched bytes an article was made of, and how they came.

    media_type     as the server or the file's name says, with its charset if there is one
    final_address  where the bytes came from in the end, after redirects
    status         HTTP status, or None where no server was asked
    saved_at       when a saved or archived page was saved, where it says so
    """

    content: bytes
    media_type: str
    final_address: str
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about itself; empty or None where it does not say.

    byline         the people, joined with ", "
    published_at   with time zone where the page gives one
    language       a BCP 47 tag, as "en" or "zh-Hant"
    direction      "ltr" or "rtl"
    lead_image     address of the image that stands for the page
    keywords       what the page files itself under, in its own words
    licence        the licence's address or name, as the page gives it
    """

    title: str = ""
    byline: str = ""
    publisher: str = ""
    section: str = ""
    dateline: str = ""
    canonical_url: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str = ""
    direction: str = "ltr"
    lead_image: str = ""
    keywords: tuple[str, ...] = ()
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Clipping:
    """An article as clip made it: everything the library files, and nothing it must look up.

    source_url  where it was clipped from, as given
    body        sanitised HTML; a figure stands in it as ``<figure data-figure="N">``
    text        the body's words without captions, paragraphs apart by an empty line
    """

    source_url: str
    facts: Facts
    body: str
    text: str
    original: Original
    figures: tuple[FoundFigure, ...] = ()
    links: tuple[Link, ...] = field(default=())
    extractor: str = ""
