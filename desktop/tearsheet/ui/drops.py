"""What is dropped or pasted, as things to clip."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from tearsheet.article.source_link import SourceLink
from tearsheet.errors import NotALink


def links_in(given: QMimeData) -> list[SourceLink]:
    """The links in a drop or a paste; none where it holds no link."""
    if given.hasUrls():
        said = [url.toString() for url in given.urls()]
    else:
        said = given.text().splitlines() if given.hasText() else []
    links = []
    for line in said:
        try:
            links.append(SourceLink.parse(line))
        except NotALink:
            return []
    return links


def markup_in(given: QMimeData) -> bytes | None:
    """The HTML in a drop or a paste, in UTF-8, or None."""
    return given.html().encode() if given.hasHtml() and given.html().strip() else None
