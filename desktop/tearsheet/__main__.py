"""Chooses a face: the window, or the terminal where a verb is given."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Tearsheet; answers the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    from tearsheet import cli

    return cli.main(given)


if __name__ == "__main__":
    sys.exit(main())
