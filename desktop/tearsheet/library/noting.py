"""What an edit changed, written down row by row while it happens, so that it can be put back.

Triggers of the writing connection note, for every row that an edit touches, the statement that
puts it back, its values beside it. They are quiet outside of steps.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pysqlite3
from sqlalchemy import Integer, cast, delete, func, select, text
from sqlalchemy.orm import Session

from tearsheet.library.schema import NoteOfStepRow, StepRow

MOST_STEPS: Final = 1000
_SINGLE: Final = {
    "article": (
        "read_at", "starred_at", "archived_at", "trashed_at", "title", "byline", "publisher",
        "dateline", "section", "language", "published_at",
    ),
    "figure": ("caption", "credit"),
    "revision": ("article_id",),
}  # fmt: skip
"""Columns that are noted one by one, by their table."""
_COLLECTION: Final = ("parent_id", "name", "position")
_TAG: Final = ("name", "folded", "colour")
_SMART: Final = ("name", "query", "sort", "position")
_NOTE: Final = ("markdown", "changed_at")
_AMENDMENT: Final = ("article_id", "field", "said", "value")
_HIGHLIGHT: Final = (
    "article_id", "revision_id", "quote", "prefix", "suffix", "start", "end", "colour", "note",
    "made_at",
)  # fmt: skip
_WHOLE: Final = (
    ("collection", "id", _COLLECTION),
    ("tag", "id", _TAG),
    ("smart_collection", "id", _SMART),
    ("amendment", "id", _AMENDMENT),
    ("highlight", "id", _HIGHLIGHT),
    ("note", "article_id", _NOTE),
)
"""Rows that are noted whole: their table, its key and the other columns."""
_OF_ARTICLES: Final = [f"{table}{sign}" for table in ("amendment", "highlight") for sign in "-~"]
"""Kinds of notes that name their article among the old values."""
_PAIRS: Final = {
    "article_tag": ("tag_id", "article_id", ()),
    "article_collection": ("collection_id", "article_id", ("position",)),
}


def begin_step(session: Session, name: str) -> StepRow:
    """Begin to note what is changed; steps that were undone are forgotten."""
    session.execute(delete(StepRow).where(StepRow.is_undone))
    step = StepRow(name=name, at=datetime.now(UTC))
    session.add(step)
    session.flush()
    session.execute(text("INSERT INTO temp.noting VALUES (:step)"), {"step": step.id})
    return step


def end_step(session: Session, step: StepRow) -> None:
    """Stop noting. A step that changed nothing is no step, and the oldest beyond 1,000 go."""
    session.flush()
    session.execute(text("DELETE FROM temp.noting"))
    noted = session.scalar(
        select(NoteOfStepRow.id).where(NoteOfStepRow.step_id == step.id).limit(1)
    )
    if noted is None:
        session.delete(step)
    oldest = select(StepRow.id).order_by(StepRow.id.desc()).offset(MOST_STEPS)
    session.execute(delete(StepRow).where(StepRow.id.in_(oldest)))


def watch_edits(connection: pysqlite3.Connection) -> None:
    """Put the noting triggers on a connection that writes. They are quiet outside of steps."""
    connection.execute("CREATE TEMP TABLE noting (step INTEGER)")
    connection.executescript(";\n".join([*_triggers(), ""]))


def forget(session: Session, articles: list[int]) -> None:
    """Leave out of every step what it did to articles that are gone for good."""
    of_article = cast(func.json_extract(NoteOfStepRow.old, "$.article_id"), Integer)
    for start in range(0, len(articles), 500):
        gone = articles[start : start + 500]
        session.execute(
            delete(NoteOfStepRow).where(
                (NoteOfStepRow.kind.like("article.%") & NoteOfStepRow.one.in_(gone))
                | (NoteOfStepRow.kind.like("article!_%", escape="!") & NoteOfStepRow.two.in_(gone))
                | (NoteOfStepRow.kind.like("note_") & NoteOfStepRow.one.in_(gone))
                | (NoteOfStepRow.kind.in_(_OF_ARTICLES) & of_article.in_(gone))
            )
        )


def _backwards() -> dict[str, str]:
    back = {
        f"{table}.{name}": f"UPDATE {table} SET {name} = :old WHERE id = :one"
        for table, names in _SINGLE.items()
        for name in names
    }
    for table, (one, two, more) in _PAIRS.items():
        names = ", ".join((one, two, *more))
        values = ", ".join((":one", ":two", *(":old" for _ in more)))
        back[f"{table}+"] = f"DELETE FROM {table} WHERE {one} = :one AND {two} = :two"
        back[f"{table}-"] = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({values})"
        for name in more:
            back[f"{table}~{name}"] = (
                f"UPDATE {table} SET {name} = :old WHERE {one} = :one AND {two} = :two"
            )
    for table, key, columns in _WHOLE:
        values = ", ".join(f":old ->> '{name}'" for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        sets = ", ".join(f""" "{name}" = :old ->> '{name}'""" for name in columns)
        back[f"{table}+"] = f"DELETE FROM {table} WHERE {key} = :one"
        back[f"{table}-"] = f"INSERT INTO {table} ({key}, {names}) VALUES (:one, {values})"
        back[f"{table}~"] = f"UPDATE {table} SET {sets} WHERE {key} = :one"
    return back


PUT_BACK: Final = _backwards()
"""The statement that puts a row back, by the kind of its note: :one, :two and :old of the note."""


def _triggers() -> list[str]:
    made = [
        _trigger(
            f"{table}_{name}", f"UPDATE OF {name} ON main.{table}",
            f"'{table}.{name}', OLD.id, NULL, OLD.{name}", f"OLD.{name} IS NOT NEW.{name}",
        )
        for table, names in _SINGLE.items()
        for name in names
    ]  # fmt: skip
    for table, (one, two, more) in _PAIRS.items():
        old = f"OLD.{more[0]}" if more else "NULL"
        made += [
            _trigger(
                f"{table}_in", f"INSERT ON main.{table}", f"'{table}+', NEW.{one}, NEW.{two}, NULL"
            ),
            _trigger(
                f"{table}_out",
                f"DELETE ON main.{table}",
                f"'{table}-', OLD.{one}, OLD.{two}, {old}",
            ),
        ]
        made += [
            _trigger(
                f"{table}_{name}", f"UPDATE OF {name} ON main.{table}",
                f"'{table}~{name}', OLD.{one}, OLD.{two}, OLD.{name}",
            )
            for name in more
        ]  # fmt: skip
    for table, key, columns in _WHOLE:
        old = "json_object(" + ", ".join(f"""'{name}', OLD."{name}\"""" for name in columns) + ")"
        was = f"OLD.{key}, NULL, {old}"
        made += [
            _trigger(
                f"{table}_in", f"INSERT ON main.{table}", f"'{table}+', NEW.{key}, NULL, NULL"
            ),
            _trigger(f"{table}_out", f"DELETE ON main.{table}", f"'{table}-', {was}"),
            _trigger(f"{table}_changed", f"UPDATE ON main.{table}", f"'{table}~', {was}"),
        ]
    return made


def _trigger(name: str, event: str, note: str, when: str = "") -> str:
    condition = "EXISTS (SELECT 1 FROM temp.noting)" + (f" AND {when}" if when else "")
    return (
        f"CREATE TEMP TRIGGER note_{name} AFTER {event} WHEN {condition} BEGIN "
        "INSERT INTO step_row (step_id, kind, one, two, old) "
        f"SELECT step, {note} FROM temp.noting; END"
    )
