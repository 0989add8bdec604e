"""Edits of the library from the window: run off its thread, taken back and done again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from tearsheet.library import Library, Steps
from tearsheet.ui.lanes import Lanes


class Editor(QObject):
    """Runs edits one after the other on the writing lane.

    said   a sentence about the edit that is done
    stood  the Steps that undo and redo would do now
    """

    said = Signal(str)
    stood = Signal(object)

    def __init__(self, library: Library, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._history, self._lanes = library.history, lanes

    def run(self, edit: Callable[[], object]) -> None:
        """Do an edit; what it was is said from the history."""
        self._lanes.write(edit, lambda _: self.look(announce=True))

    def undo(self) -> None:
        """Take the last edit back."""
        self._lanes.write(self._history.undo, lambda name: self._flipped("Undone", name))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._lanes.write(self._history.redo, lambda name: self._flipped("Done again", name))

    def look(self, *, announce: bool = False) -> None:
        """Find out what undo and redo would do now."""

        def take(steps: Steps) -> None:
            self.stood.emit(steps)
            if announce and steps.undo:
                self.said.emit(f"Done: {steps.undo}. Ctrl+Z takes it back.")

        self._lanes.look("history", self._history.steps, take)

    def _flipped(self, verb: str, name: str | None) -> None:
        if name:
            self.said.emit(f"{verb}: {name}.")
        self.look()
