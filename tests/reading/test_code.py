"""Code is coloured and no sign of it is lost or moved."""

import pytest
from lxml import html

from tearsheet.reading.code import coloured

CODE = '\ndef lamp(height: int) -> str:\n    return f"{height} m &lt;high&gt;"  # in metres\n\n'


def words(markup):
    return html.fromstring(f"<div>{markup}</div>").text_content()


def test_code_has_colours_and_the_same_words():
    body = f'<p>Before</p><pre data-language="python"><code>{CODE}</code></pre><p>After</p>'
    shown = coloured(body)
    assert '<span class="k">def</span>' in shown
    assert words(shown) == words(body)


@pytest.mark.parametrize(
    "body",
    [
        f"<pre>{CODE}</pre>",
        f'<pre data-language="klingon"><code>{CODE}</code></pre>',
        '<pre data-language="python">see <a href="https://a.example">this</a></pre>',
    ],
)
def test_what_is_not_known_or_holds_links_stays(body):
    assert coloured(body) == body
