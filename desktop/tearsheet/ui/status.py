"""The status line: the count, the clips on their way, what failed, and passing notices."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QMenu, QProgressBar, QStatusBar, QToolButton, QWidget

from tearsheet.article.article import Request
from tearsheet.ui.clip_queue import ClipQueue

_WORKING = "Working…"


class StatusLine(QStatusBar):
    """Says what goes on.

    retried    ids of the articles to try again
    kept       ids of the articles whose pages to keep as they are
    dismissed  ids of the articles to forget the failed clip of
    """

    retried = Signal(object)
    kept = Signal(object)
    dismissed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self.count, self.work, self.notice, self.left = QLabel(), QLabel(), QLabel(), QLabel()
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedWidth(140)
        self.failures = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.failures.setAccessibleName("What failed, and why")
        self._menu = QMenu(self)
        self.failures.setMenu(self._menu)
        for part in (self.count, self.work, self.progress):
            self.addWidget(part)
        self.addWidget(self.notice, 1)
        self.addPermanentWidget(self.left)
        self.addPermanentWidget(self.failures)
        for hidden in (self.work, self.progress, self.failures):
            hidden.hide()

    def follow(self, queue: ClipQueue) -> None:
        """Show a queue's clips."""
        queue.moved.connect(lambda: self._show_work(queue))

    def take_failed(self, failed: list[Request]) -> None:
        """Show the requests that failed."""
        self._menu.clear()
        self.failures.setVisible(bool(failed))
        self.failures.setText(f"{len(failed)} failed")
        for request in failed[:20]:
            part = self._menu.addMenu(request.source_url[:80].replace("&", "&&"))
            part.addAction((request.failure or "").replace("&", "&&")).setEnabled(False)
            self._offer(part, [request], "")
        if len(failed) > 1:
            self._menu.addSeparator()
            self._offer(self._menu, failed, " all")

    def _offer(self, menu: QMenu, requests: list[Request], which: str) -> None:
        articles = frozenset(request.article for request in requests)
        doubted = frozenset(request.article for request in requests if request.is_a_doubt)
        menu.addAction(f"Retry{which}").triggered.connect(lambda: self.retried.emit(articles))
        if doubted:
            keep = menu.addAction(
                "Keep the page as it is" if not which else "Keep the doubted pages as they are"
            )
            keep.triggered.connect(lambda: self.kept.emit(doubted))
        menu.addAction(f"Dismiss{which}").triggered.connect(lambda: self.dismissed.emit(articles))

    def say(self, text: str) -> None:
        """Show a notice until the next."""
        self.notice.setText(text)
        self.notice.setToolTip(text)

    def show_busy(self, on: bool) -> None:
        """Show that an edit is at work, for which no measure is known."""
        if on or self.work.text() == _WORKING:
            self._set_off(_WORKING if on else "", None)

    def show_share(self, words: str, share: float) -> None:
        """Show how much of something is done, 0 to 1; at 1 it is over."""
        self._set_off(words if share < 1 else "", share)

    def show_indexing(self, done: int, total: int) -> None:
        """Show how far the index is; until it is whole a search may miss what is there."""
        words = f"Indexing {done:,} of {total:,}: a search does not find all yet"
        self.show_share(words, done / max(total, 1))

    def _set_off(self, words: str, share: float | None) -> None:
        self.work.setText(words)
        self.work.setVisible(bool(words))
        self.progress.setVisible(bool(words))
        self.progress.setRange(0, 100 if share is not None else 0)
        self.progress.setValue(round(100 * (share or 0)))

    def _show_work(self, queue: ClipQueue) -> None:
        words = f"Clipping {min(queue.done + 1, queue.asked)} of {queue.asked}"
        self._set_off(words if queue.running > 0 else "", queue.share)
