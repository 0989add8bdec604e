"""Orders, groups and the views that places keep."""

from dataclasses import replace
from itertools import pairwise

import pytest

from press.story import STORY
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.article.view import Column, Group, Layout, View

FIELDS = {
    Order.TITLE: "title",
    Order.PUBLISHER: "publisher",
    Order.BYLINE: "byline",
    Order.SECTION: "section",
    Order.LANGUAGE: "language",
    Order.MISSING: "missing_images",
    Order.LONGEST: "word_count",
}


@pytest.fixture
def mixed(library):
    for number, (title, publisher, byline, section, language) in enumerate(
        (
            ("Beta", "Wire", "Zoe", "News", "en"),
            ("alpha", "", "Ann", "", "de"),
            ("Gamma", "Courier", "", "Arts", ""),
        )
    ):
        facts = Facts(
            title=title, publisher=publisher, byline=byline, section=section, language=language
        )
        words = f"{STORY} " * (number + 1)
        address = f"https://wire.example/{number}"
        original = Original(b"x", "text/html", address)
        library.filing.file(
            Clipping(address, facts, f"<p>{number}</p>", words, original, (), (), "t")
        )
    return library


@pytest.mark.parametrize("order", FIELDS)
def test_every_field_orders_both_ways_and_what_says_nothing_comes_last(mixed, order):
    for one in (order, order.turned):
        cards = mixed.articles.cards(mixed.articles.at(EVERYTHING, one))
        values = [getattr(card, FIELDS[order]) for card in cards]
        said = [v.casefold() if isinstance(v, str) else v for v in values if v != ""]
        assert values[len(said) :] == [""] * (len(values) - len(said))
        falls = (one is not order) != (order in {Order.LONGEST, Order.MISSING})
        assert all((a >= b) if falls else (a <= b) for a, b in pairwise(said))


def test_groups_keep_the_order_inside_and_put_what_has_none_last(mixed):
    ids = mixed.articles.at(EVERYTHING, Order.TITLE)
    found = mixed.views.grouped(ids, Group.PUBLISHER, Order.TITLE)
    assert [name for _, name in found.heads] == ["Courier", "Wire", "No publisher"]
    assert [row for row, _ in found.heads] == [0, 1, 2]
    mixed.collections.add("Zebra", ids[:2])
    mixed.collections.add("Aardvark", ids[1:2])
    found = mixed.views.grouped(ids, Group.COLLECTION, Order.TITLE)
    assert [name for _, name in found.heads] == ["Aardvark", "Zebra", "In no collection"]
    assert found.ids == [ids[1], ids[0], ids[2]]
    assert mixed.views.grouped(ids, Group.NONE, Order.TITLE).heads == []
    assert len(mixed.views.grouped(ids, Group.DAY, Order.NEWEST).heads) == 1


def test_a_view_is_kept_and_is_no_step_of_the_history(mixed):
    view = View(Layout.TABLE, Order.TITLE_FROM_Z, Group.DAY, (Column.TITLE,), (300,), True, False)
    place = Place(collection=mixed.collections.make("Harbours"))
    mixed.views.keep(place, replace(view, is_dense=False))
    mixed.views.keep(place, view)
    assert mixed.shelves.views() == {place.key: view}
    assert mixed.history.steps().undo == "make the collection “Harbours”"


@pytest.mark.parametrize(
    "said", ["", "[]", "{", '{"layout": 5, "columns": ["words"], "widths": "x"}']
)
def test_a_view_that_says_odd_things_is_as_usual(said):
    assert View.from_text(said) == View()


def test_a_title_is_found_by_its_beginning_whatever_its_case(mixed):
    titled = mixed.articles.titled(EVERYTHING, "ALP")
    assert [card.title for card in mixed.articles.cards(titled)] == ["alpha"]
    assert mixed.articles.titled(EVERYTHING, "%") == []
