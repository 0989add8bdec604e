"""The reader: a bar of acts above one to four panes side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWebEngineCore import QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from tearsheet.article.ids import ArticleId, RevisionId
from tearsheet.reading.look import Look
from tearsheet.ui.bars import ReaderBar
from tearsheet.ui.comparing import CompareBar, Comparer
from tearsheet.ui.highlighting import Highlighter
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.panes.pane import Pane, WebEngine
from tearsheet.ui.panes.paper import PaperView
from tearsheet.ui.panes.web import LibraryScheme, NoNetwork, reader_profile

if TYPE_CHECKING:
    from tearsheet.library import Library

MOST_PANES = 4
_IDLE_MS = 400


class Reader(QWidget):
    """Shows articles. The web engine starts with `attach`, after the window is up.

    What is asked of the reader is done by its active pane, the one that was touched last.

    painted   the ArticleId whose words stand in the active page, or in another
    ended     a person reads on past the end of the article
    divided   how many panes there are now
    scrolled  how much of the active article has been read, 0 to 1
    selected  whether any words are selected
    pictured  an ArticleId and the number of its image that was clicked
    missed    an ArticleId, the number of its missing image, and what to do about it
    asked     a pane, and the global position where its menu is wanted
    """

    painted = Signal(int)
    ended = Signal()
    divided = Signal(int)
    scrolled = Signal(float)
    selected = Signal(bool)
    pictured = Signal(int, int)
    missed = Signal(int, int, str)
    asked = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setMinimumWidth(280)
        self.bar = ReaderBar(self)
        self.comparison = CompareBar(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.comparison)
        layout.addWidget(self.splitter, 1)
        self.comparison.hide()
        self.guard = NoNetwork(self)
        self.panes: list[Pane] = []
        self._active: Pane | None = None
        self._look, self._pattern = Look(), ""
        self._waiting: ArticleId | None = None
        self._engine: WebEngine | None = None
        self._spare: Pane | None = None
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self._make_spare)
        self.highlighter: Highlighter | None = None

    @property
    def active(self) -> Pane | None:
        """The pane that was touched last."""
        return self._active

    @property
    def article(self) -> ArticleId | None:
        """The article of the active pane."""
        return self._active.article if self._active else self._waiting

    @property
    def view(self) -> QWebEngineView | None:
        """The web view of the active pane."""
        return self._active.view if self._active else None

    @property
    def paper(self) -> PaperView | None:
        """The PDF view of the active pane, if it has shown any."""
        return self._active.paper if self._active else None

    def attach(self, library: Library, lanes: Lanes) -> None:
        """Start the web engine on a library."""
        scheme = LibraryScheme(library, lanes, self)
        scheme.look = self._look
        profile: QWebEngineProfile = reader_profile(self, scheme, self.guard)
        self._engine = WebEngine(library, lanes, scheme, profile)
        self.highlighter = Highlighter(library, lanes, self)
        self.comparer = Comparer(lanes, self.comparison, self)
        self.comparison.swapped.connect(self.swap)
        self.comparison.joined.connect(self.join)
        pane = self._add_pane()
        pane.show_article(self._waiting)

    def show_article(self, id_: ArticleId | None) -> None:
        """Show an article in the active pane, or the quiet page where there is none."""
        self._waiting = id_
        if self._active is not None:
            self._active.show_article(id_)

    def show_beside(self, article: ArticleId, revision: RevisionId | None = None) -> None:
        """Show an article in a pane of its own beside those there are, up to four; the pane
        that comes last is used again when there is no room for more.
        """
        if self._engine is None:
            return
        full = len(self.panes) >= MOST_PANES or (len(self.panes) > 1 and not self._has_room())
        pane = self.panes[-1] if full else self._add_pane()
        pane.show_article(article, revision)

    def join(self) -> None:
        """Keep only the active pane."""
        for pane in [*self.panes]:
            if pane is not self._active:
                self._drop_pane(pane)

    def swap(self) -> None:
        """Let the first two panes change places."""
        if len(self.panes) > 1:
            sizes = self.splitter.sizes()
            self.panes[0], self.panes[1] = self.panes[1], self.panes[0]
            self.splitter.insertWidget(0, self.panes[0])
            self.splitter.setSizes(sizes)
            self.comparer.follow(self.panes)

    def refresh(self, articles: frozenset[ArticleId]) -> None:
        """Load anew the pages that read otherwise now; repaint the highlights of the others."""
        for pane in self.panes:
            pane.refresh(articles)
            if self.highlighter and (not articles or pane.article in articles):
                self.highlighter.paint(pane)

    def mark(self, pattern: str) -> None:
        """Mark what matches in the articles, a JavaScript regular expression; empty: nothing."""
        self._pattern = pattern
        for pane in self.panes:
            pane.mark(pattern)

    def on_active(self, act: Callable[[Pane], object]) -> None:
        """Let the active pane do something, once there is one."""
        if self._active is not None:
            act(self._active)

    def wear(self, look: Look) -> None:
        """Change colours, type and width at once, without loading anew."""
        self._look = look
        if self._engine is not None:
            self._engine.scheme.look = look
        for pane in self.panes:
            pane.wear(look)

    def detach(self) -> None:
        """Let go of the pages before their profile, as the web engine demands."""
        self._idle.stop()
        for pane in self.panes:
            pane.keep_place()
        for pane in (*self.panes, *([self._spare] if self._spare else [])):
            pane.detach()
        self.panes, self._active, self._spare = [], None, None

    def _has_room(self) -> bool:
        return self.splitter.width() // (len(self.panes) + 1) >= self.panes[0].minimumWidth()

    def _add_pane(self) -> Pane:
        assert self._engine is not None, "panes come after attach"
        pane, self._spare = self._spare or Pane(self, self._engine, self._look), None
        self.panes.append(pane)
        self.splitter.addWidget(pane)
        pane.setEnabled(True)
        pane.wear(self._look)
        pane.mark(self._pattern)
        self._listen(pane)
        if self._active is None:
            self._activate(pane)
        self._arrange()
        return pane

    def _make_spare(self) -> None:
        """Have a pane ready beforehand: its page takes longer to make than to fill."""
        if self._engine is not None and self._spare is None and len(self.panes) < MOST_PANES:
            self._spare = Pane(self, self._engine, self._look)
            # What draws a page is made when it is first shown: it is, under the others.
            self._spare.setEnabled(False)
            self._spare.setGeometry(self.splitter.geometry())
            self._spare.lower()
            self._spare.show()
            self._spare.show_article(None)

    def _listen(self, pane: Pane) -> None:
        pane.activated.connect(lambda: self._activate(pane))
        pane.painted.connect(lambda id_: self._painted(pane, id_))
        pane.ended.connect(self.ended)
        pane.scrolled.connect(lambda place, share: self._scrolled(pane, place, share))
        pane.clicked.connect(lambda place: self._clicked(pane, place))
        pane.selected.connect(self.selected)
        pane.pictured.connect(lambda number: self.pictured.emit(pane.article or 0, number))
        pane.missed.connect(lambda number, act: self.missed.emit(pane.article or 0, number, act))
        pane.given.connect(lambda articles: self._give(pane, articles))
        pane.asked.connect(lambda where: self.asked.emit(pane, where))
        pane.closed.connect(lambda: self._drop_pane(pane))

    def _drop_pane(self, pane: Pane) -> None:
        if len(self.panes) > 1:
            self.panes.remove(pane)
            if self._active is pane:
                self._activate(self.panes[0])
            pane.keep_place()
            pane.detach()
            pane.hide()
            pane.deleteLater()
            self._arrange()

    def _arrange(self) -> None:
        """Give the panes the same width, and their heads where there are several."""
        several = len(self.panes) > 1
        for pane in self.panes:
            pane.show_head(several)
        self.comparison.setVisible(several)
        self.comparer.follow(self.panes)
        self.divided.emit(len(self.panes))
        # The list may go or come back on that: the widths are known after it.
        QTimer.singleShot(0, self, self._even_out)

    def _even_out(self) -> None:
        if self.panes:
            width = max(self.splitter.width() // len(self.panes), 1)
            self.splitter.setSizes([width] * len(self.panes))

    def _activate(self, pane: Pane) -> None:
        self._active = pane

    def _painted(self, pane: Pane, id_: int) -> None:
        if self.highlighter is not None:
            self.highlighter.paint(pane)
        self.comparer.compare()
        self.painted.emit(id_)
        self._idle.start()

    def _scrolled(self, pane: Pane, place: int, share: float) -> None:
        if pane is self._active:
            self.scrolled.emit(share)
            self.comparer.scroll(pane, place, share)

    def _clicked(self, pane: Pane, place: int) -> None:
        if self.highlighter is None or not self.highlighter.open_at(pane, place):
            self.comparer.click(pane, place)

    def _give(self, pane: Pane, articles: frozenset[ArticleId]) -> None:
        """Articles that fall on the right half of the only pane open beside it."""
        if not articles:
            return
        first = min(articles)
        local = self.mapFromGlobal(pane.cursor().pos())
        if len(self.panes) == 1 and self._is_right(local):
            self.show_beside(first)
        else:
            self._activate(pane)
            pane.show_article(first)

    def _is_right(self, where: QPoint) -> bool:
        return where.x() > self.width() // 2
