"""The lanes that work runs on, so that the window never waits.

*writing* is one thread: SQLite has one writer. *fetching* is several. *looking* answers only the
newest of each kind of question; *first* does so for what a person sees next. *behind* is
one thread for what nobody waits for. Outcomes come back on the window's thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from tearsheet.errors import Cancelled
from tearsheet.library import while_wanted

log = logging.getLogger(__name__)
T = TypeVar("T")


class Lanes(QObject):
    """The threads of one window.

    failed  an error that nobody asked to hear of, for the window to show
    """

    failed = Signal(object)
    _outcome = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="writing")
        self._fetching = ThreadPoolExecutor(4, thread_name_prefix="fetching")
        self._looking = ThreadPoolExecutor(2, thread_name_prefix="looking")
        self._first = ThreadPoolExecutor(1, thread_name_prefix="first")
        self._behind = ThreadPoolExecutor(1, thread_name_prefix="behind")
        self._newest: dict[str, int] = {}
        self._closed = False
        self._outcome.connect(lambda act: act(), Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        job: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run ``job`` after every write before it."""
        self._submit(self._writing, job, done, failed)

    def fetch(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run ``job`` beside others of its kind."""
        self._submit(self._fetching, job, done, failed)

    def look(
        self,
        question: str,
        job: Callable[[], T],
        done: Callable[[T], None],
        *,
        first: bool = False,
    ) -> None:
        """Ask; a question of that name that is not the newest is broken off, its answer dropped.

        first  a person waits for it and it is short: it waits for no longer look
        """
        number = self._newest[question] = self._newest.get(question, 0) + 1

        def is_idle() -> bool:
            return self._closed or self._newest[question] != number

        def asked() -> T:
            if is_idle():
                raise Cancelled
            with while_wanted(is_idle):
                return job()

        def answered(answer: T) -> None:
            if self._newest[question] == number and _is_there(done):
                done(answer)

        self._submit(self._first if first else self._looking, asked, answered, None)

    def behind(self, job: Callable[[], T], done: Callable[[T], None] | None = None) -> None:
        """Run ``job`` behind everything else, one such at a time."""
        self._submit(self._behind, job, done, None)

    @property
    def is_closed(self) -> bool:
        """Whether the window goes; long work behind it asks this."""
        return self._closed

    def tell(self, act: Callable[[], None]) -> None:
        """Run ``act`` on the window's thread; safe from any thread."""
        if not self._closed:
            self._outcome.emit(act)

    def close(self) -> None:
        """End the threads; what runs is finished, what waits is dropped."""
        self._closed = True
        for lane in (self._fetching, self._looking, self._first, self._behind, self._writing):
            lane.shutdown(wait=True, cancel_futures=True)

    def _submit(
        self,
        lane: ThreadPoolExecutor,
        job: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[BaseException], None] | None,
    ) -> None:
        if self._closed:
            return

        def back(future: Future[T]) -> None:
            if future.cancelled():
                return
            error = future.exception()
            if error is None:
                if done:
                    self.tell(lambda: done(future.result()))
            elif failed:
                self.tell(lambda: failed(error))
            elif not isinstance(error, Cancelled):
                self.tell(lambda: self.failed.emit(error))

        lane.submit(job).add_done_callback(back)


def _is_there(done: Callable[..., object]) -> bool:
    """Whether what is to hear an answer still is: a dialog may have been closed meanwhile."""
    asker = getattr(getattr(done, "func", done), "__self__", None)
    return not isinstance(asker, QObject) or isValid(asker)
