"""Which articles a place shows, and in which order, as parts of a statement."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Executable,
    Float,
    Integer,
    SQLColumnExpression,
    TextClause,
    and_,
    column,
    func,
    join,
    or_,
    select,
    table,
    text,
)

from tearsheet.article.article import Shelf
from tearsheet.article.place import Order, Place
from tearsheet.library.schema import (
    ArticleCollectionRow,
    ArticleRow,
    ArticleTagRow,
    CollectionRow,
    TagRow,
)
from tearsheet.library.search.grammar import Query
from tearsheet.library.search.ranking import BEST, KEPT, RANKED
from tearsheet.library.search.sql import asked

_DOC: Final = table("doc", column("rowid", Integer), schema="search")
_KEPT: Final = text(KEPT)
SHELVES: Final = {
    Shelf.ALL: KEPT,
    Shelf.UNREAD: f"read_at IS NULL AND archived_at IS NULL AND {KEPT}",
    Shelf.STARRED: f"starred_at IS NOT NULL AND {KEPT}",
    Shelf.ARCHIVE: f"archived_at IS NOT NULL AND {KEPT}",
    Shelf.ATTENTION: "article.id IN (SELECT article_id FROM request WHERE failure IS NOT NULL)",
    Shelf.TRASH: "trashed_at IS NOT NULL",
}


_WORDED: Final = {
    Order.TITLE: (ArticleRow.title, False),
    Order.TITLE_FROM_Z: (ArticleRow.title, True),
    Order.PUBLISHER: (ArticleRow.publisher, False),
    Order.PUBLISHER_FROM_Z: (ArticleRow.publisher, True),
    Order.BYLINE: (ArticleRow.byline, False),
    Order.BYLINE_FROM_Z: (ArticleRow.byline, True),
    Order.SECTION: (ArticleRow.section, False),
    Order.SECTION_FROM_Z: (ArticleRow.section, True),
    Order.LANGUAGE: (ArticleRow.language, False),
    Order.LANGUAGE_FROM_Z: (ArticleRow.language, True),
}
"""The fields of words, with whether they run from Z to A; those that say nothing come last."""


_BY_ID: Final = {Order.NEWEST: "id DESC", Order.OLDEST: "id"}
_INDEXES: Final = {
    Shelf.ALL: "ix_article_kept",
    Shelf.UNREAD: "ix_article_unread",
    Shelf.STARRED: "ix_article_starred",
    Shelf.ARCHIVE: "ix_article_archived",
    Shelf.TRASH: "ix_article_trashed",
}


def shelf_from(shelf: Shelf) -> str:
    """What a statement over a shelf alone selects from: the index that holds just its rows.

    SQLite left to itself takes a larger one, or reads every article.
    """
    return f"article INDEXED BY {_INDEXES[shelf]}" if shelf in _INDEXES else "article"


def ids_of(place: Place, order: Order, query: Query, limit: int | None) -> Executable:
    """The statement that gives the ids of a place's articles that answer a query, in an order.

    limit  the first so many; in the order BEST they are only of the newest 2,000 hits, since
           ranking costs a microsecond a hit, and may be fewer than there are

    Without a limit BEST ranks the newest 2,000 hits and lays older ones under them.
    """
    found = asked(query.node)
    conditions = [where(place, each=bool(found.match))]
    if found.condition:
        conditions.append(text(found.condition).bindparams(**found.values))
    if not found.match and not found.condition and order in _BY_ID and place.shelf in _INDEXES:
        shelf = select(column("id", Integer)).select_from(text(shelf_from(place.shelf)))
        return shelf.where(conditions[0]).order_by(text(_BY_ID[order])).limit(limit)
    if not found.match:
        wanted = select(ArticleRow.id).where(*conditions).order_by(*ordered(place, order))
        return wanted.limit(limit)
    if order is Order.BEST and not query.is_short():
        ranked = text(BEST if limit is None else RANKED).bindparams(match=found.match)
        hit = ranked.columns(column("id", Integer), column("score", Float)).cte("hit")
        wanted = select(ArticleRow.id).select_from(join(hit, ArticleRow, ArticleRow.id == hit.c.id))
        return wanted.where(*conditions).order_by(hit.c.score, hit.c.id.desc()).limit(limit)
    matches = text("doc MATCH :match").bindparams(match=found.match)
    joined = select(ArticleRow.id).select_from(
        join(_DOC, ArticleRow, ArticleRow.id == _DOC.c.rowid)
    )
    newest = order in {Order.BEST, Order.NEWEST}
    # By the index's own row ids, so that the newest come without the others being looked at.
    by = (_DOC.c.rowid.desc(),) if newest else ordered(place, order)
    return joined.where(matches, *conditions).order_by(*by).limit(limit)


def where(place: Place, *, each: bool = False) -> ColumnElement[bool] | TextClause:
    """The condition that the articles of a place fulfil.

    each  written to be asked of one article after the other, rather than to gather all of them
    """
    if place.collection is not None:
        tree = (
            select(CollectionRow.id).where(CollectionRow.id == place.collection).cte(recursive=True)
        )
        tree = tree.union(select(CollectionRow.id).join(tree, CollectionRow.parent_id == tree.c.id))
        held = select(ArticleCollectionRow.article_id).where(
            ArticleCollectionRow.collection_id.in_(select(tree.c.id))
        )
        if each:
            return and_(
                held.where(ArticleCollectionRow.article_id == ArticleRow.id).exists(), _KEPT
            )
        return and_(ArticleRow.id.in_(held), _KEPT)
    if place.tag is not None:
        named = select(TagRow.folded).where(TagRow.id == place.tag).scalar_subquery()
        tags = select(TagRow.id).where(
            or_(
                TagRow.id == place.tag,
                func.substr(TagRow.folded, 1, func.length(named) + 1) == named + "/",
            )
        )
        carried = select(ArticleTagRow.article_id).where(ArticleTagRow.tag_id.in_(tags))
        if each:
            return and_(carried.where(ArticleTagRow.article_id == ArticleRow.id).exists(), _KEPT)
        return and_(ArticleRow.id.in_(carried), _KEPT)
    return text(SHELVES[place.shelf or Shelf.ALL])


def ordered(place: Place, order: Order) -> tuple[SQLColumnExpression[Any], ...]:
    """What a statement is to be ordered by."""
    newest = ArticleRow.id.desc()
    if order is Order.OWN and place.collection is not None:
        position = (
            select(ArticleCollectionRow.position)
            .where(
                ArticleCollectionRow.collection_id == place.collection,
                ArticleCollectionRow.article_id == ArticleRow.id,
            )
            .scalar_subquery()
        )
        return (position.is_(None), position, newest)
    by: dict[Order, tuple[SQLColumnExpression[Any], ...]] = {
        Order.OLDEST: (ArticleRow.id,),
        Order.PUBLISHED: (ArticleRow.published_at.desc().nulls_last(),),
        Order.EARLIEST: (ArticleRow.published_at.nulls_last(),),
        Order.LONGEST: (ArticleRow.word_count.desc(),),
        Order.SHORTEST: (ArticleRow.word_count,),
        Order.MISSING: (ArticleRow.missing_images.desc(),),
        Order.WHOLE: (ArticleRow.missing_images,),
    }
    if order in _WORDED:
        column, is_turned = _WORDED[order]
        name = func.lower(column)
        return (column == "", name.desc() if is_turned else name, newest)
    return (*by.get(order, ()), newest)
