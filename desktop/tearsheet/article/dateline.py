"""A dateline: place, date and agency before the first sentence of a story.

``NORHAVN, November 14 (CC) — The lamp on the pier …`` has the dateline
``NORHAVN, November 14 (CC)``. The usual form is that of the AP Stylebook, "datelines".
"""

from __future__ import annotations

import re
from typing import Final

# What stands between a dateline and the story: dashes, doubled hyphens, a bracketed agency's own.
_DASH: Final = re.compile(r"\s*(?:--+|[–—―]|\s-\s)\s*")
_AGENCY: Final = re.compile(r"\(([A-Z][\w./& -]{1,24})\)\s*$")
_MONTH: Final = re.compile(
    r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|"
    r"okt|dez|janv|févr|mars|avril|juin|juil|août|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott)\w*\.?"
    r"\s+\d{1,2}\b|\b\d{1,2}\.?\s*(?:de\s+)?(jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|"
    r"dec|dez|déc|ene|abr|ago|dic|avril|août|juin)\w*\b"
)
_LONGEST: Final = 90
_CAPITALS: Final = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][A-ZÀ-ÖØ-ÞĀ-Ž.'’ -]{2,}(?:,|$|\s*\()")
_CHINESE: Final = re.compile(
    r"^\s*((?:【[^】]{2,30}】)|(?:[((]?[^\s。,,]{2,20}?\d{1,2}月\d{1,2}日(?:电|電|讯|訊)?[))]?))\s*"
)


def split_dateline(paragraph: str) -> tuple[str, str]:
    """The dateline of a first paragraph and the story after it.

    The dateline comes without the dash that ends it, and is empty where there is none: a
    dash alone makes no dateline; capitals, an agency in brackets or a date must stand before it.
    """
    if found := _CHINESE.match(paragraph):
        return found.group(1), paragraph[found.end() :]
    dash = _DASH.search(paragraph[: _LONGEST + 6])
    if dash is None or dash.start() == 0:
        return "", paragraph
    before, after = paragraph[: dash.start()].strip(), paragraph[dash.end() :]
    if not after or not _is_dateline(before):
        return "", paragraph
    return before, after


def _is_dateline(text: str) -> bool:
    starts_as_place = text[:1].isupper() or not text[:1].isalpha()
    if not starts_as_place or len(text) > _LONGEST or re.search(r"[.!?]\s+[a-z]", text):
        return False
    # Three signs, any of which a sentence that merely holds a dash lacks.
    has_agency = _AGENCY.search(text) is not None
    has_date = "," in text and _MONTH.search(text) is not None
    return has_agency or has_date or _CAPITALS.match(text) is not None
