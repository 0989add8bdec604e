"""What a person puts right stays right, and what the page said is never lost."""

import pytest

from tearsheet.article.article import Shelf
from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.figure import FoundFigure
from tearsheet.article.place import Place
from tearsheet.errors import BadName


def clipping(title="Lamp of the peir", text="The lamp was lit."):
    address = "https://harbour.example/lamp"
    return Clipping(
        source_url=address,
        facts=Facts(title=title, byline="A. Reyes", publisher="Courier"),
        body=f'<p>{text}</p><figure data-figure="0"></figure>',
        text=text,
        original=Original(b"x", "text/html", address),
        figures=(FoundFigure(0, "", caption="The peir.", credit="", missing="Gone."),),
        links=(),
        extractor="test",
    )


@pytest.fixture
def article(library):
    return library.filing.file(clipping()).article


def test_a_field_is_put_right_searched_by_and_set_back(library, article):
    amendments = library.amendments
    amendments.amend(article, "title", "  Lamp of the  pier ")
    assert library.articles.article(article).title == "Lamp of the pier"
    assert amendments.of(article) == {"title": "Lamp of the peir"}
    assert library.articles.at(Place(shelf=Shelf.ALL, query="title:pier ")) == [article]
    assert library.articles.at(Place(shelf=Shelf.ALL, query="title:peir ")) == []
    amendments.set_back(article, "title")
    assert library.articles.article(article).title == "Lamp of the peir"
    assert amendments.of(article) == {}


def test_captions_credits_and_dates_are_put_right(library, article):
    for field, value in (
        ("caption 0", "The pier."),
        ("credit 0", "Photo: A. Berg"),
        ("published_at", "2024-03-09"),
        ("byline", ""),
    ):
        library.amendments.amend(article, field, value)
    now = library.articles.article(article)
    assert (now.figures[0].caption, now.figures[0].credit) == ("The pier.", "Photo: A. Berg")
    assert (now.published_at.date().isoformat(), now.byline) == ("2024-03-09", "")
    assert len(library.amendments.of(article)) == 4


def test_an_amendment_outlives_a_new_revision_which_is_what_the_page_said_then(library, article):
    library.amendments.amend(article, "title", "Lamp of the pier")
    library.amendments.amend(article, "caption 0", "The pier.")
    library.filing.file(clipping("Lamp of the north peir", "The lamp was lit again."))
    now = library.articles.article(article)
    assert (now.title, now.figures[0].caption, now.revisions) == (
        "Lamp of the pier",
        "The pier.",
        2,
    )
    assert library.amendments.of(article)["title"] == "Lamp of the north peir"


def test_an_amendment_is_undone_and_done_again(library, article):
    library.amendments.amend(article, "title", "Lamp of the pier")
    assert library.history.undo() == "change the title of “Lamp of the peir”"
    assert library.articles.article(article).title == "Lamp of the peir"
    assert library.amendments.of(article) == {}
    library.history.redo()
    assert library.articles.article(article).title == "Lamp of the pier"
    assert library.amendments.of(article) == {"title": "Lamp of the peir"}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("published_at", "yesterday", "is no date"),
        ("caption 7", "x", "no field “caption 7”"),
        ("body", "x", "no field “body”"),
    ],
)
def test_what_cannot_be_put_right_is_said(library, article, field, value, said):
    with pytest.raises(BadName, match=said):
        library.amendments.amend(article, field, value)
    assert library.amendments.of(article) == {}
