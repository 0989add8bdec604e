"""Asks the same questions of Tearsheet and of the rivals that Debian installs, process start included.

usage: python tests/bench/search_rivals.py [--articles 1000] [--calibre 24] [--questions 20]

The articles of a grown library are written as text files for Recoll, and some of them added to a
Calibre library. Each question is a process of its own, as a person at a terminal would ask it:
``tearsheet search --json``, ``recollq``, ``calibredb fts_search``. A rival that is not installed is
named and left out. Milliseconds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from grown import Language, grow

from tearsheet.article.place import EVERYTHING
from tearsheet.library import Library

ROOT = Path(__file__).parents[2]
MOST = 10_000
"""Articles that are written for the rivals, the newest: they index some hundred a second."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--calibre", type=int, default=24, help="Calibre indexes one in seconds")
    parser.add_argument("--questions", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        room = Path(passing)
        began = time.perf_counter()
        with grow(room / "library", chosen.articles) as library:
            library.index.catch_up()
            print(f"tearsheet: {chosen.articles:,} made and indexed, {_since(began)} s")
        measure(room, room / "library", chosen.calibre, chosen.questions)
    return 0


def measure(room: Path, folder: Path, calibre: int = 24, questions: int = 20) -> None:
    """Ask the rivals and ``tearsheet search`` the same of one library's articles.

    room  where the rivals may write
    """
    language = Language(1)
    words = [language.say(1) for _ in range(questions)]
    with Library.open(folder) as library:
        _write_texts(library, room / "texts")
    print(f"\n{'a question from a terminal, its start included':<50}{'median':>9}{'p95':>9}")
    _row("python -c pass", words, lambda _: _run([sys.executable, "-c", "pass"]))
    _row("tearsheet search --json", words, lambda word: _tearsheet(folder, word))
    if shutil.which("recollq"):
        _row("recollq", words, _recoll(room, room / "texts"))
    else:
        print("recoll is not installed: apt install recollcmd")
    if shutil.which("calibredb"):
        ask = _calibre(room, room / "texts", calibre)
        _row(f"calibredb fts_search ({calibre} articles)", words, ask)
    else:
        print("calibredb is not installed: apt install calibre")
    joplin = shutil.which("joplin")
    print("joplin: not measured" if joplin else "joplin is not installed: npm install joplin")


def _since(began: float) -> str:
    return f"{time.perf_counter() - began:.1f}"


def _write_texts(library: Library, folder: Path) -> None:
    folder.mkdir()
    for id_ in library.articles.at(EVERYTHING)[:MOST]:
        article = library.articles.article(id_)
        (folder / f"{id_}.txt").write_text(f"{article.title}\n\n{article.text}", "utf-8")


def _row(name: str, words: list[str], ask: Callable[[str], None]) -> None:
    ask(words[0])
    took = []
    for word in words:
        began = time.perf_counter()
        ask(word)
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    p95 = took[min(int(0.95 * len(took)), len(took) - 1)]
    print(f"{name:<50}{statistics.median(took):>9.1f}{p95:>9.1f}", flush=True)


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    subprocess.run(
        command,
        env={
            **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
            **(environment or {}),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


def _tearsheet(library: Path, word: str) -> None:
    given = ["search", "--json", "--library", str(library), word]
    _run([sys.executable, "-m", "tearsheet", *given], {"PYTHONPATH": str(ROOT / "desktop")})


def _recoll(room: Path, texts: Path) -> Callable[[str], None]:
    settings = room / "recoll"
    settings.mkdir()
    (settings / "recoll.conf").write_text(f"topdirs = {texts}\n", "utf-8")
    began = time.perf_counter()
    _run(["recollindex", "-c", str(settings)])
    print(f"recoll: indexed, {_since(began)} s")
    return lambda word: _run(["recollq", "-c", str(settings), "-n", "50", word])


def _calibre(room: Path, texts: Path, count: int) -> Callable[[str], None]:
    library = ["--with-library", str(room / "calibre")]
    some = sorted(texts.iterdir())[:count]
    began = time.perf_counter()
    _run(["calibredb", "add", *map(str, some), *library])
    _run(["calibredb", "fts_index", "enable", "--wait-for-completion", *library])
    print(f"calibre: {count} added and indexed, {_since(began)} s")
    return lambda word: _run(
        ["calibredb", "fts_search", "--do-not-match-on-related-words", word, *library]
    )


if __name__ == "__main__":
    sys.exit(main())
