"""Going to a row by typing the beginning of its title."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_PAUSE_MS: Final = 1000
_BEGIN: Final = "'"


class TypeAhead(QObject):
    """Listens to a widget's keys. Letters that are shortcuts begin nothing; ' begins anything.

    typed  what has been typed so far; a pause of a second begins anew
    """

    typed = Signal(str)

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._text, self._is_open = "", False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._begin_anew)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letters; leave everything else to the widget."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        letter = event.text()
        is_letter = letter.isprintable() and bool(letter) and not event.modifiers().value & ~_SHIFT
        if event.type() == QEvent.Type.ShortcutOverride and self._is_open and is_letter:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and is_letter:
            return self._take(letter)
        return super().eventFilter(watched, event)

    def _take(self, letter: str) -> bool:
        if not self._is_open and letter.isspace():
            return False
        if self._is_open or letter != _BEGIN:
            self._text += letter
            self.typed.emit(self._text)
        self._is_open = True
        self._pause.start()
        return True

    def _begin_anew(self) -> None:
        self._text, self._is_open = "", False


_SHIFT: Final = 0x02000000
"""Qt::ShiftModifier."""
