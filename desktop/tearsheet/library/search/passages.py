"""Where words stand in a text, as a person who reads would find them, and the passage around."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final

from tearsheet.library.search.folding import without_accents
from tearsheet.library.search.grammar import Words

GAP: Final = r"[\W_]+"
BEFORE, AFTER = r"(?<!\w)", r"(?!\w)"
_NOTHING: Final = re.compile(r"(?!)")
_LEAD, _LENGTH = 24, 220


def marks(words: Iterable[Words]) -> re.Pattern[str]:
    """What is to be marked in a text for these words; nothing where there are none.

    Case and Latin accents do not count, as they do not in the index.
    """
    forms = []
    for one in words:
        inside = GAP.join(map(_loose, re.findall(r"\w+", one.text)))
        if inside:
            spaced = one.text.isascii() or " " in one.text or _is_latin(one.text)
            before = BEFORE if spaced else ""
            after = "" if one.is_beginning or not spaced else AFTER
            forms.append(f"{before}{inside}{after}")
    return re.compile("|".join(forms), re.IGNORECASE) if forms else _NOTHING


def passage(texts: Iterable[str], found: re.Pattern[str]) -> str:
    """The passage around the first place, in the first text that has one; empty where none has."""
    for text in texts:
        if match := found.search(text):
            start = max(match.start() - _LEAD, 0)
            if start:
                start = text.find(" ", start, match.start()) + 1 or start
            shown = " ".join(text[start : start + _LENGTH].split())
            return f"…{shown}" if start else shown
    return ""


def _loose(word: str) -> str:
    """A form that a word matches with and without accents."""
    return "".join(_letter(letter) for letter in without_accents(word))


def _letter(letter: str) -> str:
    variants = _variants().get(letter.casefold(), "")
    return f"[{letter}{variants}]" if variants else re.escape(letter)


@cache
def _variants() -> dict[str, str]:
    """The accented forms of Latin letters (Unicode blocks Latin-1 to Extended Additional)."""
    found: dict[str, str] = defaultdict(str)
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0]
        if base != letter and base.isascii():
            found[base.casefold()] += letter
    return dict(found)


def _is_latin(text: str) -> bool:
    return all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 for letter in text)
