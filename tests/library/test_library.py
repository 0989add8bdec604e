"""The library on disk: opening, states, requests, and what a crash leaves."""

import os
import signal
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pysqlite3
import pytest

from conftest import ROOT
from tearsheet.article.article import Outcome, Shelf, State
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.source_link import SourceLink
from tearsheet.errors import (
    DamagedLibrary,
    LibraryTooNew,
    NoSuchArticle,
    NotALibrary,
    ReadOnlyLibrary,
)
from tearsheet.library import Library
from tearsheet.library.migrations import migrate


def clipping(address="https://example.org/a", text="Words of the story."):
    page = Original(text.encode(), "text/html", address, 200)
    return Clipping(address, Facts(title="Title"), f"<p>{text}</p>", text, page)


def test_a_clipping_is_kept_with_its_untouched_original(library):
    filed = library.filing.file(clipping())
    article = library.articles.article(filed.article)
    assert (article.title, article.text) == ("Title", "Words of the story.")
    assert library.blobs.get(article.original) == b"Words of the story."
    assert library.articles.on_shelf(Shelf.ALL) == [filed.article]


def test_a_change_of_words_is_a_revision(library):
    first = library.filing.file(clipping())
    again = library.filing.file(clipping(text="Other words."))
    assert (again.article, again.outcome) == (first.article, Outcome.REVISED)
    assert library.articles.article(first.article).revisions == 2


def test_states_move_articles_between_shelves_and_back(library):
    one = library.filing.file(clipping()).article
    two = library.filing.file(clipping("https://example.org/b")).article
    library.articles.set_state(State.TRASHED, True, [one])
    assert library.articles.set_state(State.TRASHED, True, [one, two]) == {two}
    assert library.history.undo() == "move 1 article to the trash"
    counts = library.articles.counts()
    assert (counts[Shelf.ALL], counts[Shelf.TRASH]) == (1, 1)


def test_a_failed_request_waits_under_needs_attention(library):
    request = library.requests.expect(SourceLink("https://example.org/a"))
    library.requests.fail(request.id, "The site is not known.")
    (card,) = library.articles.cards(library.articles.on_shelf(Shelf.ATTENTION))
    assert card.failure == "The site is not known."
    (again,) = library.requests.retry(frozenset({request.article}))
    assert library.articles.on_shelf(Shelf.ATTENTION) == []
    library.filing.file(clipping(), again.id)
    assert library.articles.counts()[Shelf.ALL] == 1


def test_asking_for_a_ready_article_leaves_it_readable(library):
    filed = library.filing.file(clipping())
    request = library.requests.expect(SourceLink("https://example.org/a"))
    assert request.article == filed.article
    library.requests.fail(request.id, "Gone.")
    assert library.articles.on_shelf(Shelf.ALL) == [filed.article]


def test_a_dismissed_request_goes_with_the_article_it_never_got(library):
    never = library.requests.expect(SourceLink("https://example.org/never"))
    had = library.filing.file(clipping()).article
    again = library.requests.expect(SourceLink("https://example.org/a"))
    for request in (never, again):
        library.requests.fail(request.id, "Gone.")
    library.requests.dismiss(frozenset({never.article, had}))
    assert library.requests.failed() == []
    assert library.articles.on_shelf(Shelf.ALL) == [had]
    with pytest.raises(NoSuchArticle):
        library.articles.article(never.article)


def test_requests_of_a_killed_process_are_taken_up_by_the_next(tmp_path):
    folder = tmp_path / "library"
    script = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from tearsheet.article.source_link import SourceLink
        from tearsheet.library import Library
        library = Library.open(Path({str(folder)!r}))
        library.requests.expect(SourceLink("https://example.org/a"))
        print("ready", flush=True)
        sys.stdin.read()
    """)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop")}
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout.readline() == b"ready\n"
        with Library.open(folder) as library:
            assert library.requests.take_up() == [], "its worker still lives"
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert [r.source_url for r in library.requests.take_up()] == ["https://example.org/a"]


def test_another_process_hears_of_a_change(library):
    before = library.last_change()
    filed = library.filing.file(clipping())
    with Library.open(library.folder) as other:
        (change,) = other.changes_since(before)
    assert change.articles == {filed.article}


def test_a_folder_with_other_things_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(NotALibrary):
        Library.open(tmp_path)


def test_a_later_library_is_refused_and_left_alone(library, tmp_path):
    file = library.folder / "library.sqlite3"
    library.close()
    with pysqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryTooNew, match="99"):
        Library.open(library.folder)


def test_a_damaged_library_is_said_to_be_one(tmp_path):
    (tmp_path / "library.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(DamagedLibrary):
        Library.open(tmp_path)


def test_a_migration_keeps_a_copy_of_what_was_there(library):
    library.filing.file(clipping())
    library.close()
    backups = library.folder / "backups"
    migrate(library.folder / "library.sqlite3", backups=backups)
    (copy,) = backups.iterdir()
    with closing(pysqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (1,)
    with Library.open(library.folder) as again:
        assert len(again.articles.on_shelf(Shelf.ALL)) == 1


def test_a_library_of_the_first_schema_opens_with_all_that_was_in_it(tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    with closing(pysqlite3.connect(folder / "library.sqlite3")) as connection:
        connection.executescript((Path(__file__).parent / "fixtures" / "schema-1.sql").read_text())
    with Library.open(folder) as library:
        (kept,) = library.articles.on_shelf(Shelf.ALL)
        article = library.articles.article(kept)
        assert (article.title, article.text) == (
            "Kept since the first schema",
            "Words that must survive.",
        )
        assert (article.keywords, article.figures[0].missing) == ((), "Gone.")
        assert [r.failure for r in library.requests.failed()] == ["Nobody home."]
        assert library.filing.file(clipping()).outcome is Outcome.REVISED
    assert len(list((folder / "backups").iterdir())) == 1


def test_what_may_not_be_written_is_read_and_refuses_a_change(library, monkeypatch):
    filed = library.filing.file(clipping())
    library.close()
    # Root may write everywhere, so the answer of the system is what is changed here.
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with Library.open(library.folder) as reading:
        assert reading.is_read_only
        assert reading.articles.article(filed.article).title == "Title"
        with pytest.raises(ReadOnlyLibrary):
            reading.articles.set_state(State.STARRED, True, [filed.article])


def test_half_written_blobs_are_swept_at_the_start(library):
    left = library.folder / "blobs" / "x.unfinished"
    left.write_bytes(b"half")
    library.close()
    with Library.open(library.folder) as again:
        again.get_ready()
        assert not left.exists()


def test_many_are_filed_as_one_by_one(library):
    again = clipping()
    known = library.filing.file(again).article
    others = [clipping(f"https://example.org/{n}") for n in range(600)]
    filed = library.filing.file_all([*others[:300], again, others[0], *others[300:]])
    assert [each.outcome for each in filed].count(Outcome.ADDED) == 600
    assert [each.outcome for each in filed[300:302]] == [Outcome.UNCHANGED] * 2
    assert (filed[300].article, filed[301].article) == (known, filed[0].article)
    one, many = (library.articles.article(id_) for id_ in (known, filed[-1].article))
    assert (one.text, one.body, one.figures) == (many.text, many.body, many.figures)
    assert library.blobs.get(many.original) == others[-1].original.content
    assert library.shelves.counts()[Shelf.ALL] == 601
    assert library.index.catch_up() == 601
