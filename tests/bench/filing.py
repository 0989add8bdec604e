"""Times filing: one clipping at a time, and 10,000 ready ones with the index taken along.

Called by library.py on the libraries that it grows. What is filed in a library that is kept is
forgotten again at the end: ext4 takes ten times as long for a new file in the minutes after many
were deleted.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from grown import Language

from tearsheet.article.article import State
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.figure import FoundFigure
from tearsheet.article.ids import ArticleId
from tearsheet.library import Library

SINGLE, BULK = 60, 10_000


def measure(library: Library, say: Callable[..., None]) -> list[ArticleId]:
    """Print a row for each way of filing, by ``say(name, milliseconds, bare, limit)``.

    Answers what was filed.
    """
    ready = list(clippings(SINGLE, "single"))
    took, filed = [], []
    for clipping in ready:
        began = time.perf_counter()
        filed.append(library.filing.file(clipping).article)
        took.append(1000 * (time.perf_counter() - began))
    say(f"file {SINGLE} clippings, one at a time", took, None, "1.2x")
    library.index.catch_up()
    ready = list(clippings(BULK, "bulk"))
    stop = threading.Event()
    indexer = threading.Thread(target=_index, args=(library, stop))
    began = time.perf_counter()
    indexer.start()
    filed += [each.article for each in library.filing.file_all(ready)]
    stop.set()
    indexer.join()
    took_all = time.perf_counter() - began
    name = f"file {BULK:,} ready, each, index too ({BULK / took_all:,.0f}/s)"
    say(name, [1000 * took_all / BULK], None, "1.67")
    return filed


def _index(library: Library, stop: threading.Event) -> None:
    """Takes in what is filed while it is filed, as the window does behind a person's back."""
    while not stop.is_set():
        if not library.index.catch_up():
            stop.wait(0.02)
    library.index.catch_up()


def forget(library: Library, filed: list[ArticleId]) -> None:
    """Leave the library as it was."""
    library.articles.set_state(State.TRASHED, True, filed)
    library.articles.empty_trash()
    library.index.catch_up()


def clippings(count: int, name: str) -> Iterator[Clipping]:
    """Clippings of 300 to 1,500 words with up to three figures whose images are missing."""
    language = Language(7)
    for number in range(count):
        text = language.say(language.chance.randint(300, 1500))
        address = f"https://{name}.example/{number}"
        figures = tuple(
            FoundFigure(place, "", "", language.say(12), language.say(2), missing="bench")
            for place in range(language.chance.randint(0, 3))
        )
        yield Clipping(
            source_url=address,
            facts=Facts(title=language.say(7).capitalize(), publisher="Bench"),
            body=f"<p>{text}</p>",
            text=text,
            original=Original(f"<p>{text[:2000]}</p>".encode(), "text/html", address, 200),
            figures=figures,
            links=(),
            extractor="bench",
        )
