"""Articles that are the same page, side by side, to be made one or left as they are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tearsheet.article.article import Article
from tearsheet.article.figure import Figure
from tearsheet.article.ids import ArticleId
from tearsheet.article.text import counted
from tearsheet.ui.theme import named

_FACTS: tuple[tuple[str, Callable[[Article], str]], ...] = (
    ("Title", lambda article: article.title),
    ("Source", lambda article: article.source_url),
    ("Publisher", lambda article: article.publisher),
    ("Byline", lambda article: article.byline),
    ("Published", lambda article: _day(article.published_at)),
    ("Clipped", lambda article: _day(article.clipped_at)),
    ("Words", lambda article: f"{article.word_count:,}"),
    ("Images", lambda article: _count(article.figures)),
    ("Revisions", lambda article: str(article.revisions)),
    ("Tags", lambda article: ", ".join(article.tags)),
    ("Begins", lambda article: f"{article.text[:160]}…"),
)


class DuplicatesDialog(QDialog):
    """One group after the other.

    merged    the ArticleId that stays, and a frozenset of those that go into it
    compared  two ArticleIds to be read side by side
    wanted    the articles of a group to show: asks for `show_group`
    """

    merged = Signal(int, object)
    compared = Signal(int, int)
    wanted = Signal(object)

    def __init__(self, parent: QWidget, groups: list[tuple[ArticleId, ...]]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Duplicates")
        self.resize(860, 560)
        self._groups, self._at = groups, 0
        self.head = named(QLabel("", self), "shelf")
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.merge_all = QPushButton("Merge all groups, each into its oldest", self)
        self.merge_all.clicked.connect(self._merge_all)
        self.skip = named(QPushButton("Leave these as they are", self), "primary")
        self.skip.clicked.connect(self._go_on)
        buttons = QHBoxLayout()
        buttons.addWidget(self.merge_all)
        buttons.addStretch()
        buttons.addWidget(self.skip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addWidget(self.area, 1)
        layout.addLayout(buttons)

    def begin(self) -> None:
        """Show the first group."""
        self._show()

    def show_group(self, articles: list[Article]) -> None:
        """Show these side by side; what differs from the first stands out."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(18)
        for row, (name, fact) in enumerate(_FACTS):
            grid.addWidget(named(QLabel(name), "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            said = [fact(article) for article in articles]
            for column, text in enumerate(said):
                grid.addWidget(_cell(text, differs=text != said[0]), row, column + 1)
        others = frozenset(article.id for article in articles)
        for column, article in enumerate(articles):
            grid.addWidget(self._buttons(article.id, others), len(_FACTS), column + 1)
            grid.setColumnStretch(column + 1, 1)
        grid.setRowStretch(len(_FACTS) + 1, 1)
        self.area.setWidget(inside)

    def _buttons(self, id_: ArticleId, group: frozenset[ArticleId]) -> QWidget:
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 8, 0, 0)
        keep = QPushButton("Merge into this one")
        keep.clicked.connect(lambda: self._merge(id_, group))
        line.addWidget(keep)
        first = min(group)
        if id_ != first:
            read = QPushButton("Read beside the first")
            read.clicked.connect(lambda: self.compared.emit(first, id_))
            line.addWidget(read)
        line.addStretch()
        return part

    def _merge(self, keep: ArticleId, group: frozenset[ArticleId]) -> None:
        self.merged.emit(keep, group - {keep})
        self._go_on()

    def _merge_all(self) -> None:
        for group in self._groups[self._at :]:
            self.merged.emit(group[0], frozenset(group[1:]))
        self.accept()

    def _go_on(self) -> None:
        self._at += 1
        self._show()

    def _show(self) -> None:
        if self._at >= len(self._groups):
            self.accept()
            return
        group = self._groups[self._at]
        self.head.setText(
            f"{self._at + 1} of {counted(len(self._groups), 'group')}: "
            f"{counted(len(group), 'article')} that are the same page"
        )
        self.wanted.emit(group)


def _cell(text: str, *, differs: bool) -> QLabel:
    # A long address has no space to break at; a break may come after each of its slashes.
    label = QLabel(text.replace("/", "/\u200b"), wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    font = label.font()
    font.setBold(differs)
    label.setFont(font)
    return label


def _day(moment: object) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


def _count(figures: tuple[Figure, ...]) -> str:
    missing = sum(figure.missing is not None for figure in figures)
    return f"{len(figures)}{f', {missing} missing' if missing else ''}"
