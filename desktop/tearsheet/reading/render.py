"""An article as a page of HTML, its figures filled in from the library."""

from __future__ import annotations

import re
from datetime import datetime
from html import escape
from typing import Final

from tearsheet.article.article import Article
from tearsheet.article.figure import Figure
from tearsheet.article.text import reading_time
from tearsheet.reading.code import coloured
from tearsheet.reading.look import Look, variables

ORIGIN: Final = "tearsheet://library"
POLICY: Final = (
    "default-src 'none'; img-src tearsheet:; style-src tearsheet: 'unsafe-inline'; "
    "font-src tearsheet:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy (W3C CSP 3) of every page: the library and nothing else."""

_IN_LINE: Final = re.compile(r'<img data-figure="(\d+)"[^>]*>')
_FIGURE: Final = re.compile(r'<figure data-figure="(\d+)"[^>]*>\s*</figure>')
_ACTS: Final = (
    '<span class="acts"><button data-act="again">Try again</button>'
    '<button data-act="archive">Look in web archives</button>'
    '<button data-act="file">Add from file</button></span>'
)


def page(article: Article, look: Look) -> str:
    """The page of an article, whole."""
    return _whole(inside(article), look, article.language, article.direction, article.title)


def inside(article: Article, *, has_acts: bool = False) -> str:
    """What stands in the page of an article. Its body was sanitised at the clip; all else is
    escaped here.

    has_acts  a missing image offers what can be done about it
    """

    def shown(found: re.Match[str]) -> str:
        return _figure(figures.get(int(found.group(1))), has_acts=has_acts)

    figures = {figure.position: figure for figure in article.figures}
    body = coloured(_with_dateline(article))
    body = _FIGURE.sub(shown, body)
    body = _IN_LINE.sub(lambda found: _in_line(figures.get(int(found.group(1)))), body)
    placed = {int(n) for form in (_FIGURE, _IN_LINE) for n in form.findall(article.body)}
    # A figure that its body does not name still belongs to the article.
    left = (figure for n, figure in figures.items() if n not in placed)
    rest = "".join(_figure(figure, has_acts=has_acts) for figure in left)
    head = _tag("div", "publisher", article.publisher) + f"<h1>{escape(article.title)}</h1>"
    return f'{head}{_by(article)}<div class="body">{body}{rest}</div>{_source(article)}'


def message(text: str, look: Look) -> str:
    """A page that holds one quiet sentence."""
    return _whole(quiet(text), look, "en", "ltr", "Tearsheet")


def quiet(text: str) -> str:
    """One quiet sentence, in place of an article."""
    return _tag("p", "empty", text)


def _whole(inside: str, look: Look, language: str, direction: str, title: str) -> str:
    return (
        f'<!doctype html><html lang="{escape(language)}" dir="{direction}" '
        f'style="{escape(variables(look))}">'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="{ORIGIN}/style/reader.css"></head>'
        f"<body><main>{inside}</main></body></html>"
    )


def day(moment: datetime) -> str:
    """A day as "14 November 2026", as the page dated it."""
    return f"{moment.day} {moment:%B %Y}"


def _by(article: Article) -> str:
    minutes = round(reading_time(article.word_count).total_seconds() / 60)
    parts = (
        article.byline,
        day(article.published_at) if article.published_at else "",
        f"{minutes} min read",
        f"clipped {day(article.clipped_at)}",
    )
    # Each part keeps its own direction: a date beside a right-to-left name would be torn apart.
    apart = " · ".join(f"<bdi>{escape(part)}</bdi>" for part in parts if part)
    return f'<div class="by">{apart}</div>'


def _with_dateline(article: Article) -> str:
    if not article.dateline:
        return article.body
    mark = f'<span class="dateline">{escape(article.dateline)}</span> — '
    return re.sub(r"(<p[^>]*>)", lambda found: found.group(1) + mark, article.body, count=1)


def _figure(figure: Figure | None, *, has_acts: bool) -> str:
    if figure is None:
        return ""
    words = escape(figure.caption)
    if figure.credit:
        words += f' <span class="credit">{escape(figure.credit)}</span>'
    caption = f"<figcaption>{words.strip()}</figcaption>" if words.strip() else ""
    return f'<figure data-figure="{figure.position}">{_picture(figure, has_acts)}{caption}</figure>'


def _picture(figure: Figure, has_acts: bool) -> str:
    if figure.blob is None:
        why = escape(figure.missing or "")
        acts = _ACTS if has_acts else ""
        return f'<span class="missing"><b>This image is missing.</b>{why}{acts}</span>'
    size = f' width="{figure.width}" height="{figure.height}"' if figure.width else ""
    return f'<img src="{ORIGIN}/blob/{figure.blob}" alt="{escape(figure.alt)}"{size}>'


def _in_line(figure: Figure | None) -> str:
    """An image that stands among words; one that is missing is its words."""
    if figure is None or figure.blob is None:
        return f'<span class="missing-sign">{escape(figure.alt)}</span>' if figure else ""
    size = f' width="{figure.width}" height="{figure.height}"' if figure.width else ""
    return f'<img class="sign" src="{ORIGIN}/blob/{figure.blob}" alt="{escape(figure.alt)}"{size}>'


def _source(article: Article) -> str:
    address = article.source_url
    if not address.startswith(("http://", "https://", "file:")):
        return ""
    shown = re.sub(r"^(https?://(www\.)?|file://)", "", address)
    return f'<p class="source">Source: <a href="{escape(address)}">{escape(shown)}</a></p>'


def _tag(name: str, kind: str, text: str) -> str:
    return f'<{name} class="{kind}">{escape(text)}</{name}>' if text else ""
