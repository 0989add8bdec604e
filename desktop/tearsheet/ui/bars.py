"""The bar over the window and the one over the reader."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from tearsheet.ui.searching import SearchBox
from tearsheet.ui.theme import named

_READER: Final = (
    "star", "archive", "unread", "trash", "retry", "source", "original", "highlight",
)  # fmt: skip
_READER_RIGHT: Final = ("side by side", "find", "images", "details")


class WindowBar(QWidget):
    """The clip button and the search box."""

    def __init__(self, parent: QWidget, acts: dict[str, QAction]) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setFixedHeight(44)
        self._clip = acts["clip"]
        self._button = named(QPushButton("Clip"), "primary")
        self._button.setToolTip(self._clip.toolTip())
        self._button.clicked.connect(self._clip.trigger)
        self.search = SearchBox(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.addWidget(self._button)
        line.addWidget(self.search, 1)
        line.addStretch()

    def dress(self, ink: str) -> None:
        """Paint the signs in a theme's colours."""
        self._button.setIcon(self._clip.icon())
        self.search.dress(ink)


def fill_reader_bar(line: QHBoxLayout, acts: dict[str, QAction]) -> None:
    """Put the acts on the article that is read into the bar over it."""
    for name in _READER:
        line.addWidget(_button(acts[name]))
    line.addStretch()
    for name in _READER_RIGHT:
        line.addWidget(_button(acts[name]))
    looks = QToolButton()
    looks.setText("Aa")
    looks.setToolTip(acts["look"].toolTip())
    looks.clicked.connect(acts["look"].trigger)
    line.addWidget(looks)


def _button(act: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(act)
    return button
