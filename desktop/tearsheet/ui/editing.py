"""Edits of the library from the window: run off its thread, taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from tearsheet.ui.lanes import Lanes

if TYPE_CHECKING:
    from tearsheet.library import Library, Steps

T = TypeVar("T")
_PATIENCE_MS: Final = 250


class Editor(QObject):
    """Runs edits one after the other on the writing lane.

    said   a sentence about the edit that is done
    busy   whether an edit takes so long that a person should see it at work
    stood  the Steps that undo and redo would do now
    """

    said = Signal(str)
    busy = Signal(bool)
    stood = Signal(object)

    def __init__(self, library: Library, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._history, self._lanes = library.history, lanes
        self._running = 0

    def run(self, edit: Callable[[], object]) -> None:
        """Do an edit; what it was is said from the history."""
        self._write(edit, lambda _: self.look(announce=True))

    def undo(self) -> None:
        """Take the last edit back."""
        self._write(self._history.undo, lambda name: self._flipped("Undone", name))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._write(self._history.redo, lambda name: self._flipped("Done again", name))

    def look(self, *, announce: bool = False) -> None:
        """Find out what undo and redo would do now."""

        def take(steps: Steps) -> None:
            self.stood.emit(steps)
            if announce and steps.undo:
                self.said.emit(f"Done: {steps.undo}. Ctrl+Z takes it back.")

        self._lanes.look("history", self._history.steps, take)

    def _write(self, edit: Callable[[], T], done: Callable[[T], None]) -> None:
        self._running += 1
        QTimer.singleShot(_PATIENCE_MS, self, lambda: self.busy.emit(self._running > 0))

        def end(then: Callable[[], None]) -> None:
            self._running -= 1
            if not self._running:
                self.busy.emit(False)
            then()

        self._lanes.write(
            edit,
            lambda answer: end(lambda: done(answer)),
            lambda error: end(lambda: self._lanes.failed.emit(error)),
        )

    def _flipped(self, verb: str, name: str | None) -> None:
        if name:
            self.said.emit(f"{verb}: {name}.")
        self.look()
