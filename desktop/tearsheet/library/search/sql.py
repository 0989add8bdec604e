"""A query as parts of a statement over the library with its index attached."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tearsheet.library.search.folding import folded_name, indexed, match_of
from tearsheet.library.search.grammar import All, Any, Fact, Node, Not, Words

KEPT: Final = "trashed_at IS NULL AND status = 'ready'"
"""Written as in the partial indexes of the schema, or SQLite would not use them."""
NOT_KEPT: Final = (
    "SELECT id FROM article INDEXED BY ix_article_trashed WHERE trashed_at IS NOT NULL"
    " UNION ALL SELECT id FROM article INDEXED BY ix_article_unready WHERE status <> 'ready'"
)
"""The few articles that no list but the trash's shows."""
_SMALL: Final = 20_000
_RANKED_BEGINNING: Final = 4
"""Letters of a beginning from which on it is ranked: shorter ones say too little of an article."""

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
_ROWS: Final[dict[str, str]] = {
    "lang": "article.language LIKE {0} || '%'",
    "url": "instr(article.source_url, {0}) > 0",
}
_TIMES: Final = {"clipped": "clipped_at", "published": "published_at"}
_CARRIED: Final = "article_tag", "tag_id"
_WITHIN: Final = "collection_within", "collection_id"
_BELOW: Final = (
    "SELECT each.id FROM tag, tag AS each WHERE tag.id = {0} AND (each.id = tag.id"
    " OR substr(each.folded, 1, length(tag.folded) + 1) = tag.folded || '/')"
)
_NAMED: Final[dict[str, tuple[tuple[str, str], str, Callable[[str], str]]]] = {
    "tag": (
        _CARRIED,
        "SELECT id FROM tag WHERE folded = {0} OR substr(folded, 1, length({0}) + 1) = {0} || '/'",
        folded_name,
    ),
    "carried": (
        _CARRIED,
        _BELOW,
        str,
    ),
    "labelled": (_CARRIED, "SELECT value FROM json_each({0})", str),
    "in": (
        _WITHIN,
        "SELECT id FROM collection WHERE lower(name) = lower({0})",
        lambda path: path.rsplit("/", 1)[-1].strip(),
    ),
    "within": (_WITHIN, "SELECT CAST({0} AS INTEGER)", str),
}
"""Facts that name sets of articles: the table and column of the sets, which sets, and the value
as it is compared. "carried", "labelled" and "within" are not typed but stand for a place."""

Weigh = Callable[[str, dict[str, str | int]], int]
"""The number that a statement with these values answers."""


@dataclass(slots=True)
class Asked:
    """A query in SQL.

    table   of the index, "sieve" or "doc"; empty where only facts are asked
    match   what that table is asked for
    ranked  what `doc` is to rank by; empty where nothing can be ranked
    sets    conditions on the article's id, which stands as {id} in them
    rows    conditions on the columns of ``article``
    values  the named values of the conditions
    is_large  a set was too large to be gathered: the conditions are made for the first page
    """

    table: str = ""
    match: str = ""
    ranked: str = ""
    sets: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    values: dict[str, str | int] = field(default_factory=dict)
    is_large: bool = False

    def hold(self, value: str | int) -> str:
        """A value, as its name in the statement."""
        name = f"asked_{len(self.values)}"
        self.values[name] = value
        return f":{name}"


def asked(node: Node | None, weigh: Weigh | None = None) -> Asked:
    """The SQL of a query.

    weigh  looks up how large a set of articles is, for a statement that answers a first page:
           there a large one is asked of one article after the other. Else all are gathered.
    """
    found = Asked()
    if node is None:
        return found
    parts = parts_of(node)
    textual = [part for part in parts if _text(part)]
    # FTS5 knows "without" only after something that must be there.
    lacking = [part.inner for part in parts if isinstance(part, Not) and textual]
    lacking = [inner for inner in lacking if _text(inner)]
    found.ranked = _ranking(node, is_all_text=len(textual) + len(lacking) == len(parts))
    if textual:
        _match(found, textual, lacking)
    for part in parts:
        inner = part.inner if isinstance(part, Not) else part
        if part in textual or inner in lacking:
            continue
        condition, of_row = _condition(found, part, weigh)
        (found.rows if of_row else found.sets).append(condition)
    return found


def _match(found: Asked, textual: Sequence[Node], lacking: Sequence[Node]) -> None:
    """Ask the sieve for plain words, and `doc` for phrases; of both, `doc` leads."""
    plain = [part for part in textual if _is_plain(part)]
    placed = [part for part in textual if not _is_plain(part)]
    found.table = "doc" if placed else "sieve"
    found.match = _joined(placed or plain)
    if placed and plain:
        found.sets.append(_hit(found, "sieve", _joined(plain)))
    for inner in lacking:
        table = _table_of(inner)
        if table == found.table:
            found.match = f"({found.match}) NOT {_text(inner)}"
        else:
            found.sets.append(f"NOT ({_hit(found, table, _text(inner))})")


def _table_of(node: Node) -> str:
    return "sieve" if _is_plain(node) else "doc"


def _hit(found: Asked, table: str, match: str) -> str:
    """The condition that an article is among the hits of a table."""
    return f"{{id}} IN (SELECT rowid FROM {table}.{table} WHERE {table} MATCH {found.hold(match)})"


def _joined(parts: list[Node]) -> str:
    return " AND ".join(_text(part) for part in parts)


def parts_of(node: Node) -> list[Node]:
    """The parts that must all be."""
    if not isinstance(node, All):
        return [node]
    return [part for inner in node.inner for part in parts_of(inner)]


def _text(node: Node) -> str:
    """A node as one question to the index; empty where it is more than text."""
    if isinstance(node, Words):
        return (
            f"({match_of(node.text, node.column, is_beginning=node.is_beginning, near=node.near)})"
        )
    if isinstance(node, All | Any):
        parts = [_text(inner) for inner in node.inner]
        joint = " AND " if isinstance(node, All) else " OR "
        return f"({joint.join(parts)})" if all(parts) else ""
    return ""


def _is_plain(node: Node) -> bool:
    """Whether a textual node has nothing but single words, for which the sieve is enough."""
    if isinstance(node, Words):
        return node.near is None and is_one_word(node.text)
    return isinstance(node, All | Any) and all(map(_is_plain, node.inner))


def is_one_word(text: str) -> bool:
    """Whether the index holds this as one word: letters, numbers and marks alone."""
    return all(unicodedata.category(sign)[0] in "LNM" for sign in indexed(text))


def _ranking(node: Node, *, is_all_text: bool) -> str:
    """What articles are ranked by: the words that are asked for, but for mere beginnings."""
    words = [
        one for one in _wanted(node) if not one.is_beginning or len(one.text) >= _RANKED_BEGINNING
    ]
    return (" AND " if is_all_text else " OR ").join(dict.fromkeys(map(_text, words)))


def _wanted(node: Node) -> list[Words]:
    if isinstance(node, Words):
        return [node]
    if isinstance(node, All | Any):
        return [words for inner in node.inner for words in _wanted(inner)]
    return []


def _condition(found: Asked, node: Node, weigh: Weigh | None) -> tuple[str, bool]:
    """A node as a condition, and whether it is one on the columns of an article."""
    if isinstance(node, Not):
        inner, of_row = _condition(found, node.inner, weigh)
        return f"NOT ({inner})", of_row
    if match := _text(node):
        return _hit(found, _table_of(node), match), False
    if isinstance(node, All | Any):
        parts = [_condition(found, inner, weigh) for inner in node.inner]
        joint = " AND " if isinstance(node, All) else " OR "
        said = f"({joint.join(condition for condition, _ in parts)})"
        return said, any(of_row for _, of_row in parts)
    assert isinstance(node, Fact), "words are a match"
    return _fact(found, node, weigh)


def _fact(found: Asked, fact: Fact, weigh: Weigh | None) -> tuple[str, bool]:
    if fact.name in {"is", "has"}:
        return f"({(_STATES if fact.name == 'is' else _THINGS)[fact.value]})", True
    if fact.name in _ROWS:
        return _ROWS[fact.name].format(found.hold(fact.value.strip())), True
    if fact.name in _NAMED:
        return _named(found, fact, weigh), False
    assert fact.span is not None, "dates and numbers are spans"
    column = _TIMES.get(fact.name, "word_count")
    sides = [
        f"article.{column} {sign} {found.hold(side)}"
        for sign, side in ((">=", fact.span.start), ("<", fact.span.end))
        if side is not None
    ]
    within = " AND ".join(sides)
    if column == "word_count":
        return f"({within})", True
    dated = f"FROM article INDEXED BY ix_article_{column} WHERE {within}"
    if _is_large(found, f"SELECT 1 {dated}", weigh):
        return f"({within})", True
    return f"{{id}} IN (SELECT id {dated})", False


def _named(found: Asked, fact: Fact, weigh: Weigh | None) -> str:
    """A condition that the article is in one of the sets that a fact names."""
    (table, column), which, plain = _NAMED[fact.name]
    sets = which.format(found.hold(plain(fact.value)))
    if _is_large(found, f"SELECT 1 FROM {table} WHERE {column} IN ({sets})", weigh):
        return f"EXISTS (SELECT 1 FROM {table} WHERE article_id = {{id}} AND {column} IN ({sets}))"
    return f"{{id}} IN (SELECT article_id FROM {table} WHERE {column} IN ({sets}))"


def _is_large(found: Asked, members: str, weigh: Weigh | None) -> bool:
    if weigh is None:
        return False
    count = weigh(f"SELECT count(*) FROM ({members} LIMIT {_SMALL + 1})", found.values)
    if count <= _SMALL:
        return False
    found.is_large = True
    return True
