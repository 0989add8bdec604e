"""Bytes on disk, named by their SHA-256, written and synced before the row that names them.

A file lies at ``blobs/ab/cdef…``; one that is packed ends in ``.gz`` and opens with gunzip, so
that a library can be read without this program. Rows are the filing's business.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tearsheet.article.ids import BlobHash

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
        digest = BlobHash(hashlib.sha256(content).hexdigest())
        if (had := self._had(digest, len(content))) is not None:
            return had
        packing = "gzip" if pack else "none"
        _write_whole(self._path(digest, packing), _packed(content, pack))
        return StoredBlob(digest, len(content), packing)

    def put_all(self, contents: Iterable[tuple[bytes, bool]]) -> list[StoredBlob]:
        """`put` for many: each with whether it is to be packed. The disk is synced once for all."""
        stored: list[StoredBlob] = []
        passing: dict[Path, Path] = {}
        try:
            for content, pack in contents:
                digest = BlobHash(hashlib.sha256(content).hexdigest())
                had = self._had(digest, len(content))
                stored.append(had or StoredBlob(digest, len(content), "gzip" if pack else "none"))
                path = self._path(digest, stored[-1].packing)
                if had is None and path not in passing:
                    passing[path] = _write_passing(path, _packed(content, pack))
            _sync_files(passing.values())
            for path, written in passing.items():
                written.replace(path)
        except OSError:
            for written in passing.values():
                written.unlink(missing_ok=True)
            raise
        _sync_folders({path.parent for path in passing})
        return stored

    def _had(self, digest: BlobHash, size: int) -> StoredBlob | None:
        for packing in ("none", "gzip"):
            if self._path(digest, packing).exists():
                return StoredBlob(digest, size, packing)
        return None

    def get(self, digest: BlobHash) -> bytes | None:
        """The bytes of that hash, or None where the file is gone."""
        for packing in ("none", "gzip"):
            try:
                content = self._path(digest, packing).read_bytes()
            except FileNotFoundError:
                continue
            return gzip.decompress(content) if packing == "gzip" else content
        return None

    def sweep_unfinished(self) -> int:
        """Remove files that a crash left half-written; answers how many there were."""
        left = list(self._folder.glob(f"*{_UNFINISHED}"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _path(self, digest: BlobHash, packing: str) -> Path:
        ending = ".gz" if packing == "gzip" else ""
        return self._folder / digest[:2] / f"{digest[2:]}{ending}"


def _packed(content: bytes, pack: bool) -> bytes:
    # A fixed time in the header makes equal bytes equal files.
    return gzip.compress(content, 6, mtime=0) if pack else content


def _write_whole(path: Path, content: bytes) -> None:
    """Puts the bytes under a passing name, syncs them, and only then gives them their own name."""
    passing = _write_passing(path, content, is_synced=True)
    passing.replace(path)
    _sync_folder(path.parent)


def _write_passing(path: Path, content: bytes, *, is_synced: bool = False) -> Path:
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=_UNFINISHED, dir=path.parent.parent)
    passing = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
    except OSError:
        passing.unlink(missing_ok=True)
        raise
    return passing


def _sync_files(paths: Collection[Path]) -> None:
    """Have what was written on the disk: many by one sync for all, where the system has one."""
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _sync_folders(folders: Collection[Path]) -> None:
    if len(folders) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for folder in folders:
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows has no way to open a folder for syncing, and no need
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
