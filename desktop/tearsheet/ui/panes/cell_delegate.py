"""Paints one cell of the table of articles."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tearsheet.article.article import Card
from tearsheet.article.view import Column
from tearsheet.reading.look import colours
from tearsheet.ui.models.article_list import CARD, COLUMNS
from tearsheet.ui.panes.heads import below_head, paint_ground
from tearsheet.ui.panes.writing import Marker

_SEARCHED: Final = {Column.TITLE, Column.BYLINE, Column.PUBLISHER}
_NUMBERS: Final = {Column.WORDS, Column.MISSING}
_GAP: Final = 14


class CellDelegate(QStyledItemDelegate):
    """Paints cells in the colours of a theme; the titles of unread articles stand out."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = "light"
        self.marks: re.Pattern[str] | None = None

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One cell; only its ground until its card has come."""
        tokens, area = colours(self.theme), below_head(QRect(option.rect), index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        paint_ground(painter, area, tokens, chosen=chosen)
        card: Card | None = index.data(CARD)
        if card is not None:
            self._write(painter, area, card, index, tokens)
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        area: QRect,
        card: Card,
        index: QModelIndex | QPersistentModelIndex,
        tokens: dict[str, str],
    ) -> None:
        column = COLUMNS[index.column()]
        is_title = column is Column.TITLE
        if is_title and not card.is_read and card.failure is None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens["accent"]))
            painter.drawEllipse(QRectF(area.left() + 4, area.center().y() - 2.5, 6, 6))
        font = QFont()
        font.setPixelSize(13)
        font.setWeight(QFont.Weight.DemiBold if is_title else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(tokens["ink" if is_title else "ink2"]))
        words = area.adjusted(_GAP if is_title else 6, 0, -6, 0)
        text = f"★ {index.data()}" if is_title and card.is_starred else str(index.data())
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        if column in _SEARCHED and card.direction == "ltr":
            top = words.center().y() - painter.fontMetrics().height() // 2 + 1
            Marker(self.marks, self.theme).paint(painter, words.left(), top, shown)
        side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, shown)
