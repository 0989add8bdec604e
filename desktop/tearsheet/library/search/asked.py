"""What is asked of the library and its index, as parts of a statement."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_GATHERED: Final = 300
"""Members of a set, times the share of all articles that all sets leave: up to this, to gather it
costs less than to ask of one article after the other until a page is full."""
Weigh = Callable[[str, dict[str, str | int]], int]
"""The number that a statement with these values answers."""


@dataclass(slots=True)
class Asked:
    """A query in SQL.

    table   of the index, "sieve" or "doc"; empty where only facts are asked
    match   what that table is asked for
    ranked  what `doc` is to rank by; empty where nothing can be ranked
    single  what the sieve is to be asked for each word of that; none where it has phrases
    is_broad  one of those is the beginning of too many words to rank by each of them
    is_spread  one of those is any of so many words that to count its hits takes long
    sets    conditions on the article's id, which stands as {id} in them
    rows    conditions on the columns of ``article``
    bounds  conditions on the article's id that the index itself can begin and end at
    values  the named values of the conditions
    cost    of a hit: how many times as much as one of a single word
    is_large  a set is not gathered, as it is large, or a beginning is of many words: the
            conditions are made for a first page, and to count all takes longer
    large   of such sets, by their condition, which asks of one article after the other: their
            size, and the condition that gathers them
    """

    table: str = ""
    match: str = ""
    ranked: str = ""
    single: list[str] = field(default_factory=list)
    is_broad: bool = False
    is_spread: bool = False
    sets: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    bounds: list[str] = field(default_factory=list)
    values: dict[str, str | int] = field(default_factory=dict)
    cost: int = 1
    is_large: bool = False
    large: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def is_rankable(self) -> bool:
        """Whether there is anything to rank by."""
        return bool(self.ranked or self.single)

    def hold(self, value: str | int) -> str:
        """A value, as its name in the statement."""
        name = f"asked_{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def gather(self, articles: int) -> None:
        """Gather the smallest of the large sets that must all be, if that is the shorter way.

        What is gathered is asked first: it costs a tenth of looking up one article.

        articles  how many there are in all
        """
        sizes = {each: self.large[each][0] for each in self.sets if each in self.large}
        if not sizes:
            return
        share = math.prod(size / max(articles, 1) for size in sizes.values())
        smallest = min(sizes, key=lambda each: sizes[each])
        if sizes[smallest] * share <= _GATHERED:
            self.sets[self.sets.index(smallest)] = self.large[smallest][1]
        self.sets.sort(key=lambda each: each in self.large)
