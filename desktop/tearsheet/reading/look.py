"""How things look: the colours of each theme, and what a reader chose for the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from tearsheet import places

THEMES = ("light", "dark", "sepia")


@dataclass(frozen=True, slots=True)
class Look:
    """The reader's choice for a page.

    theme      one of `THEMES`
    text_size  CSS pixels
    measure    the column's greatest width, in CSS pixels
    """

    theme: str = "light"
    text_size: int = 17
    measure: int = 620


@cache
def colours(theme: str) -> dict[str, str]:
    """The named colours of a theme, as #rrggbb. Raises KeyError for a theme that is none."""
    themes: dict[str, dict[str, str]] = json.loads(places.resource("theme.json").read_text("utf-8"))
    return themes[theme]


def variables(look: Look) -> str:
    """The look as CSS custom properties for the page's root."""
    named = [f"--{name.replace('_', '-')}:{value}" for name, value in colours(look.theme).items()]
    return ";".join([*named, f"--size:{look.text_size}px", f"--measure:{look.measure}px"])
