"""Times what a person waits for at the window: start to a usable list, click to painted text.

``python tests/bench/window.py [--articles 0 10000] [--rounds 5]`` prints a table with median and
p95 in milliseconds. Start is a process of its own each time, from its first instruction to the
list's first rows; a click is timed inside one process, from the choice to the page's load.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DESKTOP = Path(__file__).parents[2] / "desktop"
LIMIT = {"start": 1000.0, "first": 700.0, "click": 50.0}
_START = """
import sys, time
began = float(sys.argv[2])
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tearsheet.ui.application import register_scheme
from tearsheet.ui.window import Window
from tearsheet.settings import Settings
register_scheme()
application = QApplication([])
window = Window(Path(sys.argv[1]), Settings(theme="light"))
marks, clicks = {}, []
def usable():
    window.repaint()
    marks["usable"] = time.time() - began
def click(row=[0]):
    if len(clicks) >= 12 or row[0] >= window.model.rowCount():
        print(marks["usable"] * 1000, *(c * 1000 for c in clicks))
        sys.stdout.flush()
        window.close()
        application.quit()
        return
    click.at = time.perf_counter()
    window.list.choose(row[0])
    row[0] += 1
def painted(_):
    clicks.append(time.perf_counter() - click.at)
    click()
window.usable.connect(usable)
window.reading.connect(click)
window.reader.painted.connect(painted)
window.show()
application.exec()
"""


def fill(folder: Path, articles: int) -> None:
    """A library of so many articles of 600 words, made of a word list of our own."""
    from tearsheet.article.clipping import Clipping, Facts, Original
    from tearsheet.library import Library

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


def row(name: str, times: list[float], limit: float) -> str:
    ranked = sorted(times)
    p95 = ranked[min(len(ranked) - 1, round(0.95 * (len(ranked) - 1)))]
    return f"{name:<42}{statistics.median(times):>10.0f}{p95:>10.0f}{limit:>10.0f}"


def main() -> None:
    sys.path.insert(0, str(DESKTOP))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[0, 10_000])
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    environment = {**os.environ, "PYTHONPATH": str(DESKTOP), "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"{'milliseconds':<42}{'median':>10}{'p95':>10}{'limit':>10}")
    for articles in chosen.articles:
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder) / "library"
            fill(library, articles)
            runs = []
            for _ in range(chosen.rounds):
                done = subprocess.run(
                    [sys.executable, "-c", _START, str(library), str(time.time())],
                    env=environment,
                    check=True,
                    capture_output=True,
                    text=True,
                )
                runs.append([float(figure) for figure in done.stdout.split()])
        print(
            row(
                f"start to a usable list, {articles:,} articles",
                [r[0] for r in runs],
                LIMIT["start"],
            )
        )
        if articles:
            print(
                row(
                    "first article painted (web engine's start)",
                    [r[1] for r in runs],
                    LIMIT["first"],
                )
            )
            following = [t for r in runs for t in r[2:]]
            print(row("following article: click to painted", following, LIMIT["click"]))


if __name__ == "__main__":
    main()
