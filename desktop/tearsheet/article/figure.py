"""A figure: an image of an article with its caption and its credit."""

from __future__ import annotations

from dataclasses import dataclass, field

from tearsheet.article.credit import Caption
from tearsheet.article.ids import BlobHash


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it was had: the untouched bytes and what they were found to be.

    media_type      found in the bytes, never taken from the server's word
    width, height   pixels as shown, after the EXIF orientation
    thumbnail       a small WebP for the list, or None where none can be drawn
    words           the caption and credit that stand in the image file itself
    """

    content: bytes
    media_type: str
    width: int
    height: int
    thumbnail: bytes | None = None
    words: Caption = field(default_factory=Caption)


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure as clip found it, before it is filed.

    position    0 for the first in the body; the body names it by this number
    source_url  absolute address of the image, or empty where the page gave none
    picture     what was had, or None
    missing     why it was not had, as a sentence; None exactly if ``picture`` is there
    is_lead     stands before the story
    better      addresses of the same image at a size that reads better, tried before ``source_url``
    """

    position: int
    source_url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    picture: Picture | None = None
    missing: str | None = None
    is_lead: bool = False
    better: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the library keeps it; ``blob`` names the image's bytes."""

    position: int
    source_url: str
    alt: str
    caption: str
    credit: str
    missing: str | None
    blob: BlobHash | None
    width: int | None
    height: int | None
    media_type: str | None
