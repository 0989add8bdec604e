"""The tour: the sample pages served from loopback and clipped for real into a fresh library."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from tearsheet import places
from tearsheet.article.article import Shelf
from tearsheet.article.source_link import SourceLink
from tearsheet.cli.clipping import clip_one
from tearsheet.clip.cancel import Cancel
from tearsheet.library import Library
from tearsheet.session import Session

# The first two digits of the sample pages' names, by where their reader put them.
_COLLECTIONS: Final = {
    "Harbours/Lighthouses": ("01", "02", "08"),
    "Harbours/Ferries": ("03",),
    "City archive": ("05", "07"),
    "Thesis": ("04", "06", "09"),
}
_TAGS: Final = {
    ("restoration", "0"): ("01", "04", "05", "08"),
    ("shipping", "1"): ("03", "07"),
    ("interview", "2"): ("01", "09"),
    ("to quote", "3"): ("02",),
    ("weather", "5"): ("06", "09"),
}
_SEARCHES: Final = {
    "Unread, with images": "is:unread has:image",
    "Photos by A. Berg": "credit:berg",
    "Images missing": "has:missing-image",
}


def make_tour() -> tuple[Path, bool]:
    """Clips the sample pages; answers the library's folder and whether all of them were clipped.

    Prints what was clipped: title, publisher, images had and missing, and the time it took.
    """
    samples = places.resource("sample")
    folder = Path(tempfile.mkdtemp(prefix="tearsheet-tour-")) / "library"
    pages = sorted(page.name for page in samples.glob("*.html"))
    print(f"Clipping {len(pages)} sample pages into {folder}", flush=True)
    failed = 0
    with _served(samples) as address, Session(folder) as session:
        for number, name in enumerate(pages, 1):
            failed += not _clip(session, f"{address}/{name}", f"[{number}/{len(pages)}]")
    print("The server is stopped; everything is read from the library now.", flush=True)
    return folder, failed == 0


def organise_tour(folder: Path) -> None:
    """Put the clipped sample pages in order, as their reader may have."""
    with Library.open(folder) as library:
        by_page = {
            card.source_url.rsplit("/", 1)[-1][:2]: card.id
            for card in library.articles.cards(library.articles.on_shelf(Shelf.ALL))
        }
        for path, pages in _COLLECTIONS.items():
            library.collections.add(path, [by_page[page] for page in pages if page in by_page])
        for (tag, colour), pages in _TAGS.items():
            library.tags.attach(tag, [by_page[page] for page in pages if page in by_page])
            library.tags.colour(tag, colour)
        for name, query in _SEARCHES.items():
            library.smart.save(name, query)


def _clip(session: Session, address: str, place: str) -> bool:
    started = time.perf_counter()
    request = session.library.requests.expect(SourceLink(address))
    clipped = clip_one(session, request, Cancel())
    took = (time.perf_counter() - started) * 1000
    if clipped.filed is None:
        print(f"{place} {clipped.failure}", flush=True)
        return False
    article = session.library.articles.article(clipped.filed.article)
    images = f"{clipped.filed.figures_had} images, {clipped.filed.figures_missing} missing"
    print(f"{place} {article.title} — {article.publisher} ({images}, {took:.0f} ms)", flush=True)
    return True


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the parent's name)
        """The tour prints what matters."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
