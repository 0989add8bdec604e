"""One open library with its clip engine, wired by hand."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Self

from tearsheet.clip import Engine
from tearsheet.library import Library


class Session:
    """What every face of the program works with. Close it when done.

    library  the open library
    engine   the clip engine
    """

    def __init__(
        self, folder: Path, *, trust: ssl.SSLContext | None = None, back_off: float = 0.7
    ) -> None:
        """Raises LibraryError's leaves."""
        self.library = Library.open(folder)
        self.engine = Engine(trust=trust, back_off=back_off)

    def close(self) -> None:
        """Let go of library and network."""
        self.engine.close()
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
