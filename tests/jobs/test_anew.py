"""Texts are taken anew from their originals, many at once."""

import pytest

from press.story import STORY, page
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.clip import Engine
from tearsheet.clip.cancel import Cancel
from tearsheet.errors import Cancelled
from tearsheet.jobs.anew import extract_many


@pytest.fixture
def engine():
    made = Engine(back_off=0)
    yield made
    made.close()


def file(library, number):
    """An article whose text an older engine took badly."""
    address = f"https://wire.example/{number}"
    original = Original(page(f"{STORY}<p>Number {number}.</p>").encode(), "text/html", address)
    clipping = Clipping(address, Facts(title="Bad"), "<p>Bad.</p>", "Bad.", original, (), (), "old")
    return library.filing.file(clipping).article


def test_one_that_cannot_be_read_does_not_stop_the_rest_and_is_told(library, engine):
    articles = [file(library, number) for number in range(3)]
    gone = library.articles.article(articles[1]).original
    for path in (library.folder / "blobs").rglob(f"{gone[2:]}*"):
        path.unlink()
    shares = []
    told = extract_many(
        library, engine, articles, lambda done, steps: shares.append((done, steps)), Cancel()
    )
    assert (told.texts, told.changed, told.failed) == (2, 2, 1)
    assert "2 texts taken anew; 2 differ" in told.sentence
    assert "1 could not be" in told.sentence
    assert shares == [(0, 3), (1, 3), (2, 3)]
    assert [library.articles.article(id_).title for id_ in articles] == [
        "The book of winds", "Bad", "The book of winds",
    ]  # fmt: skip


def test_it_stops_between_two_and_leaves_them_whole(library, engine):
    articles, cancel = [file(library, 0)], Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        extract_many(library, engine, articles, lambda *_: None, cancel)
    assert library.articles.article(articles[0]).title == "Bad"
