"""What `tearsheet clip` does: addresses, files, folders and standard input into the library."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tearsheet import places
from tearsheet.article.article import Filed, Request
from tearsheet.article.clipping import Clipping
from tearsheet.article.source_link import SourceLink
from tearsheet.clip import Engine, Source
from tearsheet.clip.cancel import Cancel
from tearsheet.clip.sources import files_in
from tearsheet.errors import ClipError
from tearsheet.jobs.clipping import ClipRequest, FileClipping, is_a_doubt, reason
from tearsheet.session import Session

_AT_ONCE: Final = 4


@dataclass(frozen=True, slots=True)
class Clipped:
    """What became of one source: filed, or why not."""

    source: str
    filed: Filed | None
    failure: str | None


def clip_all(session: Session, requests: list[Request], cancel: Cancel) -> Iterator[Clipped]:
    """Clip requests, several at a time, and give each as it is done.

    Stopping in the middle leaves the rest waiting for the next start.
    """
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="fetching") as pool:
        jobs: dict[Future[Clipping], Request] = {
            pool.submit(
                ClipRequest(session.library, session.engine, request).run, _silent, cancel
            ): request
            for request in requests
        }
        try:
            for job in as_completed(jobs):
                yield _filed(session, jobs[job], job.result, cancel)
        finally:
            cancel.set()


def clip_one(session: Session, request: Request, cancel: Cancel) -> Clipped:
    """Clip one request on this thread."""
    job = ClipRequest(session.library, session.engine, request)
    return _filed(session, request, lambda: job.run(_silent, cancel), cancel)


def _filed(
    session: Session, request: Request, had: Callable[[], Clipping], cancel: Cancel
) -> Clipped:
    try:
        filed = FileClipping(session.library, request, had()).run(_silent, cancel)
    except ClipError as exc:
        session.library.requests.fail(request.id, reason(exc), is_a_doubt=is_a_doubt(exc))
        return Clipped(request.source_url, None, exc.sentence)
    return Clipped(request.source_url, filed, None)


def clip(chosen: argparse.Namespace) -> int:
    """Clip what was named; answers the exit status."""
    if chosen.explain or chosen.overlay:
        return _explain(chosen.sources, chosen.overlay)
    failed = 0
    with Session(places.library_folder(chosen.library)) as session:
        requests, refused = _requests(session, chosen.sources, as_it_is=chosen.as_it_is)
        for clipped in [*refused, *clip_all(session, requests, Cancel())]:
            failed += clipped.filed is None
            if clipped.filed:
                _organise(session, clipped.filed, chosen)
            _tell(session, clipped, as_json=chosen.json)
    return 1 if failed else 0


def _explain(sources: list[str], overlay: Path | None) -> int:
    engine = Engine()
    try:
        for source in sources:
            explained = engine.explain(Source(SourceLink.parse(source)), Cancel())
            print("\n".join(explained.lines()))
            if overlay:
                overlay.write_text(explained.overlay, "utf-8")
                print(f"\nThe page with its parts marked: {overlay}")
    except OSError as exc:
        print(f"tearsheet: {overlay} cannot be written ({exc.strerror}).", file=sys.stderr)
        return 1
    finally:
        engine.close()
    return 0


def _requests(
    session: Session, sources: list[str], *, as_it_is: bool
) -> tuple[list[Request], list[Clipped]]:
    requests: dict[int, Request] = {}
    refused: list[Clipped] = []
    for source in sources:
        try:
            for request in _asked(session, source, as_it_is=as_it_is):
                requests[request.id] = request
        except ClipError as exc:
            refused.append(Clipped(source, None, exc.sentence))
    return list(requests.values()), refused


def _asked(session: Session, source: str, *, as_it_is: bool) -> Iterator[Request]:
    library = session.library
    if source == "-":
        yield library.requests.expect_given(sys.stdin.buffer.read(), "")
    elif Path(source).is_dir():
        for link in files_in(Path(source)):
            yield library.requests.expect(link, as_it_is=as_it_is)
    else:
        yield library.requests.expect(SourceLink.parse(source), as_it_is=as_it_is)


def _organise(session: Session, filed: Filed, chosen: argparse.Namespace) -> None:
    for tag in chosen.tag:
        session.library.tags.attach(tag, [filed.article])
    for path in chosen.collection:
        session.library.collections.add(path, [filed.article])


def _tell(session: Session, clipped: Clipped, *, as_json: bool) -> None:
    filed = clipped.filed
    if as_json:
        said = {
            "source": clipped.source,
            "outcome": filed.outcome.value if filed else "failed",
            "id": filed.article if filed else None,
            "title": filed.title if filed else None,
            "uid": session.library.articles.article(filed.article).uid if filed else None,
            "images": filed.figures_had if filed else None,
            "images_missing": filed.figures_missing if filed else None,
            "error": clipped.failure,
        }
        print(json.dumps(said, ensure_ascii=False), flush=True)
    elif filed:
        missing = f", {filed.figures_missing} missing" if filed.figures_missing else ""
        print(
            f"{filed.outcome.value:>9}  {filed.article:>6}  {filed.title}"
            f"  ({filed.figures_had} images{missing})",
            flush=True,
        )
    else:
        print(f"   failed          {clipped.failure}", file=sys.stderr, flush=True)


def _silent(done: int, total: int) -> None:
    """A terminal is told of each article, not of each step."""
