"""Pages that are no article are told apart, said to be what they are, and can still be kept."""

import json

import pytest

from press.story import PARAGRAPHS, STORY, page
from tearsheet import cli
from tearsheet.article.clipping import Original
from tearsheet.clip.sources.markup import read_markup

LINKS = "".join(
    f'<div><h3><a href="/{n}">Harbour story number {n}</a></h3><p>By a hand.</p></div>'
    for n in range(12)
)
INDEX = f"<html><head><title>Harbour Wire</title></head><body><main>{LINKS}</main></body></html>"
SHELL = """<html><head><title>App</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app.</noscript></body></html>"""
LOG_IN = """<html><head><title>Sign in</title></head><body><form><h1>Sign in</h1>
<input type="text"><input type="password"><button>Go</button></form></body></html>"""
TEASER = page(
    f"<p>{PARAGRAPHS[0]}</p>",
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
)
CUT_OFF = page(f"<p>{PARAGRAPHS[0]}</p><div><p>Subscribe to continue reading this story.</p></div>")
SEARCH = INDEX.replace("Harbour Wire", "Results for lamp")


def doubt(markup, address="https://harbour.example/winds"):
    found = read_markup(address, Original(markup.encode(), "text/html", address)).doubt
    return found.reason if found else None


@pytest.mark.parametrize(
    ("markup", "address", "said"),
    [
        (INDEX, "https://harbour.example/", "This is a list of other pages and no story."),
        (SEARCH, "https://harbour.example/?q=lamp", "These are the results of a search"),
        (SHELL, "https://harbour.example/app", "The page is an empty shell"),
        (LOG_IN, "https://harbour.example/in", "The page asks for a log-in"),
        (TEASER, "https://harbour.example/winds", "Only the beginning of this story is shown"),
        (CUT_OFF, "https://harbour.example/winds", "Only the beginning of this story is shown"),
        ("", "https://harbour.example/none", "The page has no text"),
    ],
)
def test_it_is_said_what_a_page_is(markup, address, said):
    assert doubt(markup, address).startswith(said)


@pytest.mark.parametrize(
    "markup",
    [
        page(STORY),
        page(STORY + "<p>Already a subscriber? Sign in.</p>"),
        page(STORY + '<form><input type="password"></form>' + LINKS),
        page(STORY, '<meta property="article:content_tier" content="metered">'),
    ],
)
def test_a_whole_story_is_not_doubted(markup):
    assert doubt(markup) is None


def test_a_doubted_page_is_kept_as_it_is_when_asked_for(press, tmp_path, capsys):
    address = press.print("/", INDEX)
    clip = ["clip", "--library", str(tmp_path / "lib"), address]
    assert cli.main(clip) == 1
    assert "keep the page as it is" in capsys.readouterr().err
    assert cli.main([*clip, "--as-it-is", "--json"]) == 0
    clipped = json.loads(capsys.readouterr().out)
    assert cli.main(["show", "--library", str(tmp_path / "lib"), str(clipped["id"])]) == 0
    shown = capsys.readouterr().out
    assert all(f"Harbour story number {n}" in shown for n in range(12))
