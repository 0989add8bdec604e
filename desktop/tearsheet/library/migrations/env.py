"""Runs Alembic's steps on the library's file in one transaction."""

import pysqlite3
from alembic import context
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.pool import NullPool

from tearsheet.library.schema import Base

engine = create_engine(
    URL.create("sqlite", database=str(context.config.attributes["path"])),
    module=pysqlite3,
    poolclass=NullPool,
)


@event.listens_for(engine, "connect")
def leave_transactions_to_us(connection: pysqlite3.Connection, _record: object) -> None:
    # The driver would commit before every DDL statement, and half a schema could stay behind.
    connection.isolation_level = None


@event.listens_for(engine, "begin")
def begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transactional_ddl=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()
