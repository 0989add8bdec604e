"""Gives a story the shape of a body: paragraphs, lists, data tables, quotes, code."""

from __future__ import annotations

import itertools
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from tearsheet.clip.measure import INLINE
from tearsheet.clip.page import elements, remove, text_of

_PHRASE: Final = INLINE - {"img", "br", "script", "noscript", "svg", "math"}
_HOLDS_LINES: Final = frozenset(
    {"div", "section", "article", "main", "body", "center", "blockquote", "td"}
)
_OF_DATA: Final = ("caption", "col", "colgroup", "thead", "tfoot", "th")
_SOLID: Final = frozenset(
    "p div section article main ul ol dl table pre blockquote figure h1 h2 h3 h4 h5 h6 hr "
    "details form fieldset header footer aside address center li".split()
)
_ANCHORS: Final = frozenset({"", "#", "¶", "§", "🔗"})
_RENAMED: Final = {
    "h1": "h2", "center": "div", "font": "span", "strike": "s", "tt": "code", "big": "span",
    "main": "div", "article": "div", "fieldset": "div", "form": "div", "listing": "pre",
    "xmp": "pre",
    "header": "div", "address": "p", "acronym": "abbr", "footer": "div",
}  # fmt: skip


def shape(story: HtmlElement) -> None:
    """Change the story in place."""
    for table in list(story.iter("table")):
        if not is_data_table(table):
            _undo_layout(table)
    for element in list(elements(story)):
        if element.tag in _RENAMED and element is not story:
            element.tag = _RENAMED[element.tag]
    _drop_anchors(story)
    for element in list(elements(story)):
        if element.tag in _HOLDS_LINES:
            _paragraphs_of_lines(element)
    _flatten(story)


def _drop_anchors(story: HtmlElement) -> None:
    """The signs after headings that are links to the headings themselves."""
    for link in story.xpath(
        ".//*[self::h2 or self::h3 or self::h4 or self::h5]//a[starts-with(@href, '#')]"
    ):
        if text_of(link) in _ANCHORS and not link.get("id"):
            remove(link)


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds data rather than the page's layout."""
    if table.get("role", "").lower() in {"presentation", "none"} or table.get("datatable") == "0":
        return False
    if table.find(".//table") is not None:
        own = (head for head in table.iter("th", "caption"))
        return any(next(head.iterancestors("table")) is table for head in own)
    if table.get("summary") or next(table.iter(*_OF_DATA), None) is not None:
        return True
    return _is_grid(list(table.iter("tr")))


def _is_grid(rows: list[HtmlElement]) -> bool:
    """Whether rows have cells as data have them: as many in each, and none that is a page."""
    columns = max((len(row) for row in rows), default=0)
    cells = [cell for row in rows for cell in row]
    if len(rows) <= 1 or columns <= 1:
        return False
    if any(len(text_of(cell)) > 900 or len(cell.findall(".//p")) > 4 for cell in cells):
        return False
    even = sum(1 for row in rows if len(row) == columns)
    return (even >= 0.7 * len(rows) and len(rows) >= 3) or len(rows) * columns >= 10


def _undo_layout(table: HtmlElement) -> None:
    for part in list(
        table.iter(
            "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"
        )
    ):
        if part is not table and any(
            t is not table for t in part.iterancestors("table") if t.tag == "table"
        ):
            nested = next(part.iterancestors("table"), None)
            if nested is not table:
                continue
        if part.tag in {"td", "th", "table", "caption"}:
            part.tag = "div"
            for name in list(part.attrib):
                if name not in {"dir", "lang", "id"}:
                    del part.attrib[name]
        elif part.getparent() is not None:
            part.drop_tag()


def _paragraphs_of_lines(element: HtmlElement) -> None:
    """Text that stands bare in a box becomes paragraphs; two line breaks end one."""
    children = list(element)
    has_blocks = any(_is_block(child) for child in children)
    breaks = _double_breaks(children)
    if not _has_bare_text(element):
        return
    if not has_blocks and not breaks:
        if element.tag == "div" and element.getparent() is not None:
            element.tag = "p"
        if element.tag in {"p", "td", "blockquote"}:
            return
    runs = _Runs(element)
    runs.text(element.text)
    element.text = None
    previous: HtmlElement | None = None
    for child in children:
        tail, child.tail = child.tail, None
        element.remove(child)
        if _is_block(child):
            runs.block(child)
        elif child.tag == "br" and previous is not None and previous.tag == "br":
            runs.end()
        else:
            runs.node(child)
        runs.text(tail)
        previous = None if tail and tail.strip() else child
    runs.end()


def _has_bare_text(element: HtmlElement) -> bool:
    return _bare(element) or any(
        not _is_block(child) and (text_of(child) or child.tag == "img") for child in element
    )


def _double_breaks(children: list[HtmlElement]) -> bool:
    return any(
        one.tag == "br" and two.tag == "br" and not (one.tail or "").strip()
        for one, two in itertools.pairwise(children)
    )


def _is_block(element: HtmlElement) -> bool:
    if element.tag in _SOLID:
        return True
    return element.tag in INLINE and any(inner.tag in _SOLID for inner in element.iterdescendants())


class _Runs:
    """Gathers inline things into paragraphs of a box, blocks between them."""

    def __init__(self, box: HtmlElement) -> None:
        self._box = box
        self._open: HtmlElement | None = None

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self._open is None:
            if text.isspace():
                return
            self._begin()
        assert self._open is not None, "it was begun above"
        if len(self._open):
            self._open[-1].tail = (self._open[-1].tail or "") + text
        else:
            self._open.text = (self._open.text or "") + text

    def node(self, node: HtmlElement) -> None:
        if self._open is None:
            if node.tag == "br":
                return
            self._begin()
        assert self._open is not None, "it was begun above"
        self._open.append(node)

    def block(self, node: HtmlElement) -> None:
        self.end()
        self._box.append(node)

    def end(self) -> None:
        if self._open is not None:
            while (
                len(self._open)
                and self._open[-1].tag == "br"
                and not (self._open[-1].tail or "").strip()
            ):
                self._open.remove(self._open[-1])
        self._open = None

    def _begin(self) -> None:
        self._open = etree.SubElement(self._box, "p")


def _flatten(story: HtmlElement) -> None:
    """Boxes that only hold boxes are taken off; what is empty goes."""
    for element in reversed(list(elements(story))):
        if element is story or element.getparent() is None:
            continue
        if (
            element.tag in {"div", "section"}
            and not element.get("id")
            and not element.get("dir")
            and not element.get("lang")
        ):
            element.drop_tag() if not _bare(element) else setattr(element, "tag", "p")
        elif element.tag in {
            "p",
            "li",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "span",
            "b",
            "i",
            "em",
            "strong",
            "a",
            "blockquote",
            "dl",
            "font",
        } and _is_empty(element):
            remove(element)


def _bare(element: HtmlElement) -> bool:
    return bool((element.text or "").strip()) or any(
        (child.tail or "").strip() for child in element
    )


def _is_empty(element: HtmlElement) -> bool:
    if element.get("id") or any(
        True for _ in element.iter("img", "figure", "br", "hr", "iframe", "math", "table", "input")
    ):
        return (
            element.tag == "p"
            and not any(True for _ in element.iter("img", "figure", "iframe", "math", "table"))
            and not text_of(element)
            and not element.get("id")
        )
    return not text_of(element)
