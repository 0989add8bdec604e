"""The statements that rank what the index finds."""

from __future__ import annotations

from typing import Final

WEIGHTS: Final = "10.0, 4.0, 2.0, 6.0, 3.0, 1.0, 3.0"
"""Of a hit in each column, in their order: title first, captions before the body."""
MOST_RANKED: Final = 2_000
RANKED: Final = f"""
SELECT rowid AS id, bm25(doc, {WEIGHTS}) AS score FROM search.doc
WHERE doc MATCH :match ORDER BY rowid DESC LIMIT {MOST_RANKED}
"""
"""The newest hits with their scores, the lower the better (Okapi BM25, SQLite FTS5 5.1.1)."""
BEST: Final = f"""
SELECT id, min(score) AS score FROM (SELECT * FROM ({RANKED})
  UNION ALL SELECT rowid AS id, 0.0 AS score FROM search.doc WHERE doc MATCH :match)
GROUP BY id
"""
"""All hits, older ones under the ranked."""
KEPT: Final = "trashed_at IS NULL AND status = 'ready'"
"""Written as in the partial indexes of the schema, or SQLite would not use them."""
