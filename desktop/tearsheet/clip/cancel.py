"""A way to stop long work from outside, asked between its steps."""

from __future__ import annotations

import threading

from tearsheet.errors import Cancelled


class Cancel:
    """Set once by whoever wants the work to stop; safe from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask the work to stop at its next step."""
        self._event.set()

    def check(self) -> None:
        """Raises Cancelled if somebody asked for it."""
        if self._event.is_set():
            raise Cancelled

    def pause(self, seconds: float) -> None:
        """Wait, but not past a call of `set`; raises Cancelled then."""
        if self._event.wait(seconds):
            raise Cancelled
