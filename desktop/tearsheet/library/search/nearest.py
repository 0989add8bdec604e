"""The words of this library that are spelt most like one that is not in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

import pysqlite3

from tearsheet.library.search.folding import without_accents

SHORTEST: Final = 4
"""Shorter words are like too many others."""
_LONGEST: Final = 30
_WORD: Final = re.compile(rf"[^\W\d_]{{{SHORTEST},{_LONGEST}}}")
_MOST: Final = 12


def spelt(text: str) -> set[str]:
    """The words of a text as the index folds them: without case and accents."""
    words = set(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))
    return {word if word.isascii() else without_accents(word) for word in words}


def remember(connection: pysqlite3.Connection, pieces: Iterable[str]) -> None:
    """Keep the words of these pieces of text in the index's list."""
    words = spelt(" ".join(pieces))
    connection.executemany("INSERT OR IGNORE INTO word VALUES (?)", ((word,) for word in words))


def nearest(connection: pysqlite3.Connection, typed: str) -> list[str]:
    """The words most like this one, best first, by the fewest letters added, left out, changed
    or swapped (optimal string alignment); at most a third of it may differ, and two letters.

    connection  has the index attached as ``search``
    """
    from rapidfuzz.distance import OSA  # needed only where a word is not found
    from rapidfuzz.process import extract

    (word, *_), most = [*spelt(typed), ""], 1 if len(typed) < 6 else 2
    if not word:
        return []
    known = connection.execute(
        "SELECT term FROM search.word WHERE length(term) BETWEEN ? AND ?",
        (len(word) - most, len(word) + most),
    )
    terms = [term for (term,) in known]
    found = extract(word, terms, scorer=OSA.distance, score_cutoff=most, limit=_MOST)
    near = sorted(found, key=lambda hit: (hit[1], hit[0][0] != word[0], hit[0]))
    return [term for term, distance, _ in near if distance]
