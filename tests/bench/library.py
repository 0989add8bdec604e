"""Times the library at 1,000 to 1,000,000 articles: searching, listing, counting, filing, editing.

usage: python tests/bench/library.py [--sizes 1000 10000 100000] [--large] [--keep DIR]
                                     [--window] [--rivals]

Each row is run many times with other words and places. "bare" is the same statements, as they were
noted from a run, by the bare driver on a connection of its own: the limit. "grown" is the median
against that of the size before. --window adds the start of the process, the memory of the window
and scrolling; --rivals asks Recoll and Calibre the same (see search_rivals.py). Milliseconds.
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
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import filing
import pysqlite3
import search_rivals
import window
from grown import Language, grow
from sqlalchemy import event

from tearsheet.article.article import Shelf, State
from tearsheet.article.ids import ArticleId
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.library import Library
from tearsheet.library.search.index import attach_index

PAGE = 50
Run = Callable[[], object]


@dataclass
class Table:
    """Prints rows; remembers the medians, to say how they grow from size to size."""

    medians: dict[str, float] = field(default_factory=dict)

    def head(self) -> None:
        print(f"{'':<50}{'median':>9}{'p95':>9}{'worst':>9}{'bare':>9}{'grown':>8}{'limit':>9}")

    def row(self, name: str, runs: list[Run], bare: float | None = None, limit: str = "") -> None:
        took = []
        for run in runs:
            began = time.perf_counter()
            run()
            took.append(1000 * (time.perf_counter() - began))
        self.say(name, took, bare, limit)

    def say(self, name: str, took: list[float], bare: float | None = None, limit: str = "") -> None:
        took = sorted(took)
        p95 = took[min(int(0.95 * len(took)), len(took) - 1)]
        median = statistics.median(took)
        before, self.medians[name] = self.medians.get(name), median
        grown = f"{median / before:.1f}" if before else ""
        limited = f"{bare:.1f}" if bare is not None else ""
        print(
            f"{name:<50}{median:>9.1f}{p95:>9.1f}{took[-1]:>9.1f}{limited:>9}{grown:>8}{limit:>9}",
            flush=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--large", action="store_true", help="a million, too")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="grow libraries here, and keep them"
    )
    parser.add_argument("--window", action="store_true", help="start, memory and scrolling, too")
    parser.add_argument("--rivals", action="store_true", help="ask Recoll and Calibre the same")
    chosen = parser.parse_args()
    table, filed = Table(), {}
    with tempfile.TemporaryDirectory() as passing:
        room = chosen.keep or Path(passing)
        for size in [*chosen.sizes, *([1_000_000] if chosen.large else [])]:
            folder = room / f"library-{size}"
            filed[folder] = _measure(folder, size, table)
            if chosen.window:
                window.measure(folder, table.say)
        if chosen.rivals:
            print()
            search_rivals.measure(Path(passing), room / f"library-{chosen.sizes[-1]}")
        for folder, articles in filed.items() if chosen.keep else ():
            with Library.open(folder) as library:
                filing.forget(library, articles)
    return 0


def _measure(folder: Path, size: int, table: Table) -> list[ArticleId]:
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
        began = time.perf_counter()
        library.index.tidy()
        tidied = f"; put in order in {time.perf_counter() - began:.1f} s"
        disk = "; ".join(
            f"{name} {sum(file.stat().st_size for file in folder.glob(files)) / 2**20:,.0f} MB"
            for name, files in (("library", "library.sqlite3"), ("index", "search*.sqlite3"))
        )
        print(f"\n{size:,} articles: index {took:.1f} s{each}{tidied}; {disk}")
        table.head()
        _search(library, table)
        _list(library, table)
        _edit(library, size, table)
        filed = filing.measure(library, table.say)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of the bench at its peak: {peak:,.0f} MB", flush=True)
    return filed


@contextmanager
def _noted(library: Library, statements: list[str]):
    """Notes what the library's readers ask SQLite for."""

    readers, seen = library._readers, []
    taken = readers._taken

    def watched() -> pysqlite3.Connection:
        connection = taken()
        connection.set_trace_callback(statements.append)
        seen.append(connection)
        return connection

    def check_out(connection, _record, _proxy) -> None:
        connection.set_trace_callback(statements.append)
        seen.append(connection)

    engine = library._database._readers
    event.listen(engine, "checkout", check_out)
    readers._taken = watched
    try:
        yield
    finally:
        readers._taken = taken
        event.remove(engine, "checkout", check_out)
        for connection in seen:
            connection.set_trace_callback(None)


def _bare(library: Library, runs: list[Run]) -> float:
    """The median of the same statements by a bare connection."""
    took = []
    with closing(
        pysqlite3.connect((library.folder / "library.sqlite3").as_uri(), uri=True)
    ) as bare:
        attach_index(bare, library.folder, is_fixed=False)
        for run in runs:
            noted: list[str] = []
            with _noted(library, noted):
                run()
            asked = [one for one in noted if one.lstrip().startswith("SELECT")]
            assert asked, "nothing was asked of the database"
            began = time.perf_counter()
            for one in asked:
                bare.execute(one).fetchall()
            took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def _search(library: Library, table: Table) -> None:
    articles, language = library.articles, Language(1)
    words = [language.say(1) for _ in range(60)]
    rare = language.chance.sample(language.words[5_000:], 40)

    def keystroke(typed: str, order: Order = Order.BEST) -> Run:
        asked = Place(shelf=Shelf.ALL, query=typed)
        return lambda: articles.cards(articles.first(asked, order, PAGE).ids)

    def ranked(typed: str) -> Run:
        return lambda: articles.best(Place(shelf=Shelf.ALL, query=typed))

    def row(name: str, runs: list[Run], limit: str = "") -> None:
        table.row(name, runs, _bare(library, runs[:20]), limit)

    letters = sorted({word[0] for word in language.words})
    strokes = [word[:end] for word in words[:20] for end in range(1, len(word) + 1)]
    row("a keystroke: first 50 cards and their count", list(map(keystroke, strokes)), "8/16")
    counted = [articles.first(Place(query=s), Order.BEST, PAGE).count is not None for s in strokes]
    print(
        f"  of these counted at once, the others a moment later: {sum(counted)} of {len(strokes)}"
    )
    row("the same, each first letter there is", list(map(keystroke, letters)), "50 worst")
    for length in (2, 3, 4):
        typed = [word[:length] for word in words[:40]]
        row(f"the same, {length} letters", list(map(keystroke, typed)), "8/16")
    row("the same, whole common words", [keystroke(f"{w} ") for w in words], "8/16")
    row("the same, whole rare words", [keystroke(f"{w} ") for w in rare], "8/16")
    pairs = list(itertools.pairwise(words))
    row("the same, two words", [keystroke(f"{a} {b} ") for a, b in pairs], "8/16")
    row("the same, newest first", [keystroke(f"{w} ", Order.NEWEST) for w in words], "8/16")
    row("the same, a title being typed", [keystroke(f"title:{w[:2]}") for w in words], "8/16")
    row("the order of the best, whole words", [ranked(f"{w} ") for w in words[:30]], "150")
    row("the order of the best, four letters", [ranked(w[:4]) for w in words[:30]], "150")
    row(
        "all ids, newest, whole words",
        [lambda w=w: articles.at(Place(shelf=Shelf.ALL, query=f"{w} ")) for w in words[:30]],
    )
    filters = [
        f'{w} tag:"tag {n % 20 + 1}" in:"Collection {n % 9 + 1}" clipped:>2020'
        for n, w in enumerate(words)
    ]
    row("text, tag, collection and dates, first 50", list(map(keystroke, filters)), "16 p95")
    row("a phrase, first 50", [keystroke(f'"{a} {b}" ') for a, b in pairs[:30]])


def _list(library: Library, table: Table) -> None:
    articles = library.articles
    collections, tags = library.collections.all(), library.tags.all()

    def open_(place: Place, order: Order = Order.NEWEST) -> Run:
        return lambda: articles.cards(articles.first(place, order, PAGE).ids)

    def row(name: str, runs: list[Run], limit: str = "") -> None:
        table.row(name, runs, _bare(library, runs[:20]), limit)

    row("open a shelf", [open_(Place(shelf=shelf)) for shelf in Shelf] * 5, "16 p95")
    each = [Place(collection=one.id) for one in collections]
    row("open a collection with its subtree", list(map(open_, each)), "16 p95")
    row("open a tag", [open_(Place(tag=tag.id)) for tag in tags], "16 p95")
    row("all articles, in each order there is", [open_(EVERYTHING, order) for order in Order])
    language = Language(1)
    found = [Place(shelf=Shelf.ALL, query=f"{language.say(1)} ") for _ in range(20)]
    row("a search by title", [open_(place, Order.TITLE) for place in found])
    row("a collection, all ids", [lambda p=p: articles.at(p) for p in each[:40]])
    row("all articles by title, all ids", [lambda: articles.at(EVERYTHING, Order.TITLE)] * 5)
    ids = articles.at(EVERYTHING)
    steps = range(0, len(ids) - 60, max(len(ids) // 40, 1))
    row("60 cards anywhere", [lambda n=n: articles.cards(ids[n : n + 60]) for n in steps])
    row("counts of the shelves", [articles.counts] * 10, "5")
    row("counts of all collections", [library.collections.all] * 10, "5")
    row("counts of all tags", [library.tags.all] * 10, "5")


def _edit(library: Library, size: int, table: Table) -> None:
    half = library.articles.at(EVERYTHING)[: min(50_000, size // 2)]
    acts: list[tuple[str, Run]] = [
        ("tag", lambda: library.tags.attach("bench", half)),
        ("undo it", library.history.undo),
        ("redo it", library.history.redo),
        ("undo it again", library.history.undo),
        ("star", lambda: library.articles.set_state(State.STARRED, True, half)),
        ("undo the star", library.history.undo),
        ("add to a collection", lambda: library.collections.add("Bench", half)),
        ("undo the collection", library.history.undo),
    ]
    for name, act in acts:
        table.row(f"{len(half):,} articles in one act: {name}", [act])


if __name__ == "__main__":
    sys.exit(main())
