"""The kinds of source, one file each: every one makes a `Draft`, which the engine completes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tearsheet.article.clipping import Original
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.fetch import PAGE_BYTES, Answer
from tearsheet.clip.page import decoded
from tearsheet.clip.sources.draft import Draft
from tearsheet.clip.sources.markdown import read_markdown
from tearsheet.clip.sources.markup import read_markup
from tearsheet.clip.sources.mhtml import is_mhtml, read_mhtml
from tearsheet.clip.sources.pdf import is_pdf, read_pdf
from tearsheet.errors import TooLarge, UnreadableFile, WrongKind

__all__ = ["MARKUP", "Draft", "files_in", "given", "local", "web"]

MARKUP: Final = frozenset({"text/html", "application/xhtml+xml"})
_PLAIN: Final = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
_ENDINGS: Final = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
    ".pdf": "application/pdf",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
}


def web(address: str, answer: Answer, *, as_it_is: bool = False) -> Draft:
    """What a server answered. Raises WrongKind for what is neither markup nor text."""
    original = Original(
        answer.content,
        answer.content_type,
        answer.address,
        answer.status,
        answer.etag,
        answer.last_modified,
    )
    return _read(address, original, as_it_is=as_it_is)


def local(address: str, file: Path, *, as_it_is: bool = False) -> Draft:
    """A file of this machine. Raises UnreadableFile, TooLarge, WrongKind."""
    media_type = _ENDINGS.get(file.suffix.lower())
    try:
        if media_type is None and file.exists():
            raise WrongKind(
                address, f"a file that ends in “{file.suffix or file.name}” cannot be clipped"
            )
        if file.stat().st_size > PAGE_BYTES:
            raise TooLarge(address, f"the file is larger than {PAGE_BYTES // 2**20} MB")
        content = file.read_bytes()
    except OSError as exc:
        raise UnreadableFile(address, f"the file cannot be read ({exc.strerror or exc})") from exc
    original = Original(content, media_type or "", address)
    return _read(address, original, as_it_is=as_it_is)


def given(address: str, content: bytes, media_type: str, *, as_it_is: bool = False) -> Draft:
    """Bytes that came without an address: standard input, or something dropped.

    media_type  empty where nobody knows; it is told from the bytes then
    """
    kind = media_type or ("text/html" if _looks_like_markup(content) else "text/markdown")
    return _read(address, Original(content, kind, address), as_it_is=as_it_is)


def files_in(folder: Path) -> Iterator[SourceLink]:
    """The links of all files below a folder that can be clipped, by name.

    The folders that browsers save beside a page (``story_files/``) are parts of that page.
    """
    for path in sorted(folder.rglob("*")):
        is_part = any(parent.name.endswith("_files") for parent in path.relative_to(folder).parents)
        if path.suffix.lower() in _ENDINGS and path.is_file() and not is_part:
            yield SourceLink.of_file(path)


def _read(address: str, original: Original, *, as_it_is: bool) -> Draft:
    kind = original.media_type.split(";")[0].strip().lower()
    if is_pdf(original.content):
        return read_pdf(address, original)
    if is_mhtml(original.content):
        return read_mhtml(address, original, as_it_is=as_it_is)
    if not kind:
        kind = "text/html" if _looks_like_markup(original.content) else "text/plain"
    if kind not in MARKUP | _PLAIN:
        raise WrongKind(address, f"what came is of the kind {kind}, not a page")
    if kind in MARKUP:
        return read_markup(address, original, as_it_is=as_it_is)
    text = decoded(original.content, original.media_type)
    if original.content.count(b"\0") > len(original.content) // 100:
        raise WrongKind(address, "what came is not text")
    return read_markdown(address, text, original)


def _looks_like_markup(content: bytes) -> bool:
    start = content[:2000].lstrip().lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")) or any(
        mark in start
        for mark in (
            b"<p>",
            b"<p ",
            b"<div",
            b"<article",
            b"<span",
            b"<meta ",
            b"<a href",
            b"<img ",
        )
    )
