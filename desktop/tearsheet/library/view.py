"""How places are shown, and the groups that their articles stand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Text, cast, func, select
from sqlalchemy.dialects.sqlite import insert

from tearsheet.article.ids import ArticleId
from tearsheet.article.place import Order, Place
from tearsheet.article.view import Group, Grouped, View
from tearsheet.library.database import Database
from tearsheet.library.schema import ArticleCollectionRow, ArticleRow, CollectionRow, ViewRow


class ViewDrawer:
    """The views of the library's places."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, place: Place, view: View) -> None:
        """Show a place so from now on. That is no edit of the library, and not in its history."""
        row = {"place": place.key, "look": view.as_text()}
        with self._database.writing("show otherwise") as (session, _):
            session.execute(insert(ViewRow).values(row).on_conflict_do_update(["place"], set_=row))

    def grouped(self, ids: Sequence[ArticleId], group: Group, order: Order) -> Grouped:
        """Articles put in groups; in each they keep the order they came in.

        Days run from the newest, unless ``order`` runs from the oldest, and are those of the
        clock here; publishers and collections run from A to Z, those without one last. What
        lies in several collections stands in the first of them.
        """
        if group is Group.NONE:
            return Grouped(list(ids), [])
        name_of = self._names(group)
        named = sorted(ids, key=lambda id_: _rank(name_of.get(id_, "")))
        if group is Group.DAY:
            turned = order not in {Order.OLDEST, Order.EARLIEST}
            named = sorted(ids, key=lambda id_: name_of.get(id_, ""), reverse=turned)
        heads: list[tuple[int, str]] = []
        last = None
        for row, id_ in enumerate(named):
            if (name := name_of.get(id_, "")) != last:
                heads.append((row, _shown(name, group)))
                last = name
        return Grouped(named, heads)

    def _names(self, group: Group) -> dict[int, str]:
        # A text of the hour: the day here follows from it, and there are few of them.
        hour = func.substr(cast(ArticleRow.clipped_at, Text), 1, 13)
        first = (
            select(ArticleCollectionRow.article_id, func.min(CollectionRow.name))
            .join(CollectionRow, CollectionRow.id == ArticleCollectionRow.collection_id)
            .group_by(ArticleCollectionRow.article_id)
        )
        wanted = {
            Group.DAY: select(ArticleRow.id, hour),
            Group.PUBLISHER: select(ArticleRow.id, ArticleRow.publisher),
            Group.COLLECTION: first,
        }[group]
        with self._database.reading() as session:
            names = {id_: name or "" for id_, name in session.execute(wanted)}
        if group is Group.DAY:
            days = {hour: _day_of(hour) for hour in set(names.values())}
            names = {id_: days[hour] for id_, hour in names.items()}
        return names


def _day_of(hour: str) -> str:
    """The day here of an hour in UTC."""
    if not hour:
        return ""
    return datetime.fromisoformat(f"{hour}:00:00+00:00").astimezone().date().isoformat()


def _rank(name: str) -> tuple[bool, str, str]:
    return (not name, name.casefold(), name)


def _shown(name: str, group: Group) -> str:
    if group is Group.DAY and name:
        day = date.fromisoformat(name)
        return f"{day:%A}, {day.day} {day:%B %Y}"
    return name or {Group.PUBLISHER: "No publisher"}.get(group, "In no collection")
