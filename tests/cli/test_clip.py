"""The command line, from a page on a server to the JSON of an article."""

import io
import json
import socket
import sys

import pytest
from PIL import Image

from conftest import ROOT
from press.server import Reply
from tearsheet import cli

STORY = (
    "<p>"
    + "</p><p>".join(f"The keeper wrote line {n} of the log, slowly, by lamp." for n in range(9))
    + "</p>"
)
PAGE = f"""<!doctype html><html lang="en"><head><title>The log | Harbour Wire</title>
<meta property="og:site_name" content="Harbour Wire"><meta name="author" content="By Ada Reyes">
<meta property="article:published_time" content="2026-11-14T09:12:00+01:00"></head><body>
<nav><a href="/">Home</a></nav><article><h1>The log</h1>
<figure><img src="/pier.png" alt="A pier"><figcaption>The pier. Photo: A. Berg</figcaption></figure>{STORY}
<figure><img data-src="/gone.jpg"><figcaption>Gone.</figcaption></figure>
<script>alert(1)</script><p onclick="x()">See <a href="/more">more</a> of it.</p></article></body></html>"""


def picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(held, "PNG")
    return held.getvalue()


@pytest.fixture
def run(tmp_path, capsys):
    def run(verb, *arguments):
        status = cli.main([verb, "--library", str(tmp_path / "lib"), *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_a_page_becomes_an_article(press, run):
    address = press.print("/log", PAGE)
    press.replies["/pier.png"] = Reply(picture(), "image/png")
    status, out, _ = run("clip", address, "--tag", "logs", "--json")
    clipped = json.loads(out)
    assert (status, clipped["outcome"], clipped["images"], clipped["images_missing"]) == (
        0,
        "added",
        1,
        1,
    )
    _, out, _ = run("show", str(clipped["id"]), "--json")
    article = json.loads(out)
    assert (article["title"], article["byline"], article["publisher"]) == (
        "The log",
        "Ada Reyes",
        "Harbour Wire",
    )
    assert article["published_at"].startswith("2026-11-14T08:12:00")
    assert [f["caption"] for f in article["figures"]] == ["The pier.", "Gone."]
    assert article["figures"][0]["credit"] == "Photo: A. Berg"
    assert article["figures"][0]["missing"] is None
    assert "404" in article["figures"][1]["missing"]
    assert "script" not in article["body"]
    assert "onclick" not in article["body"]
    assert article["tags"] == ["logs"]
    assert ("/pier.png", address) in [(path, head.get("referer")) for path, head in press.asked]


def test_clipping_again_adds_a_revision_and_never_a_second_article(press, run):
    address = press.print("/log", PAGE)
    run("clip", address)
    assert "unchanged" in run("clip", f"{address}?utm_source=x")[1]
    press.print("/log", PAGE.replace("slowly", "quickly"))
    assert "revised" in run("clip", address)[1]
    articles = run("list", "--json")[1].splitlines()
    assert [json.loads(line)["revisions"] for line in articles] == [2]


def test_the_article_the_project_began_from(run):
    seed = next((ROOT.parent / "shared" / "seed").glob("*.txt"), None)
    if seed is None:
        pytest.skip("the seed is not beside this checkout")
    lines = seed.read_text("utf-8").splitlines()
    _, out, _ = run("clip", str(seed), "--json")
    article = json.loads(run("show", json.loads(out)["uid"], "--json")[1])
    assert article["title"] == lines[2].strip("# *") or article["title"] in seed.read_text("utf-8")
    assert article["dateline"] == "Gaza City, January 2 (RHC)"
    assert article["publisher"] == "Radio Habana Cuba"
    assert article["source_url"] == next(
        line.strip("<>") for line in lines if line.startswith("<http")
    )
    (figure,) = article["figures"]
    assert figure["credit"] == "Photo: file"
    assert figure["caption"].endswith("movement.")
    assert figure["missing"]
    paragraphs = [line for line in lines if len(line) > 150]
    assert article["text"].split("\n\n")[1:] == [
        line for line in paragraphs[1:] if not line.startswith("<")
    ]


@pytest.mark.parametrize(
    ("status", "said"), [(404, "not there"), (403, "not let"), (402, "paid"), (500, "error")]
)
def test_a_refusal_is_one_clear_sentence(press, run, monkeypatch, status, said):
    monkeypatch.setattr("tearsheet.clip.cancel.Cancel.pause", lambda *_: None)
    press.replies["/x"] = Reply(b"no", status=status)
    code, _, err = run("clip", f"{press.address}/x")
    assert code == 1
    assert said in err
    assert "Traceback" not in err
    assert said in run("list", "--shelf", "attention")[1]


def test_a_host_that_is_not_known_is_said(run, monkeypatch):
    def unknown(*_arguments, **_options):
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    code, _, err = run("clip", "https://nowhere.example/story")
    assert code == 1
    assert "nowhere.example is not known" in err


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<html><body><div id=app></div></body></html>", "no text"),
        ("<body><p>Sign in.</p></body>", "no story"),
        (
            (
                '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}'
                "</script><h1>Closed</h1><p>The first lines of a story that only those who pay may read"
                " to its end.</p>"
            ),
            "subscription",
        ),
    ],
)
def test_what_is_no_article_is_said_to_be_none(press, run, markup, said):
    code, _, err = run("clip", press.print("/x", markup))
    assert code == 1
    assert said in err
    assert run("list")[1] == ""


def test_what_is_no_address_is_refused_before_anything_is_kept(run):
    code, _, err = run("clip", "htp:/wrong")
    assert code != 0
    assert "htp:/wrong" in err
    assert run("list", "--shelf", "attention")[1] == ""


def test_an_article_goes_into_its_collections(press, run):
    address = press.print("/log", PAGE)
    code, out, _ = run("clip", address, "--collection", "Harbours/North", "--json")
    assert code == 0
    article = json.loads(run("show", str(json.loads(out)["id"]), "--json")[1])
    assert article["title"] == "The log"


def test_standard_input_is_clipped(run, monkeypatch):
    class Given:
        buffer = io.BytesIO(f"<h1>Dropped</h1>{STORY}".encode())

    monkeypatch.setattr(sys, "stdin", Given)
    assert run("clip", "-")[0] == 0
    assert "Dropped" in run("list")[1]


def test_a_folder_is_clipped_whole(run, tmp_path):
    folder = tmp_path / "saved"
    (folder / "a_files").mkdir(parents=True)
    (folder / "a.html").write_text(f"<h1>One</h1>{STORY}", "utf-8")
    (folder / "a_files" / "frame.html").write_text("<p>part</p>", "utf-8")
    (folder / "b.md").write_text(
        "# Two\n\nBy Ada Reyes\n\n" + "Words of the second. " * 20, "utf-8"
    )
    status, out, _ = run("clip", str(folder))
    assert status == 0
    assert sorted(line.split("  (")[0].rsplit("  ", 1)[1] for line in out.splitlines()) == [
        "One",
        "Two",
    ]


def test_what_is_no_page_is_refused(run, tmp_path):
    file = tmp_path / "tune.mp3"
    file.write_bytes(b"ID3")
    code, _, err = run("clip", str(file))
    assert code == 1
    assert "cannot be clipped" in err
