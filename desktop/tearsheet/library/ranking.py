"""Puts what a search found in order, the best match first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

import pysqlite3

from tearsheet.library.search.asked import Asked

_WEIGHTS: Final = {
    "title": 10, "byline": 4, "publisher": 2, "caption": 6, "credit": 3, "body": 1, "note": 3,
}  # fmt: skip
"""Of a hit in each column, in their order in the index: title first, captions before the body."""
_COMMON: Final = 100_000
"""Articles that have a word, from which on it weighs nothing, and to count them takes longer than
a person should wait."""
_SOON: Final = 30_000
"""Articles that have a word, up to which they are counted within the frame."""


def ranked(connection: pysqlite3.Connection, found: Asked, ids: Sequence[int]) -> list[int]:
    """Ids, newest first, in the order of their scores; the newest first where those are equal."""
    if len(ids) < 2 or not found.is_rankable:
        return list(ids)
    is_weighed = not found.is_broad and not _is_common(connection, found)
    scores = (_by_bm25 if is_weighed else _by_columns)(connection, found, ids)
    return sorted(ids, key=lambda id_: (scores.get(id_, 0.0), -id_))


def _by_bm25(
    connection: pysqlite3.Connection, found: Asked, ids: Sequence[int]
) -> dict[int, float]:
    """Scores by how often and how rarely words stand (Okapi BM25, SQLite FTS5 5.1.1)."""
    weights = ", ".join(map(str, _WEIGHTS.values()))
    said = (
        f"SELECT rowid, bm25(doc, {weights}) FROM doc.doc WHERE doc MATCH :ranked"
        " AND rowid BETWEEN :low AND :high"
        " AND +rowid IN (SELECT value FROM json_each(:ids)) ORDER BY rowid DESC"
    )
    return dict(
        connection.execute(
            said,
            {"ranked": found.ranked, "low": min(ids), "high": max(ids), "ids": json.dumps(ids)},
        ).fetchall()
    )


def _is_common(connection: pysqlite3.Connection, found: Asked) -> bool:
    """Whether one of the words is too common to be weighed."""
    (kept,) = connection.execute("SELECT kept FROM shelf_count").fetchone()
    if kept < _COMMON or not found.single:
        return False
    return found.is_spread or any(
        hits(connection, "sieve", word, _COMMON - 1) >= _COMMON for word in found.single
    )


def _by_columns(
    connection: pysqlite3.Connection, found: Asked, ids: Sequence[int]
) -> dict[int, float]:
    """Scores by the columns where words stand, for words that are too common to be weighed."""
    said = "SELECT rowid FROM sieve.sieve WHERE sieve MATCH ? AND rowid BETWEEN ? AND ?"
    scores = dict.fromkeys(ids, 0.0)
    for word in found.single:
        for column, weight in _WEIGHTS.items():
            match = f"{column} : {word}"
            for (id_,) in connection.execute(said, (match, min(ids), max(ids))):
                if id_ in scores:
                    scores[id_] -= weight
    return scores


def is_soon_ranked(connection: pysqlite3.Connection, found: Asked) -> bool:
    """Whether each word is so rare that its weight is soon known: FTS5 counts all its hits.

    Where there is one question alone its hits are what was found.
    """
    is_alone = len(found.single) < 2 and not found.sets and not found.rows
    if not found.table or is_alone:
        return True
    words = [("sieve", word) for word in found.single] or [(found.table, found.match)]
    return all(hits(connection, *each, _SOON) <= _SOON for each in words)


def hits(connection: pysqlite3.Connection, table: str, match: str, most: int) -> int:
    """How many articles have the words, whatever else is asked; no further than past the most."""
    some = f"SELECT 1 FROM {table}.{table} WHERE {table} MATCH ? LIMIT {most + 1}"
    return int(connection.execute(f"SELECT count(*) FROM ({some})", (match,)).fetchone()[0])
