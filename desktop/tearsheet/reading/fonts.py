"""The fonts that come with the program: Source Serif Pro and Source Sans Pro (SIL OFL 1.1)."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

_FILES: Final = {
    "serif": ("font_source_serif_pro", "SourceSerifPro"),
    "sans": ("font_source_sans_pro", "SourceSansPro"),
}
_STYLES: Final = {"regular": "Regular", "italic": "It", "bold": "Bold", "bolditalic": "BoldIt"}


def face(name: str) -> bytes | None:
    """A font file by its name, as "serif-bold"; None where there is none of that name."""
    family, _, style = name.partition("-")
    if family not in _FILES or style not in _STYLES:
        return None
    package, stem = _FILES[family]
    return files(package).joinpath("files", f"{stem}-{_STYLES[style]}.otf").read_bytes()
