"""An index for each order that a list can be put in, so that its first page need not sort all.

Each holds the articles that are kept, by the order's field and then the newest first.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_WORDS = ("title", "byline", "publisher", "section", "language")
_VALUES = ("published_at", "word_count", "missing_images")


def upgrade() -> None:
    keys = {field: f"nullif(lower({field}), '')" for field in _WORDS} | {f: f for f in _VALUES}
    for field, key in keys.items():
        op.execute(
            f"CREATE INDEX ix_article_by_{field} ON article ({key}, id DESC)"
            " WHERE trashed_at IS NULL AND status = 'ready'"
        )
