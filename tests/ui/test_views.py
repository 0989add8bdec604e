"""Cards, table and pictures; orders, groups and columns; and getting about in them by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt

from tearsheet.article.article import Shelf
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.article.view import Column, Group, Layout, View
from tearsheet.cli.tour import make_tour
from tearsheet.ui.drops import articles_given
from tearsheet.ui.models.article_list import COLUMNS
from tearsheet.ui.panes.heads import HEAD_HEIGHT


@pytest.fixture
def window(open_window):
    folder, _ = make_tour()
    return open_window(folder=folder, reading=False)


def show(window, qtbot, **choice):
    if {"order", "group"} & set(choice):
        with qtbot.waitSignal(window.model.modelReset):
            window.list.viewed.emit(replace(window.model.view, **choice))
    else:
        window.list.viewed.emit(replace(window.model.view, **choice))
    qtbot.waitUntil(lambda: window.model.rowCount() == 9 and titles(window)[8] is not None)


def titles(window):
    return [window.model.index(row, 0).data() for row in range(window.model.rowCount())]


def test_each_place_remembers_its_own_view_across_restarts(window, qtbot, open_window):
    chosen = View(Layout.TABLE, Order.TITLE, columns=(Column.WORDS, Column.TITLE), is_dense=True)
    window.list.viewed.emit(chosen)
    by_title = window.session.library.articles.at(EVERYTHING, Order.TITLE)
    qtbot.waitUntil(lambda: window.model.ids_between(0, 8) == by_title)
    window.sidebar.choose(Place(shelf=Shelf.UNREAD))
    qtbot.waitUntil(lambda: window.model.view == View())
    folder = window.session.library.folder
    qtbot.waitUntil(lambda: window.session.library.shelves.views() == {"shelf:all": chosen})
    window.close()
    again = open_window(folder=folder, reading=False)
    assert again.model.view == chosen
    assert again.list.table.horizontalHeader().isVisible()
    assert again.list.table.horizontalHeader().visualIndex(COLUMNS.index(Column.WORDS)) == 0
    assert again.list.table.isColumnHidden(COLUMNS.index(Column.BYLINE))


def test_a_click_on_a_columns_head_orders_and_the_next_turns_it_round(window, qtbot):
    show(window, qtbot, layout=Layout.TABLE)
    head = window.list.table.horizontalHeader()
    head.sectionClicked.emit(COLUMNS.index(Column.WORDS))
    qtbot.waitUntil(lambda: window.model.view.order is Order.LONGEST)
    longest = window.session.library.articles.at(EVERYTHING, Order.LONGEST)
    qtbot.waitUntil(lambda: window.model.ids_between(0, 8) == longest)
    head.sectionClicked.emit(COLUMNS.index(Column.WORDS))
    qtbot.waitUntil(lambda: window.model.view.order is Order.SHORTEST)


def test_a_column_is_moved_and_sized_by_hand_and_stays_so(window, qtbot):
    show(window, qtbot, layout=Layout.TABLE)
    window.list.choose(2)
    head = window.list.table.horizontalHeader()
    head.moveSection(head.visualIndex(COLUMNS.index(Column.WORDS)), 0)
    head.resizeSection(COLUMNS.index(Column.WORDS), 91)
    assert window.model.view.columns[0] is Column.WORDS
    assert window.model.view.widths[0] == 91
    assert window.list.current_row() == 2


def test_groups_stand_under_headings_and_only_their_first_rows_are_taller(window, qtbot):
    show(window, qtbot, group=Group.PUBLISHER)
    qtbot.waitUntil(lambda: bool(window.model.heads()))
    names = list(window.model.heads().values())
    assert names[:2] == ["City Desk", "Glass & Light"]
    assert len(names) == 8
    table = window.list.table
    plain = {table.rowHeight(row) for row in range(9) if row not in window.model.heads()}
    headed = {table.rowHeight(row) for row in window.model.heads()}
    assert headed == {plain.pop() + HEAD_HEIGHT}
    show(window, qtbot, group=Group.COLLECTION)
    qtbot.waitUntil(lambda: list(window.model.heads().values()) == ["In no collection"])
    show(window, qtbot, group=Group.DAY)
    qtbot.waitUntil(lambda: len(window.model.heads()) == 1)
    show(window, qtbot, group=Group.NONE, is_dense=True)
    qtbot.waitUntil(lambda: not window.model.heads())
    assert {table.rowHeight(row) for row in range(9)} == {58}


def test_pictures_stand_side_by_side_and_are_chosen_and_opened_like_rows(window, qtbot):
    show(window, qtbot, layout=Layout.PICTURES)
    grid = window.list.pictures
    assert grid.grid.across > 1
    opened = []
    window.list.opened.connect(opened.append)
    window.list.choose(0)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    rows = [0, 1, 1 + grid.grid.across]
    assert opened == [window.model.id_at(row) for row in rows]
    grid.selectAll()
    assert window.list.chosen() == frozenset(window.model.ids_between(0, 8))
    last = grid.grid.index(8 // grid.grid.across, 8 % grid.grid.across + 1)
    assert not last.isValid() or last.flags() == Qt.ItemFlag.NoItemFlags
    window.list.choose(1)
    window.list.viewed.emit(replace(window.model.view, layout=Layout.CARDS))
    window.acts["next"].trigger()
    assert window.list.shown is window.list.table


def test_titles_are_gone_to_by_typing_their_beginning(window, qtbot):
    show(window, qtbot, order=Order.TITLE)
    table = window.list.table
    table.setFocus()
    qtbot.keyClicks(table, "'what")
    wanted = titles(window).index("What the tide tables leave out")
    qtbot.waitUntil(lambda: window.list.current_row() == wanted)
    assert not window.model.card(window.model.id_at(window.list.current_row())).is_archived


def test_articles_are_dragged_to_their_place_in_an_order_by_hand(window, qtbot):
    library = window.session.library
    one, two, three = (window.model.id_at(row) for row in range(3))
    library.collections.add("Thesis", [one, two, three])
    place = Place(collection=library.collections.find("Thesis"))
    qtbot.waitUntil(lambda: window.sidebar.places.index_of(place).isValid())
    window.sidebar.choose(place)
    window.list.viewed.emit(replace(window.model.view, order=Order.OWN))
    qtbot.waitUntil(lambda: window.model.rowCount() == 3)
    before = window.model.ids_between(0, 2)
    given = articles_given([before[2]])
    window.model.dropMimeData(given, Qt.DropAction.CopyAction, 0, 0, QModelIndex())
    qtbot.waitUntil(lambda: window.model.ids_between(0, 2) == [before[2], before[0], before[1]])
    qtbot.waitUntil(lambda: window.acts["undo"].text() == "Undo: arrange “Thesis”")
    window.acts["undo"].trigger()
    qtbot.waitUntil(lambda: window.model.ids_between(0, 2) == before)
