"""The search box, from the keystroke to the marked article."""

import pytest
from PySide6.QtCore import Qt

from tearsheet.article.place import Place
from tearsheet.cli.tour import make_tour
from tearsheet.library import Words
from tearsheet.ui.dialogs.builder import BuilderDialog
from tearsheet.ui.searching import in_javascript, marks


@pytest.fixture(scope="module")
def toured(tmp_path_factory):
    return make_tour()[0]


def titles(window):
    return [
        window.model.card(window.model.id_at(row)).title for row in range(window.model.rowCount())
    ]


def loaded(window, qtbot, count):
    qtbot.waitUntil(lambda: window.model.rowCount() == count)
    for row in range(count):
        window.model.data(window.model.index(row, 0))
    qtbot.waitUntil(lambda: all(window.model.card(window.model.id_at(r)) for r in range(count)))


def test_results_come_while_typing_and_go_with_escape(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    qtbot.waitUntil(lambda: window.model.rowCount() == 9)
    qtbot.keyClicks(window.search, "lam")
    qtbot.waitUntil(lambda: 0 < window.model.rowCount() < 9)
    loaded(window, qtbot, window.model.rowCount())
    assert "lamp" in titles(window)[0].lower()
    qtbot.keyClicks(window.search, "p zebra")
    qtbot.waitUntil(lambda: window.model.rowCount() == 0)
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.model.rowCount() == 9)


def test_nothing_found_and_not_understood_are_said(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    window.search.setText("colour:red")
    qtbot.waitUntil(lambda: window.model.rowCount() == 0)
    assert "There is no field “colour:”" in window.status.notice.text()


def test_a_search_is_saved_and_stays_true(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    window.search.setText("title:lamp")
    window.acts["save search"].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(BuilderDialog)))
    dialog = next(d for d in window.findChildren(BuilderDialog) if d.isVisible())
    dialog.name.setText("Lamps")
    dialog.accept()
    qtbot.waitUntil(lambda: [each.name for each in window.sidebar.places.smart] == ["Lamps"])
    window.search.clear()
    window.sidebar.choose(Place(smart=window.sidebar.places.smart[0].id))
    qtbot.waitUntil(lambda: 0 < window.model.rowCount() < 9)


def test_what_is_found_is_marked_in_the_article(toured, open_window, qtbot):
    window = open_window(folder=toured)
    window.search.setText("title:lamp ")
    qtbot.waitUntil(lambda: 0 < window.model.rowCount() < 9)
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.list.choose(0)

    def marked():
        with qtbot.waitCallback() as told:
            window.reader.view.page().runJavaScript(
                "CSS.highlights.get('found')?.size ?? 0", 1, told
            )
        return told.args[0] > 0

    qtbot.waitUntil(marked)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (Words("lamp"), "The Lamp, the lamps", ["Lamp"]),
        (Words("lam", is_beginning=True), "The Lamp, the lamps, a clam", ["Lam", "lam"]),
        (Words("north pier"), "North-pier and north, pier", ["North-pier", "north, pier"]),
        (Words("灯台"), "港町の灯台が", ["灯台"]),
    ],
)
def test_marks_fall_on_the_words(words, text, found):
    pattern = marks([words])
    assert pattern.findall(text) == found
    assert r"\w" not in in_javascript(pattern)


def test_nothing_is_marked_for_no_words():
    assert marks([]).findall("anything") == []
