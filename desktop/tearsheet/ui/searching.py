"""The search box: what is typed there, and what of it is marked where it is found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tearsheet.library import Words
from tearsheet.ui.theme import icon

_ONWARD = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
_GAP = r"[\W_]+"
_BEFORE, _AFTER = r"(?<!\w)", r"(?!\w)"
_NOTHING = re.compile(r"(?!)")


class SearchBox(QLineEdit):
    """One line; every keystroke asks.

    left  the person goes on to the list
    """

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setAccessibleName("Search")
        self.setPlaceholderText("Search titles, text, captions, notes")
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(560)
        self.setFixedHeight(30)
        self._sign = self.addAction(
            icon("search", "#8f8b81"), QLineEdit.ActionPosition.LeadingPosition
        )

    def dress(self, ink: str) -> None:
        """Paint the sign in a theme's colour."""
        self._sign.setIcon(icon("search", ink))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the line; the arrows and Enter go on to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif (
            event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
            or event.key() == Qt.Key.Key_Escape
        ):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def marks(words: Iterable[Words]) -> re.Pattern[str]:
    """What is to be marked in a text for these words; nothing where there are none."""
    forms = []
    for one in words:
        inside = _GAP.join(map(re.escape, re.findall(r"\w+", one.text)))
        if inside:
            spaced = one.text.isascii() or " " in one.text
            before = _BEFORE if spaced else ""
            after = "" if one.is_beginning or not spaced else _AFTER
            forms.append(f"{before}{inside}{after}")
    return re.compile("|".join(forms), re.IGNORECASE) if forms else _NOTHING


def in_javascript(found: re.Pattern[str]) -> str:
    """The same pattern for a JavaScript regular expression with the flag "u"."""
    letters = r"[\p{L}\p{N}\p{M}_]"
    return (
        found.pattern.replace(_GAP, r"[^\p{L}\p{N}\p{M}]+")
        .replace(_BEFORE, f"(?<!{letters})")
        .replace(_AFTER, f"(?!{letters})")
    )
