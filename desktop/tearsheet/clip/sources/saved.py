"""Where a saved or archived page came from, and when it was saved: what its saver left in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from lxml.html import HtmlElement

from tearsheet.clip.dates import moment
from tearsheet.clip.page import Page, remove

_HEAD: Final = 20_000
# Chromium and Firefox: "saved from url=(0042)https://…"; SingleFile: "url: … saved date: …".
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(https?://\S+)", re.I)
_SINGLE_FILE: Final = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)"
    r"(?:\s+saved date:\s*([^\n]+?)\s*(?:\n|-->))?",
    re.I,
)
# Wayback Machine: /web/20190102030405im_/http://…
_ARCHIVED: Final = re.compile(
    r"^https?://[^/]+/web/(\d{4,14})(?:[a-z]{2}_)?/((?:https?:/{1,2}|www\.).+)$", re.I
)
_ARCHIVE_NOTE: Final = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d\d?, \d{4})")
_TOOLBAR: Final = ("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a saved page came from.

    address   the page's own address, or empty where nothing says
    saved_at  when it was saved, or None
    """

    address: str = ""
    saved_at: datetime | None = None


def origin_of(markup: str, address: str) -> Origin:
    """What the saver of a page left in its markup or made of its address."""
    if archived := unarchived(address):
        return archived
    head = markup[:_HEAD]
    if found := _SINGLE_FILE.search(head):
        return Origin(found.group(1), _written_by_browser(found.group(2) or ""))
    if found := _SAVED_FROM.search(head):
        return Origin(found.group(1))
    if found := _ARCHIVE_NOTE.search(markup[-_HEAD:]):
        return Origin("", moment(found.group(1)))
    return Origin()


def unarchived(address: str) -> Origin | None:
    """The page of a web archive's copy, or None where an address is no copy's."""
    found = _ARCHIVED.match(address)
    if found is None:
        return None
    digits, original = found.groups()
    original = re.sub(r"^(https?):/+", r"\1://", original)
    original = original if original.startswith("http") else f"http://{original}"
    return Origin(original, _fourteen(digits))


def drop_archive_bar(page: Page) -> None:
    """Take out the bar that a web archive lays over its copies, and unwrap its links."""
    for name in _TOOLBAR:
        for bar in page.root.xpath("//*[@id=$name]", name=name):
            remove(bar)
    link: HtmlElement
    for link in page.root.iter("a", "link"):
        copy = unarchived(page.absolute(link.get("href") or ""))
        if copy:
            link.set("href", copy.address)


def _fourteen(digits: str) -> datetime | None:
    """A moment as archives write it: YYYYMMDDhhmmss, the end of it perhaps left off."""
    full = digits + "00000101000000"[len(digits) :]
    try:
        return datetime.strptime(full, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _written_by_browser(written: str) -> datetime | None:
    """A moment as JavaScript's Date prints it, the zone's name in brackets left off."""
    return moment(
        re.sub(r"\s*\([^)]*\)\s*$", "", written.replace("GMT+", "+").replace("GMT-", "-"))
    )
