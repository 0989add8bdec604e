"""Clip: a page becomes a `Clipping`. Network and HTML stay in here; no Qt, no database.

`Engine.clip` is the order of the stages; each stage stands in a file named for what it finds.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tearsheet.clip.engine import Engine, Source

__all__ = ["Engine", "Source"]


def __getattr__(name: str) -> object:
    """The engine comes when it is first asked for: its parsers are the slowest to import."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("tearsheet.clip.engine"), name)
