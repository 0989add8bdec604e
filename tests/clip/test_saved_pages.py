"""Pages that were saved by other programs come back whole, with where and when they were saved."""

import base64
import io
from datetime import UTC, datetime
from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from PIL import Image

from press.server import Reply
from press.story import PARAGRAPHS, STORY, page
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.cancel import Cancel
from tearsheet.clip.engine import Engine, Source

PAGE = "https://harbour.example/winds"
FIGURE = (
    '<figure><img src="{}" width="640" height="400"><figcaption>The pier.</figcaption></figure>'
)


def picture():
    held = io.BytesIO()
    Image.effect_noise((64, 40), 80).save(held, "PNG")
    return held.getvalue()


@pytest.fixture
def engine():
    made = Engine(back_off=0)
    yield made
    made.close()


@pytest.fixture
def clip(engine):
    def clip(where):
        link = SourceLink.parse(str(where))
        return engine.clip(Source(link), lambda *_: None, Cancel())

    return clip


def mhtml(markup, *, place, name="Content-Location"):
    mail = MIMEMultipart("related", type="text/html")
    mail["Snapshot-Content-Location"] = PAGE
    mail["Date"] = "Sat, 2 Mar 2024 10:20:30 +0100"
    text = MIMEText(markup, "html", "utf-8")
    text["Content-Location"] = PAGE
    mail.attach(text)
    image = MIMEImage(picture(), "png")
    image[name] = place
    mail.attach(image)
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("shown", "place", "name"),
    [
        ("/pier.png", "https://harbour.example/pier.png", "Content-Location"),
        ("pier.png", "pier.png", "Content-Location"),
        ("cid:one@harbour", "<one@harbour>", "Content-ID"),
    ],
)
def test_mhtml_brings_its_images_address_and_date(clip, tmp_path, shown, place, name):
    file = tmp_path / "winds.mhtml"
    file.write_bytes(mhtml(page(FIGURE.format(shown) + STORY), place=place, name=name))
    clipping = clip(file)
    assert clipping.text.count("of the log ends here") == len(PARAGRAPHS)
    assert [(f.caption, f.picture is not None) for f in clipping.figures] == [("The pier.", True)]
    assert clipping.source_url == PAGE
    assert clipping.facts.publisher == "harbour.example"
    assert clipping.original.saved_at == datetime(2024, 3, 2, 9, 20, 30, tzinfo=UTC)
    assert clipping.original.content == file.read_bytes()


def test_a_mail_without_a_page_is_said_to_be_none(clip, tmp_path):
    mail = EmailMessage()
    mail["MIME-Version"] = "1.0"
    mail.make_related()
    mail.add_related(picture(), "image", "png")
    file = tmp_path / "no.mhtml"
    file.write_bytes(mail.as_bytes())
    with pytest.raises(Exception, match="no page in this web archive") as caught:
        clip(file)
    assert str(file) in caught.value.sentence


def test_singlefile_pages_know_where_they_were(clip, tmp_path):
    file = tmp_path / "winds.html"
    note = (
        f"<!--\n Page saved with SingleFile \n url: {PAGE} \n"
        " saved date: Sat Mar 02 2024 10:20:30 GMT+0100 (Central European Standard Time)\n-->"
    )
    inline = "data:image/png;base64," + base64.b64encode(picture()).decode()
    file.write_text(page(FIGURE.format(inline) + STORY).replace("<html", f"{note}<html", 1))
    clipping = clip(file)
    assert (clipping.source_url, clipping.facts.canonical_url) == (PAGE, PAGE)
    assert clipping.original.saved_at == datetime(2024, 3, 2, 9, 20, 30, tzinfo=UTC)
    assert [f.picture is not None for f in clipping.figures] == [True]


def test_save_as_complete_finds_its_images_in_the_folder_beside_it(clip, tmp_path):
    beside = tmp_path / "The winds_files"
    beside.mkdir()
    (beside / "pier.png").write_bytes(picture())
    note = f"<!-- saved from url=(0029){PAGE} -->"
    file = tmp_path / "The winds.html"
    shown = FIGURE.format("./The%20winds_files/pier.png")
    file.write_text(page(shown + STORY).replace("<html", f"{note}<html", 1))
    clipping = clip(file)
    assert clipping.source_url == PAGE
    assert [f.picture is not None for f in clipping.figures] == [True]


def test_an_image_outside_the_saved_folder_is_never_read(clip, tmp_path):
    (tmp_path / "secret.png").write_bytes(picture())
    folder = tmp_path / "saved"
    folder.mkdir()
    file = folder / "winds.html"
    file.write_text(page(FIGURE.format("../secret.png") + STORY))
    assert [f.missing for f in clip(file).figures] == [
        "The image lies outside the folder of the page."
    ]


def test_a_web_archive_copy_gives_the_page_it_is_of(clip, press):
    copy = "/web/20190102030405/http://harbour.example/winds"
    bar = '<div id="wm-ipp-base"><p>41 captures, and a long line about the archive.</p></div>'
    link = (
        f'<p>See <a href="{press.address}/web/2019/http://other.example/a">the other</a> book.</p>'
    )
    shown = FIGURE.format("/web/20190102030405im_/http://harbour.example/pier.png")
    press.replies["/web/20190102030405im_/http://harbour.example/pier.png"] = Reply(
        picture(), "image/png"
    )
    address = press.print(copy, page(shown + STORY + link).replace("<body>", f"<body>{bar}", 1))
    clipping = clip(address)
    assert clipping.source_url == "http://harbour.example/winds"
    assert clipping.facts.publisher == "harbour.example"
    assert clipping.original.saved_at == datetime(2019, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert "captures" not in clipping.text
    assert [each.href for each in clipping.links] == ["http://other.example/a"]
    assert [f.picture is not None for f in clipping.figures] == [True]
