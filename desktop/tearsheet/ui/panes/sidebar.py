"""The sidebar: the shelves with their counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tearsheet.article.article import Shelf
from tearsheet.reading.look import colours
from tearsheet.ui.models.sidebar import COUNT, ICON, SidebarModel
from tearsheet.ui.theme import icon


class Sidebar(QListView):
    """Chooses a shelf.

    chosen  the Shelf
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName("Shelves")
        self.setMinimumWidth(150)
        self.shelves = SidebarModel(self)
        self.setModel(self.shelves)
        self._delegate = _ShelfDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setCurrentIndex(self.shelves.index(0))
        self.selectionModel().currentChanged.connect(
            lambda now, _: self.chosen.emit(self.shelves.shelves[now.row()])
        )

    def choose(self, shelf: Shelf) -> None:
        """Choose a shelf as a person would."""
        self.setCurrentIndex(self.shelves.index(self.shelves.shelves.index(shelf)))

    def dress(self, theme: str) -> None:
        """Paint in a theme's colours."""
        self._delegate.theme = theme
        self.viewport().update()


class _ShelfDelegate(QStyledItemDelegate):
    theme = "light"

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 (Qt's own)
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 (Qt's own)
    ) -> QSize:
        return QSize(100, 26)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tokens, area = colours(self.theme), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens["sel"]))
            painter.drawRoundedRect(area, 6, 6)
        icon(index.data(ICON), tokens["ink2"]).paint(
            painter, QRect(area.left() + 8, area.top() + 5, 16, 16)
        )
        font = painter.font()
        font.setBold(chosen)
        painter.setFont(font)
        count = f"{index.data(COUNT):,}" if index.data(COUNT) else ""
        room = painter.fontMetrics().horizontalAdvance(count) + 16
        words = area.adjusted(32, 0, -room, 0)
        painter.setPen(QColor(tokens["ink"]))
        name = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QColor(tokens["ink3"]))
        painter.drawText(
            area.adjusted(0, 0, -8, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            count,
        )
        painter.restore()
