"""One pane of the reader: the page of an article, of one revision of it, or its original."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QPageLayout,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from tearsheet import places
from tearsheet.article.ids import ArticleId, RevisionId
from tearsheet.errors import NoSuchArticle
from tearsheet.jobs.original import PDF, Original, read_original
from tearsheet.reading.compare import Span
from tearsheet.reading.look import Look, colours, variables
from tearsheet.reading.render import ORIGIN, inside, quiet
from tearsheet.ui.drops import ARTICLES, articles_in
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.panes.find_bar import FindBar
from tearsheet.ui.panes.paper import PaperView
from tearsheet.ui.panes.web import LibraryScheme, ReaderPage, open_outside
from tearsheet.ui.theme import named

if TYPE_CHECKING:
    from tearsheet.library import Library

_TOUCHES = {QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.FocusIn}
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value


@dataclass(frozen=True, slots=True)
class WebEngine:
    """What all panes share once the web engine runs."""

    library: Library
    lanes: Lanes
    scheme: LibraryScheme
    profile: QWebEngineProfile


class Ear(QObject):
    """What the reader's script in a page tells of.

    heard  what happened, and its data
    """

    heard = Signal(str, object)

    @Slot(str, str)
    def hear(self, kind: str, data: str) -> None:
        """Called from the page's isolated world."""
        self.heard.emit(kind, json.loads(data))


class Pane(QWidget):
    """Shows one article.

    painted   the ArticleId whose words stand in the page now
    ended     a person reads on past the end
    activated  the person works in this pane now
    scrolled  the place of the text at the top of the pane, and how much has been read, 0 to 1
    clicked   the place in the text that was clicked
    selected  whether any words are selected
    pictured  the number of the image that was clicked
    missed    the number of a missing image, and what to do: "again", "archive" or "file"
    given     the articles that were let fall here
    asked     a menu is wanted at this global position
    closed    this pane is not wanted any more
    """

    painted = Signal(int)
    ended = Signal()
    activated = Signal()
    scrolled = Signal(int, float)
    clicked = Signal(int)
    selected = Signal(bool)
    pictured = Signal(int)
    missed = Signal(int, str)
    given = Signal(object)
    asked = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget, engine: WebEngine, look: Look) -> None:
        super().__init__(parent)
        self.setMinimumWidth(260)
        self.setAcceptDrops(True)
        self._engine, self._look = engine, look
        self.article: ArticleId | None = None
        self.revision: RevisionId | None = None
        self.shows_original, self.is_loaded, self.is_gone = False, False, False
        self.place, self.share = 0, 0.0
        self.paper: PaperView | None = None
        self._pattern = self._printed = ""
        self._stands, self._number = False, 0
        self._head = self._make_head()
        self.progress = _Progress(self)
        self.view = _View(self)
        self.web = ReaderPage(engine.profile, self.view)
        self.finder = FindBar(self)
        self._set_up()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for part in (self._head, self.progress, self.view, self.finder):
            self._layout.addWidget(part)
        self._layout.setStretchFactor(self.view, 1)
        self.finder.hide()
        self.wear(look)

    def _make_head(self) -> QWidget:
        head = named(QWidget(self), "paneHead")
        self.title = named(QLabel("", head), "quiet")
        close = QToolButton(head)
        close.setText("✕")
        close.setToolTip("Close this pane")
        close.clicked.connect(self.closed)
        line = QHBoxLayout(head)
        line.setContentsMargins(14, 2, 6, 2)
        line.addWidget(self.title, 1)
        line.addWidget(close)
        head.hide()
        return head

    def _set_up(self) -> None:
        self.web.followed.connect(open_outside)
        self._ear, self._channel = Ear(self), QWebChannel(self)
        self._ear.heard.connect(self._hear)
        self._channel.registerObject("ear", self._ear)
        self.web.setWebChannel(self._channel, _WORLD)
        script = QWebEngineScript()
        script.setName("reader")
        script.setWorldId(_WORLD)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
        script.setSourceCode(places.resource("reader/reader.js").read_text("utf-8"))
        self.web.scripts().insert(script)
        self.view.setPage(self.web)
        self.view.loadFinished.connect(self._loaded)
        self.view.asked.connect(self.asked)
        self.view.touched.connect(self.activated)
        self.finder.asked.connect(self._find)
        self.finder.moved.connect(self.step)
        self.finder.closed.connect(lambda: self.mark(self._pattern))

    def show_article(self, id_: ArticleId | None, revision: RevisionId | None = None) -> None:
        """Show an article, or one revision of it, or the quiet page where there is none."""
        self.keep_place()
        self.article, self.revision = id_, revision
        self.shows_original = False
        self._load()

    def show_head(self, on: bool) -> None:
        """Show which article this is over the pane, and how to close it."""
        self._head.setVisible(on)

    def refresh(self, articles: frozenset[ArticleId]) -> None:
        """Load anew an article whose page reads otherwise now; states alone change nothing."""
        if self.article is None or (articles and self.article not in articles):
            return

        def differs(now: _Filled) -> None:
            if now.markup != self._printed and not self.shows_original:
                self._load(self.place)

        read = partial(_filled, self._engine.library, self.article, self.revision)
        self._engine.lanes.look(f"print {id(self)}", read, differs)

    def run(self, script: str, then: Callable[[Any], object] | None = None) -> None:
        """Run a script in the page's isolated world, where `tearsheet` is the reader's own."""
        if self.is_gone:
            return
        if then is None:
            self.web.runJavaScript(script, _WORLD)
            return

        def answered(answer: Any) -> None:  # noqa: ANN401 (whatever the script gave)
            # A page that goes answers what it was still asked, with nothing.
            if not self.is_gone:
                then(answer)

        self.web.runJavaScript(script, _WORLD, answered)

    def call(self, name: str, *given: object, then: Callable[[Any], object] | None = None) -> None:
        """Call one of the reader's functions in the page, if it has come so far."""
        arguments = ", ".join(json.dumps(one) for one in given)
        self.run(f"window.tearsheet?.{name}({arguments})", then)

    def paint(self, name: str, spans: Sequence[Span]) -> None:
        """Paint places of the text under a name that the style sheet knows; none takes it off."""
        self.call("paint", name, [[span.start, span.end] for span in spans])

    def mark(self, pattern: str) -> None:
        """Mark what matches in the article, a JavaScript regular expression; empty for nothing."""
        self._pattern = pattern
        if not self.finder.isVisible():
            self.call("mark", pattern)

    def step(self, by: int) -> None:
        """Go on to the next match, or the one before."""
        self.call("step", by, then=lambda said: self.finder.tell(str(said)))

    def open_find(self) -> None:
        """Ask what to find in the article."""
        self.finder.open()

    def turn_page(self) -> None:
        """Go down by a page; at the end say so."""
        self.call("turn", then=lambda has_ended: self.ended.emit() if has_ended else None)

    def toggle_original(self) -> None:
        """Show the untouched original of the article, or the article again."""
        self.shows_original = self.article is not None and not self.shows_original
        article, library = self.article, self._engine.library
        if not self.shows_original or article is None:
            self._load()
            return
        self._engine.lanes.look(
            "original", lambda: read_original(library, article), self._show_original
        )

    def wear(self, look: Look) -> None:
        """Change colours, size and width at once, without loading anew."""
        self._look = look
        self.web.setBackgroundColor(QColor(colours(look.theme)["paper"]))
        self.progress.colour = QColor(colours(look.theme)["accent"])
        self.progress.update()
        self.run(f"document.documentElement.setAttribute('style', {json.dumps(variables(look))})")

    def write_pdf(self, path: Path, layout: QPageLayout, done: Callable[[str, bool], None]) -> None:
        """Write the page into a file, on white whatever the theme; say the file, and if it went."""

        def finished(file: str, well: bool) -> None:
            self.wear(self._look)
            done(file, well)

        self.web.setBackgroundColor(QColor("white"))
        self.web.pdfPrintingFinished.connect(finished, Qt.ConnectionType.SingleShotConnection)
        self.web.printToPdf(str(path), layout)

    def keep_place(self) -> None:
        """Keep how far the article was read."""
        article, library = self.article, self._engine.library
        if article is None or self.shows_original or self.revision or library.is_read_only:
            return
        if not self.is_loaded:
            # It was passed by before it stood here, and its place is the one it was left at.
            return
        position = json.dumps({"place": self.place}) if self.place and self.share < 1 else ""
        self._engine.lanes.write(lambda: library.articles.keep_place(article, position))

    def detach(self) -> None:
        """Let go of the page before its profile, as the web engine demands."""
        self.is_gone = True
        self.view.let_go()
        if self.paper is not None:
            self.paper.let_go()
            self.paper.deleteLater()
            self.paper = None
        self.view.setPage(None)  # type: ignore[arg-type]  # Qt allows none here; its stubs do not
        self.web.deleteLater()
        self.view.deleteLater()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome articles of the list."""
        if event.mimeData().hasFormat(ARTICLES):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which articles are wanted here."""
        self.given.emit(articles_in(event.mimeData()))
        event.acceptProposedAction()

    def _show_original(self, original: Original) -> None:
        if not self.shows_original:
            return
        if original.media_type != PDF:
            self._load()
            return
        if self.paper is None:
            self.paper = PaperView(self)
            self._layout.insertWidget(2, self.paper, 1)
        self.paper.take(original.content)
        self._show_paper(True)

    def _show_paper(self, on: bool) -> None:
        if self.paper is not None:
            self.paper.setVisible(on)
            self.view.setVisible(not on)

    def _load(self, place: int = 0) -> None:
        """Show what is wanted. An article comes into the page that stands, whose style and fonts
        are there already; the original is a page of its own.

        place  of the text, to be brought to the top; 0 for where it was left
        """
        self._show_paper(False)
        self.is_loaded = False
        self.place, self.share = place, 0.0
        self.progress.tell(0.0)
        if self.shows_original:
            self._stands = False
            self.view.load(QUrl(f"{ORIGIN}/original/{self.article}"))
        elif self._stands and self.article is not None:
            self._fill()
        else:
            self._stands = False
            self.view.load(QUrl(f"{ORIGIN}/welcome"))

    def _loaded(self, well: bool) -> None:
        self._stands = well and not self.shows_original
        if self._stands and self.article is not None:
            self._fill()
        else:
            self._come(well)

    def _fill(self) -> None:
        """Bring the article into the page that stands."""
        article, revision, library = self.article, self.revision, self._engine.library
        if article is None:
            return
        self._number += 1
        number, kept = self._number, self.place

        def take(filled: _Filled) -> None:
            if self._stands and self.article == article:
                self._printed = filled.markup
                self.title.setText(filled.title)
                self.place = place = kept or (0 if revision else filled.place)
                self.call(
                    "show", number, filled.markup, filled.language, filled.direction, filled.title,
                    place,
                )  # fmt: skip

        read = partial(_filled, library, article, revision)
        self._engine.lanes.look(f"page {id(self)}", read, take, first=True)

    def _come(self, well: bool) -> None:
        """What is wanted stands in the page now."""
        self.is_loaded = well
        shown = self.article
        if self.finder.isVisible():
            self._find(self.finder.pattern)
        elif self._pattern:
            self.call("mark", self._pattern)
        if well and shown is not None:
            self.painted.emit(shown)

    def _find(self, pattern: str) -> None:
        self.call("mark", pattern, then=lambda count: self.finder.tell(f"0/{int(count or 0)}"))
        if pattern:
            self.step(1)

    def _hear(self, kind: str, data: dict[str, Any]) -> None:
        if kind == "shown":
            if data["number"] == self._number and self._stands:
                self._come(True)
        elif kind == "scrolled":
            self.place, self.share = int(data["place"]), float(data["share"])
            self.progress.tell(self.share)
            self.scrolled.emit(self.place, self.share)
        elif kind == "clicked":
            self.clicked.emit(int(data["place"]))
        elif kind == "selected":
            self.selected.emit(bool(data["is"]))
        elif kind == "image":
            self.pictured.emit(int(data["number"]))
        elif kind == "missing":
            self.missed.emit(int(data["number"]), str(data["act"]))


@dataclass(frozen=True, slots=True)
class _Filled:
    """An article as it is brought into a page; ``place`` is where it was left."""

    markup: str
    language: str = "en"
    direction: str = "ltr"
    title: str = ""
    place: int = 0


def _filled(library: Library, id_: ArticleId, revision: RevisionId | None) -> _Filled:
    try:
        article = library.articles.article(id_, revision)
    except NoSuchArticle as gone:
        return _Filled(quiet(str(gone)))
    left = json.loads(article.reading_position or "{}").get("place", 0)
    markup = inside(article, has_acts=revision is None)
    return _Filled(markup, article.language, article.direction, article.title, int(left))


class _View(QWebEngineView):
    """A web view with our own menu.

    asked    a menu is wanted at this global position
    touched  a person works here now
    """

    asked = Signal(object)
    touched = Signal()

    def let_go(self) -> None:
        """Listen no more to the widget inside."""
        inside = self.focusProxy()
        if inside is not None:
            inside.removeEventFilter(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for our menu instead of the browser's."""
        self.asked.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Listen to the widget that the web engine puts inside."""
        inside = self.focusProxy()
        if event.type() == QEvent.Type.ChildPolished and inside is not None:
            inside.installEventFilter(self)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click or the wheel says that this pane is the one."""
        if event.type() in _TOUCHES:
            self.touched.emit()
        return super().eventFilter(watched, event)


class _Progress(QWidget):
    """A thin line: how much of the article has been read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(2)
        self.colour = QColor("#b5402a")
        self._share = 0.0

    def tell(self, share: float) -> None:
        """Show how much, 0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, round(self.width() * self._share), 2, self.colour)
        painter.end()
