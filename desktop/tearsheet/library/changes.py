"""What a commit touched, told to listeners after the commit and read by other processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tearsheet.article.ids import ArticleId


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The articles that one commit touched.

    sequence  number of the commit, ascending; 0 where nothing was committed
    what      the act in a few words, for a person
    articles  ids in no order; empty where everything may have changed
    """

    sequence: int
    what: str
    articles: frozenset[ArticleId]


@dataclass(slots=True)
class Draft:
    """A change set while its transaction is still open.

    everything  more has changed than articles: collections or tags themselves
    """

    what: str
    articles: set[ArticleId] = field(default_factory=set)
    everything: bool = False


class Listeners:
    """Those who want to hear of commits made through this library object."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[ChangeSet], None]] = []

    def add(self, listener: Callable[[ChangeSet], None]) -> None:
        """Let ``listener`` hear of every later commit, on the thread that committed."""
        self._listeners.append(listener)

    def tell(self, change: ChangeSet) -> None:
        """Tell all; one that fails is logged and does not keep the others from hearing."""
        for listener in self._listeners:
            try:
                listener(change)
            except Exception:
                import logging  # a terminal's question, where nothing fails, need not wait for it

                logging.getLogger(__name__).exception(
                    "a listener failed on change %d", change.sequence
                )
