"""Articles written out as pages of HTML that need nothing else: pictures and style inside."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tearsheet import places
from tearsheet.article.article import Article
from tearsheet.article.ids import ArticleId, BlobHash
from tearsheet.clip.cancel import Cancel
from tearsheet.errors import CannotWrite
from tearsheet.reading.look import Look
from tearsheet.reading.render import ORIGIN, page

if TYPE_CHECKING:
    from tearsheet.library import Library

_BLOB: Final = re.compile(rf'src="{re.escape(ORIGIN)}/blob/([0-9a-f]{{64}})"')
_STYLE: Final = re.compile(r'<link rel="stylesheet"[^>]*>')
_FACES: Final = re.compile(r"@font-face \{[^}]*\}\n")
_LONGEST_NAME: Final = 80


def export(
    library: Library,
    articles: Sequence[ArticleId],
    folder: Path,
    progress: Callable[[int, int], None],
    cancel: Cancel,
) -> list[Path]:
    """Write one page an article into a folder; answers their paths in order.

    A file that is there already is never written over: the new one gets a number. Raises
    CannotWrite, and Cancelled between two articles; what was written by then stays.
    """
    written = []
    for done, id_ in enumerate(articles):
        cancel.check()
        article = library.articles.article(id_)
        path = _free(folder, file_name(article))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(whole_page(library, article), "utf-8")
        except OSError as exc:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise CannotWrite(path, exc.strerror or str(exc)) from exc
        written.append(path)
        progress(done + 1, len(articles))
    return written


def whole_page(library: Library, article: Article) -> str:
    """The page of an article with its pictures and its style inside."""
    types = {figure.blob: figure.media_type for figure in article.figures}

    def inside(found: re.Match[str]) -> str:
        digest = BlobHash(found.group(1))
        content = library.blobs.get(digest)
        if content is None:
            return 'src=""'
        packed = base64.b64encode(content).decode()
        return f'src="data:{types.get(digest) or "image/jpeg"};base64,{packed}"'

    # The fonts stay with the program: the page falls back on the reader's own.
    style = _FACES.sub("", places.resource("reader/reader.css").read_text("utf-8"))
    markup = _STYLE.sub(lambda _: f"<style>{style}</style>", page(article, Look()))
    return _BLOB.sub(inside, markup)


def file_name(article: Article) -> str:
    """A name for the article's file that every file system takes."""
    kept = unicodedata.normalize("NFC", article.title or article.source_url)
    kept = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", kept)
    return " ".join(kept.split())[:_LONGEST_NAME].strip(" .") or f"Article {article.id}"


def _free(folder: Path, name: str) -> Path:
    path, number = folder / f"{name}.html", 2
    while path.exists():
        path, number = folder / f"{name} {number}.html", number + 1
    return path
