"""Collections: folders of articles that nest without limit; an article can lie in many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Select, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from tearsheet.article.ids import ArticleId, CollectionId
from tearsheet.article.place import Collection
from tearsheet.article.text import counted
from tearsheet.errors import BadName, NoSuchName
from tearsheet.library.chosen import choose
from tearsheet.library.database import Database
from tearsheet.library.schema import (
    ArticleCollectionRow,
    ArticleRow,
    CollectionRow,
)
from tearsheet.library.search.sql import NOT_KEPT

_LAST = 2**31
_COUNTED = (
    "SELECT id, parent_id, name, position, articles FROM collection"
    " JOIN collection_count ON collection_id = id ORDER BY position, name"
)
# Few articles lie in the trash or are still on their way: they are counted off.
_OFF = (
    "SELECT collection_id, count(*) FROM collection_within"
    f" WHERE article_id IN ({NOT_KEPT}) GROUP BY collection_id"
)


class CollectionDrawer:
    """The library's collections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Collection]:
        """Every collection with its count; siblings in their order, parents before children."""
        with self._database.asking() as connection:
            off = dict(connection.execute(_OFF).fetchall())
            rows = connection.execute(_COUNTED).fetchall()
        below: dict[int | None, list[Collection]] = defaultdict(list)
        for id_, parent_id, name, position, count in rows:
            parent = CollectionId(parent_id) if parent_id is not None else None
            counted_off = count - off.get(id_, 0)
            below[parent].append(Collection(CollectionId(id_), parent, name, position, counted_off))
        return _from_the_top(below)

    def find(self, path: str) -> CollectionId:
        """The collection at a path such as "Harbours/Ferries". Raises NoSuchName."""
        with self._database.reading() as session:
            found = _at(session, _names(path), make=False)
        if found is None:
            raise NoSuchName("collection", path)
        return CollectionId(found)

    def make(self, name: str, parent: CollectionId | None = None) -> CollectionId:
        """A new collection, last among its siblings. Raises BadName."""
        shown = _name(name)
        with self._database.editing(f"make the collection “{shown}”") as (session, draft):
            last = select(func.max(CollectionRow.position)).where(
                CollectionRow.parent_id.is_not_distinct_from(parent)
            )
            position = session.scalar(last)
            row = CollectionRow(
                parent_id=parent, name=shown, position=0 if position is None else position + 1
            )
            session.add(row)
            session.flush()
            draft.everything = True
            return CollectionId(row.id)

    def rename(self, id_: CollectionId, name: str) -> None:
        """Give a collection another name. Raises BadName, NoSuchName."""
        shown = _name(name)
        with self._database.editing("rename a collection") as (session, draft):
            row = _row(session, id_)
            draft.what = f"rename “{row.name}” to “{shown}”"
            row.name, draft.everything = shown, True

    def move(self, id_: CollectionId, parent: CollectionId | None, position: int = _LAST) -> None:
        """Lay a collection into another, or to the top, at a place among its new siblings.

        position  how many siblings stand before it; the end where it is larger

        Raises BadName where it would come to lie in itself, NoSuchName.
        """
        with self._database.editing("move a collection") as (session, draft):
            row = _row(session, id_)
            if parent is not None and parent in _subtree(session, id_):
                raise BadName(f"“{row.name}” cannot be moved into itself.")
            draft.what = f"move the collection “{row.name}”"
            siblings = list(
                session.scalars(
                    select(CollectionRow)
                    .where(
                        CollectionRow.parent_id.is_not_distinct_from(parent),
                        CollectionRow.id != id_,
                    )
                    .order_by(CollectionRow.position, CollectionRow.name)
                )
            )
            siblings.insert(min(position, len(siblings)), row)
            row.parent_id = parent
            for place, sibling in enumerate(siblings):
                sibling.position = place
            draft.everything = True

    def sort(self, parent: CollectionId | None) -> None:
        """Order the collections in another, or those at the top, by name."""
        with self._database.editing("order collections by name") as (session, draft):
            rows = session.scalars(
                select(CollectionRow).where(CollectionRow.parent_id.is_not_distinct_from(parent))
            )
            for place, row in enumerate(sorted(rows, key=lambda row: row.name.casefold())):
                row.position = place
            draft.everything = True

    def merge(self, id_: CollectionId, into: CollectionId) -> None:
        """Lay all that is in a collection into another, and forget the first.

        Raises BadName where the second lies in the first, NoSuchName.
        """
        with self._database.editing("merge collections") as (session, draft):
            row, other = _row(session, id_), _row(session, into)
            if into in _subtree(session, id_):
                raise BadName(f"“{row.name}” cannot be merged into what lies in it.")
            draft.what = f"merge “{row.name}” into “{other.name}”"
            _put(session, into, _members(session, id_))
            for child in session.scalars(
                select(CollectionRow).where(CollectionRow.parent_id == id_)
            ):
                child.parent_id = into
            session.flush()
            _drop(session, id_)
            draft.everything = True

    def delete(self, id_: CollectionId) -> None:
        """Forget a collection and those in it; the articles stay. Raises NoSuchName."""
        with self._database.editing("delete a collection") as (session, draft):
            draft.what = f"delete the collection “{_row(session, id_).name}”"
            for each in reversed(_subtree(session, id_)):
                _drop(session, each)
            draft.everything = True

    def add(self, path: str, articles: Iterable[ArticleId]) -> frozenset[ArticleId]:
        """`put` into the collection at a path; what of the path is not there yet is made.

        path  the names from the top with slashes between them, as "Harbours/Ferries"

        Raises BadName if a name in the path is blank.
        """
        names = _names(path)
        with self._database.editing(f"add to “{path}”") as (session, draft):
            before = session.scalar(select(func.count()).select_from(CollectionRow))
            collection = _at(session, names, make=True)
            assert collection is not None, "it was made"
            gained = _put(session, collection, articles)
            draft.articles.update(gained)
            draft.everything = before != session.scalar(
                select(func.count()).select_from(CollectionRow)
            )
            draft.what = f"add {counted(len(gained), 'article')} to “{names[-1]}”"
        return gained

    def put(
        self,
        id_: CollectionId,
        articles: Iterable[ArticleId],
        out_of: CollectionId | None = None,
    ) -> frozenset[ArticleId]:
        """Lay articles at the end of a collection; answers those that were not in it.

        out_of  take them out of this one at once: a move

        Raises NoSuchName.
        """
        chosen = list(articles)
        with self._database.editing("add to a collection") as (session, draft):
            row = _row(session, id_)
            gained = _put(session, id_, chosen)
            lost: frozenset[ArticleId] = frozenset()
            if out_of is not None and out_of != id_:
                lost = _take(session, out_of, chosen)
            verb = "move" if out_of is not None else "add"
            draft.articles.update(gained | lost)
            draft.what = f"{verb} {counted(len(gained | lost), 'article')} to “{row.name}”"
        return gained

    def take_out(self, id_: CollectionId, articles: Iterable[ArticleId]) -> frozenset[ArticleId]:
        """Take articles out of a collection; answers those that were in it. Raises NoSuchName."""
        with self._database.editing("take out of a collection") as (session, draft):
            row = _row(session, id_)
            lost = _take(session, id_, articles)
            draft.articles.update(lost)
            draft.what = f"take {counted(len(lost), 'article')} out of “{row.name}”"
        return lost

    def arrange(self, id_: CollectionId, articles: Iterable[ArticleId], before: int) -> None:
        """Put articles that lie in a collection at a place in its own order.

        before  how many of the others stand before them

        Raises NoSuchName.
        """
        with self._database.editing("arrange a collection") as (session, draft):
            row, moved = _row(session, id_), list(dict.fromkeys(articles))
            order = [one for one in _members(session, id_) if one not in set(moved)]
            order[before:before] = moved
            rows = {
                each.article_id: each
                for each in session.scalars(
                    select(ArticleCollectionRow).where(ArticleCollectionRow.collection_id == id_)
                )
            }
            for place, article in enumerate(order):
                if rows[article].position != place:
                    rows[article].position = place
            draft.articles.update(moved)
            draft.what = f"arrange “{row.name}”"


def _from_the_top(below: dict[int | None, list[Collection]]) -> list[Collection]:
    """The tree's collections, parents before children."""
    order: list[Collection] = []
    waiting = list(reversed(below[None]))
    while waiting:
        each = waiting.pop()
        order.append(each)
        waiting.extend(reversed(below[each.id]))
    return order


def _subtree(session: Session, id_: CollectionId) -> list[CollectionId]:
    """A collection and all below it, parents before children."""
    found = [id_]
    for parent in found:
        found.extend(
            CollectionId(child)
            for child in session.scalars(
                select(CollectionRow.id).where(CollectionRow.parent_id == parent)
            )
        )
    return found


def _members(session: Session, id_: CollectionId) -> list[ArticleId]:
    rows = session.scalars(
        select(ArticleCollectionRow.article_id)
        .where(ArticleCollectionRow.collection_id == id_)
        .order_by(ArticleCollectionRow.position, ArticleCollectionRow.article_id)
    )
    return list(map(ArticleId, rows))


def _put(session: Session, id_: int, articles: Iterable[ArticleId]) -> frozenset[ArticleId]:
    last = session.scalar(
        select(func.coalesce(func.max(ArticleCollectionRow.position), -1)).where(
            ArticleCollectionRow.collection_id == id_
        )
    )
    chosen = dict.fromkeys(articles)
    there = set(session.scalars(_existing(session, chosen)))
    rows = [
        {"collection_id": id_, "article_id": article, "position": (last or 0) + place}
        for place, article in enumerate((one for one in chosen if one in there), 1)
    ]
    if not rows:
        return frozenset()
    gained = session.scalars(
        insert(ArticleCollectionRow)
        .on_conflict_do_nothing()
        .returning(ArticleCollectionRow.article_id),
        rows,
    )
    return frozenset(map(ArticleId, gained.all()))


def _existing(session: Session, articles: Iterable[ArticleId]) -> Select[int]:
    """The chosen articles that the library holds, as a subquery."""
    return select(ArticleRow.id).where(ArticleRow.id.in_(choose(session, articles)))


def _take(
    session: Session, id_: CollectionId, articles: Iterable[ArticleId]
) -> frozenset[ArticleId]:
    lost = session.scalars(
        delete(ArticleCollectionRow)
        .where(
            ArticleCollectionRow.collection_id == id_,
            ArticleCollectionRow.article_id.in_(choose(session, articles)),
        )
        .returning(ArticleCollectionRow.article_id)
    )
    return frozenset(map(ArticleId, lost.all()))


def _drop(session: Session, id_: CollectionId) -> None:
    # The articles first, so that the history notes them before what they lay in.
    session.execute(delete(ArticleCollectionRow).where(ArticleCollectionRow.collection_id == id_))
    session.execute(delete(CollectionRow).where(CollectionRow.id == id_))


def _row(session: Session, id_: CollectionId) -> CollectionRow:
    row = session.get(CollectionRow, id_)
    if row is None:
        raise NoSuchName("collection", str(id_))
    return row


def _name(name: str) -> str:
    shown = " ".join(name.split())
    if not shown:
        raise BadName("A collection needs a name.")
    if "/" in shown:
        raise BadName("A collection's name cannot hold “/”, which stands between names in a path.")
    return shown


def _names(path: str) -> list[str]:
    return [_name(name) for name in path.split("/")]


def _at(session: Session, names: list[str], *, make: bool) -> int | None:
    """The id of the collection at that path; None where it is not there and not to be made."""
    parent: int | None = None
    for name in names:
        found = session.scalar(
            select(CollectionRow.id).where(
                CollectionRow.name == name, CollectionRow.parent_id.is_not_distinct_from(parent)
            )
        )
        if found is None:
            if not make:
                return None
            row = CollectionRow(parent_id=parent, name=name, position=0)
            session.add(row)
            session.flush()
            found = row.id
        parent = found
    return parent
