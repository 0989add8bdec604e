"""The private web of the reader: one scheme served from the library, and no network at all."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)

from tearsheet import places
from tearsheet.article.ids import ArticleId, BlobHash
from tearsheet.errors import NoSuchArticle
from tearsheet.jobs.original import POLICY as ORIGINAL_POLICY
from tearsheet.jobs.original import read_original
from tearsheet.reading.fonts import face
from tearsheet.reading.look import Look
from tearsheet.reading.render import POLICY, message
from tearsheet.ui.lanes import Lanes

if TYPE_CHECKING:
    from tearsheet.library import Library

log = logging.getLogger(__name__)
_WELCOME = "Choose an article to read it here."
_NO_ORIGINAL = "There is no original of this article in the library."


@dataclass(frozen=True, slots=True)
class _Reply:
    media_type: str
    content: bytes
    policy: str = POLICY


class LibraryScheme(QWebEngineUrlSchemeHandler):
    """Answers tearsheet://library/… from the library, read off the window's thread."""

    def __init__(self, library: Library, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._lanes = library, lanes
        self._number = 0
        self.look = Look()

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request."""
        path, look = job.requestUrl().path(), self.look
        alive = [True]
        job.destroyed.connect(alive.clear)
        self._number += 1

        def reply(answer: _Reply | None) -> None:
            if not alive:
                return
            if answer is None:
                job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
                return
            # The job owns the buffer: it must outlive this call and die with the job.
            buffer = QBuffer(parent=job)
            buffer.setData(answer.content)
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            # A multimap wants lists of values; PySide6's stubs (6.12) do not know it.
            headers: Any = {
                QByteArray(b"Content-Security-Policy"): [QByteArray(answer.policy.encode())]
            }
            job.setAdditionalResponseHeaders(headers)
            job.reply(QByteArray(answer.media_type.encode()), buffer)

        self._lanes.look(
            f"read {self._number}", lambda: self._answer(path, look), reply, first=True
        )

    def _answer(self, path: str, look: Look) -> _Reply | None:
        kind, _, name = path.strip("/").partition("/")
        if kind in {"style", "font"}:
            return _shipped(kind, name)
        if kind == "blob":
            return self._blob(BlobHash(name))
        if kind == "original" and name.isdigit():
            return self._original(ArticleId(int(name)), look)
        return _Reply("text/html;charset=utf-8", message(_WELCOME, look).encode())

    def _original(self, id_: ArticleId, look: Look) -> _Reply:
        try:
            original = read_original(self._library, id_)
        except NoSuchArticle:
            return _Reply("text/html;charset=utf-8", message(_NO_ORIGINAL, look).encode())
        return _Reply(original.media_type, original.content, ORIGINAL_POLICY)

    def _blob(self, digest: BlobHash) -> _Reply | None:
        media_type = self._library.articles.blob_type(digest)
        content = self._library.blobs.get(digest) if media_type else None
        if media_type is None or content is None or not media_type.startswith("image/"):
            return None
        return _Reply(media_type, content)


def _shipped(kind: str, name: str) -> _Reply | None:
    """What comes with the program: the style sheet, and the fonts it names."""
    if kind == "style":
        return _Reply("text/css", places.resource("reader/reader.css").read_bytes())
    content = face(name)
    return _Reply("font/otf", content) if content else None


class NoNetwork(QWebEngineUrlRequestInterceptor):
    """Refuses every request that is not to the library.

    refused  addresses asked for and not given, in order
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.refused: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Let the library's scheme through, what a page holds in itself, and nothing else."""
        url = info.requestUrl()
        if url.scheme() not in {"tearsheet", "data"}:
            self.refused.append(url.toString())
            info.block(True)


class ReaderPage(QWebEnginePage):
    """A page whose scripts are off and whose links open outside.

    followed  the address of a link that a person clicked
    """

    followed = Signal(QUrl)

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,  # noqa: ARG002 (Qt's own)
        message: str,
        lineNumber: int,  # noqa: N803
        sourceID: str,  # noqa: N803
    ) -> None:
        """What the engine says of a page is hostile text; it goes to the log and nowhere else."""
        log.debug("%s:%s: %s", sourceID, lineNumber, message)

    def acceptNavigationRequest(
        self,
        url: QUrl | str,
        kind: QWebEnginePage.NavigationType,
        isMainFrame: bool,  # noqa: ARG002, N803 (Qt's own)
    ) -> bool:
        """Stay in the library; what a person clicks outside of it is handed on."""
        target = QUrl(url)
        if target.scheme() == "tearsheet":
            return True
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self.followed.emit(target)
        return False


def reader_profile(parent: QObject, scheme: LibraryScheme, guard: NoNetwork) -> QWebEngineProfile:
    """A profile off the record that knows the library's scheme and no network."""
    profile = QWebEngineProfile(parent)
    profile.installUrlSchemeHandler(QByteArray(b"tearsheet"), scheme)
    profile.setUrlRequestInterceptor(guard)
    settings = profile.settings()
    for attribute in (
        QWebEngineSettings.WebAttribute.JavascriptEnabled,
        QWebEngineSettings.WebAttribute.LocalStorageEnabled,
        QWebEngineSettings.WebAttribute.PluginsEnabled,
        QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
        QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    ):
        settings.setAttribute(attribute, False)
    return profile


def open_outside(url: QUrl) -> None:
    """Open an address with the system's own program for it."""
    if url.scheme() in {"http", "https", "mailto", "file"}:
        QDesktopServices.openUrl(url)
