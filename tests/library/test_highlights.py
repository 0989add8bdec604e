"""Highlights and notes: kept, changed, undone, searched, copied."""

import pytest

from press.story import STORY
from tearsheet.article.article import Shelf, State
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.highlight import Anchor, as_markdown
from tearsheet.article.place import EVERYTHING, Place
from tearsheet.errors import BadName, NoSuchArticle, NoSuchName

ANCHOR = Anchor("the first of them", "he writes ", " down", 40, 57)


@pytest.fixture
def article(library):
    original = Original(b"x", "text/html", "https://wire.example/a")
    clipping = Clipping(
        original.final_address, Facts(title="Winds"), STORY, STORY, original, (), (), "test"
    )
    return library.filing.file(clipping).article


def test_a_highlight_is_made_changed_and_undone(library, article):
    id_ = library.highlights.make(article, ANCHOR, "blue")
    library.highlights.change(id_, "pink", "  Which wind? ")
    (one,) = library.highlights.of([article])
    assert (one.anchor, one.colour, one.note) == (ANCHOR, "pink", "Which wind?")
    library.history.undo()
    assert library.highlights.of([article])[0].colour == "blue"
    library.history.undo()
    assert library.highlights.of([article]) == []
    library.history.redo()
    library.history.redo()
    assert library.highlights.of([article]) == [one]
    library.highlights.delete([id_])
    assert library.history.undo() == "delete 1 highlight"
    assert library.highlights.of([article]) == [one]


def test_highlights_and_notes_are_found_by_search(library, article):
    id_ = library.highlights.make(article, ANCHOR)
    library.highlights.change(id_, "yellow", "Sirocco")
    library.notes.write(article, "Compare *Mistral*.")
    for query in ("is:highlighted", "has:note", "sirocco ", "note:mistral "):
        assert library.articles.at(Place(shelf=Shelf.ALL, query=query)) == [article], query
    library.notes.write(article, "  ")
    assert library.notes.of(article) == ""
    assert library.history.undo() == "write a note on “Winds”"
    assert library.notes.of(article) == "Compare *Mistral*."


def test_highlights_of_what_lies_in_the_trash_are_not_in_the_list_of_all(library, article):
    library.highlights.make(article, ANCHOR)
    assert len(library.highlights.all()) == 1
    library.articles.set_state(State.TRASHED, True, [article])
    assert library.highlights.all() == []
    library.articles.empty_trash()
    library.history.undo()
    assert library.articles.at(EVERYTHING) == []


def test_they_are_copied_as_markdown_with_their_source(library, article):
    id_ = library.highlights.make(article, Anchor("Two\n\nlines", "", "", 0, 10))
    library.highlights.change(id_, "yellow", "Mine.")
    said = as_markdown(library.highlights.all())
    assert said == "## [Winds](https://wire.example/a)\n\n> Two\n> lines\n\nMine.\n"


def test_what_cannot_be_is_refused(library, article):
    with pytest.raises(BadName, match="no words"):
        library.highlights.make(article, Anchor("  ", "", "", 0, 2))
    with pytest.raises(BadName, match="no colour"):
        library.highlights.make(article, ANCHOR, "mauve")
    with pytest.raises(NoSuchArticle):
        library.highlights.make(99, ANCHOR)
    with pytest.raises(NoSuchName):
        library.highlights.change(99, "yellow", "")
