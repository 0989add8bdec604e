"""The words that the texts of a library have, as the index spells them."""

from __future__ import annotations

import re
from typing import Final

import pysqlite3

from tearsheet.library.search.folding import indexed

TOKENS: Final = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
"""How the index tells words apart and spells them (SQLite FTS5, 4.3.1)."""
SHORTEST: Final = 4
"""Shorter words are like too many others, and say too little of an article to rank it by what is
begun."""
_PLAIN: Final = re.compile(rf"[a-z0-9]{{{SHORTEST},}}")
_MOST_KEPT: Final = 200_000
"""Words that are held in memory, not to be written again; about 20 MB."""
_SPELLING: Final = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS temp.odd
        USING fts5(said, content='', tokenize="{TOKENS}")""",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.odd_word USING fts5vocab(temp, odd, row)",
)


class Vocabulary:
    """Gathers the words of texts for the index's list of them."""

    def __init__(self) -> None:
        self._kept: set[str] = set()
        self._new: set[str] = set()

    def noted(self, text: str, others: str) -> str:
        """A text as the index holds it; its words and those of the others are noted."""
        plain = indexed(text)
        said = f"{plain}\n{indexed(others)}".lower().replace("\u200b", " ")
        self._new |= set(said.split()) - self._kept
        return plain

    def remember(self, connection: pysqlite3.Connection) -> None:
        """Put what was noted since the last time into the index's list of words."""
        odd = [word for word in self._new if not word.isascii()]
        words = set(_PLAIN.findall(" ".join(self._new.difference(odd))))
        if odd:
            words.update(_spelt(connection, " ".join(odd)))
        connection.executemany("INSERT OR IGNORE INTO word VALUES (?)", zip(words, strict=True))
        if len(self._kept) > _MOST_KEPT:
            self._kept.clear()
        self._kept |= self._new
        self._new.clear()


def _spelt(connection: pysqlite3.Connection, text: str) -> list[str]:
    """The words of a text, spelt by the index itself: it folds more letters than are told here."""
    for statement in _SPELLING:
        connection.execute(statement)
    connection.execute("INSERT INTO temp.odd (rowid, said) VALUES (1, ?)", (text,))
    found = connection.execute(
        "SELECT term FROM temp.odd_word WHERE length(term) >= ?", (SHORTEST,)
    )
    terms = [term for (term,) in found]
    connection.execute("INSERT INTO temp.odd (odd) VALUES ('delete-all')")
    return terms
