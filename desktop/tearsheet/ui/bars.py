"""The bar over the window and the one over the reader."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from tearsheet.ui.searching import SearchBox
from tearsheet.ui.theme import named

_READER: Final = (
    "star", "archive", "unread", "trash", "retry", "source", "original", "highlight",
)  # fmt: skip
_READER_RIGHT: Final = ("side by side", "find", "images", "details")
_BY_USE: Final = (
    "star", "highlight", "trash", "archive", "side by side", "details", "find", "source",
    "images", "original", "unread", "retry",
)  # fmt: skip
"""The acts of the bar, those that are used most first."""


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


class ReaderBar(QWidget):
    """The acts on the article that is read; where there is little room the rarer ones go first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("readerBar")
        self.setFixedHeight(38)
        self._buttons: list[QToolButton] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(10, 0, 10, 0)
        self._line.setSpacing(4)

    def fill(self, acts: dict[str, QAction]) -> None:
        """Show these acts."""
        made = {name: _button(acts[name]) for name in (*_READER, *_READER_RIGHT)}
        for name in _READER:
            self._line.addWidget(made[name])
        self._line.addStretch()
        for name in _READER_RIGHT:
            self._line.addWidget(made[name])
        looks = QToolButton()
        looks.setText("Aa")
        looks.setToolTip(acts["look"].toolTip())
        looks.clicked.connect(acts["look"].trigger)
        self._line.addWidget(looks)
        self._buttons = [looks, *(made[name] for name in _BY_USE)]
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 20
        for button in self._buttons:
            room -= button.sizeHint().width() + 4
            button.setVisible(room >= 0)


def _button(act: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(act)
    return button
