"""Paints an article's card in the list: headline, publisher, day, minutes, tags, thumbnail."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tearsheet.article.article import Card
from tearsheet.article.text import reading_time
from tearsheet.article.view import View
from tearsheet.reading.look import colours
from tearsheet.ui.models.article_list import CARD, PASSAGE, THUMBNAIL
from tearsheet.ui.panes.heads import below_head, paint_ground
from tearsheet.ui.panes.writing import Marker, paint_lines
from tearsheet.ui.tag_colours import TagColour, tag_colour
from tearsheet.ui.theme import SERIF

_HEIGHT, _DENSE_HEIGHT = 99, 58
_PICTURE: Final = (84, 64)
_DENSE_PICTURE: Final = (50, 38)
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def card_height(view: View) -> int:
    """The height of a card in pixels."""
    return _DENSE_HEIGHT if view.is_dense else _HEIGHT


class CardDelegate(QStyledItemDelegate):
    """Paints cards in the colours of a theme."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = "light"
        self.is_dense, self.pictures = False, True
        self.tag_colours: dict[str, str] = {}
        self.marks: re.Pattern[str] | None = None
        self._headline = QFont()
        self._headline.setFamilies(list(SERIF))
        self._headline.setPixelSize(14)
        self._headline.setWeight(QFont.Weight.DemiBold)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One row; only its ground until its card has come."""
        tokens, area = colours(self.theme), below_head(QRect(option.rect), index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        card: Card | None = index.data(CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, tokens, chosen=chosen)
        if card is not None:
            picture = index.data(THUMBNAIL) if self.pictures else None
            self._paint_card(painter, area, card, picture, index.data(PASSAGE) or "")
        painter.restore()

    def _paint_card(
        self,
        painter: QPainter,
        area: QRect,
        card: Card,
        picture: QImage | None,
        passage: str,
    ) -> None:
        tokens = colours(self.theme)
        words = area.adjusted(14, 11, -14, -9)
        if picture is not None:
            size = _DENSE_PICTURE if self.is_dense else _PICTURE
            place = QRectF(words.right() - size[0], words.top(), *size)
            _paint_picture(painter, place, picture)
            words.setRight(int(place.left()) - 12)
        if not card.is_read and card.failure is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens["accent"]))
            painter.drawEllipse(QRectF(area.left() + 4, area.top() + 17, 6, 6))
        painter.setPen(QColor(tokens["ink"]))
        painter.setFont(self._headline)
        title, lines = card.title or card.source_url, 1 if self.is_dense else 2
        rtl = card.direction == "rtl"
        below = paint_lines(
            painter, words, title, lines, rtl=rtl, marker=Marker(self.marks, self.theme)
        )
        font = QFont()
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(tokens["accent" if card.failure else "ink2"]))
        line = QRect(words.left(), below + 3, words.width(), 18)
        said = painter.fontMetrics().elidedText(
            facts_line(card), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
        if self.is_dense:
            return
        if passage:
            line = QRect(words.left(), below + 23, words.width(), 18)
            paint_lines(painter, line, passage, 1, rtl=rtl, marker=Marker(self.marks, self.theme))
            return
        worn = [
            (tag, tag_colour(self.tag_colours.get(tag, ""), tag, self.theme)) for tag in card.tags
        ]
        _paint_tags(painter, QRect(words.left(), below + 24, words.width(), 18), worn)


def facts_line(card: Card) -> str:
    """The line under a headline: publisher, day, minutes, missing images; or why it failed."""
    if card.failure:
        return card.failure
    moment = card.published_at or card.clipped_at
    minutes = round(reading_time(card.word_count).total_seconds() / 60)
    missing = card.missing_images
    parts = (
        # Isolated (Unicode UAX #9, FSI and PDI): a right-to-left name must not turn the day round.
        f"\u2068{card.publisher}\u2069" if card.publisher else "",
        f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}",
        f"{minutes} min",
        f"{missing} image{'' if missing == 1 else 's'} missing" if missing else "",
        "★" if card.is_starred else "",
    )
    return " · ".join(filter(None, parts))


def _paint_picture(painter: QPainter, place: QRectF, picture: QImage) -> None:
    outline = QPainterPath()
    outline.addRoundedRect(place, 5, 5)
    painter.save()
    painter.setClipPath(outline)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, picture)
    painter.restore()


def _paint_tags(painter: QPainter, area: QRect, tags: list[tuple[str, TagColour]]) -> None:
    font = QFont(painter.font())
    font.setPixelSize(11)
    painter.setFont(font)
    left = area.left()
    for tag, colour in tags:
        width = painter.fontMetrics().horizontalAdvance(tag) + 12
        if left + width > area.right():
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour.ground))
        painter.drawRoundedRect(QRect(left, area.top(), width, 17), 4, 4)
        painter.setPen(QColor(colour.ink))
        painter.drawText(QRect(left, area.top(), width, 17), Qt.AlignmentFlag.AlignCenter, tag)
        left += width + 5
