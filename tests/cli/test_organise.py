"""Tags, collections and the trash from the command line."""

import json

import pytest

from press.story import page
from tearsheet import cli


@pytest.fixture
def run(tmp_path, capsys):
    def run(verb, *arguments):
        status = cli.main([verb, "--library", str(tmp_path / "lib"), *arguments])
        said = capsys.readouterr()
        return (
            status,
            [json.loads(line) for line in said.out.splitlines() if line.startswith("{")],
            said.err,
        )

    return run


@pytest.fixture
def filled(run, tmp_path):
    from press.story import STORY

    files = []
    for n in range(3):
        file = tmp_path / f"{n}.html"
        file.write_text(page(STORY).replace("The book of winds", f"Book {n}"))
        files.append(str(file))
    assert run("clip", *files)[0] == 0
    return [str(entry["id"]) for entry in reversed(run("list", "--json")[1])]


def titles(answer):
    return [entry["title"] for entry in answer[1]]


def test_articles_are_tagged_listed_by_tag_and_untagged(run, filled):
    assert run("tag", "Rivers/Low", *filled[:2], "--json")[1] == [{"gained": [1, 2]}]
    assert run("tags", "--json")[1][0]["count"] == 2
    assert len(titles(run("list", "--tag", "rivers/LOW", "--json"))) == 2
    assert run("tag", "rivers/low", filled[0], "--remove", "--json")[1] == [{"lost": [1]}]
    assert run("tag", "none", filled[0], "--remove")[2] == (
        "tearsheet: There is no tag “none” in this library.\n"
    )


def test_a_collection_holds_what_lies_below_it(run, filled):
    run("collect", "Harbours/Ferries", *filled[:2])
    run("collect", "Harbours", filled[2])
    said = run("collections", "--json")[1]
    assert [(each["path"], each["count"]) for each in said] == [
        ("Harbours", 3),
        ("Harbours/Ferries", 2),
    ]
    assert titles(run("list", "--collection", "Harbours", "--order", "title", "--json")) == [
        "Book 0", "Book 1", "Book 2",
    ]  # fmt: skip
    assert run("collect", "Harbours/Ferries", filled[0], "--remove", "--json")[1] == [{"lost": [1]}]
    status, _, said = run("list", "--collection", "Nowhere")
    assert (status, "There is no collection “Nowhere”" in said) == (1, True)


def test_the_trash_restores_and_is_emptied(run, filled):
    run("trash", *filled[:2])
    assert titles(run("list", "--json")) == ["Book 2"]
    assert run("restore", filled[0], "--json")[1] == [{"restored": [1]}]
    assert run("trash", "--empty", "--json")[1] == [{"forgotten": 1}]
    assert len(titles(run("list", "--json"))) == 2
    assert run("trash")[0] == 2


def test_an_edit_is_undone_after_a_restart(run, filled):
    run("tag", "rivers", *filled)
    assert run("undo", "--json")[1] == [{"undo": "tag 3 articles “rivers”"}]
    assert run("list", "--tag", "rivers")[0] == 1
    assert run("redo")[0] == 0
    assert len(titles(run("list", "--tag", "rivers", "--json"))) == 3
    assert run("redo")[0] == 1


def test_a_search_lists_the_best_first_and_says_what_it_did_not_understand(run, filled):
    status, found, said = run("search", "book", "colour:red", "OR", "winds", "--json")
    assert (status, len(found), "There is no field “colour:”" in said) == (0, 3, True)
    assert set(found[0]) >= {"id", "title", "publisher", "tags"}
    assert run("search", "nowhere")[0] == 1
