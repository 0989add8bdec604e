"""What a person can do in the window: names, icons and keys in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from tearsheet.article.highlight import COLOURS
from tearsheet.ui.theme import icon


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its name in code, its words, its icon and its keys."""

    name: str
    words: str
    icon: str
    keys: tuple[str, ...] = ()


ACTS: Final = (
    Act("clip", "Clip", "clip", ("Ctrl+N",)),
    Act("paste", "Clip what is on the clipboard", "clip", ("Ctrl+V",)),
    Act("star", "Star", "starred", ("S",)),
    Act("archive", "Archive", "archive", ("A",)),
    Act("unread", "Mark as read or unread", "unread", ("U",)),
    Act("trash", "Move to the trash, or restore", "trash", ("Delete",)),
    Act("retry", "Clip again", "restore", ("F5",)),
    Act("source", "Open the source in a browser", "source", ("Ctrl+O",)),
    Act("original", "Show the untouched original", "original", ("Alt+O",)),
    Act("tag", "Tag…", "tag", ("T",)),
    Act("take out", "Take out of this collection or tag", "collection", ("Shift+Delete",)),
    Act("new collection", "New collection…", "collection", ("Ctrl+Shift+N",)),
    Act("empty trash", "Empty the trash…", "trash"),
    Act("search", "Search", "search", ("/", "Ctrl+L")),
    Act("find", "Find in the article", "search", ("Ctrl+F",)),
    Act("next match", "Next match in the article", "search", ("F3", "Ctrl+G")),
    Act("match before", "The match before", "search", ("Shift+F3", "Ctrl+Shift+G")),
    Act("side by side", "Side by side", "beside", ("Ctrl+Shift+S",)),
    Act("swap", "Swap the panes", "beside"),
    Act("revisions", "Compare revisions…", "original", ("Ctrl+R",)),
    Act("original beside", "The original beside the article", "original", ("Alt+Shift+O",)),
    Act("highlight", "Highlight the selected words", "highlight", ("H",)),
    *(
        Act(f"highlight {colour}", f"Highlight in {colour}", "highlight", (f"Ctrl+{number}",))
        for number, colour in enumerate(COLOURS, 1)
    ),
    Act("highlights", "Highlights…", "highlight", ("Ctrl+H",)),
    Act("images", "Images of the article", "image", ("I",)),
    Act("gallery", "Gallery of all that is listed", "image", ("Ctrl+Shift+I",)),
    Act("copy source", "Copy with the source", "source", ("Ctrl+Shift+C",)),
    Act("read aloud", "Read aloud, or stop", "voice", ("Ctrl+Shift+R",)),
    Act("print", "Print…", "print", ("Ctrl+P",)),
    Act("pdf", "Save as PDF…", "print", ("Ctrl+Shift+P",)),
    Act("full screen", "Full screen", "beside", ("F11",)),
    Act("focus", "Nothing but the article", "beside", ("F9",)),
    Act("look", "Type, size, width and colours", "type", ("Ctrl+,",)),
    Act("extract anew", "Take the text anew from the original", "restore", ("Ctrl+Shift+F5",)),
    Act("extract all", "Take all texts of the library anew from their originals", "restore"),
    Act("narrow", "Search within what was found", "search", ("Ctrl+Shift+F",)),
    Act("save search", "Smart collection of this search…", "search", ("Ctrl+S",)),
    Act("palette", "Find an act, a collection or a tag", "all", ("Ctrl+K",)),
    Act("duplicates", "Find duplicates…", "all"),
    Act("export", "Export as pages of HTML…", "source", ("Ctrl+E",)),
    Act("keys", "Keys…", "type", ("F1",)),
    Act("page", "Read on: a page down, then the next article", "all", ("Space",)),
    Act("up", "Move up in an order by hand", "all", ("Ctrl+Shift+Up",)),
    Act("down", "Move down in an order by hand", "all", ("Ctrl+Shift+Down",)),
    Act("select all", "Select all", "all", ("Ctrl+A",)),
    Act("details", "Details of the article", "details", ("Ctrl+I",)),
    Act("undo", "Undo", "restore", ("Ctrl+Z",)),
    Act("redo", "Redo", "restore", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Act("larger", "Larger text", "type", ("Ctrl++", "Ctrl+=")),
    Act("smaller", "Smaller text", "type", ("Ctrl+-",)),
    Act("wider", "Wider column", "type", ("Ctrl+Shift+.",)),
    Act("narrower", "Narrower column", "type", ("Ctrl+Shift+,",)),
    Act("system", "Follow the system", "type"),
    Act("light", "Light", "type"),
    Act("dark", "Dark", "type"),
    Act("sepia", "Sepia paper", "type"),
    Act("contrast", "High contrast", "type"),
    Act("next", "Next article", "all", ("J",)),
    Act("previous", "Previous article", "all", ("K",)),
)

ON_ARTICLES: Final = (
    "star",
    "archive",
    "unread",
    "trash",
    "retry",
    "source",
    "original",
    "tag",
    "take out",
    "export",
    "details",
    "extract anew",
)
"""The acts that need an article selected."""


def make_actions(
    window: QMainWindow, acts: dict[str, Callable[[], None]], chosen: dict[str, str]
) -> dict[str, QAction]:
    """The actions by name, wired to ``acts``, which has an entry for every row of the table.

    chosen  the keys that a person gave to acts instead of their own, empty for none
    """
    made = {}
    for act in ACTS:
        action = QAction(act.words, window)
        action.triggered.connect(lambda _=False, name=act.name: acts[name]())
        window.addAction(action)
        made[act.name] = action
    set_keys(made, chosen)
    return made


def set_keys(actions: dict[str, QAction], chosen: dict[str, str]) -> None:
    """Give the actions their keys: those of the table, but for those that a person chose."""
    taken = {keys for keys in chosen.values() if keys}
    for act in ACTS:
        own = [keys for keys in act.keys if keys not in taken]
        keys = [chosen[act.name]] if act.name in chosen else own
        actions[act.name].setShortcuts([QKeySequence(one) for one in keys if one])
        shown = f" ({keys[0]})" if keys and keys[0] else ""
        actions[act.name].setToolTip(f"{act.words}{shown}")


def paint_icons(actions: dict[str, QAction], ink: str, on_accent: str) -> None:
    """Give the actions their icons in a theme's colours."""
    for act in ACTS:
        actions[act.name].setIcon(icon(act.icon, on_accent if act.name == "clip" else ink))
