"""Taking an article's text anew, by today's engine, from the original that was kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tearsheet.article.article import Filed, Outcome
from tearsheet.article.ids import ArticleId
from tearsheet.article.source_link import SourceLink
from tearsheet.article.text import counted
from tearsheet.clip.cancel import Cancel
from tearsheet.errors import ClipError, NoSuchArticle, UnreadableFile

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


@dataclass(frozen=True, slots=True)
class Told:
    """What came of taking many texts anew.

    failed  those that could not be, with the reason of the first
    """

    texts: int
    changed: int
    failed: int
    why: str

    @property
    def sentence(self) -> str:
        """All of it in a sentence or two."""
        said = (
            f"{counted(self.texts, 'text')} taken anew; {self.changed} differ and have a new "
            "revision. Ctrl+R shows what changed."
        )
        return f"{said} {self.failed} could not be: {self.why}" if self.failed else said


def extract_many(
    library: Library,
    engine: Engine,
    articles: list[ArticleId],
    progress: Callable[[int, int], None],
    cancel: Cancel,
) -> Told:
    """`extract_anew` for many; one that fails does not stop the rest. Raises Cancelled."""
    changed, failed, why = 0, 0, ""
    for done, id_ in enumerate(articles):
        cancel.check()
        progress(done, len(articles))
        try:
            changed += extract_anew(library, engine, id_, cancel).outcome is Outcome.REVISED
        except (ClipError, NoSuchArticle) as exc:
            failed, why = failed + 1, why or exc.sentence
    return Told(len(articles) - failed, changed, failed, why)
