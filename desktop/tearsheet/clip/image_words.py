"""What an image file says of itself: its caption and its credit, as agencies write them into it.

Forms: IPTC-IIM 4.2, record 2 (datasets 120, 80, 110, 116) in a JPEG's Photoshop block; XMP
(ISO 16684-1) with the names of Dublin Core and of the IPTC Photo Metadata Standard.
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree
from PIL import Image, ImageFile, IptcImagePlugin

from tearsheet.article.credit import Caption

_CAPTION, _BYLINE, _CREDIT, _RIGHTS = (2, 120), (2, 80), (2, 110), (2, 116)
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP: Final = "{http://ns.adobe.com/photoshop/1.0/}"
_DESCRIPTION: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"
_LONGEST: Final = 1000
_STRICT: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def words_in(image: Image.Image) -> Caption:
    """Caption and credit inside an opened image file; empty where it has none."""
    caption, made_by, owned_by = _iptc(image)
    if not (caption or made_by or owned_by):
        caption, made_by, owned_by = _xmp(image.info.get("xmp"))
    credit = " / ".join(dict.fromkeys(filter(None, (made_by, owned_by))))
    return Caption(caption[:_LONGEST], credit[:_LONGEST])


def _iptc(image: Image.Image) -> tuple[str, str, str]:
    if not isinstance(image, ImageFile.ImageFile):
        return "", "", ""
    try:
        fields = IptcImagePlugin.getiptcinfo(image) or {}
    except (OSError, SyntaxError, ValueError, IndexError, TypeError):
        return "", "", ""
    said = {key: _text(value) for key, value in fields.items()}
    return (
        said.get(_CAPTION, ""),
        said.get(_BYLINE, ""),
        said.get(_CREDIT, "") or said.get(_RIGHTS, ""),
    )


def _text(value: Any) -> str:  # noqa: ANN401 (Pillow gives bytes or a list of them)
    listed = value if isinstance(value, list) else [value]
    return ", ".join(_decoded(one) for one in listed if isinstance(one, bytes))


def _decoded(written: bytes) -> str:
    """UTF-8 where it is that, else Windows-1252, which most older tools wrote."""
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError:
        text = written.decode("cp1252", "replace")
    return " ".join(text.replace("\0", " ").split())


def _xmp(packet: Any) -> tuple[str, str, str]:  # noqa: ANN401 (bytes, or whatever a file holds)
    if not isinstance(packet, bytes):
        return "", "", ""
    try:
        root = etree.fromstring(packet.strip(b"\0 \n\r\t"), _STRICT)
    except (etree.XMLSyntaxError, ValueError):
        return "", "", ""
    return (
        _first(root, f"{_DC}description"),
        _first(root, f"{_DC}creator"),
        _first(root, f"{_PHOTOSHOP}Credit") or _first(root, f"{_DC}rights"),
    )


def _first(root: etree._Element, name: str) -> str:
    """The value of a property, written as an element (its list joined) or as an attribute."""
    for element in root.iter(name):
        items = [" ".join(text.split()) for text in element.itertext() if text.strip()]
        if items:
            return ", ".join(dict.fromkeys(items))
    for about in root.iter(_DESCRIPTION):
        if about.get(name):
            return " ".join(str(about.get(name)).split())
    return ""
