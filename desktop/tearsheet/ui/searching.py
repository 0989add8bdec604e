"""The search box: what is typed there, the fields of it as chips, and what can be completed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QToolButton, QWidget

from tearsheet.library import AFTER, BEFORE, FIELDS, GAP, STATES, THINGS, is_understood
from tearsheet.ui.theme import icon, named

_FIRST_CHIP: Final = 30
_WIDEST_CHIP: Final = 170
_ROOM_TO_TYPE: Final = 150
_ROOM_FOR_MORE: Final = 30
_TERM: Final = re.compile(r'-?([a-z]+):("[^"]*"|[^\s()"]+)\s', re.IGNORECASE)
_LAST: Final = re.compile(r'-?(?:([a-z]+):)?("[^"]*|[^\s()"]*)$', re.IGNORECASE)
_JOINED: Final = re.compile(r"[()|]|(?<!\S)(OR|NOT)(?!\S)")
_TIMES: Final = ("today", "yesterday", "this-week", "last-week", '"30 days"', "this-year", "2026")
_FIXED: Final = {
    "is": STATES,
    "has": THINGS,
    "clipped": _TIMES,
    "published": _TIMES,
    "words": (">800", "<300", "300..900"),
}
_HISTORY: Final = 30


class SearchBox(QLineEdit):
    """One line; every keystroke asks. A field that is complete becomes a chip before the line.

    asked       the query is another
    left        the person goes on to the list
    completing  a field and the beginning of its value; answer with `offer`
    """

    asked = Signal()
    left = Signal()
    completing = Signal(str, str)

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
        self._sign.setToolTip("Searches so far (Alt+Down)")
        self._sign.triggered.connect(self.show_history)
        self.history: list[str] = []
        self._chips: list[tuple[str, QToolButton]] = []
        self._more = named(QLabel(self), "moreChips")
        self._more.hide()
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        # The completer's own list: one made here would be deleted by both of them.
        popup = self._completer.popup()
        assert popup is not None, "a completer makes its list when it is asked for it"
        self._popup = named(popup, "completions")
        self._completer.activated.connect(self._complete)
        self.textChanged.connect(self._take_in)
        self.textEdited.connect(self._ask_for_completions)

    @property
    def query(self) -> str:
        """All that is asked for: the chips and the line."""
        return " ".join([*(said for said, _ in self._chips), self.text()])

    def set_query(self, query: str) -> None:
        """Ask for something else; its fields become chips."""
        self._drop_chips()
        self.setText(query)
        self.asked.emit()

    def narrow(self) -> None:
        """Make a chip of all that stands in the line, to search within what it finds."""
        said = self.text().strip()
        if said:
            self._add_chip(f"({said})" if _JOINED.search(said) else said)
            self.clear()

    def offer(self, names: list[str]) -> None:
        """Offer these for the field that is being typed."""
        field, value = self._typed_last()
        fitting = [f"{field}:{_quoted(name)}" for name in names if _begins(name, value)]
        self._pop_up(fitting)

    def remember(self) -> None:
        """Keep the query among the searches so far, newest first."""
        said = self.query.strip()
        if said:
            self.history = [said, *(one for one in self.history if one != said)][:_HISTORY]

    def show_history(self) -> None:
        """Offer the searches so far."""
        self._pop_up(self.history)

    def dress(self, ink: str) -> None:
        """Paint the sign in a theme's colour."""
        self._sign.setIcon(icon("search", ink))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the line; the arrows and Enter go on to the list."""
        key, keys = event.key(), Qt.Key
        if key == keys.Key_Escape and self.query.strip():
            self._drop_chips()
            self.clear()
            self.asked.emit()
        elif key == keys.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_history()
        elif key in {keys.Key_Down, keys.Key_Return, keys.Key_Enter, keys.Key_Escape}:
            self.remember()
            self.left.emit()
        elif key == keys.Key_Backspace and self._chips and not self._is_inside():
            self._drop_chip(self._chips[-1][1])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chips where there is room for them."""
        super().resizeEvent(event)
        self._lay_chips()

    def _is_inside(self) -> bool:
        return self.cursorPosition() > 0 or self.hasSelectedText()

    def _take_in(self, text: str) -> None:
        """Make chips of the fields that are complete, and ask."""
        place = 0
        while found := _TERM.search(self.text(), place):
            said, before = found.group().strip(), self.text()[: found.start()]
            if found[1].lower() in FIELDS and not _JOINED.search(text) and self._is_good(said):
                self._add_chip(said)
                self.blockSignals(True)
                self.setText(before + self.text()[found.end() :])
                self.blockSignals(False)
                place = len(before)
            else:
                place = found.end()
        self.asked.emit()

    @staticmethod
    def _is_good(said: str) -> bool:
        return is_understood(said, datetime.now().astimezone())

    def _add_chip(self, said: str) -> None:
        chip = named(QToolButton(self), "fieldChip")
        shown = chip.fontMetrics().elidedText(
            f"{said}  ✕", Qt.TextElideMode.ElideMiddle, _WIDEST_CHIP
        )
        chip.setText(shown.replace("&", "&&"))
        chip.setToolTip(f"{said}: click, or Backspace, takes it away")
        chip.setCursor(Qt.CursorShape.ArrowCursor)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.clicked.connect(lambda: self._drop_chip(chip))
        self._chips.append((said, chip))
        self._lay_chips()

    def _drop_chip(self, chip: QToolButton) -> None:
        self._chips = [each for each in self._chips if each[1] is not chip]
        chip.hide()
        chip.deleteLater()
        self._lay_chips()
        self.asked.emit()

    def _drop_chips(self) -> None:
        for _, chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        self._lay_chips()

    def _lay_chips(self) -> None:
        """The newest chips are seen; of older ones without room it is said how many there are."""
        shown = self._chips_with_room()
        hidden = [said for said, chip in self._chips if chip not in shown]
        self._more.setText(f"+{len(hidden)}")
        self._more.setToolTip("Also asked for: " + " ".join(hidden))
        self._more.setVisible(bool(hidden))
        left = _FIRST_CHIP
        for widget in [*([self._more] if hidden else []), *shown]:
            width = widget.sizeHint().width()
            widget.setGeometry(QRect(left, 4, width, self.height() - 8))
            left += width + 5
        for _, chip in self._chips:
            chip.setVisible(chip in shown)
        self.setTextMargins(left - _FIRST_CHIP if self._chips else 0, 0, 0, 0)
        self.setPlaceholderText("" if self._chips else "Search titles, text, captions, notes")

    def _chips_with_room(self) -> list[QToolButton]:
        """The newest chips for which there is room beside the words, at least one."""
        room = self.width() - _FIRST_CHIP - _ROOM_TO_TYPE
        shown: list[QToolButton] = []
        for number, (_, chip) in enumerate(reversed(self._chips)):
            is_last = number == len(self._chips) - 1
            room -= chip.sizeHint().width() + 5
            if shown and room < (0 if is_last else _ROOM_FOR_MORE):
                break
            shown.insert(0, chip)
        return shown

    def _typed_last(self) -> tuple[str, str]:
        """The field, or empty, and the value that stand before the cursor."""
        found = _LAST.search(self.text()[: self.cursorPosition()])
        return (found[1] or "", found[2].strip('"')) if found else ("", "")

    def _ask_for_completions(self) -> None:
        field, value = self._typed_last()
        self._popup.hide()
        if field.lower() in _FIXED:
            self.offer([*_FIXED[field.lower()]])
        elif field:
            self.completing.emit(field.lower(), value)
        elif len(value) > 1:
            self._pop_up([f"{name}:" for name in FIELDS if name.startswith(value.lower())])

    def _pop_up(self, lines: list[str]) -> None:
        self._offered.setStringList(lines)
        if lines:
            self._completer.complete(QRect(_FIRST_CHIP, 0, 300, self.height()))

    def _complete(self, line: str) -> None:
        if line in self.history:
            self.set_query(line)
            return
        before = self.text()[: self.cursorPosition()]
        found = _LAST.search(before)
        start = found.start() if found else len(before)
        minus = "-" if before[start:].startswith("-") else ""
        end = "" if line.endswith(":") else " "
        self.setText(f"{before[:start]}{minus}{line}{end}{self.text()[self.cursorPosition() :]}")
        if line.endswith(":"):
            self._ask_for_completions()

    def event(self, event: QEvent) -> bool:
        """Tab takes the completion that is offered first."""
        key = event.key() if isinstance(event, QKeyEvent) else 0
        is_pressed = event.type() == QEvent.Type.KeyPress and self._popup.isVisible()
        if is_pressed and key == Qt.Key.Key_Tab:
            row = max(self._popup.currentIndex().row(), 0)
            self._popup.hide()
            self._complete(self._offered.stringList()[row])
            return True
        return super().event(event)


def in_javascript(found: re.Pattern[str]) -> str:
    """The same pattern for a JavaScript regular expression with the flag "u"."""
    letters = r"[\p{L}\p{N}\p{M}_]"
    return (
        found.pattern.replace(GAP, r"[^\p{L}\p{N}\p{M}]+")
        .replace(BEFORE, f"(?<!{letters})")
        .replace(AFTER, f"(?!{letters})")
    )


def _quoted(name: str) -> str:
    return f'"{name}"' if re.search(r'[\s()"]', name) and not name.startswith('"') else name


def _begins(name: str, value: str) -> bool:
    """Whether a name fits what is typed: any word of it begins so."""
    wanted, held = value.casefold(), name.casefold().strip('"')
    return held != wanted and (held.startswith(wanted) or f" {wanted}" in held)
