"""The command palette: everything that can be done and everywhere one can go, by typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from tearsheet.article.article import Shelf
from tearsheet.article.place import Place
from tearsheet.ui.models.sidebar import SidebarModel

_ROWS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette: its words, what stands after them, and what it does."""

    words: str
    hint: str
    act: Callable[[], object]


def found(entries: list[Entry], typed: str) -> list[Entry]:
    """The entries that hold all typed words, those first that begin with them."""
    wanted = typed.casefold().split()
    hits = [
        entry
        for entry in entries
        if all(word in f"{entry.words} {entry.hint}".casefold() for word in wanted)
    ]
    start = typed.casefold().strip()
    return sorted(hits, key=lambda entry: not entry.words.casefold().startswith(start))


def acts_of(acts: dict[str, QAction]) -> list[Entry]:
    """Everything that can be done now."""
    return [
        Entry(act.text().replace("&", ""), act.shortcut().toString(), act.trigger)
        for name, act in acts.items()
        if act.isEnabled() and name != "palette"
    ]


def ways_of(tree: SidebarModel, go: Callable[[Place], object]) -> list[Entry]:
    """Everywhere one can go."""
    held = [(Place(collection=each.id), "collection") for each in tree.collections]
    saved = [(Place(smart=each.id), "smart collection") for each in tree.smart]
    worn = [(Place(tag=tag.id), "tag") for tag in tree.tags]
    standing = [(Place(shelf=shelf), "shelf") for shelf in Shelf]
    return [
        Entry(tree.name_of(place), kind, partial(go, place))
        for place, kind in (*held, *saved, *worn, *standing)
    ]


class Palette(QDialog):
    """One line and what it finds; Enter does the chosen one."""

    def __init__(self, parent: QWidget, entries: list[Entry]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self._entries = self._shown = entries
        self.line = QLineEdit(self)
        self.line.setAccessibleName("What to do or where to go")
        self.line.setPlaceholderText("What to do, or where to go")
        self.line.installEventFilter(self)
        self.list = QListView(self)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = QStringListModel(self)
        self.list.setModel(self._model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.resize(560, 40 + 26 * _ROWS)
        self.move(
            parent.mapToGlobal(parent.rect().center()).x() - 280,
            parent.mapToGlobal(parent.rect().topLeft()).y() + 70,
        )
        self.line.textChanged.connect(self._find)
        self.line.returnPressed.connect(self._run)
        self.list.clicked.connect(self._run)
        self._find("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move through the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                row = self.list.currentIndex().row() + step
                self.list.setCurrentIndex(
                    self._model.index(max(0, min(row, len(self._shown) - 1)), 0)
                )
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self._shown = found(self._entries, typed)
        self._model.setStringList(
            [
                f"{entry.words}    {entry.hint}" if entry.hint else entry.words
                for entry in self._shown
            ]
        )
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _run(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._shown):
            self.accept()
            self._shown[row].act()
