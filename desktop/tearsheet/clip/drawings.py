"""Images drawn in SVG 2: made harmless, measured, and painted small for the list."""

from __future__ import annotations

import io
import re
from typing import Final

import py_svg_hush
import resvg_py
from lxml import etree
from PIL import Image, ImageOps

from tearsheet.article.figure import Picture

_MOST_BYTES: Final = 5 * 2**20
_SVG: Final = "{http://www.w3.org/2000/svg}svg"
_LINKS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_KEPT_INSIDE: Final = {"image": ["png", "jpeg", "gif", "webp"]}
_STRICT: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_DEFAULT: Final = (300, 150)
"""CSS pixels of a drawing that gives no size (CSS 2.1, "10.3.2 Inline, replaced elements")."""


class BadDrawing(Exception):
    """The bytes are no drawing that can be shown; the message says why."""


def is_drawing(content: bytes) -> bool:
    """Whether bytes look like SVG."""
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"<svg") or (
        head.startswith((b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in content[:4000].lower()
    )


def drawn(content: bytes, thumbnail: tuple[int, int]) -> Picture:
    """A drawing without scripts, styles from elsewhere, and links out of it. Raises BadDrawing.

    thumbnail  width and height of the small picture, in pixels
    """
    if len(content) > _MOST_BYTES:
        raise BadDrawing("The drawing is too large to show.")
    try:
        root = etree.fromstring(py_svg_hush.filter_svg(content, _KEPT_INSIDE), _STRICT)
    except (ValueError, etree.XMLSyntaxError) as exc:
        raise BadDrawing(f"The drawing is damaged ({exc}).") from exc
    if root.tag != _SVG:
        raise BadDrawing("What the server sent is not an image.")
    for element in root.iter():
        for name in _LINKS:
            if not element.get(name, "#").startswith(("#", "data:image/")):
                del element.attrib[name]
    clean = etree.tostring(root, encoding="utf-8")
    width, height = _size(root)
    return Picture(clean, "image/svg+xml", width, height, _small(clean, thumbnail))


def _size(root: etree._Element) -> tuple[int, int]:
    """Width and height in CSS pixels, from the attributes or the view box."""
    sides = [_pixels(root.get(side, "")) for side in ("width", "height")]
    box = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    of_box = box[2:] if len(box) == 4 and min(box[2:]) > 0 else _DEFAULT
    width, height = (side or of_box[n] for n, side in enumerate(sides))
    return max(round(width), 1), max(round(height), 1)


def _pixels(given: str) -> float | None:
    found = re.fullmatch(r"\s*(\d{1,6}(?:\.\d+)?)(?:px)?\s*", given)
    return float(found.group(1)) if found and float(found.group(1)) > 0 else None


def _small(clean: bytes, size: tuple[int, int]) -> bytes | None:
    try:
        painted = resvg_py.svg_to_bytes(
            svg_string=clean.decode("utf-8"), background="#ffffff", width=size[0]
        )
    except ValueError:
        # The reader's own renderer may still show it; only the list goes without a picture.
        return None
    held = io.BytesIO()
    with Image.open(io.BytesIO(painted), formats=("PNG",)) as image:
        ImageOps.fit(image.convert("RGB"), size).save(held, "WEBP", quality=80)
    return held.getvalue()
