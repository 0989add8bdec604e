"""What each act of the table does in the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication

from tearsheet.article.article import State
from tearsheet.article.highlight import COLOURS
from tearsheet.article.ids import ArticleId
from tearsheet.ui.dialogs.clip import ClipDialog
from tearsheet.ui.dialogs.look import LookPanel
from tearsheet.ui.dialogs.palette import Palette, acts_of, ways_of
from tearsheet.ui.dialogs.shortcuts import ShortcutsDialog
from tearsheet.ui.panes.pane import Pane

if TYPE_CHECKING:
    from tearsheet.ui.window import Window


_Does = Callable[["Window"], object]


def _on_chosen(window: Window, act: Callable[[frozenset[ArticleId]], object]) -> None:
    if chosen := window.list.chosen():
        act(chosen)


def _open_palette(window: Window) -> None:
    entries = [*acts_of(window.acts), *ways_of(window.sidebar.places, window.sidebar.choose)]
    palette = Palette(window, entries)
    palette.finished.connect(palette.deleteLater)
    palette.show()
    palette.line.setFocus()


def _ask_what_to_clip(window: Window) -> None:
    dialog = ClipDialog(window, QGuiApplication.clipboard().text())
    dialog.accepted.connect(lambda: window.when_open(lambda: window.queue.clip(dialog.links)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _highlight(colour: str, window: Window) -> None:
    window.reading_acts.highlight(colour)


def _open_look(window: Window) -> None:
    panel = LookPanel(window, window.settings)
    panel.chosen.connect(lambda choice: window.choose(**choice))
    panel.finished.connect(panel.deleteLater)
    corner = window.reader.bar.mapToGlobal(window.reader.bar.rect().bottomRight())
    panel.adjustSize()
    panel.move(corner.x() - panel.width() - 12, corner.y() + 4)
    panel.show()


def _ask_for_keys(window: Window) -> None:
    now = {name: act.shortcut().toString() for name, act in window.acts.items()}
    dialog = ShortcutsDialog(window, now)

    def keep() -> None:
        own = {name: keys for name, keys in dialog.keys.items() if keys != now[name]}
        window.choose_keys(dict(window.settings.keys) | own)

    dialog.accepted.connect(keep)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


_ON_LIBRARY: Final[dict[str, _Does]] = {
    "star": lambda window: window.article_acts.toggle(State.STARRED),
    "archive": lambda window: window.article_acts.toggle(State.ARCHIVED),
    "unread": lambda window: window.article_acts.toggle(State.READ),
    "trash": lambda window: window.article_acts.toggle(State.TRASHED),
    "retry": lambda window: window.article_acts.clip_again(),
    "source": lambda window: window.article_acts.open_sources(),
    "export": lambda window: window.article_acts.export(),
    "tag": lambda window: _on_chosen(window, window.organiser.tag),
    "take out": lambda window: _on_chosen(window, window.organiser.take_out),
    "up": lambda window: window.browser.shift(-1),
    "down": lambda window: window.browser.shift(1),
    "undo": lambda window: window.editor.undo(),
    "redo": lambda window: window.editor.redo(),
    "new collection": lambda window: window.organiser.make_collection(),
    "empty trash": lambda window: window.organiser.empty_trash(),
    "duplicates": lambda window: window.organiser.find_duplicates(),
    "save search": lambda window: window.organiser.save_search(window.search.query),
    "palette": _open_palette,
    "narrow": lambda window: window.search.narrow(),
    "side by side": lambda window: window.reading_acts.side_by_side(),
    "revisions": lambda window: window.reading_acts.ask_revision(),
    "original beside": lambda window: window.reading_acts.show_original_beside(),
    "highlight": lambda window: window.reading_acts.highlight(),
    **{f"highlight {colour}": partial(_highlight, colour) for colour in COLOURS},
    "highlights": lambda window: window.reading_acts.show_highlights(),
    "images": lambda window: window.reading_acts.show_images(),
    "gallery": lambda window: window.reading_acts.show_gallery(),
    "copy source": lambda window: window.reading_acts.copy_source(),
    "read aloud": lambda window: window.voice.toggle(),
    "print": lambda window: window.reading_acts.print(),
    "pdf": lambda window: window.reading_acts.save_pdf(),
    "extract anew": lambda window: window.article_acts.extract_anew(),
    "extract all": lambda window: window.article_acts.extract_all(),
    "next": lambda window: window.browser.step(1),
    "previous": lambda window: window.browser.step(-1),
    "select all": lambda window: window.list.select_all(),
}
"""Acts on the library, which wait until it is open."""

_AT_ONCE: Final[dict[str, _Does]] = {
    "clip": _ask_what_to_clip,
    "paste": lambda window: window.clip_given(QGuiApplication.clipboard().mimeData()),
    "original": lambda window: window.reader.on_active(Pane.toggle_original),
    "page": lambda window: window.reader.on_active(Pane.turn_page),
    "find": lambda window: window.reader.on_active(Pane.open_find),
    "next match": lambda window: window.reader.on_active(lambda pane: pane.step(1)),
    "match before": lambda window: window.reader.on_active(lambda pane: pane.step(-1)),
    "swap": lambda window: window.reader.swap(),
    "full screen": lambda window: window.toggle_full_screen(),
    "focus": lambda window: window.toggle_focus(),
    "look": _open_look,
    "details": lambda window: window.toggle_details(),
    "search": lambda window: window.focus_search(),
    "keys": _ask_for_keys,
    "larger": lambda window: window.choose(text_size=min(window.settings.text_size + 1, 32)),
    "smaller": lambda window: window.choose(text_size=max(window.settings.text_size - 1, 11)),
    "wider": lambda window: window.choose(measure=min(window.settings.measure + 60, 1100)),
    "narrower": lambda window: window.choose(measure=max(window.settings.measure - 60, 380)),
    "system": lambda window: window.choose(theme="system", paper="theme"),
    "light": lambda window: window.choose(theme="light", paper="theme"),
    "dark": lambda window: window.choose(theme="dark", paper="theme"),
    "sepia": lambda window: window.choose(theme="light", paper="sepia"),
    "contrast": lambda window: window.choose(theme="dark", paper="contrast"),
}


def what_acts_do(window: Window) -> dict[str, Callable[[], None]]:
    """What to run for every act, by its name."""

    def at_once(act: _Does) -> None:
        act(window)

    def later(act: _Does) -> None:
        window.when_open(partial(act, window))

    return {
        **{name: partial(at_once, act) for name, act in _AT_ONCE.items()},
        **{name: partial(later, act) for name, act in _ON_LIBRARY.items()},
    }
