"""Reading aloud with the system's voices, the words followed where a voice tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, Signal

from tearsheet.reading.compare import Span

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

    from tearsheet.ui.panes.pane import Pane
    from tearsheet.ui.panes.reader import Reader

_NONE: Final = (
    "This system has no voice to read with; on Debian and Ubuntu install speech-dispatcher."
)
_NOT_A_VOICE: Final = "mock"


class Voice(QObject):
    """Reads the active pane's article, from the place where it stands.

    said  a sentence, where there is no voice
    """

    said = Signal(str)

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self._engine: QTextToSpeech | None = None
        self._pane: Pane | None = None
        self._start = 0

    def toggle(self) -> None:
        """Begin to read, or stop."""
        if self._pane is not None:
            self.stop()
        else:
            self._reader.on_active(self._begin)

    def stop(self) -> None:
        """Read no further."""
        if self._engine is not None:
            self._engine.stop()
        if self._pane is not None:
            self._pane.paint("spoken", [])
        self._pane = None

    def _begin(self, pane: Pane) -> None:
        engine = self._voice()
        if engine is None or not engine.availableVoices():
            self.said.emit(_NONE)
            return
        self._pane, self._start = pane, pane.place
        pane.call("text", then=self._say)

    def _say(self, text: str | None) -> None:
        if self._engine is not None and text:
            self._engine.say(text[self._start :])

    def _voice(self) -> QTextToSpeech | None:
        """The first engine of the system; the import alone looks for sound devices."""
        if self._engine is None:
            from PySide6.QtTextToSpeech import QTextToSpeech

            names = [name for name in QTextToSpeech.availableEngines() if name != _NOT_A_VOICE]
            if not names:
                return None
            self._engine = QTextToSpeech(names[0], self)
            self._engine.setLocale(QLocale.system())
            self._engine.sayingWord.connect(self._follow)
            self._engine.stateChanged.connect(self._end)
        return self._engine

    def _follow(self, _word: str, _id: int, start: int, length: int) -> None:
        if self._pane is not None:
            place = self._start + start
            self._pane.paint("spoken", [Span(place, place + length)])

    def _end(self, state: QTextToSpeech.State) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        if state in {QTextToSpeech.State.Ready, QTextToSpeech.State.Error} and self._pane:
            self._pane.paint("spoken", [])
            self._pane = None
