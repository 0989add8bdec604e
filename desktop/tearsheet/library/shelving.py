"""What stands where: the articles of a place in their order, their cards, and how many they are.

All of it is read by the bare driver, see `Readers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final

import pysqlite3

from tearsheet.article.article import Card, Shelf
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import Order, Place
from tearsheet.article.view import View
from tearsheet.library import listing
from tearsheet.library.card import cards
from tearsheet.library.readers import Readers
from tearsheet.library.search.grammar import Query, parse
from tearsheet.library.search.index import BEHIND, SearchIndex

_SMART: Final = "SELECT query FROM smart_collection WHERE id = ?"


class ShelfDrawer:
    """The library's articles as lists show them."""

    def __init__(self, readers: Readers, index: SearchIndex | None) -> None:
        self._readers, self._index = readers, index

    def on_shelf(self, shelf: Shelf) -> list[ArticleId]:
        """The ids of a shelf's articles, newest clip first."""
        return self.at(Place(shelf=shelf))

    def at(
        self, place: Place, order: Order = Order.NEWEST, limit: int | None = None
    ) -> list[ArticleId]:
        """The ids of a place's articles in an order; only the first where a limit is given.

        A collection's own order is that of its own articles, then of those below it.
        """
        is_soon = order is Order.BEST and limit is not None and limit <= listing.MOST_RANKED
        with self._asked(place) as (connection, query):
            if is_soon:
                ids = listing.best(connection, place, query)
            else:
                ids = listing.every(connection, place, query, order)
        return [ArticleId(id_) for id_ in ids[:limit]]

    def first(self, place: Place, order: Order, limit: int) -> listing.Found:
        """The first of a place's articles, as fast as one types; see `Found` for what it owes."""
        with self._asked(place) as (connection, query):
            return listing.first(connection, place, query, order, limit)

    def best(self, place: Place) -> list[ArticleId]:
        """The newest 2,000 articles that answer a place's search, best first."""
        with self._asked(place) as (connection, query):
            return [ArticleId(id_) for id_ in listing.best(connection, place, query)]

    def titled(self, place: Place, beginning: str) -> list[ArticleId]:
        """The ids of a place's articles whose titles begin so, whatever the case."""
        with self._asked(place) as (connection, _):
            return [ArticleId(id_) for id_ in listing.titled(connection, place, beginning)]

    def counts(self) -> dict[Shelf, int]:
        """How many articles stand on each shelf."""
        with self._readers.asking() as connection:
            return listing.counts(connection)

    def count(self, place: Place) -> int:
        """How many articles a place shows."""
        found = self.first(place, Order.NEWEST, 1)
        return found.count if found.count is not None and found.is_exact else len(self.at(place))

    def cards(self, ids: Sequence[ArticleId]) -> list[Card]:
        """The cards of these articles in the order asked for; those that are gone are left out."""
        with self._readers.asking() as connection:
            return cards(connection, ids)

    def views(self) -> dict[str, View]:
        """How places are shown where that was chosen, by `Place.key`."""
        with self._readers.asking() as connection:
            rows = connection.execute("SELECT place, look FROM view").fetchall()
        return {place: View.from_text(look) for place, look in rows}

    @contextmanager
    def _asked(self, place: Place) -> Iterator[tuple[pysqlite3.Connection, Query]]:
        """A connection to ask, and what is searched in a place, that of a smart one included."""
        now = datetime.now().astimezone()
        if self._index is not None and (place.query or place.smart is not None):
            with self._readers.asking() as connection:
                is_behind = connection.execute(BEHIND).fetchone()[0]
            if is_behind:
                self._index.freshen()
        with self._readers.asking() as connection:
            query = parse(place.query, now)
            if place.smart is not None:
                kept = connection.execute(_SMART, (place.smart,)).fetchone()
                query = query.within(parse(f"{kept[0]} " if kept else "", now))
            yield connection, query
