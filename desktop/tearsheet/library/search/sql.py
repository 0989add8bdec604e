"""A query as a part of a statement over the library with its index attached as ``search``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tearsheet.library.search.folding import folded_name, match_of
from tearsheet.library.search.grammar import All, Any, Fact, Node, Not, Words

_STATES: Final = {
    "unread": "article.read_at IS NULL AND article.archived_at IS NULL",
    "read": "article.read_at IS NOT NULL",
    "starred": "article.starred_at IS NOT NULL",
    "archived": "article.archived_at IS NOT NULL",
    "trashed": "article.trashed_at IS NOT NULL",
    "highlighted": "EXISTS (SELECT 1 FROM highlight WHERE article_id = article.id)",
}
_THINGS: Final = {
    "image": "article.lead_image IS NOT NULL",
    "missing-image": "article.missing_images > 0",
    "highlight": _STATES["highlighted"],
    "note": "EXISTS (SELECT 1 FROM note WHERE article_id = article.id AND markdown <> '')",
    "pdf": "EXISTS (SELECT 1 FROM revision WHERE revision.id = article.revision_id"
    " AND original_type LIKE 'application/pdf%')",
    "credit": "EXISTS (SELECT 1 FROM figure WHERE revision_id = article.revision_id"
    " AND credit <> '')",
    "tag": "EXISTS (SELECT 1 FROM article_tag WHERE article_id = article.id)",
    "collection": "EXISTS (SELECT 1 FROM article_collection WHERE article_id = article.id)",
}
_TAGS: Final = (
    "tag_id IN (SELECT id FROM tag"
    " WHERE tag.folded = {0} OR substr(tag.folded, 1, length({0}) + 1) = {0} || '/')"
)
_TREE: Final = (
    "collection_id IN (WITH RECURSIVE tree (id) AS (SELECT id FROM collection"
    " WHERE lower(name) = lower({0}) UNION SELECT collection.id FROM collection"
    " JOIN tree ON parent_id = tree.id) SELECT id FROM tree)"
)
_TAGGED: Final = f"article.id IN (SELECT article_id FROM article_tag WHERE {_TAGS})"
_COLLECTED: Final = f"article.id IN (SELECT article_id FROM article_collection WHERE {_TREE})"
# Beside words the newest hits are looked at one by one until there are enough: to gather all of
# a large tag first would cost more than that.
_EACH: Final = {
    "tag": f"EXISTS (SELECT 1 FROM article_tag WHERE article_id = article.id AND {_TAGS})",
    "in": f"EXISTS (SELECT 1 FROM article_collection WHERE article_id = article.id AND {_TREE})",
}
_NAMED: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    "tag": (_TAGGED, folded_name),
    "in": (_COLLECTED, lambda path: path.rsplit("/", 1)[-1].strip()),
    "lang": ("article.language LIKE {0} || '%'", str.strip),
    "url": ("instr(article.source_url, {0}) > 0", str.strip),
}
_TIMES: Final = {"clipped": "article.clipped_at", "published": "article.published_at"}


@dataclass(slots=True)
class Asked:
    """A query in SQL.

    match      what the index is asked for, or empty where only facts are asked
    condition  what else must be so of ``article``, or empty
    values     the named values of the condition
    """

    match: str = ""
    condition: str = ""
    values: dict[str, str | int] = field(default_factory=dict)


def asked(node: Node | None) -> Asked:
    """The SQL of a query."""
    found = Asked()
    if node is None:
        return found
    parts = _flat(node)
    texts = [match for part in parts if (match := _match(part))]
    # FTS5 knows "without" only after something that must be there.
    lacking = [
        match for part in parts if texts and isinstance(part, Not) and (match := _match(part.inner))
    ]
    rest = [
        part
        for part in parts
        if not _match(part) and not (texts and isinstance(part, Not) and _match(part.inner))
    ]
    found.match = " AND ".join(texts)
    for match in lacking:
        found.match = f"({found.match}) NOT {match}"
    conditions = (
        _each(part, found.values) if found.match else _condition(part, found.values)
        for part in rest
    )
    found.condition = " AND ".join(conditions)
    return found


def _flat(node: Node) -> list[Node]:
    """The parts that must all be."""
    if not isinstance(node, All):
        return [node]
    return [part for inner in node.inner for part in _flat(inner)]


def _match(node: Node) -> str:
    """A node as one question to the index; empty where it is more than text."""
    if isinstance(node, Words):
        return (
            f"({match_of(node.text, node.column, is_beginning=node.is_beginning, near=node.near)})"
        )
    if isinstance(node, All | Any):
        parts = [_match(inner) for inner in node.inner]
        joint = " AND " if isinstance(node, All) else " OR "
        return f"({joint.join(parts)})" if all(parts) else ""
    return ""


def _each(node: Node, values: dict[str, str | int]) -> str:
    """A condition that is asked of one hit of the index after the other."""
    if isinstance(node, Fact) and node.name in _EACH:
        plain = _NAMED[node.name][1]
        return _EACH[node.name].format(_held(values, plain(node.value)))
    return _condition(node, values)


def _condition(node: Node, values: dict[str, str | int]) -> str:
    if isinstance(node, Not):
        return f"NOT ({_condition(node.inner, values)})"
    if match := _match(node):
        name = _held(values, match)
        return f"article.id IN (SELECT rowid FROM search.doc WHERE doc MATCH {name})"
    if isinstance(node, All | Any):
        joint = " AND " if isinstance(node, All) else " OR "
        return f"({joint.join(_condition(inner, values) for inner in node.inner)})"
    assert isinstance(node, Fact), "words are a match"
    return f"({_fact(node, values)})"


def _fact(fact: Fact, values: dict[str, str | int]) -> str:
    if fact.name in {"is", "has"}:
        return (_STATES if fact.name == "is" else _THINGS)[fact.value]
    if fact.name in _NAMED:
        condition, plain = _NAMED[fact.name]
        return condition.format(_held(values, plain(fact.value)))
    column = _TIMES.get(fact.name, "article.word_count")
    assert fact.span is not None, "dates and numbers are spans"
    sides = [
        f"{column} {sign} {_held(values, side)}"
        for sign, side in ((">=", fact.span.start), ("<", fact.span.end))
        if side is not None
    ]
    return " AND ".join(sides)


def _held(values: dict[str, str | int], value: str | int) -> str:
    name = f"asked_{len(values)}"
    values[name] = value
    return f":{name}"
