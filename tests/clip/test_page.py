"""Markup of any kind becomes a page, and never an error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tearsheet.article.clipping import Original
from tearsheet.clip.image_address import best_of
from tearsheet.clip.page import decoded
from tearsheet.clip.sanitise import sanitised
from tearsheet.clip.sources.markup import read_markup
from tearsheet.errors import ClipError


@pytest.mark.parametrize(
    ("content", "header"),
    [
        ("é".encode("latin-1"), "text/html; charset=iso-8859-1"),
        ("<meta charset=windows-1252>é".encode("cp1252"), "text/html"),
        ("\ufeffé".encode(), "text/html; charset=latin-1"),
        ("é".encode(), "text/html"),
        ("é".encode("cp1252"), "text/html"),
        ("<meta charset=gb2312>é".encode("gb18030"), "text/html"),
    ],
)
def test_the_charset_is_decided_as_browsers_do(content, header):
    assert decoded(content, header).endswith("é")


@settings(deadline=None)
@given(some.one_of(some.binary(max_size=400), some.text(max_size=400).map(str.encode)))
def test_any_bytes_give_a_clean_article_or_a_clear_failure(content):
    page = Original(
        b"<article>" + content + b"<p>" + b"words of it, " * 20, "text/html", "https://e.org/a"
    )
    said = ""
    try:
        draft = read_markup("https://e.org/a", page)
    except ClipError as failure:
        draft, said = None, failure.sentence
    assert said if draft is None else sanitised(draft.body) == draft.body


@pytest.mark.parametrize(
    ("srcset", "best"),
    [
        ("a.jpg 400w, b.jpg 1700w, c.jpg 4000w", "b.jpg"),
        ("a.jpg 400w, b.jpg 900w", "b.jpg"),
        ("a.jpg, b.jpg 2x", "b.jpg"),
        ("/x,y.jpg 1x", "/x,y.jpg"),
        ("", ""),
    ],
)
def test_the_best_size_for_reading_is_chosen(srcset, best):
    assert best_of(srcset) == best
