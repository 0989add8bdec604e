"""The page of an article: what stands in it, and what can never get out of it."""

from dataclasses import replace

import pytest

from tearsheet.article.clipping import Clipping, Facts, Original
from tearsheet.article.figure import FoundFigure
from tearsheet.reading.look import THEMES, Look, colours
from tearsheet.reading.render import POLICY, message, page

FIGURE = '<figure data-figure="0"></figure>'


@pytest.fixture
def article(library):
    """An article with one missing figure that its body names, and one that it does not."""
    address = "https://example.org/a"
    clipping = Clipping(
        address,
        Facts(title='Ice & "fire" <b>', byline="ليلى منصور", dateline="Norhavn, May 2"),
        f"<p>First words.</p>{FIGURE}<p>Last words.</p>",
        "First words. Last words.",
        Original(b"x", "text/html", address, 200),
        (
            FoundFigure(
                0, f"{address}/0.png", caption="A pier.", credit="Photo: <i>", missing="404"
            ),
            FoundFigure(1, f"{address}/1.png", caption="Not in the body.", missing="gone"),
        ),
    )
    return library.articles.article(library.filing.file(clipping).article)


def test_words_of_the_page_are_shown_as_words(article):
    markup = page(article, Look())
    assert "<h1>Ice &amp; &quot;fire&quot; &lt;b&gt;</h1>" in markup
    assert "Photo: &lt;i&gt;" in markup


def test_a_figure_stands_where_the_body_names_it_and_none_is_lost(article):
    markup = page(article, Look())
    places = [markup.index(words) for words in ("First", "A pier.", "Last", "Not in the body.")]
    assert places == sorted(places)
    assert markup.count("This image is missing.") == 2


def test_the_dateline_opens_the_first_paragraph_and_only_that(article):
    markup = page(article, Look())
    assert '<p><span class="dateline">Norhavn, May 2</span> — First words.</p>' in markup
    assert markup.count("dateline") == 1


def test_a_right_to_left_name_cannot_turn_the_date_round(article):
    assert "<bdi>ليلى منصور</bdi> · <bdi>" in page(article, Look())


def test_only_an_address_that_can_be_opened_is_a_link(article):
    assert 'href="https://example.org/a"' in page(article, Look())
    given = replace(article, source_url="given:0123")
    assert "Source:" not in page(given, Look())


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_names_the_same_colours_and_is_legible(theme):
    tokens = colours(theme)
    assert tokens.keys() == colours("light").keys()
    assert _contrast(tokens["ink"], tokens["paper"]) >= 7
    assert _contrast(tokens["ink2"], tokens["paper"]) >= 4.5
    assert tokens["paper"] in message("Quiet.", Look(theme))


def test_the_policy_allows_the_library_and_nothing_else():
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert "script-src" not in rules
    assert all("http" not in sources for sources in rules.values())


def _contrast(one, other):
    """The contrast ratio of two colours (WCAG 2.2, "contrast ratio")."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
