"""Tags as words of a search: a word finds what carries a tag of that word, too."""

from __future__ import annotations

import json
from typing import Final

import pysqlite3

from tearsheet.library.search.folding import folded_name, for_like
from tearsheet.library.search.grammar import All, Any, Fact, Node, Not, Words

_BEGINNING: Final = 3
"""Letters from which on a word that is being typed is looked for among the tags."""
# Words of a name stand apart by spaces, hyphens, and the slash between a tag and those below it.
_NAMED: Final = (
    "SELECT id FROM tag WHERE ' ' || replace(replace(folded, '/', ' '), '-', ' ') || ' '"
    " LIKE ? ESCAPE '!'"
)


def with_labels(connection: pysqlite3.Connection, node: Node) -> Node:
    """The query where each word also stands for the tags that have it in their names."""
    if isinstance(node, Words):
        tags = [] if node.column or node.near is not None else _tags(connection, node)
        return Any((node, Fact("labelled", json.dumps(tags)))) if tags else node
    if isinstance(node, Not):
        return Not(with_labels(connection, node.inner))
    if isinstance(node, All | Any):
        return type(node)(tuple(with_labels(connection, inner) for inner in node.inner))
    return node


def _tags(connection: pysqlite3.Connection, words: Words) -> list[int]:
    word = folded_name(words.text)
    if not word or (words.is_beginning and len(word) < _BEGINNING):
        return []
    pattern = f"% {for_like(word)}%" if words.is_beginning else f"% {for_like(word)} %"
    return [id_ for (id_,) in connection.execute(_NAMED, (pattern,))]
