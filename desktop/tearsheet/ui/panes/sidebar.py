"""The sidebar: shelves, collections and tags with their counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from tearsheet.article.place import EVERYTHING, Place
from tearsheet.reading.look import colours
from tearsheet.ui.models.sidebar import COLOUR, COUNT, ICON, PLACE, SidebarModel
from tearsheet.ui.tag_colours import tag_colour
from tearsheet.ui.theme import icon

_Index = QModelIndex | QPersistentModelIndex
_ROW, _HEADING = 26, 32


class Sidebar(QTreeView):
    """Chooses a place.

    chosen  the Place
    asked   a Place or None (a heading), and the menu to fill for it
    """

    chosen = Signal(object)
    asked = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName("Shelves, collections and tags")
        self.setMinimumWidth(150)
        self.places = SidebarModel(self)
        self.setModel(self.places)
        self.setItemDelegate(_Heights(self))
        self.setHeaderHidden(True)
        self.setIndentation(18)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self._theme = "light"
        self._wanted = EVERYTHING
        self.choose(EVERYTHING)
        self.expandAll()
        self.places.rowsInserted.connect(self._grown)
        self.selectionModel().currentChanged.connect(self._choose)

    def choose(self, place: Place) -> None:
        """Choose a place as a person would."""
        self.setCurrentIndex(self.places.index_of(place))

    def dress(self, theme: str) -> None:
        """Paint in a theme's colours."""
        self._theme = theme
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with what lies under the pointer."""
        index = self.indexAt(event.pos())
        menu = QMenu(self)
        self.asked.emit(index.data(PLACE) if index.isValid() else None, menu)
        if menu.actions():
            menu.popup(event.globalPos())

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One row over the whole width; a section's own rows stand as far left as the shelves."""
        tokens, area = colours(self._theme), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(PLACE) is None:
            self._draw_heading(painter, area, index, tokens)
        else:
            self._draw_place(painter, area, index, tokens)
        painter.restore()

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """The rows draw their own."""

    def _draw_heading(
        self, painter: QPainter, area: QRect, index: _Index, tokens: dict[str, str]
    ) -> None:
        font = painter.font()
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tokens["ink3"]))
        words = area.adjusted(16, 8, -8, -2)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))

    def _draw_place(
        self, painter: QPainter, area: QRect, index: _Index, tokens: dict[str, str]
    ) -> None:
        row = area.adjusted(8, 0, -8, 0)
        chosen = self.selectionModel().isSelected(index.sibling(index.row(), 0))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens["sel"]))
            painter.drawRoundedRect(row, 6, 6)
        left = row.left() + 8 + self.indentation() * self._depth(index)
        if self.model().rowCount(index.sibling(index.row(), 0)):
            self._draw_arrow(painter, left - 8, row.center().y(), index, tokens)
        self._draw_sign(painter, QRect(left, row.top() + 5, 16, 16), index, tokens)
        font = painter.font()
        font.setBold(chosen)
        painter.setFont(font)
        count = f"{index.data(COUNT):,}" if index.data(COUNT) else ""
        room = painter.fontMetrics().horizontalAdvance(count) + 16
        words = QRect(left + 24, row.top(), row.right() - room - left - 24, row.height())
        painter.setPen(QColor(tokens["ink"]))
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QColor(tokens["ink3"]))
        painter.drawText(
            row.adjusted(0, 0, -8, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            count,
        )

    def _draw_sign(
        self, painter: QPainter, area: QRect, index: _Index, tokens: dict[str, str]
    ) -> None:
        given = index.data(COLOUR)
        if given is None:
            icon(index.data(ICON), tokens["ink2"]).paint(painter, area)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tag_colour(given, str(index.data()), self._theme).dot))
        painter.drawEllipse(area.adjusted(3, 3, -4, -4))

    def _draw_arrow(
        self, painter: QPainter, x: int, y: int, index: _Index, tokens: dict[str, str]
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens["ink3"]))
        opened = self.isExpanded(index.sibling(index.row(), 0))
        points = [(-3, -1), (3, -1), (0, 3)] if opened else [(-1, -3), (3, 0), (-1, 3)]
        painter.drawPolygon(QPolygonF([QPointF(x + a, y + b) for a, b in points]))

    @staticmethod
    def _depth(index: _Index) -> int:
        depth = 0
        above = index.parent()
        while above.isValid():
            depth += 1
            above = above.parent()
        return max(depth - 1, 0)

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        place = now.data(PLACE)
        if isinstance(place, Place):
            self._wanted = place
            self.chosen.emit(place)

    def _grown(self, parent: QModelIndex) -> None:
        """New rows are shown, and the place that was chosen stays so when its row is new."""
        self.expand(parent)
        if not self.currentIndex().isValid():
            index = self.places.index_of(self._wanted)
            if index.isValid():
                self.setCurrentIndex(index)


class _Heights(QStyledItemDelegate):
    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 (Qt's own)
        index: _Index,
    ) -> QSize:
        return QSize(100, _HEADING if index.data(PLACE) is None else _ROW)
