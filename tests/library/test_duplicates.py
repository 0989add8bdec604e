"""The same page kept twice is found and made one, with nothing lost and nothing for ever."""

import pytest

from tearsheet.article.article import Shelf, State
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.place import Place

WORDS = "The lamp on the north pier, dark since a storm broke its lens, was lit again. " * 4


def clipping(address, words=WORDS, canonical=""):
    return Clipping(
        source_url=address,
        facts=Facts(title="Lamp", canonical_url=canonical),
        body=f"<p>{words}</p>",
        text=words,
        original=Original(b"x", "text/html", address),
        figures=(),
        links=(),
        extractor="test",
    )


@pytest.fixture
def twins(library):
    """Two that name the same address, one that says the same, one of its own."""
    made = [
        library.filing.file(clipping(*each)).article
        for each in (
            ("https://wire.example/lamp", "One text.", "https://wire.example/lamp"),
            ("https://m.wire.example/lamp-2", "Another.", "https://wire.example/lamp?utm_source=x"),
            ("https://other.example/a", WORDS),
            ("https://other.example/b", WORDS),
            ("https://other.example/c", "Its own words."),
        )
    ]
    return library, made


def test_duplicates_are_found_by_address_and_by_words(twins):
    library, made = twins
    assert library.duplicates.found() == [(made[0], made[1]), (made[2], made[3])]


def test_a_merge_unites_everything_and_can_be_taken_back(twins):
    library, made = twins
    keep, other = made[2], made[3]
    library.tags.attach("kept", [keep])
    library.tags.attach("other", [other])
    library.collections.add("Harbours", [other])
    library.articles.set_state(State.STARRED, True, [other])
    library.notes.write(other, "Ask the keeper.")
    library.duplicates.merge(keep, [other])
    one = library.articles.article(keep)
    assert (one.tags, one.is_starred, one.revisions) == (("kept", "other"), True, 2)
    harbours = Place(collection=library.collections.find("Harbours"))
    assert library.articles.at(harbours) == [keep]
    assert library.articles.at(Place(shelf=Shelf.ALL, query="has:note")) == [keep]
    assert library.articles.on_shelf(Shelf.TRASH) == [other]
    library.articles.empty_trash()
    assert library.articles.article(keep).revisions == 2


def test_a_merge_that_is_undone_leaves_both_as_they_were(twins):
    library, made = twins
    keep, other = made[2], made[3]
    library.tags.attach("other", [other])
    library.notes.write(other, "Ask the keeper.")
    library.duplicates.merge(keep, [other])
    assert library.history.undo() == "merge 2 articles into “Lamp”"
    assert [library.articles.article(id_).revisions for id_ in (keep, other)] == [1, 1]
    assert library.articles.article(keep).tags == ()
    assert library.articles.on_shelf(Shelf.TRASH) == []
    assert library.articles.at(Place(shelf=Shelf.ALL, query="has:note")) == [other]
