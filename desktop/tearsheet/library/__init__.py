"""The library: what we keep, in one folder. SQLAlchemy stays in here; no Qt, no network.

`Library` is the door; it opens, migrates and closes, and holds the drawers, one subject each.
No mapped row leaves this room: lists get frozen cards, readers get frozen articles.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tearsheet.library.changes import ChangeSet
    from tearsheet.library.history import Steps
    from tearsheet.library.library import Library
    from tearsheet.library.listing import Found
    from tearsheet.library.revision import Revision
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

_ROOMS: Final = {
    "AFTER": "search.passages",
    "ANYWHERE": "search.conditions",
    "BEFORE": "search.passages",
    "ChangeSet": "changes",
    "Condition": "search.conditions",
    "FIELDS": "search.grammar",
    "Found": "listing",
    "GAP": "search.passages",
    "Joint": "search.conditions",
    "Library": "library",
    "Revision": "revision",
    "STATES": "search.grammar",
    "Steps": "history",
    "THINGS": "search.grammar",
    "Words": "search.grammar",
    "conditions_of": "search.conditions",
    "is_understood": "search.grammar",
    "marks": "search.passages",
    "parse": "search.grammar",
    "while_wanted": "wanted",
    "written": "search.conditions",
}


def __getattr__(name: str) -> object:
    """Each name comes when it is first asked for: a question from a terminal needs few of them."""
    if name not in _ROOMS:
        raise AttributeError(name)
    return getattr(import_module(f"tearsheet.library.{_ROOMS[name]}"), name)
