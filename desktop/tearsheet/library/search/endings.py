"""Beginnings with the words of the library that begin so.

The index has a list for each beginning of one to five letters. For a longer one it would gather
the articles of all its words before it showed the first; asked for the words, it shows them as it
finds them. And what is ranked is ranked by words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pysqlite3

from tearsheet.library.search.folding import without_accents
from tearsheet.library.search.grammar import All, Any, Node, Not, Words
from tearsheet.library.search.vocabulary import SHORTEST

_MOST: Final = 128
"""Words up to which to ask for each is the shorter way."""
_LAST: Final = "\U0010ffff"
_BEGUN: Final = "SELECT term FROM doc.word WHERE term >= ? AND term < ? LIMIT ?"


def with_endings(connection: pysqlite3.Connection, node: Node) -> Node:
    """The query where each beginning knows its words, if they are not too many."""
    if isinstance(node, Words):
        is_looked_up = node.is_beginning and node.text.isalnum() and len(node.text) >= SHORTEST
        return replace(node, endings=_words(connection, node.text)) if is_looked_up else node
    if isinstance(node, Not):
        return Not(with_endings(connection, node.inner))
    if isinstance(node, All | Any):
        return type(node)(tuple(with_endings(connection, inner) for inner in node.inner))
    return node


def _words(connection: pysqlite3.Connection, begun: str) -> tuple[str, ...]:
    text = begun.lower()
    words: list[str] = []
    for spelling in {text, without_accents(text)}:
        found = connection.execute(_BEGUN, (spelling, spelling + _LAST, _MOST + 1)).fetchall()
        words += [word for (word,) in found]
    return tuple(words) if len(words) <= _MOST else ()
