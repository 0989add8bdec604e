"""Moments as pages write them: ISO 8601 first, then words, in the order that pages are read."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from dateutil import parser as dates

from tearsheet.clip.page import Page, text_of

_ZONES: Final = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_WRITTEN: Final = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{1,2}\.?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?,?\s+\d{4}"
    r"|\d{4}-\d{2}-\d{2})(?:\D{1,6}\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*(?:[ECMP][SD]T|GMT|UTC))?)?",
    re.I,
)
_DATED: Final = re.compile(
    r"(?<![a-z])(?:date|time|published|posted|updated|timestamp|dateline)", re.I
)


def moment(written: str) -> datetime | None:
    """A moment as a page writes it; None where it cannot be told.

    One without a time zone is taken as UTC.
    """
    text = written.strip()
    if not re.search(r"\d{4}", text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = dates.parse(text, default=datetime(2000, 1, 1, tzinfo=UTC), tzinfos=_zone)
        except (ValueError, OverflowError, TypeError):
            return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def moment_in(page: Page) -> datetime | None:
    """The first date that is shown in an element named as one; None where there is none."""
    for element in page.root.xpath("//*[@class or @id][not(self::body)][not(self::html)]"):
        if _DATED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            text = text_of(element)
            if (
                len(text) < 120
                and (found := _WRITTEN.search(text))
                and (told := moment(found.group()))
            ):
                return told
    return None


def _zone(name: str, offset: int | None) -> timezone:
    """The zone of a name in RFC 2822, section 4.3; other names are ambiguous and taken as UTC."""
    return timezone(timedelta(seconds=offset) if offset else timedelta(hours=_ZONES.get(name, 0)))
