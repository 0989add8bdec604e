"""The one policy for what markup may enter the library."""

from __future__ import annotations

from typing import Final

import nh3

_TAGS: Final = frozenset(
    "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl "
    "dt em figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp "
    "section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var "
    "wbr".split()
)
# MathML Core, "1.1 Conformance" and the presentation elements of its chapter 3; nothing that
# holds HTML again (mtext's content is text here) or names an address.
_FORMULAS: Final = frozenset(
    "math mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none".split()
)
_ATTRIBUTES: Final = {
    "*": {"lang", "dir", "id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "aside": {"data-embedded"},
    "blockquote": {"cite"},
    "col": {"span"},
    "figure": {"data-figure"},
    "img": {"data-figure"},
    "math": {"display"},
    "mo": {"stretchy", "fence", "separator", "form"},
    "mi": {"mathvariant"},
    "mtable": {"columnalign"},
    "mtd": {"columnspan", "rowspan"},
    "pre": {"data-language"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
}
_POLICY: Final = nh3.Cleaner(
    tags=set(_TAGS | _FORMULAS),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto"},
    clean_content_tags={
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "template",
        "noscript",
        "svg",
        "annotation",
        "annotation-xml",
    },
    link_rel=None,
    strip_comments=True,
)


def sanitised(markup: str) -> str:
    """The markup with everything taken out that the policy does not name.

    No script, style, form, frame or event handler is left, and no address but of http, https
    and mailto. Sanitising twice gives the same as once.
    """
    return _POLICY.clean(markup)
