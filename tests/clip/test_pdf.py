"""A PDF becomes an article: paragraphs, headline, images, author and dates; the file is kept."""

from datetime import UTC, datetime

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QPdfWriter, QTextDocument

from press.story import PARAGRAPHS, STORY
from tearsheet.article.source_link import SourceLink
from tearsheet.clip.cancel import Cancel
from tearsheet.clip.engine import Engine, Source
from tearsheet.errors import NotAnArticle, WrongKind


@pytest.fixture
def written(qapp: QGuiApplication, tmp_path):
    def written(markup, title="The book of winds"):
        file = tmp_path / "winds.pdf"
        writer = QPdfWriter(str(file))
        writer.setResolution(96)
        writer.setTitle(title)
        writer.setPageSize(QPageSize(QSizeF(150, 220), QPageSize.Unit.Millimeter))
        writer.setPageMargins(QMarginsF(15, 15, 15, 15))
        document = QTextDocument()
        document.setDefaultStyleSheet("p { margin: 0 0 10px } h1 { margin: 0 0 12px }")
        image = tmp_path / "pier.png"
        Image.effect_noise((300, 200), 80).save(image)
        document.addResource(
            QTextDocument.ResourceType.ImageResource, "pier.png", QImage(str(image))
        )
        document.setHtml(markup)
        document.print_(writer)
        del writer
        return file

    return written


def clipped(file):
    engine = Engine(back_off=0)
    try:
        return engine.clip(Source(SourceLink.parse(str(file))), lambda *_: None, Cancel())
    finally:
        engine.close()


def test_a_pdf_gives_its_paragraphs_image_and_headline(written):
    file = written(f"<h1>The book of winds</h1>{STORY[:900]}</p><img src='pier.png'>{STORY}")
    clipping = clipped(file)
    assert clipping.facts.title == "The book of winds"
    assert [p for p in PARAGRAPHS if p in clipping.text] == list(PARAGRAPHS)
    assert not clipping.text.startswith("The book of winds")
    assert [(f.picture.width, f.picture.height) for f in clipping.figures] == [(300, 200)]
    assert (clipping.original.content, clipping.facts.language) == (file.read_bytes(), "en")
    assert clipping.facts.published_at.date() == datetime.now(UTC).date()


def test_the_largest_line_is_the_headline_where_the_file_names_none(written):
    file = written(f"<h1>Ice on the ropes</h1>{STORY}", title="draft-7.docx")
    assert clipped(file).facts.title == "Ice on the ropes"


def test_a_damaged_pdf_is_said_to_be_damaged(tmp_path):
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7\n" + b"nothing of use" * 40)
    with pytest.raises(WrongKind, match="the PDF cannot be opened"):
        clipped(file)


def test_a_pdf_of_nothing_is_no_article(tmp_path):
    file = tmp_path / "empty.pdf"
    document = PdfDocument.new()
    document.new_page(300, 400)
    document.save(str(file))
    with pytest.raises(NotAnArticle, match="holds no text"):
        clipped(file)
