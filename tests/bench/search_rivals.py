"""Asks the same questions of Tearsheet and of the rivals that Debian installs, process start included.

usage: python tests/bench/search_rivals.py [--articles 1000] [--calibre 200] [--questions 20]

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


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--calibre", type=int, default=200, help="Calibre adds a few a second")
    parser.add_argument("--questions", type=int, default=20)
    chosen = parser.parse_args()
    language = Language(1)
    words = [language.say(1) for _ in range(chosen.questions)]
    with tempfile.TemporaryDirectory() as passing:
        room = Path(passing)
        began = time.perf_counter()
        with grow(room / "library", chosen.articles) as library:
            library.index.catch_up()
            print(f"tearsheet: {chosen.articles:,} made and indexed, {_since(began)} s")
            _write_texts(library, room / "texts")
        print(f"\n{'':<44}{'median':>9}{'p95':>9}")
        _row("tearsheet search --json", words, lambda word: _tearsheet(room / "library", word))
        if shutil.which("recollq"):
            ask = _recoll(room, room / "texts")
            _row("recollq", words, ask)
        else:
            print("recoll is not installed: apt install recollcmd")
        if shutil.which("calibredb"):
            ask = _calibre(room, room / "texts", chosen.calibre)
            _row(f"calibredb fts_search ({chosen.calibre} articles)", words, ask)
        else:
            print("calibredb is not installed: apt install calibre")
    return 0


def _since(began: float) -> str:
    return f"{time.perf_counter() - began:.1f}"


def _write_texts(library: Library, folder: Path) -> None:
    folder.mkdir()
    for id_ in library.articles.at(EVERYTHING):
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
    print(f"{name:<44}{statistics.median(took):>9.1f}{p95:>9.1f}", flush=True)


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    subprocess.run(
        command,
        env={**os.environ, **(environment or {})},
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
