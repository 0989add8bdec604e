"""Images fetched, verified by their bytes, measured, and drawn small for the list."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from PIL import Image, ImageOps, UnidentifiedImageError

from tearsheet.article.figure import FoundFigure, Picture
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.cancel import Cancel
from tearsheet.clip.drawings import BadDrawing, drawn, is_drawing
from tearsheet.clip.fetch import IMAGE_BYTES, Fetcher
from tearsheet.clip.image_words import words_in
from tearsheet.clip.sources.draft import Draft
from tearsheet.errors import ClipError

_AT_ONCE: Final = 4
_PIXELS: Final = 120_000_000
"""Larger pictures are refused before they are decoded: 480 MB of memory each."""
_THUMBNAIL: Final = (252, 192)
"""Pixels; the list's 84 by 64 at three times the density."""
_TYPES: Final = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "BMP": "image/bmp",
}


class NotAPicture(Exception):
    """The bytes are no image that can be shown; the message says why."""


def fetch_pictures(
    figures: list[FoundFigure],
    fetcher: Fetcher | None,
    draft: Draft,
    cancel: Cancel,
    told: Callable[[int], None],
) -> list[FoundFigure]:
    """The figures with their pictures, or with the reason why one is missing.

    draft  what the figures are of: it may have brought images itself
    told  called with the number of figures done so far, from this thread
    """

    def had(figure: FoundFigure) -> FoundFigure:
        if figure.missing:
            return figure
        missing = ""
        # The page's own address is tried last, and its reason is the one that is told.
        for address in (*figure.better, figure.source_url):
            try:
                content = draft.parts.get(address) or _content(
                    address, fetcher, draft.original.final_address, cancel
                )
                return _pictured(figure, examine(content))
            except ClipError as exc:
                missing = _why(exc)
            except NotAPicture as exc:
                missing = str(exc)
        return replace(figure, missing=missing)

    done = []
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="pictures") as pool:
        for figure in pool.map(had, figures):
            done.append(figure)
            told(len(done))
    return done


def _pictured(figure: FoundFigure, picture: Picture) -> FoundFigure:
    """The figure with its picture; what the page left unsaid the image file may say."""
    said = picture.words
    return replace(
        figure,
        picture=picture,
        caption=figure.caption or said.caption,
        credit=figure.credit or said.credit,
    )


def examine(content: bytes) -> Picture:
    """A picture out of bytes. Raises NotAPicture if they are none, or one too large to show."""
    try:
        with warnings.catch_warnings():
            # Our own limit on pixels stands below; Pillow's warning would only repeat it.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _examined(content)
    except BadDrawing as exc:
        raise NotAPicture(str(exc)) from exc
    except UnidentifiedImageError:
        raise NotAPicture("What the server sent is not an image.") from None
    except Image.DecompressionBombError:
        raise NotAPicture("The image is too large to show.") from None
    except (OSError, ValueError, SyntaxError) as exc:
        raise NotAPicture(f"The image is damaged ({exc}).") from exc


def _examined(content: bytes) -> Picture:
    if is_drawing(content):
        return drawn(content, _THUMBNAIL)
    with Image.open(io.BytesIO(content), formats=tuple(_TYPES)) as image:
        if image.width * image.height > _PIXELS:
            raise NotAPicture(
                f"The image is too large to show ({image.width} by {image.height} pixels)."
            )
        if image.width < 3 or image.height < 3:
            raise NotAPicture("The image is a single dot, as counting pixels are.")
        media_type = _TYPES[image.format or ""]
        turned = image.getexif().get(0x0112, 1) in {5, 6, 7, 8}
        width, height = (image.height, image.width) if turned else image.size
        words = words_in(image)
        small = ImageOps.fit(
            ImageOps.exif_transpose(image).convert("RGB"), _THUMBNAIL, Image.Resampling.BILINEAR
        )
    held = io.BytesIO()
    small.save(held, "WEBP", quality=80)
    return Picture(content, media_type, width, height, held.getvalue(), words)


def _content(address: str, fetcher: Fetcher | None, page_address: str, cancel: Cancel) -> bytes:
    if address.startswith("data:"):
        return _inline(address)
    if fetcher is None:
        raise NotAPicture("The image was not kept when the page was clipped.")
    if address.startswith("file:"):
        return _beside(address, page_address)
    return fetcher.image(address, page_address, cancel).content


def _inline(address: str) -> bytes:
    """The bytes of a data: URL (RFC 2397)."""
    head, _, body = address.partition(",")
    try:
        return (
            base64.b64decode(unquote_to_bytes(body), validate=False)
            if head.endswith(";base64")
            else unquote_to_bytes(body)
        )
    except binascii.Error:
        raise NotAPicture("The image in the page's own text is damaged.") from None


def _beside(address: str, page_address: str) -> bytes:
    """The bytes of a file, which must lie in the page's own folder or below it."""
    file, page = SourceLink(address).file, SourceLink(page_address).file
    if file is None or page is None or not file.resolve().is_relative_to(page.resolve().parent):
        raise NotAPicture("The image lies outside the folder of the page.")
    try:
        return _limited(file)
    except OSError:
        raise NotAPicture("The image's file is not there.") from None


def _limited(file: Path) -> bytes:
    if file.stat().st_size > IMAGE_BYTES:
        raise NotAPicture("The image's file is too large.")
    return file.read_bytes()


def _why(error: ClipError) -> str:
    host = urlsplit(error.address).hostname or ""
    said = re.sub(r"\bthe page\b", "the image", error.detail)
    said = f"{said[:1].upper()}{said[1:]}"
    return f"{said.rstrip('.')}{'' if not host or host in said else f', {host}'}."
