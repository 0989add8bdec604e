"""Getting an image that was missing at the clip: from its page, a web archive, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tearsheet.article.article import Article
from tearsheet.article.figure import Figure
from tearsheet.article.ids import ArticleId
from tearsheet.clip.cancel import Cancel
from tearsheet.errors import ClipError, NoSuchArticle, UnreadableFile

if TYPE_CHECKING:
    from tearsheet.clip import Engine
    from tearsheet.library import Library

_MOST: Final = 60 * 2**20


def try_again(
    library: Library,
    engine: Engine,
    article: ArticleId,
    position: int,
    cancel: Cancel,
    *,
    archived: bool = False,
) -> None:
    """Fetch a missing image once more, and keep it with its figure.

    archived  ask a web archive for the copy nearest to the day of the clip

    Where it is not to be had, the figure says why from then on, and that error is raised:
    ClipError's leaves. Raises NoSuchArticle and Cancelled, too.
    """
    whole = library.articles.article(article)
    figure = _figure(whole, position)
    try:
        if archived:
            picture = engine.archived_picture(figure.source_url, whole.clipped_at, cancel)
        else:
            picture = engine.picture(figure.source_url, whole.source_url, cancel)
    except ClipError as exc:
        library.figures.tried(article, position, exc.reason)
        raise
    library.figures.supply(article, position, picture)


def take_from_file(
    library: Library, engine: Engine, article: ArticleId, position: int, file: Path
) -> None:
    """Keep the image in a file as the one that a figure lacks.

    Raises UnreadableFile, WrongKind where it is no image, and NoSuchArticle.
    """
    _figure(library.articles.article(article), position)
    try:
        if file.stat().st_size > _MOST:
            raise UnreadableFile(str(file), "the file is larger than an image should be")
        content = file.read_bytes()
    except OSError as exc:
        raise UnreadableFile(str(file), f"the file cannot be read ({exc.strerror})") from exc
    library.figures.supply(article, position, engine.picture_of(str(file), content))


def _figure(article: Article, position: int) -> Figure:
    for figure in article.figures:
        if figure.position == position:
            return figure
    raise NoSuchArticle(f"{article.id} with an image {position + 1}")
