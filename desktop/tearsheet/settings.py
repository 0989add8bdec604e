"""A person's settings, typed, with their defaults in one place; kept as JSON, one file a person."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from tearsheet.errors import BadSetting


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose.

    theme      of window and reader: "system", "light" or "dark"
    paper      of the reader alone: "theme", "sepia" or "contrast"
    text_size  of the reader, in CSS pixels
    measure    width of the reader's column, in CSS pixels
    font       of the reader, one of `reading.look.FONTS`
    leading    of the reader, as a multiple of the text's size
    justified  whether both edges of the reader's column are even
    geometry   of the window, as the window system gave it, in base 64
    splitter   widths of sidebar, list and reader, in pixels
    last_article  uid of the article that was open last, or empty
    searches   the last searches, newest first
    keys       acts and the keys that were chosen for them instead of their own, in pairs
    trash_days  how long the trash keeps what lies in it; 0 for ever
    """

    theme: str = "system"
    paper: str = "theme"
    text_size: int = 17
    measure: int = 620
    font: str = "serif"
    leading: float = 1.62
    justified: bool = False
    geometry: str = ""
    splitter: tuple[int, ...] = (228, 392, 820)
    last_article: str = ""
    searches: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    trash_days: int = 0


def load(path: Path) -> Settings:
    """The settings in a file; the defaults where there is none. Raises BadSetting."""
    try:
        said = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as exc:
        raise BadSetting(path, str(exc)) from exc
    if not isinstance(said, dict):
        raise BadSetting(path, "it is not a JSON object")
    return replace(Settings(), **_valid(said))


def save(path: Path, settings: Settings) -> None:
    """Write the settings whole: a crash leaves the old file or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, passing = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, indent=2)
    Path(passing).replace(path)


def _valid(said: dict[str, Any]) -> dict[str, Any]:
    """The entries whose type is right; a later Tearsheet's are passed over."""
    kept: dict[str, Any] = {}
    for known in fields(Settings):
        value = said.get(known.name)
        if known.name == "splitter" and isinstance(value, list):
            value = tuple(width for width in value if isinstance(width, int))
        if known.name == "searches" and isinstance(value, list):
            value = tuple(str(said) for said in value)
        if known.name == "keys" and isinstance(value, list):
            value = tuple((str(pair[0]), str(pair[1])) for pair in value if _is_pair(pair))
        if value is not None and type(value) is type(known.default):
            kept[known.name] = value
    return kept


def _is_pair(said: object) -> bool:
    return isinstance(said, list) and len(said) == 2
