"""Times what a person waits for at the window: its start, scrolling, a click, a second pane.

usage: python tests/bench/window.py [--library DIR | --articles 0 10000] [--rounds 5]

Each start is a process of its own, timed from before it is begun to its first rows and to the
moment when everything can be done; memory is counted before the reader starts, and with two panes,
all processes and each shared page in its share. DIR is a library that library.py has grown.
Milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

DESKTOP = Path(__file__).parents[2] / "desktop"
sys.path.insert(0, str(DESKTOP))

from tearsheet.article.clipping import Clipping, Facts, Original  # noqa: E402 (the checkout's own)
from tearsheet.library import Library  # noqa: E402

LIMITS = {
    "start of the process to a usable list": "1,000",
    "the same, an empty library": "",
    "and until everything can be done": "",
    "memory of the window before the reader, MB": "200",
    "scroll anywhere, each frame": "16",
    "the reader's start, to the first painted text": "700",
    "click to painted text": "50 p95",
    "a second pane": "120",
    "memory of two panes above the window, MB": "350",
}
_START = """
import json, os, sys, time
began = float(sys.argv[2])
sys.path[:0] = [sys.argv[3]]
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tearsheet.ui.application import register_scheme
from tearsheet.ui.window import Window
from tearsheet.settings import Settings
register_scheme()
application = QApplication([])
window = Window(Path(sys.argv[1]), Settings(theme="light"))
names = list(json.loads(sys.argv[4]))
found = {name: [] for name in names}
clicks, state = [], {"row": 0, "at": 0.0}
from family import memory

def listed():
    window.repaint()
    found[names[0]].append((time.time() - began) * 1000)

def usable():
    found[names[2]].append((time.time() - began) * 1000)
    state["usable"] = time.perf_counter()
    found[names[3]].append(memory())

def scroll():
    bar = window.list.table.verticalScrollBar()
    for step in range(60):
        at = time.perf_counter()
        bar.setValue(bar.maximum() * (step * 37 % 60) // 60)
        window.list.table.viewport().repaint()
        found[names[4]].append((time.perf_counter() - at) * 1000)
        application.processEvents()

def begin():
    if window.model.rowCount() == 0:
        return end()
    click()

def click():
    state["row"] += 1
    if state["row"] > min(14, window.model.rowCount() - 2):
        scroll()
        return beside()
    state["at"] = time.perf_counter()
    window.list.choose(state["row"])

def beside():
    state["at"], state["beside"] = time.perf_counter(), True
    window.reader.show_beside(window.model.id_at(0))

def painted(_):
    now = time.perf_counter()
    if state.get("beside"):
        found[names[7]].append((now - state["at"]) * 1000)
        found[names[8]].append(memory() - found[names[3]][0])
        return end()
    if state["row"] == 1:
        found[names[5]].append((now - state["usable"]) * 1000)
    else:
        found[names[6]].append((now - state["at"]) * 1000)
    from PySide6.QtCore import QTimer
    QTimer.singleShot(60 if state["row"] < 14 else 900, click)

def end():
    print(json.dumps(found))
    sys.stdout.flush()
    window.close()
    application.quit()

window.listed.connect(listed)
window.usable.connect(usable)
window.reading.connect(begin)
window.reader.painted.connect(painted)
window.show()
application.exec()
"""


def measure(library: Path, say: Callable[..., None], rounds: int = 5) -> None:
    """Print a row for each wait, by ``say(name, milliseconds, bare, limit)``."""
    environment = {**os.environ, "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A person's Python keeps what it compiled; a test machine's may be told not to.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPATH"] = str(Path(__file__).parent)
    found: dict[str, list[float]] = {name: [] for name in LIMITS}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as empty:
            Library.open(Path(empty) / "library").close()
            start, beside, *_ = LIMITS
            found[beside] += _started(Path(empty) / "library", environment)[start]
        for name, times in _started(library, environment).items():
            found[name] += times
    for name, limit in LIMITS.items():
        if found[name]:
            say(name, found[name], None, limit)


def _started(library: Path, environment: dict[str, str]) -> dict[str, list[float]]:
    """What a process of its own told of one start: times by what they are of."""
    given = [str(library), str(time.time()), str(DESKTOP), json.dumps(LIMITS)]
    done = subprocess.run(
        [sys.executable, "-c", _START, *given],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def fill(folder: Path, articles: int) -> None:
    """A library of so many articles of 600 words, made of a word list of our own."""
    words = [
        "harbour",
        "lamp",
        "tide",
        "ferry",
        "pilot",
        "glass",
        "storm",
        "keeper",
        "north",
        "pier",
        "rope",
        "signal",
    ]
    with Library.open(folder) as library:
        for n in range(articles):
            text = " ".join(words[(n * 7 + k * k) % len(words)] for k in range(600))
            address = f"https://example.org/{n}"
            page = Original(text.encode(), "text/html", address, 200)
            facts = Facts(title=f"{words[n % 12].title()} report number {n}", publisher="Wire")
            library.filing.file(Clipping(address, facts, f"<p>{text}</p>", text, page))


def say(name: str, times: list[float], _bare: float | None, limit: str) -> None:
    ranked = sorted(times)
    p95 = ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]
    print(f"{name:<50}{statistics.median(times):>10.0f}{p95:>10.0f}{ranked[-1]:>10.0f}{limit:>10}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[0, 10_000])
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    head = f"{'':<50}{'median':>10}{'p95':>10}{'worst':>10}{'limit':>10}"
    if chosen.library:
        print(head)
        measure(chosen.library, say, chosen.rounds)
        return
    for articles in chosen.articles:
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder) / "library"
            fill(library, articles)
            print(f"\n{articles:,} articles\n{head}")
            measure(library, say, chosen.rounds)


if __name__ == "__main__":
    main()
