"""Undo and redo of every edit, kept across restarts.

Taking a step back runs its notes from the last to the first, while what brings it forth again is
noted in the same way; so redo is the same as undo, and an edit needs no inverse of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from tearsheet.article.ids import ArticleId
from tearsheet.library.changes import Draft
from tearsheet.library.database import Database
from tearsheet.library.noting import PUT_BACK
from tearsheet.library.schema import NoteOfStepRow, StepRow


@dataclass(frozen=True, slots=True)
class Steps:
    """What can be taken back and brought forth next: the names of two steps, or None."""

    undo: str | None
    redo: str | None


class History:
    """The library's edits, the newest thousand, those undone after those that are not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def steps(self) -> Steps:
        """What undo and redo would do."""
        with self._database.reading() as session:
            back, forth = _last_done(session), _first_undone(session)
            return Steps(back.name if back else None, forth.name if forth else None)

    def undo(self) -> str | None:
        """Take the last edit back; answers its name, or None where there is none."""
        return self._flip(_last_done, "undo")

    def redo(self) -> str | None:
        """Bring the edit forth that was taken back last; answers its name, or None."""
        return self._flip(_first_undone, "redo")

    def _flip(self, choose: Callable[[Session], StepRow | None], what: str) -> str | None:
        with self._database.writing(what) as (session, draft):
            step = choose(session)
            if step is None:
                return None
            draft.what = f"{what}: {step.name}"
            _put_back(session, step, draft)
            step.is_undone = not step.is_undone
            return step.name


def _last_done(session: Session) -> StepRow | None:
    newest = select(func.max(StepRow.id)).where(~StepRow.is_undone).scalar_subquery()
    return session.scalar(select(StepRow).where(StepRow.id == newest))


def _first_undone(session: Session) -> StepRow | None:
    oldest = select(func.min(StepRow.id)).where(StepRow.is_undone).scalar_subquery()
    return session.scalar(select(StepRow).where(StepRow.id == oldest))


def _put_back(session: Session, step: StepRow, draft: Draft) -> None:
    # A row may stand before the one it points to until all are back.
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    # By the bare driver: a step may hold a hundred thousand notes.
    bare = session.connection().connection
    cursor = bare.cursor()
    cursor.execute(
        "SELECT kind, one, two, old FROM step_row WHERE step_id = ? ORDER BY id DESC", (step.id,)
    )
    notes = cursor.fetchall()
    session.execute(delete(NoteOfStepRow).where(NoteOfStepRow.step_id == step.id))
    session.execute(text("INSERT INTO temp.noting VALUES (:step)"), {"step": step.id})
    for kind, alike in itertools.groupby(notes, key=itemgetter(0)):
        rows = [{"one": one, "two": two, "old": old} for _, one, two, old in alike]
        cursor.executemany(PUT_BACK[kind], rows)
        if kind.startswith("article."):
            draft.articles.update(ArticleId(row["one"]) for row in rows)
        elif kind.startswith("article_"):
            draft.articles.update(ArticleId(row["two"]) for row in rows)
        else:
            draft.everything = True
    session.execute(text("DELETE FROM temp.noting"))
