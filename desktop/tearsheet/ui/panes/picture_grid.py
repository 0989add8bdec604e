"""Articles side by side, each a picture with its headline below it."""

from __future__ import annotations

import re
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tearsheet.article.article import Card
from tearsheet.article.ids import ArticleId
from tearsheet.reading.look import colours
from tearsheet.ui.drops import drag_articles
from tearsheet.ui.models.article_list import CARD, THUMBNAIL, ArticleListModel
from tearsheet.ui.panes.card_delegate import facts_line
from tearsheet.ui.panes.writing import Marker, paint_lines
from tearsheet.ui.theme import SERIF

_Index = QModelIndex | QPersistentModelIndex
_CELL: Final = (196, 222)
_PICTURE_HEIGHT: Final = 132


class _Grid(QAbstractTableModel):
    """A list model's rows, laid in lines of several."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.source: ArticleListModel | None = None
        self.across = 1

    def attach(self, source: ArticleListModel) -> None:
        self.source = source
        source.modelAboutToBeReset.connect(self.beginResetModel)
        source.modelReset.connect(self.endResetModel)
        source.rowsInserted.connect(self._again)
        source.rowsRemoved.connect(self._again)
        source.dataChanged.connect(self._repaint)

    def lay(self, across: int) -> None:
        if across != self.across:
            self.beginResetModel()
            self.across = across
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        count = self.source.rowCount() if self.source else 0
        return 0 if parent.isValid() else -(-count // self.across)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else self.across

    def row_of(self, index: _Index) -> int:
        return index.row() * self.across + index.column()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's own)
        row = self.row_of(index)
        if self.source is None or row >= self.source.rowCount():
            return None
        return self.source.data(self.source.index(row, 0), role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.source is None or self.row_of(index) >= self.source.rowCount():
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def _again(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def _repaint(self, first: QModelIndex, last: QModelIndex) -> None:
        top = self.index(first.row() // self.across, 0)
        self.dataChanged.emit(top, self.index(last.row() // self.across, self.across - 1))


class PictureGrid(QTableView):
    """The same articles as a list shows, as pictures; as many across as there is room for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("articles")
        self.setAccessibleName("Articles as pictures")
        self.grid = _Grid(self)
        self.setModel(self.grid)
        self.painter_of_cells = _PictureDelegate(self)
        self.setItemDelegate(self.painter_of_cells)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_CELL[1])
        self.setShowGrid(False)
        self.setDragEnabled(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def chosen(self) -> frozenset[ArticleId]:
        """The articles that are selected."""
        source = self.grid.source
        if source is None:
            return frozenset()
        ranges = self.selectionModel().selection()
        found: list[ArticleId] = []
        for part in (ranges.at(number) for number in range(ranges.count())):
            for line in range(part.top(), part.bottom() + 1):
                start = line * self.grid.across
                found += source.ids_between(start + part.left(), start + part.right())
        return frozenset(found)

    def current_row(self) -> int:
        """The list's row that has the keyboard; -1 where none has."""
        index = self.currentIndex()
        return self.grid.row_of(index) if index.isValid() else -1

    def choose(self, row: int) -> None:
        """Select an article by its row in the list, and scroll to it."""
        self.setCurrentIndex(self.grid.index(row // self.grid.across, row % self.grid.across))

    def wear(self, theme: str) -> None:
        """Paint in a theme's colours."""
        self.painter_of_cells.theme = theme
        self.viewport().update()

    def mark(self, what: re.Pattern[str] | None) -> None:
        """Mark what was searched for in the headlines."""
        self.painter_of_cells.marks = what
        self.viewport().update()

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803 (Qt's own)
        """Drag what is selected; copy by default, move with Shift."""
        drag_articles(self, self.chosen(), supportedActions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay as many across as there is room for; what was chosen stays so."""
        row = self.current_row()
        across = max(1, self.viewport().width() // _CELL[0])
        if across != self.grid.across:
            self.grid.lay(across)
            if row >= 0:
                self.selectionModel().blockSignals(True)
                self.choose(row)
                self.selectionModel().blockSignals(False)
        super().resizeEvent(event)


class _PictureDelegate(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = "light"
        self.marks: re.Pattern[str] | None = None
        self._headline = QFont()
        self._headline.setFamilies(list(SERIF))
        self._headline.setPixelSize(13)
        self._headline.setWeight(QFont.Weight.DemiBold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, area = colours(self.theme), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, QColor(tokens["card"]))
        card: Card | None = index.data(CARD)
        if card is not None:
            inside = area.adjusted(5, 5, -5, -5)
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens["sel"]))
                painter.drawRoundedRect(inside, 7, 7)
            self._paint_picture(painter, inside, index.data(THUMBNAIL), tokens)
            self._write(painter, inside, card, tokens)
        painter.restore()

    @staticmethod
    def _paint_picture(
        painter: QPainter, inside: QRect, picture: QImage | None, tokens: dict[str, str]
    ) -> None:
        place = QRectF(inside.left() + 6, inside.top() + 6, inside.width() - 12, _PICTURE_HEIGHT)
        outline = QPainterPath()
        outline.addRoundedRect(place, 5, 5)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(place, QColor(tokens["panel"]))
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            scale = max(place.width() / picture.width(), place.height() / picture.height())
            shown = QRectF(0, 0, place.width() / scale, place.height() / scale)
            shown.moveCenter(QRectF(picture.rect()).center())
            painter.drawImage(place, picture, shown)
        painter.restore()

    def _write(self, painter: QPainter, inside: QRect, card: Card, tokens: dict[str, str]) -> None:
        words = inside.adjusted(8, _PICTURE_HEIGHT + 12, -8, -4)
        painter.setFont(self._headline)
        painter.setPen(QColor(tokens["ink"]))
        title = card.title or card.source_url
        rtl, marker = card.direction == "rtl", Marker(self.marks, self.theme)
        below = paint_lines(painter, words, title, 2, rtl=rtl, marker=marker)
        font = QFont()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(tokens["ink2"]))
        line = QRect(words.left(), below + 2, words.width(), 16)
        said = painter.fontMetrics().elidedText(
            facts_line(card), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
