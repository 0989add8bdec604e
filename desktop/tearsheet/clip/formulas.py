"""Formulas as MathML: those of the page itself, and the TeX that MathJax and KaTeX would draw.

TeX is turned into MathML at the clip, so that a formula is read without scripts.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from tearsheet.clip.page import remove, text_of

_DRAWN: Final = (
    "katex-html", "mathjax", "mathjax_preview", "mathjax_display", "mathjax_svg",
    "mathjax_svg_display", "mathjax_chtml", "mjx-chtml",
)  # fmt: skip
_LOADS: Final = re.compile(r"mathjax|katex", re.I)
_IN_TEXT: Final = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.S)
_NOT_PROSE: Final = frozenset({"pre", "code", "script", "style", "textarea", "math"})


def draws_tex(root: HtmlElement) -> bool:
    """Whether a page loads a program that draws the TeX in its text."""
    return any(_LOADS.search(script.get("src") or "") for script in root.iter("script"))


def take_formulas(story: HtmlElement, *, tex_in_text: bool) -> None:
    r"""Leave each formula of a story once, as MathML; TeX that cannot be read stays as code.

    tex_in_text  whether \(…\), \[…\] and $$…$$ in the text are formulas
    """
    for script in list(story.iter("script")):
        _replace(script, "".join(script.itertext()), "display" in (script.get("type") or ""))
    for annotation in list(story.iter("annotation", "annotation-xml")):
        remove(annotation)
    for element in list(story.iter("span", "div")):
        names = set((element.get("class") or "").lower().split())
        if (
            names & set(_DRAWN)
            and element.getparent() is not None
            and element.find(".//math") is None
        ):
            remove(element)
    if tex_in_text:
        for element in list(story.iter()):
            if isinstance(element.tag, str) and element.tag not in _NOT_PROSE:
                _take_from_text(element)


def _replace(element: HtmlElement, tex: str, display: bool) -> None:
    formula = _formula(tex, display)
    formula.tail = element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, formula)


def _formula(tex: str, display: bool) -> HtmlElement:
    """A formula's MathML, or its TeX as code where it cannot be read."""
    # Most pages have no TeX, and the converter's tables take a while to load.
    from latex2mathml import exceptions
    from latex2mathml.converter import convert

    # Its errors share no parent of their own; the others are what its parser trips over.
    own = [e for e in vars(exceptions).values() if isinstance(e, type) and issubclass(e, Exception)]
    unreadable: tuple[type[Exception], ...] = (
        *own, IndexError, KeyError, ValueError, RecursionError, StopIteration, RuntimeError,
    )  # fmt: skip
    try:
        markup = convert(tex.strip(), display="block" if display else "inline")
    except unreadable:
        return _code(tex)
    formula = html.fragment_fromstring(markup)
    return formula if text_of(formula) else _code(tex)


def _code(tex: str) -> HtmlElement:
    code = html.fragment_fromstring("<code></code>")
    code.text = tex.strip()
    return code


def _take_from_text(element: HtmlElement) -> None:
    for place, owner in [("text", element), *(("tail", child) for child in list(element))]:
        text = getattr(owner, place)
        if not text or ("\\" not in text and "$$" not in text):
            continue
        found = list(_IN_TEXT.finditer(text))
        if not found:
            continue
        setattr(owner, place, text[: found[0].start()])
        index = 0 if place == "text" else element.index(owner) + 1
        for at, one in enumerate(found):
            tex = next(part for part in one.groups() if part is not None)
            formula = _formula(tex, one.group(1) is None)
            end = found[at + 1].start() if at + 1 < len(found) else len(text)
            formula.tail = text[one.end() : end]
            element.insert(index + at, formula)
