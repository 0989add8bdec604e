"""A list of highlights, to go to, to copy and to take away."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tearsheet.article.highlight import Highlight, as_markdown
from tearsheet.article.ids import HighlightId
from tearsheet.article.text import counted
from tearsheet.ui.theme import named

_COLOURS = {
    "yellow": "#f6d23a",
    "green": "#5fbf72",
    "blue": "#5b9be0",
    "pink": "#e77aa6",
    "orange": "#f0953c",
}


class HighlightsDialog(QDialog):
    """Highlights under each other, those of one article together.

    wanted   the scope whose highlights to show; answer with `take`
    opened   an ArticleId and a HighlightId to go to
    deleted  a list of HighlightIds
    """

    wanted = Signal(str)
    opened = Signal(int, int)
    deleted = Signal(object)

    def __init__(
        self, parent: QWidget, scopes: list[str], gone: Collection[HighlightId] = ()
    ) -> None:
        """``gone`` are those known not to find their words any more."""
        super().__init__(parent)
        self.setWindowTitle("Highlights")
        self.resize(560, 560)
        self.scope = QComboBox(self)
        self.scope.addItems(scopes)
        self.count = named(QLabel("", self), "quiet")
        self.list = QListWidget(self)
        self.list.setObjectName("highlights")
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(12, 12))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.copy = QPushButton("Copy as Markdown", self)
        self.gone = QPushButton("Delete", self)
        self.shown: list[Highlight] = []
        self._gone = gone
        self._lay_out()
        self.scope.currentTextChanged.connect(self.wanted)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.copy.clicked.connect(self._copy)
        self.gone.clicked.connect(self._delete)

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.scope)
        head.addWidget(self.count)
        head.addStretch()
        foot.addWidget(self.copy)
        foot.addStretch()
        foot.addWidget(self.gone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

    def begin(self, scope: int) -> None:
        """Show the highlights of a scope."""
        self.scope.setCurrentIndex(scope)
        self.wanted.emit(self.scope.currentText())

    def take(self, highlights: list[Highlight]) -> None:
        """Show these."""
        self.shown = highlights
        self.list.clear()
        self.count.setText(counted(len(highlights), "highlight"))
        last = None
        for one in highlights:
            title = f"{one.title}\n" if one.article != last else ""
            note = f"\n✎ {one.note}" if one.note else ""
            note += "\nThese words are not in the article any more." if one.id in self._gone else ""
            item = QListWidgetItem(_dot(one.colour), f"{title}“{one.anchor.quote}”{note}")
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
            last = one.article

    def _open(self, item: QListWidgetItem) -> None:
        one: Highlight = item.data(Qt.ItemDataRole.UserRole)
        self.opened.emit(one.article, one.id)

    def _chosen(self) -> list[Highlight]:
        return [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]

    def _copy(self) -> None:
        """Copy what is selected, or all."""
        QGuiApplication.clipboard().setText(as_markdown(self._chosen() or self.shown))

    def _delete(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.deleted.emit([one.id for one in chosen])
            gone = {one.id for one in chosen}
            self.take([one for one in self.shown if one.id not in gone])


def _dot(colour: str) -> QIcon:
    picture = QPixmap(12, 12)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_COLOURS.get(colour, "#f6d23a")))
    painter.drawEllipse(1, 1, 10, 10)
    painter.end()
    return QIcon(picture)
