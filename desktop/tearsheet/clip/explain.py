"""Shows what the engine found on a page, which candidates lost, and at which stage what went."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from tearsheet.article.text import word_count
from tearsheet.clip.extract import BEGIN, Extract, extract
from tearsheet.clip.facts import candidates
from tearsheet.clip.kind import doubt_of, signs_of
from tearsheet.clip.measure import measure
from tearsheet.clip.page import Page, elements, parse, text_of
from tearsheet.clip.said import read_said
from tearsheet.clip.score import scored

_NUMBER: Final = "data-explained"
_MOST: Final = 40
_BEST: Final = 6
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_SHOWN: Final = frozenset("p h2 h3 h4 h5 h6 li pre blockquote td th dt dd figure img".split())
_STYLE: Final = """
body { margin: 0; background: #fff; color: #222; font: 15px/1.5 sans-serif }
[data-kept] { outline: 2px solid #2a7d4f; background: #e9f6ee }
[data-lost] { outline: 1px dashed #b3372f; background: #fbecea; color: #8a5a56 }
[data-lost]::before { content: attr(data-lost); font: bold 11px/1.4 sans-serif; color: #fff;
 background: #b3372f; padding: 1px 5px; margin-right: 6px }
#explained { position: sticky; top: 0; z-index: 99; background: #222; color: #eee;
 padding: 8px 14px }
#explained pre { white-space: pre-wrap; max-height: 40vh; overflow: auto; font: 12px/1.4 monospace }
"""


@dataclass(frozen=True, slots=True)
class Loss:
    """A part of the page that is not in the article.

    stage  which stage took it out
    what   its element, as a CSS selector reads
    words  how it begins
    chars  how much text it held
    """

    stage: str
    what: str
    words: str
    chars: int


@dataclass(slots=True)
class Explanation:
    """What was found where, and what lost.

    facts       lines of a fact's name, the value taken, and where each candidate came from
    candidates  elements that may have held the story, with their scores, best first
    losses      what was taken out, in the order of the page
    overlay     the page as an HTML file of its own, marked; it fetches and runs nothing
    """

    found: Extract
    doubt: str
    facts: list[str] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    overlay: str = ""

    def lines(self) -> Iterator[str]:
        """The explanation as lines of text."""
        yield f"Verdict: {self.doubt or 'an article'}"
        yield "\nFacts"
        yield from (f"  {line}" for line in self.facts)
        yield "\nWhere the story may stand (score, text, share of links)"
        yield from (f"  {line}" for line in self.candidates)
        yield f"\nStory: {word_count(self.found.text)} words, {len(self.found.figures)} figures"
        for figure in self.found.figures:
            said = " | ".join(filter(None, (figure.caption, figure.credit, figure.missing)))
            yield f"  [{figure.position + 1}] {figure.source_url[:100]}  {said}"
        yield "\nTaken out (stage, element, characters, beginning)"
        for loss in self.losses[:_MOST]:
            yield f"  {loss.stage:<20} {loss.what:<34} {loss.chars:>6}  {loss.words}"
        if len(self.losses) > _MOST:
            yield f"  and {len(self.losses) - _MOST} smaller parts"


class _Watcher:
    """Notes after each stage which of the page's numbered elements are gone."""

    def __init__(self) -> None:
        self.lost: dict[str, str] = {}
        self.scores: list[str] = []
        self.story: set[str] = set()
        self._left: set[str] = set()

    def __call__(self, stage: str, page: Page, story: HtmlElement | None) -> None:
        if stage == BEGIN:
            self._begin(page)
            return
        left = self._numbers(page.root if story is None else story)
        for number in self._left - left:
            self.lost.setdefault(number, stage)
        self._left = left
        if story is None:
            self._weigh(page)
        elif not self.story:
            self.story = left

    def _begin(self, page: Page) -> None:
        """A page is numbered anew each time the engine begins with it, more widely perhaps."""
        for number, element in enumerate(elements(page.root)):
            element.set(_NUMBER, str(number))
        self.lost, self.story = {}, set()
        self._left = self._numbers(page.root)

    def _weigh(self, page: Page) -> None:
        measures = measure(page.root)
        best = sorted(scored(page, measures).items(), key=lambda pair: -pair[1])[:_BEST]
        self.scores = [
            f"{score:8.1f} {measures[element].chars:>7} {measures[element].link_density:5.0%}"
            f"  {_named(element)}"
            for element, score in best
        ]

    @staticmethod
    def _numbers(root: HtmlElement) -> set[str]:
        return {number for element in root.iter() if (number := element.get(_NUMBER))}


def explain(markup: str, address: str) -> Explanation:
    """What the engine makes of a page, and why. Never raises, whatever the markup is."""
    page = parse(markup, address)
    before = deepcopy(page.root)
    for number, element in enumerate(elements(before)):
        element.set(_NUMBER, str(number))
    said = read_said(page)
    signs = signs_of(page, said)
    tried = candidates(page, said)
    watcher = _Watcher()
    found = extract(markup, page, said, watch=watcher)
    doubt = doubt_of(address, signs, word_count(found.text), len(found.figures))
    made = Explanation(found, doubt.reason if doubt else "", candidates=watcher.scores)
    taken = {
        "title": found.facts.title,
        "byline": found.facts.byline,
        "published": str(found.facts.published_at or ""),
        "publisher": found.facts.publisher,
    }
    for name, value in taken.items():
        made.facts.append(f"{name:<10} {value or '(none)'}")
        made.facts += [f"{'':<12}{where:<28} {given}" for where, given in tried[name]]
    lost = _lost(before, watcher)
    told = (Loss(stage, _named(e), text_of(e)[:60], len(text_of(e))) for e, stage in lost)
    made.losses = sorted((loss for loss in told if loss.chars), key=lambda loss: -loss.chars)
    made.overlay = _overlay(before, lost, watcher, "\n".join(made.lines()))
    return made


def _lost(root: HtmlElement, watcher: _Watcher) -> list[tuple[HtmlElement, str]]:
    """The outermost elements that were taken out, each with the stage that did it."""
    body = root.find("body")
    waiting = [body if body is not None else root]
    found = []
    while waiting:
        element = waiting.pop()
        stage = watcher.lost.get(element.get(_NUMBER) or "")
        if stage and not any(child.get(_NUMBER) in watcher.story for child in element.iter()):
            found.append((element, stage))
        else:
            waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))
    return found


def _named(element: HtmlElement) -> str:
    """An element as a CSS selector names it."""
    said = element.get("id")
    if said:
        return f"{element.tag}#{said}"[:60]
    return ".".join([element.tag, *(element.get("class") or "").split()[:2]])[:60]


def _overlay(
    before: HtmlElement, lost: list[tuple[HtmlElement, str]], watcher: _Watcher, words: str
) -> str:
    for element in list(elements(before)):
        if element.tag in {"script", "style", "link", "iframe", "object", "embed", "base", "meta"}:
            if element.getparent() is not None:
                element.drop_tree()
            continue
        for name in [n for n in element.attrib if n.lower().startswith("on") or n == "style"]:
            del element.attrib[name]
    for element, stage in lost:
        element.set("data-lost", stage)
    for element in elements(before):
        number = element.attrib.pop(_NUMBER, "")
        if number in watcher.story and number not in watcher.lost and element.tag in _SHOWN:
            element.set("data-kept", "")
    inside = html.tostring(before, encoding="unicode")
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<style>{_STYLE}</style>"
    )
    return (
        f"<!doctype html>{head}<details id=explained><summary>What was found, and why</summary>"
        f"<pre>{escape(words)}</pre></details>{inside}"
    )
