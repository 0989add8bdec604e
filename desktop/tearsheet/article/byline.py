"""A byline: the people who wrote an article, without "By" and without their jobs."""

from __future__ import annotations

import re
from typing import Final

# The word for "by" at the start, in the languages whose papers print one.
_BY: Final = re.compile(
    r"^\s*(?:written\s+by|story\s+by|words\s+by|posted\s+by|reported\s+by|by|von|par|por|di|da|"
    r"door|av|af|autor(?:a|en)?|author|auteur|od|от|автор|文|作者|記者|记者)\b\s*[::]?\s*|^\s*[文/]\s*[/:]\s*",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s*(?:,|;|\||•|·|、|\s&\s|\s(?:and|und|et|y|e|og|och|en|и)\s)\s*")
_ADDRESS: Final = re.compile(r"\S+@\S+|https?://\S+|^@\w+$")


def people(printed: str) -> tuple[str, ...]:
    """The names in a byline as printed, in order, each once.

    "By Ada Reyes and Tom Lind" gives Ada Reyes, Tom Lind. Addresses are no names.
    """
    text = _BY.sub("", " ".join(printed.split()), count=1)
    names = (name.strip(" ,.;|-–—") for name in _BETWEEN.split(text))
    kept = (name for name in names if name and not _ADDRESS.search(name))
    return tuple(dict.fromkeys(kept))


def joined(names: tuple[str, ...]) -> str:
    """Names as one line, as the library keeps and shows them."""
    return ", ".join(names)
