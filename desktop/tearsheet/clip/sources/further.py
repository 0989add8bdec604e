"""Articles that go on over several pages: which page is the next, and the pages as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from tearsheet.article.clipping import Original
from tearsheet.article.figure import FoundFigure
from tearsheet.article.text import folded
from tearsheet.clip.embeds import CARD
from tearsheet.clip.page import Page
from tearsheet.clip.sanitise import sanitised
from tearsheet.clip.sources.draft import Draft

MOST_PAGES: Final = 30
_NUMBER: Final = re.compile(
    r"(?:[-_,./](?:page|pagina|seite|sida|side|strona|pg|p|s)?[-_,/]?\d{1,3})(?=(?:\.\w{2,5})?/?$)",
    re.I,
)
_ASKED: Final = frozenset({"page", "p", "pg", "pagina", "seite", "start", "paged", "offset"})
_MARK: Final = re.compile(r'data-figure="(\d+)"')


def next_page(page: Page) -> str:
    """The address of the page on which an article goes on (rel=next), or empty.

    Sites point from post to post in the same way, so only an address that differs from this
    one's by a page number counts.
    """
    for link in page.root.xpath("//*[self::link or self::a][@rel and @href]"):
        if "next" in link.get("rel").lower().split():
            address = page.absolute(link.get("href")).split("#", maxsplit=1)[0]
            if address != page.address and _unnumbered(address) == _unnumbered(page.address):
                return address
    return ""


def goes_on(first: Draft, further: Draft) -> bool:
    """Whether a page is of the same article as the first, by its headline."""
    return folded(first.facts.title) == folded(further.facts.title) and bool(further.text)


def with_notice(draft: Draft, address: str, reason: str) -> Draft:
    """A draft that ends with the link to its next page and why that page is not here."""
    words = f"The article goes on here; this page could not be had. {reason}"
    card = f'<aside {CARD}><a href="{escape(address)}">{escape(words)}</a></aside>'
    return replace(draft, body=draft.body + sanitised(card))


def joined(drafts: Sequence[Draft]) -> Draft:
    """The pages of an article as one: the first one's facts, everyone's story.

    The original is an MHTML file (RFC 2557) of all pages as they were served.
    """
    first = drafts[0]
    if len(drafts) == 1:
        return first
    bodies: list[str] = []
    figures: list[FoundFigure] = []
    for draft in drafts:
        bodies.append(_renumbered(draft, figures))
    return replace(
        first,
        body="".join(bodies),
        text="\n\n".join(draft.text for draft in drafts),
        figures=figures,
        links=[link for draft in drafts for link in draft.links],
        original=_together([draft.original for draft in drafts]),
        doubt=None,
    )


def _renumbered(draft: Draft, figures: list[FoundFigure]) -> str:
    """A page's body with its figures numbered on, those that an earlier page has left out."""
    had = {figure.source_url for figure in figures if figure.source_url}
    places: dict[int, int] = {}
    for figure in draft.figures:
        if figure.source_url not in had:
            places[figure.position] = len(figures)
            figures.append(replace(figure, position=len(figures)))
    body = re.sub(
        r'<figure data-figure="(\d+)"></figure>',
        lambda found: found.group() if int(found.group(1)) in places else "",
        draft.body,
    )
    return _MARK.sub(lambda found: f'data-figure="{places.get(int(found.group(1)), 0)}"', body)


def _together(originals: list[Original]) -> Original:
    mail = EmailMessage(policy=SMTP)
    mail["Snapshot-Content-Location"] = originals[0].final_address
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = 'multipart/related; type="text/html"'
    for original in originals:
        part = EmailMessage(policy=SMTP)
        part.set_content(original.content, "text", "html", cte="base64")
        kind = original.media_type or "text/html"
        part.replace_header("Content-Type", kind)
        part["Content-Location"] = original.final_address
        mail.attach(part)
    return replace(originals[0], content=mail.as_bytes(), media_type="multipart/related")


def _unnumbered(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name.lower() not in _ASKED]
    path = re.sub(r"/(?:index\.\w+)?$", "", parts.path)
    return parts.netloc, _NUMBER.sub("", path).rstrip("/"), urlencode(asked)
