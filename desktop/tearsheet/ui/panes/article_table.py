"""Articles under each other, as cards or as a table with columns, with headings over groups."""

from __future__ import annotations

import itertools
import re
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tearsheet.article.ids import ArticleId
from tearsheet.article.place import Order
from tearsheet.article.view import Column, Layout, View
from tearsheet.reading.look import colours
from tearsheet.ui.drops import drag_articles
from tearsheet.ui.models.article_list import COLUMNS, ArticleListModel
from tearsheet.ui.panes.card_delegate import CardDelegate, card_height
from tearsheet.ui.panes.cell_delegate import CellDelegate
from tearsheet.ui.panes.heads import HEAD_HEIGHT, paint_head

SORTS: Final = {
    Column.TITLE: Order.TITLE,
    Column.BYLINE: Order.BYLINE,
    Column.PUBLISHER: Order.PUBLISHER,
    Column.SECTION: Order.SECTION,
    Column.PUBLISHED: Order.PUBLISHED,
    Column.CLIPPED: Order.NEWEST,
    Column.WORDS: Order.LONGEST,
    Column.MISSING: Order.MISSING,
    Column.LANGUAGE: Order.LANGUAGE,
}
"""What a click on a column's head orders by; the next click turns it round."""
_WIDTHS: Final = {
    Column.TITLE: 220,
    Column.BYLINE: 112,
    Column.PUBLISHER: 112,
    Column.PUBLISHED: 88,
    Column.CLIPPED: 124,
    Column.WORDS: 64,
    Column.MISSING: 108,
    Column.LANGUAGE: 76,
}
_USUAL_WIDTH: Final = 110


class ArticleTable(QTableView):
    """Rows of a list model; a million of them are shown and reset in milliseconds.

    ordered  an Order was chosen at the head of a column
    shaped   the columns and their widths are others now, as a person left them
    """

    ordered = Signal(object)
    shaped = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("articles")
        self.setAccessibleName("Articles")
        self.cards, self._cells = CardDelegate(self), CellDelegate(self)
        self.setItemDelegate(self.cards)
        self._view, self._theme = View(), "light"
        self._model: ArticleListModel | None = None
        self._is_shaping = False
        self._given: tuple[tuple[Column, ...], tuple[int, ...]] = ((), ())
        self._raised: list[int] = []
        self._set_up_heads()
        self._set_up_rows()

    def _set_up_heads(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionsMovable(True)
        across.setSectionsClickable(True)
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.sectionClicked.connect(self._sort)
        across.sectionMoved.connect(self._tell_shape)
        across.sectionResized.connect(self._tell_shape)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(20)

    def _set_up_rows(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDragDropOverwriteMode(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def attach(self, model: ArticleListModel) -> None:
        """Show this model's articles."""
        self._model = model
        self.setModel(model)
        model.modelReset.connect(self._make_room_for_heads)
        self.wear(self._view, self._theme)

    def wear(self, view: View, theme: str, *, by_hand: bool = False) -> None:
        """Show the articles so, in a theme's colours.

        by_hand  whether rows may be let fall between others
        """
        self._view, self._theme = view, theme
        self.cards.theme = self._cells.theme = theme
        self.cards.is_dense, self.cards.pictures = view.is_dense, view.pictures
        is_table = view.layout is Layout.TABLE
        self.setItemDelegate(self._cells if is_table else self.cards)
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.DragDrop if by_hand else mode.DragOnly)
        self._lay_columns()
        self._make_room_for_heads()
        self.viewport().update()

    def mark(self, what: re.Pattern[str] | None) -> None:
        """Mark what was searched for in the headlines, and in a table in the names."""
        self.cards.marks = self._cells.marks = what
        self.viewport().update()

    def chosen(self) -> frozenset[ArticleId]:
        """The articles that are selected."""
        if self._model is None:
            return frozenset()
        # By ranges: a hundred thousand rows may be one of them.
        ranges = self.selectionModel().selection()
        parts = (ranges.at(number) for number in range(ranges.count()))
        found = [self._model.ids_between(part.top(), part.bottom()) for part in parts]
        return frozenset(itertools.chain.from_iterable(found))

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803 (Qt's own)
        """Drag what is selected, by its ranges; copy by default, move with Shift."""
        drag_articles(self, self.chosen(), supportedActions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title takes the room that the other columns leave, until a person sizes them."""
        super().resizeEvent(event)
        if self._view.layout is Layout.TABLE and not self._view.widths:
            self._is_shaping = True
            self._size_columns(self._view.columns)
            self._is_shaping = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and over them the headings of the groups that begin in sight."""
        super().paintEvent(event)
        heads = self._model.heads() if self._model else {}
        if not heads:
            return
        painter = QPainter(self.viewport())
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        for row in range(first, (self.model().rowCount() if last < 0 else last + 1)):
            if row in heads:
                top = self.rowViewportPosition(row)
                area = QRect(0, top, self.viewport().width(), HEAD_HEIGHT)
                paint_head(painter, area, heads[row], colours(self._theme))
        painter.end()

    def _row_height(self) -> int:
        if self._view.layout is Layout.TABLE:
            return 24 if self._view.is_dense else 32
        return card_height(self._view)

    def _make_room_for_heads(self) -> None:
        height, down = self._row_height(), self.verticalHeader()
        down.setDefaultSectionSize(height)
        # A section that was given a size of its own keeps it when the default changes.
        for row in self._raised:
            down.resizeSection(row, height)
        self._raised = [*self._model.heads()] if self._model else []
        for row in self._raised:
            down.resizeSection(row, height + HEAD_HEIGHT)

    def _lay_columns(self) -> None:
        if self._model is None:
            return
        across, is_table = self.horizontalHeader(), self._view.layout is Layout.TABLE
        shown = self._view.columns if is_table else (Column.TITLE,)
        self._is_shaping = True
        for logical, column in enumerate(COLUMNS):
            self.setColumnHidden(logical, column not in shown)
        mode = QHeaderView.ResizeMode
        across.setSectionResizeMode(mode.Interactive if is_table else mode.Stretch)
        across.setVisible(is_table)
        scroll = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            scroll.ScrollBarAsNeeded if is_table else scroll.ScrollBarAlwaysOff
        )
        for place, column in enumerate(shown):
            across.moveSection(across.visualIndex(COLUMNS.index(column)), place)
        if is_table:
            self._size_columns(shown)
            self._show_sort()
        self._is_shaping = False

    def _size_columns(self, shown: tuple[Column, ...]) -> None:
        kept = dict(zip(shown, self._view.widths, strict=False))
        widths = {each: kept.get(each) or _WIDTHS.get(each, _USUAL_WIDTH) for each in shown}
        if Column.TITLE not in kept:
            others = sum(widths.values()) - widths[Column.TITLE]
            widths[Column.TITLE] = max(_WIDTHS[Column.TITLE], self.viewport().width() - others)
        self._given = (tuple(widths), tuple(widths.values()))
        for column, width in widths.items():
            self.setColumnWidth(COLUMNS.index(column), width)

    def _show_sort(self) -> None:
        across, order = self.horizontalHeader(), self._view.order
        across.setSortIndicatorShown(False)
        for column, sort in SORTS.items():
            if order in {sort, sort.turned}:
                way = Qt.SortOrder
                down = order is sort
                across.setSortIndicator(
                    COLUMNS.index(column), way.AscendingOrder if down else way.DescendingOrder
                )
                across.setSortIndicatorShown(True)

    def _sort(self, logical: int) -> None:
        sort = SORTS.get(COLUMNS[logical])
        if sort is not None:
            self.ordered.emit(sort.turned if self._view.order is sort else sort)

    def _tell_shape(self) -> None:
        if self._is_shaping or self._view.layout is not Layout.TABLE:
            return
        across = self.horizontalHeader()
        logical = [across.logicalIndex(place) for place in range(across.count())]
        shown = [each for each in logical if not self.isColumnHidden(each)]
        columns = tuple(COLUMNS[each] for each in shown)
        widths = tuple(self.columnWidth(each) for each in shown)
        # The head tells late of sizes that it was given here; those are no one's choice.
        if (columns, widths) != self._given:
            self.shaped.emit(columns, widths)

    def current_row(self) -> int:
        """The row that has the keyboard; -1 where none has."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Select a row as a person would, and scroll to it."""
        if self._model is not None:
            index: QModelIndex = self._model.index(row, 0)
            self.setCurrentIndex(index)
