"""The words of this library that are spelt most like one that is not in it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import pysqlite3

from tearsheet.library.search.folding import without_accents
from tearsheet.library.search.vocabulary import SHORTEST

_WORD: Final = re.compile(rf"[^\W\d_]{{{SHORTEST},30}}")
_MOST: Final = 12


def nearest(connection: pysqlite3.Connection, typed: str) -> list[str]:
    """The words most like this one, best first, by the fewest letters added, left out, changed
    or swapped (optimal string alignment); at most a third of it may differ, and two letters.

    connection  has the index attached
    """
    from rapidfuzz.distance import OSA  # needed only where a word is not found
    from rapidfuzz.process import extract

    words = _WORD.findall(unicodedata.normalize("NFC", typed).lower())
    if not words:
        return []
    word, most = without_accents(words[0]), 1 if len(typed) < 6 else 2
    known = connection.execute(
        "SELECT term FROM doc.word WHERE length(term) BETWEEN ? AND ? AND term NOT GLOB '*[0-9]*'",
        (len(word) - most, len(word) + most),
    )
    terms = [term for (term,) in known]
    found = extract(word, terms, scorer=OSA.distance, score_cutoff=most, limit=_MOST)
    near = sorted(found, key=lambda hit: (hit[1], hit[0][0] != word[0], hit[0]))
    return [term for term, distance, _ in near if distance]
