"""Images large: one with its caption and credit, the others by arrow keys or as a gallery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QImage,
    QKeyEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tearsheet.article.ids import ArticleId, BlobHash
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.theme import named

_CELL = QSize(180, 168)
_THUMBNAIL = QSize(168, 120)
_ENDINGS = {b"\x89PNG": ".png", b"\xff\xd8": ".jpg", b"GIF8": ".gif", b"RIFF": ".webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of an article. ``number`` is its place among the article's figures."""

    article: ArticleId
    number: int
    blob: BlobHash
    caption: str
    credit: str
    source_url: str
    title: str
    page_url: str

    @property
    def words(self) -> str:
        """Caption and credit."""
        return " ".join(filter(None, (self.caption, self.credit)))


class ImageViewer(QDialog):
    """Arrows go through the images, + and - and the wheel zoom, 0 fits, G shows the gallery.

    opened  the ArticleId of the article to read
    """

    opened = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        pictures: list[Picture],
        read: Callable[[BlobHash], bytes | None],
        lanes: Lanes,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Images")
        self.setObjectName("viewer")
        self.resize(parent.size() * 0.9)
        self.pictures, self._read, self._lanes = pictures, read, lanes
        self.at, self._content = 0, b""
        self.canvas = _Canvas(self)
        self.words = named(QLabel("", self, wordWrap=True), "pictureWords")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.count = named(QLabel("", self), "quiet")
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._single())
        self.pages.addWidget(self._gallery())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def begin(self, at: int, *, as_gallery: bool = False) -> None:
        """Show an image, or all of them."""
        self.show_picture(at)
        if as_gallery:
            self.show_gallery()

    def show_picture(self, at: int) -> None:
        """Show one image."""
        self.at = at % len(self.pictures)
        self.pages.setCurrentIndex(0)
        picture = self.pictures[self.at]
        said = picture.caption or "No caption"
        credit = f" — {picture.credit}" if picture.credit else ""
        self.words.setText(f"{said}{credit}")
        self.count.setText(f"{self.at + 1} of {len(self.pictures)} · {picture.title}")
        self._lanes.look("picture", lambda: self._read(picture.blob), self._take)

    def show_gallery(self) -> None:
        """Show all images small; those not read yet come by and by."""
        self.pages.setCurrentIndex(1)
        for row in range(self.cells.count()):
            if self.cells.item(row).icon().isNull():
                read = partial(self._small, self.pictures[row].blob)
                self._lanes.look(f"cell {row}", read, partial(self._take_cell, row))

    def step(self, by: int) -> None:
        """Go on to another image."""
        self.show_picture(self.at + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the viewer; Escape closes it."""
        acts = {
            Qt.Key.Key_Right: lambda: self.step(1),
            Qt.Key.Key_Left: lambda: self.step(-1),
            Qt.Key.Key_Plus: lambda: self.canvas.zoom(1.25),
            Qt.Key.Key_Equal: lambda: self.canvas.zoom(1.25),
            Qt.Key.Key_Minus: lambda: self.canvas.zoom(0.8),
            Qt.Key.Key_0: self.canvas.fit,
            Qt.Key.Key_G: self.show_gallery,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def save(self, path: Path) -> None:
        """Write the image that is shown into a file, as it was on the page."""
        try:
            path.write_bytes(self._content)
        except OSError as exc:
            self.count.setText(f"{path} cannot be written: {exc.strerror}.")

    def _single(self) -> QWidget:
        part, acts = QWidget(self), QHBoxLayout()
        acts.addWidget(self.count, 1)
        for words, act in (
            ("←", lambda: self.step(-1)),
            ("→", lambda: self.step(1)),
            ("Gallery", self.show_gallery),
            ("Copy", lambda: QGuiApplication.clipboard().setImage(self.canvas.image)),
            ("Save…", self._ask_where),
            ("Its page", lambda: self._open_outside(self.pictures[self.at].page_url)),
            ("Its address", lambda: self._open_outside(self.pictures[self.at].source_url)),
            ("Read the article", self._read_article),
        ):
            button = QPushButton(words, part)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
            acts.addWidget(button)
        layout = QVBoxLayout(part)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.words)
        layout.addLayout(acts)
        return part

    def _gallery(self) -> QWidget:
        part = QWidget(self)
        self.filter = QLineEdit(part)
        self.filter.setPlaceholderText("Find by caption or credit")
        self.filter.setAccessibleName("Find by caption or credit")
        self.cells = QListWidget(part)
        self.cells.setObjectName("gallery")
        self.cells.setViewMode(QListWidget.ViewMode.IconMode)
        self.cells.setIconSize(_THUMBNAIL)
        self.cells.setGridSize(_CELL)
        self.cells.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.cells.setMovement(QListWidget.Movement.Static)
        self.cells.setWordWrap(False)
        for picture in self.pictures:
            item = QListWidgetItem(picture.words or picture.title)
            item.setSizeHint(_CELL)
            item.setToolTip(f"{picture.words}\n{picture.title}".strip())
            self.cells.addItem(item)
        self.filter.textChanged.connect(self._filter)
        self.cells.itemClicked.connect(lambda item: self.show_picture(self.cells.row(item)))
        layout = QVBoxLayout(part)
        layout.addWidget(self.filter)
        layout.addWidget(self.cells, 1)
        return part

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        for row, picture in enumerate(self.pictures):
            words = f"{picture.words} {picture.title}".casefold()
            self.cells.item(row).setHidden(not all(word in words for word in wanted))

    def _take(self, content: bytes | None) -> None:
        self._content = content or b""
        self.canvas.take(QImage.fromData(self._content))

    def _small(self, blob: BlobHash) -> QImage:
        return _scaled(self._read(blob))

    def _take_cell(self, row: int, image: QImage) -> None:
        if row < self.cells.count():
            self.cells.item(row).setIcon(QIcon(QPixmap.fromImage(image)))

    def _ask_where(self) -> None:
        ending = next((e for mark, e in _ENDINGS.items() if self._content.startswith(mark)), "")
        dialog = QFileDialog(self, "Save the image", f"image-{self.at + 1}{ending}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_outside(self, address: str) -> None:
        from tearsheet.ui.panes.web import open_outside

        open_outside(QUrl(address))

    def _read_article(self) -> None:
        self.opened.emit(self.pictures[self.at].article)
        self.accept()


class _Canvas(QGraphicsView):
    """An image that fits until it is zoomed, and is dragged then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.image = QImage()
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene = QGraphicsScene(self)
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self.setObjectName("canvas")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._fits = True

    def take(self, image: QImage) -> None:
        self.image = image
        self._item.setPixmap(QPixmap.fromImage(image))
        self._scene.setSceneRect(QRectF(image.rect()))
        self.fit()

    def fit(self) -> None:
        """As large as there is room for, but no larger than it is."""
        self._fits = True
        self.resetTransform()
        room, size = self.viewport().size(), self.image.size()
        if size.width() > room.width() or size.height() > room.height():
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, by: float) -> None:
        self._fits = False
        if 0.05 < self.transform().m11() * by < 20:
            self.scale(by, by)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()


def _scaled(content: bytes | None) -> QImage:
    image = QImage.fromData(content or b"")
    if image.isNull():
        return image
    return image.scaled(
        _THUMBNAIL,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
