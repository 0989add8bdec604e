"""What a person does with collections and tags in the window: menus, drops and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox, QWidget

from tearsheet.article.article import Shelf, State
from tearsheet.article.ids import ArticleId, CollectionId, SmartId
from tearsheet.article.place import Collection, Place
from tearsheet.article.text import counted
from tearsheet.ui.dialogs.builder import BuilderDialog
from tearsheet.ui.dialogs.duplicates import DuplicatesDialog
from tearsheet.ui.dialogs.tag import TagDialog
from tearsheet.ui.editing import Editor
from tearsheet.ui.lanes import Lanes
from tearsheet.ui.models.sidebar import SidebarModel
from tearsheet.ui.tag_colours import NAMES

if TYPE_CHECKING:
    from tearsheet.library import Library

_TRASH_DAYS = {0: "Never", 30: "After 30 days", 90: "After 90 days", 365: "After a year"}
_STATES = {
    Shelf.STARRED: (State.STARRED, True),
    Shelf.ARCHIVE: (State.ARCHIVED, True),
    Shelf.TRASH: (State.TRASHED, True),
    Shelf.UNREAD: (State.READ, False),
}


class Organiser(QObject):
    """Turns menus and drops into edits.

    left        a place that is there no more, where the window should not stay
    compared    two ArticleIds to be read side by side
    trash_kept  for how many days the trash keeps what lies in it from now on; 0 for ever
    """

    left = Signal(object)
    trash_kept = Signal(int)
    compared = Signal(int, int)

    def __init__(
        self,
        library: Library,
        lanes: Lanes,
        editor: Editor,
        places: SidebarModel,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._lanes, self._editor = library, lanes, editor
        self._places, self._window = places, window
        self.place = Place(shelf=Shelf.ALL)
        self.trash_days = 0
        places.articles_dropped.connect(self.drop_articles)
        places.collection_dropped.connect(self._drop_collection)

    def stand_in(self, place: Place) -> None:
        """Know which place is listed, for what is taken out of it."""
        self.place = place

    def tag(self, articles: frozenset[ArticleId]) -> None:
        """Ask for a tag and put it on articles."""
        tags = self._library.tags
        what = counted(len(articles), "article")
        dialog = TagDialog(self._window, what, [tag.name for tag in self._places.tags])
        dialog.accepted.connect(
            lambda: self._editor.run(partial(tags.attach, dialog.name, articles))
        )
        dialog.finished.connect(dialog.deleteLater)
        waits = [True]
        dialog.finished.connect(waits.clear)
        self._lanes.look(
            "suggested",
            lambda: tags.suggested(articles),
            lambda names: dialog.suggest(names) if waits else None,
        )
        dialog.open()

    def make_collection(self, parent: CollectionId | None = None) -> None:
        """Ask for a name and make a collection."""
        make = self._library.collections.make
        self._ask("New collection", "Name:", "", lambda name: make(name, parent))

    def drop_articles(self, place: Place, articles: frozenset[ArticleId], move: bool) -> None:
        """Put articles where they were let fall; a move takes them out of where they were."""
        collections, tags = self._library.collections, self._library.tags
        if place.collection is not None:
            target, source = place.collection, self.place.collection if move else None
            self._editor.run(lambda: collections.put(target, articles, source))
        elif place.tag is not None:
            name = self._places.name_of(place)
            self._editor.run(lambda: tags.attach(name, articles))
        elif place.shelf in _STATES:
            state, on = _STATES[place.shelf]
            self._editor.run(lambda: self._library.articles.set_state(state, on, articles))

    def merge(self, articles: frozenset[ArticleId]) -> None:
        """Make one article of several, the one that was clipped first."""
        oldest = min(articles)
        merge = self._library.duplicates.merge
        self._editor.run(lambda: merge(oldest, articles))

    def find_duplicates(self) -> None:
        """Look for articles that are the same page, and show them side by side."""
        self._lanes.look("duplicates", self._library.duplicates.found, self._show_duplicates)

    def _show_duplicates(self, groups: list[tuple[ArticleId, ...]]) -> None:
        if not groups:
            self._editor.said.emit("No article is here twice.")
            return
        dialog = DuplicatesDialog(self._window, groups)
        merge, article = self._library.duplicates.merge, self._library.articles.article
        dialog.merged.connect(
            lambda keep, others: self._editor.run(lambda: merge(ArticleId(keep), others))
        )
        dialog.compared.connect(self.compared)
        dialog.wanted.connect(
            lambda group: self._lanes.look(
                "group", lambda: [article(id_) for id_ in group], dialog.show_group
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.begin()

    def arrange(self, articles: list[ArticleId], before: int) -> None:
        """Put articles at a place in the order by hand of the collection that is shown."""
        collection, arrange = self.place.collection, self._library.collections.arrange
        if collection is not None:
            self._editor.run(lambda: arrange(collection, articles, before))

    def take_out(self, articles: frozenset[ArticleId]) -> None:
        """Take articles out of the collection, or off the tag, that the list shows."""
        collection = self.place.collection
        if collection is not None:
            self._editor.run(lambda: self._library.collections.take_out(collection, articles))
        elif self.place.tag is not None:
            name = self._places.name_of(self.place)
            self._editor.run(lambda: self._library.tags.detach(name, articles))

    def fill_menu(self, place: Place | None, menu: QMenu) -> None:
        """What can be done with a place of the sidebar."""
        if place is None:
            menu.addAction("New collection…", self.make_collection)
            menu.addAction("New smart collection…", lambda: self.save_search(""))
        elif place.collection is not None:
            self._fill_for_collection(place.collection, menu)
        elif place.smart is not None:
            self._fill_for_smart(place.smart, menu)
        elif place.tag is not None:
            self._fill_for_tag(self._places.name_of(place), menu)
        elif place.shelf is Shelf.TRASH:
            menu.addAction("Empty the trash…", self.empty_trash)
            after = menu.addMenu("Forget by itself")
            for days, words in _TRASH_DAYS.items():
                act = after.addAction(words, partial(self._keep_trash, days))
                act.setCheckable(True)
                act.setChecked(days == self.trash_days)

    def fill_for_articles(self, articles: frozenset[ArticleId], menu: QMenu) -> None:
        """Collections and tags to put articles into, for the list's own menu."""
        into = menu.addMenu("Add to a collection")
        for path, each in _paths(self._places.collections):
            place = Place(collection=each.id)
            into.addAction(path, partial(self.drop_articles, place, articles, False))
        into.setEnabled(bool(self._places.collections))
        menu.addAction("Tag…", lambda: self.tag(articles))
        if len(articles) > 1:
            menu.addAction("Merge into the oldest", lambda: self.merge(articles))
        if self.place.collection is not None or self.place.tag is not None:
            name = self._places.name_of(self.place)
            menu.addAction(f"Take out of “{name}”", lambda: self.take_out(articles))

    def empty_trash(self) -> None:
        """Ask, as nothing else here does, and forget what lies in the trash."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText("Forget everything in the trash for good?")
        box.setInformativeText("This cannot be taken back.")
        yes = box.addButton("Empty the trash", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.finished.connect(
            lambda: (
                self._lanes.write(self._library.articles.empty_trash, self._emptied)
                if box.clickedButton() is yes
                else None
            )
        )
        box.finished.connect(box.deleteLater)
        box.open()

    def forget_old_trash(self, days: int) -> None:
        """Forget what has lain in the trash for longer than so many days; 0 forgets nothing."""
        self.trash_days = days
        if days > 0:
            before = datetime.now(UTC) - timedelta(days=days)
            empty = self._library.articles.empty_trash
            self._lanes.write(
                lambda: empty(before), lambda count: self._emptied(count) if count else None
            )

    def _keep_trash(self, days: int) -> None:
        self.trash_kept.emit(days)
        self.forget_old_trash(days)

    def _emptied(self, count: int) -> None:
        self._editor.said.emit(f"Forgotten for good: {counted(count, 'article')}.")
        self._editor.look()

    def _fill_for_collection(self, id_: CollectionId, menu: QMenu) -> None:
        collections = self._library.collections
        name = self._places.name_of(Place(collection=id_))
        menu.addAction("New collection inside…", lambda: self.make_collection(id_))
        menu.addAction(
            "Rename…",
            lambda: self._ask("Rename", "Name:", name, lambda new: collections.rename(id_, new)),
        )
        merge = menu.addMenu("Merge into")
        for path, other in _paths(self._places.collections):
            if other.id != id_:
                merge.addAction(path, partial(self._merge, id_, other.id))
        menu.addAction("Order by name", lambda: self._editor.run(lambda: collections.sort(id_)))
        menu.addSeparator()
        menu.addAction("Delete; the articles stay", lambda: self._delete_collection(id_))

    def save_search(self, query: str) -> None:
        """Build a smart collection, beginning with what is searched for."""
        self._build("", query, self._library.smart.save)

    def _build(self, name: str, query: str, keep: Callable[[str, str], object]) -> None:
        known = {
            "tag": [tag.name for tag in self._places.tags],
            "in": [each.name for each in self._places.collections],
        }
        dialog = BuilderDialog(self._window, name, query, known)
        count, waits = self._library.articles.count, [True]
        dialog.finished.connect(waits.clear)

        def ask(typed: str) -> None:
            place = Place(shelf=Shelf.ALL, query=f"{typed} ")
            self._lanes.look(
                "built", lambda: count(place), lambda found: dialog.tell(found) if waits else None
            )

        dialog.asked.connect(ask)

        def accept() -> None:
            # Read here: the edit runs on another thread, when the dialog may be gone.
            given, wanted = dialog.name.text(), dialog.query.text()
            self._editor.run(lambda: keep(given, wanted))

        dialog.accepted.connect(accept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        ask(query)

    def _fill_for_smart(self, id_: SmartId, menu: QMenu) -> None:
        smart = self._library.smart
        kept = next(each for each in self._places.smart if each.id == id_)
        menu.addAction(
            "Change…",
            lambda: self._build(
                kept.name, kept.query, lambda name, query: smart.change(id_, name, query)
            ),
        )
        menu.addSeparator()
        menu.addAction("Delete; the articles stay", lambda: self._delete_smart(id_))

    def _delete_smart(self, id_: SmartId) -> None:
        self.left.emit(Place(smart=id_))
        self._editor.run(lambda: self._library.smart.delete(id_))

    def _fill_for_tag(self, name: str, menu: QMenu) -> None:
        tags = self._library.tags
        menu.addAction(
            "Rename or merge…",
            lambda: self._ask("Rename", "Name:", name, lambda new: tags.rename(name, new)),
        )
        colours = menu.addMenu("Colour")
        for number, colour in enumerate(NAMES):
            colours.addAction(
                colour, partial(self._editor.run, partial(tags.colour, name, str(number)))
            )
        menu.addSeparator()
        menu.addAction("Delete", lambda: self._editor.run(lambda: tags.delete(name)))

    def _delete_collection(self, id_: CollectionId) -> None:
        self.left.emit(Place(collection=id_))
        self._editor.run(lambda: self._library.collections.delete(id_))

    def _merge(self, id_: CollectionId, into: CollectionId) -> None:
        self.left.emit(Place(collection=id_))
        self._editor.run(lambda: self._library.collections.merge(id_, into))

    def _drop_collection(self, id_: int, parent: CollectionId | None, position: int) -> None:
        move = self._library.collections.move
        self._editor.run(lambda: move(CollectionId(id_), parent, position))

    def _ask(self, title: str, label: str, given: str, edit: Callable[[str], object]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(given)
        dialog.textValueSelected.connect(lambda name: self._editor.run(lambda: edit(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _paths(collections: list[Collection]) -> list[tuple[str, Collection]]:
    """Collections with their paths, for menus."""
    names: dict[CollectionId | None, str] = {None: ""}
    found = []
    for each in collections:
        above = names.get(each.parent, "")
        names[each.id] = f"{above}/{each.name}" if above else each.name
        found.append((names[each.id].replace("&", "&&"), each))
    return found
