"""How things look: the colours of each theme, and what a reader chose for the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from tearsheet import places

THEMES = ("light", "dark", "sepia", "contrast")
FONTS = {
    "serif": '"Tearsheet Serif", "Noto Serif", "Noto Serif CJK SC", "DejaVu Serif", serif',
    "sans": '"Tearsheet Sans", "Noto Sans", "Noto Sans CJK SC", "DejaVu Sans", sans-serif',
    "system-serif": "serif",
    "system-sans": "system-ui, sans-serif",
}
"""Families by the names of the settings; the first two come with the program."""


@dataclass(frozen=True, slots=True)
class Look:
    """The reader's choice for a page.

    theme      one of `THEMES`
    text_size  CSS pixels
    measure    the column's greatest width, in CSS pixels
    font       one of `FONTS`
    leading    the height of a line, as a multiple of the text's size
    justified  whether both edges of the column are even
    """

    theme: str = "light"
    text_size: int = 17
    measure: int = 620
    font: str = "serif"
    leading: float = 1.62
    justified: bool = False


@cache
def colours(theme: str) -> dict[str, str]:
    """The named colours of a theme, as #rrggbb. Raises KeyError for a theme that is none."""
    themes: dict[str, dict[str, str]] = json.loads(places.resource("theme.json").read_text("utf-8"))
    return themes[theme]


def variables(look: Look) -> str:
    """The look as CSS custom properties for the page's root."""
    named = [f"--{name.replace('_', '-')}:{value}" for name, value in colours(look.theme).items()]
    chosen = [
        f"--size:{look.text_size}px",
        f"--measure:{look.measure}px",
        f"--font:{FONTS[look.font]}",
        f"--leading:{look.leading}",
        f"--align:{'justify' if look.justified else 'start'}",
    ]
    return ";".join([*named, *chosen])
