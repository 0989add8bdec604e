"""The six colours that tags can wear, for each theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class TagColour:
    """A tag's dot in the sidebar, and ground and ink of its chip on a card."""

    dot: str
    ground: str
    ink: str


NAMES: Final = ("Green", "Blue", "Amber", "Violet", "Red", "Grey")
_LIGHT: Final = (
    TagColour("#3f7d4f", "#dcebe1", "#2c5f3b"),
    TagColour("#4468ad", "#dfe6f3", "#2f4d80"),
    TagColour("#b7791f", "#f3e3d3", "#80511f"),
    TagColour("#8256a6", "#eae0f3", "#5f3b80"),
    TagColour("#b5402a", "#f7e4de", "#86301f"),
    TagColour("#8f8b81", "#efede8", "#5d5a52"),
)
_DARK: Final = (
    TagColour("#7cc08d", "#22382a", "#9cd3ac"),
    TagColour("#86a6de", "#222f47", "#a7bfe9"),
    TagColour("#e0b060", "#412f1d", "#e0b98e"),
    TagColour("#bb94dc", "#34264a", "#cfb3ea"),
    TagColour("#e8775d", "#45291f", "#f0a08c"),
    TagColour("#99948a", "#35322d", "#b1aca1"),
)


def tag_colour(given: str, name: str, theme: str) -> TagColour:
    """The colour of a tag; one that was given none has one of its own, always the same.

    given  its place on the palette as a digit, or empty
    """
    place = int(given) if given.isdigit() else sum(name.casefold().encode())
    palette = _DARK if theme == "dark" else _LIGHT
    return palette[place % len(palette)]
