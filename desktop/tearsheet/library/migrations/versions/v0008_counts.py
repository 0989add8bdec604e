"""Counts that are kept while articles come and go, and what lies below each collection.

`collection_above` holds every collection with those above it, itself among them;
`collection_within` every collection with the articles in it or below it, and in how many ways
they lie there. Triggers keep them, whoever writes: the window, a terminal, or an undo.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ABOVE_NEW = "(SELECT above_id FROM collection_above WHERE collection_id = NEW.collection_id)"
_ABOVE_OLD = "(SELECT above_id FROM collection_above WHERE collection_id = OLD.collection_id)"
_PARENTS = (
    "(SELECT above_id FROM collection_above"
    " WHERE collection_id = OLD.parent_id OR collection_id = NEW.parent_id)"
)
_WITHIN = (
    "INSERT INTO collection_within (collection_id, article_id, ways)"
    " SELECT above_id, article_id, count(*) FROM collection_above"
    " JOIN article_collection USING (collection_id)"
)
_SHELVES = {
    "kept": "{0}.trashed_at IS NULL AND {0}.status = 'ready'",
    "unread": "{0}.read_at IS NULL AND {0}.archived_at IS NULL AND {0}.trashed_at IS NULL"
    " AND {0}.status = 'ready'",
    "starred": "{0}.starred_at IS NOT NULL AND {0}.trashed_at IS NULL AND {0}.status = 'ready'",
    "archived": "{0}.archived_at IS NOT NULL AND {0}.trashed_at IS NULL AND {0}.status = 'ready'",
    "trashed": "{0}.trashed_at IS NOT NULL",
}


def _shelved(*rows: tuple[str, str]) -> str:
    """Count a row of ``article`` in or off: pairs of a sign, and NEW or OLD."""
    sums = (
        f"{name} = {name} " + " ".join(f"{sign} ({condition.format(row)})" for sign, row in rows)
        for name, condition in _SHELVES.items()
    )
    return f"UPDATE shelf_count SET {', '.join(sums)};"


_TABLES = """
CREATE TABLE shelf_count (
    kept INTEGER NOT NULL, unread INTEGER NOT NULL, starred INTEGER NOT NULL,
    archived INTEGER NOT NULL, trashed INTEGER NOT NULL
);
CREATE TABLE tag_count (tag_id INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE TABLE collection_count (collection_id INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE TABLE collection_above (
    collection_id INTEGER, above_id INTEGER, PRIMARY KEY (collection_id, above_id)
) WITHOUT ROWID;
CREATE INDEX ix_collection_above_above_id ON collection_above (above_id);
CREATE TABLE collection_within (
    collection_id INTEGER, article_id INTEGER, ways INTEGER NOT NULL,
    PRIMARY KEY (collection_id, article_id)
) WITHOUT ROWID;
CREATE INDEX ix_collection_within_article_id ON collection_within (article_id)
"""
_FIRST = f"""
INSERT INTO shelf_count SELECT {
    ", ".join(
        f"count(*) FILTER (WHERE {condition.format('article')})" for condition in _SHELVES.values()
    )
} FROM article;
INSERT INTO collection_above WITH RECURSIVE walk (id, above) AS (
    SELECT id, id FROM collection UNION SELECT walk.id, collection.parent_id FROM walk
    JOIN collection ON collection.id = walk.above WHERE collection.parent_id IS NOT NULL
) SELECT * FROM walk;
{_WITHIN} GROUP BY 1, 2;
INSERT INTO collection_count SELECT id, (
    SELECT count(*) FROM collection_within WHERE collection_id = id) FROM collection;
INSERT INTO tag_count SELECT id, (
    SELECT count(*) FROM article_tag WHERE tag_id = id) FROM tag
"""
_TRIGGERS = {
    "article_made AFTER INSERT ON article": _shelved(("+", "NEW")),
    "article_gone AFTER DELETE ON article": _shelved(("-", "OLD")),
    "article_shelved AFTER UPDATE OF read_at, starred_at, archived_at, trashed_at, status"
    " ON article": _shelved(("+", "NEW"), ("-", "OLD")),
    "tag_made AFTER INSERT ON tag": "INSERT INTO tag_count VALUES (NEW.id, 0);",
    "tag_gone AFTER DELETE ON tag": "DELETE FROM tag_count WHERE tag_id = OLD.id;",
    "article_tagged AFTER INSERT ON article_tag": (
        "UPDATE tag_count SET articles = articles + 1 WHERE tag_id = NEW.tag_id;"
    ),
    "article_untagged AFTER DELETE ON article_tag": (
        "UPDATE tag_count SET articles = articles - 1 WHERE tag_id = OLD.tag_id;"
    ),
    "collection_made AFTER INSERT ON collection": (
        "INSERT INTO collection_count VALUES (NEW.id, 0);"
        "INSERT INTO collection_above SELECT NEW.id, NEW.id UNION"
        " SELECT NEW.id, above_id FROM collection_above WHERE collection_id = NEW.parent_id;"
    ),
    "collection_gone AFTER DELETE ON collection": (
        "DELETE FROM collection_count WHERE collection_id = OLD.id;"
        "DELETE FROM collection_within WHERE collection_id = OLD.id;"
        "DELETE FROM collection_above WHERE collection_id = OLD.id OR above_id = OLD.id;"
    ),
    "collection_moved AFTER UPDATE OF parent_id ON collection"
    " WHEN OLD.parent_id IS NOT NEW.parent_id": (
        "DELETE FROM collection_above WHERE collection_id IN"
        " (SELECT collection_id FROM collection_above WHERE above_id = NEW.id) AND above_id IN"
        " (SELECT above_id FROM collection_above WHERE collection_id = OLD.parent_id);"
        "INSERT INTO collection_above SELECT low.collection_id, high.above_id"
        " FROM collection_above AS low, collection_above AS high"
        " WHERE low.above_id = NEW.id AND high.collection_id = NEW.parent_id;"
        f"DELETE FROM collection_within WHERE collection_id IN {_PARENTS};"
        f"{_WITHIN} WHERE above_id IN {_PARENTS} GROUP BY 1, 2;"
        "UPDATE collection_count SET articles = (SELECT count(*) FROM collection_within AS within"
        " WHERE within.collection_id = collection_count.collection_id)"
        f" WHERE collection_id IN {_PARENTS};"
    ),
    "article_collected AFTER INSERT ON article_collection": (
        "INSERT INTO collection_within SELECT above_id, NEW.article_id, 1 FROM collection_above"
        " WHERE collection_id = NEW.collection_id"
        " ON CONFLICT (collection_id, article_id) DO UPDATE SET ways = ways + 1;"
        "UPDATE collection_count SET articles = articles + 1 WHERE collection_id IN"
        " (SELECT collection_id FROM collection_within WHERE article_id = NEW.article_id"
        f" AND ways = 1 AND collection_id IN {_ABOVE_NEW});"
    ),
    "article_taken_out AFTER DELETE ON article_collection": (
        "UPDATE collection_count SET articles = articles - 1 WHERE collection_id IN"
        " (SELECT collection_id FROM collection_within WHERE article_id = OLD.article_id"
        f" AND ways = 1 AND collection_id IN {_ABOVE_OLD});"
        "DELETE FROM collection_within WHERE article_id = OLD.article_id AND ways = 1"
        f" AND collection_id IN {_ABOVE_OLD};"
        "UPDATE collection_within SET ways = ways - 1 WHERE article_id = OLD.article_id"
        f" AND collection_id IN {_ABOVE_OLD};"
    ),
}


def upgrade() -> None:
    # An article that is forgotten takes its revisions along, and each asks who shows it.
    op.create_index("ix_article_revision_id", "article", ["revision_id"])
    op.create_index("ix_article_clipped_at", "article", ["clipped_at"])
    op.create_index("ix_article_published_at", "article", ["published_at"])
    for statement in f"{_TABLES};{_FIRST}".split(";"):
        op.execute(statement)
    for event, act in _TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {event} BEGIN {act} END")
