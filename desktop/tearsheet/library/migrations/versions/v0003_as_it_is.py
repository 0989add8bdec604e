"""Whether a failed request is a mere doubt, and whether its page is wanted as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("is_a_doubt", "as_it_is"):
        op.add_column("request", sa.Column(name, sa.Boolean(), nullable=False, server_default="0"))
