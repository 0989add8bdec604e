"""How a list shows its articles: laid out, ordered, grouped and with which columns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeVar

from tearsheet.article.ids import ArticleId
from tearsheet.article.place import Order

_E = TypeVar("_E", bound=Enum)


class Layout(Enum):
    """Cards under each other, a table with columns, or pictures side by side."""

    CARDS = "cards"
    TABLE = "table"
    PICTURES = "pictures"


class Group(Enum):
    """What stands together under a heading: the day of the clip, a publisher, a collection."""

    NONE = "none"
    DAY = "day"
    PUBLISHER = "publisher"
    COLLECTION = "collection"


class Column(Enum):
    """A column of the table."""

    TITLE = "title"
    BYLINE = "byline"
    PUBLISHER = "publisher"
    SECTION = "section"
    PUBLISHED = "published"
    CLIPPED = "clipped"
    WORDS = "words"
    MISSING = "missing"
    LANGUAGE = "language"
    TAGS = "tags"


FIRST_COLUMNS: Final = (
    Column.TITLE,
    Column.BYLINE,
    Column.PUBLISHER,
    Column.PUBLISHED,
    Column.WORDS,
    Column.TAGS,
)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Articles in their groups.

    heads  the row that each group begins at, and its name; empty where nothing is grouped
    """

    ids: list[ArticleId]
    heads: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class View:
    """How one place is shown.

    columns   of the table, from left to right; the title is always among them
    widths    of the columns in pixels; a width of 0, or none, is the usual one
    is_dense  less height to a row
    pictures  whether cards show the lead image
    """

    layout: Layout = Layout.CARDS
    order: Order = Order.NEWEST
    group: Group = Group.NONE
    columns: tuple[Column, ...] = FIRST_COLUMNS
    widths: tuple[int, ...] = ()
    is_dense: bool = False
    pictures: bool = True

    def as_text(self) -> str:
        """The view as JSON."""
        return json.dumps(
            {
                "layout": self.layout.value,
                "order": self.order.value,
                "group": self.group.value,
                "columns": [column.value for column in self.columns],
                "widths": self.widths,
                "is_dense": self.is_dense,
                "pictures": self.pictures,
            }
        )

    @classmethod
    def from_text(cls, said: str) -> View:
        """The view that JSON describes; what it does not say, or says oddly, is as usual."""
        try:
            found = json.loads(said)
        except ValueError:
            return cls()
        if not isinstance(found, dict):
            return cls()
        known = {column.value: column for column in Column}
        named = _listed(found.get("columns"))
        columns = tuple(dict.fromkeys(known[each] for each in named if each in known))
        return cls(
            _one(Layout, found.get("layout"), Layout.CARDS),
            _one(Order, found.get("order"), Order.NEWEST),
            _one(Group, found.get("group"), Group.NONE),
            columns if Column.TITLE in columns else FIRST_COLUMNS,
            tuple(each for each in _listed(found.get("widths")) if isinstance(each, int)),
            found.get("is_dense") is True,
            found.get("pictures") is not False,
        )


def _one(kind: type[_E], said: object, otherwise: _E) -> _E:
    return next((one for one in kind if one.value == said), otherwise)


def _listed(said: object) -> list[object]:
    return said if isinstance(said, list) else []
