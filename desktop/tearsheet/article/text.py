"""Words of a body: counting them, and the time they take to read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

# Scripts that put no space between words; 500 characters of them read about as long as
# 238 words of English, so two characters count as a word.
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
# Marks that stand over or under letters are no letters to \w and would break a word in two: those
# of Latin, Hebrew and Arabic, and the vowel signs of the scripts of India, dandas left out.
_MARK: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff"
)
_LETTERS: Final = rf"(?:[^\W_]|[{_MARK}])+"
_WORD: Final = re.compile(rf"[^\W_]{_LETTERS[:-1]}*(?:['’.-]{_LETTERS})*")

# Every ASCII character as what it is to a word: a letter or digit, a sign that joins, or a gap.
_KINDS: Final = bytes(
    ord("a") if chr(sign).isalnum() else ord("-") if chr(sign) in "'.-" else ord(" ")
    for sign in range(128)
).ljust(256)


def word_count(text: str) -> int:
    """How many words a text has; two characters of Chinese, Japanese or Thai count as one."""
    if text.isascii():
        # The same as by the pattern, twenty times as fast: a word begins at a letter after a gap,
        # or after a joining sign that has no letter before it.
        kinds = b" " + text.encode("ascii").translate(_KINDS)
        return kinds.count(b" a") + kinds.count(b" -a") + kinds.count(b"--a")
    unspaced = len(_UNSPACED.findall(text))
    spaced = _UNSPACED.sub(" ", text) if unspaced else text
    return len(_WORD.findall(spaced)) + (unspaced + 1) // 2


def reading_time(words: int, pace: int = 238) -> timedelta:
    """How long an article takes to read, in whole minutes, at least one.

    words  body words, without captions; 0 is a picture story
    pace   words a minute; 238 is the silent-reading mean for English
           non-fiction (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)

    Raises ValueError if pace is not positive.
    """
    if pace <= 0:
        raise ValueError(f"pace must be positive, not {pace}")
    return timedelta(minutes=max(1, round(words / pace)))


def counted(number: int, thing: str) -> str:
    """A number of things in English, as "1 article" and "1,204 articles"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def excerpt(text: str, limit: int = 220) -> str:
    """The beginning of a text on one line, cut at a word, with an ellipsis where it was cut."""
    line = " ".join(text[: limit * 4].split())
    if len(line) <= limit:
        return line
    cut = line[:limit]
    at_word = cut.rsplit(" ", 1)[0]
    return f"{at_word if len(at_word) > limit // 2 else cut}…"


def folded(text: str) -> str:
    """A text for comparing: its words in lower case, without marks and extra space."""
    return " ".join(_WORD.findall(text)).casefold()
