"""Taking an article's text anew, by today's engine, from the original that was kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tearsheet.article.article import Filed, Outcome
from tearsheet.article.ids import ArticleId
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.cancel import Cancel
from tearsheet.errors import ClipError, UnreadableFile

if TYPE_CHECKING:
    from tearsheet.clip import Engine
    from tearsheet.library import Library


def extract_anew(library: Library, engine: Engine, article: ArticleId, cancel: Cancel) -> Filed:
    """Read the original again; a text that differs is filed as a new revision.

    Nothing is fetched: the images are those that were kept. A page that today seems to be no
    article is left as it is. Raises NoSuchArticle, ClipError's
    leaves, UnreadableFile where there is no original, and Cancelled.
    """
    from tearsheet.clip import Source  # the engine comes with it

    kept = library.articles.article(article)
    content = library.blobs.get(kept.original) if kept.original else None
    if kept.original is None or content is None:
        raise UnreadableFile(kept.source_url, "its original is not in the library")
    media_type = library.articles.blob_type(kept.original) or ""
    held = {
        figure.source_url: picture
        for figure in kept.figures
        if figure.blob and (picture := library.blobs.get(figure.blob))
    }
    source = Source(SourceLink(kept.source_url), content, media_type, held=held)
    try:
        clipping = engine.clip(source, lambda _done, _total: None, cancel)
    except ClipError as doubt:
        if not doubt.is_a_doubt:
            raise
        # A page that was kept as it is stays so.
        return Filed(article, Outcome.UNCHANGED, kept.title, len(held), 0)
    whys = {figure.source_url: figure.missing for figure in kept.figures if figure.missing}
    figures = tuple(
        replace(found, missing=whys.get(found.source_url, found.missing))
        if found.missing
        else found
        for found in clipping.figures
    )
    return library.filing.file(replace(clipping, source_url=kept.source_url, figures=figures))
