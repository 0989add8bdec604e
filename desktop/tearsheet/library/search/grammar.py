"""The search language: what a person types becomes a query, whatever it is.

    lamp ferry            both words; the word that is being typed counts as a beginning
    "north pier"          the words side by side; "north pier"~5 within five words
    -wreck, NOT wreck     without
    lamp OR light, ( )    either
    photograph*           words that begin so
    title:lamp            in one field: title by publisher caption credit note url tag in lang
    is:unread             unread read starred archived trashed highlighted
    has:image             image missing-image highlight note pdf credit tag collection
    clipped:2024-03       also published: — 2024, 2024-03..2024-06, <2020, last-week, "30 days"
    words:>800            also <, =, 300..900

What cannot be understood is searched as words, and a hint says what it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tearsheet.library.search.spans import Span, number_span, time_span

COLUMNS: Final = {
    "title": "title",
    "by": "byline",
    "byline": "byline",
    "publisher": "publisher",
    "caption": "caption",
    "credit": "credit",
    "note": "note",
    "text": "body",
}
STATES: Final = ("unread", "read", "starred", "archived", "trashed", "highlighted")
THINGS: Final = (
    "image", "missing-image", "highlight", "note", "pdf", "credit", "tag", "collection",
)  # fmt: skip
NAMED: Final = ("tag", "in", "lang", "url")
TIMED: Final = ("clipped", "published")
FIELDS: Final = ("is", "has", *NAMED, *TIMED, "words", *COLUMNS)
"""Every field of the language."""
_PIECE: Final = re.compile(
    r"""\s*(?:
        (?P<bracket>[()])
      | (?P<minus>-)?(?:(?P<field>[A-Za-z]+):)?
        (?: "(?P<phrase>[^"]*)"?(?:~(?P<near>\d{1,2}))?
          | (?P<word>[^\s()"]+) )?
    )""",
    re.VERBOSE,
)
_JOINTS: Final = {"OR": "or", "|": "or", "NOT": "not"}
_WORDY: Final = re.compile(r"\w")
_PLAIN: Final = str.maketrans("“”„«»‟＂\0", '"' * 7 + " ")


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the text: side by side, or within ``near`` words; the last perhaps a beginning.

    endings  of one word that is a beginning: the library's words that begin so, if looked up
    """

    text: str
    column: str = ""
    is_beginning: bool = False
    near: int | None = None
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is so of an article: a name such as "tag" or "is", and its value."""

    name: str
    value: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be."""

    inner: Node


@dataclass(frozen=True, slots=True)
class All:
    """What must all be."""

    inner: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Of which one must be."""

    inner: tuple[Node, ...]


Node = Words | Fact | Not | All | Any


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood.

    node   None where nothing is asked
    hints  sentences on what was not understood
    """

    node: Node | None
    hints: tuple[str, ...] = ()

    def within(self, other: Query) -> Query:
        """What both ask for."""
        nodes = tuple(node for node in (self.node, other.node) if node)
        return Query(All(nodes) if len(nodes) > 1 else next(iter(nodes), None), self.hints)

    def words(self) -> tuple[Words, ...]:
        """The words that are asked for, to be marked where they are found."""
        return tuple(_words(self.node)) if self.node else ()


def parse(typed: str, now: datetime) -> Query:
    """The query of what was typed. Never raises.

    now  what "last-week" is reckoned from
    """
    reading = _Reading(typed.translate(_PLAIN), now)
    node = reading.either()
    while reading.pieces:
        reading.hint("A “)” has no “(” before it.")
        reading.pieces.pop(0)
        more = reading.either()
        node = All((node, more)) if node and more else node or more
    return Query(node, tuple(dict.fromkeys(reading.hints)))


def is_understood(typed: str, now: datetime) -> bool:
    """Whether all of what was typed is search language, and asks for something."""
    query = parse(f"{typed} ", now)
    return query.node is not None and not query.hints


@dataclass(slots=True)
class _Piece:
    kind: str
    text: str = ""
    field: str = ""
    minus: bool = False
    near: int | None = None
    is_last: bool = False


@dataclass(slots=True)
class _Reading:
    typed: str
    now: datetime
    pieces: list[_Piece] = field(init=False)
    hints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pieces = _pieces(self.typed)

    def hint(self, sentence: str) -> None:
        self.hints.append(sentence)

    def either(self) -> Node | None:
        found = [self._every()]
        while self.pieces and self.pieces[0].kind == "or":
            self.pieces.pop(0)
            found.append(self._every())
        nodes = tuple(node for node in found if node)
        if len(nodes) < len(found) and len(found) > 1:
            self.hint("“OR” needs something on both sides.")
        return Any(nodes) if len(nodes) > 1 else next(iter(nodes), None)

    def _every(self) -> Node | None:
        nodes: list[Node] = []
        while self.pieces and self.pieces[0].kind != "or" and self.pieces[0].text != ")":
            node = self._one()
            if node:
                nodes.append(node)
        return All(tuple(nodes)) if len(nodes) > 1 else next(iter(nodes), None)

    def _one(self) -> Node | None:
        piece = self.pieces.pop(0)
        if piece.kind == "not":
            inner = self._one() if self.pieces and self.pieces[0].text != ")" else None
            return Not(inner) if inner else None
        if piece.text == "(" and piece.kind == "bracket":
            inner = self.either()
            if self.pieces and self.pieces[0].text == ")":
                self.pieces.pop(0)
            else:
                self.hint("A “(” is not closed.")
            return inner
        node = self._term(piece)
        return Not(node) if node and piece.minus else node

    def _term(self, piece: _Piece) -> Node | None:
        if not piece.field:
            return _as_words(piece)
        name = piece.field.lower()
        if name in COLUMNS:
            return _as_words(piece, COLUMNS[name])
        if not piece.text:
            return None
        return self._fact(name, piece) or self._misread(piece)

    def _fact(self, name: str, piece: _Piece) -> Fact | None:
        value = piece.text.strip()
        if name in NAMED:
            return Fact(name, value)
        if (name == "is" and value.lower() in STATES) or (
            name == "has" and value.lower() in THINGS
        ):
            return Fact(name, value.lower())
        if name in TIMED and (span := time_span(value, self.now)):
            return Fact(name, value, span)
        if name == "words" and (span := number_span(value)):
            return Fact(name, value, span)
        return None

    def _misread(self, piece: _Piece) -> Node | None:
        name, value = piece.field.lower(), piece.text
        if name in {"is", "has"}:
            choices = ", ".join(STATES if name == "is" else THINGS)
            self.hint(f"“{name}:” can be {choices}.")
        elif name in TIMED:
            self.hint(f"“{value}” is no date: try 2024, 2024-03..2024-06, <2020 or last-week.")
        elif name == "words":
            self.hint(f"“{value}” is no number: try >800 or 300..900.")
        else:
            self.hint(f"There is no field “{name}:”; it was searched as words.")
        return _as_words(_Piece("term", f"{piece.field} {value}", is_last=piece.is_last))


def _pieces(typed: str) -> list[_Piece]:
    found: list[_Piece] = []
    place = 0
    while place < len(typed):
        match = _PIECE.match(typed, place)
        if match is None or match.end() == place:
            break
        place = match.end()
        if piece := _piece(match):
            found.append(piece)
    if found and found[-1].kind == "term" and not typed[-1:].isspace():
        found[-1].is_last = True
    return found


def _piece(match: re.Match[str]) -> _Piece | None:
    named, minus = match["field"] or "", bool(match["minus"])
    if match["bracket"]:
        return _Piece("bracket", match["bracket"])
    if match["phrase"] is not None:
        return _Piece(
            "phrase", match["phrase"], named, minus, int(match["near"]) if match["near"] else None
        )
    if not named and match["word"] in _JOINTS:
        return _Piece(_JOINTS[match["word"]])
    return _Piece("term", match["word"] or "", named, minus) if match["word"] or named else None


def _as_words(piece: _Piece, column: str = "") -> Words | None:
    text = piece.text.rstrip("*")
    if not _WORDY.search(text):
        return None
    is_beginning = piece.kind == "term" and (piece.is_last or piece.text.endswith("*"))
    return Words(text, column, is_beginning, piece.near)


def _words(node: Node) -> list[Words]:
    if isinstance(node, Words):
        return [node]
    if isinstance(node, All | Any):
        return [words for inner in node.inner for words in _words(inner)]
    return []
