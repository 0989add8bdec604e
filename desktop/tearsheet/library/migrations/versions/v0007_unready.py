"""An index of the few articles that are not here yet, so that they are counted off at once."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_article_unready", "article", ["id"], sqlite_where=sa.text("status <> 'ready'")
    )
