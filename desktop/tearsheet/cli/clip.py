"""The arguments of `tearsheet clip`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:  # noqa: ANN401 (argparse keeps the type private)
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "clip", parents=[shared], help="clip pages and files into the library"
    )
    parser.add_argument(
        "sources", nargs="+", metavar="URL|FILE|FOLDER|-", help="“-” is standard input"
    )
    parser.add_argument("--tag", action="append", default=[], help="put this tag on the articles")
    parser.add_argument(
        "--collection",
        action="append",
        default=[],
        metavar="PATH",
        help="add them to this collection, as Harbours/Ferries",
    )
    parser.add_argument(
        "--as-it-is", action="store_true", help="keep pages that seem to be no articles, too"
    )
    parser.add_argument(
        "--explain", action="store_true", help="clip nothing: show what is found where, and why"
    )
    parser.add_argument(
        "--overlay", type=Path, metavar="FILE.html", help="with --explain: the page, marked"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a source")
    parser.set_defaults(run=_clip)


def _clip(chosen: argparse.Namespace) -> int:
    # The engine's import is the slowest; the other verbs do without it.
    from tearsheet.cli.clipping import clip

    return clip(chosen)
