"""How each place is shown."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "view",
        sa.Column("place", sa.Text(), primary_key=True),
        sa.Column("look", sa.Text(), nullable=False),
    )
