"""Every edit can be taken back and brought forth, whatever was done before and however often."""

from contextlib import closing

import pysqlite3
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tearsheet.article.article import Shelf, State
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.errors import BadName, NoSuchName
from tearsheet.library import Library, Steps

TABLES = ("article", "tag", "article_tag", "collection", "article_collection")
WITHIN = """
WITH RECURSIVE walk (id, above) AS (SELECT id, id FROM collection
    UNION SELECT walk.id, parent_id FROM walk JOIN collection ON collection.id = walk.above
    WHERE parent_id IS NOT NULL)
SELECT above, article_id, count(*) FROM walk
JOIN article_collection ON collection_id = walk.id GROUP BY 1, 2
"""
COUNTED = {
    "SELECT collection_id, article_id, ways FROM collection_within": WITHIN,
    "SELECT collection_id, articles FROM collection_count": f"""
        SELECT id, (SELECT count(*) FROM ({WITHIN}) WHERE above = id) FROM collection""",
    "SELECT tag_id, articles FROM tag_count": """
        SELECT id, (SELECT count(*) FROM article_tag WHERE tag_id = id) FROM tag""",
    "SELECT * FROM shelf_count": """
        SELECT count(*) FILTER (WHERE trashed_at IS NULL AND status = 'ready'),
            count(*) FILTER (WHERE read_at IS NULL AND archived_at IS NULL
                AND trashed_at IS NULL AND status = 'ready'),
            count(*) FILTER (WHERE starred_at IS NOT NULL AND trashed_at IS NULL
                AND status = 'ready'),
            count(*) FILTER (WHERE archived_at IS NOT NULL AND trashed_at IS NULL
                AND status = 'ready'),
            count(*) FILTER (WHERE trashed_at IS NOT NULL)
        FROM article""",
}
"""What triggers keep, and the same counted."""
NAMES = some.sampled_from(["rivers", "Rivers", "rivérs", "tides", "tides/low", "winds"])


def clipping(number):
    return Clipping(
        source_url=f"https://harbour.example/{number}",
        facts=Facts(title=f"Story {number}", publisher="Harbour Wire"),
        body=f"<p>Story {number}.</p>",
        text=f"Story {number}.",
        original=Original(b"x", "text/html", f"https://harbour.example/{number}"),
        figures=(),
        links=(),
        extractor="test",
    )


def everything(library):
    """All that edits can change, as the file holds it."""
    with closing(pysqlite3.connect(library.folder / "library.sqlite3")) as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in TABLES
        }


class Edits(RuleBasedStateMachine):
    """Random edits, undos, redos and restarts; the library is held against its own past."""

    @initialize()
    def begin(self):
        import tempfile
        from pathlib import Path

        self.room = tempfile.TemporaryDirectory()
        self.folder = Path(self.room.name) / "library"
        self.library = Library.open(self.folder)
        self.articles = [self.library.filing.file(clipping(n)).article for n in range(6)]
        self.past = [everything(self.library)]
        self.future = []

    def teardown(self):
        if hasattr(self, "library"):
            self.library.close()
            self.room.cleanup()

    def did(self):
        now = everything(self.library)
        if now != self.past[-1]:
            self.past.append(now)
        self.future = []

    def some_of(self, mask):
        return [article for n, article in enumerate(self.articles) if mask >> n & 1]

    def collections(self):
        return [each.id for each in self.library.collections.all()]

    @rule(name=NAMES, mask=some.integers(0, 63))
    def tag(self, name, mask):
        self.library.tags.attach(name, self.some_of(mask))
        self.did()

    @rule(name=NAMES, mask=some.integers(0, 63))
    def untag(self, name, mask):
        try:
            self.library.tags.detach(name, self.some_of(mask))
        except NoSuchName:
            return
        self.did()

    @rule(old=NAMES, new=NAMES)
    def rename_tag(self, old, new):
        try:
            self.library.tags.rename(old, new)
        except NoSuchName:
            return
        self.did()

    @rule(name=NAMES)
    def delete_tag(self, name):
        try:
            self.library.tags.delete(name)
        except NoSuchName:
            return
        self.did()

    @rule(state=some.sampled_from(State), on=some.booleans(), mask=some.integers(0, 63))
    def mark(self, state, on, mask):
        self.library.articles.set_state(state, on, self.some_of(mask))
        self.did()

    @rule(path=some.sampled_from(["A", "A/B", "A/B/C", "D"]), mask=some.integers(0, 63))
    def collect(self, path, mask):
        self.library.collections.add(path, self.some_of(mask))
        self.did()

    @precondition(lambda self: self.collections())
    @rule(data=some.data())
    def move_collection(self, data):
        ids = self.collections()
        moved, into = data.draw(some.sampled_from(ids)), data.draw(some.sampled_from([None, *ids]))
        try:
            self.library.collections.move(moved, into, data.draw(some.integers(0, 3)))
        except BadName:
            assert everything(self.library) == self.past[-1]
            return
        self.did()

    @precondition(lambda self: len(self.collections()) > 1)
    @rule(data=some.data())
    def merge_collections(self, data):
        ids = self.collections()
        one, other = data.draw(some.sampled_from(ids)), data.draw(some.sampled_from(ids))
        try:
            self.library.collections.merge(one, other)
        except BadName:
            return
        self.did()

    @precondition(lambda self: self.collections())
    @rule(data=some.data(), mask=some.integers(0, 63))
    def delete_or_take_out(self, data, mask):
        chosen = data.draw(some.sampled_from(self.collections()))
        if mask % 2:
            self.library.collections.delete(chosen)
        else:
            self.library.collections.take_out(chosen, self.some_of(mask))
        self.did()

    @rule()
    def undo(self):
        if self.library.history.undo() is None:
            assert len(self.past) == 1
            return
        self.future.append(self.past.pop())

    @rule()
    def redo(self):
        if self.library.history.redo() is None:
            assert not self.future
            return
        self.past.append(self.future.pop())

    @rule()
    def restart(self):
        self.library.close()
        self.library = Library.open(self.folder)

    @invariant()
    def what_is_kept_is_what_would_be_counted(self):
        if not hasattr(self, "library"):
            return
        with closing(pysqlite3.connect(self.library.folder / "library.sqlite3")) as connection:
            for kept, counted in COUNTED.items():
                assert sorted(connection.execute(kept)) == sorted(connection.execute(counted)), kept

    @invariant()
    def is_as_it_should_be(self):
        if hasattr(self, "past"):
            assert everything(self.library) == self.past[-1]


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture
def filled(library):
    return library, [library.filing.file(clipping(n)).article for n in range(5)]


def test_what_undo_and_redo_would_do_is_named(filled):
    library, articles = filled
    assert library.history.steps() == Steps(None, None)
    library.tags.attach("rivers", articles[:3])
    library.collections.add("Harbours/Ferries", articles)
    assert library.history.steps() == Steps("add 5 articles to “Ferries”", None)
    library.history.undo()
    assert library.history.steps() == Steps(
        "tag 3 articles “rivers”", "add 5 articles to “Ferries”"
    )
    library.articles.set_state(State.STARRED, True, articles[:1])
    assert library.history.steps() == Steps("star 1 article", None)


def test_an_edit_that_changes_nothing_is_no_step(filled):
    library, articles = filled
    library.tags.attach("rivers", articles[:3])
    library.tags.attach("RIVERS", articles[:3])
    assert library.history.undo() == "tag 3 articles “rivers”"
    assert library.history.undo() is None


def test_only_those_that_gained_a_tag_lose_it_again(filled):
    library, articles = filled
    library.tags.attach("rivers", articles[:2])
    library.tags.attach("rivers", articles)
    assert library.history.undo() == "tag 3 articles “rivers”"
    assert [tag.count for tag in library.tags.all()] == [2]


def test_a_clip_is_not_taken_back_by_undo(filled):
    library, articles = filled
    library.articles.set_state(State.STARRED, True, articles[:1])
    library.filing.file(clipping(9))
    library.history.undo()
    assert len(library.articles.on_shelf(Shelf.ALL)) == 6


def test_an_emptied_trash_stays_empty_and_older_steps_still_undo(filled):
    library, articles = filled
    library.tags.attach("rivers", articles)
    library.articles.set_state(State.TRASHED, True, articles[:2])
    assert library.articles.empty_trash() == 2
    while library.history.undo():
        pass
    while library.history.redo():
        pass
    assert sorted(library.articles.on_shelf(Shelf.ALL)) == articles[2:]
    assert [tag.count for tag in library.tags.all()] == [3]


def test_the_history_keeps_the_last_thousand_steps(filled, monkeypatch):
    library, articles = filled
    monkeypatch.setattr("tearsheet.library.noting.MOST_STEPS", 3)
    for n in range(5):
        library.tags.attach(f"tag {n}", articles)
    undone = [library.history.undo() for _ in range(4)]
    assert undone == [f"tag 5 articles “tag {n}”" for n in (4, 3, 2)] + [None]
