"""What two texts have in common, and what one revision of a text changed in another.

Places are given as a browser counts them, in UTF-16 code units.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

_SIGNS: Final = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD: Final = re.compile(rf"[{_SIGNS}]|[^\W{_SIGNS}]+")
_TOKEN: Final = re.compile(rf"[{_SIGNS}]|[^\W{_SIGNS}]+|[^\w\s]")
_SHINGLE: Final = 5
"""Words that must be the same in a row for a passage to begin."""
_FEWEST_LETTERS: Final = 22
_TOO_COMMON: Final = 16
_NEAR: Final = 2


@dataclass(frozen=True, slots=True)
class Span:
    """From a place up to another, the last left out."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shared:
    """The passages that two texts share.

    pairs  where each stands in the first and in the second text, in the first's order
    share  how many of the shorter text's words are in one of them, 0 to 1
    """

    pairs: tuple[tuple[Span, Span], ...]
    share: float


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed from an older to a newer text.

    removed  places in the older
    added    places in the newer
    changed  what stood in the older, and what stands for it in the newer
    """

    removed: tuple[Span, ...]
    added: tuple[Span, ...]
    changed: tuple[tuple[Span, Span], ...]


def shared(one: str, other: str) -> Shared:
    """The passages of at least five words, or signs, that stand in both texts.

    Case and punctuation do not count. What stands twice in one text is paired twice.
    """
    first, second = _words(one), _words(other)
    begins: dict[tuple[str, ...], list[int]] = defaultdict(list)
    said = [word for word, _ in second]
    for place in range(len(said) - _SHINGLE + 1):
        begins[tuple(said[place : place + _SHINGLE])].append(place)
    ours = [word for word, _ in first]
    pairs: list[tuple[Span, Span]] = []
    in_second: set[int] = set()
    in_first = place = 0
    while place <= len(ours) - _SHINGLE:
        found = begins.get(tuple(ours[place : place + _SHINGLE]), [])
        length, there = max(
            ((_run(ours, said, place, at), at) for at in found[:_TOO_COMMON]), default=(0, 0)
        )
        pair = _pair(first, second, place, there, length) if length else None
        if pair is None:
            place += 1
            continue
        pairs.append(pair)
        in_first += length
        in_second.update(range(there, there + length))
        place += length
    shorter = min(len(ours), len(said))
    covered = in_first if len(ours) <= len(said) else len(in_second)
    return Shared(tuple(pairs), covered / shorter if shorter else 0.0)


def differences(older: str, newer: str) -> Differences:
    """What was removed, added and changed, word by word (longest common subsequence)."""
    before, after = _tokens(older), _tokens(newer)
    steps = Indel.opcodes([word for word, _ in before], [word for word, _ in after])
    removed: list[Span] = []
    added: list[Span] = []
    changed: list[tuple[Span, Span]] = []
    for (a, b), (c, d) in _joined(
        [(s.src_start, s.src_end, s.dest_start, s.dest_end) for s in steps if s.tag != "equal"]
    ):
        if a < b and c < d:
            changed.append((_span(before, a, b), _span(after, c, d)))
        elif a < b:
            removed.append(_span(before, a, b))
        elif c < d:
            added.append(_span(after, c, d))
    return Differences(tuple(removed), tuple(added), tuple(changed))


_Word = tuple[str, Span]


def _words(text: str) -> list[_Word]:
    return [
        (unicodedata.normalize("NFKC", word).casefold(), span) for word, span in _cut(text, _WORD)
    ]


def _tokens(text: str) -> list[_Word]:
    return _cut(text, _TOKEN)


def _cut(text: str, form: re.Pattern[str]) -> list[_Word]:
    found = []
    # A sign beyond U+FFFF is two code units: places after it move on by one.
    wide = (
        [place for place, sign in enumerate(text) if sign > "\uffff"] if not text.isascii() else []
    )
    passed = 0
    for match in form.finditer(text):
        while passed < len(wide) and wide[passed] < match.start():
            passed += 1
        within = sum(sign > "\uffff" for sign in match.group())
        found.append((match.group(), Span(match.start() + passed, match.end() + passed + within)))
    return found


def _run(one: list[str], other: list[str], here: int, there: int) -> int:
    length = _SHINGLE
    most = min(len(one) - here, len(other) - there)
    while length < most and one[here + length] == other[there + length]:
        length += 1
    return length


def _pair(
    first: list[_Word], second: list[_Word], here: int, there: int, length: int
) -> tuple[Span, Span] | None:
    """Both places of a passage, if it is long enough to mean anything."""
    letters = sum(len(word) for word, _ in first[here : here + length])
    is_signs = all(len(word) == 1 for word, _ in first[here : here + length])
    if letters < (_FEWEST_LETTERS if not is_signs else 2 * _SHINGLE):
        return None
    return _span(first, here, here + length), _span(second, there, there + length)


def _span(words: list[_Word], start: int, end: int) -> Span:
    return Span(words[start][1].start, words[end - 1][1].end)


def _joined(
    edits: list[tuple[int, int, int, int]],
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Edits with hardly a word between them are one: a rewritten phrase reads better whole."""
    joined: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for a, b, c, d in edits:
        if joined and a - joined[-1][0][1] < _NEAR and c - joined[-1][1][1] < _NEAR:
            joined[-1] = (joined[-1][0][0], b), (joined[-1][1][0], d)
        else:
            joined.append(((a, b), (c, d)))
    return joined
