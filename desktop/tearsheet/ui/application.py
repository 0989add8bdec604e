"""Starts the window: the scheme, the single instance, and the hook for what nobody foresaw."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWebEngineCore import QWebEngineUrlScheme
from PySide6.QtWidgets import QApplication

from tearsheet import places
from tearsheet.errors import BadSetting
from tearsheet.settings import Settings, load
from tearsheet.ui.single import Doorbell, hand_over
from tearsheet.ui.window import Window

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.WARNING,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
"""Qt's warnings are talk about the machine, not about what a person did: a level lower here."""


def register_scheme() -> None:
    """Make tearsheet: a scheme of its own; must come before the first QApplication."""
    scheme = QWebEngineUrlScheme(b"tearsheet")
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


def run(folder: Path, given: list[str], screenshot: Path | None = None) -> int:
    """Open the window on a library; answers the exit status.

    given       links and files to clip
    screenshot  draw the window with its first article, save the picture there, and end
    """
    qInstallMessageHandler(_log_qt)
    # Chromium speaks to the terminal past Qt; 3 lets only what is fatal through.
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--log-level=3")
    register_scheme()
    _let_root_read()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Tearsheet")
    application.setDesktopFileName("tearsheet")
    if screenshot is None and hand_over(folder, given):
        print("Tearsheet is open already; it was given what you named.", file=sys.stderr)  # noqa: T201 (no window to say it in)
        return 0
    settings, wrong = _settings()
    window = Window(folder, Settings(theme="light") if screenshot else settings)
    sys.excepthook = _hook(window)
    if wrong:
        window.status.say(wrong)
    if screenshot is not None:
        _Photograph(window, screenshot)
    else:
        doorbell = Doorbell(folder, window)
        doorbell.rung.connect(window.raise_up)
        doorbell.rung.connect(window.clip)
        window.closing.connect(doorbell.close)
        window.clip(given)
    window.show()
    return application.exec()


def _let_root_read() -> None:
    """Chromium's sandbox cannot start as root; root alone goes without it, and is told so."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
        log.warning("running as root: the reader's sandbox is off; an ordinary user has it on")


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.DEBUG), "%s", message)


def _settings() -> tuple[Settings, str]:
    try:
        return load(places.settings_file()), ""
    except BadSetting as exc:
        return Settings(), exc.sentence


def _hook(
    window: Window,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What becomes of an error that nobody foresaw: logged whole, and said in a sentence."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("unforeseen", exc_info=(kind, error, trace))
        window.status.say(f"Tearsheet itself failed ({kind.__name__}). Please report it.")

    return hook


class _Photograph:
    """Opens the first article, waits until it is painted, saves a picture and ends."""

    def __init__(self, window: Window, target: Path) -> None:
        self._window, self._target = window, target
        window.reading.connect(lambda: window.list.choose(0))
        window.reader.painted.connect(lambda _: QTimer.singleShot(600, window, self._take))

    def _take(self) -> None:
        self._target.parent.mkdir(parents=True, exist_ok=True)
        saved = self._window.grab().save(str(self._target))
        self._window.close()
        QApplication.exit(0 if saved else 1)
