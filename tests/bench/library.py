"""Times the library at 1,000 to 1,000,000 articles: searching, listing, counting, editing.

usage: python tests/bench/library.py [--sizes 1000 10000 100000] [--large] [--keep DIR]

Each row is run many times with other words and places; "bare" is the same statement by the bare
driver, without Tearsheet, which is the limit. Milliseconds.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pysqlite3
from grown import Language, grow

from tearsheet.article.article import Shelf, State
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.library import Library

PAGE = 50


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--large", action="store_true", help="a million, too")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="grow libraries here, and keep them"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        room = chosen.keep or Path(passing)
        for size in [*chosen.sizes, *([1_000_000] if chosen.large else [])]:
            _measure(room / f"library-{size}", size)
    return 0


def _measure(folder: Path, size: int) -> None:
    if (folder / "library.sqlite3").exists():
        library = Library.open(folder)
    else:
        began = time.perf_counter()
        library = grow(folder, size)
        print(f"{size:,} articles grown in {time.perf_counter() - began:.0f} s", flush=True)
    with library:
        began = time.perf_counter()
        taken = library.index.catch_up()
        took = time.perf_counter() - began
        each = f", {1000 * took / taken:.2f} ms each" if taken else ""
        disk = [
            f"{(folder / name).stat().st_size / 2**20:,.0f} MB"
            for name in ("library.sqlite3", "search.sqlite3")
        ]
        print(f"\n{size:,} articles: index {took:.1f} s{each}; library {disk[0]}, index {disk[1]}")
        print(f"{'':<44}{'median':>9}{'p95':>9}{'worst':>9}")
        _search(library, folder)
        _list(library)
        _edit(library, size)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of the bench at its peak: {peak:,.0f} MB", flush=True)


def _row(name: str, runs: list[Callable[[], object]]) -> None:
    took = []
    for run in runs:
        began = time.perf_counter()
        run()
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    p95 = took[min(int(0.95 * len(took)), len(took) - 1)]
    print(f"{name:<44}{statistics.median(took):>9.1f}{p95:>9.1f}{took[-1]:>9.1f}", flush=True)


def _search(library: Library, folder: Path) -> None:
    at, language = library.articles.at, Language(1)
    words = [language.say(1) for _ in range(60)]
    rare = language.chance.sample(language.words[5_000:], 40)

    def first(typed: str, order: Order, place: Place = EVERYTHING) -> Callable[[], object]:
        asked = Place(place.shelf, place.collection, place.tag, query=typed)
        return lambda: at(asked, order, PAGE)

    for length in (1, 2, 3, 4):
        typed = [word[:length] for word in words[:40]]
        _row(f"first {PAGE}, newest, {length} letters", [first(one, Order.NEWEST) for one in typed])
        _row(f"first {PAGE}, best, {length} letters", [first(one, Order.BEST) for one in typed])
    _row(f"first {PAGE}, best, whole common words", [first(f"{w} ", Order.BEST) for w in words])
    _row(f"first {PAGE}, best, whole rare words", [first(f"{w} ", Order.BEST) for w in rare])
    _row(
        f"first {PAGE}, best, two words",
        [first(f"{a} {b} ", Order.BEST) for a, b in itertools.pairwise(words)],
    )
    _row(
        "all ids, newest, whole words",
        [lambda w=w: at(Place(shelf=Shelf.ALL, query=f"{w} ")) for w in words[:30]],
    )
    filters = [
        f'{w} tag:"tag {n % 20 + 1}" in:"Collection {n % 9 + 1}" clipped:>2020'
        for n, w in enumerate(words[:30])
    ]
    _row("text, tag, collection and dates, first 50", [first(one, Order.NEWEST) for one in filters])
    with closing(pysqlite3.connect(folder / "search.sqlite3")) as bare:
        bare.execute("PRAGMA cache_size = -65536")
        ask = "SELECT rowid FROM doc WHERE doc MATCH ? ORDER BY rowid DESC LIMIT 50"
        _row(
            "bare: newest 50 of two letters",
            [lambda w=w: bare.execute(ask, (f'"{w[:2]}" *',)).fetchall() for w in words[:40]],
        )


def _list(library: Library) -> None:
    articles = library.articles
    shelves = [lambda s=s: articles.at(Place(shelf=s)) for s in Shelf] * 3
    _row("open a shelf, all ids", shelves)
    collections = library.collections.all()
    _row(
        "open a collection with its subtree, all ids",
        [lambda c=c: articles.at(Place(collection=c.id)) for c in collections[:40]],
    )
    _row(
        "open a tag, all ids",
        [lambda t=t: articles.at(Place(tag=t.id)) for t in library.tags.all()[:40]],
    )
    _row("all articles by title, all ids", [lambda: articles.at(EVERYTHING, Order.TITLE)] * 5)
    ids = articles.at(EVERYTHING)
    _row(
        "60 cards anywhere",
        [
            lambda n=n: articles.cards(ids[n : n + 60])
            for n in range(0, len(ids) - 60, max(len(ids) // 40, 1))
        ],
    )
    _row("counts of the shelves", [articles.counts] * 10)
    _row("counts of all collections", [library.collections.all] * 5)
    _row("counts of all tags", [library.tags.all] * 5)


def _edit(library: Library, size: int) -> None:
    half = library.articles.at(EVERYTHING)[: min(50_000, size // 2)]
    acts: list[tuple[str, Callable[[], object]]] = [
        ("tag", lambda: library.tags.attach("bench", half)),
        ("undo it", library.history.undo),
        ("redo it", library.history.redo),
        ("undo it again", library.history.undo),
        ("star", lambda: library.articles.set_state(State.STARRED, True, half)),
        ("undo it", library.history.undo),
        ("add to a collection", lambda: library.collections.add("Bench", half)),
        ("undo it", library.history.undo),
    ]
    for name, act in acts:
        _row(f"{len(half):,} articles in one act: {name}", [act])


if __name__ == "__main__":
    sys.exit(main())
