"""What a person does in the window, through the window."""

import os
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import QGuiApplication, QPdfWriter, QTextDocument

from conftest import ROOT
from press.server import Reply
from tearsheet import settings
from tearsheet.article.article import Shelf, State
from tearsheet.article.place import Place
from tearsheet.cli.tour import make_tour
from tearsheet.errors import NotALibrary
from tearsheet.library import Library
from tearsheet.ui.dialogs.clip import ClipDialog
from tearsheet.ui.models.sidebar import COUNT
from tearsheet.ui.panes.card_delegate import facts_line
from tearsheet.ui.single import Doorbell, hand_over
from tearsheet.ui.window import Window

STORY = (
    "<p>"
    + "</p><p>".join(f"The keeper wrote line {n} of the log, by lamp." for n in range(9))
    + "</p>"
)


def shown(window, place):
    """The count that stands behind a place of the sidebar."""
    return window.sidebar.places.index_of(place).data(COUNT)


@pytest.fixture
def toured():
    folder, whole = make_tour()
    assert whole
    return folder


def test_the_tour_is_read_offline(toured, open_window, qtbot):
    window = open_window(folder=toured)
    assert window.model.rowCount() == 9
    for row in range(9):
        with qtbot.waitSignal(window.reader.painted, timeout=10_000):
            window.list.choose(row)
    assert window.reader.guard.refused == []


def test_an_article_full_of_remote_things_asks_for_nothing(press, open_window, qtbot):
    address = press.print(
        "/x",
        f"<h1>Remote</h1><article>{STORY}<p>x<img src='/gone.png'></p><iframe src='/frame'></iframe>"
        f"<link rel=stylesheet href='/style.css'><script src='/x.js'></script></article>",
    )
    window = open_window()
    with qtbot.waitSignal(window.queue.filed, timeout=20_000):
        window.clip([address])
    asked = len(press.asked)
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.list.choose(0)
    assert window.reader.guard.refused == []
    assert len(press.asked) == asked


def test_a_clip_that_fails_waits_with_its_reason_and_can_be_retried(press, open_window, qtbot):
    window = open_window(reading=False)
    with qtbot.waitSignal(window.queue.failed, timeout=20_000):
        window.clip([f"{press.address}/late"])
    window.sidebar.choose(Place(shelf=Shelf.ATTENTION))
    qtbot.waitUntil(lambda: window.model.rowCount() == 1 and window.status.failures.isVisible())
    press.print("/late", f"<h1>Late</h1>{STORY}")
    failed = window.session.library.requests.failed()
    with qtbot.waitSignal(window.queue.filed, timeout=20_000):
        window.status.retried.emit(frozenset({failed[0].article}))
    qtbot.waitUntil(lambda: window.model.rowCount() == 0)
    assert window.session.library.articles.counts()[Shelf.ALL] == 1


def test_a_failed_clip_can_be_dismissed(press, open_window, qtbot):
    window = open_window(reading=False)
    with qtbot.waitSignal(window.queue.failed, timeout=20_000):
        window.clip([f"{press.address}/gone"])
    qtbot.waitUntil(window.status.failures.isVisible)
    (failed,) = window.status._menu.actions()
    next(act for act in failed.menu().actions() if act.text() == "Dismiss").trigger()
    qtbot.waitUntil(lambda: not window.status.failures.isVisible())
    assert window.session.library.articles.counts()[Shelf.ATTENTION] == 0


def test_acts_on_articles_wait_for_one_to_be_selected(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    assert not window.acts["star"].isEnabled()
    window.list.choose(0)
    assert window.acts["star"].isEnabled()
    window.sidebar.choose(Place(shelf=Shelf.TRASH))
    qtbot.waitUntil(lambda: not window.acts["star"].isEnabled())


def test_states_work_by_key_and_are_undone(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    qtbot.waitUntil(lambda: window.model.rowCount() == 9)
    window.list.choose(0)
    chosen = window.list.chosen()
    qtbot.waitUntil(lambda: window.model.card(next(iter(chosen))) is not None)
    window.acts["trash"].trigger()
    qtbot.waitUntil(lambda: window.model.rowCount() == 8)
    qtbot.waitUntil(lambda: shown(window, Place(shelf=Shelf.TRASH)) == 1)
    qtbot.waitUntil(lambda: "to the trash" in window.acts["undo"].text())
    window.acts["undo"].trigger()
    qtbot.waitUntil(lambda: window.model.rowCount() == 9)


def test_a_change_by_another_process_shows(toured, open_window, qtbot):
    from tearsheet.library import Library

    window = open_window(folder=toured, reading=False)
    with Library.open(toured) as other:
        other.articles.set_state(State.STARRED, True, other.articles.on_shelf(Shelf.ALL)[:2])
    qtbot.waitUntil(lambda: shown(window, Place(shelf=Shelf.STARRED)) == 2, timeout=5_000)


def test_what_is_on_its_way_when_the_window_closes_is_clipped_at_the_next_start(
    press, open_window, qtbot, tmp_path
):
    hold = threading.Event()

    def silent():
        hold.wait(60)
        return Reply(b"too late")

    press.replies["/late"] = silent
    window = open_window(reading=False)
    window.clip([f"{press.address}/late"])
    qtbot.waitUntil(lambda: "/late" in [path for path, _ in press.asked])
    answer = threading.Timer(10, hold.set)
    answer.start()
    window.close()
    assert not hold.is_set(), "closing waited for a server that says nothing"
    answer.cancel()
    hold.set()
    press.print("/late", f"<h1>Late</h1>{STORY}")
    again = open_window(reading=False)
    qtbot.waitUntil(lambda: again.model.rowCount() == 1, timeout=20_000)


def test_drops_and_pastes_are_clipped(press, open_window, qtbot):
    window = open_window(reading=False)
    link = QMimeData()
    link.setUrls([QUrl(press.print("/a", f"<h1>Link</h1>{STORY}"))])
    with qtbot.waitSignal(window.queue.filed, timeout=20_000):
        window.clip_given(link)
    markup = QMimeData()
    markup.setHtml(f"<h1>Markup</h1>{STORY}")
    with qtbot.waitSignal(window.queue.filed, timeout=20_000) as filed:
        window.clip_given(markup)
    assert filed.args[0].title == "Markup"


def test_the_dialog_takes_the_clipboards_address_and_says_what_is_wrong(qtbot, open_window):
    window = open_window(reading=False)
    QGuiApplication.clipboard().setText("https://example.org/story")
    dialog = ClipDialog(window, QGuiApplication.clipboard().text())
    qtbot.addWidget(dialog)
    assert dialog.lines.toPlainText() == "https://example.org/story"
    dialog.lines.setPlainText("not a link")
    dialog.accept()
    assert "not an address" in dialog.wrong.text()
    assert dialog.links == []


def test_size_and_last_article_come_back(toured, open_window, qtbot, home):
    window = open_window(folder=toured)
    window.resize(760, 560)  # within the offscreen screen's 800 by 800
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.list.choose(3)
    last = window.reader.article
    window.close()
    from tearsheet import places

    kept = settings.load(places.settings_file())
    again = open_window(kept, folder=toured)
    assert (again.width(), again.height()) == (760, 560)
    qtbot.waitUntil(lambda: again.reader.article == last)


def test_a_second_start_hands_over(qtbot, tmp_path, qapp):
    owner = QObject()
    bell = Doorbell(tmp_path, owner)
    script = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from tearsheet.ui.single import hand_over; QCoreApplication([]);"
        "sys.exit(0 if hand_over(Path(sys.argv[1]), [sys.argv[2]]) else 1)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop")}
    asked = [sys.executable, "-c", script, str(tmp_path), "https://example.org/a"]
    with qtbot.waitSignal(bell.rung, timeout=20_000) as rung:
        second = subprocess.Popen(asked, env=environment)
    assert rung.args[0] == ["https://example.org/a"]
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=10_000)
    assert second.returncode == 0
    bell.close()
    assert hand_over(tmp_path, []) is False


def test_a_folder_that_is_no_library_is_said_where_the_list_would_be(qtbot, tmp_path):
    from tearsheet.ui.window import Window

    (tmp_path / "letter.txt").write_text("x")
    window = Window(tmp_path, settings.Settings())
    qtbot.waitUntil(lambda: NotALibrary.advice in window.status.notice.text())
    assert NotALibrary.advice in window.list._empty.text()
    window.close()


def test_every_icon_and_sheet_is_there():
    from tearsheet.ui.actions import ACTS
    from tearsheet.ui.theme import icon

    for act in ACTS:
        assert not icon(act.icon, "#112233").isNull()
    assert (ROOT / "resources" / "window" / "window.qss").exists()


def test_a_card_says_what_is_missing(toured):
    from tearsheet.library import Library

    with Library.open(toured) as library:
        cards = library.articles.cards(library.articles.on_shelf(Shelf.ALL))
    assert any("1 image missing" in facts_line(card) for card in cards)


def test_the_original_of_a_page_is_shown_without_running_or_fetching(press, open_window, qtbot):
    address = press.print(
        "/x",
        f"<h1>Remote</h1><p id=bar>Bar of the site</p><article>{STORY}<img src='/gone.png'>"
        "<script>document.title = 'ran'</script></article>",
    )
    window = open_window()
    with qtbot.waitSignal(window.queue.filed, timeout=20_000):
        window.clip([address])
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.list.choose(0)
    asked = len(press.asked)
    with qtbot.waitSignal(window.reader.view.loadFinished, timeout=10_000):
        window.acts["original"].trigger()
    with qtbot.waitCallback() as told:
        window.reader.view.page().toPlainText(told)
    assert "Bar of the site" in told.args[0]
    assert window.reader.view.page().title() != "ran"
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.acts["original"].trigger()
    with qtbot.waitCallback() as told:
        window.reader.view.page().toPlainText(told)
    assert "Bar of the site" not in told.args[0]
    assert len(press.asked) == asked


def test_a_pdf_is_opened_as_it_was_clipped(open_window, qtbot, tmp_path):
    file = tmp_path / "winds.pdf"
    writer = QPdfWriter(str(file))
    document = QTextDocument()
    document.setHtml(f"<h1>The book of winds</h1>{STORY * 12}")
    document.print_(writer)
    pages = document.pageCount()
    del writer
    window = open_window()
    with qtbot.waitSignal(window.queue.filed, timeout=20_000):
        window.clip([str(file)])
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.list.choose(0)
    window.acts["original"].trigger()
    qtbot.waitUntil(lambda: window.reader.paper is not None and window.reader.paper.pages > 0)
    assert window.reader.paper.isVisible()
    assert window.reader.paper.pages >= pages
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.acts["original"].trigger()
    assert window.reader.view.isVisible()
    assert not window.reader.paper.isVisible()


def test_a_page_without_a_story_can_be_kept_from_the_status_line(press, open_window, qtbot):
    links = "".join(f"<h3><a href='/{n}'>Story {n} of the wire</a></h3>" for n in range(9))
    window = open_window(reading=False)
    with qtbot.waitSignal(window.queue.failed, timeout=20_000):
        window.clip([press.print("/", f"<title>Wire</title><body>{links}</body>")])
    qtbot.waitUntil(window.status.failures.isVisible)
    part = window.status.failures.menu().actions()[0].menu()
    keep = next(act for act in part.actions() if act.text() == "Keep the page as it is")
    with qtbot.waitSignal(window.queue.filed, timeout=20_000):
        keep.trigger()
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)


def test_the_list_stands_before_the_rest_and_the_window_can_be_closed_then(toured, qtbot):
    window = Window(toured, settings.Settings(theme="light"))
    told = []
    window.usable.connect(lambda: told.append("usable"))
    with qtbot.waitSignal(window.listed, timeout=20_000):
        window.show()
    assert told == []
    assert window.model.rowCount() == 9
    window.list.choose(3)
    window.acts["star"].trigger()
    window.close()
    with Library.open(toured) as library:
        assert library.shelves.counts()[Shelf.STARRED] == 0
    window.deleteLater()
