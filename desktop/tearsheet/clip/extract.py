"""A page becomes a story: the order of the stages and nothing else.

Every stage changes the page's tree or reads it; none knows of the network or of the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from lxml.html import HtmlElement

from tearsheet.article.clipping import Facts, Link
from tearsheet.article.credit import Caption
from tearsheet.article.figure import FoundFigure
from tearsheet.clip.blocks import plain_text, take_dateline, to_body
from tearsheet.clip.code import name_code
from tearsheet.clip.embeds import take_embeds
from tearsheet.clip.facts import read_facts
from tearsheet.clip.figures import take_figures
from tearsheet.clip.formulas import draws_tex, take_formulas
from tearsheet.clip.furniture import drop_around
from tearsheet.clip.image_address import show_backgrounds
from tearsheet.clip.inside import drop_inside
from tearsheet.clip.language import direction_of, language_of
from tearsheet.clip.lead import bring_lead
from tearsheet.clip.measure import measure
from tearsheet.clip.page import Page, parse
from tearsheet.clip.said import Said, file_of
from tearsheet.clip.score import find_story
from tearsheet.clip.shape import shape
from tearsheet.clip.visible import drop_unseen

_SHORT: Final = 400
_NOTHING: Final = 60


BEGIN: Final = "begin"
Watch = Callable[[str, Page, HtmlElement | None], None]
"""Shown the name of a stage that is done, the page, and the story once it is found.

The first is BEGIN, with an untouched page; it comes again where the engine starts anew.
"""


def _unwatched(stage: str, page: Page, story: HtmlElement | None) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class _Care:
    """What is taken out of a page before its story is looked for."""

    drops_boxes: bool
    drops_hidden: bool
    keeps_all: bool = False


_STRICT: Final = _Care(drops_boxes=True, drops_hidden=True)
_WIDE: Final = _Care(drops_boxes=False, drops_hidden=True)
_ALL: Final = _Care(drops_boxes=False, drops_hidden=False)
_AS_IT_IS: Final = _Care(drops_boxes=False, drops_hidden=True, keeps_all=True)


@dataclass(frozen=True, slots=True)
class Extract:
    """What was made of a page: its facts, and its story as a body with figures by number.

    body, text  empty where the page has no text at all
    """

    facts: Facts
    body: str = ""
    text: str = ""
    figures: tuple[FoundFigure, ...] = ()
    links: tuple[Link, ...] = ()


def extract(
    markup: str, page: Page, said: Said, *, as_it_is: bool = False, watch: Watch = _unwatched
) -> Extract:
    """The story of a page. Never raises, whatever the markup is.

    page      the same markup parsed; its tree is used up
    said      what it says for machines
    as_it_is  all that the page shows is its story, be it one or not
    watch     is shown the page after every stage
    """
    facts = read_facts(page, said)
    if as_it_is:
        return _with_words(_story(page, facts, _AS_IT_IS, watch), said)
    found = _story(page, facts, _STRICT, watch)
    # So little may mean that the story stood in a box whose name speaks against it, or in one
    # that is hidden until a script has run.
    for care, enough in ((_WIDE, _SHORT), (_ALL, _NOTHING)):
        if len(found.text) < enough:
            again = parse(markup, page.address)
            again.folder, again.parts = page.folder, page.parts
            wider = _story(again, facts, care, watch)
            found = wider if len(wider.text) > 1.5 * len(found.text) else found
    return _with_words(found, said)


def _with_words(found: Extract, said: Said) -> Extract:
    """The extract, its figures with the words that only machines were told of them."""
    words = said.image_words()
    told = (words.get(file_of(f.source_url), Caption()) for f in found.figures)
    return replace(
        found,
        figures=tuple(
            replace(f, caption=f.caption or one.caption, credit=f.credit or one.credit)
            for f, one in zip(found.figures, told, strict=True)
        ),
    )


def _take_what_is_no_prose(story: HtmlElement, page: Page, *, tex_in_text: bool) -> None:
    """Formulas, players and code take the forms in which they are kept."""
    take_formulas(story, tex_in_text=tex_in_text)
    take_embeds(story, page)
    name_code(story)


def _story(page: Page, facts: Facts, care: _Care, watch: Watch) -> Extract:
    watch(BEGIN, page, None)
    tex_in_text = draws_tex(page.root)
    drop_unseen(page, hidden_too=care.drops_hidden)
    watch("hidden", page, None)
    show_backgrounds(page)
    measures = measure(page.root)
    if care.drops_boxes:
        drop_around(page.root, measures)
        measures = measure(page.root)
        watch("a box of the site", page, None)
    story = page.root.find("body") if care.keeps_all else find_story(page, measures, facts.title)
    if story is None:
        return Extract(replace(facts, direction=facts.direction or "ltr"))
    watch("outside the story", page, story)
    bring_lead(story, page, facts)
    if not care.keeps_all:
        drop_inside(story, facts)
        watch("no part of it", page, story)
    _take_what_is_no_prose(story, page, tex_in_text=tex_in_text)
    figures = take_figures(story, page)
    watch("an image or a card", page, story)
    shape(story)
    watch("layout", page, story)
    # Lines that layout held apart or together are seen for what they are only now.
    if not care.keeps_all:
        drop_inside(story, facts)
        watch("no part of it", page, story)
    body, links = to_body(story, page)
    dateline, body = take_dateline(body)
    text = plain_text(body)
    language = facts.language or language_of(text)
    return Extract(
        replace(
            facts,
            title=facts.title or text[:80],
            dateline=dateline,
            language=language,
            direction=facts.direction or direction_of(language),
        ),
        body,
        text,
        tuple(figure for figure in figures if f'data-figure="{figure.position}"' in body),
        tuple(links),
    )
