"""Makes the library's change sets a signal, those of other processes too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from tearsheet.library import ChangeSet
from tearsheet.ui.lanes import Lanes

if TYPE_CHECKING:
    from tearsheet.library import Library

_LOOK_EVERY_MS = 700


class Bridge(QObject):
    """Tells of every commit once, on the window's thread, in the order of the commits.

    changed  a ChangeSet
    """

    changed = Signal(object)

    def __init__(self, library: Library, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._lanes = library, lanes
        self._seen: int | None = None
        library.listeners.add(lambda _change: lanes.tell(self._look))
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    def _look(self) -> None:
        seen = self._seen
        if seen is None:
            self._lanes.look("changes", self._library.last_change, self._begin)
        else:
            self._lanes.look("changes", lambda: self._library.changes_since(seen), self._tell)

    def _begin(self, newest: int) -> None:
        self._seen = newest if self._seen is None else self._seen

    def _tell(self, changes: list[ChangeSet]) -> None:
        for change in changes:
            if self._seen is not None and change.sequence > self._seen:
                self._seen = change.sequence
                self.changed.emit(change)
