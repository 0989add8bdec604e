"""How much text each element of a page holds, what of it is links, and what reads as prose.

One pass from the leaves up; every later stage asks this instead of walking the tree again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

INLINE: Final = frozenset(
    "a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math "
    "noscript q rb rp rt ruby s samp script small span strike strong sub sup svg time tt u "
    "var wbr".split()
)
"""Elements that stand within a line of text; all others begin a block of their own."""
_CLAUSE: Final = re.compile(r"[,;،、,;。.!?!?؟।:](?=\s|$)|[、,。;!?]")
_SENTENCE_END: Final = re.compile(r"[.!?。!?؟।…:][\"'”’»)\]]*\s*$")
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHORTEST_PROSE: Final = 25


@dataclass(slots=True)
class Measure:
    """What an element holds.

    chars   characters of text, white space folded, all descendants counted
    linked  those of them that stand in links
    own     characters of the element's own block: its text and that of its inline descendants
    marks   punctuation that ends clauses, in the element's own block
    ends    whether the own block ends as a sentence does
    prose   characters in blocks that read as prose, descendants counted
    blocks  how many such blocks there are
    """

    chars: int = 0
    linked: int = 0
    own: int = 0
    own_linked: int = 0
    marks: int = 0
    ends: bool = False
    is_block: bool = False
    prose: int = 0
    blocks: int = 0

    @property
    def link_density(self) -> float:
        """The share of the text that stands in links, 0 to 1."""
        return self.linked / self.chars if self.chars else 0.0

    @property
    def is_prose(self) -> bool:
        """Whether the element's own block reads as a sentence of a story."""
        if self.own < _SHORTEST_PROSE or self.own_linked > 0.5 * self.own:
            return False
        return (self.marks > 0 and self.ends) or self.marks >= 2 or self.own > 140


Measures = dict[HtmlElement, Measure]


def measure(root: HtmlElement) -> Measures:
    """The measure of every element below and with ``root``."""
    found: Measures = {}
    for element in reversed(list(root.iter("*"))):
        found[element] = _measured(element, found)
    return found


def _measured(element: HtmlElement, found: Measures) -> Measure:
    mine = Measure()
    is_link = element.tag == "a"
    mine.is_block = element.tag not in INLINE
    _count(element.text, mine)
    for child in element:
        theirs = found.get(child)
        if theirs is not None:
            mine.chars += theirs.chars
            mine.linked += theirs.linked
            mine.prose += theirs.prose
            mine.blocks += theirs.blocks
            if theirs.is_block:
                # A link or <span> around blocks is a block itself.
                mine.is_block = True
            else:
                mine.own += theirs.own
                mine.own_linked += theirs.own_linked
                mine.marks += theirs.marks
                mine.ends = theirs.ends if theirs.own else mine.ends
        _count(child.tail, mine)
    if is_link and not (element.get("href") or "").startswith("#"):
        mine.linked, mine.own_linked = mine.chars, mine.own
    if mine.is_block and (mine.is_prose or (element.tag == "pre" and mine.own)):
        mine.prose += mine.own
        mine.blocks += 1
    return mine


def _count(text: str | None, mine: Measure) -> None:
    if not text or text.isspace():
        return
    size = len(" ".join(text.split()))
    if _CJK.search(text):
        # A character of these scripts says about as much as two letters do.
        size *= 2
    mine.chars += size
    mine.own += size
    mine.marks += len(_CLAUSE.findall(text))
    mine.ends = _SENTENCE_END.search(text) is not None
