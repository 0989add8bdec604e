"""A page parsed once, and the few tree moves that the stages share.

Lexbor builds the tree as browsers do (WHATWG HTML, "13.2 Parsing HTML documents"); its corrected
markup is then read by lxml, whose tree can be changed and asked with XPath at C speed. libxml2's
own HTML parser alone nests broken pages otherwise than a reader saw them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement
from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import html_to_unicode

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(slots=True)
class Page:
    """A page: its tree, and the address that its relative links start from.

    folder  where a saved page lies; files beside it go before addresses on the network
    parts   addresses of the images that came with the page in one file
    """

    root: HtmlElement
    address: str
    base: str
    folder: Path | None = None
    parts: frozenset[str] = frozenset()

    def absolute(self, reference: str) -> str:
        """The full address of a link on the page; empty if it is none that can be followed."""
        if reference.strip() in self.parts:
            return reference.strip()
        if self.folder and (beside := _file_beside(self.folder, reference)):
            return beside.as_uri()
        try:
            given = reference.strip()
            # A saved page's "//host/…" meant the network it came from.
            given = f"https:{given}" if given.startswith("//") and self.folder else given
            full = urljoin(self.base, given)
            scheme = urlsplit(full).scheme
        except ValueError:
            return ""
        return full if scheme in {"http", "https", "data", "file", "mailto"} else ""


def _file_beside(folder: Path, reference: str) -> Path | None:
    """The file a relative link of a saved page means, if there is one."""
    name = unquote(reference.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).strip()
    if not name or ":" in name or len(name) > 1000:
        return None
    path = folder / name
    return path if path.is_file() else None


def decoded(content: bytes, content_type: str) -> str:
    """The page's text, its charset decided as browsers do: BOM, header, meta, then a guess.

    What says nothing is UTF-8 if that fits, else Windows-1252 (the Encoding Standard's default
    for Western locales); bytes that fit nothing become U+FFFD.
    """
    _, text = html_to_unicode(content_type or None, content, auto_detect_fun=_guessed)
    return str(text)


def _guessed(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def parse(markup: str, address: str) -> Page:
    """A page of any markup; nothing that a server can send makes it raise."""
    corrected = (
        LexborHTMLParser(_UNPRINTABLE.sub("", markup) or "<html></html>").html or "<html></html>"
    )
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = html.document_fromstring(corrected.encode("utf-8", "replace"), parser=parser)
    base = root.xpath("string(//base[@href][1]/@href)")
    try:
        start = urljoin(address, base.strip()) if base else address
    except ValueError:
        start = address
    return Page(root, address, start)


def text_of(element: HtmlElement) -> str:
    """All text inside an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def remove(element: HtmlElement) -> None:
    """Take an element out of the tree and leave the text that follows it."""
    if element.getparent() is not None:
        element.drop_tree()


def label(element: HtmlElement) -> str:
    """Class, id and role of an element as one lower-case line, for telling what it is for."""
    return " ".join(element.get(name, "") for name in ("class", "id", "role", "itemprop")).lower()


def elements(root: HtmlElement) -> Iterator[HtmlElement]:
    """Every element below and with ``root``, in the order of the page."""
    yield from root.iter(etree.Element)
