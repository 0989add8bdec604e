"""Smart collections: searches that are kept, and always show what answers them now."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tearsheet.article.ids import SmartId
from tearsheet.article.place import Smart
from tearsheet.errors import BadName, NoSuchName
from tearsheet.library.database import Database
from tearsheet.library.schema import SmartCollectionRow


class SmartDrawer:
    """The library's smart collections, in their order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Smart]:
        """Every smart collection."""
        wanted = select(SmartCollectionRow).order_by(
            SmartCollectionRow.position, SmartCollectionRow.id
        )
        with self._database.reading() as session:
            return [Smart(SmartId(row.id), row.name, row.query) for row in session.scalars(wanted)]

    def save(self, name: str, query: str) -> SmartId:
        """Keep a search under a name. Raises BadName if the name or the search is blank."""
        shown = _named(name)
        if not query.strip():
            raise BadName("A smart collection needs something to search for.")
        with self._database.editing(f"save the search “{shown}”") as (session, draft):
            last = session.scalar(select(func.max(SmartCollectionRow.position)))
            row = SmartCollectionRow(
                name=shown, query=query.strip(), position=0 if last is None else last + 1
            )
            session.add(row)
            session.flush()
            draft.everything = True
            return SmartId(row.id)

    def change(self, id_: SmartId, name: str, query: str) -> None:
        """Give a smart collection another name or search. Raises BadName, NoSuchName."""
        shown = _named(name)
        with self._database.editing(f"change the smart collection “{shown}”") as (session, draft):
            row = _row(session, id_)
            row.name, row.query = shown, query.strip() or row.query
            draft.everything = True

    def delete(self, id_: SmartId) -> None:
        """Forget a smart collection; the articles stay. Raises NoSuchName."""
        with self._database.editing("delete a smart collection") as (session, draft):
            row = _row(session, id_)
            draft.what = f"delete the smart collection “{row.name}”"
            session.delete(row)
            draft.everything = True


def _named(name: str) -> str:
    shown = " ".join(name.split())
    if not shown:
        raise BadName("A smart collection needs a name.")
    return shown


def _row(session: Session, id_: SmartId) -> SmartCollectionRow:
    row = session.get(SmartCollectionRow, id_)
    if row is None:
        raise NoSuchName("smart collection", str(id_))
    return row
