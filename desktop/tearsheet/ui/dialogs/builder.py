"""A smart collection, built of conditions or written in the search language, either way."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tearsheet.article.text import counted
from tearsheet.library import ANYWHERE, STATES, THINGS, Condition, Joint, conditions_of, written
from tearsheet.ui.theme import named

FIELDS: Final = {
    ANYWHERE: "Anywhere",
    "title": "Title",
    "text": "Text",
    "caption": "Caption",
    "credit": "Credit",
    "note": "Note",
    "by": "Byline",
    "publisher": "Publisher",
    "tag": "Tag",
    "in": "Collection",
    "clipped": "Clipped",
    "published": "Published",
    "words": "Length in words",
    "lang": "Language",
    "url": "Address",
    "is": "State",
    "has": "Has",
}
_JOINTS: Final = {Joint.ALL: "All of these", Joint.ANY: "Any of these", Joint.NONE: "None of these"}
_TIMES: Final = (
    "today", "yesterday", "this-week", "last-week", "7 days", "30 days", "this-month",
    "last-month", "this-year", "last-year", "2024", "2024-03..2024-06", "<2020", ">=2025-01-15",
)  # fmt: skip
_CHOICES: Final = {
    "is": STATES,
    "has": THINGS,
    "clipped": _TIMES,
    "published": _TIMES,
    "words": (">800", "<300", "300..900"),
    "lang": ("en", "de", "fr", "es", "it", "ar", "ja", "zh"),
}


class BuilderDialog(QDialog):
    """Rows of conditions and the line that they make; what is changed in one shows in the other.

    asked  a query whose articles are to be counted; answer with `tell`
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget, name: str, query: str, known: dict[str, list[str]]) -> None:
        """Begin with a name and a query; ``known`` are names to offer by field, as of tags."""
        super().__init__(parent)
        self.setWindowTitle("Smart collection")
        self.setMinimumWidth(560)
        self._known, self._is_writing = known, False
        self.rows: list[ConditionRow] = []
        self.name = QLineEdit(name, self)
        self.name.setPlaceholderText("Name")
        self.name.setAccessibleName("Name of the smart collection")
        self.joint = QComboBox(self)
        for joint, words in _JOINTS.items():
            self.joint.addItem(words, joint)
        self.more = QPushButton("Add a condition", self)
        self.query = QLineEdit(query, self)
        self.query.setAccessibleName("The search, in the search language")
        self.said = named(QLabel("", self, wordWrap=True), "quiet")
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Save | kinds.Cancel, self)
        self._lay_out()
        self.joint.currentIndexChanged.connect(self._write)
        self.more.clicked.connect(lambda: self._add(Condition(ANYWHERE, "")))
        self.query.textEdited.connect(self._read)
        self.name.textChanged.connect(self._judge)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._read()

    def tell(self, count: int) -> None:
        """Say how many articles answer now."""
        self.said.setText(f"{counted(count, 'article')} now.{self._involved}")

    def _lay_out(self) -> None:
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.joint)
        head.addStretch()
        head.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.name)
        layout.addLayout(head)
        layout.addLayout(self._lines)
        for part in (self.query, self.said, self.buttons):
            layout.addWidget(part)

    def _read(self) -> None:
        """Make the rows anew from the line, where it is a list of conditions."""
        found = conditions_of(self.query.text(), datetime.now().astimezone())
        self._involved = "" if found else " This search has more to it than a list of conditions."
        for part in (self.joint, self.more):
            part.setEnabled(found is not None)
        self._is_writing = True
        for row in [*self.rows]:
            self._drop(row)
        joint, conditions = found or (Joint.ALL, [])
        self.joint.setCurrentIndex([*_JOINTS].index(joint))
        for condition in conditions or ([Condition(ANYWHERE, "")] if found else []):
            self._add(condition)
        self._is_writing = False
        self._judge()

    def _write(self) -> None:
        """Write the line anew from the rows."""
        if not self._is_writing:
            joint = self.joint.currentData()
            self.query.setText(written(joint, [row.condition() for row in self.rows]))
            self._judge()

    def _judge(self) -> None:
        query = self.query.text().strip()
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(bool(query and self.name.text().strip()))
        if query:
            self.asked.emit(query)
        else:
            self.said.setText("Nothing is asked for yet.")

    def _add(self, condition: Condition) -> None:
        row = ConditionRow(self, condition, self._known)
        row.changed.connect(self._write)
        row.dropped.connect(lambda: self._drop(row))
        row.dropped.connect(self._write)
        self.rows.append(row)
        self._lines.addWidget(row)

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.adjustSize()


class ConditionRow(QWidget):
    """One condition.

    changed  it says something else now
    dropped  it is to go
    """

    changed = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget, condition: Condition, known: dict[str, list[str]]) -> None:
        super().__init__(parent)
        self._known = known
        self.field, self.sense, self.value = QComboBox(self), QComboBox(self), QComboBox(self)
        for field, words in FIELDS.items():
            self.field.addItem(words, field)
        self.sense.addItems(["is", "is not"])
        self.field.setCurrentIndex([*FIELDS].index(condition.field))
        self.sense.setCurrentIndex(int(condition.is_not))
        self.value.setMinimumWidth(220)
        self.value.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._offer(condition.value)
        gone = QToolButton(self)
        gone.setText("✕")
        gone.setAccessibleName("Take this condition away")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for part, stretch in ((self.field, 0), (self.sense, 0), (self.value, 1), (gone, 0)):
            line.addWidget(part, stretch)
        self.field.currentIndexChanged.connect(lambda: self._offer(""))
        self.field.currentIndexChanged.connect(self.changed)
        self.sense.currentIndexChanged.connect(self.changed)
        self.value.currentTextChanged.connect(self.changed)
        gone.clicked.connect(self.dropped)

    def condition(self) -> Condition:
        """What the row says now."""
        is_not = self.sense.currentIndex() == 1
        return Condition(self.field.currentData(), self.value.currentText(), is_not)

    def _offer(self, value: str) -> None:
        """Offer what fits the field; states and things can only be chosen."""
        field = self.field.currentData()
        choices = [*_CHOICES.get(field, self._known.get(field, []))]
        self.value.blockSignals(True)
        self.value.clear()
        self.value.setEditable(field not in {"is", "has"})
        self.value.addItems(choices)
        if self.value.isEditable():
            self.value.setEditText(value)
        elif value in choices:
            self.value.setCurrentText(value)
        self.value.blockSignals(False)
