"""Memory of this process and of those that it has started."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def memory() -> float:
    """Memory of this process and those it started, in MB; shared pages each in its share."""
    total = 0
    for pid in family():
        rollup = Path(f"/proc/{pid}/smaps_rollup")
        lines = rollup.read_text().splitlines() if rollup.exists() else []
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def family() -> set[int]:
    """This process and those below it."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(entry.parent.name)] = int(entry.read_text().rsplit(")", 1)[1].split()[1])
    pids = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in pids} - pids:
        pids |= more
    return pids
