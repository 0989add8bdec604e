"""Web archives in one file: MHTML (RFC 2557), a mail whose parts are a page and its images."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from urllib.parse import urljoin

from tearsheet.article.clipping import Original
from tearsheet.clip.dates import moment
from tearsheet.clip.page import decoded
from tearsheet.clip.sources.draft import Draft
from tearsheet.clip.sources.markup import read_page
from tearsheet.clip.sources.saved import Origin
from tearsheet.errors import WrongKind


def is_mhtml(content: bytes) -> bool:
    """Whether bytes begin as a mail with parts does."""
    head = content[:4000].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def read_mhtml(address: str, original: Original, *, as_it_is: bool = False) -> Draft:
    """The article in an MHTML file, with the images that lie in it. Raises WrongKind."""
    mail = email.message_from_bytes(original.content, policy=email.policy.default)
    page: EmailMessage | None = None
    parts: dict[str, bytes] = {}
    for part in mail.walk():
        if part.is_multipart():
            continue
        if page is None and part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            page = part
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            for name in _names(part):
                parts.setdefault(name, content)
    if page is None:
        raise WrongKind(address, "there is no page in this web archive file")
    place = _header(page, "Content-Location") or _header(mail, "Snapshot-Content-Location")
    content = page.get_payload(decode=True)
    markup = decoded(
        content if isinstance(content, bytes) else b"",
        f"text/html; charset={page.get_content_charset('utf-8')}",
    )
    origin = Origin(place if place.startswith("http") else "", moment(str(mail.get("Date", ""))))
    absolute = {urljoin(origin.address, name): held for name, held in parts.items()}
    together = {**parts, **absolute}
    return read_page(address, markup, original, origin, together, as_it_is=as_it_is)


def _names(part: EmailMessage) -> list[str]:
    """What a page calls a part: its place, or its number as a cid: URL (RFC 2392)."""
    place, number = _header(part, "Content-Location"), _header(part, "Content-ID")
    return [*([place] if place else []), *([f"cid:{number.strip('<>')}"] if number else [])]


def _header(part: EmailMessage, name: str) -> str:
    return "".join(str(part.get(name, "")).split())
