"""Images are known by their bytes: every format that is kept, every trick that is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageSequence

from tearsheet.clip.pictures import NotAPicture, examine

SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox="0 0 200 100" onload="alert(1)"><script>alert(1)</script><style>@import "//evil/x.css";</style>
<a href="javascript:alert(1)"><circle cx="50" cy="50" r="40" fill="teal" id="dot"/></a>
<image xlink:href="http://evil.example/x.png" width="5" height="5"/><use xlink:href="#dot" x="60"/>
<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">words</p></foreignObject></svg>"""
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ps="http://ns.adobe.com/photoshop/1.0/"
 ps:Credit="Courier"><dc:creator><rdf:Seq><rdf:li>Ada Reyes</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Ice on the ropes.</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def noise(size=(60, 40)):
    return Image.effect_noise(size, 80).convert("RGB")


def saved(image, kind, **options):
    held = io.BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/gif"),
        ("WEBP", "image/webp"),
        ("AVIF", "image/avif"),
        ("BMP", "image/bmp"),
    ],
)
def test_every_format_is_kept_as_it_came_with_a_thumbnail(kind, media_type):
    content = saved(noise(), kind)
    picture = examine(content)
    assert (picture.content, picture.media_type) == (content, media_type)
    assert (picture.width, picture.height) == (60, 40)
    assert Image.open(io.BytesIO(picture.thumbnail)).size == (252, 192)


def test_an_animated_gif_keeps_its_frames():
    content = saved(noise(), "GIF", save_all=True, append_images=[noise(), noise()], duration=80)
    kept = Image.open(io.BytesIO(examine(content).content))
    assert sum(1 for _ in ImageSequence.Iterator(kept)) == 3


def test_the_orientation_of_the_camera_is_honoured():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = examine(saved(noise(), "JPEG", exif=exif))
    assert (picture.width, picture.height) == (40, 60)


def test_a_drawing_is_kept_without_what_could_do_harm():
    picture = examine(SVG.encode())
    assert (picture.media_type, picture.width, picture.height) == ("image/svg+xml", 200, 100)
    for harm in (b"script", b"onload", b"evil", b"foreignObject", b"javascript"):
        assert harm not in picture.content
    assert b"<circle" in picture.content
    assert b'href="#dot"' in picture.content
    shown = Image.open(io.BytesIO(picture.thumbnail)).convert("RGB")
    assert shown.getextrema()[0] == (0, 255)


SWELLING = b"""<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&c;</text></svg>"""


@pytest.mark.parametrize("content", [b"<svg <", SWELLING])
def test_a_damaged_or_swelling_drawing_is_refused(content):
    with pytest.raises(NotAPicture, match="drawing is damaged"):
        examine(content)


def bomb(width, height):
    def chunk(kind, data):
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(NotAPicture, match="too large to show"):
        examine(bomb(60_000, 60_000))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html>no</html>", "not an image"),
        (b"", "not an image"),
        (saved(noise((2, 2)), "PNG"), "single dot"),
        (saved(noise((400, 400)), "PNG")[:3000], "damaged"),
    ],
)
def test_what_is_no_picture_is_said_to_be_none(content, why):
    with pytest.raises(NotAPicture, match=why):
        examine(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_caption_and_credit_are_read_out_of_xmp(kind):
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP)
        content = saved(noise(), kind, pnginfo=info)
    else:
        content = saved(noise(), kind, xmp=XMP.encode())
    words = examine(content).words
    assert (words.caption, words.credit) == ("Ice on the ropes.", "Ada Reyes / Courier")


def test_caption_and_credit_are_read_out_of_iptc():
    def dataset(number, text):
        return b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(text)) + text

    fields = dataset(80, b"Ren\xe9 Berg") + dataset(110, b"Courier") + dataset(120, b"The pier.")
    block = (
        b"8BIM\x04\x04\0\0" + struct.pack(">I", len(fields)) + fields + b"\0" * (len(fields) % 2)
    )
    body = b"Photoshop 3.0\0" + block
    plain = saved(noise(), "JPEG")
    content = plain[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + plain[2:]
    words = examine(content).words
    assert (words.caption, words.credit) == ("The pier.", "René Berg / Courier")
