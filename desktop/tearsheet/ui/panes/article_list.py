"""The article list: a place's articles as cards, as a table or as pictures, under a head."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from tearsheet.article.article import Shelf
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.article.view import Column, Layout, View
from tearsheet.reading.look import colours
from tearsheet.ui.models.article_list import ArticleListModel
from tearsheet.ui.panes.article_table import ArticleTable
from tearsheet.ui.panes.picture_grid import PictureGrid
from tearsheet.ui.panes.type_ahead import TypeAhead
from tearsheet.ui.panes.view_menu import OrderButton, ViewButton, fill_columns
from tearsheet.ui.theme import named

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
    """A place's articles.

    opened  the ArticleId of the one a person chose
    picked  the selection is another
    viewed  the View that a person wants
    asked   a menu to fill for the selection
    typed   the beginning of a title to go to
    suggested  a search that a person takes instead of one that found nothing
    """

    opened = Signal(int)
    picked = Signal()
    viewed = Signal(object)
    asked = Signal(object)
    typed = Signal(str)
    suggested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("list")
        self.setMinimumWidth(220)
        self._shelf, self._count = named(QLabel(""), "shelf"), named(QLabel(""), "count")
        self.order, self.look = OrderButton(self), ViewButton(self)
        self.table, self.pictures = ArticleTable(self), PictureGrid(self)
        self._empty = named(
            QLabel("", alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True), "empty"
        )
        self._stack = QStackedLayout()
        for part in (self.table, self._empty, self.pictures):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addLayout(self._stack)
        self._model: ArticleListModel | None = None
        self._view, self._theme = View(), "light"
        self._name, self._is_searched = "", False
        self._listen()
        self.head("All articles", EVERYTHING, View())

    def _listen(self) -> None:
        for shown in (self.table, self.pictures):
            shown.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            shown.customContextMenuRequested.connect(self._ask_menu)
            TypeAhead(shown).typed.connect(self.typed)
        self._empty.linkActivated.connect(self.suggested)
        self.order.chosen.connect(self._order_by)
        self.look.chosen.connect(self.viewed)
        self.table.ordered.connect(self._order_by)
        self.table.shaped.connect(self._shape)
        across = self.table.horizontalHeader()
        across.customContextMenuRequested.connect(self._ask_columns)

    def _head(self) -> QWidget:
        head = named(QWidget(self), "listHead")
        head.setFixedHeight(38)
        line = QHBoxLayout(head)
        line.setContentsMargins(14, 0, 8, 0)
        line.addWidget(self._shelf)
        line.addWidget(self._count)
        line.addStretch()
        line.addWidget(self.order)
        line.addWidget(self.look)
        return head

    @property
    def name(self) -> str:
        """The name over the list."""
        return self._name

    @property
    def place(self) -> Place:
        """The place whose articles are listed."""
        return self._model.place if self._model is not None else EVERYTHING

    @property
    def what_is_listed(self) -> str:
        """All that is listed, in words: "All of Harbours", "All found in Harbours"."""
        return f"All {'found in' if self._is_searched else 'of'} “{self._name}”"

    @property
    def shown(self) -> ArticleTable | PictureGrid:
        """The table or the pictures, whichever is seen."""
        return self.pictures if self._view.layout is Layout.PICTURES else self.table

    def head(self, name: str, place: Place, view: View) -> None:
        """Name the place whose articles are shown, and show them so."""
        self._empty.setText(
            _EMPTY.get(place.shelf, "Nothing lies here yet.\n\nDrag articles here from a list.")
        )
        if place.query:
            self._empty.setText("Nothing here answers this search.")
        self._is_searched = bool(place.query)
        self._name = name
        self.order.offer(place, view.order)
        self.look.offer(view)
        by_hand = view.order is Order.OWN and place.collection is not None
        self._view = view
        self.table.wear(view, self._theme, by_hand=by_hand)
        self._tell_count()
        self._show_part()

    def suggest(self, searches: list[str]) -> None:
        """Offer searches that would find something, where nothing was found."""
        if searches and self._is_searched:
            links = ", ".join(f'<a href="{escape(one)}">{escape(one)}</a>' for one in searches)
            self._empty.setText(f"Nothing here answers this search.<br><br>Did you mean {links}?")

    def attach(self, model: ArticleListModel) -> None:
        """Show this model's articles."""
        self._model = model
        model.held = self._held
        self.table.attach(model)
        self.pictures.grid.attach(model)
        for shown in (self.table, self.pictures):
            shown.selectionModel().currentChanged.connect(self._open)
            shown.selectionModel().selectionChanged.connect(self.picked)
        model.modelReset.connect(self.picked)
        for told in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.counted):
            told.connect(self._tell_count)

    def refuse(self, why: str) -> None:
        """Show a sentence in place of a list that cannot be had."""
        self._empty.setText(why)
        self._stack.setCurrentWidget(self._empty)

    def chosen(self) -> frozenset[ArticleId]:
        """The articles that are selected."""
        return self.shown.chosen() if self._model is not None else frozenset()

    def listed(self, most: int) -> list[ArticleId]:
        """The selected articles if they are several, else the listed ones; so many at most."""
        chosen = self.chosen()
        if self._model is None or len(chosen) > 1:
            return sorted(chosen, reverse=True)[:most]
        return self._model.ids_between(0, most - 1)

    def select_all(self) -> None:
        """Select every article of the place, also those whose rows are still to come."""
        if self._model is not None and not self._model.is_whole:
            once = Qt.ConnectionType.SingleShotConnection
            self._model.counted.connect(self.shown.selectAll, once)
        self.shown.selectAll()

    def current_row(self) -> int:
        """The row that has the keyboard; -1 where none has."""
        return self.shown.current_row()

    def _held(self) -> ArticleId | None:
        return self._model.id_at(self.current_row()) if self._model is not None else None

    def choose(self, row: int) -> None:
        """Select a row as a person would, and scroll to it."""
        if self._model is not None and row >= 0:
            self.shown.choose(row)

    def dress(self, theme: str) -> None:
        """Paint in a theme's colours."""
        self._theme = theme
        self.table.wear(self._view, theme)
        self.pictures.wear(theme)
        self.look.dress(colours(theme)["ink2"])

    def wear_tags(self, colours_of: dict[str, str]) -> None:
        """Give the tags on the cards the colours that they were given, by name."""
        self.table.cards.tag_colours = colours_of
        self.table.viewport().update()

    def mark(self, what: re.Pattern[str] | None) -> None:
        """Mark this in the headlines."""
        for shown in (self.table, self.pictures):
            shown.mark(what)

    def _ask_menu(self, at: QPoint) -> None:
        if self.chosen():
            menu = QMenu(self)
            self.asked.emit(menu)
            menu.popup(self.shown.viewport().mapToGlobal(at))

    def _ask_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        fill_columns(menu, self._view, self.viewed.emit)
        menu.popup(self.table.horizontalHeader().mapToGlobal(at))

    def _order_by(self, order: Order) -> None:
        self.viewed.emit(replace(self._view, order=order))

    def _shape(self, columns: tuple[Column, ...], widths: tuple[int, ...]) -> None:
        self.viewed.emit(replace(self._view, columns=columns, widths=widths))

    def _open(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self._model is None or not now.isValid() or now.model() is not self.shown.model():
            return
        id_ = self._model.id_at(self.current_row())
        if id_ is not None:
            self.opened.emit(id_)

    def _tell_count(self) -> None:
        count = self._model.rowCount() if self._model is not None else 0
        said = self._model.count if self._model is not None else ""
        if self._is_searched:
            self._shelf.setText(f"{said} found")
            self._count.setText(f"in {self._name}")
        else:
            self._shelf.setText(self._name)
            self._count.setText(said if count else "")
        self._show_part()

    def _show_part(self) -> None:
        full = self._model is None or self._model.rowCount() > 0
        self._stack.setCurrentWidget(self.shown if full else self._empty)
