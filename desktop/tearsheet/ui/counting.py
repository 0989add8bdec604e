"""What stands in the sidebar and in the status line, counted off the window's thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tearsheet.article.article import Shelf
from tearsheet.article.place import Place, Smart, Tag
from tearsheet.article.text import counted
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.models.sidebar import SidebarModel
from tearsheet.ui.panes.article_list import ArticleList
from tearsheet.ui.status import StatusLine

if TYPE_CHECKING:
    from tearsheet.library import Library


class Counter(QObject):
    """Counts anew when asked to."""

    def __init__(
        self,
        library: Library,
        lanes: Lanes,
        tree: SidebarModel,
        listed: ArticleList,
        status: StatusLine,
    ) -> None:
        super().__init__(status)
        self._library, self._lanes = library, lanes
        self._tree, self._list, self._status = tree, listed, status

    def count(self) -> None:
        """Count all, and show it as it comes."""
        library, look = self._library, self._lanes.look
        look("counts", library.shelves.counts, self._take_counts)
        look("collections", library.collections.all, self._tree.take_collections)
        look("tags", library.tags.all, self._take_tags)
        look("smart", library.smart.all, self._take_smart)
        look("failed", library.requests.failed, self._status.take_failed)

    def _take_counts(self, counts: dict[Shelf, int]) -> None:
        self._tree.take_counts(counts)
        self._status.count.setText(counted(counts[Shelf.ALL], "article"))

    def _take_tags(self, tags: list[Tag]) -> None:
        self._tree.take_tags(tags)
        self._list.wear_tags({tag.name: tag.colour for tag in tags})

    def _take_smart(self, smart: list[Smart]) -> None:
        self._tree.take_smart(smart)
        for each in smart:
            place = Place(smart=each.id)
            self._lanes.look(
                f"count {each.id}",
                partial(self._library.shelves.count, place),
                partial(self._tree.count, place),
            )
