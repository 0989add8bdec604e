"""The sidebar as a tree: shelves, collections under each other, saved searches, tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from tearsheet.article.article import Shelf
from tearsheet.article.ids import CollectionId
from tearsheet.article.place import Collection, Place, Smart, Tag
from tearsheet.ui.drops import ARTICLES, articles_in, links_in

COUNT = Qt.ItemDataRole.UserRole
ICON = Qt.ItemDataRole.UserRole + 1
PLACE = Qt.ItemDataRole.UserRole + 2
COLOUR = Qt.ItemDataRole.UserRole + 3
SHELVES: Final = {
    Shelf.ALL: "All articles",
    Shelf.UNREAD: "Unread",
    Shelf.STARRED: "Starred",
    Shelf.ARCHIVE: "Archive",
    Shelf.ATTENTION: "Needs attention",
    Shelf.TRASH: "Trash",
}
COLLECTION: Final = "application/x-tearsheet-collection"
_Index = QModelIndex | QPersistentModelIndex


class SidebarModel(QStandardItemModel):
    """Shelves, the collections as a tree, the smart ones, the tags, each section under a heading.

    articles_dropped    a Place, the ids, and whether they are moved there
    links_dropped       a Place and the links
    collection_dropped  its id, its new parent or None, how many siblings stand before it
    """

    articles_dropped = Signal(object, object, bool)
    links_dropped = Signal(object, object)
    collection_dropped = Signal(int, object, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.collections: list[Collection] = []
        self.tags: list[Tag] = []
        self.smart: list[Smart] = []
        self._by_place: dict[Place, QStandardItem] = {}
        self._collections, self._tags = _heading("Collections"), _heading("Tags")
        self._smart = _heading("Smart collections")
        for shelf, name in SHELVES.items():
            self.appendRow(self._item(name, Place(shelf=shelf), shelf.value))
        self.appendRow(self._collections)
        self.appendRow(self._smart)
        self.appendRow(self._tags)

    def take_counts(self, counts: dict[Shelf, int]) -> None:
        """Show these counts behind the shelves."""
        for shelf, count in counts.items():
            self._by_place[Place(shelf=shelf)].setData(count, COUNT)

    def take_collections(self, collections: list[Collection]) -> None:
        """Show these collections; where only counts differ, nothing but them is touched."""
        if [_bare(each) for each in collections] == [_bare(each) for each in self.collections]:
            for each in collections:
                self._by_place[Place(collection=each.id)].setData(each.count, COUNT)
        else:
            self._clear(self._collections, [Place(collection=each.id) for each in self.collections])
            for each in collections:
                place = Place(collection=each.id)
                item = self._item(each.name, place, "collection", each.count)
                above = self._by_place.get(Place(collection=each.parent), self._collections)
                above.appendRow(item)
        self.collections = collections

    def take_smart(self, smart: list[Smart]) -> None:
        """Show these smart collections."""
        if [(each.id, each.name) for each in smart] != [
            (each.id, each.name) for each in self.smart
        ]:
            self._clear(self._smart, [Place(smart=each.id) for each in self.smart])
            for each in smart:
                self._smart.appendRow(self._item(each.name, Place(smart=each.id), "search"))
        self.smart = smart

    def count(self, place: Place, count: int) -> None:
        """Show a count behind a place."""
        if item := self._by_place.get(place):
            item.setData(count, COUNT)

    def take_tags(self, tags: list[Tag]) -> None:
        """Show these tags."""
        if [(tag.id, tag.name) for tag in tags] != [(tag.id, tag.name) for tag in self.tags]:
            self._clear(self._tags, [Place(tag=tag.id) for tag in self.tags])
            for tag in tags:
                self._tags.appendRow(self._item(tag.name, Place(tag=tag.id), "tag"))
        for tag in tags:
            item = self._by_place[Place(tag=tag.id)]
            item.setData(tag.count, COUNT)
            item.setData(tag.colour, COLOUR)
        self.tags = tags

    def index_of(self, place: Place) -> QModelIndex:
        """Where a place stands; invalid if it is not there any more."""
        item = self._by_place.get(place)
        return item.index() if item is not None else QModelIndex()

    def name_of(self, place: Place) -> str:
        """What a place is called."""
        item = self._by_place.get(place)
        return item.text() if item is not None else ""

    def mimeTypes(self) -> list[str]:
        """What can be dropped: articles, links and files, and a collection of this tree."""
        return [ARTICLES, COLLECTION, "text/uri-list", "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """A collection on its way to another place."""
        given = QMimeData()
        for index in indexes:
            place = index.data(PLACE)
            if isinstance(place, Place) and place.collection is not None:
                given.setData(COLLECTION, str(place.collection).encode())
        return given

    def supportedDropActions(self) -> Qt.DropAction:
        """Articles are copied, or moved with Shift; collections move."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Whether what hovers can be let fall here."""
        del action, row, column
        place = parent.data(PLACE)
        if data.hasFormat(COLLECTION):
            return place is None or (isinstance(place, Place) and place.collection is not None)
        if not isinstance(place, Place):
            return False
        if data.hasFormat(ARTICLES):
            return place.shelf not in {Shelf.ALL, Shelf.ATTENTION}
        return place.collection is not None and bool(links_in(data))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Say what was dropped where; the library changes it, and the change comes back."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        place = parent.data(PLACE)
        if data.hasFormat(COLLECTION):
            into = place.collection if isinstance(place, Place) else None
            moved = int(bytes(data.data(COLLECTION).data()))
            self.collection_dropped.emit(moved, into, row if row >= 0 else len(self.collections))
        elif data.hasFormat(ARTICLES):
            self.articles_dropped.emit(place, articles_in(data), action == Qt.DropAction.MoveAction)
        else:
            self.links_dropped.emit(place, links_in(data))
        return True

    def _item(self, name: str, place: Place, icon: str, count: int = 0) -> QStandardItem:
        item = QStandardItem(name)
        item.setData(place, PLACE)
        item.setData(icon, ICON)
        item.setData(count, COUNT)
        item.setEditable(False)
        item.setDragEnabled(place.collection is not None)
        self._by_place[place] = item
        return item

    def _clear(self, heading: QStandardItem, places: list[Place]) -> None:
        heading.removeRows(0, heading.rowCount())
        for place in places:
            self._by_place.pop(place, None)


def _heading(name: str) -> QStandardItem:
    item = QStandardItem(name)
    item.setEditable(False)
    item.setSelectable(False)
    item.setDragEnabled(False)
    return item


def _bare(collection: Collection) -> tuple[CollectionId, CollectionId | None, str]:
    return collection.id, collection.parent, collection.name
