"""The window: bar, sidebar, list, reader and status line, and what joins them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tearsheet import places
from tearsheet.article.article import Filed, Outcome
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import EVERYTHING
from tearsheet.article.source_link import SourceLink
from tearsheet.article.view import Layout, View
from tearsheet.errors import NotALink, TearsheetError
from tearsheet.library import ChangeSet
from tearsheet.reading.look import FONTS, THEMES, Look, colours
from tearsheet.session import Session
from tearsheet.settings import Settings, save
from tearsheet.ui.actions import ON_ARTICLES, make_actions, paint_icons, set_keys
from tearsheet.ui.article_acts import ArticleActs
from tearsheet.ui.bars import WindowBar
from tearsheet.ui.bridge import Bridge
from tearsheet.ui.browsing import Browser, Parts
from tearsheet.ui.clip_queue import ClipQueue
from tearsheet.ui.counting import Counter
from tearsheet.ui.drops import links_in, markup_in
from tearsheet.ui.editing import Editor
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.organiser import Organiser
from tearsheet.ui.panes.article_list import ArticleList
from tearsheet.ui.panes.details import Details
from tearsheet.ui.panes.sidebar import Sidebar
from tearsheet.ui.reading_acts import ReadingActs, minutes_left
from tearsheet.ui.searching import SearchBox
from tearsheet.ui.status import StatusLine
from tearsheet.ui.theme import dress, resolved
from tearsheet.ui.voice import Voice
from tearsheet.ui.wiring import what_acts_do

if TYPE_CHECKING:
    from tearsheet.library import Steps

log = logging.getLogger(__name__)
_WIDE_LIST = 640
_WIDE_WINDOW = 1700


class Window(QMainWindow):
    """Opens at once; the library is opened on a lane, and the web engine after that.

    listed   the list stands, and can be scrolled and searched
    usable   everything can be done
    reading  the reader has been started
    closing  the window goes, and takes nothing more
    """

    listed = Signal()
    usable = Signal()
    reading = Signal()
    closing = Signal()

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__()
        self.settings: Settings = settings
        self._folder = folder
        self.lanes = Lanes(self)
        self.session: Session | None = None
        self._is_ready = False
        self.setWindowTitle("Tearsheet")
        self.setAcceptDrops(True)
        self.sidebar: Sidebar = Sidebar(self)
        self.list: ArticleList = ArticleList(self)
        self.status = StatusLine(self)
        self.setStatusBar(self.status)
        self._lay_out()
        self._dress()
        self._restore()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        self.lanes.failed.connect(self._say_failure)
        self.lanes.write(
            lambda: _opened(folder), lambda opened: self._attach(*opened), self._refuse
        )

    def clip(self, given: list[str]) -> None:
        """Clip what a start of the program was given."""
        try:
            links = [SourceLink.parse(text) for text in given]
        except NotALink as exc:
            self.status.say(exc.sentence)
            return
        self.when_open(lambda: self.queue.clip(links) if links else None)

    def raise_up(self) -> None:
        """Come to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep how things stood; what is being clipped waits for the next start."""
        self.hide()
        self.closing.emit()
        if self._is_ready:
            self.queue.stop()
            self.article_acts.stop()
            self.reading_acts.stop()
            self.reader.detach()
        self.lanes.close()
        self._keep_settings()
        if self.session is not None:
            self.session.close()
            self.session = None
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome links, files and markup."""
        given = event.mimeData()
        if links_in(given) or markup_in(given):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Clip what was dropped."""
        self.clip_given(event.mimeData())
        event.acceptProposedAction()

    def open_article(self, id_: ArticleId) -> None:
        """Show an article, and count it as read a moment later."""
        if self.session is None:
            return
        self.reader.show_article(id_)
        self.details.show_article(id_)
        QTimer.singleShot(1500, self, lambda: self._count_as_read(id_))

    def _lay_out(self) -> None:
        from tearsheet.ui.panes.reader import Reader  # the web engine's import is the slowest

        self.reader: Reader = Reader(self)
        self.details = Details(self)
        self.acts: dict[str, QAction] = make_actions(
            self, what_acts_do(self), dict(self.settings.keys)
        )
        self.splitter = self._panes()
        whole = QWidget(self)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.bar = WindowBar(self, self.acts)
        self.search: SearchBox = self.bar.search
        self.search.history = [*self.settings.searches]
        layout.addWidget(self.bar)
        layout.addWidget(self.splitter, 1)
        self.setCentralWidget(whole)
        self.reader.bar.fill(self.acts)
        self.list.opened.connect(lambda id_: self.open_article(ArticleId(id_)))
        self.list.picked.connect(self._offer_acts)
        self._offer_acts()

    def _panes(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for pane in (self.sidebar, self.list, self.reader, self.details):
            splitter.addWidget(pane)
        self.details.hide()
        splitter.setStretchFactor(2, 1)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _attach(self, session: Session, views: dict[str, View]) -> None:
        self.session = session
        library = session.library
        parts = Parts(self.sidebar, self.search, self.list)
        self.browser: Browser = Browser(library, self.lanes, parts, views, self)
        self.model = self.browser.model
        self.browser.laid_out.connect(self._make_room)
        self.browser.hinted.connect(self.status.say)
        self.browser.marked.connect(self.reader.mark)
        self.browser.indexing.connect(self.status.show_indexing)
        self.model.modelReset.connect(self._first_list)
        self.browser.go(EVERYTHING)

    def _first_list(self) -> None:
        """The list stands; what edits and clips comes behind it."""
        self.model.modelReset.disconnect(self._first_list)
        self.listed.emit()
        session = self.session
        if session is not None:
            self.lanes.look(
                "ready", session.library.get_ready, lambda _: self._attach_acts(session)
            )

    def _attach_acts(self, session: Session) -> None:
        library = session.library
        self.counter = Counter(library, self.lanes, self.sidebar.places, self.list, self.status)
        self.queue: ClipQueue = ClipQueue(session, self.lanes, self)
        self.bridge = Bridge(library, self.lanes, self)
        self.status.follow(self.queue)
        self.status.retried.connect(self.queue.retry)
        self.status.kept.connect(self.queue.keep)
        self.status.dismissed.connect(self.queue.dismiss)
        self.queue.filed.connect(self._say_filed)
        self.queue.failed.connect(lambda address, why: self.status.say(f"{address}: {why}"))
        self.bridge.changed.connect(self._take_change)
        # What another process changed while the drawers came would be missed.
        self.model.again()
        self.counter.count()
        self._attach_editing(session)
        self.browser.index()
        if library.is_read_only:
            self.status.say("This library may not be written: it is open for reading only.")
        else:
            self.queue.resume()
            self.organiser.forget_old_trash(self.settings.trash_days)
        self._is_ready = True
        self.usable.emit()
        QTimer.singleShot(0, self, self._start_reader)

    def _attach_editing(self, session: Session) -> None:
        library, tree = session.library, self.sidebar.places
        self.editor: Editor = Editor(library, self.lanes, self)
        self.editor.said.connect(self.status.say)
        self.editor.stood.connect(self._take_steps)
        self.editor.busy.connect(self.status.show_busy)
        listed = (self.list, self.model)
        self.article_acts: ArticleActs = ArticleActs(
            library, self.lanes, self.editor, self.queue, listed, self
        )
        self.article_acts.said.connect(self.status.say)
        self.article_acts.went.connect(self.status.show_share)
        self.organiser: Organiser = Organiser(library, self.lanes, self.editor, tree, self)
        self.organiser.trash_kept.connect(self._keep_trash)
        self.browser.arranged.connect(self.organiser.arrange)
        self.organiser.left.connect(self.browser.leave)
        self.sidebar.chosen.connect(self.organiser.stand_in)
        self.sidebar.asked.connect(self.organiser.fill_menu)
        self.list.asked.connect(
            lambda menu: self.organiser.fill_for_articles(self.list.chosen(), menu)
        )
        tree.links_dropped.connect(lambda place, links: self.queue.clip(links, place.collection))
        self.details.attach(library, self.lanes, self.editor)
        self._attach_reading(session)
        self.editor.look()

    def _attach_reading(self, session: Session) -> None:
        parts = (self.reader, self.list)
        self.reading_acts: ReadingActs = ReadingActs(session, self.lanes, self.editor, parts, self)
        self.reading_acts.said.connect(self.status.say)
        self.reading_acts.searched.connect(self.search.set_query)
        self.organiser.compared.connect(
            lambda one, other: self.reading_acts.compare(ArticleId(one), ArticleId(other))
        )
        self.voice: Voice = Voice(self.reader)
        self.voice.said.connect(self.status.say)
        self.reader.ended.connect(lambda: self.browser.step(1))
        self.reader.divided.connect(self._divide)
        self.reader.scrolled.connect(self._tell_minutes)

    def _tell_minutes(self, share: float) -> None:
        card = self.model.card(self.reader.article) if self.reader.article else None
        if card is not None:
            self.status.left.setText(minutes_left(card.word_count, share) if share < 1 else "")

    def _divide(self, panes: int) -> None:
        """Side by side takes the place of the list; one pane gives it back."""
        if self.reader.view is not None and self.list.shown.hasFocus():
            # A hidden list would hand the keyboard to the last link of the page, and scroll there.
            self.reader.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setVisible(panes < 2 or self.width() > _WIDE_WINDOW)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def toggle_focus(self) -> None:
        """Show nothing but the article, or everything again."""
        shown = not self.sidebar.isVisible()
        for part in (self.sidebar, self.bar, self.status):
            part.setVisible(shown)
        self.list.setVisible(shown)

    def _make_room(self, layout: Layout) -> None:
        """A table or pictures want more width than cards, which get back what they had."""
        wide = self.splitter.sizes()
        wanted = self.settings.splitter[1] if layout is Layout.CARDS else max(wide[1], _WIDE_LIST)
        was_wide = wide[1] >= _WIDE_LIST
        if (layout is Layout.CARDS) == was_wide:
            self.splitter.setSizes([wide[0], wanted, max(wide[2] + wide[1] - wanted, 300), wide[3]])

    def focus_search(self) -> None:
        """Go to the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def choose_keys(self, keys: dict[str, str]) -> None:
        """Give acts other keys, and keep them."""
        self.settings = replace(self.settings, keys=tuple(sorted(keys.items())))
        set_keys(self.acts, keys)

    def toggle_details(self) -> None:
        """Show the details of the article, or hide them."""
        self.details.setVisible(not self.details.isVisible())
        if self.details.isVisible():
            wide = self.splitter.sizes()
            self.splitter.setSizes([*wide[:2], max(wide[2] - 300, 300), 300])
            self.details.show_article(self.reader.article)

    def _keep_trash(self, days: int) -> None:
        self.settings = replace(self.settings, trash_days=days)

    def _start_reader(self) -> None:
        if self.session is None or not self._is_ready:
            return
        self.reader.attach(self.session.library, self.lanes)
        self.reading_acts.attach()
        last = self.settings.last_article
        if last:
            find = self.session.library.articles.find
            self.lanes.look(
                "last", lambda: find(last), lambda id_: self.list.choose(self.model.row_of(id_))
            )
        self.reading.emit()

    def when_open(self, act: Callable[[], object]) -> None:
        """Act now, or as soon as the library is open."""
        if self._is_ready:
            act()
        else:
            self.usable.connect(act)

    def _take_change(self, change: ChangeSet) -> None:
        self.model.refresh(change)
        self.counter.count()
        self.browser.index()
        self.details.refresh(change.articles)
        self.reader.refresh(change.articles)

    def clip_given(self, given: QMimeData) -> None:
        """Clip the addresses, files or markup that are dragged or pasted."""
        links, markup = links_in(given), markup_in(given)
        if links:
            self.when_open(lambda: self.queue.clip(links))
        elif markup:
            self.when_open(lambda: self.queue.clip_given(markup, "text/html; charset=utf-8"))
        else:
            self.status.say("There is no address, file or page there to clip.")

    def _take_steps(self, steps: Steps) -> None:
        for act, verb, name in (("undo", "Undo", steps.undo), ("redo", "Redo", steps.redo)):
            self.acts[act].setText(f"{verb}: {name}" if name else verb)
            self.acts[act].setEnabled(name is not None)

    def _offer_acts(self) -> None:
        """Acts on articles can be had where one is selected."""
        for name in ON_ARTICLES:
            self.acts[name].setEnabled(bool(self.list.chosen()))

    def _count_as_read(self, id_: ArticleId) -> None:
        card = self.model.card(id_) if self.session is not None else None
        if card and not card.is_read and self.reader.article == id_ and self.session is not None:
            library = self.session.library
            if not library.is_read_only:
                self.lanes.write(lambda: library.articles.count_as_read(id_))

    def choose(self, **choice: object) -> None:
        """Change settings by their names, and show it."""
        self.settings = replace(self.settings, **choice)  # type: ignore[arg-type]  # fields of Settings
        self._dress()

    def _dress(self) -> None:
        theme = resolved(self.settings.theme)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            dress(application, theme)
        tokens = colours(theme)
        paint_icons(self.acts, tokens["ink2"], tokens["on_accent"])
        self.bar.dress(tokens["ink3"])
        self.sidebar.dress(theme)
        self.list.dress(theme)
        now = self.settings
        paper = now.paper if now.paper in THEMES else theme
        font = now.font if now.font in FONTS else "serif"
        self.reader.wear(Look(paper, now.text_size, now.measure, font, now.leading, now.justified))

    def _restore(self) -> None:
        self.resize(1440, 900)
        if self.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.settings.geometry.encode()))
        self.splitter.setSizes([*self.settings.splitter, 300])

    def _keep_settings(self) -> None:
        last = self.settings.last_article
        if self.session is not None and self.reader.article is not None:
            try:
                last = self.session.library.articles.article(self.reader.article).uid
            except TearsheetError:
                last = ""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        kept = replace(
            self.settings,
            geometry=geometry,
            splitter=tuple(self.splitter.sizes()[:3]),
            last_article=last,
            searches=tuple(self.search.history),
        )
        try:
            save(places.settings_file(), kept)
        except OSError:
            log.exception("the settings could not be kept")

    def _say_filed(self, filed: Filed) -> None:
        missing = f", {filed.figures_missing} images missing" if filed.figures_missing else ""
        said = {
            Outcome.ADDED: f"Clipped “{filed.title}”{missing}.",
            Outcome.REVISED: f"“{filed.title}” has changed: a new revision was kept{missing}.",
            Outcome.UNCHANGED: f"“{filed.title}” is here already and has not changed.",
        }
        self.status.say(said[filed.outcome])

    def _say_failure(self, error: BaseException) -> None:
        if isinstance(error, TearsheetError):
            self.status.say(error.sentence)
            return
        log.error("work failed in a way nobody foresaw", exc_info=error)
        self.status.say(f"Tearsheet itself failed ({type(error).__name__}). Please report it.")

    def _refuse(self, error: BaseException) -> None:
        """The library cannot be opened: say why where the list would be, and stay up."""
        self._say_failure(error)
        self.list.refuse(self.status.notice.text())


def _opened(folder: Path) -> tuple[Session, dict[str, View]]:
    session = Session(folder)
    return session, session.library.shelves.views()
