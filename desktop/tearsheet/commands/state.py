"""Marking articles: read, starred, archived, in the trash, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tearsheet.article.article import State
from tearsheet.article.ids import ArticleId
from tearsheet.library import Library

_NAMES: Final = {
    (State.READ, True): "mark as read",
    (State.READ, False): "mark as unread",
    (State.STARRED, True): "star",
    (State.STARRED, False): "take the star off",
    (State.ARCHIVED, True): "archive",
    (State.ARCHIVED, False): "take out of the archive",
    (State.TRASHED, True): "move to the trash",
    (State.TRASHED, False): "restore",
}


@dataclass(frozen=True, slots=True)
class SetState:
    """Puts a state on articles, or takes it off."""

    state: State
    on: bool
    articles: frozenset[ArticleId]

    @property
    def name(self) -> str:
        """What a person did, as in "Undo: star 3 articles"."""
        count = len(self.articles)
        return f"{_NAMES[self.state, self.on]} {count} article{'' if count == 1 else 's'}"

    def apply(self, library: Library) -> SetState:
        """Do it; answers the inverse, which touches only those articles that changed."""
        changed = library.articles.set_state(self.state, self.on, self.articles)
        return SetState(self.state, not self.on, changed)
