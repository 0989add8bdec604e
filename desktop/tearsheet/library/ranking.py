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
_MANY: Final = 16
"""Words of a beginning from which on to count them takes as long."""


def ranked(connection: pysqlite3.Connection, found: Asked, ids: Sequence[int]) -> list[int]:
    """Ids, newest first, in the order of their scores; the newest first where those are equal."""
    if len(ids) < 2 or not found.is_rankable:
        return list(ids)
    is_common = found.is_broad or any(_is_common(connection, word) for word in found.single)
    scores = (_by_columns if is_common else _by_bm25)(connection, found, ids)
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


def _is_common(connection: pysqlite3.Connection, word: str) -> bool:
    (kept,) = connection.execute("SELECT kept FROM shelf_count").fetchone()
    if kept < _COMMON:
        return False
    if word.count(" OR ") > _MANY:
        return True
    hits = "SELECT 1 FROM sieve.sieve WHERE sieve MATCH ? LIMIT ?"
    said = f"SELECT count(*) FROM ({hits})"
    return bool(connection.execute(said, (word, _COMMON)).fetchone()[0] == _COMMON)


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
