"""Clips on their way: asked for, fetched, filed; each step on its lane."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from tearsheet.article.article import Filed, Request
from tearsheet.article.clipping import Clipping
from tearsheet.article.ids import ArticleId, CollectionId
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.cancel import Cancel
from tearsheet.errors import Cancelled
from tearsheet.jobs.clipping import ClipRequest, FileClipping, is_a_doubt, reason
from tearsheet.session import Session
from tearsheet.ui.lanes import Lanes


class ClipQueue(QObject):
    """Takes requests through the house.

    moved   a clip began, went a step, or ended
    filed   a Filed
    failed  the address and why
    """

    moved = Signal()
    filed = Signal(object)
    failed = Signal(str, str)

    def __init__(self, session: Session, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self._lanes = session, lanes
        self._cancel = Cancel()
        self._running: dict[int, float] = {}
        self.asked = self.done = 0

    @property
    def running(self) -> int:
        """Clips that are not done yet."""
        return len(self._running)

    @property
    def share(self) -> float:
        """How much of what was asked for since the queue was last empty is done, 0 to 1."""
        return (self.done + sum(self._running.values())) / self.asked if self.asked else 1.0

    def resume(self) -> None:
        """Take up what an earlier run left."""
        self._lanes.write(self.session.library.requests.take_up, self._start)

    def clip(self, links: Iterable[SourceLink], into: CollectionId | None = None) -> None:
        """Ask for these; each is stored, in its collection too, before anything is fetched."""
        wanted, library = list(links), self.session.library

        def ask() -> list[Request]:
            requests = [library.requests.expect(link) for link in wanted]
            if into is not None:
                library.collections.put(into, [request.article for request in requests])
            return requests

        self._lanes.write(ask, self._start)

    def clip_given(self, content: bytes, media_type: str) -> None:
        """Clip bytes that came without an address."""
        expect = self.session.library.requests.expect_given
        self._lanes.write(lambda: [expect(content, media_type)], self._start)

    def retry(self, articles: frozenset[ArticleId]) -> None:
        """Try failed ones again."""
        self._lanes.write(lambda: self.session.library.requests.retry(articles), self._start)

    def keep(self, articles: frozenset[ArticleId]) -> None:
        """Keep the pages of failed ones as they are, though they seem to be no articles."""
        retry = self.session.library.requests.retry
        self._lanes.write(lambda: retry(articles, as_it_is=True), self._start)

    def dismiss(self, articles: frozenset[ArticleId]) -> None:
        """Forget failed ones."""
        self._lanes.write(lambda: self.session.library.requests.dismiss(articles))

    def stop(self) -> None:
        """Stop all; what is not done waits for the next start."""
        self._cancel.set()
        self.session.hang_up()

    def _start(self, requests: list[Request]) -> None:
        if not self._running:
            self.asked = self.done = 0
        for request in requests:
            if request.id not in self._running:
                self._running[request.id] = 0.0
                self.asked += 1
                self._fetch(request)
        self.moved.emit()

    def _fetch(self, request: Request) -> None:
        job = ClipRequest(self.session.library, self.session.engine, request)

        def progress(done: int, total: int) -> None:
            self._lanes.tell(lambda: self._move(request, done / total))

        self._lanes.fetch(
            lambda: job.run(progress, self._cancel),
            lambda clipping: self._file(request, clipping),
            lambda error: self._fail(request, error),
        )

    def _file(self, request: Request, clipping: Clipping) -> None:
        job = FileClipping(self.session.library, request, clipping)

        def filed(result: Filed) -> None:
            self._end(request)
            self.filed.emit(result)

        self._lanes.write(
            lambda: job.run(lambda _done, _total: None, self._cancel),
            filed,
            lambda error: self._fail(request, error),
        )

    def _fail(self, request: Request, error: BaseException) -> None:
        self._end(request)
        if isinstance(error, Cancelled):
            return
        why, doubt = reason(error), is_a_doubt(error)
        self._lanes.write(
            lambda: self.session.library.requests.fail(request.id, why, is_a_doubt=doubt)
        )
        self.failed.emit(request.source_url, why)

    def _move(self, request: Request, share: float) -> None:
        if request.id in self._running:
            self._running[request.id] = share
            self.moved.emit()

    def _end(self, request: Request) -> None:
        if self._running.pop(request.id, None) is not None:
            self.done += 1
        self.moved.emit()
