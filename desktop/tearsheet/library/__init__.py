"""The library: what we keep, in one folder. SQLAlchemy stays in here; no Qt, no network.

`Library` is the door; it opens, migrates and closes, and holds the drawers, one subject each.
No mapped row leaves this room: lists get frozen cards, readers get frozen articles.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from tearsheet.library.changes import ChangeSet
from tearsheet.library.search.conditions import (
    ANYWHERE,
    Condition,
    Joint,
    conditions_of,
    written,
)
from tearsheet.library.search.grammar import FIELDS, STATES, THINGS, Words, is_understood, parse
from tearsheet.library.search.passages import AFTER, BEFORE, GAP, marks
from tearsheet.library.wanted import while_wanted

if TYPE_CHECKING:
    from tearsheet.library.history import Steps
    from tearsheet.library.library import Library
    from tearsheet.library.listing import Found
    from tearsheet.library.revision import Revision

__all__ = [
    "AFTER",
    "ANYWHERE",
    "BEFORE",
    "FIELDS",
    "GAP",
    "STATES",
    "THINGS",
    "ChangeSet",
    "Condition",
    "Found",
    "Joint",
    "Library",
    "Revision",
    "Steps",
    "Words",
    "conditions_of",
    "is_understood",
    "marks",
    "parse",
    "while_wanted",
    "written",
]

_LATE: Final = {
    "Found": "listing",
    "Library": "library",
    "Revision": "revision",
    "Steps": "history",
}


def __getattr__(name: str) -> object:
    """What needs SQLAlchemy comes when it is first asked for; a terminal's search needs none."""
    if name not in _LATE:
        raise AttributeError(name)
    return getattr(import_module(f"tearsheet.library.{_LATE[name]}"), name)
