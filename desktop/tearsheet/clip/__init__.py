"""Clip: a page becomes a `Clipping`. Network and HTML stay in here; no Qt, no database.

`Engine.clip` is the order of the stages; each stage stands in a file named for what it finds.
"""

from tearsheet.clip.engine import Engine, Source

__all__ = ["Engine", "Source"]
