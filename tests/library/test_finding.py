"""Marks, passages and the nearest words."""

import pytest

from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.library import Words, marks
from tearsheet.library.search.passages import passage


@pytest.mark.parametrize(
    ("words", "text", "shown"),
    [
        (Words("cafe"), "Ein Café am Hafen", "Café"),
        (Words("Fähre"), "die FAHRE und", "FAHRE"),
        (Words("north pier"), "The North-Pier lamp", "North-Pier"),
        (Words("photo", is_beginning=True), "two photographs", "photo"),
        (Words("港町"), "この港町の灯台", "港町"),
    ],
)
def test_marks_fall_where_a_reader_sees_the_word(words, text, shown):
    assert marks([words]).search(text).group() == shown


def test_a_word_inside_another_is_not_marked():
    assert not marks([Words("lamp")]).search("clamps and lamplight")


def test_a_passage_begins_at_a_word_and_comes_from_the_first_text_that_has_it():
    text = "Nothing here. " * 20 + "The lamp burns again over the harbour. " * 20
    shown = passage(["", text, "lamp"], marks([Words("lamp")]))
    assert shown.startswith("…")
    assert "The lamp burns" in shown[:70]
    assert len(shown) <= 221
    assert passage(["none"], marks([Words("lamp")])) == ""


@pytest.mark.parametrize(
    ("typed", "near"),
    [("fahrr", "fahre"), ("Straßee", "straße"), ("ДОММ", "дома"), ("cafés", "cafe"), ("1903", "")],
)
def test_nearest_words_are_spelt_as_the_index_spells_them(library, typed, near):
    text = "Café FÄHRE the 1902 don’t ДОМА Straße"
    original = Original(b"x", "text/html", "https://wire.example/1")
    library.filing.file(
        Clipping("https://wire.example/1", Facts(), "<p></p>", text, original, (), (), "t")
    )
    library.index.catch_up()
    assert library.finding.nearest(typed) == ([near] if near else [])


@pytest.mark.parametrize("typed", ["don’t", "don't", "north-pier", "港町の灯台"])
def test_a_word_that_the_index_holds_as_several_is_no_misspelt_one(library, typed):
    assert library.finding.nearest(typed) == []
