"""Code keeps the language that its page names."""

import pytest
from lxml import html

from tearsheet.clip.code import name_code
from tearsheet.clip.sanitise import sanitised


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ('<pre><code class="language-python">x</code></pre>', "python"),
        ('<pre><code class="hljs lang-js">x</code></pre>', "js"),
        ('<pre class="brush: ruby; toolbar: false">x</pre>', "ruby"),
        ('<div class="highlight highlight-source-c++"><pre>x</pre></div>', "c++"),
        ('<div class="highlight-python notranslate"><pre>x</pre></div>', "python"),
        ('<pre data-lang="Rust">x</pre>', "rust"),
        ('<pre><code class="language-plaintext">x</code></pre>', ""),
        ('<pre class="verse">x</pre>', ""),
        ('<pre data-lang="x onload=evil">x</pre>', ""),
    ],
)
def test_a_language_is_read_as_pages_write_it_and_kept(markup, language):
    story = html.fromstring(f"<div>{markup}</div>")
    name_code(story)
    (block,) = html.fromstring(sanitised(html.tostring(story, encoding="unicode"))).iter("pre")
    assert block.get("data-language", "") == language
