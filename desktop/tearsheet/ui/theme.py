"""Colours, styles and icons of the window, made from the same tokens as the reader's."""

from __future__ import annotations

from functools import lru_cache
from string import Template
from typing import TypeVar

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from tearsheet import places
from tearsheet.reading.look import colours

_Part = TypeVar("_Part", bound=QWidget)
SANS = ("Inter", "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC")
SERIF = ("Source Serif 4", "Noto Serif", "DejaVu Serif", "Noto Serif CJK SC")


def named(part: _Part, name: str) -> _Part:
    """The widget, under the name that the style sheet knows it by."""
    part.setObjectName(name)
    return part


def resolved(theme: str) -> str:
    """What is meant by a theme: light or dark, where "system" follows the desktop."""
    if theme in {"light", "dark"}:
        return theme
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def dress(application: QApplication, theme: str) -> None:
    """Give every window the colours of a theme, "light" or "dark"."""
    tokens = colours(theme)
    palette = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, "bg"),
        (QPalette.ColorRole.WindowText, "ink"),
        (QPalette.ColorRole.Base, "card"),
        (QPalette.ColorRole.Text, "ink"),
        (QPalette.ColorRole.Button, "card"),
        (QPalette.ColorRole.ButtonText, "ink"),
        (QPalette.ColorRole.Highlight, "accent"),
        (QPalette.ColorRole.HighlightedText, "on_accent"),
        (QPalette.ColorRole.PlaceholderText, "ink3"),
        (QPalette.ColorRole.Mid, "line"),
        (QPalette.ColorRole.Link, "accent"),
    ):
        palette.setColor(role, QColor(tokens[name]))
    application.setPalette(palette)
    sheet = places.resource("window/window.qss").read_text("utf-8")
    icons = places.resource("icons/down.svg").parent.as_posix()
    application.setStyleSheet(Template(sheet).substitute(tokens, icons=icons))


@lru_cache(maxsize=128)
def icon(name: str, colour: str) -> QIcon:
    """An icon of resources/icons in one colour, sharp at any density."""
    drawing = places.resource(f"icons/{name}.svg").read_text("utf-8").replace("#000000", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    made = QIcon()
    for side in (16, 32, 48):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(picture)
    return made
