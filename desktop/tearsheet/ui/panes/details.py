"""The details of an article: every field to see and to put right, with what the page said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tearsheet.article.article import Article
from tearsheet.article.ids import ArticleId
from tearsheet.article.text import counted
from tearsheet.ui.editing import Editor
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.theme import named

if TYPE_CHECKING:
    from tearsheet.library import Library

_WORDS = {
    "title": "Title",
    "byline": "Byline",
    "publisher": "Publisher",
    "dateline": "Dateline",
    "section": "Section",
    "published_at": "Published",
    "language": "Language",
}


class Details(QScrollArea):
    """Shows one article's fields. What is typed is kept when the line is left or Enter pressed.

    kept   the field and what it is to say, as (ArticleId, field, value)
    noted  an ArticleId and the note on it, in Markdown
    """

    kept = Signal(int, str, str)
    noted = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self.setAccessibleName("Details of the article")
        self.setMinimumWidth(240)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: dict[str, QLineEdit] = {}
        self.note = NoteEdit("", self)
        self.note.hide()
        self.article: ArticleId | None = None
        self._library: Library | None = None

    def attach(self, library: Library, lanes: Lanes, editor: Editor) -> None:
        """Show and change the articles of this library."""
        self._library, self._lanes = library, lanes
        self.noted.connect(
            lambda id_, note: editor.run(lambda: library.notes.write(ArticleId(id_), note))
        )
        self.kept.connect(
            lambda id_, field, value: editor.run(
                lambda: library.amendments.amend(ArticleId(id_), field, value)
            )
        )

    def show_article(self, id_: ArticleId | None) -> None:
        """Show an article's fields; nothing while the pane is hidden."""
        self.article = id_
        library = self._library
        if library is None or id_ is None or not self.isVisible():
            return
        self._lanes.look(
            "details",
            lambda: (
                library.articles.article(id_),
                library.amendments.of(id_),
                library.notes.of(id_),
            ),
            lambda found: self._take(*found),
        )

    def refresh(self, articles: frozenset[ArticleId]) -> None:
        """Show anew what has changed, unless a person is typing here."""
        typing = any(line.hasFocus() and line.isModified() for line in self.lines.values())
        typing = typing or (self.note.hasFocus() and self.note.document().isModified())
        if not typing and (not articles or self.article in articles):
            self.show_article(self.article)

    def _take(self, article: Article, amended: dict[str, str], note: str) -> None:
        focused = next((name for name, line in self.lines.items() if line.hasFocus()), "")
        inside = named(QWidget(), "detailsInside")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(10)
        self.lines = {}
        layout.addWidget(self._form(article, amended))
        layout.addWidget(named(QLabel("Note"), "shelf"))
        self.note = NoteEdit(note, inside)
        self.note.left.connect(lambda: self._keep_note(article.id))
        layout.addWidget(self.note)
        for figure in article.figures:
            layout.addWidget(named(QLabel(f"Image {figure.position + 1}"), "shelf"))
            fields = {
                f"caption {figure.position}": ("Caption", figure.caption),
                f"credit {figure.position}": ("Credit", figure.credit),
            }
            layout.addWidget(self._grid(fields, amended))
            if figure.missing:
                layout.addWidget(_quiet(f"Missing: {figure.missing}"))
        layout.addWidget(_quiet("\n".join(_facts(article))))
        layout.addStretch()
        self.setWidget(inside)
        if focused in self.lines:
            self.lines[focused].setFocus()

    def _form(self, article: Article, amended: dict[str, str]) -> QWidget:
        published = article.published_at.date().isoformat() if article.published_at else ""
        values = {name: getattr(article, name) for name in _WORDS} | {"published_at": published}
        return self._grid({name: (_WORDS[name], values[name]) for name in _WORDS}, amended)

    def _grid(self, fields: dict[str, tuple[str, str]], amended: dict[str, str]) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(2, 26)
        grid.setColumnMinimumWidth(0, 62)
        for row, (name, (words, value)) in enumerate(fields.items()):
            line = QLineEdit(value)
            line.setCursorPosition(0)
            line.setAccessibleName(words)
            line.editingFinished.connect(lambda name=name, line=line: self._keep(name, line))
            self.lines[name] = line
            grid.addWidget(named(QLabel(words), "quiet"), row, 0)
            grid.addWidget(line, row, 1)
            if name in amended:
                grid.addWidget(self._set_back(name, amended[name]), row, 2)
        return part

    def _set_back(self, name: str, said: str) -> QToolButton:
        button = QToolButton()
        button.setText("↺")
        button.setAccessibleName("Set back")
        button.setToolTip(f"Set back to what the page said: {said or 'nothing'}")
        button.clicked.connect(lambda: self._emit(name, said))
        return button

    def _keep(self, name: str, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self._emit(name, line.text())

    def _keep_note(self, article: ArticleId) -> None:
        if self.note.document().isModified():
            self.note.document().setModified(False)
            self.noted.emit(article, self.note.toPlainText())

    def _emit(self, name: str, value: str) -> None:
        if self.article is not None:
            self.kept.emit(self.article, name, value)


class NoteEdit(QPlainTextEdit):
    """A note in Markdown.

    left  a person goes on to something else
    """

    left = Signal()

    def __init__(self, note: str, parent: QWidget) -> None:
        super().__init__(note, parent)
        self.setAccessibleName("Note on the article")
        self.setPlaceholderText("A note, in Markdown")
        self.setTabChangesFocus(True)
        self.setFixedHeight(96)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was written is kept when the person goes on."""
        super().focusOutEvent(event)
        self.left.emit()


def _facts(article: Article) -> list[str]:
    """What cannot be changed, in lines."""
    lines = [
        f"Source: {article.source_url}",
        f"Canonical: {article.canonical_url}" if article.canonical_url else "",
        f"Clipped: {article.clipped_at:%Y-%m-%d %H:%M}",
        f"Changed by its publisher: {article.modified_at:%Y-%m-%d}" if article.modified_at else "",
        f"{counted(article.word_count, 'word')}, {counted(article.revisions, 'revision')}",
        f"Keywords: {', '.join(article.keywords)}" if article.keywords else "",
        f"Licence: {article.licence}" if article.licence else "",
        f"Tags: {', '.join(article.tags)}" if article.tags else "",
    ]
    return [line for line in lines if line]


def _quiet(text: str) -> QLabel:
    label = named(QLabel(text, wordWrap=True), "quiet")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # A long address has no space to break at; a break may come after each of its slashes.
    label.setText(text.replace("/", "/\u200b"))
    return label
