"""Bytes on disk, named by their SHA-256, written and synced before the row that names them.

A file lies at ``blobs/ab/cdef…``; one that is packed ends in ``.gz`` and opens with gunzip, so
that a library can be read without this program. Rows are the filing's business.
"""

# Many are stored at once, and a Path costs ten times the look-up that it is made for.
# ruff: noqa: PTH103, PTH105, PTH110, PTH120

from __future__ import annotations

import gzip
import hashlib
import logging
import os
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tearsheet.article.ids import BlobHash

log = logging.getLogger(__name__)

_UNFINISHED: Final = ".unfinished"
_MANY: Final = 40
"""Files from which on to sync all that the system has not written yet is the shorter way."""


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """What a row must say of bytes that were put.

    packing  "gzip" or "none"
    """

    sha256: BlobHash
    size: int
    packing: str


class BlobStore:
    """The folder of blobs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes, *, pack: bool = False) -> StoredBlob:
        """Keep these bytes, once; the same bytes again cost a look-up.

        pack  keep them as gzip, which suits text

        The file is whole and on the disk when this returns.
        """
        (stored,) = self.put_all([(content, pack)])
        return stored

    def put_all(self, contents: Iterable[tuple[bytes, bool]]) -> list[StoredBlob]:
        """`put` for many: each with whether it is to be packed. The disk is synced once for all."""
        stored: list[StoredBlob] = []
        passing: dict[str, str] = {}
        os.makedirs(self._folder, exist_ok=True)
        try:
            for content, pack in contents:
                digest = BlobHash(hashlib.sha256(content).hexdigest())
                had = self._had(digest, len(content))
                stored.append(had or StoredBlob(digest, len(content), "gzip" if pack else "none"))
                path = self._path(digest, stored[-1].packing)
                if had is None and path not in passing:
                    passing[path] = f"{self._folder}/{uuid.uuid4().hex}{_UNFINISHED}"
                    _write(passing[path], _packed(content, pack))
            _sync(passing.values(), os.O_RDWR)
            _give_names(passing)
        except OSError:
            for written in passing.values():
                Path(written).unlink(missing_ok=True)
            raise
        if os.name == "posix":  # Windows has no way to open a folder for syncing, and no need
            _sync({os.path.dirname(path) for path in passing}, os.O_RDONLY)
        return stored

    def _had(self, digest: BlobHash, size: int) -> StoredBlob | None:
        for packing in ("none", "gzip"):
            if os.path.exists(self._path(digest, packing)):
                return StoredBlob(digest, size, packing)
        return None

    def get(self, digest: BlobHash) -> bytes | None:
        """The bytes of that hash, or None where the file is gone."""
        for packing in ("none", "gzip"):
            try:
                content = Path(self._path(digest, packing)).read_bytes()
            except FileNotFoundError:
                continue
            return gzip.decompress(content) if packing == "gzip" else content
        return None

    def sweep_unfinished(self) -> int:
        """Remove files that a crash left half-written; answers how many there were."""
        left = list(Path(self._folder).glob(f"*{_UNFINISHED}"))
        for path in left:
            path.unlink(missing_ok=True)
        if left:
            log.info("removed %d half-written files that a crash left", len(left))
        return len(left)

    def _path(self, digest: BlobHash, packing: str) -> str:
        ending = ".gz" if packing == "gzip" else ""
        return f"{self._folder}/{digest[:2]}/{digest[2:]}{ending}"


def _packed(content: bytes, pack: bool) -> bytes:
    # A fixed time in the header makes equal bytes equal files.
    return gzip.compress(content, 6, mtime=0) if pack else content


def _write(path: str, content: bytes) -> None:
    """A new file that only its owner may read."""
    with open(path, "xb", buffering=0, opener=lambda name, how: os.open(name, how, 0o600)) as file:
        file.write(content)


def _give_names(passing: dict[str, str]) -> None:
    """Give files their own names for their passing ones, so that none is ever half there."""
    for path, written in passing.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.replace(written, path)


def _sync(paths: Collection[str], how: int) -> None:
    """Have on the disk what was written: many by one sync for all, where the system has one."""
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        handle = os.open(path, how)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
