"""The search box, from the keystroke to the marked article."""

import pytest
from PySide6.QtCore import Qt

from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.place import Order, Place
from tearsheet.cli.tour import make_tour
from tearsheet.library import Library, Words, marks
from tearsheet.ui.dialogs.builder import BuilderDialog
from tearsheet.ui.models.article_list import PASSAGE
from tearsheet.ui.searching import in_javascript


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


def test_the_order_of_the_best_follows_and_leaves_the_chosen_row_in_its_place(
    toured, open_window, qtbot, monkeypatch
):
    monkeypatch.setattr("tearsheet.library.listing._RANKED_AT_ONCE", 1)
    window = open_window(folder=toured, reading=False)
    window.session.library.index.catch_up()
    asked = Place(query="lamp OR pier OR harbour ")
    newest = window.session.library.articles.at(asked, Order.NEWEST)
    best = window.session.library.articles.at(asked, Order.BEST)
    assert best[0] != newest[0]
    held = newest[0]

    def choose():
        window.model.modelReset.disconnect(choose)
        window.list.choose(0)

    window.model.modelReset.connect(choose)
    with qtbot.waitSignal(window.model.layoutChanged):
        window.search.setText(asked.query)
    rows = [window.model.id_at(row) for row in range(window.model.rowCount())]
    assert rows == [held, *(id_ for id_ in best if id_ != held)]
    assert window.list.chosen() == {held}
    assert window.list.current_row() == 0


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


def chips(window):
    return [said for said, _ in window.search._chips]


def test_of_chips_without_room_it_is_said_how_many_there_are(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    window.search.set_query("is:unread lamp")
    assert not window.search._more.isVisible()
    window.search.set_query(
        'title:"the lamp of the pier" publisher:"The Coast Courier" is:unread '
        "has:image caption:dusk credit:berg lamp "
    )
    assert window.search._more.isVisible()
    hidden = [said for said, chip in window.search._chips if not chip.isVisible()]
    assert window.search._more.text() == f"+{len(hidden)}"
    assert all(said in window.search._more.toolTip() for said in hidden)
    assert all(said in window.search.query for said in hidden)


def test_a_complete_field_becomes_a_chip_and_backspace_takes_it_away(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    qtbot.keyClicks(window.search, "lamp is:unread ")
    assert (chips(window), window.search.text()) == (["is:unread"], "lamp ")
    qtbot.waitUntil(lambda: window.model.place.query == "is:unread lamp ")
    qtbot.waitUntil(lambda: 0 < window.model.rowCount() < 9)
    window.search.setText("")
    qtbot.keyClick(window.search, Qt.Key.Key_Backspace)
    assert chips(window) == []
    qtbot.waitUntil(lambda: window.model.rowCount() == 9)
    qtbot.keyClicks(window.search, "colour:red (tag:a OR tag:b) ")
    assert chips(window) == []


def test_fields_and_their_values_complete_while_one_types(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    qtbot.keyClicks(window.search, "publ")
    assert window.search._offered.stringList() == ["published:", "publisher:"]
    qtbot.keyClicks(window.search, "isher:cour")
    wanted = ['publisher:"The Coast Courier"']
    qtbot.waitUntil(lambda: window.search._offered.stringList() == wanted)
    qtbot.keyClick(window.search, Qt.Key.Key_Tab)
    assert chips(window) == wanted
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    qtbot.keyClicks(window.search, "-has:mis")
    assert window.search._offered.stringList() == ["has:missing-image"]


def test_what_was_found_is_searched_within(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    qtbot.keyClicks(window.search, "lamp OR ferry")
    window.acts["narrow"].trigger()
    assert chips(window) == ["(lamp OR ferry)"]
    qtbot.keyClicks(window.search, "dredging")
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)


def test_searches_are_remembered_until_the_next_start(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    for one in ("lamp", "ferry", "lamp"):
        window.search.set_query(one)
        qtbot.keyClick(window.search, Qt.Key.Key_Return)
    window.close()
    from tearsheet import places
    from tearsheet.settings import load

    assert load(places.settings_file()).searches == ("lamp", "ferry")
    again = open_window(load(places.settings_file()), toured, reading=False)
    qtbot.keyClick(again.search, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert again.search._offered.stringList() == ["lamp", "ferry"]


def test_a_misspelt_word_without_a_hit_offers_the_nearest_of_this_library(
    toured, open_window, qtbot
):
    window = open_window(folder=toured, reading=False)
    window.search.set_query("dredgnig ")
    qtbot.waitUntil(lambda: "dredging" in window.list._empty.text())
    window.list._empty.linkActivated.emit("dredging ")
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)


def test_the_list_shows_the_passage_where_the_words_stand(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    window.search.set_query("dredging ")
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    index = window.model.index(0, 0)
    qtbot.waitUntil(lambda: bool(index.data(PASSAGE)))
    assert "dredging" in index.data(PASSAGE).lower()
    assert window.list._shelf.text() == "1 found"
    window.search.set_query("")
    qtbot.waitUntil(lambda: window.model.rowCount() == 9)
    assert window.model.index(0, 0).data(PASSAGE) is None


def test_a_long_indexing_is_told_while_it_goes_on_and_not_after(
    open_window, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr("tearsheet.ui.browsing._SEEN", 3)
    monkeypatch.setattr("tearsheet.library.search.table._BATCH", 2)
    with Library.open(tmp_path / "library") as library:
        library.filing.file_all(_clippings(7))
    window = open_window(folder=tmp_path / "library", reading=False)
    said = []
    window.browser.indexing.connect(lambda done, total: said.append((done, total)))
    qtbot.waitUntil(lambda: bool(said) and said[-1] == (7, 7))
    assert all(total == 7 for _, total in said)
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert window.status.work.text() == ""


def _clippings(count):
    for number in range(count):
        address = f"https://wire.example/{number}"
        page = Original(b"x", "text/html", address)
        yield Clipping(address, Facts(title=f"Lamp {number}"), "<p>x</p>", "x", page, (), (), "t")
