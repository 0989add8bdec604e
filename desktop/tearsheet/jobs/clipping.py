"""Clipping a request: fetch and understand it, then file what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tearsheet.article.article import Filed, Request
from tearsheet.article.clipping import Clipping
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.cancel import Cancel
from tearsheet.errors import ClipError, UnreadableFile

if TYPE_CHECKING:
    from tearsheet.clip import Engine, Source
    from tearsheet.library import Library

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ClipRequest:
    """Makes the clipping of a request; needs no lock on the library."""

    library: Library
    engine: Engine
    request: Request

    def run(self, progress: Callable[[int, int], None], cancel: Cancel) -> Clipping:
        """The clipping. Raises ClipError's leaves, and Cancelled."""
        return self.engine.clip(self._source(), progress, cancel)

    def _source(self) -> Source:
        from tearsheet.clip import Source

        link = SourceLink(self.request.source_url)
        if self.request.given is None:
            return Source(link, as_it_is=self.request.as_it_is)
        content = self.library.blobs.get(self.request.given)
        if content is None:
            raise UnreadableFile(link.address, "the bytes that were given are not there any more")
        return Source(link, content, self.request.given_type, self.request.as_it_is)


@dataclass(frozen=True, slots=True)
class FileClipping:
    """Files the clipping of a request."""

    library: Library
    request: Request
    clipping: Clipping

    def run(self, progress: Callable[[int, int], None], cancel: Cancel) -> Filed:
        """Where it went. Raises LibraryError's leaves, and Cancelled before anything is kept."""
        cancel.check()
        filed = self.library.filing.file(self.clipping, self.request.id)
        progress(1, 1)
        return filed


def is_a_doubt(error: BaseException) -> bool:
    """Whether the page was had and only seems to be no article, so that it can still be kept."""
    return isinstance(error, ClipError) and error.is_a_doubt


def reason(error: BaseException) -> str:
    """Why a clip failed, for a person; what we did not foresee is said to be our fault."""
    if isinstance(error, ClipError):
        return error.reason
    log.error("a clip failed in a way nobody foresaw", exc_info=error)
    return f"Tearsheet itself failed on this page ({type(error).__name__}). Please report it."
