"""Reading: side by side, highlights, images, finding, keeping the place, printing, offline."""

import io
import json

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from press.server import Reply
from press.story import PARAGRAPHS, STORY, WORDS, page
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.highlight import Anchor
from tearsheet.cli.tour import make_tour
from tearsheet.library import Library
from tearsheet.ui.dialogs.highlights import HighlightsDialog
from tearsheet.ui.dialogs.look import LookPanel
from tearsheet.ui.dialogs.viewer import ImageViewer

LONG = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 6)


def file(library, address, body, title="The book of winds"):
    text = body.replace("<p>", "").replace("</p>", "\n")
    original = Original(f"<h1>{title}</h1>{body}".encode(), "text/html", address)
    clipping = Clipping(address, Facts(title=title), body, text, original, (), (), "test")
    return library.filing.file(clipping).article


@pytest.fixture
def shelf(tmp_path):
    """Two articles that share a paragraph, the first of them long, and with a second revision."""
    folder = tmp_path / "library"
    with Library.open(folder) as library:
        one = file(library, "https://wire.example/one", LONG.replace("piano", "violin"))
        file(library, "https://wire.example/one", LONG)
        two = file(library, "https://wire.example/two", f"<p>Other news.</p><p>{WORDS[1]}</p>")
    return folder, one, two


@pytest.fixture
def window(shelf, open_window, qtbot):
    window = open_window(folder=shelf[0])
    window.resize(1200, 700)
    open_article(window, qtbot, shelf[1])
    return window


@pytest.fixture
def toured():
    return make_tour()[0]


def open_article(window, qtbot, id_):
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        window.list.choose(window.model.row_of(id_))


def ask(pane, qtbot, script):
    with qtbot.waitCallback(timeout=5_000) as told:
        pane.run(script, told)
    return told.args[0]


def painted(pane, qtbot, name):
    """The text that is painted under a name."""
    script = f"[...(CSS.highlights.get({name!r}) ?? [])].map(String).join('|')"
    return ask(pane, qtbot, script)


def test_words_are_highlighted_noted_and_found_again(window, shelf, qtbot):
    pane, highlights = window.reader.active, window.session.library.highlights
    start = ask(pane, qtbot, f"tearsheet.text().indexOf({WORDS[1]!r})")
    ask(pane, qtbot, f"tearsheet.select({start}, {start + len(WORDS[1])})")
    window.acts["highlight green"].trigger()
    qtbot.waitUntil(lambda: len(highlights.of([shelf[1]])) == 1)
    (one,) = highlights.of([shelf[1]])
    assert (one.anchor.quote, one.colour) == (WORDS[1], "green")
    assert one.anchor.suffix.startswith(" Nobody") or one.anchor.suffix
    qtbot.waitUntil(lambda: painted(pane, qtbot, "mark-green") == WORDS[1])
    window.reader.highlighter.changed.emit(one.id, "pink", "Ask about the ice.")
    qtbot.waitUntil(lambda: painted(pane, qtbot, "mark-pink") == WORDS[1])
    assert painted(pane, qtbot, "mark-green") == ""
    qtbot.waitUntil(lambda: painted(pane, qtbot, "noted") == WORDS[1])
    qtbot.waitUntil(lambda: "change a highlight" in window.acts["undo"].text())
    window.acts["undo"].trigger()
    qtbot.waitUntil(lambda: painted(pane, qtbot, "mark-green") == WORDS[1])


def test_a_highlight_survives_a_new_revision_and_one_that_does_not_is_said(window, shelf, qtbot):
    library = window.session.library
    kept = Anchor(WORDS[4], "", "", 4, 4 + len(WORDS[4]))
    lost = Anchor("Words that nobody wrote.", "", "", 9, 20)
    for anchor in (kept, lost):
        library.highlights.make(shelf[1], anchor)
    pane = window.reader.active
    qtbot.waitUntil(lambda: WORDS[4] in painted(pane, qtbot, "mark-yellow"))
    qtbot.waitUntil(lambda: "1 highlight of this article" in window.status.notice.text())
    window.acts["highlights"].trigger()
    (dialog,) = window.findChildren(HighlightsDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    said = [dialog.list.item(row).text() for row in range(2)]
    assert sum("not in the article any more" in line for line in said) == 1
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("## [The book of winds](https://wire.example/one)")
    assert f"> {WORDS[4]}" in copied


def test_two_articles_stand_side_by_side_with_what_they_share(window, shelf, qtbot):
    reader = window.reader
    with qtbot.waitSignal(reader.painted, timeout=10_000):
        reader.show_beside(shelf[2])
    one, two = reader.panes
    assert not window.list.isVisible()
    reader.comparison.shared.click()
    qtbot.waitUntil(lambda: "% shared" in reader.comparison.said.text())
    qtbot.waitUntil(lambda: WORDS[1].rstrip(".") in painted(two, qtbot, "shared"))
    assert WORDS[1].rstrip(".") in painted(one, qtbot, "shared")
    reader.comparer.click(two, ask(two, qtbot, "tearsheet.text().indexOf('ice on')"))
    qtbot.waitUntil(lambda: WORDS[1].rstrip(".") in painted(one, qtbot, "partner"))
    reader.swap()
    assert reader.panes == [two, one]
    assert reader.splitter.widget(0) is two
    two.activated.emit()
    with qtbot.waitSignal(reader.painted, timeout=10_000):
        reader.show_article(shelf[1])
    assert [pane.article for pane in reader.panes] == [shelf[1], shelf[1]]
    reader.comparison.joined.emit()
    assert len(reader.panes) == 1
    assert window.list.isVisible()


def test_two_selected_articles_open_side_by_side_and_up_to_four_fit(window, shelf, qtbot):
    window.resize(1600, 700)
    window.acts["select all"].trigger()
    window.acts["side by side"].trigger()
    qtbot.waitUntil(lambda: [pane.article for pane in window.reader.panes] == [shelf[2], shelf[1]])
    for _ in range(4):
        window.reader.show_beside(shelf[1])
    assert 2 <= len(window.reader.panes) <= 4
    window.reader.panes[0].closed.emit()
    assert window.reader.article == shelf[1]


def test_panes_scroll_together(window, shelf, qtbot):
    reader = window.reader
    with qtbot.waitSignal(reader.painted, timeout=10_000):
        reader.show_beside(shelf[1])
    one, two = reader.panes
    reader.comparison.together.click()
    qtbot.waitUntil(lambda: bool(reader.comparer.pairs))
    one.activated.emit()
    one.run("document.scrollingElement.scrollTop = 900")
    qtbot.waitUntil(lambda: two.place > 0 and abs(two.place - one.place) < 200)


def test_revisions_are_compared_word_by_word(window, shelf, qtbot):
    library, reader = window.session.library, window.reader
    older = library.revisions.of(shelf[1])[1]
    window.reading_acts._show_changes(shelf[1], older)
    qtbot.waitUntil(lambda: len(reader.panes) == 2)
    count = f"{LONG.count('piano')} changed"
    qtbot.waitUntil(lambda: count in reader.comparison.said.text(), timeout=10_000)
    left, right = reader.panes
    qtbot.waitUntil(lambda: set(painted(left, qtbot, "changed").split("|")) == {"violin"})
    assert set(painted(right, qtbot, "changed").split("|")) == {"piano"}


def test_the_place_is_kept_and_found_again(window, shelf, qtbot):
    pane = window.reader.active
    pane.run("document.scrollingElement.scrollTop = 1200")
    qtbot.waitUntil(lambda: pane.place > 0)
    place = pane.place
    open_article(window, qtbot, shelf[2])
    library = window.session.library
    qtbot.waitUntil(lambda: library.articles.article(shelf[1]).reading_position != "")
    assert json.loads(library.articles.article(shelf[1]).reading_position) == {"place": place}
    open_article(window, qtbot, shelf[1])
    qtbot.waitUntil(lambda: abs(pane.place - place) < 120)
    assert "min left" in window.status.left.text() or "minute left" in window.status.left.text()


def test_an_article_that_is_only_passed_by_keeps_its_place(window, shelf, qtbot):
    library, pane = window.session.library, window.reader.active
    open_article(window, qtbot, shelf[2])
    kept = json.dumps({"place": 400})
    library.articles.keep_place(shelf[1], kept)
    window.list.choose(window.model.row_of(shelf[1]))
    window.list.choose(window.model.row_of(shelf[2]))
    with qtbot.waitSignal(window.reader.painted, timeout=10_000):
        pass
    written = []
    window.lanes.write(lambda: None, written.append)
    qtbot.waitUntil(lambda: written != [])
    assert library.articles.article(shelf[1]).reading_position == kept
    open_article(window, qtbot, shelf[1])
    qtbot.waitUntil(lambda: abs(pane.place - 400) < 120)


def test_words_are_found_in_the_article(window, qtbot):
    window.acts["find"].trigger()
    pane = window.reader.active
    qtbot.keyClicks(pane.finder.line, "piano")
    qtbot.waitUntil(lambda: pane.finder.count.text().startswith("1 of "))
    qtbot.keyClick(pane.finder.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.finder.count.text().startswith("2 of "))
    qtbot.keyClick(pane.finder.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: pane.finder.count.text().startswith("1 of "))
    assert painted(pane, qtbot, "current") == "piano"
    pane.finder.line.setText("zebra")
    qtbot.waitUntil(lambda: pane.finder.count.text() == "not found")
    qtbot.keyClick(pane.finder.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: painted(pane, qtbot, "found") == "")


def test_images_are_seen_large_gone_through_and_saved(toured, open_window, qtbot, tmp_path):
    window = open_window(folder=toured)
    lenses = window.session.library.articles.titled(window.model.place, "Fresnel")[0]
    open_article(window, qtbot, lenses)
    window.reader.active.pictured.emit(2)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ImageViewer)))
    (viewer,) = window.findChildren(ImageViewer)
    qtbot.waitUntil(lambda: not viewer.canvas.image.isNull())
    assert "3 of 4" in viewer.count.text()
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert "1 of 4" in viewer.count.text()
    assert "© Glass & Light" in viewer.words.text()
    qtbot.waitUntil(lambda: bool(viewer._content))
    viewer.save(tmp_path / "picture")
    assert (tmp_path / "picture").stat().st_size > 1_000
    qtbot.keyClick(viewer, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: not viewer.cells.item(3).icon().isNull())
    viewer.filter.setText("evening light")
    assert [viewer.cells.item(row).isHidden() for row in range(4)] == [False, True, True, True]


def test_every_image_of_a_list_is_in_the_gallery(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    window.acts["gallery"].trigger()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ImageViewer)))
    (viewer,) = window.findChildren(ImageViewer)
    assert viewer.cells.count() == 11
    assert viewer.pages.currentIndex() == 1


def test_an_article_is_written_as_pdf_and_copied_with_its_source(window, qtbot, tmp_path):
    with qtbot.waitSignal(window.reading_acts.said, timeout=20_000):
        window.reading_acts.write_pdf(tmp_path / "article.pdf")
    assert (tmp_path / "article.pdf").read_bytes().startswith(b"%PDF")
    ask(window.reader.active, qtbot, "tearsheet.select(0, 20)")
    window.acts["copy source"].trigger()
    wanted = "The book of winds — https://wire.example/one"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().endswith(wanted))
    assert QGuiApplication.clipboard().text().startswith("“The harbour master k”")


def test_the_look_of_the_page_changes_at_once_and_stays(window, qtbot):
    window.acts["look"].trigger()
    (panel,) = window.findChildren(LookPanel)
    panel.font_choice.setCurrentIndex(1)
    panel.text_size.setValue(22)
    panel.leading.setValue(180)
    panel.justified.setChecked(True)
    panel.theme.setCurrentText("High contrast")
    pane = window.reader.active
    script = "const s = getComputedStyle(document.querySelector('p')); [s.fontSize, s.textAlign, s.color].join()"
    qtbot.waitUntil(lambda: ask(pane, qtbot, script) == "22px,justify,rgb(255, 255, 255)")
    family = "getComputedStyle(document.body).fontFamily"
    qtbot.waitUntil(lambda: "Tearsheet Sans" in ask(pane, qtbot, family))
    assert (window.settings.font, window.settings.leading) == ("sans", 1.8)


def test_a_text_is_taken_anew_from_its_original_without_the_network(toured, open_window, qtbot):
    window = open_window(folder=toured, reading=False)
    window.acts["select all"].trigger()
    window.acts["extract anew"].trigger()
    qtbot.waitUntil(
        lambda: "9 texts taken anew; 0 differ" in window.status.notice.text(), timeout=30_000
    )
    library = window.session.library
    lamp = window.model.id_at(8)
    with library._database.writing("an older engine") as (session, _):
        from sqlalchemy import text

        session.execute(
            text("UPDATE revision SET text = 'x', text_hash = 'x' WHERE article_id = :id"),
            {"id": lamp},
        )
    window.list.choose(8)
    window.acts["extract anew"].trigger()
    qtbot.waitUntil(
        lambda: "1 text taken anew; 1 differ" in window.status.notice.text(), timeout=30_000
    )
    article = library.articles.article(lamp)
    assert article.revisions == 2
    assert [figure.missing for figure in article.figures] == [None]


def test_a_note_is_written_in_the_details_and_found(window, shelf, qtbot):
    window.acts["details"].trigger()
    qtbot.waitUntil(lambda: "title" in window.details.lines)
    window.details.note.setPlainText("Ask the **keeper**.")
    window.details.note.document().setModified(True)
    window.details.note.left.emit()
    notes = window.session.library.notes
    qtbot.waitUntil(lambda: notes.of(shelf[1]) == "Ask the **keeper**.")
    window.search.set_query("note:keeper ")
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)


def test_without_a_voice_that_is_said(window, qtbot, monkeypatch):
    monkeypatch.setattr(window.voice, "_voice", lambda: None)
    window.acts["read aloud"].trigger()
    assert "no voice" in window.status.notice.text()


def test_focus_leaves_nothing_but_the_article(window, qtbot):
    window.acts["focus"].trigger()
    assert not window.sidebar.isVisible()
    assert not window.list.isVisible()
    window.acts["focus"].trigger()
    assert window.sidebar.isVisible()
    assert window.list.isVisible()


def test_reading_tries_no_request_whatever_an_article_is_full_of(
    open_window, qtbot, tmp_path, press
):
    remote = press.address
    hostile = (
        f'<p>Read.</p><p><a href="{remote}/prefetch" ping="{remote}/ping">a link</a></p>'
        f'<img src="{remote}/a.png"><img srcset="{remote}/b.png 2x">'
        f'<video src="{remote}/v.mp4" poster="{remote}/p.png"></video>'
        f'<link rel="stylesheet" href="{remote}/s.css"><link rel="preconnect" href="{remote}">'
        f'<iframe src="{remote}/frame"></iframe><object data="{remote}/o"></object>'
        f'<div style="background:url({remote}/bg.png)">x</div>'
        f'<script>fetch("{remote}/script")</script>'
        f'<style>@import "{remote}/i.css"; @font-face {{ src: url({remote}/f.woff) }}</style>'
    )
    with Library.open(tmp_path / "library") as library:
        id_ = file(library, "https://wire.example/hostile", hostile)
    window = open_window(folder=tmp_path / "library")
    open_article(window, qtbot, id_)
    ask(window.reader.active, qtbot, "document.body.offsetHeight")
    # The body went in past the sanitiser here, on purpose: the page's policy alone must hold.
    assert press.asked == []
    # The policy stops each before the profile hears of it.
    assert window.reader.guard.refused == []


def test_a_missing_image_is_tried_again_from_its_place_in_the_page(press, open_window, qtbot):
    held = io.BytesIO()
    Image.effect_noise((640, 400), 60).save(held, "PNG")
    address = press.print("/story", page(f'{STORY}<figure><img src="/pier.png"></figure>'))
    window = open_window()
    with qtbot.waitSignal(window.queue.filed, timeout=20_000):
        window.clip([address])
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    open_article(window, qtbot, window.model.id_at(0))
    pane = window.reader.active
    assert ask(pane, qtbot, "document.querySelectorAll('figure img').length") == 0
    press.replies["/pier.png"] = Reply(held.getvalue(), "image/png")
    with qtbot.waitSignal(window.reader.painted, timeout=20_000):
        pane.run("document.querySelector('[data-act=again]').click()")
    assert ask(pane, qtbot, "document.querySelectorAll('figure img').length") == 1
    assert ask(pane, qtbot, "document.querySelectorAll('[data-act]').length") == 0
    qtbot.waitUntil(lambda: "here now" in window.status.notice.text())
