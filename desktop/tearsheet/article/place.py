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


class Order(Enum):
    """How a list is ordered; OWN is a collection's order by hand, BEST that of a search."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"
    PUBLISHED = "published"
    TITLE = "title"
    PUBLISHER = "publisher"
    BYLINE = "byline"
    LONGEST = "longest"
    SHORTEST = "shortest"
    OWN = "own"


EVERYTHING = Place(shelf=Shelf.ALL)
