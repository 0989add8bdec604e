"""An image that was missing at the clip is had after all."""

import functools
import io

import pytest
from PIL import Image

from press.server import Reply
from press.story import STORY, page
from tearsheet.article.place import Place
from tearsheet.article.source_link import SourceLink
from tearsheet.clip import Engine, Source
from tearsheet.clip.cancel import Cancel
from tearsheet.errors import Gone, NoSuchArticle, UnreadableFile, WrongKind
from tearsheet.jobs.image import take_from_file, try_again


@functools.cache
def photo():
    held = io.BytesIO()
    Image.effect_noise((640, 400), 60).save(held, "PNG")
    return held.getvalue()


@pytest.fixture
def engine(press):
    made = Engine(back_off=0, archive=f"{press.address}/archive")
    yield made
    made.close()


@pytest.fixture
def article(press, library, engine):
    """An article whose only image was not there, with its caption."""
    address = press.print(
        "/story",
        page(f'{STORY}<figure><img src="/pier.png"><figcaption>The pier.</figcaption></figure>'),
    )
    clipping = engine.clip(Source(SourceLink(address)), lambda *_: None, Cancel())
    return library.filing.file(clipping).article


def figure(library, article):
    (only,) = library.articles.article(article).figures
    return only


def is_kept(library, article):
    had = figure(library, article)
    assert (had.missing, had.caption, had.width) == (None, "The pier.", 640)
    assert library.blobs.get(had.blob) == photo()
    (card,) = library.articles.cards([article])
    assert card.missing_images == 0
    assert card.thumbnail
    library.index.catch_up()
    assert library.articles.at(Place(query="has:missing-image ")) == []


def test_it_is_fetched_again(press, library, engine, article):
    assert "404" in figure(library, article).missing
    press.replies["/pier.png"] = Reply(photo(), "image/png")
    try_again(library, engine, article, 0, Cancel())
    is_kept(library, article)


def test_a_web_archive_has_it(press, library, engine, article):
    moment = library.articles.article(article).clipped_at
    path = f"/archive/web/{moment:%Y%m%d%H%M%S}im_/{press.address}/pier.png"
    press.replies[path] = Reply(photo(), "image/png")
    try_again(library, engine, article, 0, Cancel(), archived=True)
    is_kept(library, article)


def test_where_it_is_still_gone_the_figure_says_so(press, library, engine, article):
    press.replies["/pier.png"] = Reply(b"", status=410)
    with pytest.raises(Gone):
        try_again(library, engine, article, 0, Cancel())
    assert "410" in figure(library, article).missing
    press.replies["/pier.png"] = Reply(b"<html>sorry</html>", "image/png")
    with pytest.raises(WrongKind):
        try_again(library, engine, article, 0, Cancel())
    assert "not an image" in figure(library, article).missing


def test_a_file_takes_its_place(tmp_path, library, engine, article):
    (tmp_path / "pier.png").write_bytes(photo())
    (tmp_path / "letter.txt").write_text("no image")
    with pytest.raises(WrongKind):
        take_from_file(library, engine, article, 0, tmp_path / "letter.txt")
    with pytest.raises(UnreadableFile):
        take_from_file(library, engine, article, 0, tmp_path / "nowhere.png")
    with pytest.raises(NoSuchArticle):
        take_from_file(library, engine, article, 7, tmp_path / "pier.png")
    take_from_file(library, engine, article, 0, tmp_path / "pier.png")
    is_kept(library, article)
