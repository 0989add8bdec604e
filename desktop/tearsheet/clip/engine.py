"""clip(source) -> Clipping: the order of the stages and nothing else."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from tearsheet.article.clipping import Clipping
from tearsheet.article.figure import Picture
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.cancel import Cancel
from tearsheet.clip.explain import Explanation, explain
from tearsheet.clip.fetch import Fetcher
from tearsheet.clip.figures import with_lead
from tearsheet.clip.page import decoded
from tearsheet.clip.pictures import NotAPicture, examine, fetch_pictures
from tearsheet.clip.sources import MARKUP, Draft, given, local, web
from tearsheet.clip.sources.further import MOST_PAGES, goes_on, joined, with_notice
from tearsheet.errors import ClipError, Unreachable, WrongKind

EXTRACTOR: Final = "tearsheet 1"

Progress = Callable[[int, int], None]
"""Called with (steps done, steps in all), from the thread that clips."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be clipped: a link, or bytes that were given with their media type.

    link      of given bytes, the stand-in address that names them
    held      images by their addresses that are there already; nothing is fetched then
    as_it_is  keep the page even where it seems to be no article
    """

    link: SourceLink
    content: bytes | None = None
    media_type: str = ""
    as_it_is: bool = False
    held: Mapping[str, bytes] | None = None


class Engine:
    """Makes clippings. Safe to use from several threads at once; close it when done."""

    def __init__(
        self,
        *,
        trust: ssl.SSLContext | None = None,
        back_off: float = 0.7,
        archive: str = "https://web.archive.org",
    ) -> None:
        self._archive = archive
        self._fetcher = Fetcher(trust=trust, back_off=back_off)

    def hang_up(self) -> None:
        """Break off what is being fetched; follows a set `Cancel`, which makes it Cancelled."""
        self._fetcher.hang_up()

    def close(self) -> None:
        """Let go of the connections."""
        self._fetcher.close()

    def clip(self, source: Source, progress: Progress, cancel: Cancel) -> Clipping:
        """The clipping of a source: fetched, understood, cleaned, with its pictures.

        A picture that cannot be had is a missing figure with its reason, never a failure.
        Raises ClipError's leaves, and Cancelled.
        """
        progress(0, 2)
        draft = self._read(source, cancel)
        if draft.doubt and not source.as_it_is:
            raise draft.doubt
        figures = with_lead(draft.figures, draft.facts.lead_image)
        steps = 2 + len(figures)
        progress(1, steps)
        if source.held is not None:
            draft = replace(draft, parts={**source.held, **draft.parts})
        figures = fetch_pictures(
            figures,
            self._fetcher if source.held is None else None,
            draft,
            cancel,
            lambda done: progress(1 + done, steps),
        )
        cancel.check()
        # A lead image from metadata that cannot be had was never promised to the reader.
        figures = [f for f in figures if f.picture or not f.is_lead]
        lead = "".join(
            f'<figure data-figure="{f.position}"></figure>' for f in figures if f.is_lead
        )
        progress(steps, steps)
        return Clipping(
            source_url=draft.source_url or source.link.address,
            facts=draft.facts,
            body=lead + draft.body,
            text=draft.text,
            original=draft.original,
            figures=tuple(replace(f, source_url=_kept(f.source_url)) for f in figures),
            links=tuple(draft.links),
            extractor=EXTRACTOR,
        )

    def picture(self, address: str, page: str, cancel: Cancel) -> Picture:
        """The image at an address, asked for as the page that shows it would.

        Raises ClipError's leaves, WrongKind where it is no image, and Cancelled.
        """
        if not address.startswith(("http://", "https://")):
            raise WrongKind(address, "the page gave this image no address of its own")
        return self.picture_of(address, self._fetcher.image(address, page, cancel).content)

    def archived_picture(self, address: str, near: datetime, cancel: Cancel) -> Picture:
        """The copy of an image that a web archive has from about a moment.

        Raises as `picture` does; Gone where the archive has none.
        """
        if not address.startswith(("http://", "https://")):
            raise WrongKind(address, "the page gave this image no address of its own")
        # "im_" asks for the bytes as they were: Wayback Machine's addresses of archived files.
        copy = f"{self._archive}/web/{near:%Y%m%d%H%M%S}im_/{address}"
        return self.picture_of(address, self._fetcher.image(copy, self._archive, cancel).content)

    @staticmethod
    def picture_of(name: str, content: bytes) -> Picture:
        """The picture in bytes. Raises WrongKind, which names ``name``, where there is none."""
        try:
            return examine(content)
        except NotAPicture as exc:
            raise WrongKind(name, str(exc).rstrip(".").lower()) from exc

    def explain(self, source: Source, cancel: Cancel) -> Explanation:
        """What the engine finds on a page and why; nothing is kept, no image fetched.

        Raises ClipError's leaves (WrongKind for what is no markup), and Cancelled.
        """
        original = self._read(replace(source, as_it_is=True), cancel).original
        if original.media_type.split(";")[0].strip().lower() not in MARKUP:
            raise WrongKind(source.link.address, "only web pages can be explained")
        return explain(decoded(original.content, original.media_type), original.final_address)

    def _read(self, source: Source, cancel: Cancel) -> Draft:
        address = source.link.address
        if source.content is not None:
            return given(address, source.content, source.media_type, as_it_is=source.as_it_is)
        if file := source.link.file:
            return local(address, file, as_it_is=source.as_it_is)
        draft = web(address, self._fetcher.page(address, cancel), as_it_is=source.as_it_is)
        return joined(self._with_further(draft, cancel))

    def _with_further(self, first: Draft, cancel: Cancel) -> list[Draft]:
        """An article's page and those on which it goes on, in their order.

        Raises Unreachable where a page may be had later; one that is refused is named at the end.
        """
        drafts, seen = [first], {first.original.final_address}
        while (address := drafts[-1].next_page) and len(drafts) < MOST_PAGES:
            if address in seen:
                break
            seen.add(address)
            try:
                draft = web(address, self._fetcher.page(address, cancel))
            except Unreachable:
                raise
            except ClipError as exc:
                drafts[-1] = with_notice(drafts[-1], address, exc.reason)
                break
            if not goes_on(first, draft):
                break
            drafts.append(draft)
        return drafts


def _kept(address: str) -> str:
    """An address worth keeping: that of an image inside the page or the file is none."""
    return (
        address.split(":", 1)[0] + ":" if address.startswith(("data:", "pdf:", "cid:")) else address
    )
