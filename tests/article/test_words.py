"""Bylines, datelines and credits as papers print them."""

import pytest

from tearsheet.article.byline import people
from tearsheet.article.credit import split_caption
from tearsheet.article.dateline import split_dateline
from tearsheet.article.text import excerpt, reading_time, word_count


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("By Ada Reyes and Tom Lind", ("Ada Reyes", "Tom Lind")),
        ("Von Marit Solberg", ("Marit Solberg",)),
        ("Ada Reyes, ada@example.org", ("Ada Reyes",)),
        ("", ()),
    ],
)
def test_people(printed, names):
    assert people(printed) == names


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("NORHAVN, November 14 (CC) — The lamp was lit.", "NORHAVN, November 14 (CC)"),
        ("Port Lune, May 2 (HW)-- The ferry left.", "Port Lune, May 2 (HW)"),
        ("NORHAVN – The lamp was lit.", "NORHAVN"),
        ("The lamp — dark for years — was lit.", ""),
        ("Two people, both old, came -- and left.", ""),
    ],
)
def test_dateline_stands_apart(paragraph, dateline):
    found, rest = split_dateline(paragraph)
    assert found == dateline
    assert rest == paragraph or rest.startswith("The")


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("The pier. (Photo: file)", "The pier.", "Photo: file"),
        ("The pier. Photo: A. Berg / Courier", "The pier.", "Photo: A. Berg / Courier"),
        ("Der Pier. Foto: A. Berg", "Der Pier.", "Foto: A. Berg"),
        ("桟橋。写真:山田", "桟橋。", "写真:山田"),
        ("The pier © Harbour Wire", "The pier", "© Harbour Wire"),
        ("A photo of the pier at night", "A photo of the pier at night", ""),
    ],
)
def test_credit_is_told_from_caption(printed, caption, credit):
    found = split_caption(printed)
    assert (found.caption, found.credit) == (caption, credit)


def test_words_of_all_scripts_count():
    assert word_count("The keeper’s log, re-read.") == 4
    assert word_count("灯台の光") == 2
    assert word_count("הָאוֹר עַל הָרָצִיף נִדְלַק") == 4
    assert word_count("समुद्र में दीपस्तंभ है।") == 4


def test_reading_time_is_at_least_a_minute():
    assert reading_time(0).total_seconds() == 60
    with pytest.raises(ValueError, match="pace"):
        reading_time(1, pace=0)


def test_excerpt_is_cut_at_a_word():
    assert excerpt("one two three", 8) == "one two…"


@pytest.mark.parametrize("text", ["don't stop, e.g. at 3.14", "a_b -c- d.e.", "", "x--y 'z'"])
def test_plain_words_are_counted_as_others(text):
    assert word_count(text) == word_count(f"{text} é") - 1
