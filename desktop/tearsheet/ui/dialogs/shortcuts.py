"""Every act with its keys, to see and to change."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tearsheet.ui.actions import ACTS
from tearsheet.ui.theme import named


class ShortcutsDialog(QDialog):
    """A line an act. Keys that two acts would share are said, and cannot be kept.

    keys  the first keys of every act by its name, as chosen; empty for none
    """

    def __init__(self, parent: QWidget, keys: dict[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.resize(560, 600)
        self.keys = dict(keys)
        self.edits: dict[str, QKeySequenceEdit] = {}
        self._labels: dict[str, QLabel] = {}
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Find an act")
        self.search.setAccessibleName("Find an act")
        self.wrong = QLabel("", self, wordWrap=True)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Save | kinds.Cancel | kinds.RestoreDefaults, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        for part in (self.search, self._lines(), self.wrong, self.buttons):
            layout.addWidget(part)
        self.wrong.hide()
        self.search.textChanged.connect(self._show_found)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(kinds.RestoreDefaults).clicked.connect(self._restore)
        self._check()

    def _lines(self) -> QWidget:
        inside = named(QWidget(), "shortcuts")
        grid = QGridLayout(inside)
        grid.setColumnStretch(0, 1)
        for row, act in enumerate(ACTS):
            edit = QKeySequenceEdit(QKeySequence(self.keys.get(act.name, "")))
            edit.setMaximumSequenceLength(1)
            edit.setClearButtonEnabled(True)
            edit.setAccessibleName(act.words)
            edit.setFixedWidth(180)
            edit.keySequenceChanged.connect(self._check)
            self.edits[act.name] = edit
            self._labels[act.name] = QLabel(act.words)
            grid.addWidget(self._labels[act.name], row, 0)
            grid.addWidget(edit, row, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _check(self) -> None:
        """Take in what stands there now; say which acts share keys."""
        self.keys = {name: edit.keySequence().toString() for name, edit in self.edits.items()}
        words = {act.name: act.words for act in ACTS}
        holders: dict[str, list[str]] = {}
        for name, keys in self.keys.items():
            if keys:
                holders.setdefault(keys, []).append(f"“{words[name]}”")
        shared = [
            f"{keys} is on {' and on '.join(held)}." for keys, held in holders.items() if held[1:]
        ]
        self.wrong.setText(" ".join(shared))
        self.wrong.setVisible(bool(shared))
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(not shared)

    def _restore(self) -> None:
        for act in ACTS:
            self.edits[act.name].setKeySequence(QKeySequence(act.keys[0] if act.keys else ""))

    def _show_found(self, typed: str) -> None:
        wanted = typed.casefold()
        for name, label in self._labels.items():
            fits = wanted in label.text().casefold()
            label.setVisible(fits)
            self.edits[name].setVisible(fits)
