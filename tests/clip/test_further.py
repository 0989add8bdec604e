"""Articles over several pages are joined, and nothing else that says "next" is."""

import pytest

from press.server import Reply
from press.story import PARAGRAPHS, page
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.cancel import Cancel
from tearsheet.clip.engine import Engine, Source
from tearsheet.clip.sources import given
from tearsheet.errors import Unreachable


@pytest.fixture
def clip():
    engine = Engine(back_off=0)
    yield lambda address: engine.clip(Source(SourceLink.parse(address)), lambda *_: None, Cancel())
    engine.close()


def part(number, following=""):
    words = "".join(f"<p>Part {number}. {words}</p>" for words in PARAGRAPHS[:5])
    image = '<figure><img src="/pier.png" width="600" height="400"></figure>'
    return page(image + words, f'<link rel="next" href="{following}">' if following else "")


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("/winds", "/winds/2", "/winds/3"),
        ("/winds.html", "/winds_2.html", "/winds_3.html"),
        ("/winds/", "/winds/page/2/", "/winds/page/3/"),
    ],
)
def test_the_pages_of_an_article_are_joined(press, clip, first, second, third):
    address = press.print(first, part(1, second))
    press.print(second, part(2, third))
    press.print(third, part(3))
    clipping = clip(address)
    assert [f"Part {n}." in clipping.text for n in (1, 2, 3)] == [True] * 3
    assert clipping.text.index("Part 1.") < clipping.text.index("Part 2.")
    assert [figure.position for figure in clipping.figures] == [0]
    again = given("tearsheet:again", clipping.original.content, clipping.original.media_type)
    assert again.text == clipping.text


def test_the_next_post_is_not_the_next_page(press, clip):
    address = press.print("/posts/12", part(1, "/posts/13"))
    press.print("/posts/13", part(2).replace("The book of winds", "Another story"))
    assert "Part 2." not in clip(address).text
    other = press.print("/winds", part(1, "/tides"))
    press.print("/tides", part(2))
    assert "Part 2." not in clip(other).text


def test_a_circle_of_pages_ends(press, clip):
    address = press.print("/winds", part(1, "/winds/2"))
    press.print("/winds/2", part(2, "/winds"))
    assert clip(address).text.count("Part 1.") == 5


def test_a_page_that_is_gone_is_named(press, clip):
    clipping = clip(press.print("/winds", part(1, "/winds/2")))
    assert "this page could not be had" in clipping.body
    assert f"{press.address}/winds/2" in clipping.body


def test_a_page_that_may_come_later_fails_the_clip(press, clip):
    address = press.print("/winds", part(1, "/winds/2"))
    press.replies["/winds/2"] = Reply(b"", headers={"Content-Length": "900"})
    with pytest.raises(Unreachable):
        clip(address)
