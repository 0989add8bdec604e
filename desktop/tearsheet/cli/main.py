"""Reads the command line and runs one verb.

Exit status: 0 all done, 1 some or all of it failed, 2 the command line was wrong,
130 stopped with Ctrl+C.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from tearsheet import VERSION
from tearsheet.errors import Cancelled, TearsheetError

_GROUPS: Final = {
    "clip": "clip",
    "list": "listing",
    "show": "listing",
    "search": "search",
    **dict.fromkeys(
        "tag collect trash restore merge duplicates tags collections undo redo".split(), "organise"
    ),
}
"""The verbs, and the module of each: a verb waits for none but its own to be imported."""
VERBS: Final = frozenset(_GROUPS)


def main(arguments: Sequence[str]) -> int:
    """Run one verb; answers the exit status. Failures are one sentence on standard error."""
    chosen = _parser(next(iter(arguments), "")).parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (KeyboardInterrupt, Cancelled):
        print(
            "Stopped. What was asked for and not had is tried again at the next start.",
            file=sys.stderr,
        )
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except TearsheetError as exc:
        print(f"tearsheet: {exc.sentence}", file=sys.stderr)
        return 1


def _parser(verb: str) -> argparse.ArgumentParser:
    """The command line; of the verbs only those beside this one, unless it is none."""
    parser = argparse.ArgumentParser(prog="tearsheet", description="A library for articles.")
    parser.add_argument("--version", action="version", version=f"tearsheet {VERSION}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--library", metavar="PATH", help="the library's folder")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for group in dict.fromkeys([_GROUPS[verb]] if verb in _GROUPS else _GROUPS.values()):
        import_module(f"tearsheet.cli.{group}").add(verbs, shared)
    return parser
