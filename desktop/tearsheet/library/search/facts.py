"""Facts of a query, such as a tag, a state or a time, as conditions on articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tearsheet.library.search.asked import Asked, Weigh
from tearsheet.library.search.folding import folded_name
from tearsheet.library.search.grammar import Fact

_SMALL: Final = 20_000
_BOUNDED: Final = 200_000
"""Articles of a time up to which their first or last is looked up, at 0.05 microseconds each."""
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
_CARRIED: Final = "article_tag", "tag_id", "tag_count"
_WITHIN: Final = "collection_within", "collection_id", "collection_count"
BELOW: Final = (
    "SELECT each.id FROM tag, tag AS each WHERE tag.id = {0} AND (each.id = tag.id"
    " OR substr(each.folded, 1, length(tag.folded) + 1) = tag.folded || '/')"
)
"""The ids of a tag, which is {0}, and of those below it."""
_NAMED: Final[dict[str, tuple[tuple[str, str, str], str, Callable[[str], str]]]] = {
    "tag": (
        _CARRIED,
        "SELECT id FROM tag WHERE folded = {0} OR substr(folded, 1, length({0}) + 1) = {0} || '/'",
        folded_name,
    ),
    "carried": (
        _CARRIED,
        BELOW,
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
"""Facts that name sets of articles: the table, column and counts of the sets, which sets, and the
value as it is compared. "carried", "labelled" and "within" are not typed but stand for a place."""


def fact_condition(found: Asked, fact: Fact, weigh: Weigh | None) -> tuple[str, bool]:
    """A fact as a condition, and whether it is one on the columns of an article."""
    if fact.name in {"is", "has"}:
        return f"({(_STATES if fact.name == 'is' else _THINGS)[fact.value]})", True
    if fact.name in _ROWS:
        return _ROWS[fact.name].format(found.hold(fact.value.strip())), True
    if fact.name in _NAMED:
        return _named(found, fact, weigh), False
    assert fact.span is not None, "dates and numbers are spans"
    column = _TIMES.get(fact.name, "word_count")
    sides = [
        (sign, found.hold(side))
        for sign, side in ((">=", fact.span.start), ("<", fact.span.end))
        if side is not None
    ]
    within = _compared(column, sides)
    if column == "word_count":
        return within, True
    if weigh is None:
        return _among(column, within), False
    return _dated(found, column, sides, weigh)


def _dated(
    found: Asked, column: str, sides: list[tuple[str, str]], weigh: Weigh
) -> tuple[str, bool]:
    """A condition on a time: by the few that are within, or the few that are not, or row by row."""
    within = _compared(column, sides)
    part = min(_BOUNDED, weigh("SELECT kept FROM shelf_count", {}) // 4)
    size = _size(found, _with(column, within), weigh, max(part, _SMALL))
    if size <= _SMALL:
        return _among(column, within), False
    found.is_large = True
    if size <= part:
        if column == "clipped_at":
            _bound(found, within, sides, weigh)
        return within, True
    turned = {">=": "<", "<": ">="}
    beyond = [_compared(column, [(turned[sign], side)]) for sign, side in sides]
    others = " UNION ALL ".join(
        _with(column, each) for each in (*beyond, f"article.{column} IS NULL")
    )
    if _size(found, others, weigh, _SMALL) <= _SMALL:
        return f"{{id}} NOT IN ({others})", False
    return within, True


def _bound(found: Asked, within: str, sides: list[tuple[str, str]], weigh: Weigh) -> None:
    """Ask only of ids that lie between those of a time: they grow with the time of the clip."""
    for sign, _ in sides:
        which, bound = ("min", ">=") if sign == ">=" else ("max", "<=")
        said = _with("clipped_at", within).replace("SELECT id", f"SELECT {which}(id)")
        found.bounds.append(f"{{id}} {bound} {found.hold(weigh(said, found.values))}")


def _compared(column: str, sides: list[tuple[str, str]]) -> str:
    said = " AND ".join(f"article.{column} {sign} {side}" for sign, side in sides)
    return f"({said})"


def _with(column: str, condition: str) -> str:
    return f"SELECT id FROM article INDEXED BY ix_article_{column} WHERE {condition}"


def _among(column: str, condition: str) -> str:
    return f"{{id}} IN ({_with(column, condition)})"


def _named(found: Asked, fact: Fact, weigh: Weigh | None) -> str:
    """A condition that the article is in one of the sets that a fact names."""
    (table, column, counts), which, plain = _NAMED[fact.name]
    sets = which.format(found.hold(plain(fact.value)))
    gathered = f"{{id}} IN (SELECT article_id FROM {table} WHERE {column} IN ({sets}))"
    if weigh is None:
        return gathered
    total = f"SELECT coalesce(sum(articles), 0) FROM {counts} WHERE {column} IN ({sets})"
    if (size := weigh(total, found.values)) <= _SMALL:
        return gathered
    each = f"EXISTS (SELECT 1 FROM {table} WHERE article_id = {{id}} AND {column} IN ({sets}))"
    found.is_large, found.large[each] = True, (size, gathered)
    return each


def _size(found: Asked, members: str, weigh: Weigh, most: int) -> int:
    """How many members a set has, counted no further than to one more than the most."""
    return weigh(f"SELECT count(*) FROM ({members} LIMIT {most + 1})", found.values)
