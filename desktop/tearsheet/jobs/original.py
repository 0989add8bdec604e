"""The untouched original of an article, made ready to be looked at."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from tearsheet.article.ids import ArticleId
from tearsheet.errors import NoSuchArticle

if TYPE_CHECKING:
    from tearsheet.library import Library

PDF: Final = "application/pdf"
POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)
"""The Content-Security-Policy of an original: it runs nothing and fetches nothing."""


@dataclass(frozen=True, slots=True)
class Original:
    """An original as it can be shown.

    media_type  "application/pdf", or "text/html;charset=utf-8" for all else
    """

    media_type: str
    content: bytes


def read_original(library: Library, article: ArticleId) -> Original:
    """The original of an article's newest revision. Raises NoSuchArticle where there is none."""
    digest = library.articles.article(article).original
    content = library.blobs.get(digest) if digest else None
    if digest is None or content is None:
        raise NoSuchArticle(str(article))
    media_type = library.articles.blob_type(digest) or ""
    if content[:1024].find(b"%PDF-") >= 0:
        return Original(PDF, content)
    return Original("text/html;charset=utf-8", _markup(content, media_type).encode())


def _markup(content: bytes, media_type: str) -> str:
    from tearsheet.clip.page import decoded  # its parsers are slow to import
    from tearsheet.clip.sources import MARKUP

    kind = media_type.split(";", maxsplit=1)[0].strip().lower()
    if kind == "multipart/related":
        mail = email.message_from_bytes(content, policy=email.policy.default)
        pages = [part for part in mail.walk() if part.get_content_type() in MARKUP]
        payloads = ((part, part.get_payload(decode=True)) for part in pages)
        return "".join(
            decoded(payload, part.get("Content-Type", "text/html"))
            for part, payload in payloads
            if isinstance(payload, bytes)
        )
    if kind in MARKUP:
        return decoded(content, media_type)
    return f'<pre style="white-space:pre-wrap">{escape(decoded(content, media_type))}</pre>'
