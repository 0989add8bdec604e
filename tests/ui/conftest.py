"""The real window, offscreen, on a library of its own."""

from __future__ import annotations

import os

import pytest

from tearsheet.settings import Settings
from tearsheet.ui.application import register_scheme
from tearsheet.ui.window import Window

if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
register_scheme()


@pytest.fixture
def open_window(qtbot, tmp_path):
    opened = []

    def open_window(settings=Settings(theme="light"), folder=None, reading=True):  # noqa: B008 (frozen)
        window = Window(folder or tmp_path / "library", settings)
        opened.append(window)
        window.show()
        with qtbot.waitSignal(window.reading if reading else window.usable, timeout=20_000):
            pass
        return window

    yield open_window
    for window in opened:
        window.close()
        window.deleteLater()
