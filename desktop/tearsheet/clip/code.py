"""Which language a piece of code is in, as its page says, so that the reader can colour it."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

LANGUAGE: Final = "data-language"
"""The attribute of ``pre`` that names a language in lower case, such as "python"."""
# Prism and HTML's own advice, highlight.js, GitHub, SyntaxHighlighter, Sphinx, in that order.
_NAMED: Final = re.compile(
    r"(?:^|[\s-])(?:language|lang|source|brush:|highlight)[-\s]+([a-z][a-z0-9+#]{0,20})(?=$|[\s;])"
)
_NONE: Final = frozenset({"default", "none", "plain", "plaintext", "text", "source", "notranslate"})


def name_code(story: HtmlElement) -> None:
    """Note on each ``pre`` the language that it, its code, or the box around it names."""
    for block in story.iter("pre"):
        around = block.getparent()
        code = block.find(".//code")
        for element in (code, block, around):
            if element is not None and (name := _language(element)):
                block.set(LANGUAGE, name)
                break


def _language(element: HtmlElement) -> str:
    said = element.get("data-lang") or element.get(LANGUAGE) or ""
    found = _NAMED.search(element.get("class", "").lower())
    name = said.strip().lower() or (found[1] if found else "")
    return name if re.fullmatch(r"[a-z][a-z0-9+#]{0,20}", name) and name not in _NONE else ""
