"""Asks for a tag: typed with completion, or taken from those that suggest themselves."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tearsheet.ui.theme import named


class TagDialog(QDialog):
    """One line; Enter puts the tag on. Tags that the articles may want stand below it.

    name  what was chosen, empty while nothing is
    """

    def __init__(self, parent: QWidget, what: str, tags: list[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tag")
        self.setMinimumWidth(360)
        self.name = ""
        self.line = QLineEdit(self)
        self.line.setAccessibleName("Name of the tag")
        self.line.setPlaceholderText("A tag; “/” puts it under another")
        completer = QCompleter(QStringListModel(tags, self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        self._suggested = QHBoxLayout()
        self._suggested.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(QLabel(f"Tag {what}:", self))
        layout.addWidget(self.line)
        layout.addLayout(self._suggested)
        self.line.returnPressed.connect(self._take)

    def suggest(self, names: list[str]) -> None:
        """Offer these under the line."""
        for name in names[:4]:
            button = named(QPushButton(name.replace("&", "&&"), self), "chip")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, name=name: self._take(name))
            self._suggested.addWidget(button)
        self._suggested.addStretch()

    def _take(self, name: str = "") -> None:
        self.name = " ".join((name or self.line.text()).split())
        if self.name:
            self.accept()
