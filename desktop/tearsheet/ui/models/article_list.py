"""The article list as a model: all ids in one array, cards only for what is shown."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage

from tearsheet.article.article import Card
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.article.view import Column, Group, Grouped, View
from tearsheet.library import ChangeSet
from tearsheet.ui.drops import ARTICLES, articles_given, articles_in
from tearsheet.ui.lanes import Lanes

if TYPE_CHECKING:
    from tearsheet.library import Found, Library

CARD = Qt.ItemDataRole.UserRole
THUMBNAIL = Qt.ItemDataRole.UserRole + 1
PASSAGE = Qt.ItemDataRole.UserRole + 3
HEAD = Qt.ItemDataRole.UserRole + 2
"""The name of the group that begins with a row; None where none does."""
COLUMNS = tuple(Column)
NAMES = {
    Column.TITLE: "Title",
    Column.BYLINE: "Byline",
    Column.PUBLISHER: "Publisher",
    Column.SECTION: "Section",
    Column.PUBLISHED: "Published",
    Column.CLIPPED: "Clipped",
    Column.WORDS: "Words",
    Column.MISSING: "Images missing",
    Column.LANGUAGE: "Language",
    Column.TAGS: "Tags",
}
_Index = QModelIndex | QPersistentModelIndex
_PAGE = 60
_KEPT = 1200
_AT_ONCE = 200


class ArticleListModel(QAbstractTableModel):
    """One place's articles. Cards come a page at a time, off the window's thread.

    held     set by the list: the article that a person has chosen in it
    dropped  articles that were let fall between rows: their ids, and the row they are to
             stand before
    counted  it is known now how many there are in all
    """

    dropped = Signal(object, int)
    counted = Signal()

    def __init__(self, library: Library, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._lanes = library, lanes
        self._ids: array[int] = array("q")
        self._rows: dict[int, int] = {}
        self._cards: dict[int, Card] = {}
        self._thumbnails: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._heads: dict[int, str] = {}
        self.place, self.view = EVERYTHING, View()
        self.is_whole = True
        self.held: Callable[[], ArticleId | None] = lambda: None
        self._counted = (0, True)
        self._passages: dict[ArticleId, str] = {}
        self._wanted: list[ArticleId] = []
        self._waits = False

    def show(self, place: Place, view: View) -> None:
        """Show another place, or the same otherwise ordered or grouped."""
        if place.query != self.place.query:
            self._passages.clear()
        self.place, self.view = place, view
        self._waits = True
        self._ask_for_ids()

    def refresh(self, change: ChangeSet) -> None:
        """Take in a commit: touched cards are read again, rows come and go one by one."""
        touched = change.articles or frozenset(map(ArticleId, self._cards))
        for id_ in touched:
            self._cards.pop(id_, None)
            self._thumbnails.pop(id_, None)
        self._asked.clear()
        self._ask_for_ids()
        for id_ in touched:
            if id_ in self._rows:
                self._repaint(self._rows[id_])

    def again(self) -> None:
        """Ask anew which articles belong here; selection and scroll stay."""
        self._ask_for_ids()

    def id_at(self, row: int) -> ArticleId | None:
        """The article in a row, or None past the end."""
        return ArticleId(self._ids[row]) if 0 <= row < len(self._ids) else None

    def ids_between(self, first: int, last: int) -> list[ArticleId]:
        """The articles of these rows, the last one included."""
        return [ArticleId(id_) for id_ in self._ids[max(first, 0) : last + 1]]

    def first_of(self, ids: Iterable[ArticleId], after: int) -> int:
        """The row of the first of these from a row on, or from the top; -1 if none is here."""
        rows = sorted(self._rows[id_] for id_ in ids if id_ in self._rows)
        return next((row for row in rows if row >= after), rows[0] if rows else -1)

    def row_of(self, id_: ArticleId) -> int:
        """The row of an article; -1 if it is not in this place."""
        return self._rows.get(id_, -1)

    def heads(self) -> dict[int, str]:
        """The names of the groups by the rows that they begin with."""
        return self._heads

    def card(self, id_: ArticleId) -> Card | None:
        """The card of an article if it has been read."""
        return self._cards.get(id_)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Rows in all."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Every column there is; cards show only the first and paint the whole of it."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's own)
        """A row's title, its card or its thumbnail; None until the card has come."""
        row = index.row()
        if not 0 <= row < len(self._ids):
            return None
        if role == HEAD:
            return self._heads.get(row)
        id_ = ArticleId(self._ids[row])
        card = self._cards.get(id_)
        if card is None:
            self._ask(row // _PAGE)
            return None
        return self._told(id_, card, role, index.column())

    def _told(
        self, id_: ArticleId, card: Card, role: int, column: int
    ) -> Card | QImage | str | None:
        """What is known of an article for a role."""
        if role == CARD:
            return card
        if role == THUMBNAIL:
            return self._thumbnails.get(id_)
        if role == PASSAGE:
            return self._passage(id_)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return said(card, COLUMNS[column])
        return None

    def _passage(self, id_: ArticleId) -> str | None:
        if self.place.query and id_ not in self._passages:
            self._ask_for_passage(id_)
        return self._passages.get(id_)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 (Qt's own)
        """The names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return NAMES[COLUMNS[section]]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be dragged to the sidebar, and fall between rows where they stand by hand."""
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        return flags if index.isValid() else flags | Qt.ItemFlag.ItemIsDropEnabled

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,  # noqa: ARG002 (Qt's own)
        row: int,
        column: int,  # noqa: ARG002
        parent: _Index,
    ) -> bool:
        """Tell of articles that fell between rows."""
        given = articles_in(data)
        if given and not parent.isValid():
            self.dropped.emit(given, row if row >= 0 else len(self._ids))
        # The list is arranged by the library, and no row is to be taken out of it here.
        return False

    def mimeTypes(self) -> list[str]:
        """What is dragged from the list."""
        return [ARTICLES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The articles of these rows."""
        ids = (self.id_at(index.row()) for index in indexes)
        return articles_given(id_ for id_ in ids if id_ is not None)

    def supportedDragActions(self) -> Qt.DropAction:
        """Copy by default, move with Shift."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    @property
    def count(self) -> str:
        """How many articles there are in all, as far as that is known yet."""
        if self.is_whole:
            return f"{len(self._ids):,}"
        count, is_exact = self._counted
        return f"{max(count, len(self._ids)):,}{'' if is_exact else '+'}"

    def _ask_for_ids(self) -> None:
        """Ask what belongs here. What fits on the screen comes first, then the order of the
        best where that takes longer, then all the rest under it.
        """
        place, view, library = self.place, self.view, self._library

        def grouped() -> Grouped:
            ids = library.shelves.at(place, view.order)
            if view.group is Group.NONE:
                return Grouped(ids, [])
            return library.views.grouped(ids, view.group, view.order)

        if self._waits and view.group is Group.NONE:
            first = partial(library.shelves.first, place, view.order, _PAGE)
            self._lanes.look("ids", first, self._take_first, first=True)
        else:
            take = self._replace if self._waits else self._merge
            self._lanes.look("ids", grouped, lambda found: self._take_all(found, take))

    def _take_first(self, found: Found) -> None:
        self.is_whole = len(found.ids) < _PAGE
        self._counted = (found.count or 0, found.is_exact)
        self._replace(Grouped([ArticleId(id_) for id_ in found.ids], []))
        if not found.is_ranked:
            best = partial(self._library.shelves.best, self.place)
            self._lanes.look("ids", best, self._take_best, first=True)
        elif not self.is_whole:
            self._ask_for_ids()

    def _take_best(self, ids: list[ArticleId]) -> None:
        """Put the rows in the order of the best; the one that a person chose stays in its row."""
        held = self.held()
        row = self._rows.get(held, -1) if held is not None else -1
        if held is not None and row >= 0:
            ids = [id_ for id_ in ids if id_ != held]
            ids.insert(min(row, len(ids)), held)
        self._merge(Grouped(ids, []))
        if not self.is_whole:
            self._ask_for_ids()

    def _take_all(self, found: Grouped, take: Callable[[Grouped], None]) -> None:
        grew = not self.is_whole
        self.is_whole = True
        if take == self._merge and self.view.order is Order.BEST and not found.heads:
            found = Grouped(self._as_they_stand(found.ids), [])
        take(found)
        if grew:
            self.counted.emit()

    def _as_they_stand(self, ids: list[ArticleId]) -> list[ArticleId]:
        """The answer of a search with the rows that a person sees where they are."""
        there = set(ids)
        stand = [ArticleId(id_) for id_ in self._ids if id_ in there]
        rest = [(row, id_) for row, id_ in enumerate(ids) if id_ not in self._rows]
        if len(rest) > _AT_ONCE:
            return [*stand, *(id_ for _, id_ in rest)]
        for row, id_ in rest:
            stand.insert(row, id_)
        return stand

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        ids = [ArticleId(id_) for id_ in self._ids[page * _PAGE : (page + 1) * _PAGE]]
        self._lanes.look(f"cards {page}", lambda: self._read(ids), self._take, first=True)

    def _ask_for_passage(self, id_: ArticleId) -> None:
        """Ask for the passages of the rows that are painted, all of them in one look."""
        if not self._wanted:
            QTimer.singleShot(0, self, self._ask_for_passages)
        self._wanted.append(id_)
        self._passages[id_] = ""

    def _ask_for_passages(self) -> None:
        ids, query = self._wanted, self.place.query
        self._wanted = []
        library = self._library
        self._lanes.look(
            f"passages {ids[0]}",
            lambda: library.finding.passages(ids, query),
            lambda found: self._take_passages(query, found),
        )

    def _read(self, ids: list[ArticleId]) -> list[tuple[Card, QImage | None]]:
        read = []
        for card in self._library.shelves.cards(ids):
            content = self._library.blobs.get(card.thumbnail) if card.thumbnail else None
            read.append((card, QImage.fromData(content) if content else None))
        return read

    def _take(self, read: list[tuple[Card, QImage | None]]) -> None:
        if len(self._cards) > _KEPT:
            self._cards.clear()
            self._thumbnails.clear()
            self._asked.clear()
        for card, picture in read:
            self._cards[card.id] = card
            if picture is not None:
                self._thumbnails[card.id] = picture
        rows = [self._rows[card.id] for card, _ in read if card.id in self._rows]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(COLUMNS) - 1))

    def _take_passages(self, query: str, found: dict[ArticleId, str]) -> None:
        rows = [self._rows[id_] for id_ in found if id_ in self._rows]
        if query == self.place.query and rows:
            self._passages.update(found)
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))

    def _replace(self, found: Grouped) -> None:
        self._waits = False
        self.beginResetModel()
        self._heads = dict(found.heads)
        self._set(found.ids)
        self.endResetModel()

    def _merge(self, found: Grouped) -> None:
        """Let single rows come, go and move, so that selection and scroll stay; else start anew."""
        ids = found.ids
        if dict(found.heads) != self._heads:
            self._replace(found)
            return
        if list(self._ids) == ids[: len(self._ids)]:
            self._lay_under(ids)
            return
        new, old = set(ids), set(self._ids)
        if len(old - new) > _AT_ONCE or (old and len(new - old) > _AT_ONCE and self._is_apart(ids)):
            self._replace(found)
            return
        for row in sorted((self._rows[id_] for id_ in old - new), reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._ids[row]
            self.endRemoveRows()
        self._insert(ids, old)
        self._reorder(ids)

    def _is_apart(self, ids: list[ArticleId]) -> bool:
        """Whether the rows that are new are not just those under the ones there are."""
        return not {*self._ids} <= {*ids[: len(self._ids)]}

    def _insert(self, ids: list[ArticleId], old: set[int]) -> None:
        """Let the rows that are new come where they stand, or all of many at the end."""
        fresh = [(row, id_) for row, id_ in enumerate(ids) if id_ not in old]
        if len(fresh) > _AT_ONCE:
            self.beginInsertRows(QModelIndex(), len(self._ids), len(ids) - 1)
            self._ids.extend(id_ for _, id_ in fresh)
            self.endInsertRows()
            return
        for row, id_ in fresh:
            place = min(row, len(self._ids))
            self.beginInsertRows(QModelIndex(), place, place)
            self._ids.insert(place, id_)
            self.endInsertRows()

    def _reorder(self, ids: list[ArticleId]) -> None:
        """Put the rows, which are all there, in another order."""
        if list(self._ids) == ids:
            self._set(ids)
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        named = [(self._ids[index.row()], index.column()) for index in before]
        self._set(ids)
        after = [self.index(self._rows[id_], column) for id_, column in named]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _lay_under(self, ids: list[ArticleId]) -> None:
        if len(ids) > len(self._ids):
            self.beginInsertRows(QModelIndex(), len(self._ids), len(ids) - 1)
            self._set(ids)
            self.endInsertRows()

    def _set(self, ids: Iterable[ArticleId]) -> None:
        self._ids = array("q", ids)
        self._rows = {id_: row for row, id_ in enumerate(self._ids)}
        self._asked.clear()

    def _repaint(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))


def said(card: Card, column: Column) -> str:
    """What a column says of an article."""
    published = f"{card.published_at:%Y-%m-%d}" if card.published_at else ""
    return {
        Column.TITLE: card.title or card.source_url,
        Column.BYLINE: card.byline,
        Column.PUBLISHER: card.publisher,
        Column.SECTION: card.section,
        Column.PUBLISHED: published,
        Column.CLIPPED: f"{card.clipped_at.astimezone():%Y-%m-%d %H:%M}",
        Column.WORDS: f"{card.word_count:,}",
        Column.MISSING: f"{card.missing_images:,}" if card.missing_images else "",
        Column.LANGUAGE: card.language,
        Column.TAGS: ", ".join(card.tags),
    }[column]
