"""Lines of text as lists paint them: broken, elided, and with what was searched for marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

_GROUND: Final = {"light": "#fbeaa6", "dark": "#5c4f17"}


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks in painted text what was searched for.

    what   None where nothing is searched
    theme  "light" or "dark"
    """

    what: re.Pattern[str] | None
    theme: str

    def paint(self, painter: QPainter, left: int, top: int, shown: str) -> None:
        """Paint the marks of a line, on which its letters are painted then."""
        if self.what is None:
            return
        metrics, ground = painter.fontMetrics(), QColor(_GROUND[self.theme])
        for match in self.what.finditer(shown):
            start = left + metrics.horizontalAdvance(shown[: match.start()])
            width = metrics.horizontalAdvance(match.group())
            painter.fillRect(QRect(start, top, width, metrics.height()), ground)


def paint_lines(
    painter: QPainter, area: QRect, text: str, most: int, *, rtl: bool, marker: Marker
) -> int:
    """Paints text over at most so many lines, the last elided; answers where it ended.

    marker  what to mark in it; not in text from right to left
    """
    layout = QTextLayout(text, painter.font())
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    layout.setTextOption(option)
    metrics, top = painter.fontMetrics(), area.top()
    layout.beginLayout()
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        start, length = line.textStart(), line.textLength()
        part = text[start:] if number == most - 1 else text[start : start + length]
        shown = metrics.elidedText(part.strip(), Qt.TextElideMode.ElideRight, area.width())
        if not rtl:
            marker.paint(painter, area.left(), top, shown)
        painter.drawText(
            QRect(area.left(), top, area.width(), metrics.height()),
            option.alignment() | Qt.AlignmentFlag.AlignVCenter,
            shown,
        )
        top += metrics.height()
    layout.endLayout()
    return top
