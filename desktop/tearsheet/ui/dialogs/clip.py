"""Asks for the addresses or files to clip."""

from __future__ import annotations

import re

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tearsheet.article.source_link import SourceLink
from tearsheet.errors import NotALink
from tearsheet.ui.theme import named


class ClipDialog(QDialog):
    """One address or path a line. What is wrong is said under the lines, before anything closes."""

    def __init__(self, parent: QWidget, clipboard: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Clip")
        self.setMinimumWidth(520)
        self.links: list[SourceLink] = []
        self.lines = QPlainTextEdit(self)
        self.lines.setAccessibleName("Addresses or files, one a line")
        self.lines.setPlaceholderText("https://…")
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(96)
        self.wrong = QLabel("", self, wordWrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.clip = named(QPushButton("Clip", self), "primary")
        self.clip.setDefault(True)
        buttons.addButton(self.clip, QDialogButtonBox.ButtonRole.AcceptRole)
        files = buttons.addButton("Choose files…", QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for part in (
            QLabel("Addresses or files to clip, one a line:", self),
            self.lines,
            self.wrong,
            buttons,
        ):
            layout.addWidget(part)
        self.wrong.hide()
        files.clicked.connect(self._choose)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        if re.fullmatch(r"\s*https?://\S+\s*", clipboard):
            self.lines.setPlainText(clipboard.strip())
            self.lines.selectAll()

    def accept(self) -> None:
        """Close if every line is a link; else say which is not."""
        lines = [line for line in self.lines.toPlainText().splitlines() if line.strip()]
        try:
            self.links = [SourceLink.parse(line) for line in lines]
        except NotALink as exc:
            self.wrong.setText(exc.sentence)
            self.wrong.show()
            return
        if self.links:
            super().accept()

    def _choose(self) -> None:
        kinds = "Pages and texts (*.html *.htm *.xhtml *.mhtml *.mht *.pdf *.md *.markdown *.txt)"
        chosen, _ = QFileDialog.getOpenFileNames(self, "Clip files", "", kinds)
        if chosen:
            self.lines.appendPlainText("\n".join(chosen))
