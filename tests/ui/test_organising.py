"""Collections, tags, undo and the palette, through the window."""

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox, QPushButton, QToolButton
from sqlalchemy import text

from press.story import STORY, page
from tearsheet.article.article import Shelf, State
from tearsheet.article.place import Place
from tearsheet.cli.tour import make_tour
from tearsheet.library import Library
from tearsheet.settings import Settings
from tearsheet.ui.dialogs.palette import Palette
from tearsheet.ui.dialogs.tag import TagDialog
from tearsheet.ui.drops import articles_given
from tearsheet.ui.models.sidebar import COLLECTION, COUNT


@pytest.fixture
def window(open_window):
    folder, _ = make_tour()
    return open_window(folder=folder, reading=False)


def count(window, place):
    return window.sidebar.places.index_of(place).data(COUNT)


def dialog_of(window, kind, qtbot):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


def drop(window, place, given, action=Qt.DropAction.CopyAction):
    index = window.sidebar.places.index_of(place) if place else QModelIndex()
    return window.sidebar.places.dropMimeData(given, action, -1, -1, index)


def make(window, path, rows=()):
    ids = [window.model.id_at(row) for row in rows]
    window.session.library.collections.add(path, ids)
    return Place(collection=window.session.library.collections.find(path))


def test_a_tag_is_typed_in_one_gesture_and_undone_by_name(window, qtbot):
    window.list.choose(0)
    window.acts["tag"].trigger()
    dialog = dialog_of(window, TagDialog, qtbot)
    dialog.line.setText("  To  Quote ")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [tag.name for tag in window.sidebar.places.tags] == ["To Quote"])
    qtbot.waitUntil(lambda: window.acts["undo"].text() == "Undo: tag 1 article “To Quote”")
    window.acts["undo"].trigger()
    qtbot.waitUntil(lambda: window.sidebar.places.tags == [])
    qtbot.waitUntil(window.acts["redo"].isEnabled)
    window.acts["redo"].trigger()
    qtbot.waitUntil(lambda: len(window.sidebar.places.tags) == 1)


def test_articles_are_dragged_onto_collections_and_moved_with_shift(window, qtbot):
    one, two = make(window, "Harbours", [0, 1]), make(window, "Thesis")
    qtbot.waitUntil(lambda: len(window.sidebar.places.collections) == 2)
    given = articles_given([window.model.id_at(0)])
    assert drop(window, two, given)
    qtbot.waitUntil(lambda: count(window, two) == 1)
    assert count(window, one) == 2
    window.sidebar.choose(one)
    qtbot.waitUntil(lambda: window.model.rowCount() == 2)
    given = articles_given([window.model.id_at(0), window.model.id_at(1)])
    assert drop(window, two, given, Qt.DropAction.MoveAction)
    qtbot.waitUntil(lambda: (count(window, one), count(window, two)) == (0, 2))
    qtbot.waitUntil(lambda: window.model.rowCount() == 0)


def test_a_collection_is_dragged_into_another_but_not_into_itself(window, qtbot):
    make(window, "Harbours/Ferries", [0])
    thesis = make(window, "Thesis")
    qtbot.waitUntil(lambda: len(window.sidebar.places.collections) == 3)
    given = QMimeData()
    harbours = Place(collection=window.session.library.collections.find("Harbours"))
    given.setData(COLLECTION, str(harbours.collection).encode())
    ferries = Place(collection=window.session.library.collections.find("Harbours/Ferries"))
    with qtbot.waitSignal(window.lanes.failed) as refused:
        drop(window, ferries, given)
    assert "cannot be moved into itself" in refused.args[0].sentence
    assert drop(window, thesis, given)
    qtbot.waitUntil(lambda: count(window, thesis) == 1)
    assert window.sidebar.places.index_of(harbours).parent() == window.sidebar.places.index_of(
        thesis
    )


def test_a_link_dropped_on_a_collection_is_clipped_into_it(window, press, qtbot):
    thesis = make(window, "Thesis")
    qtbot.waitUntil(lambda: len(window.sidebar.places.collections) == 1)
    given = QMimeData()
    given.setUrls([QUrl(press.print("/new", page(STORY)))])
    with qtbot.waitSignal(window.queue.filed, timeout=20_000):
        drop(window, thesis, given)
    qtbot.waitUntil(lambda: count(window, thesis) == 1)


def test_a_collection_is_made_renamed_and_deleted_from_its_menu(window, qtbot):
    window.acts["new collection"].trigger()
    dialog = dialog_of(window, QInputDialog, qtbot)
    dialog.setTextValue("Harbours & “Piers”")
    dialog.accept()
    qtbot.waitUntil(lambda: len(window.sidebar.places.collections) == 1)
    made = window.sidebar.places.collections[0]
    assert made.name == "Harbours & “Piers”"
    window.sidebar.choose(Place(collection=made.id))
    menu = QMenu()
    window.organiser.fill_menu(Place(collection=made.id), menu)
    next(act for act in menu.actions() if act.text().startswith("Delete")).trigger()
    qtbot.waitUntil(lambda: not window.sidebar.places.collections)
    assert window.model.place == Place(shelf=Shelf.ALL)
    qtbot.waitUntil(lambda: window.model.rowCount() == 9)


def test_the_palette_finds_acts_and_places_by_typing(window, qtbot):
    make(window, "Harbours/Lighthouses", [0])
    qtbot.waitUntil(lambda: len(window.sidebar.places.collections) == 2)
    window.acts["palette"].trigger()
    palette = dialog_of(window, Palette, qtbot)
    qtbot.keyClicks(palette.line, "lightho")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.model.place.collection is not None)
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)


def test_the_trash_asks_before_it_forgets(window, qtbot):
    library = window.session.library
    library.articles.set_state(State.TRASHED, True, [window.model.id_at(0)])
    window.acts["empty trash"].trigger()
    box = dialog_of(window, QMessageBox, qtbot)
    box.reject()
    window.acts["empty trash"].trigger()
    box = dialog_of(window, QMessageBox, qtbot)
    qtbot.mouseClick(
        next(b for b in box.findChildren(QPushButton) if b.text() == "Empty the trash"),
        Qt.MouseButton.LeftButton,
    )
    qtbot.waitUntil(lambda: library.articles.counts()[Shelf.TRASH] == 0)
    qtbot.waitUntil(lambda: window.model.rowCount() == 8)


def test_an_edit_of_another_process_appears_within_a_second(window, qtbot):
    with Library.open(window.session.library.folder) as other:
        other.tags.attach("elsewhere", [window.model.id_at(3)])
    qtbot.waitUntil(
        lambda: [tag.name for tag in window.sidebar.places.tags] == ["elsewhere"], timeout=1500
    )


def test_the_article_that_is_read_shows_what_was_put_right(open_window, qtbot):
    folder, _ = make_tour()
    window = open_window(folder=folder)
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.list.choose(0)
    qtbot.waitUntil(lambda: window.reader.active._printed != "")
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.details.kept.emit(window.reader.article, "title", "Another headline")
    with qtbot.waitCallback() as told:
        window.reader.view.page().toPlainText(told)
    assert "Another headline" in told.args[0]


def test_a_title_is_put_right_in_the_details_and_set_back(window, qtbot):
    window.list.choose(0)
    window.acts["details"].trigger()
    qtbot.waitUntil(lambda: "title" in window.details.lines)
    said = window.details.lines["title"].text()
    line = window.details.lines["title"]
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Another headline")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(b.text() == "↺" for b in window.details.findChildren(QToolButton)))
    card = lambda: window.model.data(window.model.index(0, 0))  # noqa: E731
    qtbot.waitUntil(lambda: card() == "Another headline")
    back = next(b for b in window.details.findChildren(QToolButton) if b.text() == "↺")
    assert said in back.toolTip()
    back.click()
    qtbot.waitUntil(lambda: card() == said)


def test_all_of_a_long_list_is_marked_in_one_act_though_it_is_not_loaded(window, qtbot):
    window.list.table.selectAll()
    assert len(window.list.chosen()) == 9
    window.acts["star"].trigger()
    qtbot.waitUntil(lambda: count(window, Place(shelf=Shelf.STARRED)) == 9)


def test_the_trash_forgets_by_itself_what_has_lain_there_long_enough(open_window, qtbot):
    folder, _ = make_tour()
    with Library.open(folder) as library:
        old, new = library.articles.on_shelf(Shelf.ALL)[:2]
        library.articles.set_state(State.TRASHED, True, [old, new])
        with library._database.writing("age") as (session, _):
            session.execute(
                text(
                    "UPDATE article SET trashed_at = '2026-01-01T00:00:00.000000Z' WHERE id = :id"
                ),
                {"id": old},
            )
    window = open_window(Settings(theme="light", trash_days=30), folder, reading=False)
    trash = Place(shelf=Shelf.TRASH)
    qtbot.waitUntil(lambda: count(window, trash) == 1)
    menu = QMenu()
    window.organiser.fill_menu(trash, menu)
    after = next(act.menu() for act in menu.actions() if act.menu())
    assert [act.text() for act in after.actions() if act.isChecked()] == ["After 30 days"]
    after.actions()[0].trigger()
    assert window.settings.trash_days == 0
