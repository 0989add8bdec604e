"""What a person does with the articles that are selected: states, clipping again, exporting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from tearsheet.article.article import State
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import EVERYTHING
from tearsheet.article.source_link import SourceLink
from tearsheet.article.text import counted
from tearsheet.clip.cancel import Cancel
from tearsheet.jobs.anew import Told, extract_many
from tearsheet.jobs.export import export
from tearsheet.ui.clip_queue import ClipQueue
from tearsheet.ui.editing import Editor
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.models.article_list import ArticleListModel
from tearsheet.ui.panes.article_list import ArticleList

if TYPE_CHECKING:
    from tearsheet.library import Library

_HAS = {
    State.READ: "is_read",
    State.STARRED: "is_starred",
    State.ARCHIVED: "is_archived",
    State.TRASHED: "is_trashed",
}


class ArticleActs(QObject):
    """Acts on the list's selection, all of it, also what has not been loaded.

    said  a sentence on what was done
    went  what is being done, and how much of it is, 0 to 1; 1 at its end
    """

    said = Signal(str)
    went = Signal(str, float)

    def __init__(
        self,
        library: Library,
        lanes: Lanes,
        editor: Editor,
        queue: ClipQueue,
        listed: tuple[ArticleList, ArticleListModel],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._lanes, self._editor, self._queue = library, lanes, editor, queue
        (self._list, self._model), self._window = listed, window
        self._cancel = Cancel()

    def toggle(self, state: State) -> None:
        """Put a state on the selection; take it off where all that is loaded of it has it."""
        chosen = self._list.chosen()
        cards = [card for id_ in chosen if (card := self._model.card(id_))]
        if chosen:
            on = not cards or not all(getattr(card, _HAS[state]) for card in cards)
            set_state = self._library.articles.set_state
            self._editor.run(lambda: set_state(state, on, chosen))

    def clip_again(self) -> None:
        """Clip the selection again; what failed is retried."""
        chosen = self._list.chosen()
        sources = self._library.articles.sources
        self._lanes.look("sources", lambda: sources(chosen), self._clip)

    def open_sources(self) -> None:
        """Open the pages that the selection came from."""
        from tearsheet.ui.panes.web import open_outside

        for id_ in self._list.chosen():
            if card := self._model.card(id_):
                open_outside(QUrl(card.source_url))

    def export(self) -> None:
        """Ask for a folder and write the selection there as pages that need nothing else."""
        chosen = sorted(self._list.chosen())
        dialog = QFileDialog(self._window, f"Export {counted(len(chosen), 'article')} to")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.export_to(Path(path), chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, folder: Path, articles: list[ArticleId]) -> None:
        """Write articles into a folder, behind everything else."""

        def progress(done: int, total: int) -> None:
            self._lanes.tell(lambda: self.went.emit("Exporting", done / total))

        def done(written: list[Path]) -> None:
            self.went.emit("", 1.0)
            self.said.emit(f"Exported {counted(len(written), 'article')} to {folder}.")

        self._lanes.behind(
            lambda: export(self._library, articles, folder, progress, self._cancel), done
        )

    def extract_anew(self) -> None:
        """Take the texts of the selection anew from their originals, behind everything else."""
        chosen = self._list.chosen()
        self._extract(lambda: sorted(chosen))

    def extract_all(self) -> None:
        """Take the texts of the whole library anew."""
        shelves = self._library.shelves
        self._extract(lambda: shelves.at(EVERYTHING))

    def _extract(self, which: Callable[[], list[ArticleId]]) -> None:
        library, session, cancel = self._library, self._queue.session, self._cancel

        def progress(done: int, steps: int) -> None:
            self._lanes.tell(partial(self.went.emit, "Taking texts anew", done / max(steps, 1)))

        def done(told: Told) -> None:
            self.went.emit("", 1.0)
            self.said.emit(told.sentence)

        self._lanes.behind(
            lambda: extract_many(library, session.engine, which(), progress, cancel), done
        )

    def stop(self) -> None:
        """Stop an export between two articles."""
        self._cancel.set()

    def _clip(self, sources: dict[ArticleId, tuple[str, bool]]) -> None:
        failed = frozenset(id_ for id_, (_, has_failed) in sources.items() if has_failed)
        if failed:
            self._queue.retry(failed)
        again = [SourceLink(link) for link, has_failed in sources.values() if not has_failed]
        if again:
            self._queue.clip(again)
