"""Where a person is in the library: the place that is listed, its order, what is searched in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from tearsheet.article.ids import ArticleId
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.article.view import View
from tearsheet.library import marks, parse
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.models.article_list import ArticleListModel
from tearsheet.ui.panes.article_list import ArticleList
from tearsheet.ui.panes.sidebar import Sidebar
from tearsheet.ui.searching import SearchBox, in_javascript

if TYPE_CHECKING:
    from tearsheet.library import Library

_SEEN: Final = 2_000
"""Articles to be indexed from which on a person is told: it takes seconds."""


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
    arranged  articles to put at a place in the order by hand of the collection that is shown
    indexing  how many articles the index has taken in, and how many it is to take in
    laid_out  the Layout of what is shown
    """

    hinted = Signal(str)
    marked = Signal(str)
    arranged = Signal(object, int)
    indexing = Signal(int, int)
    laid_out = Signal(object)

    def __init__(
        self,
        library: Library,
        lanes: Lanes,
        parts: Parts,
        views: dict[str, View],
        parent: QObject,
    ) -> None:
        """Take the parts in hand; ``views`` are those that places were left in, by their keys."""
        super().__init__(parent)
        self._library, self._lanes = library, lanes
        self._sidebar, self._box, self._list = parts.sidebar, parts.search, parts.listed
        self._views, self._search_order = dict(views), Order.BEST
        self.place, self._says_indexing = EVERYTHING, False
        self.model = ArticleListModel(library, lanes, self)
        self._list.attach(self.model)
        self._sidebar.chosen.connect(self.go)
        self._list.viewed.connect(self._take_view)
        self._list.typed.connect(self._go_to_title)
        self.model.dropped.connect(self._arrange)
        self.model.modelReset.connect(self._look_for_words)
        self._list.suggested.connect(self._box.set_query)
        self._box.asked.connect(self._search)
        self._box.completing.connect(self._complete)
        self._box.left.connect(self._go_to_list)

    def go(self, place: Place) -> None:
        """List a place, and in it what is searched for."""
        self.place = place
        typed = self._box.query if self._box.query.strip() else ""
        asked = replace(place, query=typed)
        view = self._views.get(place.key, View())
        if typed:
            view = replace(view, order=self._search_order)
        name = self._sidebar.places.name_of(place)
        self.model.show(asked, view)
        self._list.head(name, asked, view)
        self.laid_out.emit(view.layout)

    def leave(self, place: Place) -> None:
        """Go back to all articles from a place that is about to go."""
        if self.place == place:
            self._sidebar.choose(EVERYTHING)

    def step(self, by: int) -> None:
        """Go to another row of the list."""
        if self.model.rowCount():
            row = self._list.current_row() + by
            self._list.choose(max(0, min(row, self.model.rowCount() - 1)))

    def shift(self, by: int) -> None:
        """Move the selection up or down in a collection that is ordered by hand."""
        chosen, last = self._list.chosen(), self.model.rowCount() - 1
        if self.model.view.order is not Order.OWN or self.place.collection is None or not chosen:
            return
        rows = [self.model.row_of(id_) for id_ in chosen]
        row = max(min(rows) - 1, 0) if by < 0 else min(max(rows) + 2, last + 1)
        self._arrange(chosen, row)

    def index(self) -> None:
        """Take into the index what it does not know yet, behind everything else."""
        index, lanes = self._library.index, self._lanes
        if index is not None:
            lanes.behind(
                lambda: index.catch_up(lambda: lanes.is_closed, self._tell_indexing), self._indexed
            )

    def _tell_indexing(self, done: int, total: int) -> None:
        """Between batches, on the thread that takes in."""
        if total > _SEEN:
            self._lanes.tell(lambda: self._say_indexing(done, total))

    def _say_indexing(self, done: int, total: int) -> None:
        self._says_indexing = done < total
        self.indexing.emit(done, total)

    def _indexed(self, taken_in: int) -> None:
        """What the index did not know yet may belong to what is shown."""
        if self._says_indexing:
            self._say_indexing(taken_in, taken_in)
        index, lanes = self._library.index, self._lanes
        if taken_in and index is not None:
            self.model.again()
            lanes.behind(lambda: index.tidy(lambda: lanes.is_closed))

    def _search(self) -> None:
        """Every keystroke asks anew; an older answer is never shown."""
        understood = parse(self._box.query, datetime.now().astimezone())
        words = understood.words()
        found = marks(words)
        self._list.mark(found if words else None)
        self.marked.emit(in_javascript(found) if words else "")
        self.hinted.emit(" ".join(understood.hints))
        self.go(self.place)

    def _complete(self, field: str, value: str) -> None:
        """Offer names for a field that is being typed."""
        places = self._sidebar.places
        if field == "tag":
            self._box.offer([tag.name for tag in places.tags])
        elif field == "in":
            self._box.offer([each.name for each in places.collections])
        else:
            library = self._library
            self._lanes.look("names", lambda: library.finding.names(field, value), self._box.offer)

    def _look_for_words(self) -> None:
        """Where a search finds nothing, offer those that would."""
        query, library = self.model.place.query, self._library
        if query and not self.model.rowCount():
            self._lanes.look("nearest", lambda: library.finding.nearest(query), self._list.suggest)

    def _go_to_list(self) -> None:
        self._list.shown.setFocus()
        if self._list.current_row() < 0:
            self._list.choose(0)

    def _take_view(self, view: View) -> None:
        """Show the list otherwise; its place remembers it, but for the order of a search."""
        before = self.model.view
        kept = view
        if self.model.place.query:
            self._search_order = view.order
            kept = replace(view, order=self._views.get(self.place.key, View()).order)
        self._views[self.place.key] = kept
        if not self._library.is_read_only:
            place = self.place
            self._lanes.write(lambda: self._library.views.keep(place, kept))
        if (before.order, before.group) != (view.order, view.group):
            self.go(self.place)
        else:
            # The rows are the same: to fetch them anew would take the selection away.
            self.model.view = view
            self._list.head(self._list.name, self.model.place, view)
            self.laid_out.emit(view.layout)

    def _go_to_title(self, beginning: str) -> None:
        place, row = self.model.place, self._list.current_row()
        titled = self._library.shelves.titled
        self._lanes.look(
            "title",
            lambda: titled(place, beginning),
            lambda ids: self._list.choose(self.model.first_of(ids, max(row, 0))),
        )

    def _arrange(self, articles: frozenset[ArticleId], row: int) -> None:
        """Put articles before a row of a collection that is ordered by hand."""
        ids = self.model.ids_between(0, self.model.rowCount() - 1)
        moved = [id_ for id_ in ids if id_ in articles]
        before = sum(id_ not in articles for id_ in ids[:row])
        if moved:
            self.arranged.emit(moved, before)
