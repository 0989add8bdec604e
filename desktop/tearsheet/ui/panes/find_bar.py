"""The line under an article in which a person says what to find in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from tearsheet.library import Words, marks
from tearsheet.ui.searching import in_javascript
from tearsheet.ui.theme import named


class FindBar(QWidget):
    """Finds while one types.

    asked   a JavaScript regular expression, or empty
    moved   1 for the next match, -1 for the one before
    closed  nothing more is looked for
    """

    asked = Signal(str)
    moved = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.pattern = ""
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Find in the article")
        self.line.setAccessibleName("Find in the article")
        self.line.setMaximumWidth(320)
        self.count = named(QLabel("", self), "quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 12, 6)
        line.addWidget(self.line, 1)
        line.addWidget(self.count)
        for words, tip, act in (
            ("↑", "The match before (Shift+F3)", lambda: self.moved.emit(-1)),
            ("↓", "The next match (F3)", lambda: self.moved.emit(1)),
            ("✕", "Close (Esc)", self.close_bar),
        ):
            button = QToolButton(self)
            button.setText(words)
            button.setToolTip(tip)
            button.clicked.connect(act)
            line.addWidget(button)
        line.addStretch()
        self.line.textChanged.connect(self._ask)

    def open(self) -> None:
        """Show the line, and write in it."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def close_bar(self) -> None:
        """Look for nothing more."""
        self.hide()
        self.closed.emit()

    def tell(self, said: str) -> None:
        """Say which match this is, of how many: "3/14"."""
        at, _, count = said.partition("/")
        if not self.line.text() or not count.isdigit():
            self.count.setText("")
        elif count == "0":
            self.count.setText("not found")
        else:
            self.count.setText(f"{at} of {count}" if at != "0" else count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.moved.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _ask(self, typed: str) -> None:
        found = marks([Words(typed, is_beginning=True)]) if typed.strip() else None
        self.pattern = in_javascript(found) if found else ""
        self.asked.emit(self.pattern)
