"""Acts on a selection, keys, duplicates and the builder of smart collections."""

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton

from press.story import STORY
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.cli.tour import make_tour
from tearsheet.library import ANYWHERE, Library
from tearsheet.settings import Settings
from tearsheet.ui.actions import ACTS
from tearsheet.ui.dialogs.builder import BuilderDialog
from tearsheet.ui.dialogs.duplicates import DuplicatesDialog
from tearsheet.ui.dialogs.shortcuts import ShortcutsDialog


@pytest.fixture
def toured():
    return make_tour()[0]


def dialog_of(window, kind, qtbot):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


def test_no_two_acts_share_keys():
    keys = [key for act in ACTS for key in act.keys]
    assert len(keys) == len(set(keys))


def test_keys_are_changed_and_kept_but_never_shared(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    window.acts["keys"].trigger()
    dialog = dialog_of(window, ShortcutsDialog, qtbot)
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    dialog.edits["star"].setKeySequence("U")
    assert not save.isEnabled()
    assert "U is on “Star” and on “Mark as read or unread”." in dialog.wrong.text()
    dialog.edits["star"].setKeySequence("Ctrl+Shift+X")
    assert save.isEnabled()
    save.click()
    assert window.acts["star"].shortcut().toString() == "Ctrl+Shift+X"
    assert window.acts["unread"].shortcut().toString() == "U"
    assert window.settings.keys == (("star", "Ctrl+Shift+X"),)
    again = open_window(Settings(keys=window.settings.keys), toured, reading=False)
    assert again.acts["star"].shortcut().toString() == "Ctrl+Shift+X"


def test_a_selection_is_exported_as_pages_that_need_nothing_else(
    toured, open_window, qtbot, tmp_path
):
    window = open_window(folder=toured, reading=False)
    window.acts["select all"].trigger()
    window.acts["export"].trigger()
    dialog = dialog_of(window, QFileDialog, qtbot)
    dialog.fileSelected.emit(str(tmp_path / "out"))
    dialog.reject()
    qtbot.waitUntil(lambda: "Exported 9 articles" in window.status.notice.text(), timeout=20_000)
    pages = list((tmp_path / "out").glob("*.html"))
    assert len(pages) == 9
    lamp = next(
        page for page in pages if page.stem.startswith("Lamp of the north pier")
    ).read_text()
    assert "data:image/" in lamp
    assert "tearsheet://" not in lamp
    assert "<style>" in lamp
    with qtbot.waitSignal(window.article_acts.said):
        window.article_acts.export_to(tmp_path / "out", [window.model.id_at(0)])
    assert len(list((tmp_path / "out").glob("*.html"))) == 10


def test_a_folder_that_cannot_be_written_is_said(toured, open_window, qtbot, tmp_path):
    window = open_window(folder=toured, reading=False)
    (tmp_path / "file").write_text("in the way")
    window.article_acts.export_to(tmp_path / "file", [window.model.id_at(0)])
    qtbot.waitUntil(lambda: "cannot be written" in window.status.notice.text())


def twin(library: Library, address: str) -> None:
    text = STORY * 3
    original = Original(b"x", "text/html", address)
    library.filing.file(
        Clipping(address, Facts(title="Twins"), "<p>x</p>", text, original, (), (), "test")
    )


def test_duplicates_are_shown_side_by_side_and_merged(open_window, qtbot, tmp_path):
    with Library.open(tmp_path / "library") as library:
        for name in "ab":
            twin(library, f"https://wire.example/{name}")
    window = open_window(folder=tmp_path / "library", reading=False)
    window.acts["duplicates"].trigger()
    dialog = dialog_of(window, DuplicatesDialog, qtbot)
    qtbot.waitUntil(lambda: len(dialog.area.findChildren(QPushButton)) == 3)
    assert "1 of 1 group" in dialog.head.text()
    keep = dialog.area.findChildren(QPushButton)[1]
    assert keep.text() == "Merge into this one"
    keep.click()
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    assert window.session.library.articles.cards([window.model.id_at(0)])[0].source_url.endswith(
        "b"
    )
    qtbot.waitUntil(lambda: "Done: merge" in window.status.notice.text())
    window.acts["duplicates"].trigger()
    qtbot.waitUntil(lambda: window.status.notice.text() == "No article is here twice.")


def test_a_smart_collection_is_built_of_rows_or_written_either_way(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    window.search.setText("title:lamp")
    qtbot.waitUntil(lambda: window.model.rowCount() == 2)
    window.acts["save search"].trigger()
    dialog = dialog_of(window, BuilderDialog, qtbot)
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    assert [(row.condition().field, row.condition().value) for row in dialog.rows] == [
        ("title", "lamp")
    ]
    assert not save.isEnabled()
    dialog.more.click()
    dialog.rows[1].field.setCurrentText("State")
    assert dialog.query.text() == "title:lamp is:unread"
    qtbot.waitUntil(lambda: dialog.said.text().startswith("2 articles now."))
    dialog.rows[1].sense.setCurrentText("is not")
    assert dialog.query.text() == "title:lamp -is:unread"
    dialog.query.clear()
    qtbot.keyClicks(dialog.query, "lamp OR (ferry fog)")
    assert dialog.rows == []
    qtbot.waitUntil(lambda: "more to it" in dialog.said.text())
    dialog.query.clear()
    qtbot.keyClicks(dialog.query, "fog")
    assert dialog.rows[0].condition().field == ANYWHERE
    dialog.name.setText("Fog")
    save.click()
    qtbot.waitUntil(lambda: [each.name for each in window.sidebar.places.smart] == ["Fog"])


def test_space_reads_on_and_at_the_end_goes_to_the_next(toured, open_window, qtbot):
    window = open_window(folder=toured)
    window.resize(900, 400)
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.list.choose(0)
    turns = 0
    while window.list.current_row() == 0:
        window.acts["page"].trigger()
        turns += 1
        qtbot.wait(150)
        assert turns < 60
    assert turns > 2
    assert window.list.current_row() == 1


def test_everything_selected_is_clipped_again_also_what_was_not_loaded(
    open_window, qtbot, tmp_path
):
    with Library.open(tmp_path / "library") as library:
        for number in range(70):
            original = Original(b"x", "text/html", "")
            page = Clipping(
                f"https://127.0.0.1:9/{number}", Facts(title=str(number)), "<p>x</p>", "x",
                original, (), (), "test",
            )  # fmt: skip
            library.filing.file(page)
    window = open_window(folder=tmp_path / "library", reading=False)
    asked = []
    window.queue.clip = asked.extend
    window.acts["select all"].trigger()
    qtbot.waitUntil(lambda: len(window.list.chosen()) == 70)
    window.acts["retry"].trigger()
    qtbot.waitUntil(lambda: len(asked) == 70)
    assert {link.address.rsplit("/", 1)[-1] for link in asked} == set(map(str, range(70)))
