"""The sidebar's shelves with their counts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tearsheet.article.article import Shelf

COUNT = Qt.ItemDataRole.UserRole
ICON = Qt.ItemDataRole.UserRole + 1
NAMES = {
    Shelf.ALL: "All articles",
    Shelf.UNREAD: "Unread",
    Shelf.STARRED: "Starred",
    Shelf.ARCHIVE: "Archive",
    Shelf.ATTENTION: "Needs attention",
    Shelf.TRASH: "Trash",
}
_Index = QModelIndex | QPersistentModelIndex


class SidebarModel(QAbstractListModel):
    """The standing shelves, in their order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shelves = tuple(NAMES)
        self._counts: dict[Shelf, int] = {}

    def take_counts(self, counts: dict[Shelf, int]) -> None:
        """Show these counts."""
        self._counts = counts
        self.dataChanged.emit(self.index(0), self.index(len(self.shelves) - 1))

    def count(self, shelf: Shelf) -> int:
        """The count shown behind a shelf."""
        return self._counts.get(shelf, 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Shelves in all."""
        return 0 if parent.isValid() else len(self.shelves)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's own)
        """A shelf's name, icon and count."""
        shelf = self.shelves[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return NAMES[shelf]
        if role == COUNT:
            return self._counts.get(shelf, 0)
        return shelf.value if role == ICON else None
