"""Videos, sounds and posts that a page shows from elsewhere, kept as cards: a title and a link."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from tearsheet.clip.page import Page, remove, text_of

# Players whose frame's address tells the page that a person would open. The frame says nothing
# of it itself, so there is no general rule; a frame of any other host keeps its own address.
_PLAYERS: Final = (
    (
        r"youtube(?:-nocookie)?\.com/embed/([\w-]{6,})",
        "https://www.youtube.com/watch?v={}",
        "YouTube",
    ),
    (r"player\.vimeo\.com/video/(\d+)", "https://vimeo.com/{}", "Vimeo"),
    (r"dailymotion\.com/embed/video/(\w+)", "https://www.dailymotion.com/video/{}", "Dailymotion"),
    (r"open\.spotify\.com/embed/([\w/]+)", "https://open.spotify.com/{}", "Spotify"),
)
CARD: Final = "data-embedded"
"""The attribute that tells a card from the asides of a page."""
_SHOWN: Final = re.compile(
    r"(?:video|player|embed|youtu|vimeo|soundcloud|spotify|podcast|audio|brightcove|jwplay|tweet|"
    r"twitter\.com|instagram|tiktok|facebook\.com/plugins|maps?|gist|codepen|datawrapper|flourish|slideshare|archive\.org)",
    re.I,
)
_HIDDEN: Final = re.compile(
    r"(?:doubleclick|googlesyndication|adservice|/ads?/|recaptcha|consent|share|like\.php|comments|googletagmanager|disqus)",
    re.I,
)


def take_embeds(story: HtmlElement, page: Page) -> None:
    """Turn each player in a story into a card; a player of an advert or a counter goes."""
    for element in list(
        story.iter("iframe", "video", "audio", "amp-youtube", "amp-video", "amp-iframe")
    ):
        if element.getparent() is None:
            continue
        address = _address(element, page)
        if not address or _HIDDEN.search(address):
            remove(element)
            continue
        link, kind = _opened(address)
        if element.tag in {"iframe", "amp-iframe"} and not _SHOWN.search(address):
            remove(element)
            continue
        _put_card(element, link, kind)


def _address(element: HtmlElement, page: Page) -> str:
    if element.tag == "amp-youtube" and element.get("data-videoid"):
        return f"https://www.youtube.com/embed/{element.get('data-videoid')}"
    for name in ("src", "data-src", "data-lazy-src", "data-iframe-src", "data-url"):
        given = element.get(name)
        if given and not given.startswith(("about:", "javascript:", "data:", "blob:")):
            return page.absolute(given)
    source = next(element.iter("source"), None)
    return page.absolute(source.get("src") or "") if source is not None else ""


def _opened(address: str) -> tuple[str, str]:
    """The page a person would open for a player, and what kind of thing it is."""
    for form, page_of, kind in _PLAYERS:
        if found := re.search(form, address):
            return page_of.format(found.group(1)), kind
    inner = parse_qs(urlsplit(address).query).get("url", [""])[0]
    return (inner if inner.startswith("http") else address), urlsplit(address).hostname or ""


def _put_card(element: HtmlElement, link: str, kind: str) -> None:
    title = " ".join((element.get("title") or element.get("aria-label") or "").split())
    what = {"video": "Video", "audio": "Sound"}.get(element.tag, kind)
    card = etree.Element("aside", {CARD: ""})
    anchor = etree.SubElement(card, "a", href=link)
    anchor.text = (
        f"{what}: {title}" if title and what.casefold() not in title.casefold() else title or what
    )
    parent = element.getparent()
    card.tail = element.tail
    parent.replace(element, card)
    # A frame's box may hold a copy of it for browsers without scripts.
    for other in list(parent):
        if other is not card and other.tag == "a" and not text_of(other):
            remove(other)
