"""Times what a person does at the window on a large library, until it is painted.

usage: python tests/bench/acts.py LIBRARY [--picture FILE.png]

LIBRARY is a folder that ``tests/bench/library.py --keep DIR`` has grown; it is changed, and changed
back. Each row is the time from the act until its outcome is painted, and the longest time that the
window's thread was busy meanwhile (a heartbeat every five milliseconds). Milliseconds.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "desktop"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

from family import memory
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.article.view import Group, Layout
from tearsheet.settings import Settings
from tearsheet.ui.application import register_scheme
from tearsheet.ui.window import Window

LIMIT_SECONDS = 120


class Heart:
    """Beats every five milliseconds; the longest pause between two beats is a blocked window."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def reset(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last - 0.005)
        self._last = now


def until(condition: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    ends = time.perf_counter() + LIMIT_SECONDS
    while not condition():
        if time.perf_counter() > ends:
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.began = time.perf_counter()
        self.window = Window(folder, Settings(theme="light"))
        self.window.show()
        self.heart = Heart()
        self.is_reading: list[bool] = []
        self.window.reading.connect(lambda: self.is_reading.append(True))
        self.usable: list[float] = []
        self.window.usable.connect(lambda: self.usable.append(time.perf_counter()))

    def row(self, name: str, act: Callable[[], object], done: Callable[[], bool]) -> None:
        self.heart.reset()
        began = time.perf_counter()
        act()
        until(done)
        self.window.repaint()
        took = 1000 * (time.perf_counter() - began)
        print(f"{name:<52}{took:>10.0f}{1000 * self.heart.longest:>10.0f}", flush=True)

    def run(self, picture: Path | None) -> None:
        window = self.window
        print(f"{'':<52}{'painted':>10}{'busy':>10}")
        until(lambda: bool(self.usable))
        print(f"{'start of the window to a usable list':<52}{self._since(self.usable[0]):>10.0f}")
        print(f"{'memory before the reader, MB':<52}{memory():>10.0f}")
        until(lambda: bool(self.is_reading))
        until(lambda: window.model.is_whole)
        count = window.model.rowCount()
        until(lambda: window.sidebar.places.collections != [] and window.sidebar.places.tags != [])
        self._places(count)
        self._search()
        self._views(count)
        self._edits(count)
        self._reader()
        print(f"{'memory with two panes, all processes, MB':<52}{memory():>10.0f}")
        if picture:
            window.grab().save(str(picture))
        window.close()

    def _since(self, moment: float) -> float:
        return 1000 * (moment - self.began)

    def _places(self, count: int) -> None:
        window = self.window
        largest = max(window.sidebar.places.collections, key=lambda each: each.count)
        tag = max(window.sidebar.places.tags, key=lambda each: each.count)
        for name, place, wanted in (
            ("open the largest collection", Place(collection=largest.id), largest.count),
            ("open the largest tag", Place(tag=tag.id), tag.count),
            ("open all articles", EVERYTHING, count),
        ):
            self.row(
                f"{name}, {wanted:,}",
                lambda place=place: window.sidebar.choose(place),
                lambda wanted=wanted: window.model.count == f"{wanted:,}",
            )

    def _search(self) -> None:
        window, found = self.window, []
        window.model.modelReset.connect(lambda: found.append(True))
        for typed in ("k", "ka", "kal", "kalo"):
            found.clear()
            self.row(
                f"type “{typed}”", lambda t=typed: window.search.setText(t), lambda: found != []
            )
        self.row("end the search", lambda: window.search.set_query(""), self._is_all)

    def _is_all(self) -> bool:
        return self.window.model.is_whole and self.window.model.place == EVERYTHING

    def _views(self, count: int) -> None:
        window, fresh = self.window, []
        window.model.modelReset.connect(lambda: fresh.append(True))
        first = window.model.view
        for name, change in (
            ("as a table", {"layout": Layout.TABLE}),
            ("table by title", {"layout": Layout.TABLE, "order": Order.TITLE}),
            ("grouped by publisher", {"group": Group.PUBLISHER}),
            ("grouped by day", {"group": Group.DAY}),
            ("as pictures", {"layout": Layout.PICTURES}),
            ("as cards again", {}),
        ):
            view = replace(first, **change)
            now = window.model.view
            same = (view.order, view.group) == (now.order, now.group)
            fresh.clear()
            self.row(
                f"{count:,} articles {name}",
                lambda view=view: window.list.viewed.emit(view),
                lambda same=same: same or fresh != [],
            )
        bar = window.list.table.verticalScrollBar()
        worst = 0.0
        for step in range(60):
            began = time.perf_counter()
            bar.setValue(bar.maximum() * (step * 37 % 60) // 60)
            window.list.table.viewport().repaint()
            worst = max(worst, time.perf_counter() - began)
            QApplication.processEvents()
        print(f"{'scroll anywhere, the longest frame of 60':<52}{1000 * worst:>10.0f}")

    def _edits(self, count: int) -> None:
        window, acts = self.window, self.window.acts
        self.row("select all", window.list.table.selectAll, lambda: True)
        for name in ("star", "archive"):
            self._edit(f"{name} {count:,}", acts[name].trigger, f"{name} ")
            self._edit(f"undo: {name} {count:,}", acts["undo"].trigger, None)
        chosen = window.list.chosen()
        tags = window.session.library.tags
        self._edit(
            f"tag {count:,}",
            lambda: window.editor.run(lambda: tags.attach("bench act", chosen)),
            "tag ",
        )
        self._edit(f"undo: tag {count:,}", acts["undo"].trigger, None)

    def _edit(self, name: str, act: Callable[[], object], wanted: str | None) -> None:
        undo = self.window.acts["undo"]
        before = undo.text()
        until(lambda: wanted is not None or undo.isEnabled())

        def done() -> bool:
            text = undo.text()
            return text.startswith(f"Undo: {wanted}") if wanted else text != before

        self.row(name, act, done)

    def _reader(self) -> None:
        window, painted = self.window, []
        window.reader.painted.connect(lambda _: painted.append(True))
        for row in range(1, 8):
            painted.clear()
            self.row(
                f"click an article ({row})",
                lambda row=row: window.list.choose(row),
                lambda: painted != [],
            )
        painted.clear()
        id_ = window.model.id_at(9)
        self.row(
            "a second pane beside it", lambda: window.reader.show_beside(id_), lambda: painted != []
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("library", type=Path)
    parser.add_argument("--picture", type=Path)
    chosen = parser.parse_args()
    register_scheme()
    application = QApplication([])
    Bench(chosen.library).run(chosen.picture)
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
