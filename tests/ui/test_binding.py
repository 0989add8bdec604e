"""What the window takes for granted of the binding to Qt."""

import sys

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap


def test_a_call_that_gives_nothing_takes_no_reference_to_none(qapp):
    """A binding that drops one a call ends the program after some thousand paints."""
    canvas = QPixmap(8, 8)
    painter = QPainter(canvas)
    held = sys.getrefcount(None)
    for _ in range(1000):
        painter.setPen(QColor("red"))
        painter.drawPoint(QPoint(1, 1))
    painter.end()
    assert sys.getrefcount(None) > held - 500
