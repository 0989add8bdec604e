"""Whether what is being read is still wanted: a keystroke makes the answer to the last one idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

is_unwanted: Final[ContextVar[Callable[[], bool] | None]] = ContextVar("is_unwanted", default=None)
"""Asked while something is read; None where it is read to the end in any case."""


@contextmanager
def while_wanted(asked: Callable[[], bool]) -> Iterator[None]:
    """What this thread reads of a library in the block ends with Cancelled once it is unwanted.

    asked  whether it is unwanted; asked some thousand times a second
    """
    token = is_unwanted.set(asked)
    try:
        yield
    finally:
        is_unwanted.reset(token)
