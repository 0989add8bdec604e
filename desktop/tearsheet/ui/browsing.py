"""Where a person is in the library: the place that is listed, its order, what is searched in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.library import Library
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.models.article_list import ArticleListModel
from tearsheet.ui.panes.article_list import ArticleList
from tearsheet.ui.panes.sidebar import Sidebar
from tearsheet.ui.searching import SearchBox, in_javascript, marks


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the window that a browser joins."""

    sidebar: Sidebar
    search: SearchBox
    listed: ArticleList


class Browser(QObject):
    """Joins sidebar, search box and list.

    hinted    sentences on what of a search was not understood; empty where all was
    marked    what to mark in the article, a JavaScript regular expression or empty
    searched  whether anything is searched for
    """

    hinted = Signal(str)
    marked = Signal(str)
    searched = Signal(bool)

    def __init__(
        self,
        library: Library,
        lanes: Lanes,
        parts: Parts,
        orders: tuple[tuple[str, str], ...],
        parent: QObject,
    ) -> None:
        """Take the parts in hand; ``orders`` are those that places were left in."""
        super().__init__(parent)
        self._library, self._lanes = library, lanes
        self._sidebar, self._box, self._list = parts.sidebar, parts.search, parts.listed
        self._orders, self._search_order = dict(orders), Order.BEST
        self.place = EVERYTHING
        self.model = ArticleListModel(library, lanes, self)
        self._list.attach(self.model)
        self._sidebar.chosen.connect(self.go)
        self._list.ordered.connect(self._take_order)
        self._box.textChanged.connect(lambda _: self._search())
        self._box.left.connect(self._go_to_list)

    @property
    def orders(self) -> tuple[tuple[str, str], ...]:
        """The orders that places were given, to be kept."""
        return tuple(self._orders.items())

    def go(self, place: Place) -> None:
        """List a place, and in it what is searched for."""
        self.place = place
        typed = self._box.text() if self._box.text().strip() else ""
        asked = replace(place, query=typed)
        order = self._search_order if typed else self._order_of(place)
        name = self._sidebar.places.name_of(place)
        self.model.show(asked, order)
        self._list.head(f"Found in {name}" if typed else name, asked, order)

    def leave(self, place: Place) -> None:
        """Go back to all articles from a place that is about to go."""
        if self.place == place:
            self._sidebar.choose(EVERYTHING)

    def step(self, by: int) -> None:
        """Go to another row of the list."""
        if self.model.rowCount():
            row = self._list.table.currentIndex().row() + by
            self._list.choose(max(0, min(row, self.model.rowCount() - 1)))

    def index(self) -> None:
        """Take into the index what it does not know yet, behind everything else."""
        index, lanes = self._library.index, self._lanes
        if index is not None:
            lanes.behind(lambda: index.catch_up(lambda: lanes.is_closed), self._indexed)

    def _indexed(self, taken_in: int) -> None:
        """What the index did not know yet may belong to what is shown."""
        if taken_in:
            self.model.again()

    def _search(self) -> None:
        """Every keystroke asks anew; an older answer is never shown."""
        understood = self._library.articles.understood(self._box.text())
        found = marks(understood.words)
        self._list.mark(found if understood.words else None)
        self.marked.emit(in_javascript(found) if understood.words else "")
        self.searched.emit(bool(self._box.text().strip()))
        self.hinted.emit(" ".join(understood.hints))
        self.go(self.place)

    def _go_to_list(self) -> None:
        self._list.table.setFocus()
        if self._list.table.currentIndex().row() < 0:
            self._list.choose(0)

    def _order_of(self, place: Place) -> Order:
        kept = self._orders.get(repr(place), "")
        return Order(kept) if kept in {order.value for order in Order} else Order.NEWEST

    def _take_order(self, order: Order) -> None:
        """Order the list otherwise; its place remembers it."""
        if self.model.place.query:
            self._search_order = order
        else:
            self._orders[repr(self.place)] = order.value
        self.go(self.place)
