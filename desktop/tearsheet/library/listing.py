"""Which articles a place shows and a search finds, and in which order.

All of it is asked of the bare driver: the window's first page comes in a millisecond, and a
terminal that asks one question need not wait for SQLAlchemy's import. Ids grow with the time of
the clip, so the newest come first by descending id without being sorted.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

import pysqlite3

from tearsheet.article.article import Shelf
from tearsheet.article.place import Order, Place
from tearsheet.library.ranking import hits, is_soon_ranked, ranked
from tearsheet.library.search.endings import with_endings
from tearsheet.library.search.facts import BELOW
from tearsheet.library.search.folding import for_like
from tearsheet.library.search.grammar import All, Fact, Node, Query
from tearsheet.library.search.labels import with_labels
from tearsheet.library.search.sql import NOT_KEPT, asked, parts_of
from tearsheet.library.statement import INDEXES, ORDERED, SHELVES, Listing, Said

_STATES: Final = {Shelf.UNREAD: "unread", Shelf.STARRED: "starred", Shelf.ARCHIVE: "archived"}
_TRASHED: Final = Fact("is", "trashed")
MOST_RANKED: Final = 2_000
"""The newest so many hits are ranked, at a microsecond each; older ones stand under them."""
_RANKED_AT_ONCE: Final = 400
_COUNTED: Final = 120_000
_FEW: Final = 5_000
_TAGS_BELOW: Final = f"SELECT count(*) FROM ({BELOW.format(':id')})"
_WALKED: Final = 8
"""Where at least one of so many articles answers, to go through all in their order until a page
is full is the shorter way; else what answers is sorted."""
_PATIENCE: Final = 0.008
"""Seconds. Where the first page took longer, as for a long beginning whose words are gathered one
by one, to count or to rank would take as long again: a person is shown the page meanwhile."""


@dataclass(frozen=True, slots=True)
class Found:
    """The first articles of an answer.

    ids       in their order
    count     how many there are in all; None where to count them takes longer than to show these
    is_exact  whether the count is not just where counting stopped
    is_ranked whether they stand in the order that was asked for; else they are the newest, and
              `best` has the order
    """

    ids: list[int]
    count: int | None
    is_exact: bool
    is_ranked: bool


def counts(connection: pysqlite3.Connection) -> dict[Shelf, int]:
    """How many articles stand on each shelf."""
    kept = connection.execute(
        "SELECT kept, unread, starred, archived, trashed FROM shelf_count"
    ).fetchone()
    failed = "SELECT count(DISTINCT article_id) FROM request WHERE failure IS NOT NULL"
    return {
        **dict(zip(INDEXES, kept, strict=True)),
        Shelf.ATTENTION: _number(connection, failed, {}),
    }


def first(
    connection: pysqlite3.Connection, place: Place, query: Query, order: Order, limit: int
) -> Found:
    """The first articles of a place that answer a query, with their count where it is cheap."""
    listing = _listing(connection, place, query, is_quick=True)
    quick = listing.found
    began = time.perf_counter()
    ids = _in_order(connection, listing, order, limit)
    is_slow = time.perf_counter() - began > _PATIENCE
    count: int | None = len(ids)
    is_exact = len(ids) < limit
    if not is_exact:
        count, is_exact = (None, False) if is_slow else _count(connection, listing)
    is_ranked = order is not Order.BEST or not quick.is_rankable or len(ids) < 2
    is_few = count is not None and count <= _RANKED_AT_ONCE
    if not is_ranked and not is_slow and is_few and is_soon_ranked(connection, quick):
        whole = ids if len(ids) < limit else _newest(connection, listing)
        ids, is_ranked = ranked(connection, quick, whole)[:limit], True
    return Found(ids, count, is_exact, is_ranked)


def best(connection: pysqlite3.Connection, place: Place, query: Query) -> list[int]:
    """The newest `MOST_RANKED` articles that answer a query, best first."""
    listing = _listing(connection, place, query, is_quick=True)
    ids = _newest(connection, listing)
    return ranked(connection, listing.found, ids)


def every(connection: pysqlite3.Connection, place: Place, query: Query, order: Order) -> list[int]:
    """All articles of a place that answer a query. BEST ranks the newest and lays older under."""
    listing = _listing(connection, place, query)
    ids = _in_order(connection, listing, order, None)
    if order is Order.BEST and listing.found.is_rankable:
        return [*ranked(connection, listing.found, ids[:MOST_RANKED]), *ids[MOST_RANKED:]]
    return ids


def titled(connection: pysqlite3.Connection, place: Place, beginning: str) -> list[int]:
    """The articles of a place whose titles begin so, whatever the case."""
    listing = _listing(connection, place, Query(None))
    pattern = listing.found.hold(f"{for_like(beginning)}%")
    listing.found.rows.append(f"article.title LIKE {pattern} ESCAPE '!'")
    return _ids(connection, listing.sorted(Order.NEWEST, None))


def _listing(
    connection: pysqlite3.Connection, place: Place, query: Query, *, is_quick: bool = False
) -> Listing:
    """What is asked; quick: by statements that are made for a first page."""
    node = _asked_of(connection, place, query)

    def weigh(said: str, values: dict[str, str | int]) -> int:
        return _number(connection, said, values)

    found = asked(node, weigh if is_quick else None)
    return Listing(found, _kept(connection, place, node), place)


def _asked_of(connection: pysqlite3.Connection, place: Place, query: Query) -> Node | None:
    """All that is asked: the place, and the query in it."""
    parts: list[Node] = []
    if place.collection is not None:
        parts.append(Fact("within", str(place.collection)))
    if place.tag is not None:
        parts.append(Fact("carried", str(place.tag)))
    if place.shelf in _STATES:
        parts.append(Fact("is", _STATES[place.shelf]))
    if query.node is not None:
        parts.append(with_endings(connection, with_labels(connection, query.node)))
    return All(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)


def _kept(connection: pysqlite3.Connection, place: Place, node: Node | None) -> str:
    """The condition on {id} that leaves out what lies in the trash, if that is not asked for."""
    if place.shelf in {Shelf.TRASH, Shelf.ATTENTION}:
        return SHELVES[place.shelf]
    if node is not None and _TRASHED in parts_of(node):
        return "article.status = 'ready'"
    # Where nothing is left out, to ask that of every hit would double the time of counting them.
    if not _number(connection, f"SELECT EXISTS ({NOT_KEPT})", {}):
        return ""
    return f"{{id}} NOT IN ({NOT_KEPT})"


def _in_order(
    connection: pysqlite3.Connection, listing: Listing, order: Order, limit: int | None
) -> list[int]:
    is_walked = _is_walked(connection, listing, order)
    said = listing.walked if is_walked else listing.sorted
    return _ids(connection, said(order, limit))


def _is_walked(connection: pysqlite3.Connection, listing: Listing, order: Order) -> bool:
    """Whether so many answer that to go through the order's index is the shorter way."""
    if order not in ORDERED or not listing.is_usual:
        return False
    shelves = counts(connection)
    fewest = shelves[Shelf.ALL] // _WALKED
    if listing.found.table or listing.found.sets:
        return _number(connection, *listing.counted(fewest + 1)) > fewest
    shelf = _shelf_alone(listing)
    return shelf is not None and shelves[shelf] > fewest


def _shelf_alone(listing: Listing) -> Shelf | None:
    """The shelf that is all that is asked for, if it is all."""
    found, shelf = listing.found, listing.place.shelf or Shelf.ALL
    own = 1 if shelf in _STATES else 0
    is_alone = not found.table and not found.sets and len(found.rows) == own and listing.is_usual
    return shelf if is_alone and shelf in INDEXES else None


def _count(connection: pysqlite3.Connection, listing: Listing) -> tuple[int | None, bool]:
    """How many answer, or None where that would take long; and whether it is not capped."""
    found = listing.found
    if (shelf := _shelf_alone(listing)) is not None:
        return counts(connection)[shelf], True
    if (kept := _kept_count(connection, listing)) is not None:
        return kept, True
    if found.table and (found.rows or found.is_large or found.table == "doc"):
        if hits(connection, found.table, found.match, _FEW) > _FEW:
            return None, False
    elif found.is_large:
        return None, False
    if _number(connection, "SELECT kept FROM shelf_count", {}) <= _COUNTED:
        return _number(connection, *listing.counted()), True
    # To stop at a number costs half as much again for each hit: only where there may be more.
    most = _COUNTED // found.cost
    count = _number(connection, *listing.counted(most + 1))
    return min(count, most), count <= most


def _kept_count(connection: pysqlite3.Connection, listing: Listing) -> int | None:
    """The count of a collection, or of a tag with none below it, that is all that is asked."""
    found, place = listing.found, listing.place
    if found.table or found.rows or len(found.sets) != 1 or not listing.is_usual:
        return None
    if place.collection is not None:
        members, counts, column = "collection_within", "collection_count", "collection_id"
    elif place.tag is not None:
        members, counts, column = "article_tag", "tag_count", "tag_id"
    else:
        return None
    id_ = {"id": place.collection if place.tag is None else place.tag}
    if place.tag is not None and _number(connection, _TAGS_BELOW, id_) > 1:
        return None
    off = f"FROM {members} WHERE {column} = :id AND article_id IN ({NOT_KEPT})"
    counted = f"SELECT articles - (SELECT count(*) {off}) FROM {counts} WHERE {column} = :id"
    return _number(connection, counted, id_)


def _newest(connection: pysqlite3.Connection, listing: Listing) -> list[int]:
    """The newest `MOST_RANKED` of an answer."""
    return _ids(connection, listing.sorted(Order.NEWEST, MOST_RANKED))


def _ids(connection: pysqlite3.Connection, said: Said) -> list[int]:
    return [id_ for (id_,) in connection.execute(*said)]


def _number(connection: pysqlite3.Connection, said: str, values: dict[str, Any]) -> int:
    row = connection.execute(said, values).fetchone()
    return int(row[0]) if row else 0
