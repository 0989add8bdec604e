"""The terminal's quick answer is the library's own, and what it does not know it leaves."""

import pytest

from press.story import STORY, WORDS
from tearsheet.article.article import Shelf, State
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.place import Order, Place
from tearsheet.library.quick import quick_search

ASKED = (
    "harbour ", "harbour boats ", '"book of winds" ', "title:3 ", "tag:optics ", "-title:3 ",
    "winds -title:2 ", "is:starred ", "harbour tag:optics in:Thesis ", "words:>800 ", "colour:red ",
    "clipped:today winds OR boats ", "nothinglikethis ", "published:<2020 ", "(",
)  # fmt: skip


@pytest.fixture
def filled(library):
    made = []
    for number in range(6):
        address = f"https://wire.example/{number}"
        text = f"{WORDS[number]} {STORY if number % 2 else ''}"
        facts = Facts(title=f"Winds {number}", publisher="Wire", byline="Ada Reyes")
        original = Original(b"x", "text/html", address)
        clipping = Clipping(address, facts, f"<p>{number}</p>", text, original, (), (), "test")
        made.append(library.filing.file(clipping).article)
    library.tags.attach("Optics", made[:3])
    library.tags.attach("harbour/Nord", made[1:2])
    library.collections.add("Thesis", made[1:4])
    library.articles.set_state(State.STARRED, True, made[:2])
    library.articles.set_state(State.TRASHED, True, made[5:])
    library.index.catch_up()
    return library


@pytest.mark.parametrize("typed", ASKED)
def test_the_quick_answer_is_the_librarys_own(filled, typed):
    cards, query = quick_search(filled.folder, typed, 50)
    ids = filled.articles.at(Place(shelf=Shelf.ALL, query=typed), Order.BEST, 50)
    assert cards == filled.articles.cards(ids)
    assert query.hints == filled.finding.understood(typed).hints


def test_a_change_is_known_at_once(filled):
    (first, *_), _ = quick_search(filled.folder, "title:0 ", 5)
    filled.amendments.amend(first.id, "title", "Sirocco")
    (found, *_), _ = quick_search(filled.folder, "sirocco ", 5)
    assert found.id == first.id


def test_what_it_cannot_open_it_leaves_to_the_library(tmp_path, filled):
    assert quick_search(tmp_path / "nowhere", "winds ", 5) is None
    (filled.folder / "search.sqlite3").unlink()
    assert quick_search(filled.folder, "winds ", 5) is None
