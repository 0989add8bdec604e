"""What a page files itself under, its licence, and when a saved page was saved."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("keywords", sa.Text(), nullable=False, server_default=""))
    op.add_column("article", sa.Column("licence", sa.Text(), nullable=False, server_default=""))
    op.add_column("revision", sa.Column("saved_at", sa.String(27), nullable=True))
