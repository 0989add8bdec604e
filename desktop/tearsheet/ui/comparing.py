"""Two panes read together: scrolled by matching passages, with what they share or what changed."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from tearsheet.reading.compare import Differences, Shared, Span, differences, shared
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.theme import named

if TYPE_CHECKING:
    from tearsheet.ui.panes.pane import Pane

_NAMES = ("shared", "removed", "added", "changed", "partner")


class CompareBar(QWidget):
    """What can be done with panes side by side.

    changed  something else is wanted
    swapped  the panes are to change places
    joined   one pane is enough
    """

    changed = Signal()
    swapped = Signal()
    joined = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compareBar")
        self.setFixedHeight(36)
        self.together = self._toggle("Scroll together", "Keep matching passages beside each other")
        self.shared = self._toggle("Shared passages", "Mark what stands in both")
        self.differences = self._toggle("Differences", "Mark what was removed, added and changed")
        self.shared.clicked.connect(lambda: self.differences.setChecked(False))
        self.differences.clicked.connect(lambda: self.shared.setChecked(False))
        self.said = named(QLabel("", self), "quiet")
        swap, join = QPushButton("Swap", self), QPushButton("One pane", self)
        swap.clicked.connect(self.swapped)
        join.clicked.connect(self.joined)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 0, 10, 0)
        for part in (self.together, self.shared, self.differences):
            part.clicked.connect(self.changed)
            line.addWidget(part)
        line.addStretch()
        line.addWidget(self.said)
        line.addStretch()
        line.addWidget(swap)
        line.addWidget(join)

    def _toggle(self, words: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(tip)
        button.setCheckable(True)
        return button


class Comparer(QObject):
    """Compares the first two panes, off the window's thread, and paints what it finds."""

    def __init__(self, lanes: Lanes, bar: CompareBar, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes, self._bar = lanes, bar
        self._panes: list[Pane] = []
        self.pairs: tuple[tuple[Span, Span], ...] = ()
        bar.changed.connect(self.compare)

    def follow(self, panes: list[Pane]) -> None:
        """Compare these from now on."""
        self._panes = panes[:2]
        self.compare()

    def compare(self) -> None:
        """Compare anew, once both pages are there."""
        self.pairs = ()
        for pane in self._panes:
            for name in _NAMES:
                pane.paint(name, [])
        self._bar.said.setText("")
        wanted = self._bar.shared.isChecked() or self._bar.together.isChecked()
        wanted = wanted or self._bar.differences.isChecked()
        if wanted and len(self._panes) == 2 and all(pane.is_loaded for pane in self._panes):
            self._panes[0].call("text", then=self._take_first)

    def scroll(self, pane: Pane, place: int, share: float) -> None:
        """Bring what matches the top of one pane to the top of the other."""
        if not self._bar.together.isChecked() or pane not in self._panes or len(self._panes) < 2:
            return
        other = self._panes[1 - self._panes.index(pane)]
        if share >= 1 or not self.pairs:
            room = "document.scrollingElement"
            other.run(f"{room}.scrollTop = {share} * ({room}.scrollHeight - {room}.clientHeight)")
            return
        there = self._partner(pane, place)
        other.call("showPlace", there, there + 1, 24)

    def click(self, pane: Pane, place: int) -> None:
        """Bring the partner of the passage that was clicked into view."""
        if pane not in self._panes:
            return
        mine = self._panes.index(pane)
        for pair in self.pairs:
            if pair[mine].start <= place <= pair[mine].end:
                other, span = self._panes[1 - mine], pair[1 - mine]
                other.call("showPlace", span.start, span.end)
                other.paint("partner", [span])
                pane.paint("partner", [pair[mine]])
                return

    def _partner(self, pane: Pane, place: int) -> int:
        """The place in the other text that matches one in this, reckoned between passages."""
        mine = self._panes.index(pane)
        known = sorted((pair[mine].start, pair[1 - mine].start) for pair in self.pairs)
        above = bisect_right(known, (place, 1 << 60)) - 1
        if above < 0:
            here, there = known[0]
            return round(there * place / here) if here else there
        here, there = known[above]
        if above + 1 < len(known):
            next_here, next_there = known[above + 1]
            share = (place - here) / (next_here - here) if next_here > here else 0
            return round(there + max(next_there - there, 0) * share)
        return there + place - here

    def _take_first(self, one: str | None) -> None:
        if len(self._panes) == 2 and one is not None:
            self._panes[1].call("text", then=lambda other: self._take_both(one, other or ""))

    def _take_both(self, one: str, other: str) -> None:
        if self._bar.differences.isChecked():
            self._lanes.look("compare", lambda: differences(one, other), self._show_differences)
        else:
            self._lanes.look("compare", lambda: shared(one, other), self._show_shared)

    def _show_shared(self, found: Shared) -> None:
        self.pairs = found.pairs
        if self._bar.shared.isChecked() and len(self._panes) == 2:
            for side, pane in enumerate(self._panes):
                pane.paint("shared", [pair[side] for pair in found.pairs])
            self._bar.said.setText(_said(found.share))

    def _show_differences(self, found: Differences) -> None:
        if len(self._panes) < 2 or not self._bar.differences.isChecked():
            return
        older, newer = self._panes
        self.pairs = found.changed
        older.paint("removed", found.removed)
        newer.paint("added", found.added)
        older.paint("changed", [before for before, _ in found.changed])
        newer.paint("changed", [after for _, after in found.changed])
        said = (
            f"{len(found.removed)} removed", f"{len(found.added)} added",
            f"{len(found.changed)} changed",
        )  # fmt: skip
        alike = not (found.removed or found.added or found.changed)
        self._bar.said.setText("The same, word for word" if alike else " · ".join(said))


def _said(share: float) -> str:
    percent = round(100 * share)
    kind = "Same story" if share >= 0.3 else "Related" if share >= 0.05 else "Different stories"
    return f"{kind} · {percent} % shared"
