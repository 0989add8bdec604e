"""One open library with its clip engine, wired by hand."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tearsheet.library import Library

if TYPE_CHECKING:
    import ssl

    from tearsheet.clip import Engine


class Session:
    """What every face of the program works with. Close it when done.

    library  the open library
    """

    def __init__(
        self, folder: Path, *, trust: ssl.SSLContext | None = None, back_off: float = 0.7
    ) -> None:
        """Raises LibraryError's leaves."""
        self.library = Library.open(folder)
        self._trust, self._back_off = trust, back_off
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    @property
    def engine(self) -> Engine:
        """The clip engine, made when it is first wanted; safe from any thread."""
        from tearsheet.clip import Engine  # its import would hold up the start of the window

        with self._lock:
            if self._engine is None:
                self._engine = Engine(trust=self._trust, back_off=self._back_off)
            return self._engine

    def hang_up(self) -> None:
        """Break off what is being fetched."""
        if self._engine is not None:
            self._engine.hang_up()

    def close(self) -> None:
        """Let go of library and network."""
        if self._engine is not None:
            self._engine.close()
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
