"""What the engine did with a page is told in lines and drawn over the page."""

from press.story import PARAGRAPHS, STORY, page
from tearsheet import cli
from tearsheet.clip.explain import explain

BAR = '<div class="share-bar"><p>Share this story with all of your many friends, today.</p></div>'
PAGE = page(
    f"{STORY}{BAR}<div style='display:none'><p>Hidden words, many of them, of no use.</p></div>"
    "<script>alert(1)</script><img src='https://tracker.example/x.gif' onerror='alert(2)'>",
    '<meta property="og:title" content="The book of winds | Harbour">',
)


def test_facts_candidates_and_losses_are_told():
    told = "\n".join(explain(PAGE, "https://harbour.example/winds").lines())
    assert "Verdict: an article" in told
    assert "og:title                The book of winds | Harbour" in told
    assert "article" in told
    assert "a box of the site    div.share-bar" in told
    assert any(
        line.lstrip().startswith("hidden") and "Hidden words" in line for line in told.splitlines()
    )


def test_the_overlay_marks_the_page_and_runs_and_fetches_nothing():
    overlay = explain(PAGE, "https://harbour.example/winds").overlay
    assert overlay.count('data-kept=""') >= len(PARAGRAPHS)
    assert 'data-lost="a box of the site"' in overlay
    assert "default-src 'none'" in overlay
    assert "<script" not in overlay
    assert "onerror" not in overlay


def test_the_command_line_explains_and_clips_nothing(press, tmp_path, capsys):
    address = press.print("/winds", PAGE)
    overlay = tmp_path / "overlay.html"
    library = ["--library", str(tmp_path / "lib")]
    assert cli.main(["clip", *library, "--explain", "--overlay", str(overlay), address]) == 0
    assert "Where the story may stand" in capsys.readouterr().out
    assert "data-kept" in overlay.read_text()
    assert cli.main(["list", *library]) == 0
    assert capsys.readouterr().out == ""
    assert (
        cli.main(["clip", "--explain", "--overlay", str(tmp_path / "no" / "o.html"), address]) == 1
    )
    assert "cannot be written" in capsys.readouterr().err


def test_a_page_without_a_story_is_explained_too():
    assert "Verdict: The page has no text" in "\n".join(explain("", "https://e.org/").lines())
