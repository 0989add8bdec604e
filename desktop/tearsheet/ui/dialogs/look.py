"""The panel behind "Aa": type, size, width, leading and colours of the page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QSlider,
    QWidget,
)

from tearsheet.settings import Settings

_FONTS: Final = {
    "serif": "Source Serif",
    "sans": "Source Sans",
    "system-serif": "The system’s serif",
    "system-sans": "The system’s sans serif",
}
_THEMES: Final = {
    ("system", "theme"): "Follow the system",
    ("light", "theme"): "Light",
    ("dark", "theme"): "Dark",
    ("light", "sepia"): "Sepia paper",
    ("dark", "contrast"): "High contrast",
}


class LookPanel(QDialog):
    """Every change shows at once.

    chosen  settings by their names
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, now: Settings) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.font_choice, self.theme = QComboBox(self), QComboBox(self)
        for name, words in _FONTS.items():
            self.font_choice.addItem(words, name)
        for pair, words in _THEMES.items():
            self.theme.addItem(words, pair)
        self.font_choice.setCurrentIndex([*_FONTS].index(now.font))
        pair = (now.theme, now.paper)
        self.theme.setCurrentIndex([*_THEMES].index(pair) if pair in _THEMES else 0)
        self.text_size = self._slider(11, 32, now.text_size)
        self.measure = self._slider(380, 1100, now.measure)
        self.leading = self._slider(120, 220, round(now.leading * 100))
        self.justified = QCheckBox("Even edges", self)
        self.justified.setChecked(now.justified)
        form = QFormLayout(self)
        form.setContentsMargins(18, 16, 18, 16)
        form.setSpacing(12)
        for words, part in (
            ("Type", self.font_choice),
            ("Size", self.text_size),
            ("Width", self.measure),
            ("Leading", self.leading),
            ("", self.justified),
            ("Colours", self.theme),
        ):
            form.addRow(words, part)
        self.setMinimumWidth(300)
        self._listen()

    def _listen(self) -> None:
        self.font_choice.currentIndexChanged.connect(
            lambda: self.chosen.emit({"font": self.font_choice.currentData()})
        )
        self.text_size.valueChanged.connect(lambda size: self.chosen.emit({"text_size": size}))
        self.measure.valueChanged.connect(lambda width: self.chosen.emit({"measure": width}))
        self.leading.valueChanged.connect(lambda each: self.chosen.emit({"leading": each / 100}))
        self.justified.toggled.connect(lambda on: self.chosen.emit({"justified": on}))
        self.theme.currentIndexChanged.connect(
            lambda: self.chosen.emit(
                dict(zip(("theme", "paper"), self.theme.currentData(), strict=True))
            )
        )

    def _slider(self, least: int, most: int, now: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(least, most)
        slider.setValue(now)
        return slider
