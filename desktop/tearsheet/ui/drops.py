"""What is dropped or pasted, as things to clip."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget

from tearsheet.article.ids import ArticleId
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


ARTICLES = "application/x-tearsheet-articles"
"""Articles of this library under way within the window: their ids as JSON."""


def articles_given(ids: Iterable[ArticleId]) -> QMimeData:
    """Articles as something to drag."""
    given = QMimeData()
    given.setData(ARTICLES, json.dumps(sorted(ids)).encode())
    return given


def articles_in(given: QMimeData) -> frozenset[ArticleId]:
    """The articles that are dragged."""
    said = json.loads(bytes(given.data(ARTICLES).data()) or b"[]")
    return frozenset(ArticleId(id_) for id_ in said)


def drag_articles(source: QWidget, ids: Iterable[ArticleId], actions: Qt.DropAction) -> None:
    """Drag articles out of a widget: copied by default, moved with Shift."""
    drag = QDrag(source)
    drag.setMimeData(articles_given(ids))
    drag.exec(actions, Qt.DropAction.CopyAction)
