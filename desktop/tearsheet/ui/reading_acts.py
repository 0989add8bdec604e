"""What a person does with what they read: side by side, highlights, images, printing, copying."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from tearsheet.article.article import Article
from tearsheet.article.highlight import COLOURS, Anchor
from tearsheet.article.ids import ArticleId, HighlightId
from tearsheet.article.text import counted, reading_time
from tearsheet.clip.cancel import Cancel
from tearsheet.errors import Cancelled, ClipError
from tearsheet.jobs.export import file_name
from tearsheet.jobs.image import take_from_file, try_again
from tearsheet.ui.dialogs.highlights import HighlightsDialog
from tearsheet.ui.dialogs.viewer import ImageViewer, Picture
from tearsheet.ui.editing import Editor
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.panes.article_list import ArticleList
from tearsheet.ui.panes.pane import Pane
from tearsheet.ui.panes.reader import Reader

if TYPE_CHECKING:
    from tearsheet.library import Revision
    from tearsheet.session import Session

_GALLERY = 400
_IMAGES = "Images (*.jpg *.jpeg *.png *.gif *.webp *.avif *.bmp *.svg)"


class ReadingActs(QObject):
    """Joins the reader to the library and the list.

    said      a sentence on what was done
    searched  words to search the library for
    """

    said = Signal(str)
    searched = Signal(str)

    def __init__(
        self,
        session: Session,
        lanes: Lanes,
        editor: Editor,
        parts: tuple[Reader, ArticleList],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._library = session, session.library
        self._lanes, self._editor = lanes, editor
        (self._reader, self._list), self._window = parts, window
        self._reader.pictured.connect(self.show_image)
        self._cancel = Cancel()
        self._reader.missed.connect(self._get_missing)
        self._reader.asked.connect(self._ask)

    def attach(self) -> None:
        """Keep what the reader's highlighter is told; comes after the web engine has started."""
        highlighter, highlights = self._reader.highlighter, self._library.highlights
        if highlighter is None:
            return
        highlighter.made.connect(self._make)
        highlighter.changed.connect(
            lambda id_, colour, note: self._editor.run(
                lambda: highlights.change(HighlightId(id_), colour, note)
            )
        )
        highlighter.deleted.connect(
            lambda id_: self._editor.run(lambda: highlights.delete([HighlightId(id_)]))
        )
        highlighter.lost.connect(self._tell_lost)

    def highlight(self, colour: str = COLOURS[0]) -> None:
        """Highlight the words that are selected."""
        highlighter = self._reader.highlighter
        if highlighter is not None:
            self._reader.on_active(lambda pane: highlighter.highlight(pane, colour))

    def show_highlights(self) -> None:
        """List highlights: of this article, of what is selected or listed, or all."""
        article, highlighter = self._reader.article, self._reader.highlighter
        gone = highlighter.gone if highlighter else set()
        highlights, shelves = self._library.highlights, self._library.shelves
        chosen, place = self._list.chosen(), self._list.place
        scopes = {
            "This article": lambda: highlights.of([article] if article else []),
            "The selected articles": lambda: highlights.of(chosen),
            self._list.what_is_listed: lambda: highlights.of(shelves.at(place)),
            "The whole library": highlights.all,
        }
        dialog = HighlightsDialog(self._window, list(scopes), gone)
        dialog.wanted.connect(lambda scope: self._lanes.look("marked", scopes[scope], dialog.take))
        dialog.opened.connect(self._open_highlight)
        dialog.deleted.connect(
            lambda ids: self._editor.run(lambda: self._library.highlights.delete(ids))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        dialog.begin(0 if len(chosen) < 2 else 1)

    def side_by_side(self) -> None:
        """Put two selected articles side by side; or open one more pane for the next to come."""
        chosen = sorted(self._list.chosen(), reverse=True)[:4]
        if len(chosen) > 1:
            self._reader.join()
            self._reader.show_article(chosen[0])
            for article in chosen[1:]:
                self._reader.show_beside(article)
        elif len(self._reader.panes) > 1:
            self._reader.join()
        elif self._reader.article is not None:
            self._reader.show_beside(self._reader.article)
            self.said.emit("Drag an article onto a pane, or click a pane and choose one.")

    def compare(self, one: ArticleId, other: ArticleId) -> None:
        """Put two articles side by side with what they share."""
        self._reader.join()
        self._reader.show_article(one)
        self._reader.show_beside(other)
        self._reader.comparison.differences.setChecked(False)
        self._reader.comparison.shared.setChecked(True)
        self._reader.comparison.changed.emit()

    def ask_revision(self) -> None:
        """Offer the revisions of the article, to be put beside it with what changed."""
        article = self._reader.article
        if article is None:
            return
        of = self._library.revisions.of
        self._lanes.look("revisions", lambda: of(article), partial(self._offer, article))

    def show_original_beside(self) -> None:
        """Put the untouched original beside the article."""
        article = self._reader.article
        if article is not None:
            self._reader.show_beside(article)
            self._reader.panes[-1].toggle_original()

    def show_image(self, article: int, number: int) -> None:
        """Show an article's image large, with the others to go through."""
        whole = self._library.articles.article
        self._lanes.look(
            "images", lambda: pictures_of([whole(ArticleId(article))]), partial(self._view, number)
        )

    def show_images(self) -> None:
        """Show the images of the article that is read."""
        if self._reader.article is not None:
            self.show_image(self._reader.article, -1)

    def show_gallery(self) -> None:
        """Show every image of what is listed, by caption and credit."""
        ids = self._list.listed(_GALLERY)
        whole = self._library.articles.article
        self._lanes.look(
            "images", lambda: pictures_of([whole(id_) for id_ in ids]), partial(self._view, -1)
        )

    def stop(self) -> None:
        """Break off what is being fetched."""
        self._cancel.set()

    def _get_missing(self, article: int, number: int, act: str) -> None:
        """Try to get an image that is missing; the page shows it once it is here."""
        id_, library, session = ArticleId(article), self._library, self._session
        if act == "file":
            dialog = QFileDialog(self._window, "The image that is missing", "", _IMAGES)
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(
                lambda file: self._lanes.write(
                    lambda: take_from_file(library, session.engine, id_, number, Path(file)),
                    lambda _: self.said.emit("The image was added."),
                )
            )
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
            return
        archived, cancel = act == "archive", self._cancel
        self.said.emit("Looking in web archives…" if archived else "Trying again…")

        def failed(error: BaseException) -> None:
            if isinstance(error, Cancelled):
                return
            why = error.reason if isinstance(error, ClipError) else str(error)
            self.said.emit(f"The image could not be had. {why}")

        self._lanes.fetch(
            lambda: try_again(library, session.engine, id_, number, cancel, archived=archived),
            lambda _: self.said.emit("The image is here now."),
            failed,
        )

    def copy_source(self) -> None:
        """Copy the selected words, or the title, with the source link."""
        self._reader.on_active(lambda pane: pane.run("String(getSelection())", self._copy))

    def print(self) -> None:
        """Print the article."""
        self._reader.on_active(self._print)

    def save_pdf(self) -> None:
        """Ask for a file and write the article there as PDF."""
        article = self._reader.article
        if article is not None:
            whole = self._library.articles.article
            self._lanes.look("pdf", lambda: whole(article), self._ask_for_pdf)

    def write_pdf(self, path: Path) -> None:
        """Write the article that is read as PDF: numbered pages, the source at the end."""
        layout = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(16, 18, 16, 20),
            QPageLayout.Unit.Millimeter,
        )

        def done(file: str, well: bool) -> None:
            self.said.emit(f"Wrote {file}." if well else f"{file} could not be written.")

        self._reader.on_active(lambda pane: pane.write_pdf(path, layout, done))

    def _make(self, article: int, anchor: Anchor, colour: str) -> None:
        make = self._library.highlights.make
        self._editor.run(lambda: make(ArticleId(article), anchor, colour))

    def _tell_lost(self, _article: int, lost: list[object]) -> None:
        what = counted(len(lost), "highlight")
        verb = "does not find its" if len(lost) == 1 else "do not find their"
        self.said.emit(f"{what} of this article {verb} words any more; the list keeps them.")

    def _open_highlight(self, article: int, id_: int) -> None:
        reader = self._reader
        highlighter = reader.highlighter

        def show() -> None:
            if highlighter is not None and reader.active is not None:
                highlighter.show(reader.active, HighlightId(id_))

        if highlighter is not None and reader.article == article:
            show()
            return
        reader.show_article(ArticleId(article))
        if highlighter is not None:
            highlighter.painted.connect(show, Qt.ConnectionType.SingleShotConnection)

    def _offer(self, article: ArticleId, revisions: list[Revision]) -> None:
        if len(revisions) < 2:
            self.said.emit("This article has one revision only: clip it again (F5) for another.")
            return
        menu = QMenu(self._window)
        for one in revisions[1:]:
            words = (
                f"{one.clipped_at:%Y-%m-%d %H:%M} — {counted(one.words, 'word')}, {one.extractor}"
            )
            menu.addAction(words, partial(self._show_changes, article, one))
        menu.popup(self._reader.mapToGlobal(QPoint(60, 40)))

    def _show_changes(self, article: ArticleId, older: Revision) -> None:
        """The older revision on the left, the newest on the right, with what changed."""
        self._reader.join()
        self._reader.on_active(lambda pane: pane.show_article(article, older.id))
        self._reader.show_beside(article)
        bar = self._reader.comparison
        bar.shared.setChecked(False)
        bar.differences.setChecked(True)
        bar.changed.emit()

    def _view(self, number: int, pictures: list[Picture]) -> None:
        if not pictures:
            self.said.emit("There are no images here.")
            return
        viewer = ImageViewer(self._window, pictures, self._library.blobs.get, self._lanes)
        viewer.opened.connect(self._reader.show_article)
        viewer.finished.connect(viewer.deleteLater)
        viewer.show()
        start = next((n for n, one in enumerate(pictures) if one.number == number), 0)
        viewer.begin(start, as_gallery=number < 0 and len(pictures) > 1)

    def _copy(self, words: str) -> None:
        article = self._reader.article
        if article is None:
            return
        whole = self._library.articles.article
        self._lanes.look("copy", lambda: whole(article), partial(self._put_on_clipboard, words))

    def _put_on_clipboard(self, words: str, article: Article) -> None:
        source = " — ".join(filter(None, (article.byline, article.publisher, article.source_url)))
        quoted = f"“{words.strip()}”\n" if words.strip() else ""
        QGuiApplication.clipboard().setText(f"{quoted}{article.title} — {source}")
        self.said.emit("Copied with its source.")

    def _print(self, pane: Pane) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(lambda: pane.view.print(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    def _ask_for_pdf(self, article: Article) -> None:
        dialog = QFileDialog(self._window, "Save as PDF", f"{file_name(article)}.pdf")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self.write_pdf(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask(self, pane: Pane, where: QPoint) -> None:
        """The menu of a pane."""
        menu = QMenu(self._window)
        menu.addAction("Copy", lambda: pane.web.triggerAction(pane.web.WebAction.Copy))
        menu.addAction("Copy with the source", self.copy_source)
        marks = menu.addMenu("Highlight")
        for colour in COLOURS:
            marks.addAction(colour.capitalize(), partial(self.highlight, colour))
        menu.addAction(
            "Search the library for this",
            lambda: pane.run("String(getSelection())", self._search_for),
        )
        menu.addSeparator()
        menu.addAction("Images of this article", self.show_images)
        menu.addAction("Compare revisions…", self.ask_revision)
        menu.addAction("Original beside it", self.show_original_beside)
        menu.popup(where)

    def _search_for(self, words: str) -> None:
        if words.strip():
            self.searched.emit(f'"{" ".join(words.split())[:80]}" '.replace('""', '"'))


def minutes_left(words: int, share: float) -> str:
    """How long the rest of an article of so many words takes to read."""
    minutes = round(reading_time(words).total_seconds() / 60 * (1 - share))
    return f"{minutes} min left" if minutes else "less than a minute left"


def pictures_of(articles: list[Article]) -> list[Picture]:
    """The images that the library holds of these articles, in their order."""
    return [
        Picture(
            article.id, figure.position, figure.blob, figure.caption, figure.credit,
            figure.source_url, article.title, article.source_url,
        )
        for article in articles
        for figure in article.figures
        if figure.blob is not None
    ]  # fmt: skip
