"""Spans of time and number as a search writes them: "2024-03..2024-06", "<2020", "last-week"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_AGO: Final = re.compile(r"(\d{1,4})[\s-]*(d|w|m|y)(?:ays?|eeks?|onths?|ears?)?$", re.I)
_DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class Span:
    """From a value, included, up to another, left out; None where a side is open.

    Moments are text as the library keeps them, numbers are integers.
    """

    start: str | int | None
    end: str | int | None


def time_span(written: str, now: datetime) -> Span | None:
    """The span of a time, days reckoned in the time zone of ``now``; None where it is none."""
    text = written.strip().lower().replace("_", "-").replace(" ", "-")
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = midnight - timedelta(days=midnight.weekday())
    first = midnight.replace(day=1)
    named = {
        "today": (midnight, None),
        "yesterday": (midnight - timedelta(days=1), midnight),
        "this-week": (monday, None),
        "last-week": (monday - timedelta(days=7), monday),
        "this-month": (first, None),
        "last-month": ((first - timedelta(days=1)).replace(day=1), first),
        "this-year": (first.replace(month=1), None),
        "last-year": (first.replace(year=first.year - 1, month=1), first.replace(month=1)),
    }
    if text in named:
        return _moments(*named[text])
    if ago := _AGO.fullmatch(text):
        return _moments(midnight - timedelta(days=int(ago[1]) * _DAYS[ago[2].lower()]), None)
    return _compared(text, now)


def number_span(written: str) -> Span | None:
    """The span of a whole number: "800", ">800", "<=300", "300..900"; None where it is none."""
    text = written.replace(" ", "")
    if found := re.fullmatch(r"(\d{1,9})\.\.(\d{1,9})", text):
        return Span(int(found[1]), int(found[2]) + 1)
    if found := re.fullmatch(r"(<=|>=|<|>|=)?(\d{1,9})", text):
        number = int(found[2])
        return {
            "<": Span(None, number),
            "<=": Span(None, number + 1),
            ">": Span(number + 1, None),
            ">=": Span(number, None),
        }.get(found[1] or "=", Span(number, number + 1))
    return None


def _compared(text: str, now: datetime) -> Span | None:
    sides = text.split("..")
    if len(sides) == 2:
        first, last = _period(sides[0], now), _period(sides[1], now)
        return _moments(first[0], last[1]) if first and last else None
    sign = re.match(r"<=|>=|<|>|=|", text)
    period = _period(text[sign.end() if sign else 0 :], now)
    if period is None:
        return None
    start, end = period
    return {
        "<": _moments(None, start),
        "<=": _moments(None, end),
        ">": _moments(end, None),
        ">=": _moments(start, None),
    }.get(sign.group() if sign else "", _moments(start, end))


def _period(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """The year, month or day of a date, as its beginning and the beginning of the next."""
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        start = datetime(year, month or 1, day or 1, tzinfo=now.tzinfo)
        if day:
            return start, start + timedelta(days=1)
        if month:
            return start, start + timedelta(days=calendar.monthrange(year, month)[1])
        return start, datetime(year + 1, 1, 1, tzinfo=now.tzinfo)
    except (ValueError, OverflowError):
        return None


def _moments(start: datetime | None, end: datetime | None) -> Span:
    return Span(*(_text(moment) if moment else None for moment in (start, end)))


def _text(moment: datetime) -> str:
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='microseconds')}Z"
