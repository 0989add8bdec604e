"""Highlights in the panes: painted where their words stand now, made, changed and taken away."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from tearsheet.article.highlight import COLOURS, Anchor, Highlight
from tearsheet.article.ids import ArticleId, HighlightId
from tearsheet.reading.compare import Span
from tearsheet.ui.lanes import Lanes

if TYPE_CHECKING:
    from tearsheet.library import Library
    from tearsheet.ui.panes.pane import Pane


class Highlighter(QObject):
    """Works on panes that show an article's newest revision.

    made     an ArticleId, an Anchor and a colour to keep
    changed  a HighlightId, a colour and a note to keep
    deleted  a HighlightId
    painted  the ArticleId whose highlights stand in their places now
    lost     an ArticleId, and its highlights that do not find their words any more
    """

    made = Signal(int, object, str)
    changed = Signal(int, str, str)
    deleted = Signal(int)
    painted = Signal(int)
    lost = Signal(int, object)

    def __init__(self, library: Library, lanes: Lanes, parent: QWidget) -> None:
        super().__init__(parent)
        self._library, self._lanes, self._window = library, lanes, parent
        self._places: dict[int, list[tuple[Span, Highlight]]] = {}
        self.gone: set[HighlightId] = set()

    def paint(self, pane: Pane) -> None:
        """Paint the highlights of a pane's article."""
        article = pane.article
        if article is None or pane.shows_original:
            return
        of = self._library.highlights.of
        self._lanes.look(
            f"highlights {id(pane)}",
            lambda: of([article]),
            lambda found: self._locate(pane, article, found),
        )

    def highlight(self, pane: Pane, colour: str = COLOURS[0]) -> None:
        """Highlight the words that are selected in a pane."""
        article = pane.article

        def take(said: str | None) -> None:
            if said and article is not None:
                found = json.loads(said)
                self.made.emit(article, Anchor(**found), colour)
                pane.run("getSelection().removeAllRanges()")

        if article is not None and not pane.shows_original:
            pane.call("selected", then=take)

    def open_at(self, pane: Pane, place: int) -> bool:
        """Offer what can be done with the highlight at a place; False where there is none."""
        hits = [
            one for span, one in self._places.get(id(pane), []) if span.start <= place < span.end
        ]
        if not hits:
            return False
        menu = QMenu(self._window)
        self.fill(menu, hits[-1])
        menu.popup(QCursor.pos())
        return True

    def fill(self, menu: QMenu, one: Highlight) -> None:
        """What can be done with a highlight."""
        if one.note:
            menu.addAction(one.note.replace("&", "&&")[:80]).setEnabled(False)
            menu.addSeparator()
        for colour in COLOURS:
            act = menu.addAction(
                colour.capitalize(), partial(self.changed.emit, one.id, colour, one.note)
            )
            act.setCheckable(True)
            act.setChecked(colour == one.colour)
        menu.addSeparator()
        menu.addAction("Note…", lambda: self.ask_note(one))
        menu.addAction("Delete the highlight", lambda: self.deleted.emit(one.id))

    def ask_note(self, one: Highlight) -> None:
        """Ask for the note of a highlight."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle("Note")
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setLabelText(f"“{one.anchor.quote[:120]}”")
        dialog.setTextValue(one.note)
        dialog.textValueSelected.connect(lambda note: self.changed.emit(one.id, one.colour, note))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show(self, pane: Pane, id_: HighlightId) -> None:
        """Bring a highlight into view."""
        for span, one in self._places.get(id(pane), []):
            if one.id == id_:
                pane.call("showPlace", span.start, span.end)

    def _locate(self, pane: Pane, article: ArticleId, found: list[Highlight]) -> None:
        anchors = json.dumps([asdict(one.anchor) for one in found])
        pane.run(
            f"JSON.stringify({anchors}.map((anchor) => window.tearsheet?.locate(anchor) ?? null))",
            lambda said: self._take(pane, article, found, json.loads(said or "[]")),
        )

    def _take(
        self, pane: Pane, article: ArticleId, found: list[Highlight], places: list[list[int] | None]
    ) -> None:
        if pane.article != article or len(places) != len(found):
            return
        held = [(Span(*place), one) for place, one in zip(places, found, strict=True) if place]
        self._places[id(pane)] = held
        for colour in COLOURS:
            pane.paint(f"mark-{colour}", [span for span, one in held if one.colour == colour])
        pane.paint("noted", [span for span, one in held if one.note])
        self.painted.emit(article)
        self.gone -= {one.id for one in found}
        gone = [one for place, one in zip(places, found, strict=True) if not place]
        self.gone |= {one.id for one in gone}
        if gone:
            self.lost.emit(article, gone)
