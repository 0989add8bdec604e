"""Tells pages that are no article, or not the whole of one, and says which they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from tearsheet.clip.page import Page, text_of
from tearsheet.clip.phrases import any_of
from tearsheet.clip.said import Said
from tearsheet.errors import ClipError, NotAnArticle, Paywalled

_FEWEST_WORDS: Final = 12
_TEASER_WORDS: Final = 120
_LIST_WORDS: Final = 150
_WALL_WORDS: Final = 60
_MANY_HEADS: Final = 6
_NEEDS_SCRIPT: Final = any_of((
    (r"(?:enable|requires?|need|activate|turn on|activer|aktivieren|habilit\w+|включите)"
    r"\W+(?:\w+\W+){0,3}javascript"),
    r"javascript\W+(?:\w+\W+){0,4}(?:enabled|disabled|required|aktivier|activ|habilit)",
))  # fmt: skip
_SEARCHED: Final = frozenset({"q", "query", "search", "s", "keyword", "keywords", "suche", "wd"})
_CUT_OFF: Final = any_of((
    (r"(?:subscribe|sign up|log in|register|become a member) (?:now |today )?"
    r"(?:to|and) (?:continue|keep|read|unlock)"),
    r"(?:to continue|keep) reading", r"already a (?:subscriber|member)\?",
    (r"this (?:article|story|content) is "
    r"(?:for|only available to|reserved for) (?:our )?(?:subscribers|members)"),
    r"weiterlesen mit", r"jetzt (?:abonnieren|weiterlesen)", r"réservé aux abonnés",
    r"il vous reste \d+\s?% de cet article", r"solo para suscriptores",
    r"exclusivo para assinantes", r"contenuto riservato agli abbonati",
    r"この記事は(?:有料)?会員限定", r"会員登録(?:して|すると)", r"本文为付费",
    r"订阅后(?:继续)?阅读",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows of its kind, read before its tree is changed.

    is_marked    it says for machines that it is an article
    is_closed    it says for machines that it is not whole for all
    is_cut_off   it says to readers that they must pay or sign in to read on
    has_log_in   it asks for a password
    is_search    its address asks for something, and its title or heading repeats it
    needs_script it says that it shows itself by script only
    linked_heads headings that are links to other pages
    """

    is_marked: bool
    is_closed: bool
    is_cut_off: bool
    has_log_in: bool
    is_search: bool
    needs_script: bool
    linked_heads: int


def signs_of(page: Page, said: Said) -> Signs:
    """The signs of a page that was just parsed, and of what it says for machines."""
    root = page.root
    notes = " ".join(text_of(noscript) for noscript in root.iter("noscript"))[:4000]
    body = root.find("body")
    shown = text_of(body) if body is not None else ""
    return Signs(
        is_marked=bool(said.article) or said.meta.get("og:type", "") == "article",
        is_closed=said.is_paywalled(),
        is_cut_off=_CUT_OFF.search(shown) is not None,
        has_log_in=bool(root.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']")),
        is_search=_is_search(page),
        needs_script=_NEEDS_SCRIPT.search(notes) is not None
        or (len(shown) < 600 and _NEEDS_SCRIPT.search(shown) is not None),
        linked_heads=sum(
            1
            for heading in root.iter("h2", "h3", "h4")
            if text_of(heading)
            and text_of(heading) == "".join(text_of(a) for a in heading.iter("a"))
        ),
    )


def doubt_of(address: str, signs: Signs, words: int, figures: int) -> ClipError | None:
    """Why a page seems to be no article or not the whole of one; None where nothing does.

    words    those of the story that was found
    figures  how many images it has
    """
    if closed := _closed(signs, words):
        return Paywalled(address, closed)
    if other := _other_than_article(signs, words) or _empty(signs, words, figures):
        return NotAnArticle(address, other)
    return None


def _closed(signs: Signs, words: int) -> str:
    if words < _TEASER_WORDS and (signs.is_closed or (signs.is_cut_off and not signs.has_log_in)):
        return "only the beginning of this story is shown without a subscription"
    if words < _WALL_WORDS and signs.has_log_in:
        return "the page asks for a log-in before it shows its story"
    return ""


def _empty(signs: Signs, words: int, figures: int) -> str:
    if not words and not figures:
        return "the page has no text; it may need a browser to show itself"
    if words < _FEWEST_WORDS and not figures and not signs.is_marked:
        return "there is no story on this page"
    return ""


def _other_than_article(signs: Signs, words: int) -> str:
    if words < _FEWEST_WORDS and signs.needs_script:
        return "the page is an empty shell that shows itself by script only"
    if signs.is_marked or words >= _LIST_WORDS:
        return ""
    if signs.is_search:
        return "these are the results of a search and no story"
    if signs.linked_heads >= _MANY_HEADS:
        return "this is a list of other pages and no story"
    return ""


def _is_search(page: Page) -> bool:
    asked = parse_qs(urlsplit(page.address).query)
    wanted = [value.casefold() for name in _SEARCHED & asked.keys() for value in asked[name]]
    heads = " ".join(text_of(e) for e in page.root.iter("title", "h1")).casefold()
    return any(value and value in heads for value in wanted)
