"""Which language a text is in, where its page does not say."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH: Final = 40
_READ: Final = 2000
_SURE: Final = 0.8
# These scripts are one language's alone, and a few letters of them tell it.
_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")), ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")), ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")), ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
)  # fmt: skip
RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "ks", "ku-arab"}
)
"""Languages whose usual script runs from right to left (Unicode CLDR, scriptMetadata)."""


def language_of(text: str) -> str:
    """The BCP 47 tag of a text's language; empty where it is too short or cannot be told."""
    begin = text[:_READ]
    letters = sum(1 for character in begin if character.isalpha())
    if letters < 10:
        return ""
    for tag, script in _SCRIPTS:
        if len(script.findall(begin)) > 0.1 * letters:
            return tag
    if letters < _ENOUGH:
        return ""
    tag, sure = _identifier().classify(begin)
    return str(tag) if sure >= _SURE else ""


def direction_of(language: str) -> str:
    """Answers "rtl" where a language's script runs from right to left, else "ltr"."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


@cache
def _identifier() -> LanguageIdentifier:
    # Its model takes a third of a second to load, and most pages name their language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
