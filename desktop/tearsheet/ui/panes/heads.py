"""What rows and cells of articles share: headings over groups, and the ground."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from tearsheet.ui.models.article_list import HEAD

HEAD_HEIGHT: Final = 28


def below_head(area: QRect, index: QModelIndex | QPersistentModelIndex) -> QRect:
    """What of a row is left for the article, under the heading that it may begin with."""
    return area if index.data(HEAD) is None else area.adjusted(0, HEAD_HEIGHT, 0, 0)


def paint_head(painter: QPainter, area: QRect, name: str, tokens: dict[str, str]) -> None:
    """Paint a heading over the whole width."""
    painter.fillRect(area, QColor(tokens["panel"]))
    painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens["line"]))
    font = QFont(painter.font())
    font.setPixelSize(12)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(tokens["ink2"]))
    words = area.adjusted(14, 0, -14, 0)
    shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


def paint_ground(painter: QPainter, area: QRect, tokens: dict[str, str], *, chosen: bool) -> None:
    """Paint the ground of a row or a cell, with the line below it."""
    painter.fillRect(area, QColor(tokens["sel" if chosen else "card"]))
    painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens["line"]))
