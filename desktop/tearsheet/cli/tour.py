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

from tearsheet import places
from tearsheet.article.source_link import SourceLink
from tearsheet.cli.clip import clip_one
from tearsheet.clip.cancel import Cancel
from tearsheet.session import Session


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
