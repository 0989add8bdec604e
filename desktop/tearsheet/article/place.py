"""Where a list of articles comes from: a shelf, a collection, or a tag."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tearsheet.article.article import Shelf
from tearsheet.article.ids import CollectionId, SmartId, TagId


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection as the sidebar shows it.

    parent    the collection it lies in, or None at the top
    position  its place among its siblings
    count     articles in it or in a collection below it, each once; the trash left out
    """

    id: CollectionId
    parent: CollectionId | None
    name: str
    position: int
    count: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as the sidebar shows it.

    colour  its place on the palette as a number, or empty
    count   articles that carry it, the trash left out
    """

    id: TagId
    name: str
    colour: str
    count: int


@dataclass(frozen=True, slots=True)
class Smart:
    """A smart collection: a search that is kept.

    query  in the search language
    """

    id: SmartId
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Place:
    """What a list shows: a shelf, collection, tag or saved search, and what is searched in it.

    A collection shows those below it, too; a tag "a" those of "a/b".

    query  what is searched for, in the search language; empty where nothing is
    """

    shelf: Shelf | None = None
    collection: CollectionId | None = None
    tag: TagId | None = None
    smart: SmartId | None = None
    query: str = ""

    @property
    def key(self) -> str:
        """The place as a short text, by which its view is kept; its search is not part of it."""
        for kind in ("collection", "tag", "smart"):
            if (number := getattr(self, kind)) is not None:
                return f"{kind}:{number}"
        return f"shelf:{(self.shelf or Shelf.ALL).value}"


class Order(Enum):
    """How a list is ordered; OWN is a collection's order by hand, BEST that of a search.

    Most have another that runs the other way: ``turned``.
    """

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"
    PUBLISHED = "published"
    EARLIEST = "earliest"
    TITLE = "title"
    TITLE_FROM_Z = "title-from-z"
    PUBLISHER = "publisher"
    PUBLISHER_FROM_Z = "publisher-from-z"
    BYLINE = "byline"
    BYLINE_FROM_Z = "byline-from-z"
    SECTION = "section"
    SECTION_FROM_Z = "section-from-z"
    LANGUAGE = "language"
    LANGUAGE_FROM_Z = "language-from-z"
    LONGEST = "longest"
    SHORTEST = "shortest"
    MISSING = "missing"
    WHOLE = "whole"
    OWN = "own"

    @property
    def turned(self) -> Order:
        """The same the other way round; itself where there is none."""
        return _TURNED.get(self, self)


_PAIRS = (
    (Order.NEWEST, Order.OLDEST),
    (Order.PUBLISHED, Order.EARLIEST),
    (Order.TITLE, Order.TITLE_FROM_Z),
    (Order.PUBLISHER, Order.PUBLISHER_FROM_Z),
    (Order.BYLINE, Order.BYLINE_FROM_Z),
    (Order.SECTION, Order.SECTION_FROM_Z),
    (Order.LANGUAGE, Order.LANGUAGE_FROM_Z),
    (Order.LONGEST, Order.SHORTEST),
    (Order.MISSING, Order.WHOLE),
)
_TURNED = dict(_PAIRS) | {two: one for one, two in _PAIRS}


EVERYTHING = Place(shelf=Shelf.ALL)
