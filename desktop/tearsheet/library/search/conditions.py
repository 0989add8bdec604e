"""A search as a list of conditions, for people who would rather choose than type.

Both ways: `written` gives the text of conditions, `conditions_of` the conditions of a text,
where it has no more to it than all, any or none of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from tearsheet.library.search.grammar import COLUMNS, All, Any, Fact, Node, Not, Words, parse

ANYWHERE: Final = "anywhere"
_FIELD_OF: Final = {column: field for field, column in COLUMNS.items() if field != "byline"}
_PLAIN: Final = re.compile(r"[^\s()\"|]+")


class Joint(Enum):
    """How many of the conditions must be so."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is so of an article, or must not be.

    field  a field of the search language, as "tag" or "clipped", or `ANYWHERE`
    """

    field: str
    value: str
    is_not: bool = False


def written(joint: Joint, conditions: list[Condition]) -> str:
    """The conditions in the search language; those without a value are left out."""
    terms = []
    for one in conditions:
        if said := _said(one.value):
            minus = "-" if one.is_not != (joint is Joint.NONE) else ""
            field = "" if one.field == ANYWHERE else f"{one.field}:"
            terms.append(f"{minus}{field}{said}")
    return (" OR " if joint is Joint.ANY else " ").join(terms)


def conditions_of(typed: str, now: datetime) -> tuple[Joint, list[Condition]] | None:
    """The conditions of a search; None where it has brackets or mixes "and" with "or"."""
    # A space after the last word says that it is whole.
    query = parse(f"{typed} ", now)
    if query.hints:
        return None
    node = query.node
    if node is None:
        return Joint.ALL, []
    parts = node.inner if isinstance(node, All | Any) else (node,)
    found = [_condition(part) for part in parts]
    conditions = [one for one in found if one is not None]
    if len(conditions) < len(found):
        return None
    if isinstance(node, Any):
        return Joint.ANY, conditions
    if all(one.is_not for one in conditions):
        return Joint.NONE, [Condition(one.field, one.value) for one in conditions]
    return Joint.ALL, conditions


def _condition(node: Node) -> Condition | None:
    if isinstance(node, Not):
        inner = _condition(node.inner)
        return (
            Condition(inner.field, inner.value, is_not=True) if inner and not inner.is_not else None
        )
    if isinstance(node, Words):
        value = f"{node.text}*" if node.is_beginning else node.text
        if node.near is not None:
            value = f'"{node.text}"~{node.near}'
        return Condition(_FIELD_OF.get(node.column, ANYWHERE), value)
    if isinstance(node, Fact):
        return Condition(node.name, node.value)
    return None


def _said(value: str) -> str:
    """A value as it is written: in quotation marks where it is more than a word."""
    text = value.strip()
    if re.fullmatch(r'"[^"]*"~\d{1,2}', text):
        return text
    plain = text.replace('"', " ").strip()
    if not plain:
        return ""
    return plain if _PLAIN.fullmatch(plain) and plain not in {"OR", "NOT"} else f'"{plain}"'
