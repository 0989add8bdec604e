"""What a whole article keeps in its body, and what it leaves behind."""

import re

import pytest

from press.story import PARAGRAPHS, STORY, page
from tearsheet.article.clipping import Original
from tearsheet.clip.sources.markup import read_markup

ADDRESS = "https://harbour.example/winds"


def draft(inside, head="", lang="en"):
    markup = page(STORY + inside + STORY, head, lang)
    return read_markup(ADDRESS, Original(markup.encode(), "text/html; charset=utf-8", ADDRESS))


def body(inside, **more):
    return draft(inside, **more).body


@pytest.mark.parametrize(
    "kept",
    [
        "<h2>Of lamps and ice</h2>",
        "<ul><li>rope</li><li>wood and glass</li></ul>",
        "<ol><li>First the rope</li><li>Then the wood</li></ol>",
        "<blockquote><p>Nobody has counted them since that winter, he says.</p></blockquote>",
        "H<sub>2</sub>O and 10<sup>6</sup>",
        "<em>slowly</em>",
        "<strong>loudly</strong>",
        "<dl><dt>Fetch</dt><dd>The water a wind crosses.</dd></dl>",
        "<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>",
        '<span lang="ar" dir="rtl">ميناء</span>',
    ],
)
def test_what_carries_meaning_is_kept(kept):
    inside = (
        kept
        if kept.startswith(("<h2", "<ul", "<ol", "<bl", "<dl"))
        else f"<p>Of {kept}, he wrote down a line.</p>"
    )
    assert kept in body(inside)


def test_code_keeps_its_white_space():
    code = "def lamp(n):\n    if n:\n        return  n\n"
    assert f"<pre><code>{code}</code></pre>" in body(f"<pre><code>{code}</code></pre>")


def test_a_data_table_is_kept_and_a_layout_table_undone():
    data = (
        "<table><caption>Winds</caption><thead><tr><th>Day</th><th>Wind</th></tr></thead>"
        "<tbody><tr><td>Monday</td><td>North</td></tr><tr><td>Tuesday</td><td>West</td></tr></tbody></table>"
    )
    kept = body(data)
    assert re.search(r"<th>Day</th>\s*<th>Wind</th>", kept)
    assert "<caption>Winds</caption>" in kept
    layout = f"<table><tr><td>{STORY}</td></tr></table>"
    assert "<table" not in body(layout)


def test_footnotes_point_to_their_places_within_the_article():
    inside = (
        '<p>He wrote it down twice<sup><a href="#fn1" id="ref1">1</a></sup> that day, at dusk.</p>'
        '<ol><li id="fn1">Once in ink, and once in pencil. <a href="#ref1">↩</a></li></ol>'
    )
    kept = body(inside)
    for mark in ('href="#fn1"', 'id="fn1"', 'href="#ref1"', 'id="ref1"'):
        assert mark in kept


def test_footnotes_by_full_address_point_within_the_article_too():
    kept = body(
        f'<p>He wrote it down twice<a href="{ADDRESS}#n1">1</a> that day.</p><p id="n1">Once in ink.</p>'
    )
    assert 'href="#n1"' in kept


@pytest.mark.parametrize(
    "formula",
    [
        "<math><mi>a</mi><mo>=</mo><mi>b</mi></math>",
        '<script type="math/tex">a = b</script>',
        (
            '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>a</mi><mo>=</mo>'
            "<mi>b</mi></mrow></semantics></math></span><span class='katex-html'>a=b</span></span>"
        ),
    ],
)
def test_formulas_become_mathml(formula):
    kept = body(f"<p>The force of the wind, {formula}, is what he wrote of, every day.</p>")
    assert re.search(r"<math[^>]*>.*<mi>a</mi>.*<mi>b</mi>.*</math>", kept)
    assert kept.count("<mi>a</mi>") == 1


def test_a_video_becomes_a_card_with_its_title_and_link():
    kept = body(
        '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0" title="The ferry at dusk"></iframe>'
    )
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in kept
    assert "The ferry at dusk" in kept
    assert "<iframe" not in kept


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="share-buttons"><a href="/s">Share on all the networks, please</a></div>',
        '<div class="related"><h3>Related</h3><ul><li><a href="/a">Unrelated words</a></li></ul></div>',
        '<div class="newsletter-signup"><p>Sign up for our unrelated words, every single day.</p></div>',
        '<p>Read more: <a href="/a">Unrelated words of another story</a></p>',
        '<div id="cookie-consent"><p>We use unrelated words, and cookies, to improve all this.</p></div>',
        '<section id="comments"><p>Unrelated words, says a reader. I do not agree with him.</p></section>',
        "<div hidden><p>Unrelated words that nobody saw on the page, ever, at all.</p></div>",
        '<div style="display: none"><p>Unrelated words that nobody saw on the page.</p></div>',
        '<aside class="promo"><a href="/x">Unrelated words</a></aside>',
    ],
)
def test_what_the_site_put_in_between_is_left_behind(furniture):
    found = draft(furniture)
    assert "nrelated" not in found.text
    assert "Share on" not in found.text
    assert found.text.count("of the log ends here") == 2 * len(PARAGRAPHS)


def test_a_pull_quote_is_a_quote_and_no_paragraph():
    quote = f'<aside class="pullquote">{PARAGRAPHS[1][:90]}</aside>'
    assert f"<blockquote>{PARAGRAPHS[1][:89]}" in body(quote).replace("<p>", "").replace("\n", "")


def test_links_are_made_absolute_and_harmful_ones_go():
    kept = body(
        '<p>See <a href="/tides">the tides</a>, <a href="javascript:alert(1)">a trick</a> and on.</p>'
    )
    assert 'href="https://harbour.example/tides"' in kept
    assert "javascript" not in kept


def test_the_direction_and_language_of_the_page_are_found():
    facts = draft("", lang="he").facts
    assert (facts.language, facts.direction) == ("he", "rtl")
    spoken = page(STORY).replace(' lang="en"', "")
    found = read_markup(ADDRESS, Original(spoken.encode(), "text/html", ADDRESS)).facts
    assert (found.language, found.direction) == ("en", "ltr")
