"""Which articles a place shows and a search finds, and in which order.

All of it is asked of the bare driver: the window's first page comes in a millisecond, and a
terminal that asks one question need not wait for SQLAlchemy's import. Ids grow with the time of
the clip, so the newest come first by descending id without being sorted.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any, Final

import pysqlite3

from tearsheet.article.article import Shelf
from tearsheet.article.place import Order, Place
from tearsheet.library.search.folding import for_like
from tearsheet.library.search.grammar import All, Fact, Node, Query
from tearsheet.library.search.labels import with_labels
from tearsheet.library.search.sql import KEPT, NOT_KEPT, Asked, asked, parts_of

SHELVES: Final = {
    Shelf.ALL: KEPT,
    Shelf.UNREAD: f"read_at IS NULL AND archived_at IS NULL AND {KEPT}",
    Shelf.STARRED: f"starred_at IS NOT NULL AND {KEPT}",
    Shelf.ARCHIVE: f"archived_at IS NOT NULL AND {KEPT}",
    Shelf.ATTENTION: "article.id IN (SELECT article_id FROM request WHERE failure IS NOT NULL)",
    Shelf.TRASH: "trashed_at IS NOT NULL",
}
_INDEXES: Final = {
    Shelf.ALL: "ix_article_kept",
    Shelf.UNREAD: "ix_article_unread",
    Shelf.STARRED: "ix_article_starred",
    Shelf.ARCHIVE: "ix_article_archived",
    Shelf.TRASH: "ix_article_trashed",
}
_STATES: Final = {Shelf.UNREAD: "unread", Shelf.STARRED: "starred", Shelf.ARCHIVE: "archived"}
_TRASHED: Final = Fact("is", "trashed")
_WEIGHTS: Final = "10.0, 4.0, 2.0, 6.0, 3.0, 1.0, 3.0"
"""Of a hit in each column, in their order: title first, captions before the body."""
MOST_RANKED: Final = 2_000
"""The newest so many hits are ranked, at a microsecond each; older ones stand under them."""
_RANKED_AT_ONCE: Final = 400
_COUNTED: Final = 120_000
_FEW: Final = 5_000
_PATIENCE: Final = 0.008
"""Seconds. Where the first page took longer, as for a long beginning whose words are gathered one
by one, to count or to rank would take as long again: a person is shown the page meanwhile."""
_BY_ID: Final = {Order.BEST: "DESC", Order.NEWEST: "DESC", Order.OLDEST: "ASC"}
_WORDED: Final = {
    Order.TITLE: ("title", ""),
    Order.TITLE_FROM_Z: ("title", " DESC"),
    Order.PUBLISHER: ("publisher", ""),
    Order.PUBLISHER_FROM_Z: ("publisher", " DESC"),
    Order.BYLINE: ("byline", ""),
    Order.BYLINE_FROM_Z: ("byline", " DESC"),
    Order.SECTION: ("section", ""),
    Order.SECTION_FROM_Z: ("section", " DESC"),
    Order.LANGUAGE: ("language", ""),
    Order.LANGUAGE_FROM_Z: ("language", " DESC"),
}
"""The fields of words, and whether they run from Z to A; those that say nothing come last."""
_BY: Final = {
    Order.PUBLISHED: "article.published_at DESC NULLS LAST, ",
    Order.EARLIEST: "article.published_at NULLS LAST, ",
    Order.LONGEST: "article.word_count DESC, ",
    Order.SHORTEST: "article.word_count, ",
    Order.MISSING: "article.missing_images DESC, ",
    Order.WHOLE: "article.missing_images, ",
}


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
        **dict(zip(_INDEXES, kept, strict=True)),
        Shelf.ATTENTION: _number(connection, failed, {}),
    }


def _shelf_from(shelf: Shelf) -> str:
    """What a statement over a shelf alone selects from: the index that holds just its rows.

    SQLite left to itself takes a larger one, or reads every article.
    """
    return f"article INDEXED BY {_INDEXES[shelf]}" if shelf in _INDEXES else "article"


def first(
    connection: pysqlite3.Connection, place: Place, query: Query, order: Order, limit: int
) -> Found:
    """The first articles of a place that answer a query, with their count where it is cheap."""
    node = _asked_of(connection, place, query)
    quick = asked(node, lambda said, values: _number(connection, said, values))
    kept = _kept(connection, place, node)
    began = time.perf_counter()
    ids = _ids(connection, _statement(quick, kept, place, order, limit))
    is_slow = time.perf_counter() - began > _PATIENCE
    count: int | None = len(ids)
    is_exact = len(ids) < limit
    if not is_exact:
        count, is_exact = (None, False) if is_slow else _count(connection, quick, kept, place)
    is_ranked = order is not Order.BEST or not quick.ranked or len(ids) < 2
    if not is_ranked and not is_slow and count is not None and count <= _RANKED_AT_ONCE:
        whole = ids if count < limit else _newest(connection, quick, kept, place)
        ids, is_ranked = _ranked(connection, quick, whole)[:limit], True
    return Found(ids, count, is_exact, is_ranked)


def best(connection: pysqlite3.Connection, place: Place, query: Query) -> list[int]:
    """The newest `MOST_RANKED` articles that answer a query, best first."""
    node = _asked_of(connection, place, query)
    quick = asked(node, lambda said, values: _number(connection, said, values))
    ids = _newest(connection, quick, _kept(connection, place, node), place)
    return _ranked(connection, quick, ids) if quick.ranked else ids


def every(connection: pysqlite3.Connection, place: Place, query: Query, order: Order) -> list[int]:
    """All articles of a place that answer a query. BEST ranks the newest and lays older under."""
    node = _asked_of(connection, place, query)
    whole, kept = asked(node), _kept(connection, place, node)
    ids = _ids(connection, _statement(whole, kept, place, order, None))
    if order is Order.BEST and whole.ranked:
        return [*_ranked(connection, whole, ids[:MOST_RANKED]), *ids[MOST_RANKED:]]
    return ids


def titled(connection: pysqlite3.Connection, place: Place, beginning: str) -> list[int]:
    """The articles of a place whose titles begin so, whatever the case."""
    node = _asked_of(connection, place, Query(None))
    found = asked(node)
    pattern = found.hold(f"{for_like(beginning)}%")
    found.rows.append(f"article.title LIKE {pattern} ESCAPE '!'")
    return _ids(
        connection, _statement(found, _kept(connection, place, node), place, Order.NEWEST, None)
    )


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
        parts.append(with_labels(connection, query.node))
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


_Statement = tuple[str, dict[str, Any]]


def _from(found: Asked, kept: str, place: Place, *, is_joined: bool) -> tuple[str, str, str]:
    """What a statement selects from, where, and how the id is called there."""
    rows, sets = [*found.rows], [*found.sets]
    is_usual = not kept or "{id}" in kept
    (sets if is_usual else rows).extend([kept] if kept else [])
    if found.table:
        id_ = f"{found.table}.rowid"
        source = f"search.{found.table}"
        if is_joined or rows:
            source += f" CROSS JOIN article ON article.id = {id_}"
        conditions = [f"{found.table} MATCH :match", *sets, *rows]
    elif found.sets:
        id_, source, conditions = "article.id", "article", [*sets, *rows]
    else:
        # The index of the kept holds just them; that of a shelf serves where the shelf is all.
        id_, source = "article.id", _shelf_from(place.shelf or Shelf.ALL)
        conditions = [SHELVES[place.shelf or Shelf.ALL], *found.rows]
        if not is_usual and place.shelf not in {Shelf.TRASH, Shelf.ATTENTION}:
            source, conditions = "article", rows
    # The sign keeps SQLite from asking FTS5 anew for each id of a set, at 0.1 ms a time.
    in_sets = f"+{id_}" if found.table else id_
    return source, " AND ".join(conditions).replace("{id}", in_sets), id_


def _statement(
    found: Asked, kept: str, place: Place, order: Order, limit: int | None
) -> _Statement:
    is_own = order is Order.OWN and place.collection is not None
    source, where, id_ = _from(found, kept, place, is_joined=order not in _BY_ID)
    values: dict[str, Any] = {**found.values, "match": found.match}
    if is_own:
        source += (
            " LEFT JOIN article_collection AS own"
            " ON own.collection_id = :own AND own.article_id = article.id"
        )
        values["own"] = place.collection
    by = f"{_ordered(order, is_own)}{id_} {_BY_ID.get(order, 'DESC')}"
    end = "" if limit is None else f" LIMIT {limit:d}"
    return f"SELECT {id_} FROM {source} WHERE {where} ORDER BY {by}{end}", values


def _ordered(order: Order, is_own: bool) -> str:
    """What comes before the id in an order."""
    if is_own:
        return "own.position IS NULL, own.position, "
    if order in _WORDED:
        column, turned = _WORDED[order]
        return f"article.{column} = '', lower(article.{column}){turned}, "
    return _BY.get(order, "")


def _count(
    connection: pysqlite3.Connection, found: Asked, kept: str, place: Place
) -> tuple[int | None, bool]:
    """How many answer, or None where that would take long; and whether it is not capped."""
    values = {**found.values, "match": found.match}
    if found.table and (found.rows or found.is_large or found.table == "doc"):
        hits = f"SELECT 1 FROM search.{found.table} WHERE {found.table} MATCH :match"
        if _number(connection, f"SELECT count(*) FROM ({hits} LIMIT {_FEW + 1})", values) > _FEW:
            return None, False
    elif found.is_large:
        return _count_of_one(connection, found, place)
    source, where, _ = _from(found, kept, place, is_joined=False)
    if _number(connection, "SELECT kept FROM shelf_count", {}) <= _COUNTED:
        return _number(connection, f"SELECT count(*) FROM {source} WHERE {where}", values), True
    # To stop at a number costs half as much again for each hit: only where there may be more.
    inner = f"SELECT 1 FROM {source} WHERE {where} LIMIT {_COUNTED + 1}"
    count = _number(connection, f"SELECT count(*) FROM ({inner})", values)
    return min(count, _COUNTED), count <= _COUNTED


def _count_of_one(
    connection: pysqlite3.Connection, found: Asked, place: Place
) -> tuple[int | None, bool]:
    """The count of a large collection or tag that is all that is asked: it is kept."""
    if len(found.sets) != 1 or found.rows:
        return None, False
    for members, counts, column, id_ in (
        ("collection_within", "collection_count", "collection_id", place.collection),
        ("article_tag", "tag_count", "tag_id", place.tag),
    ):
        if id_ is not None and f"FROM {members} " in found.sets[0]:
            off = f"FROM {members} WHERE {column} = :id AND article_id IN ({NOT_KEPT})"
            counted = f"SELECT articles - (SELECT count(*) {off}) FROM {counts}"
            return _number(connection, f"{counted} WHERE {column} = :id", {"id": id_}), True
    return None, False


def _newest(connection: pysqlite3.Connection, found: Asked, kept: str, place: Place) -> list[int]:
    """The newest `MOST_RANKED` of an answer."""
    return _ids(connection, _statement(found, kept, place, Order.NEWEST, MOST_RANKED))


def _ranked(connection: pysqlite3.Connection, found: Asked, ids: list[int]) -> list[int]:
    """Ids, newest first, put in the order of their scores (Okapi BM25, SQLite FTS5 5.1.1)."""
    if len(ids) < 2:
        return ids
    scores: dict[int, float] = dict(
        connection.execute(
            f"SELECT rowid, bm25(doc, {_WEIGHTS}) FROM search.doc WHERE doc MATCH :ranked"
            " AND rowid BETWEEN :low AND :high"
            " AND +rowid IN (SELECT value FROM json_each(:ids)) ORDER BY rowid DESC",
            {"ranked": found.ranked, "low": min(ids), "high": max(ids), "ids": json.dumps(ids)},
        ).fetchall()
    )
    return sorted(ids, key=lambda id_: (scores.get(id_, 0.0), -id_))


def _ids(connection: pysqlite3.Connection, statement: _Statement) -> list[int]:
    return [id_ for (id_,) in connection.execute(*statement)]


def _number(connection: pysqlite3.Connection, said: str, values: dict[str, Any]) -> int:
    row = connection.execute(said, values).fetchone()
    return int(row[0]) if row else 0
