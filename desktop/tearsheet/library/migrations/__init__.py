"""Steps from one schema to the next, forward only.

`migrate` takes a backup first, so that a step that fails costs nothing. Alembic is imported
only when there is a step to take: its import is a tenth of a second that most starts can save.
"""

from __future__ import annotations

import logging
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3

from tearsheet.library.version import APPLICATION_ID, SCHEMA_VERSION

log = logging.getLogger(__name__)


def migrate(path: Path, *, backups: Path) -> None:
    """Bring the database at ``path`` to the present schema; a new file gets all of it.

    backups  where a copy of an existing database goes before the first step
    """
    with closing(pysqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version:
            _back_up(connection, backups, version)
    _upgrade(path)
    with closing(pysqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("PRAGMA journal_mode = WAL")
    log.info("the library at %s is at schema %d", path, SCHEMA_VERSION)


def _back_up(connection: pysqlite3.Connection, backups: Path, version: int) -> None:
    backups.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = backups / f"before-schema-{SCHEMA_VERSION}-was-{version}-{moment}.sqlite3"
    with closing(pysqlite3.connect(target)) as copy:
        connection.backup(copy)


def _upgrade(path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["path"] = path
    command.upgrade(config, "head")
