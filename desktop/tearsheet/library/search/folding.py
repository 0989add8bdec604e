"""Text as the index holds it and as it is asked for: what differs to the eye only is alike."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Scripts without spaces between words (Thai, Lao, Khmer, Myanmar, Chinese, Japanese, Korean):
# each sign is a word of its own, so that any part of a sentence is found as a phrase.
_SIGN: Final = (
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003134f])"
)
# Points and vowel signs of Hebrew and Arabic, and the Arabic stroke that only stretches a word.
_POINTS: Final = (
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)
_APART: Final = "\\1\u200b"


def indexed(text: str) -> str:
    """Text for the index, or words to ask it for; case and Latin accents fold in SQLite."""
    if text.isascii():
        return text
    return re.sub(_SIGN, _APART, re.sub(_POINTS, "", text))


def match_of(text: str, column: str, *, is_beginning: bool, near: int | None) -> str:
    """Words as an FTS5 expression (SQLite FTS5, "3. Full-text Query Syntax")."""
    plain = indexed(text).replace('"', " ")
    if near is not None:
        words = " ".join(f'"{word}"' for word in plain.split())
        said = f"NEAR({words}, {near})"
    else:
        said = f'"{plain}"' + (" *" if is_beginning and not plain.endswith("\u200b") else "")
    return f"{column} : {said}" if column else said


def without_accents(text: str) -> str:
    """A text without combining marks on its letters (Unicode block U+0300 to U+036F)."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in apart if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def folded_name(name: str) -> str:
    """What makes two spellings of a tag one: no case, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", " ".join(name.split()))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def for_like(text: str) -> str:
    """A text as a pattern of SQL's LIKE that stands for itself, with ESCAPE '!'."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
