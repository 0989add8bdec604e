"""Which element holds the story."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from tearsheet.article.text import folded
from tearsheet.clip.furniture import names
from tearsheet.clip.measure import Measure, Measures
from tearsheet.clip.page import Page, text_of

_FOR: Final = re.compile(
    r"(?<![a-z])(?:article|story|post|entry|body|content|text|main|hentry|page|column|blog)"
)
_AGAINST: Final = re.compile(
    r"(?<![a-z])(?:comment|com-|contact|foot|footer|footnote|masthead|media|meta|outbrain|promo|"
    r"reflist|reference|notes|legend|gallery|related|scroll|shoutbox|sidebar|sponsor|shopping|tags|tool|widget|hidden|list|teaser|card)"
)
_BY_TAG: Final = {
    "article": 12, "main": 8, "section": 4, "div": 5, "td": 3, "pre": 3, "blockquote": 2,
    "ul": -4, "ol": -4, "dl": -4, "li": -3, "form": -4, "aside": -15, "th": -5, "address": -4,
    "header": -8, "footer": -20,
}  # fmt: skip
_CONTAINERS: Final = frozenset(
    "div section article main td body center form aside header footer span font figure".split()
)
_MARKED: Final = "//*[contains(concat(' ', @itemprop, ' ', @property, ' '), ' articleBody ')]"
_NOT_STORY: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "th"})


def find_story(page: Page, measures: Measures, title: str) -> HtmlElement | None:
    """The element that holds the story, or None where no element has any text."""
    body = page.root.find("body")
    if body is None or not measures[body].chars:
        return None
    scores = _scores(body, measures)
    if not scores:
        return body
    best = max(scores, key=lambda element: scores[element] * (1 - measures[element].link_density))
    headed = _headed(body, measures, title)
    if headed is not None and not _related(headed, best):
        best = headed
    marked = _marked(page, measures, best)
    return _widened(marked if marked is not None else _shared(best, scores, measures), measures)


def scored(page: Page, measures: Measures) -> dict[HtmlElement, float]:
    """Every element that may hold the story, with what speaks for it; more is better."""
    body = page.root.find("body")
    found = {} if body is None else _scores(body, measures)
    return {one: score * (1 - measures[one].link_density) for one, score in found.items()}


def _headed(body: HtmlElement, measures: Measures, title: str) -> HtmlElement | None:
    """The one article element whose heading is the page's headline, if there is one."""
    wanted = folded(title)
    found = [
        article
        for article in body.iter("article")
        if measures.get(article)
        and measures[article].prose > 150
        and any(folded(text_of(h)) == wanted for h in article.iter("h1", "h2"))
    ]
    outer = [one for one in found if not any(p in found for p in one.iterancestors())]
    return outer[0] if wanted and len(outer) == 1 else None


def _shared(best: HtmlElement, scores: dict[HtmlElement, float], measures: Measures) -> HtmlElement:
    """The element around several that score about as well as the best: a story in pieces."""
    near = [
        e
        for e, score in scores.items()
        if score >= 0.4 * scores[best]
        and e.tag == best.tag
        and (e.get("class") or "").split()[:1] == (best.get("class") or "").split()[:1]
        and measures[e].prose >= 0.2 * measures[best].prose
    ]
    outside = [e for e in near if not _related(e, best)]
    if len(outside) < 2:
        return best
    for parent in best.iterancestors():
        inside = sum(1 for e in outside if any(p is parent for p in e.iterancestors()))
        if inside >= 2 and inside >= 0.6 * len(outside):
            return parent
        if parent.tag == "body":
            break
    return best


def _related(one: HtmlElement, other: HtmlElement) -> bool:
    return any(p is other for p in one.iterancestors()) or any(
        p is one for p in other.iterancestors()
    )


def _scores(body: HtmlElement, measures: Measures) -> dict[HtmlElement, float]:
    scores: dict[HtmlElement, float] = {}
    for element in body.iter("*"):
        found = measures.get(element)
        if found is None or not found.is_block or found.own < 25 or element.tag in _NOT_STORY:
            continue
        worth = _worth(found)
        level = 0
        for parent in element.iterancestors():
            if parent is body.getparent():
                break
            if parent.tag not in _CONTAINERS:
                continue
            level += 1
            if level > 5:
                break
            if parent not in scores:
                scores[parent] = _start(parent)
            scores[parent] += worth / (1 if level == 1 else 2 if level == 2 else 3 * level)
    return scores


def _worth(found: Measure) -> float:
    """What a block of text says for the elements around it."""
    free = found.own - found.own_linked
    return (1 + min(found.marks, 12) + min(free / 100, 4)) * (1 - found.own_linked / found.own)


def _start(element: HtmlElement) -> float:
    said = names(element)
    named = 20 * bool(_FOR.search(said)) - 25 * bool(_AGAINST.search(said)) if said else 0
    return _BY_TAG.get(element.tag, 0) + named


def _marked(page: Page, measures: Measures, best: HtmlElement) -> HtmlElement | None:
    """The one element that the page itself marks as its article's body, where that is credible."""
    marked = [
        element
        for element in page.root.xpath(_MARKED)
        if measures.get(element) and measures[element].prose > 0.1 * measures[best].prose
    ]
    if len(marked) > 1 and len({element.getparent() for element in marked}) == 1:
        return marked[0].getparent()
    return marked[0] if len(marked) == 1 and measures[marked[0]].chars > 200 else None


def _widened(story: HtmlElement, measures: Measures) -> HtmlElement:
    """The widest element around the story that adds more story than other things."""
    chosen = story
    for parent in story.iterancestors():
        if parent.tag in {"html", "body"} and measures[chosen].prose > 400:
            break
        gained = measures[parent].prose - measures[chosen].prose
        chars = measures[parent].chars - measures[chosen].chars
        linked = measures[parent].linked - measures[chosen].linked
        if _is_among_articles(parent):
            break
        if gained > 0.12 * measures[chosen].prose and linked < 0.3 * chars:
            if (
                gained > max(500, 0.7 * measures[chosen].prose)
                and _alike(chosen, parent, measures) < 0.6 * gained
            ):
                break
            chosen = parent
        elif chars > 3 * measures[chosen].chars:
            break
    return chosen


def _alike(chosen: HtmlElement, parent: HtmlElement, measures: Measures) -> int:
    """The prose of a parent's children that are made like the one that holds the chosen element."""
    path = {chosen, *chosen.iterancestors()}
    mine = next(child for child in parent if child in path)
    return sum(
        measures[child].prose
        for child in parent
        if child is not mine
        and child.tag == mine.tag
        and child.get("class") == mine.get("class")
        and child in measures
    )


def _is_among_articles(element: HtmlElement) -> bool:
    """Whether an element holds several articles, of which a story is only one."""
    return sum(1 for _ in element.iter("article")) > 1
