"""Code in colour: the words stay where they are, so that highlights still find them."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_BLOCK: Final = re.compile(r'<pre([^>]*\sdata-language="([^"]+)"[^>]*)>(.*?)</pre>', re.DOTALL)
_WRAPPING: Final = re.compile(r"</?(?:code|span|samp)\b[^>]*>")


def coloured(body: str) -> str:
    """A body in which each ``pre`` whose language is known has spans with the short class names
    of Pygments. What has links or other markup in it is left as it is.
    """
    return _BLOCK.sub(_coloured, body) if "data-language=" in body else body


def _coloured(found: re.Match[str]) -> str:
    from pygments import highlight  # a tenth of a second, and few articles have code
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    inner = _WRAPPING.sub("", found[3])
    if "<" in inner:
        return found[0]
    try:
        lexer = get_lexer_by_name(found[2], stripnl=False, ensurenl=False)
    except ClassNotFound:
        return found[0]
    shown = highlight(unescape(inner), lexer, HtmlFormatter(nowrap=True))
    return f"<pre{found[1]}>{shown}</pre>"
