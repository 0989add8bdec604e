"""The history of edits, for undo and redo across restarts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("change", "inverse")
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False, server_default="0"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "step_row",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "step_id", sa.Integer(), sa.ForeignKey("step.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("one", sa.Integer()),
        sa.Column("two", sa.Integer()),
        sa.Column("old", sa.Text()),
    )
    op.create_index("ix_step_row_step_id", "step_row", ["step_id"])
