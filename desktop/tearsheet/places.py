"""Where things lie: the library's folder, the settings, and the files shipped with the program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

# A wheel carries resources/ inside the package; a checkout keeps it beside desktop/.
_ROOTS: Final = (Path(__file__).parent / "resources", Path(__file__).parents[2] / "resources")


def resource(name: str) -> Path:
    """A file or folder shipped with the program, in a wheel or in a checkout.

    name  relative, with forward slashes, as in ``icons/clip.svg``

    Raises FileNotFoundError if it is in neither.
    """
    for root in _ROOTS:
        if (found := root / name).exists():
            return found
    raise FileNotFoundError(name)


def library_folder(chosen: str | Path | None = None) -> Path:
    """The folder of the library, which need not exist yet.

    ``chosen`` (the --library option) goes before TEARSHEET_LIBRARY, and that before the
    platform's own place for a person's data.
    """
    named = chosen or os.environ.get("TEARSHEET_LIBRARY")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs  # not needed where the folder is named

    return Path(platformdirs.user_data_dir("tearsheet", appauthor=False)) / "library"


def settings_file() -> Path:
    """The file that keeps a person's settings, which need not exist yet."""
    import platformdirs

    return Path(platformdirs.user_config_dir("tearsheet", appauthor=False)) / "settings.json"
