"""The article list: one row a card, as many as there are."""

from __future__ import annotations

import itertools
import re
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStackedLayout,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tearsheet.article.article import Shelf
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.ui.models.article_list import ArticleListModel
from tearsheet.ui.panes.card_delegate import ROW_HEIGHT, CardDelegate
from tearsheet.ui.theme import named

ORDERS = {
    Order.BEST: "Best match",
    Order.NEWEST: "Newest first",
    Order.OLDEST: "Oldest first",
    Order.PUBLISHED: "By date of publication",
    Order.TITLE: "By title",
    Order.PUBLISHER: "By publisher",
    Order.BYLINE: "By byline",
    Order.LONGEST: "Longest first",
    Order.SHORTEST: "Shortest first",
    Order.OWN: "By hand",
}
_EMPTY: dict[Shelf | None, str] = {
    Shelf.ALL: "Nothing here yet.\n\n"
    "Press Ctrl+N to clip a page, or drop a link or a file on this window.",
    Shelf.UNREAD: "Everything is read.",
    Shelf.STARRED: "Nothing is starred.",
    Shelf.ARCHIVE: "The archive is empty.",
    Shelf.ATTENTION: "Nothing needs your attention.",
    Shelf.TRASH: "The trash is empty.",
}


class ArticleList(QWidget):
    """A shelf's articles.

    opened  the ArticleId of the one a person chose
    picked  the selection is another
    ordered  an Order was chosen
    asked   a menu to fill for the selection
    """

    opened = Signal(int)
    picked = Signal()
    ordered = Signal(object)
    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("list")
        self.setMinimumWidth(220)
        self._shelf, self._count = named(QLabel(""), "shelf"), named(QLabel(""), "count")
        self._order = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._order.setAccessibleName("Order of the list")
        self._order.setMenu(QMenu(self))
        head = self._head()
        self.table = _table(self)
        self._delegate = CardDelegate(self)
        self.table.setItemDelegate(self._delegate)
        self._empty = named(
            QLabel("", alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True), "empty"
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(self._stack)
        self._model: ArticleListModel | None = None
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._ask_menu)
        self.head("All articles", EVERYTHING, Order.NEWEST)

    def _head(self) -> QWidget:
        head = named(QWidget(self), "listHead")
        head.setFixedHeight(38)
        line = QHBoxLayout(head)
        line.setContentsMargins(14, 0, 8, 0)
        line.addWidget(self._shelf)
        line.addWidget(self._count)
        line.addStretch()
        line.addWidget(self._order)
        return head

    def head(self, name: str, place: Place, order: Order) -> None:
        """Name the place whose articles are shown, and their order."""
        self._shelf.setText(name)
        self._empty.setText(
            _EMPTY.get(place.shelf, "Nothing lies here yet.\n\nDrag articles here from a list.")
        )
        self._order.setText(f"{ORDERS[order]} ▾")
        menu = self._order.menu()
        menu.clear()
        for choice, words in ORDERS.items():
            fits = {Order.OWN: place.collection is not None, Order.BEST: bool(place.query)}
            if fits.get(choice, True):
                menu.addAction(words, partial(self.ordered.emit, choice))

    def attach(self, model: ArticleListModel) -> None:
        """Show this model's articles."""
        self._model = model
        self.table.setModel(model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentChanged.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self.picked)
        model.modelReset.connect(self.picked)
        for told in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            told.connect(self._tell_count)

    def refuse(self, why: str) -> None:
        """Show a sentence in place of a list that cannot be had."""
        self._empty.setText(why)
        self._stack.setCurrentIndex(1)

    def chosen(self) -> frozenset[ArticleId]:
        """The articles that are selected."""
        if self._model is None:
            return frozenset()
        # By ranges: a hundred thousand rows may be one of them.
        ranges = self.table.selectionModel().selection()
        parts = (ranges.at(number) for number in range(ranges.count()))
        found = [self._model.ids_between(part.top(), part.bottom()) for part in parts]
        return frozenset(itertools.chain.from_iterable(found))

    def choose(self, row: int) -> None:
        """Select a row as a person would, and scroll to it."""
        if self._model is not None:
            self.table.setCurrentIndex(self._model.index(row, 0))

    def dress(self, theme: str) -> None:
        """Paint in a theme's colours."""
        self._delegate.theme = theme
        self.table.viewport().update()

    def wear_tags(self, colours_of: dict[str, str]) -> None:
        """Give the tags on the cards the colours that they were given, by name."""
        self._delegate.tag_colours = colours_of
        self.table.viewport().update()

    def mark(self, what: re.Pattern[str] | None) -> None:
        """Mark this in the headlines."""
        self._delegate.marks = what
        self.table.viewport().update()

    def _ask_menu(self, at: QPoint) -> None:
        if self.chosen():
            menu = QMenu(self)
            self.asked.emit(menu)
            menu.popup(self.table.viewport().mapToGlobal(at))

    def _open(self, now: QModelIndex, _before: QModelIndex) -> None:
        id_ = self._model.id_at(now.row()) if self._model and now.isValid() else None
        if id_ is not None:
            self.opened.emit(id_)

    def _tell_count(self) -> None:
        if self._model is None:
            return
        count = self._model.rowCount()
        self._count.setText(f"{count:,}" if count else "")
        self._stack.setCurrentIndex(0 if count else 1)


def _table(parent: QWidget) -> QTableView:
    # A QTableView shows and resets a million rows in milliseconds; QListView lays out each one.
    table = QTableView(parent)
    table.setObjectName("articles")
    table.setAccessibleName("Articles")
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.setShowGrid(False)
    table.setDragEnabled(True)
    table.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return table
