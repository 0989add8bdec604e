"""Statements that list the articles of a place, in every order that there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from tearsheet.article.article import Shelf
from tearsheet.article.place import Order, Place
from tearsheet.library.search.asked import Asked
from tearsheet.library.search.sql import KEPT

SHELVES: Final = {
    Shelf.ALL: KEPT,
    Shelf.UNREAD: f"read_at IS NULL AND archived_at IS NULL AND {KEPT}",
    Shelf.STARRED: f"starred_at IS NOT NULL AND {KEPT}",
    Shelf.ARCHIVE: f"archived_at IS NOT NULL AND {KEPT}",
    Shelf.ATTENTION: "article.id IN (SELECT article_id FROM request WHERE failure IS NOT NULL)",
    Shelf.TRASH: "trashed_at IS NOT NULL",
}
INDEXES: Final = {
    Shelf.ALL: "ix_article_kept",
    Shelf.UNREAD: "ix_article_unread",
    Shelf.STARRED: "ix_article_starred",
    Shelf.ARCHIVE: "ix_article_archived",
    Shelf.TRASH: "ix_article_trashed",
}
_BY_ID: Final = {Order.BEST: "DESC", Order.NEWEST: "DESC", Order.OLDEST: "ASC"}
_WORDS: Final = {
    Order.TITLE: "title",
    Order.PUBLISHER: "publisher",
    Order.BYLINE: "byline",
    Order.SECTION: "section",
    Order.LANGUAGE: "language",
}
_FIELDS: Final = {
    **{order: (field, f"nullif(lower(article.{field}), '')") for order, field in _WORDS.items()},
    Order.EARLIEST: ("published_at", "article.published_at"),
    Order.SHORTEST: ("word_count", "article.word_count"),
    Order.WHOLE: ("missing_images", "article.missing_images"),
}
ORDERED: Final = {
    **{order: (field, f"{key} NULLS LAST, ") for order, (field, key) in _FIELDS.items()},
    **{
        order.turned: (field, f"{key} DESC NULLS LAST, ") for order, (field, key) in _FIELDS.items()
    },
}
"""The field of an order, and what comes before the id in it, written as in the order's index;
what says nothing comes last in both directions."""


Said = tuple[str, dict[str, Any]]
"""A statement and its values."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a place and a query ask for, from which its statements are made.

    kept  the condition that leaves out what lies in the trash: on the article's id, which stands
          as {id} in it, or on its columns; empty where nothing is to be left out
    """

    found: Asked
    kept: str
    place: Place

    @property
    def is_usual(self) -> bool:
        """Whether all that it lists is in the indexes of what is kept."""
        return not self.kept or "{id}" in self.kept

    def counted(self, limit: int | None = None) -> Said:
        """How many answer; no further than to a limit."""
        source, where, _ = self._source(is_joined=False)
        if limit is None:
            return f"SELECT count(*) FROM {source} WHERE {where}", self._values()
        inner = f"SELECT 1 FROM {source} WHERE {where} LIMIT {limit:d}"
        return f"SELECT count(*) FROM ({inner})", self._values()

    def sorted(self, order: Order, limit: int | None) -> Said:
        """The ids of what answers, sorted where they do not come in that order."""
        is_own = order is Order.OWN and self.place.collection is not None
        source, where, id_ = self._source(is_joined=order not in _BY_ID)
        values = self._values()
        first = ORDERED[order][1] if order in ORDERED else ""
        if is_own:
            source += (
                " LEFT JOIN article_collection AS own"
                " ON own.collection_id = :own AND own.article_id = article.id"
            )
            first = "own.position IS NULL, own.position, "
            values["own"] = self.place.collection
        by = f"{first}{id_} {_BY_ID.get(order, 'DESC')}"
        return f"SELECT {id_} FROM {source} WHERE {where} ORDER BY {by}{_end(limit)}", values

    def walked(self, order: Order, limit: int | None) -> Said:
        """The same by going through the index of the order, and leaving out what does not answer.

        Only for what `is_usual`, and an order that is `ORDERED`.
        """
        field, by = ORDERED[order]
        conditions = [KEPT]
        if self.found.table or self.found.sets or (self.found.rows and limit is None):
            source, where, id_ = self._source(is_joined=False)
            conditions.append(f"article.id IN (SELECT {id_} FROM {source} WHERE {where})")
        else:
            conditions += self.found.rows
        said = (
            f"SELECT article.id FROM article INDEXED BY ix_article_by_{field}"
            f" WHERE {' AND '.join(conditions)} ORDER BY {by}article.id DESC{_end(limit)}"
        )
        return said, self._values()

    def _values(self) -> dict[str, Any]:
        return {**self.found.values, "match": self.found.match}

    def _source(self, *, is_joined: bool) -> tuple[str, str, str]:
        """What a statement selects from, where, and how the id is called there."""
        found, shelf = self.found, self.place.shelf or Shelf.ALL
        rows, sets = [*found.rows], [*found.sets]
        (sets if self.is_usual else rows).extend([self.kept] if self.kept else [])
        if found.table:
            id_ = f"{found.table}.rowid"
            source = f"{found.table}.{found.table}"
            if is_joined or rows:
                source += f" CROSS JOIN article ON article.id = {id_}"
            bounds = [each.replace("{id}", id_) for each in found.bounds]
            conditions = [f"{found.table} MATCH :match", *bounds, *sets, *rows]
        elif found.sets:
            id_, source = "article.id", "article"
            conditions = [*found.bounds, *sets, *rows]
        else:
            # The index of the kept holds just them; that of a shelf serves where it is all.
            # SQLite left to itself takes a larger one, or reads every article.
            id_ = "article.id"
            source = f"article INDEXED BY {INDEXES[shelf]}" if shelf in INDEXES else "article"
            conditions = [SHELVES[shelf], *found.bounds, *found.rows]
            if not self.is_usual and shelf not in {Shelf.TRASH, Shelf.ATTENTION}:
                source, conditions = "article", rows
        # The sign keeps SQLite from asking FTS5 anew for each id of a set, at 0.1 ms a time.
        in_sets = f"+{id_}" if found.table else id_
        return source, " AND ".join(conditions).replace("{id}", in_sets), id_


def _end(limit: int | None) -> str:
    return "" if limit is None else f" LIMIT {limit:d}"
