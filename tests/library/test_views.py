"""Orders, groups and the views that places keep."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from press.story import STORY
from tearsheet.article.article import Shelf, State
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.place import EVERYTHING, Order, Place
from tearsheet.article.view import Column, Group, Layout, View
from tearsheet.library import listing

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


@pytest.mark.parametrize("share", [1, 10**9])
@pytest.mark.parametrize("order", Order)
def test_an_order_is_the_same_whether_its_index_is_walked_or_all_is_sorted(
    mixed, order, share, monkeypatch
):
    for number, (words, day) in enumerate((("Alpha", 3), ("beta", None), ("gamma", 1)), start=3):
        published = day and datetime(2026, 1, day, tzinfo=UTC)
        facts = Facts(title=words, publisher="Wire", published_at=published)
        address = f"https://wire.example/{number}"
        original = Original(b"x", "text/html", address)
        mixed.filing.file(
            Clipping(address, facts, f"<p>{number}</p>", STORY, original, (), (), "t")
        )
    ids = mixed.articles.at(EVERYTHING)
    mixed.articles.set_state(State.READ, True, ids[1:3])
    mixed.articles.set_state(State.TRASHED, True, ids[4:5])
    collection = mixed.collections.make("Lamps")
    mixed.collections.add("Lamps", ids[:4])
    places = [EVERYTHING, Place(shelf=Shelf.UNREAD), Place(shelf=Shelf.TRASH),
              Place(collection=collection), Place(query="wire "), Place(query="is:read"),
              Place(shelf=Shelf.UNREAD, query="lamp OR wire ")]  # fmt: skip
    sorted_out = [_in_python(mixed, place, order) for place in places]
    monkeypatch.setattr(listing, "_WALKED", share)
    for place, expected in zip(places, sorted_out, strict=True):
        assert mixed.articles.at(place, order) == expected
        assert mixed.articles.first(place, order, 2).ids == expected[:2]


def _in_python(library, place, order):
    """What a place lists, put in order without the database's help."""
    cards = library.articles.cards(library.articles.at(place, Order.NEWEST))
    forth = {**FIELDS, Order.EARLIEST: "published_at", Order.SHORTEST: "word_count",
             Order.WHOLE: "missing_images"}  # fmt: skip
    forth = {one: name for one, name in forth.items() if one not in {Order.MISSING, Order.LONGEST}}
    name = forth.get(order) or forth.get(order.turned)
    if name is None:
        return [card.id for card in (reversed(cards) if order is Order.OLDEST else cards)]
    values = {card.id: getattr(card, name) for card in cards}
    keys = {id_: v.casefold() if isinstance(v, str) else v for id_, v in values.items()}
    said = [id_ for id_ in keys if keys[id_] not in {"", None}]
    said.sort(key=keys.get, reverse=order not in forth)
    return said + [id_ for id_ in keys if keys[id_] in {"", None}]


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
