"""Long beginnings as the words that begin so.

The index has a list for each beginning of one to five letters. For a longer one it would gather
the articles of all its words before it showed the first; asked for the words, it shows them as it
finds them.
"""

from __future__ import annotations

from typing import Final

import pysqlite3

from tearsheet.library.search.grammar import All, Any, Node, Not, Words

_SHORTEST: Final = 6
_MOST: Final = 64
"""Words up to which to ask for each is the shorter way."""
_LAST: Final = "\U0010ffff"
_BEGUN: Final = "SELECT term FROM sieve.word WHERE term >= ? AND term < ? LIMIT ?"


def with_endings(connection: pysqlite3.Connection, node: Node) -> Node:
    """The query where a long beginning stands as the words of the library that begin so."""
    if isinstance(node, Words):
        words = _words(connection, node)
        return Any(tuple(Words(word, node.column) for word in words)) if words else node
    if isinstance(node, Not):
        return Not(with_endings(connection, node.inner))
    if isinstance(node, All | Any):
        return type(node)(tuple(with_endings(connection, inner) for inner in node.inner))
    return node


def _words(connection: pysqlite3.Connection, begun: Words) -> list[str]:
    """The words, where they are not too many; of plain letters only, which the index folds no
    further.
    """
    text = begun.text.lower()
    is_plain = begun.is_beginning and text.isascii() and text.isalnum()
    if not is_plain or len(text) < _SHORTEST:
        return []
    found = connection.execute(_BEGUN, (text, text + _LAST, _MOST + 1)).fetchall()
    return [word for (word,) in found] if len(found) <= _MOST else []
