"""The reader: a bar of acts above the page of an article."""

from __future__ import annotations

import json

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tearsheet import places
from tearsheet.article.ids import ArticleId
from tearsheet.errors import NoSuchArticle
from tearsheet.jobs.original import PDF, Original, read_original
from tearsheet.library import Library
from tearsheet.reading.look import Look, colours, variables
from tearsheet.reading.render import ORIGIN, page
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.panes.paper import PaperView
from tearsheet.ui.panes.web import (
    LibraryScheme,
    NoNetwork,
    ReaderPage,
    open_outside,
    reader_profile,
)
from tearsheet.ui.theme import named


class Reader(QWidget):
    """Shows one article. The web engine starts with `attach`, after the window is up.

    painted  the ArticleId whose page has been loaded
    ended    a person reads on past the end of the article
    """

    painted = Signal(int)
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setMinimumWidth(280)
        self.bar = named(QWidget(self), "readerBar")
        self.bar.setFixedHeight(38)
        self.acts = QHBoxLayout(self.bar)
        self.acts.setContentsMargins(10, 0, 10, 0)
        self.acts.setSpacing(4)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.bar)
        self._room = QWidget(self)
        self._layout.addWidget(self._room, 1)
        self.view: QWebEngineView | None = None
        self.paper: PaperView | None = None
        self.shows_original = False
        self.guard = NoNetwork(self)
        self.article: ArticleId | None = None
        self._look = Look()
        self._library: Library | None = None
        self._marks = self._printed = ""

    def attach(self, library: Library, lanes: Lanes) -> None:
        """Start the web engine on a library."""
        self._library, self._lanes = library, lanes
        self._scheme = LibraryScheme(library, lanes, self)
        self._scheme.look = self._look
        self._profile = reader_profile(self, self._scheme, self.guard)
        self.view = QWebEngineView(self)
        self._page = ReaderPage(self._profile, self.view)
        self._page.followed.connect(open_outside)
        self._page.setBackgroundColor(QColor(colours(self._look.theme)["paper"]))
        self.view.setPage(self._page)
        self.view.loadFinished.connect(self._loaded)
        self._layout.replaceWidget(self._room, self.view)
        self._room.deleteLater()
        self._load()

    def show_article(self, id_: ArticleId | None) -> None:
        """Show an article, or the quiet page where there is none."""
        self.article = id_
        self.shows_original = False
        self._load()

    def refresh(self, articles: frozenset[ArticleId]) -> None:
        """Load anew an article whose page reads otherwise now; states alone change nothing."""
        article, library, look = self.article, self._library, self._look
        if article is None or library is None or (articles and article not in articles):
            return

        def compare(now: str) -> None:
            if now != self._printed and not self.shows_original:
                self._load()

        self._lanes.look("print", lambda: printed(library, article, look), compare)

    def _remember(self) -> None:
        """What the shown page reads like, to know later whether it has changed."""
        article, library, look = self.article, self._library, self._look

        def remember(now: str) -> None:
            self._printed = now

        if article is not None and library is not None:
            self._lanes.look("print", lambda: printed(library, article, look), remember)

    def mark(self, pattern: str) -> None:
        """Mark what matches in the article, a JavaScript regular expression; empty for nothing."""
        self._marks = pattern
        self._run_marks()

    def _run_marks(self) -> None:
        if self.view is not None:
            script = places.resource("reader/marks.js").read_text("utf-8")
            self._page.runJavaScript(
                f"{script.strip()}({json.dumps(self._marks)})",
                QWebEngineScript.ScriptWorldId.ApplicationWorld.value,
            )

    def turn_page(self) -> None:
        """Go down by a page; at the end say so."""
        if self.view is not None:
            script = places.resource("reader/turn.js").read_text("utf-8")
            self._page.runJavaScript(
                script,
                QWebEngineScript.ScriptWorldId.ApplicationWorld.value,
                lambda has_ended: self.ended.emit() if has_ended else None,
            )

    def toggle_original(self) -> None:
        """Show the untouched original of the article, or the article again."""
        self.shows_original = self.article is not None and not self.shows_original
        article, library = self.article, self._library
        if not self.shows_original or article is None or library is None:
            self._load()
            return
        self._lanes.look("original", lambda: read_original(library, article), self._show_original)

    def _show_original(self, original: Original) -> None:
        if not self.shows_original:
            return
        if original.media_type != PDF:
            self._load()
            return
        if self.paper is None:
            self.paper = PaperView(self)
            self._layout.addWidget(self.paper, 1)
        self.paper.take(original.content)
        self._show_paper(True)

    def _show_paper(self, on: bool) -> None:
        if self.paper is not None and self.view is not None:
            self.paper.setVisible(on)
            self.view.setVisible(not on)

    def wear(self, look: Look) -> None:
        """Change colours, size and width at once, without loading anew."""
        self._look = look
        if self.view is None:
            return
        self._scheme.look = look
        self._page.setBackgroundColor(QColor(colours(look.theme)["paper"]))
        # Runs in a world of its own; the page's scripts are off.
        self._page.runJavaScript(
            f"document.documentElement.setAttribute('style', {variables(look)!r})",
            QWebEngineScript.ScriptWorldId.ApplicationWorld.value,
        )

    def detach(self) -> None:
        """Let go of the page before its profile, as the web engine demands."""
        if self.paper is not None:
            self.paper.let_go()
            self.paper.deleteLater()
            self.paper = None
        if self.view is not None:
            self.view.setPage(None)  # type: ignore[arg-type]  # Qt allows none here; its stubs do not
            self._page.deleteLater()
            self.view.deleteLater()
            self.view = None

    def _load(self) -> None:
        if self.view is not None:
            self._show_paper(False)
            kind = "original" if self.shows_original else "article"
            path = "welcome" if self.article is None else f"{kind}/{self.article}"
            self.view.load(QUrl(f"{ORIGIN}/{path}"))

    def _loaded(self, well: bool) -> None:
        shown = self.article
        if self._marks:
            self._run_marks()
        if well and shown is not None:
            self._remember()
            # The page is loaded now, and painted by the next turn of the loop.
            QTimer.singleShot(0, lambda: self.painted.emit(shown))


def printed(library: Library, article: ArticleId, look: Look) -> str:
    """The page of an article as markup; empty where there is no such article any more."""
    try:
        return page(library.articles.article(article), look)
    except NoSuchArticle:
        return ""
