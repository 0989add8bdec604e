"""A query as parts of a statement over the library with its index attached."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from tearsheet.library.search.asked import Asked, Weigh
from tearsheet.library.search.facts import fact_condition
from tearsheet.library.search.folding import indexed, match_of
from tearsheet.library.search.grammar import All, Any, Fact, Node, Not, Words
from tearsheet.library.search.vocabulary import SHORTEST

KEPT: Final = "trashed_at IS NULL AND status = 'ready'"
"""Written as in the partial indexes of the schema, or SQLite would not use them."""
NOT_KEPT: Final = (
    "SELECT id FROM article INDEXED BY ix_article_trashed WHERE trashed_at IS NOT NULL"
    " UNION ALL SELECT id FROM article INDEXED BY ix_article_unready WHERE status <> 'ready'"
)
"""The few articles that no list but the trash's shows."""
_GATHERED_BEGINNING: Final = 6
"""Letters of a beginning from which on the sieve has no list for it."""
_IN_COLUMN: Final = 4
"""How many times as much a hit costs that must be in one column."""
_MANY_WORDS: Final = 16
"""Words from which on each hit of any of them costs too much to count all of them at once."""


def asked(node: Node | None, weigh: Weigh | None = None) -> Asked:
    """The SQL of a query.

    weigh  looks up how large a set of articles is, for a statement that answers a first page:
           there a large one is asked of one article after the other. Else all are gathered.
    """
    found = Asked()
    if node is None:
        return found
    quick = _by_words(found, node) if weigh else node
    found.cost = max(1, sum(_IN_COLUMN if one.column else 1 for one in _wanted(quick)))
    parts = parts_of(quick)
    textual = [part for part in parts if _text(part)]
    # FTS5 knows "without" only after something that must be there.
    lacking = [part.inner for part in parts if isinstance(part, Not) and textual]
    lacking = [inner for inner in lacking if _text(inner)]
    _rank(found, node, is_all_text=len(textual) + len(lacking) == len(parts))
    if textual:
        _match(found, textual, lacking)
    for part in parts:
        inner = part.inner if isinstance(part, Not) else part
        if part in textual or inner in lacking:
            continue
        condition, of_row = _condition(found, part, weigh)
        (found.rows if of_row else found.sets).append(condition)
    if found.large and weigh is not None:
        found.gather(weigh("SELECT kept FROM shelf_count", {}))
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


def _by_words(found: Asked, node: Node) -> Node:
    """The query where a long beginning is any of its words: they are gathered hit by hit.

    For a first page, which then comes in a tenth of the time; the whole takes twice as long.
    """
    if isinstance(node, Words):
        # The index folds other letters than these in its own way.
        if not node.endings or _is_listed(node) or not node.text.isascii():
            return node
        found.is_large |= len(node.endings) > _MANY_WORDS
        return _any_of(node)
    if isinstance(node, Not):
        return Not(_by_words(found, node.inner))
    if isinstance(node, All | Any):
        return type(node)(tuple(_by_words(found, inner) for inner in node.inner))
    return node


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


def _any_of(begun: Words) -> Any:
    """A beginning as the words that begin so."""
    return Any(tuple(Words(word, begun.column) for word in begun.endings))


def _rank(found: Asked, node: Node, *, is_all_text: bool) -> None:
    """Say what articles are ranked by: the words asked for, and all that are begun."""
    words = [one for one in _wanted(node) if not one.is_beginning or len(one.text) >= SHORTEST]
    words = [one for one in words if not _is_broad(one) or _is_listed(one)]
    broad = [one for one in words if _is_broad(one)]
    said = [_text(_any_of(one)) if one.endings else _text(one) for one in words if one not in broad]
    found.ranked = (" AND " if is_all_text else " OR ").join(dict.fromkeys(said))
    if all(map(_is_plain, words)):
        single = [_by_words(found, one) for one in words]
        found.single, found.is_broad = list(map(_text, single)), bool(broad)
        found.is_spread = any(len(_wanted(one)) > _MANY_WORDS for one in single)


def _is_listed(begun: Words) -> bool:
    """Whether the sieve has a list for a beginning of so many letters."""
    return len(begun.text) < _GATHERED_BEGINNING


def _is_broad(words: Words) -> bool:
    """Whether a word is the beginning of too many to rank by each of them."""
    return words.is_beginning and not words.endings and is_one_word(words.text)


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
    return fact_condition(found, node, weigh)
