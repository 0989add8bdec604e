"""What holds of the engine whatever the page: order, harmlessness, and the same again."""

from hypothesis import given, settings
from hypothesis import strategies as some

from press.story import PARAGRAPHS, STORY, page
from tearsheet.article.clipping import Original
from tearsheet.clip.sanitise import sanitised
from tearsheet.clip.sources.markup import read_markup

ADDRESS = "https://harbour.example/winds"
SENTENCES = some.integers(0, 999).map(
    lambda n: f"Entry {n} of the log, written at dusk, says that the wind had turned, and was cold."
)
BLOCKS = some.one_of(
    SENTENCES.map(lambda words: f"<p>{words}</p>"),
    SENTENCES.map(lambda words: f"<div>{words}</div>"),
    SENTENCES.map(lambda words: f"<blockquote><p>{words}</p></blockquote>"),
    SENTENCES.map(lambda words: f"<ul><li>{words}</li><li>{words[::-1]}, so to say.</li></ul>"),
    SENTENCES.map(lambda words: f"<h2>{words[:20]}</h2><p>{words}</p>"),
    SENTENCES.map(lambda words: f"{words}<br><br>"),
    SENTENCES.map(lambda words: f"<pre><code>{words}</code></pre>"),
    some.integers(0, 9).map(
        lambda n: f"<figure><img src='/{n}.jpg'><figcaption>Caption {n}.</figcaption></figure>"
    ),
)


def read(markup):
    return read_markup(ADDRESS, Original(markup.encode(), "text/html; charset=utf-8", ADDRESS))


@settings(deadline=None, max_examples=60)
@given(some.lists(BLOCKS, min_size=1, max_size=12))
def test_the_order_of_the_text_follows_the_page(blocks):
    markup = page(STORY + "".join(blocks))
    found = read(markup)
    place = 0
    for paragraph in found.text.split("\n\n"):
        start = markup.find(paragraph[:60], place)
        assert start >= 0, paragraph
        place = start


@settings(deadline=None, max_examples=60)
@given(some.lists(BLOCKS, min_size=1, max_size=12))
def test_extraction_of_the_extracted_body_gives_the_same_body(blocks):
    once = read(page(STORY + "".join(blocks)))
    shown = once.body
    for figure in once.figures:
        shown = shown.replace(
            f'<figure data-figure="{figure.position}"></figure>',
            f'<figure><img src="{figure.source_url}"><figcaption>{figure.caption}</figcaption></figure>',
        )
    assert read(page(shown)).body == once.body


@settings(deadline=None, max_examples=80)
@given(
    some.lists(
        some.sampled_from(
            ["<div>", "</div>", "<p>", "<table>", "<td>", "</table>", "<b>", "</p>", "<li>", "<svg>",
             "<math>", "<mtext>", "<style>", "<template>", "<a href='javascript:x'>", "<img src=x>",
             "<iframe srcdoc='<script>'>", "<!--", "-->", "<![CDATA[", "&lt;script&gt;", "\u202e", "words of it, here. "]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_broken_markup_never_raises_and_leaves_nothing_to_clean(pieces):
    body = read(page(STORY + "".join(pieces) + STORY)).body
    assert sanitised(body) == body
    assert "javascript:" not in body


def test_boxes_three_times_as_deep_as_browsers_nest_them_are_read():
    deep = "<div>" * 1500 + STORY + "</div>" * 1500
    assert read(page(deep)).text.count("of the log ends here") == len(PARAGRAPHS)
