"""Web archives in one file: MHTML (RFC 2557), a mail whose parts are a page and its images."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from typing import Final
from urllib.parse import urljoin

from tearsheet.article.clipping import Original
from tearsheet.clip.dates import moment
from tearsheet.clip.page import decoded
from tearsheet.clip.sources.draft import Draft
from tearsheet.clip.sources.further import MOST_PAGES, joined
from tearsheet.clip.sources.markup import read_page
from tearsheet.clip.sources.saved import Origin
from tearsheet.errors import WrongKind

_MARKUP: Final = frozenset({"text/html", "application/xhtml+xml"})


def is_mhtml(content: bytes) -> bool:
    """Whether bytes begin as a mail with parts does."""
    head = content[:4000].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def read_mhtml(address: str, original: Original, *, as_it_is: bool = False) -> Draft:
    """The article in an MHTML file, with the images that lie in it. Raises WrongKind."""
    mail = email.message_from_bytes(original.content, policy=email.policy.default)
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    pages = [part for part in leaves if part.get_content_type() in _MARKUP]
    if not pages:
        raise WrongKind(address, "there is no page in this web archive file")
    place = _header(pages[0], "Content-Location") or _header(mail, "Snapshot-Content-Location")
    origin = Origin(place if place.startswith("http") else "", moment(str(mail.get("Date", ""))))
    parts = {
        called: _content(part)
        for part in leaves
        if part is not pages[0]
        for name in _names(part)
        for called in (name, urljoin(origin.address, name))
    }
    by_place = {_header(part, "Content-Location"): part for part in pages[1:]}
    drafts: list[Draft] = []
    part: EmailMessage | None = pages[0]
    while part is not None and len(drafts) < MOST_PAGES:
        markup = decoded(_content(part), part.get("Content-Type", "text/html"))
        drafts.append(read_page(address, markup, original, origin, parts, as_it_is=as_it_is))
        place = drafts[-1].next_page
        origin, part = replace(origin, address=place), by_place.pop(place, None)
    return replace(joined(drafts), original=drafts[0].original)


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _names(part: EmailMessage) -> list[str]:
    """What a page calls a part: its place, or its number as a cid: URL (RFC 2392)."""
    place, number = _header(part, "Content-Location"), _header(part, "Content-ID")
    return [*([place] if place else []), *([f"cid:{number.strip('<>')}"] if number else [])]


def _header(part: EmailMessage, name: str) -> str:
    return "".join(str(part.get(name, "")).split())
