"""The same session without a window: `tearsheet clip`, `list`, `show`, `tour`."""

from tearsheet.cli.main import VERBS, main

__all__ = ["VERBS", "main"]
