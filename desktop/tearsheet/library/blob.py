"""Bytes on disk, named by their SHA-256, written and synced before the row that names them.

A file lies at ``blobs/ab/cdef…``; one that is packed ends in ``.gz`` and opens with gunzip, so
that a library can be read without this program. Rows are the filing's business.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tearsheet.article.ids import BlobHash

_UNFINISHED: Final = ".unfinished"


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
        for packing in ("none", "gzip"):
            if self._path(digest, packing).exists():
                return StoredBlob(digest, len(content), packing)
        packing = "gzip" if pack else "none"
        # A fixed time in the header makes equal bytes equal files.
        written = gzip.compress(content, 6, mtime=0) if pack else content
        _write_whole(self._path(digest, packing), written)
        return StoredBlob(digest, len(content), packing)

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


def _write_whole(path: Path, content: bytes) -> None:
    """Puts the bytes under a passing name, syncs them, and only then gives them their own name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, passing = tempfile.mkstemp(suffix=_UNFINISHED, dir=path.parent.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(passing).replace(path)
    except OSError:
        Path(passing).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows has no way to open a folder for syncing, and no need
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
