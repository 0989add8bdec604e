"""Chooses a face: the window, or the terminal where a verb is given."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tearsheet import VERSION, places


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Tearsheet; answers the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    from tearsheet import cli  # the window needs none of it

    if given and given[0] in cli.VERBS:
        return cli.main(given)
    import logging  # a terminal's question need not wait for it

    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    if given and given[0] == "tour":
        return _tour(given[1:])
    chosen = _window_parser().parse_args(given)
    if not _has_display():
        print(
            "tearsheet: There is no display to open a window on. `tearsheet clip`, `list` and "
            "`show` work without one; `tearsheet tour` draws the window into a picture.",
            file=sys.stderr,
        )
        return 1
    return _open(places.library_folder(chosen.library), chosen.given, None)


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tearsheet",
        description="Opens the window; clips what is named.",
        epilog="Without a window: tearsheet clip, list, show (each with --help). "
        "First look: tearsheet tour.",
    )
    parser.add_argument("--version", action="version", version=f"tearsheet {VERSION}")
    parser.add_argument("--library", metavar="PATH", help="the library's folder")
    parser.add_argument("given", nargs="*", metavar="URL|FILE", help="clip these")
    return parser


def _tour(arguments: list[str]) -> int:
    from tearsheet.cli.tour import make_tour, organise_tour

    parser = argparse.ArgumentParser(
        prog="tearsheet tour", description="Clips the sample pages and shows them."
    )
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="save a picture of the window and end"
    )
    chosen = parser.parse_args(arguments)
    folder, clipped_all = make_tour()
    organise_tour(folder)
    screenshot: Path | None = chosen.screenshot
    if screenshot is None and not _has_display():
        screenshot = folder.parent / "tearsheet.png"
        print("There is no display here, so the window is drawn into a picture.", flush=True)
    if screenshot is not None and not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    status = _open(folder, [], screenshot.absolute() if screenshot else None)
    if screenshot is not None:
        print(
            f"Screenshot: {screenshot.absolute()}" if status == 0 else "The screenshot failed.",
            flush=True,
        )
    return status or (0 if clipped_all else 1)


def _open(folder: Path, given: list[str], screenshot: Path | None) -> int:
    from tearsheet.ui.application import run

    return run(folder, given, screenshot)


def _has_display() -> bool:
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
