"""A page becomes a story: the order of the stages and nothing else.

Every stage changes the page's tree or reads it; none knows of the network or of the disk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from tearsheet.article.clipping import Facts, Link
from tearsheet.article.figure import FoundFigure
from tearsheet.clip.blocks import plain_text, take_dateline, to_body
from tearsheet.clip.facts import read_facts
from tearsheet.clip.figures import take_figures
from tearsheet.clip.furniture import drop_around
from tearsheet.clip.inside import drop_inside, drop_site_lines
from tearsheet.clip.lead import bring_lead
from tearsheet.clip.measure import measure
from tearsheet.clip.page import Page, parse
from tearsheet.clip.score import find_story
from tearsheet.clip.shape import shape
from tearsheet.clip.visible import drop_unseen

_SHORT: Final = 400


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


def extract(markup: str, page: Page) -> Extract:
    """The story of a page. Never raises, whatever the markup is.

    page  the same markup parsed; its tree is used up
    """
    facts = read_facts(page)
    found = _story(page, facts, gentle=False)
    if len(found.text) >= _SHORT:
        return found
    # So little may mean that the story stood in a box whose name speaks against it.
    again = parse(markup, page.address)
    again.folder = page.folder
    wider = _story(again, facts, gentle=True)
    return wider if len(wider.text) > 1.5 * len(found.text) else found


def _story(page: Page, facts: Facts, *, gentle: bool) -> Extract:
    drop_unseen(page, hidden_too=not gentle)
    measures = measure(page.root)
    if not gentle:
        drop_around(page.root, measures)
        measures = measure(page.root)
    story = find_story(page, measures, facts.title)
    if story is None:
        return Extract(facts)
    bring_lead(story, page, facts)
    drop_inside(story, facts)
    figures = take_figures(story, page)
    drop_site_lines(story)
    shape(story)
    body, links = to_body(story, page)
    dateline, body = take_dateline(body)
    text = plain_text(body)
    return Extract(
        replace(facts, title=facts.title or text[:80], dateline=dateline),
        body,
        text,
        tuple(figure for figure in figures if f'data-figure="{figure.position}"' in body),
        tuple(links),
    )
