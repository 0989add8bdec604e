"""Who works on a request: a process that holds a lock while it lives.

The operating system lets the lock go when the process ends, however it ends, so a request whose
worker's lock is free was left behind and may be taken up again.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from filelock import FileLock, Timeout


class Worker:
    """The present process, as one that works on requests of one library.

    name  unique; stands in the rows of the requests it works on
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.name = uuid.uuid4().hex
        # Jobs end on other threads than they began on.
        self._lock = FileLock(self._path(self.name), thread_local=False)
        self._lock.acquire(timeout=0)

    def is_alive(self, name: str) -> bool:
        """Whether the worker of that name still runs, in this process or in another."""
        if name == self.name:
            return True
        path = self._path(name)
        if not path.exists():
            return False
        lock = FileLock(path, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        path.unlink(missing_ok=True)
        return False

    def close(self) -> None:
        """Say that this process works on nothing any more."""
        self._lock.release()
        self._path(self.name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.lock"
