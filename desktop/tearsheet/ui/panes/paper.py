"""A PDF in the reader's place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

_NO_DOCUMENT: Any = None
"""Qt takes none to let go of a document; its stubs do not know."""


class PaperView(QPdfView):
    """Shows the pages of a PDF one under the other, as wide as the pane."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setAccessibleName("The original, a PDF")
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.setDocument(self._document)

    @property
    def pages(self) -> int:
        """How many pages it shows."""
        return self._document.pageCount()

    def let_go(self) -> None:
        """Close the document before the view and the bytes under it go."""
        self.setDocument(_NO_DOCUMENT)
        self._document.close()
        self._document.deleteLater()
        self._buffer.close()

    def take(self, content: bytes) -> None:
        """Show these bytes."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
